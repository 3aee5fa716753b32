// The states of both sides, and of what kind each is.
// A state waits for the peer, or sends (event `ready`), or waits for an operation; never two of
// these. Names follow the RFC's figures: what is awaited or sent next. Read next: event.h,
// client_table.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string_view>

namespace vitrine::handshake {

enum class StateKind : std::uint8_t { waits_for_peer, sends, waits_for_operation, final };

enum class State : std::uint8_t {
    // client
    start,
    wait_server_hello,
    wait_certificate,
    verifying_chain,
    wait_status_or_key_exchange,
    wait_status_or_request,
    verifying_status,
    wait_server_key_exchange,
    verifying_params,
    wait_certificate_request,
    wait_server_hello_done,
    send_certificate,
    send_client_key_exchange,
    exchanging_keys,
    send_certificate_verify,
    signing_transcript,
    send_ccs,
    send_finished,
    wait_server_ccs,
    wait_server_finished,
    wait_server_ccs_resumed,
    wait_server_finished_resumed,
    send_ccs_resumed,
    send_finished_resumed,
    // server
    wait_client_hello,
    send_server_hello,
    send_server_certificate,
    send_certificate_status,
    send_server_key_exchange,
    generating_share,
    signing_params,
    send_certificate_request,
    send_server_hello_done,
    wait_client_certificate,
    verifying_client_chain,
    wait_client_key_exchange,
    agreeing_on_premaster,
    wait_certificate_verify,
    verifying_client_signature,
    wait_client_ccs,
    wait_client_finished,
    send_server_ccs,
    send_server_finished,
    send_server_hello_resumed,
    send_server_ccs_resumed,
    send_server_finished_resumed,
    wait_client_ccs_resumed,
    wait_client_finished_resumed,
    // both
    connected,
    wait_close_notify,
    closed,
};

inline constexpr std::size_t kStateCount = static_cast<std::size_t>(State::closed) + 1;

struct StateInfo {
    State state;
    std::string_view name;
    StateKind kind;
};

// clang-format off
inline constexpr StateInfo kStates[] = {
    {State::start,                         "start",                         StateKind::sends},
    {State::wait_server_hello,             "wait_server_hello",             StateKind::waits_for_peer},
    {State::wait_certificate,              "wait_certificate",              StateKind::waits_for_peer},
    {State::verifying_chain,               "verifying_chain",               StateKind::waits_for_operation},
    {State::wait_status_or_key_exchange,   "wait_status_or_key_exchange",   StateKind::waits_for_peer},
    {State::wait_status_or_request,        "wait_status_or_request",        StateKind::waits_for_peer},
    {State::verifying_status,              "verifying_status",              StateKind::waits_for_operation},
    {State::wait_server_key_exchange,      "wait_server_key_exchange",      StateKind::waits_for_peer},
    {State::verifying_params,              "verifying_params",              StateKind::waits_for_operation},
    {State::wait_certificate_request,      "wait_certificate_request",      StateKind::waits_for_peer},
    {State::wait_server_hello_done,        "wait_server_hello_done",        StateKind::waits_for_peer},
    {State::send_certificate,              "send_certificate",              StateKind::sends},
    {State::send_client_key_exchange,      "send_client_key_exchange",      StateKind::sends},
    {State::exchanging_keys,               "exchanging_keys",               StateKind::waits_for_operation},
    {State::send_certificate_verify,       "send_certificate_verify",       StateKind::sends},
    {State::signing_transcript,            "signing_transcript",            StateKind::waits_for_operation},
    {State::send_ccs,                      "send_ccs",                      StateKind::sends},
    {State::send_finished,                 "send_finished",                 StateKind::sends},
    {State::wait_server_ccs,               "wait_server_ccs",               StateKind::waits_for_peer},
    {State::wait_server_finished,          "wait_server_finished",          StateKind::waits_for_peer},
    {State::wait_server_ccs_resumed,       "wait_server_ccs_resumed",       StateKind::waits_for_peer},
    {State::wait_server_finished_resumed,  "wait_server_finished_resumed",  StateKind::waits_for_peer},
    {State::send_ccs_resumed,              "send_ccs_resumed",              StateKind::sends},
    {State::send_finished_resumed,         "send_finished_resumed",         StateKind::sends},
    {State::wait_client_hello,             "wait_client_hello",             StateKind::waits_for_peer},
    {State::send_server_hello,             "send_server_hello",             StateKind::sends},
    {State::send_server_certificate,       "send_server_certificate",       StateKind::sends},
    {State::send_certificate_status,       "send_certificate_status",       StateKind::sends},
    {State::send_server_key_exchange,      "send_server_key_exchange",      StateKind::sends},
    {State::generating_share,              "generating_share",              StateKind::waits_for_operation},
    {State::signing_params,                "signing_params",                StateKind::waits_for_operation},
    {State::send_certificate_request,      "send_certificate_request",      StateKind::sends},
    {State::send_server_hello_done,        "send_server_hello_done",        StateKind::sends},
    {State::wait_client_certificate,       "wait_client_certificate",       StateKind::waits_for_peer},
    {State::verifying_client_chain,        "verifying_client_chain",        StateKind::waits_for_operation},
    {State::wait_client_key_exchange,      "wait_client_key_exchange",      StateKind::waits_for_peer},
    {State::agreeing_on_premaster,         "agreeing_on_premaster",         StateKind::waits_for_operation},
    {State::wait_certificate_verify,       "wait_certificate_verify",       StateKind::waits_for_peer},
    {State::verifying_client_signature,    "verifying_client_signature",    StateKind::waits_for_operation},
    {State::wait_client_ccs,               "wait_client_ccs",               StateKind::waits_for_peer},
    {State::wait_client_finished,          "wait_client_finished",          StateKind::waits_for_peer},
    {State::send_server_ccs,               "send_server_ccs",               StateKind::sends},
    {State::send_server_finished,          "send_server_finished",          StateKind::sends},
    {State::send_server_hello_resumed,     "send_server_hello_resumed",     StateKind::sends},
    {State::send_server_ccs_resumed,       "send_server_ccs_resumed",       StateKind::sends},
    {State::send_server_finished_resumed,  "send_server_finished_resumed",  StateKind::sends},
    {State::wait_client_ccs_resumed,       "wait_client_ccs_resumed",       StateKind::waits_for_peer},
    {State::wait_client_finished_resumed,  "wait_client_finished_resumed",  StateKind::waits_for_peer},
    {State::connected,                     "connected",                     StateKind::waits_for_peer},
    {State::wait_close_notify,             "wait_close_notify",             StateKind::waits_for_peer},
    {State::closed,                        "closed",                        StateKind::final},
};
// clang-format on

constexpr bool states_in_order() {
    for (std::size_t i = 0; i < std::size(kStates); ++i) {
        if (static_cast<std::size_t>(kStates[i].state) != i) return false;
    }
    return std::size(kStates) == kStateCount;
}
static_assert(states_in_order(), "kStates stands in the order of State");

/// Of which of the four kinds a state is.
constexpr StateKind kind_of(State state) {
    return kStates[static_cast<std::size_t>(state)].kind;
}
inline std::string_view name_of(State state) {
    return kStates[static_cast<std::size_t>(state)].name;
}
/// All states in the order of the enum.
inline std::span<const StateInfo> all_states() {
    return kStates;
}

}  // namespace vitrine::handshake
