// Slow operations may be answered late and in any order: many connections at once, their operations
// shuffled, give byte for byte what the immediate executor gives.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "support/pair.h"

namespace vitrine {
namespace {

using record::ProtocolVersion;

struct Play {
    ProtocolVersion version;
    const char* suite;
    bool client_auth;
};
constexpr Play kPlays[] = {
    {ProtocolVersion::tls12, "ECDHE-RSA-AES128-GCM-SHA256", false},
    {ProtocolVersion::tls12, "ECDHE-ECDSA-AES128-GCM-SHA256", true},
    {ProtocolVersion::tls12, "DHE-RSA-AES128-GCM-SHA256", false},
    {ProtocolVersion::tls11, "AES128-SHA", false},
    {ProtocolVersion::tls10, "ECDHE-RSA-AES128-SHA", true},
};
constexpr std::size_t kConnections = 20;

/// A client and a server with seeds that follow from `number`.
struct Ends {
    Ends(const engine::Config& client_config,
         const engine::Config& server_config,
         std::size_t number,
         bool immediate) {
        for (const bool is_client : {true, false}) {
            engine::ConnectionOptions options;
            options.now = test::kTestNow;
            options.seed[0] = is_client ? 1 : 2;
            options.seed[1] = static_cast<std::uint8_t>(number);
            options.immediate_operations = immediate;
            if (is_client) options.server_name = options.verify_name = "localhost";
            (is_client ? client : server).connection = std::make_unique<engine::Connection>(
                is_client ? client_config : server_config,
                is_client ? trace::Role::client : trace::Role::server, options);
        }
        EXPECT_TRUE(client.connection->start().ok());
    }

    bool pump() {
        const auto to_server = client.take_output();
        server.feed(to_server);
        const auto to_client = server.take_output();
        client.feed(to_client);
        return !to_server.empty() || !to_client.empty();
    }
    [[nodiscard]] bool connected() const {
        return client.connection->is_connected() && server.connection->is_connected();
    }

    test::Side client;
    test::Side server;
};

struct Configs {
    explicit Configs(const Play& play) {
        const handshake::CipherSuite* only[] = {handshake::find_suite(play.suite)};
        EXPECT_TRUE(client->set_suites(only).ok());
        client->set_versions(play.version, play.version);
        if (play.client_auth) {
            EXPECT_TRUE(client
                            ->add_credential(test::pki_file("client-ec.pem"),
                                             test::pki_file("client-ec.key"))
                            .ok());
            server->set_client_auth(handshake::ClientAuth::require);
        }
        server->set_session_cache(0);
        EXPECT_TRUE(client->build(trace::Role::client).ok());
        EXPECT_TRUE(server->build(trace::Role::server).ok());
    }
    std::unique_ptr<engine::Config> client = test::client_config();
    std::unique_ptr<engine::Config> server = test::server_config();
};

/// Completes one operation that is out, chosen at random; others wait. False if none is out.
bool complete_one(std::vector<std::unique_ptr<Ends>>& all,
                  std::mt19937& random,
                  std::size_t& most_out) {
    std::vector<test::Side*> waiting;
    for (auto& ends : all) {
        for (test::Side* side : {&ends->client, &ends->server}) {
            if (side->connection->operation() != nullptr) waiting.push_back(side);
        }
    }
    if (waiting.empty()) return false;
    most_out = std::max(most_out, waiting.size());
    test::Side& side = *waiting[random() % waiting.size()];
    const Status result = handshake::run_operation(*side.connection->operation());
    EXPECT_TRUE(side.connection->complete(result).ok());
    side.feed({});  // what waited behind the operation
    return true;
}

TEST(Executor, LateAndShuffledAnswersGiveTheSameBytes) {
    for (const Play& play : kPlays) {
        SCOPED_TRACE(play.suite);
        const Configs configs{play};
        std::vector<std::unique_ptr<Ends>> late;
        for (std::size_t i = 0; i < kConnections; ++i)
            late.push_back(std::make_unique<Ends>(*configs.client, *configs.server, i, false));
        std::mt19937 random{20261125};
        std::size_t most_out = 0;
        bool moved = true;
        while (moved) {
            moved = complete_one(late, random, most_out);
            for (auto& ends : late) moved = ends->pump() || moved;
        }
        EXPECT_GE(most_out, kConnections);
        for (std::size_t i = 0; i < kConnections; ++i) {
            ASSERT_TRUE(late[i]->connected()) << i;
            Ends at_once{*configs.client, *configs.server, i, true};
            while (at_once.pump()) {
            }
            ASSERT_TRUE(at_once.connected());
            EXPECT_EQ(late[i]->client.wire, at_once.client.wire) << i;
            EXPECT_EQ(late[i]->server.wire, at_once.server.wire) << i;
        }
    }
}

TEST(Executor, AFailedOperationEndsTheConnectionWithItsError) {
    const Configs configs{kPlays[0]};
    Ends ends{*configs.client, *configs.server, 1, false};
    while (ends.client.connection->operation() == nullptr) {
        if (ends.server.connection->operation() != nullptr) {
            ASSERT_TRUE(
                ends.server.connection
                    ->complete(handshake::run_operation(*ends.server.connection->operation()))
                    .ok());
        }
        ends.pump();
        ends.server.feed({});
    }
    const Status refused = ends.client.connection->complete(fail(ErrorCode::bad_signature));
    EXPECT_FALSE(refused.ok());
    EXPECT_TRUE(ends.client.connection->is_closed());
    ASSERT_TRUE(ends.client.connection->security_state().end.has_value());
    EXPECT_EQ(ends.client.connection->security_state().end->error->code, ErrorCode::bad_signature);
}

}  // namespace
}  // namespace vitrine
