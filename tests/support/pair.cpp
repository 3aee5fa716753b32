#include "support/pair.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace vitrine::test {

std::vector<std::uint8_t> pki_file(const std::string& name) {
    std::ifstream file(std::string{VITRINE_VECTORS} + "/x509/pki/" + name, std::ios::binary);
    EXPECT_TRUE(file.good()) << name;
    return {std::istreambuf_iterator<char>{file}, {}};
}

void Side::feed(ByteView bytes) {
    inbox.insert(inbox.end(), bytes.begin(), bytes.end());
    while (true) {
        const auto taken = connection->receive(inbox);
        if (!taken.ok()) {
            error = taken.error();
            inbox.clear();
            return;
        }
        const ByteView data = connection->received();
        received.insert(received.end(), data.begin(), data.end());
        const bool got_data = !data.empty();
        connection->consume(data.size());
        inbox.erase(inbox.begin(), inbox.begin() + static_cast<std::ptrdiff_t>(*taken));
        if (*taken == 0 && !got_data) return;
    }
}

std::vector<std::uint8_t> Side::take_output() {
    std::vector<std::uint8_t> out;
    while (!connection->pending_output().empty()) {
        const ByteView piece = connection->pending_output();
        out.insert(out.end(), piece.begin(), piece.end());
        connection->sent(piece.size());
    }
    wire.insert(wire.end(), out.begin(), out.end());
    return out;
}

Pair::Pair(const engine::Config& client_config,
           const engine::Config& server_config,
           const engine::ConnectionOptions& client_options,
           const engine::ConnectionOptions& server_options) {
    engine::ConnectionOptions c = client_options;
    engine::ConnectionOptions s = server_options;
    c.now = c.now.seconds == 0 ? kTestNow : c.now;
    s.now = s.now.seconds == 0 ? kTestNow : s.now;
    if (c.server_name.empty()) c.server_name = "localhost";
    if (c.verify_name.empty()) c.verify_name = "localhost";
    static std::uint32_t pairs =
        0;  // no two pairs of a run draw the same bytes, such as session IDs
    ++pairs;
    for (std::size_t i = 0; i < 4; ++i) {
        c.seed[4 + i] ^= static_cast<std::uint8_t>(pairs >> (8 * i));
        s.seed[4 + i] ^= static_cast<std::uint8_t>(pairs >> (8 * i));
    }
    c.seed[0] ^= 1;
    s.seed[0] ^= 2;
    client.connection = std::make_unique<engine::Connection>(client_config, trace::Role::client, c);
    server.connection = std::make_unique<engine::Connection>(server_config, trace::Role::server, s);
    const Status started = client.connection->start();
    if (!started.ok()) client.error = started.error();
}

bool Pair::pump() {
    const auto to_server = client.take_output();
    if (!to_server.empty()) server.feed(to_server);
    const auto to_client = server.take_output();
    if (!to_client.empty()) client.feed(to_client);
    return !to_server.empty() || !to_client.empty();
}

bool Pair::run() {
    while (pump()) {
    }
    return client.connection->is_connected() && server.connection->is_connected();
}

std::unique_ptr<engine::Config> client_config(engine::Policy policy) {
    auto config = std::make_unique<engine::Config>(policy);
    EXPECT_TRUE(config->add_trust(pki_file("root.pem")).ok());
    EXPECT_TRUE(config->build(trace::Role::client).ok());
    return config;
}

std::unique_ptr<engine::Config> server_config(engine::Policy policy) {
    auto config = std::make_unique<engine::Config>(policy);
    EXPECT_TRUE(config->add_trust(pki_file("root.pem")).ok());
    EXPECT_TRUE(config->add_credential(pki_file("server-ec.pem"), pki_file("server-ec.key")).ok());
    EXPECT_TRUE(
        config->add_credential(pki_file("server-rsa.pem"), pki_file("server-rsa.key")).ok());
    config->set_session_cache(64);
    EXPECT_TRUE(config->build(trace::Role::server).ok());
    return config;
}

}  // namespace vitrine::test
