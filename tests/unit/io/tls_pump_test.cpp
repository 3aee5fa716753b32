#include "io/tls_pump.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>

#include "support/pair.h"

namespace vitrine::test {
namespace {

using engine::EndKind;

/// A connection and its pump on one end of a socket pair; what comes goes to `received`.
struct End {
    End(const engine::Config& config,
        trace::Role role,
        const engine::ConnectionOptions& options,
        int fd)
        : socket(fd),
          connection(config, role, options),
          pump(connection, socket, [this](ByteView data) {
              received.insert(received.end(), data.begin(), data.end());
              if (!answer.empty() && received.back() == '\n') pump.send(answer);
          }) {}

    void turn() {
        pump.writable();
        pump.readable();
    }

    io::Socket socket;
    engine::Connection connection;
    std::vector<std::uint8_t> received;
    std::vector<std::uint8_t> answer;  ///< to a line
    io::TlsPump pump;
};

class TlsPumpTest : public testing::Test {
  protected:
    void SetUp() override {
        std::array<int, 2> fds{};
        ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds.data()),
                  0);
        engine::ConnectionOptions options;
        options.now = kTestNow;
        options.server_name = options.verify_name = "localhost";
        client.emplace(*client_settings, trace::Role::client, options, fds[0]);
        server.emplace(*server_settings, trace::Role::server, options, fds[1]);
        client->pump.start();
        for (int i = 0; i < 20 && !both_connected(); ++i) turn();
        ASSERT_TRUE(both_connected());
    }

    [[nodiscard]] bool both_connected() const {
        return client->connection.is_connected() && server->connection.is_connected();
    }
    void turn() {
        client->turn();
        server->turn();
    }

    std::unique_ptr<engine::Config> client_settings = client_config();
    std::unique_ptr<engine::Config> server_settings = server_config();
    std::optional<End> client, server;
};

TEST_F(TlsPumpTest, APeerThatClosedItsHalfGetsTheWholeAnswerAndCloseNotify) {
    server->answer.assign(std::size_t{3} << 20, 'a');  // more than the socket holds
    client->pump.send(std::array<std::uint8_t, 1>{'\n'});
    client->socket.shut_down_writing();
    for (int i = 0; i < 100000 && !client->connection.peer_closed(); ++i) turn();
    EXPECT_EQ(client->received.size(), server->answer.size());
    EXPECT_TRUE(client->connection.peer_closed());
    for (int i = 0; i < 10 && !server->pump.done(); ++i) server->turn();
    EXPECT_TRUE(server->pump.done());
    ASSERT_TRUE(server->connection.security_state().end.has_value());
    EXPECT_EQ(server->connection.security_state().end->kind, EndKind::truncated);
    ASSERT_TRUE(server->pump.error().has_value());
    EXPECT_EQ(server->pump.error()->code, ErrorCode::stream_truncated);
}

TEST_F(TlsPumpTest, APeerThatIsGoneEndsTheConnectionThoughTheAnswerWaits) {
    server->answer.assign(std::size_t{3} << 20, 'a');
    client->pump.send(std::array<std::uint8_t, 1>{'\n'});
    server->turn();
    EXPECT_GT(server->pump.backlog(), 0u);
    client->socket.close();
    for (int i = 0; i < 100 && !server->pump.done(); ++i) server->turn();
    EXPECT_TRUE(server->pump.done());
    ASSERT_TRUE(server->connection.security_state().end.has_value());
    EXPECT_EQ(server->connection.security_state().end->kind, EndKind::truncated);
}

TEST_F(TlsPumpTest, APeerThatSaidCloseNotifyEndsItWell) {
    client->pump.finish();
    for (int i = 0; i < 10; ++i) turn();
    for (const End* end : {&*client, &*server}) {
        EXPECT_TRUE(end->pump.done());
        EXPECT_FALSE(end->pump.error().has_value());
        ASSERT_TRUE(end->connection.security_state().end.has_value());
        EXPECT_EQ(end->connection.security_state().end->kind, EndKind::clean_close);
    }
}

}  // namespace
}  // namespace vitrine::test
