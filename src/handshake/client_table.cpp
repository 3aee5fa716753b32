// TLS 1.0, 1.1 and 1.2 as a client sees them, on one page.
// A row: in this state, on this event, when this holds — run this, send that, go there. The first
// row of a (from, on) whose condition holds is taken; an event without a row is refused with
// unexpected_message. The ids are those of docs/rules.md. The handlers stand in client.cpp in the
// order of the RFC's figure.
#include "handshake/client.h"
#include "handshake/common.h"
#include "handshake/guards.h"
#include "handshake/table_tools.h"

namespace vitrine::handshake {

namespace {

using namespace client;
using enum State;
using on = Event;

// clang-format off
constexpr Transition kRows[] = {
//   id     from                          on                      when                       run                     sends                        to                            source
    {"C1",  start,                        on::ready,              always,                    begin_hello,            sent::client_hello,          wait_server_hello,            "RFC 5246 §7.4.1.2"},
    {"C4",  wait_server_hello,            on::server_hello,       is_resumption,             on_server_hello,        sent::nothing,               wait_server_ccs_resumed,      "RFC 5246 §7.3 fig. 2"},
    {"C5",  wait_server_hello,            on::server_hello,       always,                    on_server_hello,        sent::nothing,               wait_certificate,             "RFC 5246 §7.3 fig. 1"},
    {"C6",  wait_certificate,             on::certificate,        always,                    on_certificate,         sent::nothing,               verifying_chain,              "RFC 5246 §7.4.2"},
    {"C6",  verifying_chain,              on::operation_done,     status_then_key_exchange,  on_chain_verified,      sent::nothing,               wait_status_or_key_exchange,  "RFC 6066 §8"},
    {"C6",  verifying_chain,              on::operation_done,     status_then_request,       on_chain_verified,      sent::nothing,               wait_status_or_request,       "RFC 6066 §8"},
    {"C6",  verifying_chain,              on::operation_done,     key_exchange_is_ephemeral, on_chain_verified,      sent::nothing,               wait_server_key_exchange,     "RFC 5246 §7.4.3"},
    {"C6",  verifying_chain,              on::operation_done,     always,                    on_chain_verified,      sent::nothing,               wait_certificate_request,     "RFC 5246 §7.4.3"},
    {"C7",  wait_status_or_key_exchange,  on::certificate_status, always,                    on_certificate_status,  sent::nothing,               verifying_status,             "RFC 6066 §8"},
    {"C7",  wait_status_or_request,       on::certificate_status, always,                    on_certificate_status,  sent::nothing,               verifying_status,             "RFC 6066 §8"},
    {"C7",  verifying_status,             on::operation_done,     key_exchange_is_ephemeral, on_status_verified,     sent::nothing,               wait_server_key_exchange,     "RFC 6066 §8"},
    {"C7",  verifying_status,             on::operation_done,     always,                    on_status_verified,     sent::nothing,               wait_certificate_request,     "RFC 6066 §8"},
    {"C8",  wait_status_or_key_exchange,  on::server_key_exchange, always,                   on_server_key_exchange, sent::nothing,               verifying_params,             "RFC 6066 §8"},
    {"C8",  wait_status_or_request,       on::certificate_request, always,                   on_certificate_request, sent::nothing,               wait_server_hello_done,       "RFC 6066 §8"},
    {"C8",  wait_status_or_request,       on::server_hello_done,  always,                    on_server_hello_done,   sent::nothing,               send_certificate,             "RFC 6066 §8"},
    {"C9",  wait_server_key_exchange,     on::server_key_exchange, always,                   on_server_key_exchange, sent::nothing,               verifying_params,             "RFC 5246 §7.4.3"},
    {"C9",  verifying_params,             on::operation_done,     always,                    on_params_verified,     sent::nothing,               wait_certificate_request,     "RFC 5246 §7.4.3"},
    {"C11", wait_certificate_request,     on::certificate_request, always,                   on_certificate_request, sent::nothing,               wait_server_hello_done,       "RFC 5246 §7.4.4"},
    {"C12", wait_certificate_request,     on::server_hello_done,  always,                    on_server_hello_done,   sent::nothing,               send_certificate,             "RFC 5246 §7.4.5"},
    {"C12", wait_server_hello_done,       on::server_hello_done,  always,                    on_server_hello_done,   sent::nothing,               send_certificate,             "RFC 5246 §7.4.5"},
    {"C13", send_certificate,             on::ready,              certificate_was_requested, choose_certificate,     sent::certificate,           send_client_key_exchange,     "RFC 5246 §7.4.6"},
    {"C13", send_certificate,             on::ready,              always,                    choose_certificate,     sent::nothing,               send_client_key_exchange,     "RFC 5246 §7.4.6"},
    {"C13", send_client_key_exchange,     on::ready,              always,                    begin_key_exchange,     sent::nothing,               exchanging_keys,              "RFC 5246 §7.4.7"},
    {"C13", exchanging_keys,              on::operation_done,     always,                    on_keys_exchanged,      sent::client_key_exchange,   send_certificate_verify,      "RFC 5246 §7.4.7"},
    {"C13", send_certificate_verify,      on::ready,              certificate_was_sent,      begin_signature,        sent::nothing,               signing_transcript,           "RFC 5246 §7.4.8"},
    {"C13", send_certificate_verify,      on::ready,              always,                    begin_signature,        sent::nothing,               send_ccs,                     "RFC 5246 §7.4.8"},
    {"C13", signing_transcript,           on::operation_done,     always,                    on_transcript_signed,   sent::certificate_verify,    send_ccs,                     "RFC 5246 §7.4.8"},
    {"C13", send_ccs,                     on::ready,              always,                    prepare_keys,           sent::change_cipher_spec,    send_finished,                "RFC 5246 §7.1"},
    {"C13", send_finished,                on::ready,              always,                    make_finished,          sent::finished,              wait_server_ccs,              "RFC 5246 §7.4.9"},
    {"C15", wait_server_ccs,              on::change_cipher_spec, always,                    on_change_cipher_spec,  sent::nothing,               wait_server_finished,         "RFC 5246 §7.1"},
    {"C16", wait_server_finished,         on::finished,           always,                    on_finished,            sent::nothing,               connected,                    "RFC 5246 §7.4.9"},

    {"C21", wait_server_ccs_resumed,      on::change_cipher_spec, always,                    on_change_cipher_spec,  sent::nothing,               wait_server_finished_resumed, "RFC 5246 §7.3 fig. 2"},
    {"C22", wait_server_finished_resumed, on::finished,           always,                    on_finished,            sent::nothing,               send_ccs_resumed,             "RFC 5246 §7.3 fig. 2"},
    {"C22", send_ccs_resumed,             on::ready,              always,                    prepare_keys,           sent::change_cipher_spec,    send_finished_resumed,        "RFC 5246 §7.3 fig. 2"},
    {"C22", send_finished_resumed,        on::ready,              always,                    make_finished,          sent::finished,              connected,                    "RFC 5246 §7.3 fig. 2"},

    {"O1",  connected,                    on::application_data,   always,                    on_application_data,    sent::nothing,               connected,                    "RFC 5246 §10"},
    {"O2",  connected,                    on::hello_request,      always,                    refuse_hello_request,   sent::no_renegotiation,      connected,                    "RFC 5246 §7.4.1.1"},
    {"O8",  connected,                    on::local_close,        always,                    on_local_close,         sent::close_notify,          wait_close_notify,            "RFC 5246 §7.2.1"},
    {"O9",  wait_close_notify,            on::application_data,   always,                    on_application_data,    sent::nothing,               wait_close_notify,            "RFC 5246 §7.2.1"},
    {"O9",  wait_close_notify,            on::close_notify,       always,                    on_close_notify,        sent::nothing,               closed,                       "RFC 5246 §7.2.1"},
    {"O9",  wait_close_notify,            on::local_close,        always,                    on_local_close,         sent::nothing,               closed,                       "RFC 5246 §7.2.1"},
};

// HelloRequest may come at any time before the server's ChangeCipherSpec and is then ignored (rule C2).
constexpr State kIgnoresHelloRequest[] = {
    wait_server_hello, wait_certificate, wait_status_or_key_exchange, wait_status_or_request,
    wait_server_key_exchange, wait_certificate_request, wait_server_hello_done, wait_server_ccs, wait_server_ccs_resumed,
};

constexpr AnywhereRow kAnywhere[] = {
    {"C2", Anywhere::listed_states,  on::hello_request, ignore_hello_request, sent::nothing,      true,  closed, "RFC 5246 §7.4.1.1"},
    {"A1", Anywhere::waiting_states, on::warning_alert, on_warning_alert,     sent::nothing,      true,  closed, "RFC 5246 §7.2.2"},
    {"A2", Anywhere::waiting_states, on::fatal_alert,   on_fatal_alert,       sent::nothing,      false, closed, "RFC 5246 §7.2.2"},
    {"A3", Anywhere::waiting_states, on::close_notify,  on_close_notify,      sent::close_notify, false, closed, "RFC 5246 §7.2.1"},
    {"A4", Anywhere::every_state,    on::failure,       on_failure,           sent::fatal_alert,  false, closed, "RFC 5246 §7.2.2"},
    {"A5", Anywhere::resting_states, on::local_close,   on_local_close,       sent::close_notify, false, closed, "RFC 5246 §7.2.1"},
};
// clang-format on

constexpr auto kClientTable =
    tables::expand<tables::count_expanded(kRows, kAnywhere, kIgnoresHelloRequest)>(
        kRows, kAnywhere, kIgnoresHelloRequest, always);

static_assert(tables::groups_are_sound(kClientTable));
static_assert(tables::kinds_are_kept(kClientTable));
static_assert(tables::every_row_cites(kClientTable));
static_assert(tables::all_reachable(kClientTable, start));
static_assert(tables::only_closed_ends(kClientTable));
static_assert(tables::connected_needs(kClientTable, start, on::change_cipher_spec));
static_assert(tables::connected_needs(kClientTable, start, on::finished));

}  // namespace

std::span<const Transition> client_table() {
    return kClientTable;
}

}  // namespace vitrine::handshake
