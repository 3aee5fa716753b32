// OCSP stapling (RFC 6066 §8): the response that a server staples is checked, whatever it is; a
// certificate that promises one is held to it (RFC 7633).
#include <gtest/gtest.h>

#include "crypto/drbg.h"
#include "handshake/transition.h"
#include "support/pair.h"
#include "support/staple.h"
#include "x509/key_file.h"
#include "x509/make_recipe.h"
#include "x509/pem.h"

namespace vitrine {
namespace {

using test::Pair;
using test::staple_for;

constexpr const char* kSuites[] = {"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256",
                                   "AES128-GCM-SHA256"};

std::string leaf_of(const std::string& suite) {
    return suite.find("ECDSA") == std::string::npos ? "server-rsa.pem" : "server-ec.pem";
}

/// A client that asks, and a server with what it staples.
struct Scene {
    explicit Scene(const char* suite, bool asks = true) {
        const handshake::CipherSuite* only[] = {handshake::find_suite(suite)};
        EXPECT_TRUE(client->set_suites(only).ok());
        client->set_ask_status(asks);
    }
    void staple(const std::vector<std::uint8_t>& der) { EXPECT_TRUE(server->add_status(der).ok()); }
    Pair play() {
        EXPECT_TRUE(client->build(trace::Role::client).ok());
        EXPECT_TRUE(server->build(trace::Role::server).ok());
        Pair pair{*client, *server};
        connected = pair.run();
        return pair;
    }

    std::unique_ptr<engine::Config> client = test::client_config();
    std::unique_ptr<engine::Config> server = test::server_config();
    bool connected = false;
};

/// The CertificateStatus messages that a server sent in the clear.
std::size_t count_of_statuses(const std::vector<std::uint8_t>& wire) {
    std::size_t count = 0;
    for (std::size_t at = 0; at + 9 <= wire.size();) {
        const std::size_t length = static_cast<std::size_t>(wire[at + 3]) << 8 | wire[at + 4];
        if (wire[at] == 20) break;
        for (std::size_t in = at + 5; wire[at] == 22 && in + 4 <= at + 5 + length;) {
            if (wire[in] == 22) ++count;
            in += 4 + (static_cast<std::size_t>(wire[in + 1]) << 16 |
                       static_cast<std::size_t>(wire[in + 2]) << 8 | wire[in + 3]);
        }
        at += 5 + length;
    }
    return count;
}

TEST(Stapling, AGoodStapleSaysThatRevocationWasChecked) {
    for (const char* suite : kSuites) {
        Scene scene{suite};
        scene.staple(staple_for(leaf_of(suite)));
        const Pair pair = scene.play();
        EXPECT_TRUE(scene.connected) << suite;
        EXPECT_EQ(count_of_statuses(pair.server.wire), 1U);
        EXPECT_TRUE(pair.client.connection->security_state().revocation_checked);
    }
}

TEST(Stapling, WhoDoesNotAskGetsNone) {
    for (const char* suite : kSuites) {
        Scene scene{suite, false};
        scene.staple(staple_for(leaf_of(suite)));
        const Pair pair = scene.play();
        EXPECT_TRUE(scene.connected) << suite;
        EXPECT_EQ(count_of_statuses(pair.server.wire), 0U);
        EXPECT_FALSE(pair.client.connection->security_state().revocation_checked);
    }
}

TEST(Stapling, AServerWithoutAResponsePromisesNone) {
    for (const char* suite : kSuites) {
        Scene scene{suite};
        const Pair pair = scene.play();
        EXPECT_TRUE(scene.connected) << suite;
        EXPECT_FALSE(pair.client.connection->handshake().status_promised);
        EXPECT_FALSE(pair.client.connection->security_state().revocation_checked);
    }
}

TEST(Stapling, AnyOtherStapleEndsTheHandshakeWithItsAlert) {
    const std::pair<test::StapleEdit, ErrorCode> kStaples[] = {
        {[](x509::OcspSpec& s) { s.responses[0].status = x509::OcspStatus::revoked; },
         ErrorCode::certificate_status_revoked},
        {[](x509::OcspSpec& s) { s.responses[0].status = x509::OcspStatus::unknown; },
         ErrorCode::certificate_status_bad},
        {[](x509::OcspSpec& s) { s.responses[0].next_update = Time{test::kTestNow.seconds - 1}; },
         ErrorCode::certificate_status_bad},
        {[](x509::OcspSpec& s) { s.responses[0].next_update.reset(); },
         ErrorCode::certificate_status_bad},
        {[](x509::OcspSpec& s) { s.responses[0].this_update.seconds += 10 * 86400; },
         ErrorCode::certificate_status_bad},
        {[](x509::OcspSpec& s) { s.responses[0].id.issuer_key_hash[3] ^= 1; },
         ErrorCode::certificate_status_bad},
        {[](x509::OcspSpec& s) { s.responder_key_hash[3] ^= 1; },
         ErrorCode::certificate_status_bad},
    };
    for (const char* suite : kSuites) {
        for (const auto& [edit, code] : kStaples) {
            Scene scene{suite};
            scene.staple(staple_for(leaf_of(suite), edit));
            const Pair pair = scene.play();
            EXPECT_FALSE(scene.connected);
            ASSERT_TRUE(pair.client.error.has_value());
            EXPECT_EQ(pair.client.error->code, code);
            // RFC 6066 §8: bad_certificate_status_response; a revoked one too, as it was stapled.
            EXPECT_EQ(pair.client.connection->security_state().end->alert,
                      AlertDescription::bad_certificate_status_response);
        }
    }
}

TEST(Stapling, AStapleForNobodyHereIsNotTaken) {
    Scene scene{kSuites[0]};
    EXPECT_FALSE(scene.server->add_status(staple_for("client-ec.pem")).ok());
    EXPECT_FALSE(
        scene.server->add_status(std::vector<std::uint8_t>{0x30, 0x03, 0x0a, 0x01, 0x03}).ok());
    EXPECT_FALSE(scene.server->add_status(std::vector<std::uint8_t>{0x30}).ok());
}

TEST(Stapling, WithoutVerificationTheStapleIsNotAskedForItsOpinion) {
    Scene scene{kSuites[0]};
    scene.staple(staple_for("server-ec.pem", [](x509::OcspSpec& s) {
        s.responses[0].status = x509::OcspStatus::revoked;
    }));
    scene.client->set_verify_peer(false);
    const Pair pair = scene.play();
    EXPECT_TRUE(scene.connected);
    EXPECT_FALSE(pair.client.connection->security_state().revocation_checked);
    EXPECT_EQ(pair.client.connection->security_state().peer, engine::PeerIdentity::unverified);
}

TEST(Stapling, IsNotRepeatedWhenASessionIsResumed) {
    Scene scene{kSuites[0]};
    scene.staple(staple_for("server-ec.pem"));
    const Pair first = scene.play();
    ASSERT_TRUE(scene.connected);
    const auto session = first.client.connection->session();
    ASSERT_TRUE(session.has_value());
    engine::ConnectionOptions options;
    options.session = &*session;
    Pair again{*scene.client, *scene.server, options};
    EXPECT_TRUE(again.run());
    EXPECT_TRUE(again.client.connection->security_state().resumed);
    EXPECT_EQ(count_of_statuses(again.server.wire), 0U);
}

/// A server whose certificate promises a staple.
struct MustStaple {
    MustStaple() {
        constexpr std::array<std::uint8_t, 32> kSeed = {0x4d};
        crypto::Drbg rng{kSeed};
        constexpr std::string_view kLabels[] = {"CERTIFICATE"};
        const auto blocks = x509::read_pem_or_der(test::pki_file("root.pem"), kLabels);
        const auto root = x509::parse_certificate(blocks->front().der);
        const auto root_key = x509::load_private_key(test::pki_file("root.key"));
        const auto key = x509::load_private_key(test::pki_file("server-ec.key"));
        const x509::Issuer issuer{*root, *root_key};
        auto spec = x509::server_spec(
            {"localhost", {"localhost"}}, *key,
            {Time{test::kTestNow.seconds - 86400}, Time{test::kTestNow.seconds + 86400}}, &issuer);
        EXPECT_TRUE(spec.ok());
        spec->extensions.push_back(x509::tls_feature_status_request());
        der = *x509::make_certificate(*spec, *root_key, rng);
        EXPECT_TRUE(server->add_trust(test::pki_file("root.pem")).ok());
        EXPECT_TRUE(server->add_credential(der, test::pki_file("server-ec.key")).ok());
    }
    bool connects(bool asks, bool staples, bool forgets = false) {
        auto client = test::client_config();
        client->set_ask_status(asks);
        EXPECT_TRUE(client->build(trace::Role::client).ok());
        if (staples) {
            const auto leaf = x509::parse_certificate(der);
            EXPECT_TRUE(server
                            ->add_status(staple_for("server-ec.pem",
                                                    [&](x509::OcspSpec& s) {
                                                        const ByteView serial = leaf->serial_number;
                                                        s.responses[0].id.serial_number.assign(
                                                            serial.begin(), serial.end());
                                                    }))
                            .ok());
        }
        std::vector<handshake::Transition> table{handshake::server_table().begin(),
                                                 handshake::server_table().end()};
        if (forgets)
            std::erase_if(table, [](const auto& row) { return row.when.name == "staples_status"; });
        server->set_table(trace::Role::server, table);
        EXPECT_TRUE(server->build(trace::Role::server).ok());
        Pair pair{*client, *server};
        const bool connected = pair.run();
        if (!connected) error = pair.client.error;
        return connected;
    }

    std::vector<std::uint8_t> der;
    std::unique_ptr<engine::Config> server = std::make_unique<engine::Config>(engine::Policy::lab);
    std::optional<Error> error;
};

TEST(MustStapleCertificate, IsHeldToItsPromiseByWhoAsked) {
    EXPECT_TRUE(MustStaple{}.connects(true, true));
    EXPECT_TRUE(MustStaple{}.connects(false, false));
    for (const bool promises : {false, true}) {
        MustStaple broken;
        EXPECT_FALSE(broken.connects(true, promises, true));
        ASSERT_TRUE(broken.error.has_value());
        EXPECT_EQ(broken.error->code, ErrorCode::certificate_status_missing);
        EXPECT_EQ(info(broken.error->code).alert,
                  AlertDescription::bad_certificate_status_response);
    }
}

// RFC 6066 §8: "a server ... MAY choose not to send" it although it said so.
TEST(Stapling, APromiseThatIsNotKeptIsForgivenWithoutMustStaple) {
    for (const char* suite : kSuites) {
        Scene scene{suite};
        scene.staple(staple_for(leaf_of(suite)));
        std::vector<handshake::Transition> table{handshake::server_table().begin(),
                                                 handshake::server_table().end()};
        std::erase_if(table, [](const auto& row) { return row.when.name == "staples_status"; });
        scene.server->set_table(trace::Role::server, table);
        const Pair pair = scene.play();
        EXPECT_TRUE(scene.connected) << suite;
        EXPECT_TRUE(pair.client.connection->handshake().status_promised);
        EXPECT_FALSE(pair.client.connection->security_state().revocation_checked);
    }
}

}  // namespace
}  // namespace vitrine
