// What proves who somebody is, wrong in one way: signatures, certificates, Finished. Expected
// alerts: RFC 5246 §7.2.2, §7.4.2 to §7.4.9.
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

// --- signatures (RFC 5246 §7.4.3, §7.4.8)

struct Signed {
    Role engine_role;
    Cast cast;
    handshake::Event event;
};

std::vector<Signed> signed_messages() {
    std::vector<Signed> all;
    for (const ProtocolVersion version : kVersions) {
        for (const std::string_view suite :
             {"DHE-RSA-AES128-SHA", "ECDHE-RSA-AES128-SHA", "ECDHE-ECDSA-AES128-SHA"})
            all.push_back(
                {Role::client, {.version = version, .suite = suite}, server_key_exchange});
        for (const std::string_view name : {"client-rsa", "client-ec"}) {
            all.push_back({Role::server,
                           {.version = version,
                            .suite = "AES128-SHA",
                            .asks_client = true,
                            .client_identity = name},
                           certificate_verify});
        }
    }
    return all;
}

TEST(HandshakeSignature, A74ThatDoesNotVerifyIsADecryptError) {
    for (const Signed& one : signed_messages()) {
        const Mistake otherwise[] = {mistakes::bad_signature(), mistakes::signs_other_bytes()};
        for (const Mistake& mistake : otherwise)
            play_mistake(one.engine_role, one.cast, one.event, mistake,
                         refuses(AlertDescription::decrypt_error, ErrorCode::signature_invalid));
    }
}

TEST(HandshakeSignature, A25A40ByAnAlgorithmThatWasNotOfferedIsRefused) {
    for (const Signed& one : signed_messages()) {
        if (one.cast.version < ProtocolVersion::tls12) continue;
        // MD5 with RSA and with ECDSA (SLOTH), DSA, Ed25519, nothing, unknown.
        for (const std::uint16_t scheme : std::initializer_list<std::uint16_t>{
                 0x0101, 0x0103, 0x0202, 0x0402, 0x0807, 0x0000, 0xffff}) {
            play_mistake(one.engine_role, one.cast, one.event, mistakes::announces_scheme(scheme),
                         refuses(AlertDescription::illegal_parameter,
                                 ErrorCode::signature_algorithm_not_offered));
        }
    }
}

TEST(HandshakeSignature, A25WithSha1IsRefusedUnlessThePolicyIsLegacy) {
    const auto modern = client_config(engine::Policy::modern);
    const Cast cast{};
    const Mistake sha1 = mistakes::signs_by(SignatureScheme::rsa_pkcs1_sha1);
    Scene scene{Role::client, *modern, cast};
    EXPECT_EQ(run(scene, before_saying(handshake_of(Role::client, cast), server_key_exchange) +
                             Script{say(server_key_exchange, sha1),
                                    refuses(AlertDescription::illegal_parameter,
                                            ErrorCode::signature_algorithm_not_offered)}),
              "");
    play(Role::client, cast, with(handshake_of(Role::client, cast), server_key_exchange, sha1));
}

TEST(HandshakeSignature, ByEveryOfferedAlgorithmOfTheKeyIsTaken) {
    for (const SignatureScheme scheme :
         {SignatureScheme::rsa_pkcs1_sha256, SignatureScheme::rsa_pkcs1_sha384,
          SignatureScheme::rsa_pkcs1_sha512, SignatureScheme::rsa_pss_rsae_sha256,
          SignatureScheme::rsa_pss_rsae_sha384, SignatureScheme::rsa_pss_rsae_sha512}) {
        const Cast cast{.asks_client = true, .client_identity = "client-rsa"};
        play(Role::client, cast,
             with(handshake_of(Role::client, cast), server_key_exchange,
                  mistakes::signs_by(scheme)));
        play(
            Role::server, cast,
            with(handshake_of(Role::server, cast), certificate_verify, mistakes::signs_by(scheme)));
    }
    for (const SignatureScheme scheme :
         {SignatureScheme::ecdsa_sha256, SignatureScheme::ecdsa_sha384,
          SignatureScheme::ecdsa_sha512}) {
        const Cast cast{.suite = "ECDHE-ECDSA-AES128-GCM-SHA256",
                        .asks_client = true,
                        .client_identity = "client-ec"};
        play(Role::client, cast,
             with(handshake_of(Role::client, cast), server_key_exchange,
                  mistakes::signs_by(scheme)));
        play(
            Role::server, cast,
            with(handshake_of(Role::server, cast), certificate_verify, mistakes::signs_by(scheme)));
    }
}

TEST(HandshakeSignature, ByAnAlgorithmOfAnotherKindOfKeyIsRefused) {
    for (const Signed& one : signed_messages()) {
        if (one.cast.version < ProtocolVersion::tls12) continue;
        const bool ec = one.cast.suite.find("ECDSA") != std::string_view::npos ||
                        one.cast.client_identity == "client-ec";
        play_mistake(
            one.engine_role, one.cast, one.event, mistakes::announces_scheme(ec ? 0x0401 : 0x0403),
            refuses(AlertDescription::illegal_parameter, ErrorCode::signature_algorithm_wrong_key));
    }
}

// --- certificates (RFC 5246 §7.4.2, §7.4.6)

TEST(Certificates, AServerWithoutOneIsRefused) {
    for (const ProtocolVersion version : kVersions)
        play_mistake(Role::client, {.version = version, .suite = "AES128-SHA"}, certificate,
                     mistakes::empty_list(),
                     refuses(AlertDescription::decode_error, ErrorCode::certificate_list_empty));
}

TEST(Certificates, AKeyThatDoesNotFitTheSuiteIsRefused) {
    play_mistake(
        Role::client, {}, certificate, mistakes::chain_of("server-ec"),
        refuses(AlertDescription::unsupported_certificate, ErrorCode::certificate_wrong_type));
    play_mistake(
        Role::client, {.suite = "ECDHE-ECDSA-AES128-SHA"}, certificate,
        mistakes::chain_of("server-rsa"),
        refuses(AlertDescription::unsupported_certificate, ErrorCode::certificate_wrong_type));
}

TEST(Certificates, AnotherPurposeOrAPastDateIsRefused) {
    play_mistake(Role::client, {}, certificate, mistakes::chain_of("client-rsa"),
                 refuses(AlertDescription::unsupported_certificate,
                         ErrorCode::certificate_extended_key_usage));
    play_mistake(Role::server, {.asks_client = true, .client_identity = "client-rsa"}, certificate,
                 mistakes::chain_of("server-rsa"),
                 refuses(AlertDescription::unsupported_certificate,
                         ErrorCode::certificate_extended_key_usage));
}

// RFC 5246 §7.4.6: "a fatal handshake_failure alert".
TEST(Certificates, A56AClientWithoutOneIsRefusedWhereOneIsRequired) {
    for (const ProtocolVersion version : kVersions) {
        const Cast cast{.version = version,
                        .suite = "AES128-SHA",
                        .asks_client = true,
                        .client_identity = "client-ec"};
        play_mistake(Role::server, cast, certificate, mistakes::empty_list(),
                     refuses(AlertDescription::handshake_failure, ErrorCode::certificate_required));
    }
}

TEST(Certificates, OfAnotherKeyThanTheSignersIsRefused) {
    const Cast cast{.suite = "AES128-SHA", .asks_client = true, .client_identity = "client-ec"};
    play(Role::server, cast,
         before_saying(handshake_of(Role::server, cast), certificate) +
             Script{say(certificate, mistakes::chain_of("client-rsa")), say(client_key_exchange),
                    say(certificate_verify),
                    refuses(AlertDescription::illegal_parameter,
                            ErrorCode::signature_algorithm_wrong_key)});
}

TEST(CertificateRequest, OfAWrongFormIsADecodeError) {
    const Cast cast{.asks_client = true};
    const auto refused = [&](const Mistake& mistake, ErrorCode code) {
        play_mistake(Role::client, cast, certificate_request, mistake,
                     refuses(AlertDescription::decode_error, code));
    };
    refused(mistakes::body({0, 0, 2, 4, 1, 0, 0}), ErrorCode::vector_out_of_bounds);
    refused(mistakes::body({1, 1, 0, 0, 0, 0}), ErrorCode::vector_out_of_bounds);
    refused(mistakes::body({1, 1, 0, 3, 4, 1, 4, 0, 0}), ErrorCode::vector_out_of_bounds);
    refused(mistakes::cut_short(), ErrorCode::truncated);
    refused(mistakes::one_byte_more(), ErrorCode::trailing_data);
}

// --- lengths, and Finished (RFC 5246 §7.4.9)

TEST(MessageBodies, OneByteShortOrLongIsADecodeError) {
    for (const Role engine_role : kRoles) {
        const Cast cast{.asks_client = true, .client_identity = "client-ec"};
        const Script script = handshake_of(engine_role, cast);
        for (const Step& step : script) {
            if (step.kind != StepKind::says || !is_handshake_message(step.event)) continue;
            play_mistake(engine_role, cast, step.event, mistakes::one_byte_more(),
                         refuses(AlertDescription::decode_error, ErrorCode::trailing_data));
            if (step.event == server_hello_done) continue;
            play_mistake(engine_role, cast, step.event, mistakes::cut_short(),
                         refuses(AlertDescription::decode_error, ErrorCode::truncated));
            play_mistake(engine_role, cast, step.event, mistakes::body({}),
                         refuses(AlertDescription::decode_error, ErrorCode::truncated));
        }
    }
}

TEST(Finished, WithWrongVerifyDataIsADecryptError) {
    for (const ProtocolVersion version : kVersions) {
        for (const std::string_view suite : {"AES128-SHA", "ECDHE-ECDSA-AES256-SHA"}) {
            for (const Role engine_role : kRoles) {
                for (const Mistake& mistake :
                     {mistakes::wrong_verify_data(), mistakes::verify_data_of_the_other_side(),
                      mistakes::verify_data_without_the_last_message()}) {
                    play_mistake(
                        engine_role, {.version = version, .suite = suite}, finished, mistake,
                        refuses(AlertDescription::decrypt_error, ErrorCode::finished_mismatch));
                }
            }
        }
    }
}

// A39: whatever was edited on the way, the transcripts differ and Finished says so.
TEST(Finished, A39OverAnotherTranscriptIsADecryptError) {
    for (const ProtocolVersion version : kVersions) {
        for (const Role engine_role : kRoles) {
            const Cast cast{.version = version,
                            .suite = "AES128-SHA",
                            .extended_master_secret = false};  // or the keys would differ already
            const Script script = handshake_of(engine_role, cast);
            for (std::size_t message = 0; message < 4; ++message) {
                play(engine_role, cast,
                     before_saying(script, change_cipher_spec) +
                         Script{act("one bit of the transcript changes",
                                    [message](Scene& scene) {
                                        scene.puppet.facts.messages[message].back() ^= 1;
                                    }),
                                say(change_cipher_spec), say(finished),
                                refuses(AlertDescription::decrypt_error,
                                        ErrorCode::finished_mismatch)});
            }
        }
    }
}

// RFC 7627 §4: with the extended master secret the keys themselves depend on the transcript.
TEST(Finished, A45UnderKeysOfAnotherTranscriptIsNotAuthentic) {
    for (const ProtocolVersion version : kVersions) {
        const Cast cast{.version = version, .suite = "ECDHE-RSA-AES128-SHA"};
        play(
            Role::server, cast,
            before_saying(handshake_of(Role::server, cast), client_key_exchange) +
                Script{act("one bit of the transcript changes",
                           [](Scene& scene) { scene.puppet.facts.messages[1].back() ^= 1; }),
                       say(client_key_exchange), say(change_cipher_spec), say(finished),
                       refuses(AlertDescription::bad_record_mac, ErrorCode::record_not_authentic)});
    }
}

}  // namespace
}  // namespace vitrine
