// A changed byte or a cut anywhere in a handshake: never two ends that believe they are connected,
// always an end that says why, and an alert where an alert can still be sent.
#include "support/damage.h"

#include <gtest/gtest.h>

#include <string>

#include "support/pair.h"

namespace vitrine {
namespace {

using record::ProtocolVersion;
using test::Pair;

struct Play {
    ProtocolVersion version;
    const char* suite;
};
constexpr Play kPlays[] = {
    {ProtocolVersion::tls12, "ECDHE-ECDSA-AES128-GCM-SHA256"},
    {ProtocolVersion::tls12, "ECDHE-RSA-AES128-SHA256"},
    {ProtocolVersion::tls10, "AES128-SHA"},
};

struct Configs {
    explicit Configs(const Play& play) {
        const handshake::CipherSuite* only[] = {handshake::find_suite(play.suite)};
        EXPECT_TRUE(client->set_suites(only).ok());
        client->set_versions(play.version, play.version);
        EXPECT_TRUE(client->build(trace::Role::client).ok());
    }
    std::unique_ptr<engine::Config> client = test::client_config();
    std::unique_ptr<engine::Config> server = test::server_config();
};

/// The version in the record header of the first ClientHello means nothing (RFC 5246 §E.1).
bool means_nothing(const test::Damage& damage) {
    return damage.to_server && damage.at == 2;
}

TEST(Damage, AChangedByteAnywhereKeepsTheEndsFromConnecting) {
    std::size_t runs = 0;
    for (const Play& play : kPlays) {
        const Configs configs{play};
        for (const bool to_server : {true, false}) {
            for (std::size_t at = 0;; ++at) {
                const test::Damage damage{to_server, at,
                                          static_cast<std::uint8_t>(at % 2 == 0 ? 0x01 : 0x80)};
                SCOPED_TRACE(
                    std::string{play.suite}
                        .append(to_server ? " to the server, byte " : " to the client, byte ")
                        .append(std::to_string(at)));
                Pair pair{*configs.client, *configs.server};
                if (!test::run_damaged(pair, damage)) break;
                ++runs;
                const auto& client = pair.client.connection->security_state();
                const auto& server = pair.server.connection->security_state();
                ASSERT_TRUE(client.end.has_value());
                ASSERT_TRUE(server.end.has_value());
                EXPECT_TRUE(pair.client.connection->is_closed());
                EXPECT_TRUE(pair.server.connection->is_closed());
                EXPECT_TRUE(pair.client.received.empty());
                EXPECT_TRUE(pair.server.received.empty());
                if (means_nothing(damage)) continue;
                // At least one end refused or was left without the rest: both ending without an
                // error would be two ends that did not notice.
                EXPECT_TRUE(pair.client.error.has_value() || pair.server.error.has_value() ||
                            client.end->kind == engine::EndKind::truncated)
                    << "nobody noticed";
            }
        }
    }
    std::printf("%zu handshakes with one changed byte\n", runs);
    EXPECT_GE(runs, 3000U);
}

TEST(Damage, ACutAnywhereIsATruncation) {
    std::size_t runs = 0;
    for (const Play& play : kPlays) {
        const Configs configs{play};
        for (const bool to_server : {true, false}) {
            for (std::size_t at = 0;; ++at) {
                SCOPED_TRACE(std::to_string(at));
                Pair pair{*configs.client, *configs.server};
                if (!test::run_damaged(pair, {to_server, at, 0})) break;
                ++runs;
                const auto& cut_off =
                    (to_server ? pair.server : pair.client).connection->security_state();
                ASSERT_TRUE(cut_off.end.has_value());
                EXPECT_EQ(cut_off.end->kind, engine::EndKind::truncated);
                EXPECT_FALSE((to_server ? pair.server : pair.client).error.has_value());
            }
        }
    }
    EXPECT_GE(runs, 3000U);
}

TEST(Damage, AnUnharmedWireConnects) {
    for (const Play& play : kPlays) {
        const Configs configs{play};
        Pair pair{*configs.client, *configs.server};
        EXPECT_FALSE(test::run_damaged(pair, {true, std::size_t{1} << 40, 1}));
        EXPECT_FALSE(pair.client.error.has_value());
        EXPECT_EQ(pair.client.connection->security_state().cipher_suite,
                  handshake::find_suite(play.suite)->name);
    }
}

}  // namespace
}  // namespace vitrine
