// The tables are what runs: take any row away, or force any guard true, and some behaviour goes
// wrong. `behaves` is a set of plays with expectations about what two ends do; it looks at no
// table.
#include <gtest/gtest.h>

#include <iostream>
#include <string>
#include <vector>

#include "handshake/machine.h"
#include "handshake/transition.h"
#include "support/engine_puppet.h"
#include "support/pair.h"

namespace vitrine {
namespace {

using engine::Connection;
using engine::EndKind;
using handshake::ClientAuth;
using handshake::Event;
using handshake::State;
using handshake::StateKind;
using handshake::Transition;
using record::ContentType;
using test::Pair;
using Table = std::vector<Transition>;

struct Play {
    const char* suite;
    ClientAuth client_auth;
    bool client_certificate;
    bool resume;
};

constexpr Play kPlays[] = {
    {"ECDHE-ECDSA-AES128-GCM-SHA256", ClientAuth::off, false, false},
    {"AES128-GCM-SHA256", ClientAuth::off, false, false},
    {"ECDHE-ECDSA-AES128-GCM-SHA256", ClientAuth::request, true, false},
    {"AES128-GCM-SHA256", ClientAuth::request, false, false},
    {"ECDHE-ECDSA-AES128-GCM-SHA256", ClientAuth::off, false, true},
};

/// Configurations for every play, made once: keys and certificates do not change with the tables.
struct Stage {
    std::unique_ptr<engine::Config> client;
    std::unique_ptr<engine::Config> server;
};

std::vector<Stage>& stages() {
    static std::vector<Stage> made = [] {
        std::vector<Stage> all;
        for (const Play& play : kPlays) {
            Stage stage{test::client_config(), test::server_config()};
            const handshake::CipherSuite* only[] = {handshake::find_suite(play.suite)};
            EXPECT_TRUE(stage.client->set_suites(only).ok());
            if (play.client_certificate) {
                EXPECT_TRUE(stage.client
                                ->add_credential(test::pki_file("client-ec.pem"),
                                                 test::pki_file("client-ec.key"))
                                .ok());
            }
            stage.server->set_client_auth(play.client_auth);
            all.push_back(std::move(stage));
        }
        return all;
    }();
    return made;
}

void use_tables(Stage& stage, const Table& client, const Table& server) {
    stage.client->set_table(trace::Role::client, client);
    stage.server->set_table(trace::Role::server, server);
    EXPECT_TRUE(stage.client->build(trace::Role::client).ok());
    EXPECT_TRUE(stage.server->build(trace::Role::server).ok());
}

bool ended(const Connection& c, EndKind kind) {
    return c.is_closed() && c.security_state().end.has_value() &&
           c.security_state().end->kind == kind;
}

/// The last bytes on the wire are an alert record (its content may be sealed).
bool sent_alert(test::Side& side) {
    (void)side.take_output();
    const auto records = test::split_records(side.wire);
    return !records.empty() && records.back()[0] == 21;
}

/// What `side` wants to say ends with an alert; the peer gets it.
bool answers_with_alert(test::Side& side, test::Side& peer) {
    const auto out = side.take_output();
    const auto records = test::split_records(out);
    peer.feed(out);
    return !records.empty() && records.back()[0] == 21;
}

/// After its own close_notify a side waits for the peer's, and still answers for what comes
/// instead.
bool waits_for_the_last_word(Stage& stage, const engine::ConnectionOptions& options) {
    for (const bool client_closes : {true, false}) {
        for (const int what : {0, 1, 2, 3}) {
            Pair pair{*stage.client, *stage.server, options};
            if (!pair.run()) return false;
            test::Side& side = client_closes ? pair.client : pair.server;
            Connection& puppet = client_closes ? *pair.server.connection : *pair.client.connection;
            const auto hears = [&](Event event) {
                side.feed(
                    test::say(puppet, test::content_type_of(event), test::message_for(event)));
            };
            side.connection->close();
            if (side.connection->is_closed() || !sent_alert(side)) return false;
            side.wire.clear();  // what is sent from here on is looked at
            if (what == 0) hears(Event::warning_alert);
            if (what == 0 && side.connection->is_closed()) return false;
            if (what == 1) hears(Event::fatal_alert);
            if (what == 1 && !ended(*side.connection, EndKind::alert_received)) return false;
            if (what == 2) hears(Event::unknown_message);
            if (what == 2 && (!ended(*side.connection, EndKind::alert_sent) || !sent_alert(side)))
                return false;
            if (what == 3) side.connection->close();  // the second time does not wait
            if (what == 3 && !ended(*side.connection, EndKind::clean_close)) return false;
        }
    }
    return true;
}

/// Whatever state a failure strikes in, an alert goes out: tried by force in the states that send.
bool fails_with_an_alert(Stage& stage, const Play& /*play*/) {
    for (const handshake::StateInfo& info : handshake::all_states()) {
        if (info.kind != StateKind::sends) continue;
        Pair pair{*stage.client, *stage.server};
        const bool clients = info.state < State::wait_client_hello;
        test::Side& side = clients ? pair.client : pair.server;
        (void)side.take_output();
        auto& hs = engine::ConnectionAccess::handshake(*side.connection);
        hs.state = info.state;
        handshake::give_up(hs, fail(ErrorCode::internal));
        if (!side.connection->is_closed() || !sent_alert(side)) return false;
    }
    return true;
}

/// A whole life: handshake, data both ways, refused renegotiation, close by one side and the other.
bool lives(Stage& stage, const Play& play) {
    engine::ConnectionOptions options;
    std::optional<handshake::Session> session;
    if (play.resume) {
        Pair first{*stage.client, *stage.server};
        if (!first.run()) return false;
        session = first.client.connection->session();
        if (!session.has_value()) return false;
        options.session = &*session;
    }
    for (const bool client_closes : {true, false}) {
        Pair pair{*stage.client, *stage.server, options};
        if (!pair.run()) return false;
        if (pair.client.connection->handshake().resuming != play.resume) return false;
        const bool shows = play.client_certificate;
        if (pair.client.connection->security_state().own_certificate != shows) return false;
        const auto client_shown =
            shows ? engine::PeerIdentity::verified : engine::PeerIdentity::anonymous;
        if (!play.resume && pair.server.connection->security_state().peer != client_shown)
            return false;
        const auto expected_peer =
            play.resume ? engine::PeerIdentity::resumed : engine::PeerIdentity::verified;
        if (pair.client.connection->security_state().peer != expected_peer) return false;
        if (!pair.client.connection->write(as_bytes("question")).ok()) return false;
        if (!pair.server.connection->write(as_bytes("answer")).ok()) return false;
        pair.run();
        if (as_text(pair.server.received) != "question" ||
            as_text(pair.client.received) != "answer")
            return false;
        // Renegotiation is refused with a warning, and life goes on.
        pair.client.feed(test::say(*pair.server.connection, ContentType::handshake,
                                   test::message_for(Event::hello_request)));
        const bool client_warned = answers_with_alert(pair.client, pair.server);
        pair.server.feed(test::say(*pair.client.connection, ContentType::handshake,
                                   test::message_for(Event::client_hello)));
        const bool warned = client_warned && answers_with_alert(pair.server, pair.client);
        if (!warned || !pair.client.connection->is_connected() ||
            !pair.server.connection->is_connected())
            return false;
        // One side closes; data that is still under way is delivered; the other answers.
        test::Side& closing = client_closes ? pair.client : pair.server;
        test::Side& other = client_closes ? pair.server : pair.client;
        const std::size_t before = closing.received.size();
        closing.feed({});
        closing.connection->close();
        closing.feed(test::say(*other.connection, ContentType::application_data, as_bytes("late")));
        if (closing.received.size() != before + 4) return false;
        if (closing.connection->is_closed())
            return false;  // still waits for the peer's close_notify
        pair.run();
        if (!ended(*closing.connection, EndKind::clean_close) ||
            !ended(*other.connection, EndKind::clean_close))
            return false;
        if (!sent_alert(other)) return false;
    }
    return waits_for_the_last_word(stage, options);
}

/// Runs the pair record by record and, at every resting point of `watch_server`'s side, lets `poke`
/// act on it.
template <class Poke>
bool at_every_point(Stage& stage, const Play& play, bool server_side, bool immediate, Poke&& poke) {
    for (std::size_t stop = 0; stop < 40; ++stop) {
        std::optional<handshake::Session>
            session;  // a new one each time: a failure makes the server forget it
        engine::ConnectionOptions options;
        if (play.resume) {
            Pair first{*stage.client, *stage.server};
            if (!first.run()) return false;
            session = first.client.connection->session();
            if (!session.has_value()) return false;
            options.session = &*session;
        }
        engine::ConnectionOptions mine = options;
        mine.immediate_operations = immediate;
        engine::ConnectionOptions theirs;
        theirs.immediate_operations = true;
        Pair pair{*stage.client, *stage.server, server_side ? options : mine,
                  server_side ? mine : theirs};
        test::Side& side = server_side ? pair.server : pair.client;
        test::Side& peer = server_side ? pair.client : pair.server;
        std::size_t step = 0;
        bool more = true;
        bool last_was_ccs = false;
        while (more && step < stop) {
            more = false;
            if (side.connection->operation() != nullptr) {
                handshake::Operation* operation = side.connection->operation();
                if (!side.connection->complete(handshake::run_operation(*operation)).ok())
                    return false;
                side.feed({});
                more = true;
            } else if (auto out = test::split_records(side.take_output()); !out.empty()) {
                for (const auto& r : out) peer.feed(r);
                more = true;
                continue;
            } else if (auto in = test::split_records(peer.take_output()); !in.empty()) {
                for (const auto& r : in) {
                    if (step == stop) break;
                    side.feed(r);
                    last_was_ccs = r[0] == 20;
                    ++step;
                }
                more = true;
                continue;
            }
            ++step;
        }
        if (!more) return true;
        if (side.error.has_value()) return false;
        if (last_was_ccs) test::rewind_after_ccs(*peer.connection);
        if (!poke(side, peer)) return false;
    }
    return true;
}

std::vector<std::uint8_t> say_to(test::Side& side, test::Side& peer, Event event) {
    const auto type = test::content_type_of(event);
    if (engine::ConnectionAccess::records(*side.connection).read_epoch() == 0) {
        return test::say_in_clear(side.connection->handshake().version, type,
                                  test::message_for(event));
    }
    return test::say(*peer.connection, type, test::message_for(event));
}

bool waits(const Connection& c) {
    return handshake::kind_of(c.handshake().state) == StateKind::waits_for_peer;
}

/// Alerts and closing, at every point of every play, on both sides.
bool handles_alerts(Stage& stage, const Play& play) {
    for (const bool server_side : {false, true}) {
        const auto poke_with = [&](auto&& act) {
            return at_every_point(stage, play, server_side, true, act);
        };
        const bool ok =
            poke_with([](test::Side& side, test::Side& peer) {  // a warning changes nothing
                if (!waits(*side.connection)) return true;
                const State before = side.connection->handshake().state;
                side.feed(say_to(side, peer, Event::warning_alert));
                return side.connection->handshake().state == before;
            }) &&
            poke_with([](test::Side& side, test::Side& peer) {
                if (!waits(*side.connection)) return true;
                side.feed(say_to(side, peer, Event::fatal_alert));
                return ended(*side.connection, EndKind::alert_received);
            }) &&
            poke_with([](test::Side& side, test::Side& peer) {
                if (!waits(*side.connection)) return true;
                const bool connected = side.connection->is_connected();
                side.feed(say_to(side, peer, Event::close_notify));
                return ended(*side.connection,
                             connected ? EndKind::clean_close : EndKind::truncated) &&
                       sent_alert(side);
            }) &&
            poke_with([](test::Side& side, test::Side&) {
                const bool connected = side.connection->is_connected();
                side.connection->close();
                const bool closed = ended(*side.connection, EndKind::refused_by_policy);
                return sent_alert(side) && closed != connected;
            }) &&
            poke_with([](test::Side& side, test::Side& peer) {  // garbage: refused with an alert
                if (!waits(*side.connection)) return true;
                side.feed(say_to(side, peer, Event::unknown_message));
                return ended(*side.connection, EndKind::alert_sent) && sent_alert(side);
            });
        if (!ok) return false;
    }
    return true;
}

/// A HelloRequest before the server's ChangeCipherSpec is ignored by the client.
bool ignores_hello_requests(Stage& stage, const Play& play) {
    return at_every_point(stage, play, false, true, [](test::Side& side, test::Side& peer) {
        const bool in_clear = engine::ConnectionAccess::records(*side.connection).read_epoch() == 0;
        if (!waits(*side.connection) || !in_clear || side.connection->is_connected()) return true;
        const State before = side.connection->handshake().state;
        side.feed(say_to(side, peer, Event::hello_request));
        return side.connection->handshake().state == before;
    });
}

/// With a late executor: closing and failing while an operation is out.
bool handles_operations(Stage& stage, const Play& play) {
    for (const bool server_side : {false, true}) {
        const bool closes =
            at_every_point(stage, play, server_side, false, [](test::Side& side, test::Side&) {
                if (side.connection->operation() == nullptr) return true;
                side.connection->close();
                return ended(*side.connection, EndKind::refused_by_policy) && sent_alert(side);
            });
        const bool fails =
            at_every_point(stage, play, server_side, false, [](test::Side& side, test::Side&) {
                if (side.connection->operation() == nullptr) return true;
                (void)side.connection->complete(fail(ErrorCode::fault_detected));
                return ended(*side.connection, EndKind::alert_sent) && sent_alert(side);
            });
        if (!closes || !fails) return false;
    }
    return true;
}

/// When memory runs out, wherever that is, the connection ends with an alert.
bool fails_in_order(Stage& stage, const Play& play) {
    for (std::size_t limit = 0; limit < 60000; limit += 1024) {
        for (const bool server_side : {false, true}) {
            handshake::Limits limits;
            limits.arena_len = limit;
            engine::Config& config = server_side ? *stage.server : *stage.client;
            config.set_limits(limits);
            if (!config.build(server_side ? trace::Role::server : trace::Role::client).ok())
                return false;
            Pair pair{*stage.client, *stage.server};
            const bool connected = pair.run();
            test::Side& side = server_side ? pair.server : pair.client;
            config.set_limits({});
            if (!config.build(server_side ? trace::Role::server : trace::Role::client).ok())
                return false;
            if (connected) continue;
            if (!ended(*side.connection, EndKind::alert_sent) || !sent_alert(side)) return false;
        }
    }
    (void)play;
    return true;
}

std::string named(const char* what, std::size_t play) {
    std::string text{what};
    text += ", play ";
    text += std::to_string(play);
    return text;
}

/// What went wrong first; empty if nothing.
std::string misbehaviour(const Table& client, const Table& server) {
    for (std::size_t i = 0; i < std::size(kPlays); ++i) {
        use_tables(stages()[i], client, server);
        if (!lives(stages()[i], kPlays[i])) return named("lives", i);
    }
    using Check = bool (*)(Stage&, const Play&);
    constexpr std::pair<const char*, Check> kChecks[] = {{"alerts", handles_alerts},
                                                         {"hello requests", ignores_hello_requests},
                                                         {"operations", handles_operations},
                                                         {"memory", fails_in_order},
                                                         {"failures", fails_with_an_alert}};
    for (const auto& [name, check] : kChecks) {
        for (std::size_t i = 0; i < std::size(kPlays); ++i) {
            if (!check(stages()[i], kPlays[i])) return named(name, i);
        }
    }
    return "";
}

bool behaves(const Table& client, const Table& server) {
    return misbehaviour(client, server).empty();
}

Table copy_of(std::span<const Transition> table) {
    return {table.begin(), table.end()};
}

TEST(TableMutation, TheTablesAsTheyAreBehave) {
    EXPECT_EQ(misbehaviour(copy_of(handshake::client_table()), copy_of(handshake::server_table())),
              "");
}

TEST(TableMutation, WithoutAnyOneRowSomethingGoesWrong) {
    const Table client = copy_of(handshake::client_table());
    const Table server = copy_of(handshake::server_table());
    std::size_t unnoticed = 0;
    for (const bool client_side : {true, false}) {
        const Table& whole = client_side ? client : server;
        for (std::size_t i = 0; i < whole.size(); ++i) {
            Table less = whole;
            less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
            if (!behaves(client_side ? less : client, client_side ? server : less)) continue;
            ++unnoticed;
            ADD_FAILURE() << "nothing noticed that " << whole[i].id << " "
                          << handshake::name_of(whole[i].from) << " on "
                          << handshake::name_of(whole[i].on) << " is missing";
        }
    }
    std::cout << client.size() + server.size() << " rows taken out one by one, " << unnoticed
              << " unnoticed\n";
}

TEST(TableMutation, WithAnyGuardForcedTrueSomethingGoesWrong) {
    const Table client = copy_of(handshake::client_table());
    const Table server = copy_of(handshake::server_table());
    std::size_t guards = 0;
    for (const bool client_side : {true, false}) {
        const Table& whole = client_side ? client : server;
        for (std::size_t i = 0; i < whole.size(); ++i) {
            if (whole[i].when.name == "always") continue;
            ++guards;
            Table forced = whole;
            forced[i].when.holds = [](const handshake::Handshake&) { return true; };
            EXPECT_FALSE(behaves(client_side ? forced : client, client_side ? server : forced))
                << whole[i].id << " " << whole[i].when.name;
        }
    }
    std::cout << guards << " guards forced true\n";
}

}  // namespace
}  // namespace vitrine
