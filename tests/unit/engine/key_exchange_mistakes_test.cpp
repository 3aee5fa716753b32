// Key exchanges that are wrong in one way. Expected alerts: RFC 5246 §7.2.2, §7.4.3, §7.4.7,
// RFC 7919 §3, RFC 8422 §5. Read next: proof_mistakes_test.cpp.
#include <gtest/gtest.h>

#include <set>

#include "support/puppet_mistakes.h"
#include "support/puppet_script.h"
#include "support/vector_file.h"

namespace vitrine {
namespace {

using namespace test;
using enum handshake::Event;
using handshake::SignatureScheme;
using record::ProtocolVersion;
using trace::Role;

constexpr ProtocolVersion kVersions[] = {ProtocolVersion::tls10, ProtocolVersion::tls11,
                                         ProtocolVersion::tls12};
constexpr Role kRoles[] = {Role::client, Role::server};

const Step kIllegal = refuses(AlertDescription::illegal_parameter, ErrorCode::bad_point);

/// Where a side's public value stands.
handshake::Event share_of(Role engine_role) {
    return engine_role == Role::client ? server_key_exchange : client_key_exchange;
}

// --- RSA key transport: nothing is told until the Finished cannot be read (RFC 5246 §7.4.7.1)

std::vector<Mistake> premaster_mistakes() {
    using namespace mistakes;
    const std::size_t at = 256 - 48 - 1;  // of the zero behind the padding
    std::vector<Mistake> all = {
        rsa_block_byte("00 01", 1, 1),
        rsa_block_byte("00 00", 1, 0),
        rsa_block_byte("01 02", 0, 1),
        rsa_block_byte("a zero in the first eight bytes of padding", 5, 0),
        rsa_block_byte("a zero at the beginning of the padding", 2, 0),
        rsa_block_byte("a zero in the middle", 100, 0),
        rsa_block_byte("a zero just before the last", at - 1, 0),
        rsa_block_byte("no zero where it should be", at, 9),
        rsa_block_without_zeros(),
        premaster_len(0),
        premaster_len(47),
        premaster_len(49),
        premaster_len(46),
        premaster_version(0x0300),
        premaster_version(0x0304),
        premaster_version(0x0000),
        public_value("of no bytes", {}),
        public_value("of 255 bytes", Bytes(255, 1)),
        public_value("of 257 bytes", Bytes(257, 0)),
        public_value("beyond the modulus", Bytes(256, 0xff)),
        public_value("zero", Bytes(256, 0)),
    };
    return all;
}

TEST(RsaKeyExchange, A16ToA18EveryMistakeLooksTheSameUntilFinished) {
    for (const ProtocolVersion version : kVersions) {
        for (const bool asks : {false, true}) {
            Cast cast{.version = version, .suite = "AES128-SHA"};
            cast.asks_client = asks;
            const Script before =
                before_saying(handshake_of(Role::server, cast), client_key_exchange);
            for (const Mistake& mistake : premaster_mistakes()) {
                const Step silent = expect("not a word", [](Scene& scene) {
                    return !scene.hear().has_value() && !scene.engine.connection->is_closed();
                });
                // ROBOT asks both: ClientKeyExchange alone, and all that comes behind it.
                play(Role::server, cast,
                     before + Script{say(client_key_exchange, mistake), silent,
                                     say(change_cipher_spec), silent, say(finished),
                                     refuses(AlertDescription::bad_record_mac,
                                             ErrorCode::record_not_authentic)});
            }
        }
    }
}

TEST(RsaKeyExchange, A17AVersionOtherThanTheOfferedOneIsRefusedAtFinishedOnly) {
    // Offered 1.2 to a server of 1.1 at most: the premaster says what was offered (RFC 5246
    // §7.4.7.1), not what was chosen.
    auto config = config_for(Role::server, {.suite = "AES128-SHA"});
    config->set_versions(ProtocolVersion::tls10, ProtocolVersion::tls11);
    ASSERT_TRUE(config->build(Role::server).ok());
    const Cast cast{.suite = "AES128-SHA"};
    const Script script = handshake_of(Role::server, cast);
    Scene offered{Role::server, *config, cast};
    EXPECT_EQ(run(offered, script), "");
    EXPECT_EQ(offered.puppet.facts.version, ProtocolVersion::tls11);
    Scene chosen{Role::server, *config, cast};
    EXPECT_EQ(run(chosen, before_saying(script, client_key_exchange) +
                              Script{say(client_key_exchange, mistakes::premaster_version(0x0302)),
                                     say(change_cipher_spec), say(finished),
                                     refuses(AlertDescription::bad_record_mac,
                                             ErrorCode::record_not_authentic)}),
              "");
}

// --- public values

TEST(EcdheKeyExchange, A30A35PointsThatAreNoneAreRefused) {
    using handshake::NamedGroup;
    for (const Role engine_role : kRoles) {
        for (const ProtocolVersion version : kVersions) {
            const Cast cast{.version = version,
                            .suite = "ECDHE-RSA-AES128-SHA",
                            .curve = NamedGroup::secp256r1};
            const auto refused = [&](const Mistake& mistake) {
                const handshake::Event share = share_of(engine_role);
                Script script = before_saying(handshake_of(engine_role, cast), share) +
                                Script{say(share, mistake)};
                // The client agrees when it answers, behind ServerHelloDone.
                if (engine_role == Role::client) script.push_back(say(server_hello_done));
                play(engine_role, cast, script + kIllegal);
            };
            refused(mistakes::point_off_the_curve());
            refused(mistakes::public_value("compressed", [] {
                Bytes compressed(33, 5);
                compressed[0] = 2;
                return compressed;
            }()));
            refused(mistakes::public_value("at infinity", {0}));
            refused(mistakes::public_value("all zero", Bytes(65, 0)));
            refused(mistakes::public_value("hybrid", Bytes(65, 6)));
            refused(mistakes::public_value("short", Bytes(64, 4)));
            refused(mistakes::public_value("long", Bytes(66, 4)));
            refused(mistakes::public_value("coordinates beyond the field", [] {
                Bytes beyond(65, 0xff);
                beyond[0] = 4;
                return beyond;
            }()));
        }
    }
}

TEST(EcdheKeyExchange, AnEmptyPointIsADecodeError) {
    for (const Role engine_role : kRoles)
        play_mistake(engine_role, {}, share_of(engine_role), mistakes::public_value("empty", {}),
                     refuses(AlertDescription::decode_error, ErrorCode::vector_out_of_bounds));
}

// The values of small order, and those above the prime that mean the same (RFC 7748 §6.1; listed on
// https://cr.yp.to/ecdh.html#validate). RFC 8422 §5.11: the all-zero secret is refused.
TEST(EcdheKeyExchange, A31X25519ValuesOfSmallOrderAreRefused) {
    constexpr std::string_view kSmallOrder[] = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000080",
    };
    for (const std::string_view value : kSmallOrder) {
        play(Role::server, {},
             before_saying(handshake_of(Role::server, {}), client_key_exchange) +
                 Script{
                     say(client_key_exchange,
                         mistakes::public_value(std::string{value}, from_hex(value))),
                     refuses(AlertDescription::illegal_parameter, ErrorCode::zero_shared_secret)});
        // The client agrees when it answers, behind ServerHelloDone.
        play(Role::client, {},
             before_saying(handshake_of(Role::client, {}), server_key_exchange) +
                 Script{
                     say(server_key_exchange,
                         mistakes::public_value(std::string{value}, from_hex(value))),
                     say(server_hello_done),
                     refuses(AlertDescription::illegal_parameter, ErrorCode::zero_shared_secret)});
    }
}

TEST(EcdheKeyExchange, OfACurveThatWasNotOfferedIsRefused) {
    // secp256k1, an explicit curve's number, a finite field's, unknown.
    for (const std::uint16_t curve :
         std::initializer_list<std::uint16_t>{0, 22, 0xff01, 0xff02, 256, 0x6399}) {
        play_mistake(Role::client, {}, server_key_exchange, mistakes::curve(curve),
                     refuses(AlertDescription::illegal_parameter, ErrorCode::group_not_offered));
    }
}

TEST(EcdheKeyExchange, A34OfACurveWithoutANameIsRefused) {
    for (const int type : {1, 2, 0, 255}) {
        play_mistake(
            Role::client, {}, server_key_exchange,
            mistakes::curve_type(static_cast<std::uint8_t>(type)),
            refuses(AlertDescription::illegal_parameter, ErrorCode::curve_type_unsupported));
    }
}

Bytes prime_of_ffdhe2048() {
    const ByteView p = crypto::ffdhe(crypto::DhGroupId::ffdhe2048).p;
    return {p.begin(), p.end()};
}

Bytes plus(Bytes number, int by) {
    number.back() = static_cast<std::uint8_t>(number.back() + by);
    return number;
}

// RFC 7919 §3, §4: 1 < Y < p-1, else handshake_failure.
TEST(DheKeyExchange, A29ValuesOutOfRangeAreRefused) {
    const Bytes p = prime_of_ffdhe2048();  // ends with ff: p-1 and p-2 differ in one byte
    ASSERT_EQ(p.back(), 0xff);
    Bytes p_plus_one(256, 0);
    p_plus_one = p;
    for (std::size_t i = p.size(); i-- > 0;) {
        if (++p_plus_one[i] != 0) break;
    }
    const std::pair<const char*, Bytes> values[] = {
        {"0", Bytes(256, 0)},
        {"1", Bytes{1}},
        {"0 in one byte", Bytes{0}},
        {"p - 1", plus(p, -1)},
        {"p", p},
        {"p + 1", p_plus_one},
        {"2^2048 - 1", Bytes(256, 0xff)},
    };
    for (const ProtocolVersion version : kVersions) {
        const Cast cast{.version = version, .suite = "DHE-RSA-AES128-SHA"};
        for (const auto& [name, value] : values) {
            const Mistake mistake = mistakes::public_value(name, value);
            const Step refused = refuses(AlertDescription::handshake_failure,
                                         ErrorCode::dh_public_value_out_of_range);
            play(Role::server, cast,
                 before_saying(handshake_of(Role::server, cast), client_key_exchange) +
                     Script{say(client_key_exchange, mistake), refused});
            play(Role::client, cast,
                 before_saying(handshake_of(Role::client, cast), server_key_exchange) +
                     Script{say(server_key_exchange, mistake), say(server_hello_done), refused});
        }
    }
}

// RFC 7919 §3.1: too small a group is insufficient_security. The primes: RFC 2409 §6.1 (768 bits);
// 512 bits as in DHE_EXPORT, any odd number will do for a size.
TEST(DheKeyExchange, A27SmallGroupsAreRefused) {
    Bytes p512(64, 0xff);
    Bytes p1023(128, 0xff);
    p1023[0] = 0x7f;
    for (const auto& [name, p] :
         {std::pair{"of 512 bits", p512}, {"of 1023 bits", p1023}, {"of 8 bits", Bytes{251}}}) {
        for (const ProtocolVersion version : kVersions) {
            play_mistake(
                Role::client, {.version = version, .suite = "DHE-RSA-AES128-SHA"},
                server_key_exchange, mistakes::dh_group(name, p, {2}),
                refuses(AlertDescription::insufficient_security, ErrorCode::dh_group_too_small));
        }
    }
    // 2048 bits are the least outside of legacy policies.
    auto config = client_config(engine::Policy::compatible);
    Bytes p2047(256, 0xff);
    p2047[0] = 0x7f;
    const Cast cast{.suite = "DHE-RSA-AES128-GCM-SHA256"};
    Scene scene{Role::client, *config, cast};
    EXPECT_EQ(run(scene, before_saying(handshake_of(Role::client, cast), server_key_exchange) +
                             Script{say(server_key_exchange,
                                        mistakes::dh_group("of 2047 bits", p2047, {2})),
                                    refuses(AlertDescription::insufficient_security,
                                            ErrorCode::dh_group_too_small)}),
              "");
}

TEST(DheKeyExchange, GroupsThatAreNoneAreRefused) {
    const Bytes p = prime_of_ffdhe2048();
    const Cast cast{.suite = "DHE-RSA-AES128-GCM-SHA256"};
    const auto refused = [&](const char* name, const Bytes& modulus, const Bytes& g) {
        play_mistake(Role::client, cast, server_key_exchange, mistakes::dh_group(name, modulus, g),
                     refuses(AlertDescription::illegal_parameter, ErrorCode::bad_parameters));
    };
    refused("with an even p", plus(p, -1), {2});
    refused("with g = 0", p, {0});
    refused("with g = 1", p, {1});
    refused("with g = p - 1", p, plus(p, -1));
    refused("of 8200 bits (A65)", Bytes(1025, 0xff), {2});
}

// Wagner and Schneier; Mavrogiannopoulos: the signature does not say which kind it covers.
TEST(DheKeyExchange, A28ParametersOfTheOtherKindAreRefused) {
    play_mistake(Role::client, {.suite = "DHE-RSA-AES128-GCM-SHA256"}, server_key_exchange,
                 mistakes::curve_params_for_finite_field(),
                 refuses(AlertDescription::decode_error, ErrorCode::truncated));
    const Mistake finite{.name = "ServerDHParams", .exchange = [](ExchangeDraft& exchange) {
                             exchange.finite_field = true;
                             exchange.p = prime_of_ffdhe2048();
                             exchange.g = {2};
                             exchange.value = Bytes(256, 2);
                         }};
    play_mistake(Role::client, {}, server_key_exchange, finite,
                 refuses(AlertDescription::illegal_parameter, ErrorCode::curve_type_unsupported));
}

TEST(KeyShares, A26A36AreNewForEveryHandshake) {
    for (const std::string_view suite :
         {"DHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256"}) {
        const Cast cast{.suite = suite};
        for (const Role engine_role : kRoles) {
            const auto config = config_for(engine_role, cast);
            std::set<std::string> values;
            std::set<std::string> randoms;
            for (int i = 0; i < 20; ++i) {
                Scene scene{engine_role, *config, cast};
                EXPECT_EQ(run(scene, handshake_of(engine_role, cast)), "");
                values.insert(to_hex(scene.puppet.facts.peer_value));
                const auto& random = engine_role == Role::client
                                         ? scene.puppet.facts.randoms.client
                                         : scene.puppet.facts.randoms.server;
                randoms.insert(to_hex(Bytes{random.begin(), random.end()}));
            }
            EXPECT_EQ(values.size(), 20U) << suite;
            EXPECT_EQ(randoms.size(), 20U) << suite;
        }
    }
}

}  // namespace
}  // namespace vitrine
