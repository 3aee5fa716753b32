#include "support/engine_puppet.h"

#include <gtest/gtest.h>

#include "handshake/keys.h"
#include "handshake/message_trace.h"

namespace vitrine::test {

using handshake::Event;
using record::ContentType;

std::vector<std::uint8_t> message_for(Event event) {
    switch (event) {
        case Event::change_cipher_spec:
            return {1};
        case Event::application_data:
            return {'x'};
        case Event::warning_alert:
            return {1, 90};  // user_canceled
        case Event::fatal_alert:
            return {2, 40};  // handshake_failure
        case Event::close_notify:
            return {1, 0};
        case Event::unknown_message:
            return {99, 0, 0, 0};
        default:
            return {static_cast<std::uint8_t>(handshake::type_of(event)), 0, 0, 0};
    }
}

std::vector<std::vector<std::uint8_t>> split_records(ByteView bytes) {
    std::vector<std::vector<std::uint8_t>> records;
    while (bytes.size() >= record::kHeaderLen) {
        const std::size_t whole = record::kHeaderLen + std::size_t{bytes[3]} * 256 + bytes[4];
        const ByteView one = bytes.first(whole);
        records.emplace_back(one.begin(), one.end());
        bytes = bytes.subspan(whole);
    }
    return records;
}

std::vector<std::uint8_t> say(engine::Connection& puppet, ContentType type, ByteView content) {
    record::RecordLayer& records = engine::ConnectionAccess::records(puppet);
    while (!records.pending_output().empty()) records.sent(records.pending_output().size());
    EXPECT_TRUE(records.send(type, content).ok());
    const ByteView out = records.pending_output();
    std::vector<std::uint8_t> bytes{out.begin(), out.end()};
    records.sent(bytes.size());
    return bytes;
}

std::vector<std::uint8_t> say_in_clear(record::ProtocolVersion version,
                                       ContentType type,
                                       ByteView content) {
    const auto number = static_cast<std::uint16_t>(version);
    std::vector<std::uint8_t> bytes(record::kHeaderLen + content.size());
    wire::Writer out{bytes};
    const auto shown = static_cast<std::uint16_t>(number == 0 ? 0x0301 : number);
    record::encode_header(out, {type, shown, static_cast<std::uint16_t>(content.size())});
    out.bytes(content);
    return bytes;
}

void rewind_after_ccs(engine::Connection& puppet) {
    EXPECT_TRUE(handshake::change_write_keys(engine::ConnectionAccess::handshake(puppet)).ok());
}

}  // namespace vitrine::test
