// Recorded sessions, whole: FOLDER/traces/*.txt, `key = value` lines, then `C <hex>` and `S <hex>`
// records in wire order, each protected one followed by its plaintext. Every record opens, every
// message decodes.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "handshake/keys.h"
#include "handshake/suites.h"
#include "support/field_recorder.h"
#include "support/messages.h"
#include "support/record_session.h"

namespace vitrine::test {
namespace {

namespace fs = std::filesystem;

struct Line {
    char side = 'C';
    Bytes record;
    bool is_protected = false;
    std::uint64_t sequence = 0;
    Bytes plain;
};

struct Session {
    std::map<std::string, std::string> values;  ///< of the first handshake
    std::vector<Line> lines;                    ///< up to a second handshake or connection
};

Session read_session(const fs::path& path) {
    Session session;
    std::ifstream file(path);
    std::string text;
    int handshakes = 0;
    while (std::getline(file, text)) {
        if (text.starts_with("# connection 2")) break;
        if (text.starts_with("handshake = ")) ++handshakes;
        if (const auto equals = text.find(" = ");
            equals != std::string::npos && !text.starts_with("  ")) {
            if (handshakes <= 1) session.values[text.substr(0, equals)] = text.substr(equals + 3);
        } else if (text.starts_with("C ") || text.starts_with("S ")) {
            session.lines.push_back({text[0], from_hex(text.substr(2)), false, 0, {}});
        } else if (const auto at = text.find("seq=");
                   text.starts_with("  plaintext") && at != std::string::npos) {
            std::istringstream rest(text.substr(at + 4));
            std::string hex;
            rest >> session.lines.back().sequence >> hex;
            session.lines.back().is_protected = true;
            session.lines.back().plain = from_hex(hex);
        }
    }
    return session;
}

/// One direction: its protection, and the handshake bytes that have come so far.
struct Direction {
    record::Protection protection;
    std::uint64_t next = 0;
    bool over = false;  ///< another handshake has changed the keys
    Bytes messages;
};

Bytes value_bytes(const Session& session, const std::string& key) {
    const auto found = session.values.find(key);
    return found == session.values.end() ? Bytes{} : from_hex(found->second);
}

Direction direction_of(const Session& session, const std::string& side) {
    const auto suite_value =
        static_cast<std::uint16_t>(std::stoul(session.values.at("cipher_suite"), nullptr, 16));
    const auto version =
        static_cast<record::ProtocolVersion>(std::stoul(session.values.at("version"), nullptr, 16));
    const handshake::CipherSuite* suite = handshake::find_suite(suite_value);
    EXPECT_NE(suite, nullptr);
    record::ProtectionSpec spec = handshake::protection_of(*suite, version);
    const auto etm = session.values.find("encrypt_then_mac");
    if (etm != session.values.end() && etm->second == "1")
        spec.kind = record::ProtectionKind::cbc_etm;
    const Bytes mac_key = value_bytes(session, side + "_mac_key");
    const Bytes key = value_bytes(session, side + "_key");
    const Bytes iv = value_bytes(session, side + "_iv");
    auto made = record::Protection::make(spec, {mac_key, key, iv}, crypto::CbcKey::Use::decrypt);
    EXPECT_TRUE(made.ok()) << suite->name;
    return {made.ok() ? *std::move(made) : record::Protection{}, 0, false, {}};
}

/// Decodes every whole message at the front of `bytes`, and takes it away.
std::size_t decode_messages(Bytes& bytes, const MessageContext& with) {
    std::size_t count = 0;
    while (bytes.size() >= 4) {
        const std::size_t whole =
            4 + ((std::size_t{bytes[1]} << 16) | (std::size_t{bytes[2]} << 8) | bytes[3]);
        if (bytes.size() < whole) break;
        const Bytes message(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(whole));
        FieldRecorder fields;
        EXPECT_TRUE(decode_message(message, with, &fields).ok()) << to_hex(message);
        EXPECT_TRUE(fields.covers_once(message.size()));
        bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(whole));
        ++count;
    }
    return count;
}

/// The plaintext of a record, as far as the first keys reach.
void open_line(const Line& line, Direction& direction) {
    if (!line.is_protected) {
        if (line.record[0] == 22)
            direction.messages.insert(direction.messages.end(), line.record.begin() + 5,
                                      line.record.end());
        return;
    }
    direction.over = direction.over || line.sequence != direction.next;
    if (direction.over) return;
    ++direction.next;
    Bytes fragment(line.record.begin() + 5, line.record.end());
    const record::FragmentInfo info{
        line.sequence, static_cast<record::ContentType>(line.record[0]),
        static_cast<std::uint16_t>((line.record[1] << 8) | line.record[2])};
    record::FragmentLayout layout;
    const auto opened = direction.protection.open(info, fragment, layout);
    ASSERT_TRUE(opened.ok()) << line.sequence;
    EXPECT_EQ(Bytes(opened->begin(), opened->end()), line.plain);
    if (line.record[0] == 22)
        direction.messages.insert(direction.messages.end(), line.plain.begin(), line.plain.end());
}

TEST(RecordedSessions, OpenAndDecode) {
    std::size_t sessions = 0;
    std::size_t messages = 0;
    for (const auto& entry : fs::directory_iterator(fs::path{VITRINE_EXTRA_VECTORS} / "traces")) {
        if (entry.path().extension() != ".txt") continue;
        SCOPED_TRACE(entry.path().filename().string());
        const Session session = read_session(entry.path());
        const auto suite = session.values.find("cipher_suite");
        if (suite == session.values.end()) continue;  // refused before a suite was chosen
        const handshake::CipherSuite* known = handshake::find_suite(
            static_cast<std::uint16_t>(std::stoul(suite->second, nullptr, 16)));
        ASSERT_NE(known, nullptr) << suite->second;
        const MessageContext with{static_cast<record::ProtocolVersion>(
                                      std::stoul(session.values.at("version"), nullptr, 16)),
                                  known->key_exchange};
        Direction client = direction_of(session, "client");
        Direction server = direction_of(session, "server");
        for (const Line& line : session.lines) {
            Direction& direction = line.side == 'C' ? client : server;
            open_line(line, direction);
            messages += decode_messages(direction.messages, with);
        }
        ++sessions;
    }
    EXPECT_GT(sessions, 200U);
    EXPECT_GT(messages, 1500U);
}

}  // namespace
}  // namespace vitrine::test
