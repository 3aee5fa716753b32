#include "io/socket.h"

#include <gtest/gtest.h>

#include <vector>

#include "io/clock.h"
#include "io/event_loop.h"

namespace vitrine::io {
namespace {

TEST(ParseAddress, ReadsHostAndPort) {
    const auto plain = parse_address("example.org:443");
    ASSERT_TRUE(plain.ok());
    EXPECT_EQ((*plain).host, "example.org");
    EXPECT_EQ((*plain).port, 443);
    EXPECT_EQ((*parse_address("[::1]:4433")).host, "::1");
    EXPECT_EQ((*parse_address("4433", "127.0.0.1")).host, "127.0.0.1");
    EXPECT_EQ((*parse_address("0", "127.0.0.1")).port, 0);
}

TEST(ParseAddress, RefusesWhatIsNone) {
    for (const char* text : {"", "443", "example.org", "example.org:", ":443", "a:65536", "a:-1",
                             "a:4x", "::1:443", "[::1]", "[::1:443"}) {
        EXPECT_FALSE(parse_address(text).ok()) << text;
    }
    EXPECT_FALSE(parse_address("x", "127.0.0.1").ok());
}

TEST(IsLoopback, KnowsTheLiteralsAndTheName) {
    for (const char* host : {"localhost", "127.0.0.1", "127.9.9.9", "::1"})
        EXPECT_TRUE(is_loopback(host)) << host;
    for (const char* host :
         {"128.0.0.1", "example.org", "0.0.0.0", "127.0.0.1.evil.test", "::2", ""}) {
        EXPECT_FALSE(is_loopback(host)) << host;
    }
}

TEST(AddressText, BracketsIpv6) {
    EXPECT_EQ(address_text({"::1", 443}), "[::1]:443");
    EXPECT_EQ(address_text({"localhost", 1}), "localhost:1");
}

struct Connected {
    Socket client;
    Socket server;
};

Connected connected_pair() {
    auto listener = listen_on({"127.0.0.1", 0});
    EXPECT_TRUE(listener.ok());
    auto client = connect_to({"127.0.0.1", listener->port}, 2000);
    EXPECT_TRUE(client.ok());
    EXPECT_TRUE(wait_for(listener->socket, true, false, 2000).ok());
    auto accepted = accept_from(listener->socket);
    EXPECT_TRUE(accepted.ok() && accepted->has_value());
    return {*std::move(client), std::move((*accepted)->socket)};
}

TEST(Socket, CarriesBytesAndTheEnd) {
    const Connected pair = connected_pair();
    const std::vector<std::uint8_t> sent{1, 2, 3};
    EXPECT_EQ((*write_some(pair.client, sent)).bytes, 3u);
    ASSERT_TRUE(wait_for(pair.server, true, false, 2000).ok());
    std::vector<std::uint8_t> got(10);
    EXPECT_EQ((*read_some(pair.server, got)).bytes, 3u);
    EXPECT_TRUE((*read_some(pair.server, got)).would_block);
    pair.client.shut_down_writing();
    ASSERT_TRUE(wait_for(pair.server, true, false, 2000).ok());
    EXPECT_TRUE((*read_some(pair.server, got)).ended);
}

TEST(Socket, SaysWhenItIsFullInsteadOfBlocking) {
    const Connected pair = connected_pair();
    const std::vector<std::uint8_t> block(1 << 16);
    bool full = false;
    for (int i = 0; i < 1000 && !full; ++i) full = (*write_some(pair.client, block)).would_block;
    EXPECT_TRUE(full);
}

TEST(Socket, RaisesNoSignalWhenThePeerIsGone) {
    Connected pair = connected_pair();
    pair.server.close();
    const std::vector<std::uint8_t> block(1000);
    bool ended = false;
    for (int i = 0; i < 100 && !ended; ++i) {
        (void)wait_for(pair.client, true, false, 10);
        const auto wrote = write_some(pair.client, block);
        ended = !wrote.ok() || wrote->ended;
    }
    EXPECT_TRUE(ended);
}

TEST(ConnectTo, SaysWhyItFailed) {
    std::uint16_t port = 0;
    {
        auto listener = listen_on({"127.0.0.1", 0});
        ASSERT_TRUE(listener.ok());
        port = listener->port;
    }  // nobody listens there any more
    EXPECT_EQ(connect_to({"127.0.0.1", port}, 2000).error().code, ErrorCode::connection_refused);
    EXPECT_EQ(connect_to({"no-such-host.invalid", 1}, 2000).error().code,
              ErrorCode::host_not_found);
}

TEST(WaitFor, TimesOut) {
    const Connected pair = connected_pair();
    EXPECT_EQ(wait_for(pair.client, true, false, 20).error().code, ErrorCode::timed_out);
}

TEST(AcceptFrom, ReturnsNothingWhenNobodyWaits) {
    auto listener = listen_on({"127.0.0.1", 0});
    ASSERT_TRUE(listener.ok());
    const auto accepted = accept_from(listener->socket);
    ASSERT_TRUE(accepted.ok());
    EXPECT_FALSE(accepted->has_value());
}

TEST(EventLoop, CallsBackForTheReadySocketOnly) {
    auto loop = *EventLoop::make();
    const Connected a = connected_pair();
    const Connected b = connected_pair();
    int calls_a = 0;
    int calls_b = 0;
    loop->watch(a.server.fd(), true, false, [&](Readiness r) { calls_a += r.readable ? 1 : 0; });
    loop->watch(b.server.fd(), true, false, [&](Readiness) { ++calls_b; });
    const std::vector<std::uint8_t> byte{1};
    ASSERT_TRUE(write_some(a.client, byte).ok());
    loop->run_once(2000);
    EXPECT_EQ(calls_a, 1);
    EXPECT_EQ(calls_b, 0);
    loop->unwatch(a.server.fd());
    loop->run_once(10);
    EXPECT_EQ(calls_a, 1);
}

TEST(EventLoop, ACallbackMayEndItsOwnWatch) {
    auto loop = *EventLoop::make();
    const Connected pair = connected_pair();
    int calls = 0;
    loop->watch(pair.client.fd(), false, true, [&](Readiness) {
        ++calls;
        loop->unwatch(pair.client.fd());
    });
    loop->run_once(1000);
    loop->run_once(10);
    EXPECT_EQ(calls, 1);
    EXPECT_EQ(loop->watched(), 0u);
}

TEST(EventLoop, RunsTimersInTheirOrderAndNotThoseCancelled) {
    auto loop = *EventLoop::make();
    std::vector<int> order;
    loop->after_ms(20, [&] {
        order.push_back(2);
        loop->stop();
    });
    loop->after_ms(5, [&] { order.push_back(1); });
    const auto cancelled = loop->after_ms(1, [&] { order.push_back(0); });
    loop->cancel(cancelled);
    loop->run();
    EXPECT_EQ(order, (std::vector<int>{1, 2}));
}

}  // namespace
}  // namespace vitrine::io
