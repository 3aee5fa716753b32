#include <gtest/gtest.h>

#include "support/pair.h"

namespace vitrine {
namespace {

using test::Pair;

TEST(Resumption, FallsBackToAFullHandshakeWhenTheServerHasForgotten) {
    auto client = test::client_config();
    auto server = test::server_config();
    Pair first{*client, *server};
    ASSERT_TRUE(first.run());
    const auto session = first.client.connection->session();
    ASSERT_TRUE(session.has_value());
    engine::ConnectionOptions options;
    options.session = &*session;
    Pair again{*client, *server, options};
    ASSERT_TRUE(again.run());
    EXPECT_TRUE(again.client.connection->handshake().resuming);

    auto forgetful = test::server_config();
    Pair full{*client, *forgetful, options};
    EXPECT_TRUE(full.run()) << (full.client.error ? info(full.client.error->code).name : "-")
                            << " / "
                            << (full.server.error ? info(full.server.error->code).name : "-");
    EXPECT_FALSE(full.client.connection->handshake().resuming);
    EXPECT_EQ(full.client.connection->security_state().peer, engine::PeerIdentity::verified);
}

TEST(Resumption, IsRefusedForAnotherServerName) {
    auto client = test::client_config();
    auto server = test::server_config();
    Pair first{*client, *server};
    ASSERT_TRUE(first.run());
    const auto session = first.client.connection->session();
    engine::ConnectionOptions options;
    options.session = &*session;
    options.server_name = "www.example.test";
    options.verify_name = "www.example.test";
    Pair other{*client, *server, options};
    ASSERT_TRUE(other.run());
    EXPECT_FALSE(other.client.connection->handshake().resuming);
}

TEST(Resumption, ThatDropsTheExtendedMasterSecretIsRefused) {
    auto client = test::client_config();
    auto server = test::server_config();
    Pair first{*client, *server};
    ASSERT_TRUE(first.run());
    auto session = first.client.connection->session();
    ASSERT_TRUE(session.has_value());
    client->set_extended_master_secret(handshake::ExtendedMasterSecret::off);
    ASSERT_TRUE(client->build(trace::Role::client).ok());
    session->extended_master_secret = false;  // a client that lies to itself
    engine::ConnectionOptions options;
    options.session = &*session;
    Pair downgraded{*client, *server, options};
    EXPECT_FALSE(downgraded.run());
    ASSERT_TRUE(downgraded.server.error.has_value());
    EXPECT_EQ(downgraded.server.error->code, ErrorCode::extended_master_secret_changed);
}

}  // namespace
}  // namespace vitrine
