// Every event that the tables do not have is refused: in each state that waits for the peer, under
// the keys that are right there, with unexpected_message on the wire and closed after it. Each
// message is said twice over: as an honest peer would fill it, and empty.
#include <gtest/gtest.h>

#include <iostream>
#include <set>
#include <string>

#include "handshake/transition.h"
#include "support/puppet_stage.h"

namespace vitrine {
namespace {

using namespace test;
using handshake::Event;
using handshake::State;
using record::ProtocolVersion;
using trace::Role;

struct Play {
    Cast cast;
    bool resumes = false;
};

const Play kPlays[] = {
    {{.suite = "ECDHE-RSA-AES128-GCM-SHA256"}, false},
    {{.suite = "AES128-SHA"}, false},
    {{.suite = "ECDHE-ECDSA-AES128-GCM-SHA256",
      .asks_client = true,
      .client_identity = "client-ec"},
     false},
    {{.suite = "AES128-GCM-SHA256", .asks_client = true}, false},
    {{.suite = "ECDHE-RSA-AES128-GCM-SHA256"}, true},
    {{.suite = "ECDHE-RSA-AES128-GCM-SHA256", .staple = Staple::sent}, false},
    {{.suite = "AES128-SHA", .staple = Staple::sent}, false},
    {{.version = ProtocolVersion::tls11,
      .suite = "DHE-RSA-AES128-SHA",
      .asks_client = true,
      .client_identity = "client-rsa"},
     false},
    {{.version = ProtocolVersion::tls11, .suite = "ECDHE-ECDSA-AES128-SHA"}, true},
    {{.version = ProtocolVersion::tls10, .suite = "AES128-SHA"}, false},
    {{.version = ProtocolVersion::tls10, .suite = "ECDHE-RSA-AES256-SHA"}, true},
    {{.version = ProtocolVersion::tls10,
      .suite = "DHE-RSA-AES128-SHA",
      .asks_client = true,
      .client_identity = "client-ec"},
     false},
};

/// The honest steps, and what comes after them: the engine says close_notify and waits.
Script script_of(const Stage& stage) {
    return stage.script() +
           Script{engine_closes(), hear(Event::close_notify), say(Event::application_data)};
}

const Mistake kEmptyBody{.name = "with an empty body", .body = [](Bytes& body) { body.clear(); }};

class Tally {
  public:
    /// All events that the table refuses in the state that the engine is in after `honest`.
    void refuse_all(Stage& stage, const Script& honest) {
        const auto here = stage.begin();
        ASSERT_EQ(run(*here, honest), "");
        const auto& hs = here->engine.connection->handshake();
        if (handshake::kind_of(hs.state) != handshake::StateKind::waits_for_peer) return;
        for (std::size_t e = 0; e < handshake::kEventCount; ++e) {
            const auto event = static_cast<Event>(e);
            if (!handshake::is_from_peer(event)) continue;
            if (!handshake::rows_for(hs.table, hs.state, event).empty()) continue;
            refuse(stage, honest, event, {});
            if (is_handshake_message(event)) refuse(stage, honest, event, {kEmptyBody});
            pairs.insert({hs.state, event});
            states.insert(hs.state);
        }
    }

    std::set<std::pair<State, Event>> pairs;
    std::set<State> states;
    std::size_t said = 0;

  private:
    void refuse(Stage& stage, const Script& honest, Event event, const Mistakes& mistakes) {
        const auto scene = stage.begin();
        EXPECT_EQ(run(*scene, honest + say(event, mistakes) +
                                  refuses(AlertDescription::unexpected_message,
                                          ErrorCode::unexpected_message)),
                  "");
        ++said;
    }
};

TEST(Refusal, EveryEventOutsideTheTableIsAnUnexpectedMessage) {
    Tally tally;
    for (const Play& play : kPlays) {
        for (const Role engine_role : {Role::client, Role::server}) {
            Stage stage{engine_role, play.cast, play.resumes};
            (void)stage.begin();  // so that there is a session to resume
            const Script script = script_of(stage);
            for (std::size_t n = 0; n < script.size(); ++n) {
                const bool turn =
                    script[n].kind == StepKind::says || script[n].words == engine_closes().words;
                if (!turn) continue;  // the engine is waiting where it is the puppet's turn
                tally.refuse_all(stage,
                                 {script.begin(), script.begin() + static_cast<std::ptrdiff_t>(n)});
            }
        }
    }
    // Every waiting state of both tables was visited.
    for (const auto& table : {handshake::client_table(), handshake::server_table()}) {
        for (const handshake::Transition& row : table) {
            if (handshake::kind_of(row.from) != handshake::StateKind::waits_for_peer) continue;
            EXPECT_TRUE(tally.states.contains(row.from))
                << handshake::name_of(row.from) << " was never reached";
        }
    }
    std::cout << "refused " << tally.pairs.size() << " (state, event) pairs in "
              << tally.states.size() << " states, " << tally.said << " times in all\n";
    EXPECT_GE(tally.pairs.size(), 244U);
}

}  // namespace
}  // namespace vitrine
