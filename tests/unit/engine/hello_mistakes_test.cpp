// Hellos that offer or choose what they may not. Expected alerts: RFC 5246 §7.2.2, §7.4.1, and the
// documents of each extension.
#include <gtest/gtest.h>

#include "support/puppet_mistakes.h"
#include "support/puppet_script.h"

namespace vitrine {
namespace {

using namespace test;
using enum handshake::Event;
using handshake::ExtensionType;
using record::ProtocolVersion;
using trace::Role;

const Bytes kDowngradeToTls11 = {0x44, 0x4f, 0x57, 0x4e,
                                 0x47, 0x52, 0x44, 0x00};  // RFC 8446 §4.1.3
const Bytes kDowngradeToTls12 = {0x44, 0x4f, 0x57, 0x4e, 0x47, 0x52, 0x44, 0x01};

/// An engine client with TLS 1.0 to 1.2 and two suites; the puppet answers with a version of its
/// own.
struct Ranged {
    std::unique_ptr<engine::Config> config = client_config(engine::Policy::compatible);
    Ranged() {
        const handshake::CipherSuite* suites[] = {handshake::find_suite("AES128-GCM-SHA256"),
                                                  handshake::find_suite("AES128-SHA")};
        EXPECT_TRUE(config->set_suites(suites).ok());
        EXPECT_TRUE(config->build(Role::client).ok());
    }
};

Mistakes both(const Mistake& a, const Mistake& b) {
    return {a, b};
}

// --- what a ServerHello may say to the engine's client

void server_hello_is_refused(const Mistakes& mistakes, AlertDescription alert, ErrorCode code) {
    play(Role::client, {},
         Script{hear(client_hello), say(server_hello, mistakes), refuses(alert, code)});
}

TEST(ServerHello, OfAVersionThatWasNotOfferedIsRefused) {
    for (const std::uint16_t version : std::initializer_list<std::uint16_t>{
             0x0000, 0x0002, 0x0300, 0x0301, 0x0302, 0x0304, 0x0400, 0xfefd}) {
        server_hello_is_refused({mistakes::version(version)}, AlertDescription::protocol_version,
                                ErrorCode::version_not_offered);
    }
}

TEST(ServerHello, OfASuiteThatWasNotOfferedIsRefused) {
    // Unknown, signalling, known but not offered, anonymous (attack A55), export-grade (A24, A27).
    for (const std::uint16_t suite :
         std::initializer_list<std::uint16_t>{0x0000, 0x00ff, 0x5600, 0xffff, 0x002f, 0xc02b,
                                              0x1301, 0x0034, 0xc018, 0x0003, 0x0014, 0x0001}) {
        server_hello_is_refused({mistakes::suites({suite})}, AlertDescription::illegal_parameter,
                                ErrorCode::cipher_suite_not_offered);
    }
}

TEST(ServerHello, OfASuiteThatItsVersionDoesNotHaveIsRefused) {
    const Ranged ranged;
    const Cast cast{.version = ProtocolVersion::tls11, .suite = "AES128-SHA"};
    Scene scene{Role::client, *ranged.config, cast};
    EXPECT_EQ(run(scene, {hear(client_hello), say(server_hello, mistakes::suites({0x009c})),
                          refuses(AlertDescription::illegal_parameter,
                                  ErrorCode::cipher_suite_wrong_version)}),
              "");
}

TEST(ServerHello, A11WithCompressionIsRefused) {
    for (const int method : {1, 64, 255}) {
        server_hello_is_refused({mistakes::compression({static_cast<std::uint8_t>(method)})},
                                AlertDescription::illegal_parameter,
                                ErrorCode::compression_not_offered);
    }
}

TEST(ServerHello, WithAnExtensionThatWasNotOfferedIsRefused) {
    for (const std::uint16_t type : std::initializer_list<std::uint16_t>{
             1, 4, 15, 16, 17, 0x1234, 0xffff}) {  // 4: truncated_hmac (A10), 15: heartbeat (A58)
        Bytes body;
        if (type == 1) body = {1};
        if (type == 16) body = {0, 3, 2, 'h', '2'};
        server_hello_is_refused({mistakes::with_extension(static_cast<ExtensionType>(type), body)},
                                AlertDescription::unsupported_extension,
                                ErrorCode::extension_not_offered);
    }
}

TEST(ServerHello, WithAnExtensionTwiceIsRefused) {
    for (const ExtensionType type :
         {ExtensionType::renegotiation_info, ExtensionType::extended_master_secret}) {
        server_hello_is_refused({mistakes::extension_twice(type)}, AlertDescription::decode_error,
                                ErrorCode::extension_duplicate);
    }
}

TEST(ServerHello, WithoutAnyExtensionIsTakenWhereThePolicyAllowsIt) {
    const Cast cast{.suite = "AES128-GCM-SHA256"};
    play(Role::client, cast,
         with(handshake_of(Role::client, cast), server_hello, mistakes::without_extensions()));
}

// RFC 5746 §3.4: on a first handshake it is empty; a client may insist on it (§4.1).
TEST(ServerHello, A44RenegotiationInfoMustBeThereAndEmpty) {
    for (const Bytes& content : {Bytes{1, 0xaa}, Bytes(13, 12), Bytes(25, 24)}) {
        server_hello_is_refused(
            {mistakes::extension_is(ExtensionType::renegotiation_info, content)},
            AlertDescription::handshake_failure, ErrorCode::renegotiation_info_mismatch);
    }
    for (const Bytes& content : {Bytes{}, Bytes{1}, Bytes{0, 0}}) {
        const auto code = content.size() == 2 ? ErrorCode::trailing_data : ErrorCode::truncated;
        server_hello_is_refused(
            {mistakes::extension_is(ExtensionType::renegotiation_info, content)},
            AlertDescription::decode_error, code);
    }
    const auto strict = client_config(engine::Policy::modern);
    Scene scene{Role::client, *strict, {}};
    EXPECT_EQ(
        run(scene,
            {hear(client_hello),
             say(server_hello, mistakes::without_extension(ExtensionType::renegotiation_info)),
             refuses(AlertDescription::handshake_failure, ErrorCode::renegotiation_info_missing)}),
        "");
}

TEST(ServerHello, A45WithoutExtendedMasterSecretIsRefusedWhereItIsRequired) {
    const auto strict = config_for(Role::client, {});
    strict->set_extended_master_secret(handshake::ExtendedMasterSecret::require);
    ASSERT_TRUE(strict->build(Role::client).ok());
    Scene scene{Role::client, *strict, {.extended_master_secret = false}};
    EXPECT_EQ(run(scene, {hear(client_hello), say(server_hello),
                          refuses(AlertDescription::handshake_failure,
                                  ErrorCode::extended_master_secret_missing)}),
              "");
}

TEST(ServerHello, WithPointFormatsThatLackUncompressedIsRefused) {
    server_hello_is_refused({mistakes::with_extension(ExtensionType::ec_point_formats, {1, 1})},
                            AlertDescription::illegal_parameter, ErrorCode::point_format_missing);
}

// RFC 7301 §3.1, §3.2: one name, of those that were offered.
TEST(ServerHello, A48ItsApplicationProtocolIsOneOfOurs) {
    const auto config = config_for(Role::client, {});
    const std::string names[] = {"h2", "http/1.1"};
    config->set_application_protocols(names);
    ASSERT_TRUE(config->build(Role::client).ok());
    const auto alpn = ExtensionType::application_layer_protocol_negotiation;
    for (const Bytes& body :
         {Bytes{0, 4, 3, 'f', 't', 'p'}, Bytes{0, 6, 2, 'h', '2', 2, 'h', '2'}}) {
        Scene scene{Role::client, *config, {}};
        EXPECT_EQ(
            run(scene,
                {hear(client_hello), say(server_hello, mistakes::with_extension(alpn, body)),
                 refuses(AlertDescription::illegal_parameter, ErrorCode::extension_bad_value)}),
            "");
    }
    Scene scene{Role::client, *config, {}};
    EXPECT_EQ(run(scene, with(handshake_of(Role::client, {}), server_hello,
                              mistakes::with_extension(alpn, {0, 3, 2, 'h', '2'}))),
              "");
}

// RFC 8446 §4.1.3: a server that knows TLS 1.2 says in its random that it was made to choose less.
TEST(ServerHello, A37ADowngradeSignalIsHeard) {
    const Ranged ranged;
    for (const ProtocolVersion version : {ProtocolVersion::tls10, ProtocolVersion::tls11}) {
        const Cast cast{.version = version, .suite = "AES128-SHA"};
        Scene marked{Role::client, *ranged.config, cast};
        EXPECT_EQ(run(marked, {hear(client_hello),
                               say(server_hello, mistakes::random_ends_with(kDowngradeToTls11)),
                               refuses(AlertDescription::illegal_parameter,
                                       ErrorCode::version_downgraded)}),
                  "");
        Scene honest{Role::client, *ranged.config, cast};
        EXPECT_EQ(run(honest, handshake_of(Role::client, cast)), "");
    }
    const Cast best{.suite = "AES128-SHA"};
    Scene knows13{Role::client, *ranged.config, best};
    EXPECT_EQ(run(knows13, with(handshake_of(Role::client, best), server_hello,
                                mistakes::random_ends_with(kDowngradeToTls12))),
              "");
}

TEST(ServerHello, OfAWrongLengthIsADecodeError) {
    server_hello_is_refused({mistakes::session_id(Bytes(33, 7))}, AlertDescription::decode_error,
                            ErrorCode::vector_out_of_bounds);
    server_hello_is_refused({mistakes::cut_short()}, AlertDescription::decode_error,
                            ErrorCode::truncated);
    server_hello_is_refused({mistakes::one_byte_more()}, AlertDescription::decode_error,
                            ErrorCode::trailing_data);
    server_hello_is_refused({mistakes::body({3, 3})}, AlertDescription::decode_error,
                            ErrorCode::truncated);
}

// --- what a ClientHello may say to the engine's server

void client_hello_is_refused(const Cast& cast,
                             const Mistakes& mistakes,
                             AlertDescription alert,
                             ErrorCode code) {
    play(Role::server, cast, Script{say(client_hello, mistakes), refuses(alert, code)});
}

TEST(ClientHello, A5OfAVersionBelowTls10IsRefused) {
    for (const std::uint16_t version :
         std::initializer_list<std::uint16_t>{0x0000, 0x0002, 0x0200, 0x0300}) {
        client_hello_is_refused({}, {mistakes::version(version)},
                                AlertDescription::protocol_version,
                                ErrorCode::version_not_supported);
    }
    const auto modern = server_config(engine::Policy::modern);
    for (const std::uint16_t version : std::initializer_list<std::uint16_t>{0x0301, 0x0302}) {
        Scene scene{Role::server, *modern, {}};
        EXPECT_EQ(run(scene, {say(client_hello, mistakes::version(version)),
                              refuses(AlertDescription::protocol_version,
                                      ErrorCode::version_not_supported)}),
                  "");
    }
}

// RFC 5246 §E.1: whoever offers more than we know gets our best.
TEST(ClientHello, OfAHigherVersionGetsTheBest) {
    for (const std::uint16_t version :
         std::initializer_list<std::uint16_t>{0x0304, 0x0305, 0x03ff, 0x0400, 0xffff}) {
        for (const std::string_view suite : {"AES128-SHA", "ECDHE-RSA-AES128-SHA"}) {
            const Cast cast{.suite = suite};
            play(Role::server, cast,
                 with(handshake_of(Role::server, cast), client_hello, mistakes::version(version)));
        }
    }
}

TEST(ClientHello, A37ALowerVersionIsAnsweredWithTheDowngradeSignal) {
    for (const ProtocolVersion version : {ProtocolVersion::tls10, ProtocolVersion::tls11}) {
        const Cast cast{.version = version, .suite = "AES128-SHA"};
        play(Role::server, cast,
             handshake_of(Role::server, cast) + expect("the signal", [](Scene& scene) {
                 return equal_public(ByteView{scene.puppet.facts.randoms.server}.last(8),
                                     kDowngradeToTls11);
             }));
    }
}

// RFC 7507 §3.
TEST(ClientHello, A38AFallbackThatWasNotNeededIsRefused) {
    for (const ProtocolVersion version : {ProtocolVersion::tls10, ProtocolVersion::tls11}) {
        client_hello_is_refused(
            {.version = version, .suite = "AES128-SHA"}, {mistakes::one_more_suite(0x5600)},
            AlertDescription::inappropriate_fallback, ErrorCode::inappropriate_fallback);
    }
    const Cast best{};
    play(Role::server, best,
         with(handshake_of(Role::server, best), client_hello, mistakes::one_more_suite(0x5600)));
    // protocol_version wins.
    client_hello_is_refused({.suite = "AES128-SHA"},
                            both(mistakes::one_more_suite(0x5600), mistakes::version(0x0300)),
                            AlertDescription::protocol_version, ErrorCode::version_not_supported);
}

TEST(ClientHello, A11CompressionIsNeverChosen) {
    const Cast cast{};
    for (const Bytes& methods : {Bytes{1, 0}, Bytes{0, 1}, Bytes{64, 1, 0}}) {
        play(Role::server, cast,
             with(handshake_of(Role::server, cast), client_hello, mistakes::compression(methods)));
    }
    client_hello_is_refused({}, {mistakes::compression({1})}, AlertDescription::illegal_parameter,
                            ErrorCode::compression_null_missing);
    client_hello_is_refused({}, {mistakes::compression({})}, AlertDescription::decode_error,
                            ErrorCode::vector_out_of_bounds);
}

TEST(ClientHello, A7WithoutACommonSuiteIsRefused) {
    // Unknown, signalling alone, anonymous, RC4 where it was not asked for, export.
    for (const std::vector<std::uint16_t>& suites :
         {std::vector<std::uint16_t>{0x1301}, {0x00ff}, {0x0034}, {0x0005, 0x0004}, {0x0003}}) {
        client_hello_is_refused({}, {mistakes::suites(suites)}, AlertDescription::handshake_failure,
                                ErrorCode::no_common_cipher_suite);
    }
    client_hello_is_refused({}, {mistakes::suites({})}, AlertDescription::decode_error,
                            ErrorCode::vector_out_of_bounds);
}

TEST(ClientHello, A7Rc4IsRefusedByDefault) {
    const auto modern = server_config(engine::Policy::modern);
    Scene scene{Role::server, *modern, {.suite = "RC4-SHA"}};
    EXPECT_EQ(run(scene, {say(client_hello), refuses(AlertDescription::handshake_failure,
                                                     ErrorCode::no_common_cipher_suite)}),
              "");
}

TEST(ClientHello, A62SessionIdsOfOneToThirtyTwoBytesAreTaken) {
    const Cast cast{};
    const Script script = handshake_of(Role::server, cast);
    for (std::size_t len = 1; len <= 32; ++len) {
        const Bytes id(len, static_cast<std::uint8_t>(len));
        play(Role::server, cast,
             with(script, client_hello, mistakes::session_id(id)) +
                 expect("an ID that is not the client's",
                        [id](Scene& scene) { return scene.puppet.facts.session_id != id; }));
    }
    client_hello_is_refused({}, {mistakes::session_id(Bytes(33, 1))},
                            AlertDescription::decode_error, ErrorCode::vector_out_of_bounds);
}

/// Every vector as long as RFC 5246 §7.4.1.2 lets it be: 131396 bytes.
Mistake as_large_as_can_be(std::size_t piece) {
    return {.name = "as large as can be",
            .hello =
                [](HelloDraft& hello) {
                    hello.session_id.assign(32, 1);
                    hello.suites.resize(65534 / 2, 0x0a0a);  // GREASE, RFC 8701
                    hello.compressions.resize(255, 0x40);
                    std::size_t used = 0;
                    for (const auto& [type, body] : hello.extensions) used += 4 + body.size();
                    hello.add(static_cast<ExtensionType>(0x1a1a), Bytes(65535 - 4 - used, 0));
                },
            .delivery = [piece](Delivery& delivery) { delivery.piece = piece; }};
}

TEST(ClientHello, AsLargeAsCanBeIsTaken) {
    const Cast cast{};
    for (const std::size_t piece : std::initializer_list<std::size_t>{16384, 10000, 4097, 515}) {
        play(Role::server, cast,
             with(handshake_of(Role::server, cast), client_hello, as_large_as_can_be(piece)));
    }
    client_hello_is_refused({}, {as_large_as_can_be(510)}, AlertDescription::unexpected_message,
                            ErrorCode::too_many_fragments);
}

TEST(ClientHello, WithAServerNameThatIsNoGraphicAsciiIsRefused) {
    for (const std::uint8_t wrong :
         std::initializer_list<std::uint8_t>{0x00, 0x0a, 0x1b, 0x20, 0x7f, 0x80, 0xe4, 0xff}) {
        client_hello_is_refused(
            {},
            {mistakes::extension_is(ExtensionType::server_name, {0, 6, 0, 0, 3, 'a', wrong, 'b'})},
            AlertDescription::illegal_parameter, ErrorCode::extension_bad_value);
    }
    const Cast cast{};
    play(Role::server, cast,
         with(handshake_of(Role::server, cast), client_hello,
              mistakes::extension_is(ExtensionType::server_name, {0, 6, 0, 0, 3, 'a', '_', 'b'})));
}

TEST(ClientHello, WithAnExtensionTwiceIsRefused) {
    for (const ExtensionType type :
         {ExtensionType::server_name, ExtensionType::extended_master_secret,
          ExtensionType::supported_groups, ExtensionType::signature_algorithms}) {
        client_hello_is_refused({}, {mistakes::extension_twice(type)},
                                AlertDescription::decode_error, ErrorCode::extension_duplicate);
    }
    const auto unknown = static_cast<ExtensionType>(0x5a5a);
    client_hello_is_refused(
        {}, both(mistakes::with_extension(unknown, {1}), mistakes::with_extension(unknown, {2})),
        AlertDescription::decode_error, ErrorCode::extension_duplicate);
}

// RFC 5246 §7.4.1.4: a server ignores what it does not know; and never answers what was not asked
// (the puppet complains of that).
TEST(ClientHello, A10ExtensionsThatMeanNothingToUsAreIgnored) {
    const Cast cast{};
    for (const std::uint16_t type :
         std::initializer_list<std::uint16_t>{4, 15, 17, 0x0a0a, 0x1234, 0xffff}) {
        play(Role::server, cast,
             with(handshake_of(Role::server, cast), client_hello,
                  mistakes::with_extension(static_cast<ExtensionType>(type), {1, 2, 3})));
    }
}

TEST(ClientHello, WithoutUncompressedPointsIsRefused) {
    client_hello_is_refused({}, {mistakes::extension_is(ExtensionType::ec_point_formats, {1, 1})},
                            AlertDescription::illegal_parameter, ErrorCode::point_format_missing);
}

TEST(ClientHello, WithoutACommonGroupIsRefused) {
    const auto groups = [](Bytes list) {
        return mistakes::extension_is(ExtensionType::supported_groups, std::move(list));
    };
    client_hello_is_refused({}, {groups({0, 4, 0, 22, 0xff, 0x01})},
                            AlertDescription::handshake_failure, ErrorCode::no_common_group);
    client_hello_is_refused({}, {groups({0, 1, 0})}, AlertDescription::decode_error,
                            ErrorCode::vector_out_of_bounds);
}

// RFC 7919 §4: "none of the client's proposed non-FFDHE cipher suites are acceptable to the server,
// the server MUST end the connection with a fatal TLS alert of type insufficient_security(71)."
TEST(ClientHello, A27WithoutACommonFiniteFieldGroupIsInsufficient) {
    const Cast cast{.suite = "DHE-RSA-AES128-GCM-SHA256"};
    client_hello_is_refused(
        cast, {mistakes::extension_is(ExtensionType::supported_groups, {0, 2, 0x01, 0xfe})},
        AlertDescription::insufficient_security, ErrorCode::no_common_dh_group);
    // Without any FFDHE group the server chooses (§4).
    play(Role::server, cast,
         with(handshake_of(Role::server, cast), client_hello,
              mistakes::extension_is(ExtensionType::supported_groups, {0, 2, 0, 23})));
}

TEST(ClientHello, WithoutACommonSignatureAlgorithmIsRefused) {
    const auto schemes = [](Bytes list) {
        return mistakes::extension_is(ExtensionType::signature_algorithms, std::move(list));
    };
    // DSA, MD5 (attack A25), unknown, ECDSA for an RSA suite.
    client_hello_is_refused({}, {schemes({0, 6, 4, 2, 1, 1, 9, 9})},
                            AlertDescription::handshake_failure,
                            ErrorCode::no_common_signature_algorithm);
    client_hello_is_refused({}, {schemes({0, 2, 4, 3})}, AlertDescription::handshake_failure,
                            ErrorCode::no_common_signature_algorithm);
    client_hello_is_refused({}, {schemes({0, 3, 4, 1, 4})}, AlertDescription::decode_error,
                            ErrorCode::vector_out_of_bounds);
    // RFC 5246 §7.4.1.4.1: without the extension SHA-1 is meant, which only legacy policies make.
    const auto modern = server_config(engine::Policy::modern);
    Scene scene{Role::server, *modern, {}};
    EXPECT_EQ(run(scene, {say(client_hello,
                              mistakes::without_extension(ExtensionType::signature_algorithms)),
                          refuses(AlertDescription::handshake_failure,
                                  ErrorCode::no_common_signature_algorithm)}),
              "");
    play(Role::server, {},
         with(handshake_of(Role::server, {}), client_hello,
              mistakes::without_extension(ExtensionType::signature_algorithms)));
}

// RFC 5746 §3.6.
TEST(ClientHello, A44RenegotiationInfoOfAFirstHelloIsEmpty) {
    const Cast cast{};
    for (const Bytes& content : {Bytes{1, 0}, Bytes(13, 12)}) {
        client_hello_is_refused(
            cast, {mistakes::with_extension(ExtensionType::renegotiation_info, content)},
            AlertDescription::handshake_failure, ErrorCode::renegotiation_info_mismatch);
    }
    play(Role::server, cast,
         with(handshake_of(Role::server, cast), client_hello,
              mistakes::with_extension(ExtensionType::renegotiation_info, {0})));
}

TEST(ClientHello, OfAWrongLengthIsADecodeError) {
    const auto refused = [](const Mistake& mistake, ErrorCode code) {
        client_hello_is_refused({}, {mistake}, AlertDescription::decode_error, code);
    };
    refused(mistakes::cut_short(), ErrorCode::truncated);
    refused(mistakes::one_byte_more(), ErrorCode::trailing_data);
    refused(mistakes::body({}), ErrorCode::truncated);
    refused(mistakes::with_extension(ExtensionType::extended_master_secret, {0}),
            ErrorCode::extension_duplicate);
    refused(mistakes::extension_is(ExtensionType::extended_master_secret, {0}),
            ErrorCode::trailing_data);
    refused(mistakes::extension_is(ExtensionType::server_name, {0, 9, 0, 0, 1, 'a'}),
            ErrorCode::truncated);
}

// RFC 6176 §3, RFC 5246 §E.1.
TEST(ClientHello, A19OfSslv2AndWhatIsNoTlsAtAllIsRefused) {
    const auto raw = [](std::string words, Bytes bytes, ErrorCode code) {
        play(Role::server, {},
             Script{act(std::move(words), [bytes](Scene& scene) { scene.give(bytes); }),
                    refuses(AlertDescription::protocol_version, code)});
    };
    raw("an SSLv2 hello", {0x80, 0x2e, 1, 3, 3, 0, 0x15, 0, 0, 0, 0x10}, ErrorCode::sslv2_hello);
    const std::string_view request = "GET / HTTP/1.1\r\n\r\n";
    raw("a web request", Bytes(request.begin(), request.end()), ErrorCode::plain_http);
    const std::string_view ssh = "SSH-2.0-OpenSSH\r\n";
    raw("another protocol", Bytes(ssh.begin(), ssh.end()), ErrorCode::not_tls);
}

// The limits are asked when a header is there, before the body is (attack A59).
TEST(MessageLimits, A59DeclaredLengthsBeyondTheLimitAreRefusedAtTheHeader) {
    const Step refused = refuses(AlertDescription::illegal_parameter, ErrorCode::message_too_large);
    for (const Role engine_role : {Role::client, Role::server}) {
        const Cast cast{.asks_client = true, .client_identity = "client-ec"};
        const Script script = handshake_of(engine_role, cast);
        for (std::size_t n = 0; n < script.size(); ++n) {
            if (script[n].kind != StepKind::says || !is_handshake_message(script[n].event))
                continue;
            const Mistakes huge =
                both(mistakes::declared_length(0xffffff), mistakes::only_the_first(4));
            play(engine_role, cast,
                 Script{script.begin(), script.begin() + static_cast<std::ptrdiff_t>(n)} +
                     Script{say(script[n].event, huge), refused});
        }
    }
}

}  // namespace
}  // namespace vitrine
