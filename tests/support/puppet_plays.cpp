// The honest handshakes of RFC 5246 §7.3 as scripts, and what is done to scripts.
#include <algorithm>
#include <iterator>

#include "support/puppet_script.h"

namespace vitrine::test {

using handshake::Event;
using trace::Role;

namespace {

/// Steps of both ends in the order of the figure; `server` says whose turn the message is.
class Figure {
  public:
    explicit Figure(Role engine_role) : engine_role_(engine_role) {}

    void client(Event event) { add(Role::client, event); }
    void server(Event event) { add(Role::server, event); }
    void add(Role speaker, Event event) {
        script_.push_back(speaker == engine_role_ ? hear(event) : say(event));
    }
    Script finish() {
        script_.push_back(is_connected());
        return script_;
    }

  private:
    Role engine_role_;
    Script script_;
};

// RFC 5246 §7.3 figure 2.
Script abbreviated(Role engine_role) {
    Figure figure{engine_role};
    figure.client(Event::client_hello);
    figure.server(Event::server_hello);
    figure.server(Event::change_cipher_spec);
    figure.server(Event::finished);
    figure.client(Event::change_cipher_spec);
    figure.client(Event::finished);
    return figure.finish();
}

Script steps_before(const Script& script, StepKind kind, Event event) {
    const auto found = std::ranges::find_if(
        script, [&](const Step& step) { return step.kind == kind && step.event == event; });
    return {script.begin(), found};
}

}  // namespace

// RFC 5246 §7.3 figure 1.
Script handshake_of(Role engine_role, const Cast& cast) {
    if (cast.resumes != nullptr) return abbreviated(engine_role);
    const auto kx = handshake::find_suite(cast.suite)->key_exchange;
    Figure figure{engine_role};
    figure.client(Event::client_hello);
    figure.server(Event::server_hello);
    figure.server(Event::certificate);
    if (cast.staple == Staple::sent) figure.server(Event::certificate_status);
    if (handshake::is_ephemeral(kx)) figure.server(Event::server_key_exchange);
    if (cast.asks_client) figure.server(Event::certificate_request);
    figure.server(Event::server_hello_done);
    if (cast.asks_client) figure.client(Event::certificate);
    figure.client(Event::client_key_exchange);
    if (cast.asks_client && !cast.client_identity.empty()) figure.client(Event::certificate_verify);
    figure.client(Event::change_cipher_spec);
    figure.client(Event::finished);
    figure.server(Event::change_cipher_spec);
    figure.server(Event::finished);
    return figure.finish();
}

Script before_saying(const Script& script, Event event) {
    return steps_before(script, StepKind::says, event);
}

Script before_hearing(const Script& script, Event event) {
    return steps_before(script, StepKind::hears, event);
}

Script with(Script script, Event event, const Mistake& mistake) {
    for (Step& step : script) {
        if (step.kind == StepKind::says && step.event == event) step = say(event, mistake);
    }
    return script;
}

Script without(Script script, Event event) {
    std::erase_if(script, [event](const Step& step) {
        return step.kind == StepKind::says && step.event == event;
    });
    return script;
}

Script operator+(Script first, Script second) {
    first.insert(first.end(), std::make_move_iterator(second.begin()),
                 std::make_move_iterator(second.end()));
    return first;
}

Script operator+(Script first, Step second) {
    first.push_back(std::move(second));
    return first;
}

}  // namespace vitrine::test
