// The tables are what runs: take any row away, or force any guard true, and some behaviour goes
// wrong. `misbehaviour` is a set of plays with expectations about what one end does before a peer
// that has no table; it looks at none itself.
#include <gtest/gtest.h>

#include <iostream>
#include <string>
#include <vector>

#include "handshake/machine.h"
#include "handshake/transition.h"
#include "support/connection_access.h"
#include "support/puppet_mistakes.h"
#include "support/puppet_stage.h"

namespace vitrine {
namespace {

using namespace test;
using engine::EndKind;
using engine::PeerIdentity;
using handshake::Event;
using handshake::State;
using handshake::StateKind;
using handshake::Transition;
using trace::Role;
using Table = std::vector<Transition>;

struct Play {
    Cast cast;
    bool resumes = false;
};

const Play kPlays[] = {
    {{.suite = "ECDHE-ECDSA-AES128-GCM-SHA256"}, false},
    {{.suite = "AES128-GCM-SHA256"}, false},
    {{.suite = "ECDHE-ECDSA-AES128-GCM-SHA256",
      .asks_client = true,
      .client_identity = "client-ec"},
     false},
    {{.suite = "AES128-GCM-SHA256", .asks_client = true}, false},
    {{.suite = "ECDHE-ECDSA-AES128-GCM-SHA256"}, true},
    {{.suite = "ECDHE-ECDSA-AES128-GCM-SHA256", .staple = Staple::sent}, false},
    {{.suite = "AES128-GCM-SHA256", .staple = Staple::sent}, false},
    {{.suite = "ECDHE-ECDSA-AES128-GCM-SHA256", .staple = Staple::forgotten}, false},
    {{.suite = "AES128-GCM-SHA256", .asks_client = true, .staple = Staple::forgotten}, false},
    {{.suite = "AES128-GCM-SHA256", .staple = Staple::forgotten}, false},
};

/// Made once for each side: keys and certificates do not change with the tables.
std::vector<Stage>& stages(Role engine_role) {
    static std::vector<Stage> made[2];
    std::vector<Stage>& mine = made[engine_role == Role::client ? 0 : 1];
    if (mine.empty()) {
        for (const Play& play : kPlays) mine.emplace_back(engine_role, play.cast, play.resumes);
    }
    return mine;
}

std::string run_again(Stage& stage, const Script& script) {
    const auto scene = stage.begin();
    return scene == nullptr ? "no session to resume" : run(*scene, script);
}

Script prefix(const Script& script, std::size_t n) {
    return {script.begin(), script.begin() + static_cast<std::ptrdiff_t>(n)};
}

Script suffix(const Script& script, std::size_t n) {
    return {script.begin() + static_cast<std::ptrdiff_t>(n), script.end()};
}

// --- expectations that scripts share

/// Who the engine says its peer is, and what it says of itself.
Step identities_are_right(const Stage& stage) {
    const bool shown = !stage.cast().client_identity.empty();
    const bool client = stage.role() == Role::client;
    PeerIdentity peer = client || shown ? PeerIdentity::verified : PeerIdentity::anonymous;
    if (stage.resumes() && client) peer = PeerIdentity::resumed;
    const bool resumes = stage.resumes();
    const bool own = client ? shown : !resumes;
    return expect("identities", [peer, own, resumes](Scene& scene) {
        const auto& state = scene.engine.connection->security_state();
        return state.peer == peer && state.own_certificate == own && state.resumed == resumes;
    });
}

Step is_refused_by_policy() {
    return expect("ended by its own application", [](Scene& scene) {
        const auto& end = scene.engine.connection->security_state().end;
        return scene.engine.connection->is_closed() && end.has_value() &&
               end->kind == EndKind::refused_by_policy;
    });
}

/// The engine gave up by itself: its last word is a fatal alert.
std::string gave_up(Scene& scene) {
    while (scene.hear().has_value()) {
    }
    const std::optional<Heard>& last = scene.last_heard;
    const auto& end = scene.engine.connection->security_state().end;
    if (!scene.engine.connection->is_closed()) return "it did not end";
    if (end.has_value() && end->kind != EndKind::alert_sent) return "it ended another way";
    if (!last.has_value() || !last->complaint.empty() || last->event != Event::fatal_alert)
        return "no fatal alert was heard\n" + scene.account();
    return "";
}

Step refuses_garbage() {
    return refuses(AlertDescription::unexpected_message, ErrorCode::unexpected_message);
}

// --- behaviours

/// A whole life: handshake, data both ways, refused renegotiation, close by one side or the other.
std::string lives(Stage& stage) {
    const auto first = stage.begin();
    if (first == nullptr) return "no session to resume";
    const Event again = stage.role() == Role::client ? Event::hello_request : Event::client_hello;
    const Script life =
        stage.script() + Script{identities_are_right(stage),
                                say(Event::application_data),
                                has_received("data"),
                                engine_writes("answer"),
                                hear(Event::application_data),
                                say(again),
                                hear_alert(AlertLevel::warning, AlertDescription::no_renegotiation),
                                is_connected()};
    const std::string closing =
        run(*first, life + Script{engine_closes(), hear(Event::close_notify), goes_on(),
                                  say(Event::application_data), has_received("datadata"), goes_on(),
                                  say(Event::close_notify), is_closed()});
    if (!closing.empty()) return closing;
    return run_again(
        stage, life + Script{say(Event::close_notify), hear(Event::close_notify), is_closed()});
}

/// After its own close_notify a side waits for the peer's, and still answers for what comes
/// instead.
std::string waits_for_the_last_word(Stage& stage) {
    const Script ends[] = {
        {say(Event::warning_alert), goes_on()},
        {say(Event::fatal_alert), test::ends(EndKind::alert_received, ErrorCode::alert_received)},
        {say(Event::unknown_message), refuses_garbage()},
        {engine_closes(), is_closed()},  // the second time does not wait
    };
    for (const Script& end : ends) {
        const auto scene = stage.begin();
        if (scene == nullptr) return "no session to resume";
        const std::string wrong =
            run(*scene, stage.script() +
                            Script{engine_closes(), hear(Event::close_notify), goes_on()} + end);
        if (!wrong.empty()) return wrong;
    }
    return "";
}

/// What may come at every turn of the puppet, and behind the handshake.
std::string handles_alerts(Stage& stage) {
    for (std::size_t n = 0;; ++n) {
        const auto probe = stage.begin();
        if (probe == nullptr) return "no session to resume";
        const Script script = stage.script();
        if (n > script.size()) return "";
        const bool connected = n == script.size();
        if (!connected && script[n].kind != StepKind::says) continue;
        const EndKind closed = connected ? EndKind::clean_close : EndKind::truncated;
        const Step is_closed_so = expect("closed", [closed](Scene& scene) {
            const auto& end = scene.engine.connection->security_state().end;
            return scene.engine.connection->is_closed() && end.has_value() && end->kind == closed;
        });
        const Script here[] = {
            Script{say(Event::warning_alert), goes_on()} + suffix(script, n),
            {say(Event::fatal_alert), ends(EndKind::alert_received, ErrorCode::alert_received)},
            {say(Event::close_notify), hear(Event::close_notify), is_closed_so},
            {engine_closes(), hear(Event::close_notify),
             connected ? goes_on() : is_refused_by_policy()},
            {say(Event::unknown_message), refuses_garbage()},
        };
        for (const Script& then : here) {
            const std::string wrong = run_again(stage, prefix(script, n) + then);
            if (!wrong.empty()) return wrong;
        }
    }
}

/// A HelloRequest before the server's ChangeCipherSpec is ignored by the client.
std::string ignores_hello_requests(Stage& stage) {
    if (stage.role() == Role::server) return "";
    if (stage.begin() == nullptr) return "no session to resume";
    const Script script = stage.script();
    for (std::size_t n = 0; n < script.size(); ++n) {
        if (script[n].kind != StepKind::says || script[n].event == Event::finished) continue;
        const std::string wrong = run_again(
            stage, prefix(script, n) + Script{say(Event::hello_request)} + suffix(script, n));
        if (!wrong.empty()) return wrong;
    }
    return "";
}

/// With a late executor: closing and failing while an operation is out.
std::string handles_operations(Stage& stage) {
    engine::ConnectionOptions late;
    late.immediate_operations = false;
    for (const bool closes : {true, false}) {
        for (std::size_t n = 0;; ++n) {
            const auto scene = stage.begin(late);
            if (scene == nullptr) return "no session to resume";
            scene->operations_allowed = n;
            const std::string stopped = run(*scene, stage.script());
            if (stopped.empty()) break;  // all of them were done
            if (scene->engine.connection->operation() == nullptr) return stopped;
            if (!closes) {
                (void)scene->engine.connection->complete(fail(ErrorCode::fault_detected));
                scene->give({});
                if (const std::string wrong = gave_up(*scene); !wrong.empty()) return wrong;
                continue;
            }
            const auto told =
                run(*scene, {act("what was said before is heard",
                                 [](Scene& s) {
                                     while (s.hear().has_value()) {
                                     }
                                 }),
                             engine_closes(), hear(Event::close_notify), is_refused_by_policy()});
            if (!told.empty()) return told;
        }
    }
    return "";
}

/// When memory runs out, wherever that is, the connection ends with an alert.
std::string fails_in_order(Stage& stage) {
    if (stage.resumes()) return "";
    std::string wrong;
    for (std::size_t limit = 0; limit < 60000 && wrong.empty(); limit += 1024) {
        handshake::Limits limits;
        limits.arena_len = limit;
        stage.config().set_limits(limits);
        if (!stage.config().build(stage.role()).ok()) return "no configuration";
        const auto scene = stage.begin();
        if (!run(*scene, stage.script()).empty()) wrong = gave_up(*scene);
    }
    stage.config().set_limits({});
    return stage.config().build(stage.role()).ok() ? wrong : "no configuration";
}

/// Whatever state a failure strikes in, an alert goes out: tried by force in the states that send.
std::string fails_with_an_alert(Stage& stage) {
    for (const handshake::StateInfo& info : handshake::all_states()) {
        if (info.kind != StateKind::sends) continue;
        const bool clients = info.state < State::wait_client_hello;
        if (clients != (stage.role() == Role::client)) continue;
        const auto scene = stage.begin();
        if (scene == nullptr) return "no session to resume";
        auto& hs = engine::ConnectionAccess::handshake(*scene->engine.connection);
        hs.state = info.state;
        handshake::give_up(hs, fail(ErrorCode::internal));
        scene->give({});
        if (const std::string wrong = gave_up(*scene); !wrong.empty()) return wrong;
    }
    return "";
}

/// What went wrong first with this table; empty if nothing.
std::string misbehaviour(Role engine_role, const Table& table) {
    using Check = std::string (*)(Stage&);
    constexpr std::pair<const char*, Check> kChecks[] = {
        {"lives", lives},
        {"waits for the last word", waits_for_the_last_word},
        {"alerts", handles_alerts},
        {"hello requests", ignores_hello_requests},
        {"operations", handles_operations},
        {"memory", fails_in_order},
        {"failures", fails_with_an_alert}};
    std::vector<Stage>& all = stages(engine_role);
    for (Stage& stage : all) {
        stage.config().set_table(engine_role, table);
        if (!stage.config().build(engine_role).ok()) return "no configuration";
    }
    for (const auto& [name, check] : kChecks) {
        for (Stage& stage : all) {
            const std::string wrong = check(stage);
            if (!wrong.empty()) return std::string{name}.append(": ").append(wrong);
        }
    }
    return "";
}

Table table_of(Role engine_role) {
    const auto table =
        engine_role == Role::client ? handshake::client_table() : handshake::server_table();
    return {table.begin(), table.end()};
}

TEST(TableMutation, TheTablesAsTheyAreBehave) {
    for (const Role engine_role : {Role::client, Role::server})
        EXPECT_EQ(misbehaviour(engine_role, table_of(engine_role)), "");
}

TEST(TableMutation, WithoutAnyOneRowSomethingGoesWrong) {
    std::size_t rows = 0;
    std::size_t unnoticed = 0;
    for (const Role engine_role : {Role::client, Role::server}) {
        const Table whole = table_of(engine_role);
        for (std::size_t i = 0; i < whole.size(); ++i) {
            ++rows;
            Table less = whole;
            less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
            if (!misbehaviour(engine_role, less).empty()) continue;
            ++unnoticed;
            ADD_FAILURE() << "nothing noticed that " << whole[i].id << " "
                          << handshake::name_of(whole[i].from) << " on "
                          << handshake::name_of(whole[i].on) << " is missing";
        }
    }
    std::cout << rows << " rows taken out one by one, " << unnoticed << " unnoticed\n";
}

TEST(TableMutation, WithAnyGuardForcedTrueSomethingGoesWrong) {
    std::size_t guards = 0;
    for (const Role engine_role : {Role::client, Role::server}) {
        const Table whole = table_of(engine_role);
        for (std::size_t i = 0; i < whole.size(); ++i) {
            if (whole[i].when.name == "always") continue;
            ++guards;
            Table forced = whole;
            forced[i].when.holds = [](const handshake::Handshake&) { return true; };
            EXPECT_NE(misbehaviour(engine_role, forced), "")
                << whole[i].id << " " << whole[i].when.name;
        }
    }
    std::cout << guards << " guards forced true\n";
}

}  // namespace
}  // namespace vitrine
