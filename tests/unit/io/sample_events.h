// A short made-up connection that has every kind of event, for tests of the sinks.
#pragma once

#include <array>
#include <vector>

#include "base/trace.h"
#include "base/wire_reader.h"
#include "base/wire_writer.h"
#include "handshake/extensions/server_name.h"
#include "handshake/message_header.h"
#include "handshake/messages/client_hello.h"

namespace vitrine::test {

inline std::vector<std::uint8_t> sample_client_hello() {
    std::array<std::uint8_t, 512> room{};
    const std::array<std::uint8_t, 32> random{1, 2, 3, 4};
    const std::array<std::uint8_t, 6> suites{0xc0, 0x2f, 0x00, 0x2f, 0x00, 0xff};
    const std::array<std::uint8_t, 1> null_compression{0};
    handshake::ClientHello hello;
    hello.client_version = 0x0303;
    hello.random = random;
    hello.cipher_suites = wire::U16View{suites};
    hello.compression_methods = null_compression;
    wire::Writer out{room};
    out.u8(1);
    out.vec24([&](wire::Writer& body) {
        handshake::encode_client_hello(
            body, hello, [](wire::Writer& w) { handshake::write_server_name(w, "example.test"); });
    });
    const ByteView written = *out.finish();
    return {written.begin(), written.end()};
}

/// Sends one of every event, and a ClientHello with all its fields, to `sink`.
inline void send_sample_events(trace::Sink& sink, trace::Role role = trace::Role::client) {
    using trace::Direction;
    const bool client = role == trace::Role::client;
    const Direction to_server = client ? Direction::sent : Direction::received;
    const std::vector<std::uint8_t> hello = sample_client_hello();
    std::vector<std::uint8_t> wire{22, 3, 1, 0, static_cast<std::uint8_t>(hello.size())};
    wire.insert(wire.end(), hello.begin(), hello.end());

    sink.on(trace::Conn{role, Time{1417392000}, "example.test"});
    trace::Record record{};
    record.direction = to_server;
    record.content_type = 22;
    record.version = 0x0301;
    record.wire = wire;
    record.plaintext = hello;
    record.protection = "NULL";
    sink.on(record);
    sink.on(trace::Message{to_server, "ClientHello", 22, 1, hello, 0});
    wire::Context context{hello, &sink};
    wire::Reader in{hello, context};
    (void)handshake::decode_client_hello(handshake::read_message_body(in));
    sink.on(trace::Bytes{to_server, 0, wire});

    const std::array<std::uint8_t, 32> client_random{0xc1};
    const std::array<std::uint8_t, 32> server_random{0x51};
    const std::array<std::uint8_t, 48> master{0x33};
    const std::array<std::uint8_t, 4> premaster{9, 8, 7, 6};
    const trace::NamedBytes master_inputs[] = {{"pre_master_secret", premaster},
                                               {"client_random", client_random},
                                               {"server_random", server_random}};
    sink.on(
        trace::Derive{"master_secret", "PRF-SHA256", "master secret", master_inputs, master, true});
    const trace::NamedBytes block_inputs[] = {{"master_secret", master},
                                              {"server_random", server_random},
                                              {"client_random", client_random}};
    sink.on(
        trace::Derive{"key_block", "PRF-SHA256", "key expansion", block_inputs, premaster, true});
    sink.on(trace::Check{"certificate name", false, "example.test", "mail.<b>test", "RFC 6125 §6"});
    sink.on(trace::Operation{1, "verify_chain", "", true, false});
    sink.on(trace::Transition{"C1", "start", "ready", "wait_server_hello", "always",
                              "RFC 5246 §7.4.1.2"});
    const std::string_view expected[] = {"ServerHello", "HelloRequest"};
    sink.on(trace::Refused{"wait_server_hello", "Finished",
                           fail(ErrorCode::unexpected_message, 4, "msg_type"), expected});
    const std::array<std::uint8_t, 7> alert{21, 3, 3, 0, 2, 2, 10};
    sink.on(trace::Bytes{client ? Direction::received : Direction::sent, 0, alert});
    sink.on(trace::Alert{Direction::sent, AlertLevel::fatal, AlertDescription::unexpected_message});
    sink.on(trace::Cost{"verify_chain", 1234567});
    sink.on(trace::End{"alert_sent", false});
}

}  // namespace vitrine::test
