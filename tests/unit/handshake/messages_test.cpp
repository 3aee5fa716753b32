// Every message of recorded sessions: decoded as Wireshark decodes it, refused when cut, never a
// crash.
#include "support/messages.h"

#include <gtest/gtest.h>

#include "support/field_recorder.h"

namespace vitrine::test {
namespace {

struct FieldName {
    const char* wireshark;
    const char* ours;
};

constexpr FieldName kNames[] = {
    {"handshake.random", "random"},
    {"handshake.session_id", "session_id"},
    {"handshake.ciphersuite", "cipher_suite"},
    {"handshake.extension.type", "extension_type"},
    {"handshake.extensions_server_name", "HostName"},
    {"handshake.extensions_supported_group", "NamedGroup"},
    {"handshake.extensions_alpn_str", "ProtocolName"},
    {"handshake.certificate", "ASN.1Cert"},
    {"handshake.server_curve_type", "curve_type"},
    {"handshake.server_named_curve", "namedcurve"},
    {"handshake.server_point", "point"},
    {"handshake.p", "dh_p"},
    {"handshake.g", "dh_g"},
    {"handshake.ys", "dh_Ys"},
    {"handshake.sig", "signature"},
    {"handshake.client_cert_vrfy.sig", "signature"},
    {"handshake.client_point", "ecdh_Yc"},
    {"handshake.yc", "dh_Yc"},
    {"handshake.epms", "encrypted_pre_master_secret"},
    {"handshake.session_ticket_lifetime_hint", "ticket_lifetime_hint"},
    {"handshake.session_ticket", "ticket"},
};

/// Wireshark gives each element of these lists; we give the list as one leaf.
constexpr FieldName kJoined[] = {
    {"handshake.extensions_ec_point_format", "ec_point_format_list"},
    {"handshake.cert_type", "certificate_types"},
};

MessageContext context_of(const VectorBlock& block) {
    return {static_cast<record::ProtocolVersion>(std::stoul(block.text("Version"), nullptr, 16)),
            key_exchange_of(block.text("KeyExchange"))};
}

std::string without_spaces(std::string text) {
    std::erase(text, ' ');
    return text;
}

template <class Each>
void for_each_message(Each&& each) {
    const auto blocks = read_vectors("handshake/messages.txt");
    EXPECT_GT(blocks.size(), 100U);
    for (const VectorBlock& block : blocks) {
        SCOPED_TRACE(block.section + ", line " + std::to_string(block.line));
        each(block, block.bytes("Message"), context_of(block));
    }
}

TEST(Messages, HaveTheFieldsThatWiresharkSees) {
    std::size_t compared = 0;
    for_each_message(
        [&](const VectorBlock& block, const auto& message, const MessageContext& with) {
            FieldRecorder fields;
            ASSERT_TRUE(decode_message(message, with, &fields).ok());
            for (const auto& [theirs, ours] : kNames) {
                if (!block.has(theirs)) continue;
                EXPECT_EQ(fields.values(ours), block.text(theirs)) << theirs;
                ++compared;
            }
            for (const auto& [theirs, ours] : kJoined) {
                if (!block.has(theirs)) continue;
                EXPECT_EQ(fields.values(ours), without_spaces(block.text(theirs))) << theirs;
                ++compared;
            }
        });
    EXPECT_GT(compared, 500U);
}

TEST(Messages, AreCoveredByTheirLeavesByteForByteOnce) {
    for_each_message([&](const VectorBlock&, const auto& message, const MessageContext& with) {
        FieldRecorder fields;
        ASSERT_TRUE(decode_message(message, with, &fields).ok());
        EXPECT_TRUE(fields.covers_once(message.size()));
    });
}

TEST(Messages, AreRefusedAtEveryPrefixOfTheWholeMessage) {
    for_each_message([&](const VectorBlock&, const auto& message, const MessageContext& with) {
        for (std::size_t n = 0; n < message.size(); ++n) {
            const Status decoded = decode_message(ByteView{message}.first(n), with);
            ASSERT_FALSE(decoded.ok()) << n;
            ASSERT_EQ(decoded.error().code, ErrorCode::truncated) << n;
        }
    });
}

/// A body cut where the outer length is right as well: an inner length sticks out, or a field is
/// missing. Only hellos have a place to end early: the extensions as a whole are optional.
TEST(Messages, AreRefusedAtEveryPrefixOfTheBody) {
    for_each_message(
        [&](const VectorBlock& block, const auto& message, const MessageContext& with) {
            FieldRecorder fields;
            ASSERT_TRUE(decode_message(message, with, &fields).ok());
            std::size_t before_extensions = 0;
            const bool hello = message[0] == 1 || message[0] == 2;
            for (const auto& leaf : fields.leaves) {
                const bool last =
                    leaf.name == "compression_methods" || leaf.name == "compression_method";
                if (hello && last) before_extensions = leaf.offset + leaf.bytes.size();
            }
            for (std::size_t n = 4; n < message.size(); ++n) {
                wire::Context context{message};
                const wire::Reader body{ByteView{message}.subspan(4, n - 4), context};
                const Status decoded = decode_body(body, message[0], with);
                ASSERT_EQ(decoded.ok(), n == before_extensions)
                    << n << " of " << block.text("KeyExchange");
            }
        });
}

TEST(Messages, AreRefusedWithAByteBehindThem) {
    for_each_message([&](const VectorBlock&, const auto& message, const MessageContext& with) {
        auto longer = message;
        longer.push_back(0);
        const Status decoded = decode_message(longer, with);
        ASSERT_FALSE(decoded.ok());
        EXPECT_EQ(decoded.error().code, ErrorCode::trailing_data);
    });
}

TEST(Messages, WithAnyByteChangedAreRefusedOrCoveredAndNeverCrash) {
    for_each_message([&](const VectorBlock&, const auto& message, const MessageContext& with) {
        auto changed = message;
        for (std::size_t i = 0; i < changed.size(); ++i) {
            for (const int flip : {0x01, 0x80, 0xff}) {
                changed[i] = static_cast<std::uint8_t>(message[i] ^ flip);
                FieldRecorder fields;
                const Status decoded = decode_message(changed, with, &fields);
                if (decoded.ok()) {
                    ASSERT_TRUE(fields.covers_once(changed.size())) << i;
                } else {
                    ASSERT_LE(decoded.error().offset, changed.size()) << i;
                }
            }
            changed[i] = message[i];
        }
    });
}

/// A reader that nobody watches takes a shorter way.
TEST(Messages, AreReadAlikeWhetherOrNotAnyoneWatches) {
    const auto expect_alike = [](ByteView message, const MessageContext& with) {
        FieldRecorder fields;
        const Status watched = decode_message(message, with, &fields);
        const Status alone = decode_message(message, with);
        ASSERT_EQ(watched.ok(), alone.ok());
        if (alone.ok()) return;
        ASSERT_EQ(watched.error().code, alone.error().code);
        ASSERT_EQ(watched.error().offset, alone.error().offset);
        ASSERT_STREQ(watched.error().field, alone.error().field);
    };
    for_each_message([&](const VectorBlock&, const auto& message, const MessageContext& with) {
        auto changed = message;
        for (std::size_t i = 0; i < changed.size(); ++i) {
            SCOPED_TRACE(i);
            expect_alike(ByteView{message}.first(i), with);
            for (const int flip : {0x01, 0x80, 0xff}) {
                changed[i] = static_cast<std::uint8_t>(message[i] ^ flip);
                expect_alike(changed, with);
            }
            changed[i] = message[i];
        }
    });
}

std::uint8_t type_of_section(const std::string& section) {
    using handshake::HandshakeType;
    const std::pair<const char*, HandshakeType> types[] = {
        {"client_hello", HandshakeType::client_hello},
        {"server_hello", HandshakeType::server_hello},
        {"cert_verify", HandshakeType::certificate_verify},
        {"cert_status", HandshakeType::certificate_status},
        {"hello_request", HandshakeType::hello_request},
        {"new_session_ticket", HandshakeType::new_session_ticket},
    };
    for (const auto& [name, type] : types) {
        if (section == name) return static_cast<std::uint8_t>(type);
    }
    return 255;
}

TEST(Messages, AreAcceptedAndRefusedAsBotanDoes) {
    std::size_t seen = 0;
    for (const VectorBlock& block : read_vectors("handshake/botan_messages.txt")) {
        const std::uint8_t type = type_of_section(block.section);
        if (type == 255) continue;  // alerts: tests/unit/record/alert_test.cpp
        SCOPED_TRACE(block.section + ", line " + std::to_string(block.line));
        const auto body = block.bytes("Body");
        wire::Context context{body};
        const Status decoded = decode_body(wire::Reader{body, context}, type, {});
        EXPECT_EQ(decoded.ok(), block.number("Valid") == 1);
        ++seen;
    }
    EXPECT_GT(seen, 30U);
}

}  // namespace
}  // namespace vitrine::test
