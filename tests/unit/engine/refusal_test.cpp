// Every event that the tables do not have is refused: in each state that waits for the peer, under
// the keys that are right there, with unexpected_message on the wire and closed after it.
#include <gtest/gtest.h>

#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "handshake/transition.h"
#include "support/engine_puppet.h"
#include "support/pair.h"

namespace vitrine {
namespace {

using handshake::Event;
using handshake::State;
using record::ProtocolVersion;
using test::Pair;

/// One kind of handshake.
struct Play {
    ProtocolVersion version;
    const char* suite;
    handshake::ClientAuth client_auth;
    bool client_certificate;
    bool resume;
};

constexpr Play kPlays[] = {
    {ProtocolVersion::tls12, "ECDHE-RSA-AES128-GCM-SHA256", handshake::ClientAuth::off, false,
     false},
    {ProtocolVersion::tls12, "AES128-SHA", handshake::ClientAuth::off, false, false},
    {ProtocolVersion::tls12, "ECDHE-ECDSA-AES128-GCM-SHA256", handshake::ClientAuth::require, true,
     false},
    {ProtocolVersion::tls12, "AES128-GCM-SHA256", handshake::ClientAuth::request, false, false},
    {ProtocolVersion::tls12, "ECDHE-RSA-AES128-GCM-SHA256", handshake::ClientAuth::off, false,
     true},
    {ProtocolVersion::tls11, "DHE-RSA-AES128-SHA", handshake::ClientAuth::require, true, false},
    {ProtocolVersion::tls10, "AES128-SHA", handshake::ClientAuth::off, false, false},
    {ProtocolVersion::tls10, "ECDHE-RSA-AES256-SHA", handshake::ClientAuth::off, false, true},
};

struct Configs {
    std::unique_ptr<engine::Config> client;
    std::unique_ptr<engine::Config> server;
    bool resume = false;
};

Configs configs_for(const Play& play) {
    Configs configs{test::client_config(), test::server_config(), play.resume};
    const handshake::CipherSuite* only[] = {handshake::find_suite(play.suite)};
    EXPECT_TRUE(configs.client->set_suites(only).ok());
    configs.client->set_versions(play.version, play.version);
    if (play.client_certificate) {
        EXPECT_TRUE(
            configs.client
                ->add_credential(test::pki_file("client-ec.pem"), test::pki_file("client-ec.key"))
                .ok());
    }
    configs.server->set_client_auth(play.client_auth);
    EXPECT_TRUE(configs.client->build(trace::Role::client).ok());
    EXPECT_TRUE(configs.server->build(trace::Role::server).ok());
    return configs;
}

/// A pair at the point where `records` records were delivered in all, one at a time.
struct Point {
    std::unique_ptr<Pair> pair;
    bool reached = false;         ///< that many records were there to deliver
    bool client_got_ccs = false;  ///< the record delivered last was a ChangeCipherSpec to this side
    bool server_got_ccs = false;
};

Point play_to(const Configs& configs, std::size_t records) {
    engine::ConnectionOptions options;
    std::optional<handshake::Session>
        session;  // a new one each time: a refusal makes the server forget it
    if (configs.resume) {
        Pair first{*configs.client, *configs.server};
        EXPECT_TRUE(first.run());
        session = first.client.connection->session();
        EXPECT_TRUE(session.has_value());
        options.session = &*session;
    }
    Point point{std::make_unique<Pair>(*configs.client, *configs.server, options)};
    std::vector<std::vector<std::uint8_t>> to_client;
    std::vector<std::vector<std::uint8_t>> to_server;
    Pair& pair = *point.pair;
    for (std::size_t delivered = 0; delivered < records; ++delivered) {
        for (auto& r : test::split_records(pair.client.take_output())) to_server.push_back(r);
        for (auto& r : test::split_records(pair.server.take_output())) to_client.push_back(r);
        auto& queue = !to_server.empty() ? to_server : to_client;
        if (queue.empty()) return point;
        const std::vector<std::uint8_t> next = queue.front();
        queue.erase(queue.begin());
        const bool server_side = &queue == &to_server;
        point.client_got_ccs = !server_side && next[0] == 20;
        point.server_got_ccs = server_side && next[0] == 20;
        (server_side ? pair.server : pair.client).feed(next);
    }
    point.reached = true;
    return point;
}

/// Says `event` to one side and returns how that side ended.
std::optional<engine::End> inject(Point& point, bool to_server, Event event) {
    test::Side& target = to_server ? point.pair->server : point.pair->client;
    engine::Connection& puppet =
        to_server ? *point.pair->client.connection : *point.pair->server.connection;
    (void)target.take_output();
    const auto type = test::content_type_of(event);
    const auto message = test::message_for(event);
    if (engine::ConnectionAccess::records(*target.connection).read_epoch() == 0) {
        target.feed(test::say_in_clear(target.connection->handshake().version, type, message));
        return target.connection->security_state().end;
    }
    if (to_server ? point.server_got_ccs : point.client_got_ccs) test::rewind_after_ccs(puppet);
    target.feed(test::say(puppet, type, message));
    return target.connection->security_state().end;
}

TEST(Refusal, EveryEventOutsideTheTableIsAnUnexpectedMessage) {
    std::set<std::pair<State, Event>> refused;
    for (const Play& play : kPlays) {
        const Configs configs = configs_for(play);
        for (std::size_t at = 0; play_to(configs, at).reached; ++at) {
            for (const bool to_server : {true, false}) {
                const Point here = play_to(configs, at);
                const engine::Connection& target =
                    to_server ? *here.pair->server.connection : *here.pair->client.connection;
                const State state = target.handshake().state;
                if (handshake::kind_of(state) != handshake::StateKind::waits_for_peer) continue;
                for (std::size_t e = static_cast<std::size_t>(Event::hello_request);
                     e < handshake::kEventCount; ++e) {
                    const auto event = static_cast<Event>(e);
                    if (!handshake::rows_for(target.handshake().table, state, event).empty())
                        continue;
                    if (refused.contains({state, event})) continue;
                    Point again = play_to(configs, at);
                    const auto end = inject(again, to_server, event);
                    ASSERT_TRUE(end.has_value())
                        << handshake::name_of(state) << " took " << handshake::name_of(event);
                    ASSERT_TRUE(end->error.has_value());
                    EXPECT_EQ(end->error->code, ErrorCode::unexpected_message)
                        << handshake::name_of(state) << ", " << handshake::name_of(event) << ": "
                        << info(end->error->code).name;
                    EXPECT_EQ(end->alert, AlertDescription::unexpected_message);
                    EXPECT_TRUE((to_server ? again.pair->server : again.pair->client)
                                    .connection->is_closed());
                    refused.insert({state, event});
                }
            }
        }
    }
    // Every waiting state of both tables was visited.
    std::set<State> visited;
    for (const auto& [state, event] : refused) visited.insert(state);
    for (const auto& table : {handshake::client_table(), handshake::server_table()}) {
        for (const handshake::Transition& row : table) {
            const bool waits = handshake::kind_of(row.from) == handshake::StateKind::waits_for_peer;
            if (waits && row.from != State::wait_close_notify) {
                EXPECT_TRUE(visited.contains(row.from))
                    << handshake::name_of(row.from) << " was never reached";
            }
        }
    }
    std::cout << "refused " << refused.size() << " (state, event) pairs in " << visited.size()
              << " states\n";
    EXPECT_GE(refused.size(), 200U);
}

TEST(Refusal, ChangeCipherSpecWithHandshakeBytesPendingIsRefused) {
    const Configs configs = configs_for(kPlays[0]);
    for (std::size_t at = 1; at < 4; ++at) {
        Point point = play_to(configs, at);
        test::Side& client = point.pair->client;
        if (client.connection->handshake().state == State::connected) continue;
        engine::Connection& puppet = *point.pair->server.connection;
        client.feed(
            test::say(puppet, record::ContentType::handshake, std::vector<std::uint8_t>{11, 0}));
        client.feed(test::say(puppet, record::ContentType::change_cipher_spec,
                              std::vector<std::uint8_t>{1}));
        ASSERT_TRUE(client.error.has_value());
        EXPECT_EQ(client.error->code, ErrorCode::key_change_inside_message);
    }
}

}  // namespace
}  // namespace vitrine
