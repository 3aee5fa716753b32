// Recorded sessions, replayed: every record opens and seals again as far as it can, every message
// decodes, and the secrets follow from each other: premaster, master, key block, verify_data.
#include <gtest/gtest.h>

#include "extra/session_file.h"
#include "extra/vector_folder.h"
#include "handshake/key_schedule.h"
#include "handshake/keys.h"
#include "handshake/suites.h"
#include "support/field_recorder.h"
#include "support/messages.h"
#include "support/record_session.h"

namespace vitrine::test {

namespace {

namespace fs = std::filesystem;
using handshake::HelloRandoms;

handshake::MasterSecret master_of(const Bytes& bytes) {
    handshake::MasterSecret master;
    EXPECT_EQ(bytes.size(), 48U);
    copy_bytes(bytes, master.expose_mut());
    return master;
}

/// A handshake of the file with what its values say.
struct Negotiated {
    explicit Negotiated(const RecordedHandshake& from)
        : recorded(&from),
          version(static_cast<record::ProtocolVersion>(from.number("version"))),
          suite(handshake::find_suite(from.number("cipher_suite"))) {
        copy_bytes(from.bytes("client_random"), randoms.client);
        copy_bytes(from.bytes("server_random"), randoms.server);
    }
    [[nodiscard]] crypto::PrfAlg prf() const { return handshake::prf_for(version, *suite); }
    [[nodiscard]] Bytes master() const { return recorded->bytes("master_secret"); }
    /// The hash of the transcript under this version: MD5 || SHA-1 below TLS 1.2.
    [[nodiscard]] crypto::Digest hash(const Bytes& messages) const {
        using crypto::HashAlg;
        if (prf() == crypto::PrfAlg::sha256) return crypto::hash(HashAlg::sha256, messages);
        if (prf() == crypto::PrfAlg::sha384) return crypto::hash(HashAlg::sha384, messages);
        crypto::Digest both = crypto::hash(HashAlg::md5, messages);
        const crypto::Digest sha1 = crypto::hash(HashAlg::sha1, messages);
        copy_bytes(sha1.view(), MutByteView{both.bytes}.subspan(16, 20));
        both.len = 36;
        return both;
    }

    const RecordedHandshake* recorded;
    record::ProtocolVersion version;
    const handshake::CipherSuite* suite;
    HelloRandoms randoms;
};

bool master_follows(const Negotiated& made) {
    const Bytes premaster_bytes = made.recorded->bytes("premaster_secret");
    handshake::PremasterSecret premaster{ByteView{premaster_bytes}};
    crypto::Digest session_hash;
    const Bytes hash_bytes = made.recorded->bytes("session_hash");
    copy_bytes(hash_bytes, MutByteView{session_hash.bytes}.first(hash_bytes.size()));
    session_hash.len = static_cast<std::uint8_t>(hash_bytes.size());
    const auto master =
        made.recorded->flag("extended_master_secret")
            ? handshake::derive_extended_master_secret(made.prf(), std::move(premaster),
                                                       session_hash, made.randoms, nullptr)
            : handshake::derive_master_secret(made.prf(), std::move(premaster), made.randoms,
                                              nullptr);
    return equal_public(master.expose(), made.master());
}

bool keys_follow(const Negotiated& made) {
    const handshake::KeyBlock block{
        made.prf(), master_of(made.master()), made.randoms, made.version, *made.suite, nullptr};
    bool same = true;
    for (const bool client : {true, false}) {
        const handshake::DirectionKeys keys = client ? block.client() : block.server();
        const std::string side = client ? "client" : "server";
        same = same && equal_public(keys.mac_key, made.recorded->bytes(side + "_mac_key")) &&
               equal_public(keys.key, made.recorded->bytes(side + "_key")) &&
               equal_public(keys.iv, made.recorded->bytes(side + "_iv"));
    }
    return same;
}

/// One direction: its protection, and the handshake bytes that have come so far.
struct Direction {
    std::size_t handshake = 0;  ///< the one whose keys come next
    record::Protection protection;
    std::uint64_t sequence = 0;
    Bytes messages;
};

class Replay {
  public:
    Replay(const RecordedSession& session, Tally& tally) : session_(session), tally_(tally) {
        for (const RecordedHandshake& recorded : session.handshakes) {
            if (!recorded.has("cipher_suite")) break;  // refused before a suite was chosen
            const Negotiated& made = negotiated_.emplace_back(recorded);
            EXPECT_NE(made.suite, nullptr);
            if (!recorded.has("master_secret")) continue;
            tally_.valid("key block", keys_follow(made));
            if (recorded.has("premaster_secret"))
                tally_.valid("master secret", master_follows(made));
        }
    }

    void run() {
        for (const RecordedLine& line : session_.lines) {
            if (line.connection != connection_) start_connection(line.connection);
            tally_.valid("record " + std::to_string(line.sequence) + " of " + line.side,
                         take(line));
        }
        EXPECT_TRUE(client_.messages.empty() && server_.messages.empty());
    }

  private:
    void start_connection(int number) {
        connection_ = number;
        std::size_t first = 0;
        while (first < negotiated_.size() && negotiated_[first].recorded->connection != number)
            ++first;
        client_ = {first, {}, 0, {}};
        server_ = {first, {}, 0, {}};
        transcript_.clear();
    }

    bool take(const RecordedLine& line) {
        Direction& direction = line.side == 'C' ? client_ : server_;
        Bytes fragment(line.record.begin() + 5, line.record.end());
        if (line.is_protected && !opens(line, direction, fragment)) return false;
        if (line.record[0] == 20) change_keys(line.side, direction);
        if (line.record[0] != 22) return true;
        direction.messages.insert(direction.messages.end(), fragment.begin(), fragment.end());
        return decode_messages(line.side, direction);
    }

    /// Replaces `fragment` by its plaintext.
    static bool opens(const RecordedLine& line, Direction& direction, Bytes& fragment) {
        EXPECT_EQ(line.sequence, direction.sequence);
        const record::FragmentInfo info{
            direction.sequence++, static_cast<record::ContentType>(line.record[0]),
            static_cast<std::uint16_t>((line.record[1] << 8) | line.record[2])};
        record::FragmentLayout layout;
        const auto opened = direction.protection.open(info, fragment, layout);
        if (!opened.ok()) return false;
        fragment = Bytes(opened->begin(), opened->end());
        return fragment == line.plain;
    }

    void change_keys(char side, Direction& direction) {
        ASSERT_LT(direction.handshake, negotiated_.size());
        const Negotiated& made = negotiated_[direction.handshake++];
        const std::string name = side == 'C' ? "client" : "server";
        record::ProtectionSpec spec = handshake::protection_of(*made.suite, made.version);
        if (made.recorded->flag("encrypt_then_mac")) spec.kind = record::ProtectionKind::cbc_etm;
        const Bytes mac_key = made.recorded->bytes(name + "_mac_key");
        const Bytes key = made.recorded->bytes(name + "_key");
        const Bytes iv = made.recorded->bytes(name + "_iv");
        auto protection =
            record::Protection::make(spec, {mac_key, key, iv}, crypto::CbcKey::Use::decrypt);
        ASSERT_TRUE(protection.ok()) << made.suite->name;
        direction.protection = *std::move(protection);
        direction.sequence = 0;
    }

    /// Takes every whole message from the front, decodes it, and compares verify_data.
    bool decode_messages(char side, Direction& direction) {
        bool right = true;
        Bytes& bytes = direction.messages;
        while (bytes.size() >= 4) {
            const std::size_t whole =
                4 + ((std::size_t{bytes[1]} << 16) | (std::size_t{bytes[2]} << 8) | bytes[3]);
            if (bytes.size() < whole) break;
            const Bytes message(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(whole));
            bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(whole));
            right = decodes(message) && finishes(side, direction, message) && right;
        }
        return right;
    }

    /// The handshake that a message belongs to: the one whose keys the client takes next or last.
    [[nodiscard]] bool decodes(const Bytes& message) const {
        MessageContext with;
        const std::size_t at = std::min(client_.handshake, server_.handshake);
        if (!negotiated_.empty()) {
            const Negotiated& made = negotiated_[std::min(at, negotiated_.size() - 1)];
            with = {made.version, made.suite->key_exchange};
        }
        FieldRecorder fields;
        return decode_message(message, with, &fields).ok() && fields.covers_once(message.size());
    }

    bool finishes(char side, const Direction& direction, const Bytes& message) {
        using handshake::HandshakeType;
        const auto type = static_cast<HandshakeType>(message[0]);
        if (type == HandshakeType::client_hello) transcript_.clear();
        bool right = true;
        if (type == HandshakeType::finished) {
            const Negotiated& made = negotiated_[direction.handshake - 1];
            const handshake::VerifyData expected = handshake::compute_verify_data(
                made.prf(), master_of(made.master()),
                side == 'C' ? trace::Role::client : trace::Role::server, made.hash(transcript_),
                nullptr);
            right = equal_public(expected, ByteView{message}.subspan(4));
        }
        if (type != HandshakeType::hello_request)
            transcript_.insert(transcript_.end(), message.begin(), message.end());
        return right;
    }

    const RecordedSession& session_;
    Tally& tally_;
    std::vector<Negotiated> negotiated_;
    Direction client_;
    Direction server_;
    Bytes transcript_;
    int connection_ = 1;
};

void read_recorded(const fs::path& file, Tally& tally) {
    const RecordedSession session = read_session(file);
    EXPECT_FALSE(session.handshakes.empty() || session.lines.empty());
    Replay(session, tally).run();
}

}  // namespace

std::span<const Reader> session_readers() {
    static constexpr Reader kReaders[] = {
        {"vectors-facts/traces/[^/]+\\.txt", Kernels::none, read_recorded},
    };
    return kReaders;
}

}  // namespace vitrine::test
