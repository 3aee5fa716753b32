#include "support/crowd.h"

#include <gtest/gtest.h>

namespace vitrine::test {

namespace {

using handshake::NamedGroup;
using record::ProtocolVersion;

constexpr Play kPlays[] = {
    {ProtocolVersion::tls12, "ECDHE-RSA-AES128-GCM-SHA256", NamedGroup::x25519, false},
    {ProtocolVersion::tls12, "ECDHE-RSA-AES256-GCM-SHA384", NamedGroup::secp256r1, false},
    {ProtocolVersion::tls12, "ECDHE-ECDSA-AES128-GCM-SHA256", NamedGroup::secp256r1, true},
    {ProtocolVersion::tls12, "ECDHE-RSA-CHACHA20-POLY1305", NamedGroup::secp384r1, false},
    {ProtocolVersion::tls12, "ECDHE-RSA-AES128-SHA256", NamedGroup::secp521r1, false},
    {ProtocolVersion::tls12, "DHE-RSA-AES128-GCM-SHA256", NamedGroup::ffdhe2048, false},
    {ProtocolVersion::tls12, "AES128-GCM-SHA256", std::nullopt, true},
    {ProtocolVersion::tls11, "AES128-SHA", std::nullopt, false},
    {ProtocolVersion::tls10, "ECDHE-RSA-AES128-SHA", std::nullopt, true},
};

}  // namespace

std::span<const Play> plays() {
    return kPlays;
}

PlayConfigs::PlayConfigs(const Play& play) : client(client_config()), server(server_config()) {
    const handshake::CipherSuite* only[] = {handshake::find_suite(play.suite)};
    EXPECT_NE(only[0], nullptr) << play.suite;
    EXPECT_TRUE(client->set_suites(only).ok());
    client->set_versions(play.version, play.version);
    if (play.group.has_value()) {
        const std::array groups{*play.group};
        for (engine::Config* config : {client.get(), server.get()}) config->set_groups(groups);
        if (handshake::is_finite_field(*play.group)) server->set_dh_group(*play.group);
    }
    if (play.client_auth) {
        EXPECT_TRUE(
            client->add_credential(pki_file("client-ec.pem"), pki_file("client-ec.key")).ok());
        server->set_client_auth(handshake::ClientAuth::require);
    }
    server->set_session_cache(0);
    EXPECT_TRUE(client->build(trace::Role::client).ok());
    EXPECT_TRUE(server->build(trace::Role::server).ok());
}

Ends::Ends(const PlayConfigs& configs, std::size_t number, bool immediate) {
    engine::ConnectionOptions options;
    options.now = kTestNow;
    options.seed[1] = static_cast<std::uint8_t>(number);
    options.immediate_operations = immediate;
    options.seed[0] = 2;
    server.connection =
        std::make_unique<engine::Connection>(*configs.server, trace::Role::server, options);
    options.seed[0] = 1;
    options.server_name = options.verify_name = "localhost";
    client.connection =
        std::make_unique<engine::Connection>(*configs.client, trace::Role::client, options);
    EXPECT_TRUE(client.connection->start().ok());
}

bool Ends::pump() {
    const auto to_server = client.take_output();
    server.feed(to_server);
    const auto to_client = server.take_output();
    client.feed(to_client);
    return !to_server.empty() || !to_client.empty();
}

bool Ends::connected() const {
    return client.connection->is_connected() && server.connection->is_connected();
}

Crowd::Crowd(const PlayConfigs& configs, std::size_t size, bool immediate) {
    for (std::size_t i = 0; i < size; ++i)
        pairs.push_back(std::make_unique<Ends>(configs, i, immediate));
}

bool Crowd::pump() {
    bool moved = false;
    for (auto& pair : pairs) moved = pair->pump() || moved;
    return moved;
}

std::vector<Side*> Crowd::waiting() {
    std::vector<Side*> sides;
    for (auto& pair : pairs) {
        for (Side* side : {&pair->client, &pair->server}) {
            if (side->connection->operation() != nullptr) sides.push_back(side);
        }
    }
    return sides;
}

void Crowd::expect_same_bytes_as_at_once(const PlayConfigs& configs) {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        ASSERT_TRUE(pairs[i]->connected()) << i;
        Ends at_once{configs, i, true};
        while (at_once.pump()) {
        }
        ASSERT_TRUE(at_once.connected());
        EXPECT_EQ(pairs[i]->client.wire, at_once.client.wire) << i;
        EXPECT_EQ(pairs[i]->server.wire, at_once.server.wire) << i;
    }
}

}  // namespace vitrine::test
