// TLS 1.0, 1.1 and 1.2 as a server sees them, on one page. How to read a row: client_table.cpp.
// The ids are those of docs/rules.md. The handlers stand in server.cpp in the order of the RFC's
// figure.
#include "handshake/common.h"
#include "handshake/guards.h"
#include "handshake/server.h"
#include "handshake/table_tools.h"

namespace vitrine::handshake {

namespace {

using namespace server;
using enum State;
using on = Event;

// clang-format off
constexpr Transition kRows[] = {
//   id     from                          on                      when                        run                          sends                        to                            source
    {"S2",  wait_client_hello,            on::client_hello,       is_resumption,              on_client_hello,             sent::nothing,               send_server_hello_resumed,    "RFC 5246 §7.3 fig. 2"},
    {"S3",  wait_client_hello,            on::client_hello,       always,                     on_client_hello,             sent::nothing,               send_server_hello,            "RFC 5246 §7.4.1.2"},
    {"S4",  send_server_hello,            on::ready,              always,                     prepare_server_hello,        sent::server_hello,          send_server_certificate,      "RFC 5246 §7.4.1.3"},
    {"S4",  send_server_certificate,      on::ready,              always,                     proceed,                     sent::certificate,           send_certificate_status,      "RFC 5246 §7.4.2"},
    {"S4",  send_certificate_status,      on::ready,              staples_status,             proceed,                     sent::certificate_status,    send_server_key_exchange,     "RFC 6066 §8"},
    {"S4",  send_certificate_status,      on::ready,              always,                     proceed,                     sent::nothing,               send_server_key_exchange,     "RFC 6066 §8"},
    {"S4",  send_server_key_exchange,     on::ready,              key_exchange_is_ephemeral,  begin_key_share,             sent::nothing,               generating_share,             "RFC 5246 §7.4.3"},
    {"S4",  send_server_key_exchange,     on::ready,              always,                     begin_key_share,             sent::nothing,               send_certificate_request,     "RFC 5246 §7.4.3"},
    {"S4",  generating_share,             on::operation_done,     always,                     begin_params_signature,      sent::nothing,               signing_params,               "RFC 5246 §7.4.3"},
    {"S4",  signing_params,               on::operation_done,     always,                     on_params_signed,            sent::server_key_exchange,   send_certificate_request,     "RFC 5246 §7.4.3"},
    {"S4",  send_certificate_request,     on::ready,              asks_for_certificate,       proceed,                     sent::certificate_request,   send_server_hello_done,       "RFC 5246 §7.4.4"},
    {"S4",  send_certificate_request,     on::ready,              always,                     proceed,                     sent::nothing,               send_server_hello_done,       "RFC 5246 §7.4.4"},
    {"S4",  send_server_hello_done,       on::ready,              asks_for_certificate,       proceed,                     sent::server_hello_done,     wait_client_certificate,      "RFC 5246 §7.4.5"},
    {"S4",  send_server_hello_done,       on::ready,              always,                     proceed,                     sent::server_hello_done,     wait_client_key_exchange,     "RFC 5246 §7.4.5"},
    {"S5",  wait_client_certificate,      on::certificate,        client_sent_certificate,    on_client_certificate,       sent::nothing,               verifying_client_chain,       "RFC 5246 §7.4.6"},
    {"S5",  wait_client_certificate,      on::certificate,        always,                     on_client_certificate,       sent::nothing,               wait_client_key_exchange,     "RFC 5246 §7.4.6"},
    {"S5",  verifying_client_chain,       on::operation_done,     always,                     on_client_chain_verified,    sent::nothing,               wait_client_key_exchange,     "RFC 5246 §7.4.6"},
    {"S7",  wait_client_key_exchange,     on::client_key_exchange, always,                    on_client_key_exchange,      sent::nothing,               agreeing_on_premaster,        "RFC 5246 §7.4.7"},
    {"S7",  agreeing_on_premaster,        on::operation_done,     client_sent_certificate,    on_premaster,                sent::nothing,               wait_certificate_verify,      "RFC 5246 §7.4.8"},
    {"S7",  agreeing_on_premaster,        on::operation_done,     always,                     on_premaster,                sent::nothing,               wait_client_ccs,              "RFC 5246 §7.4.7"},
    {"S8",  wait_certificate_verify,      on::certificate_verify, always,                     on_certificate_verify,       sent::nothing,               verifying_client_signature,   "RFC 5246 §7.4.8"},
    {"S8",  verifying_client_signature,   on::operation_done,     always,                     on_client_signature_verified, sent::nothing,              wait_client_ccs,              "RFC 5246 §7.4.8"},
    {"S10", wait_client_ccs,              on::change_cipher_spec, always,                     on_change_cipher_spec,       sent::nothing,               wait_client_finished,         "RFC 5246 §7.1"},
    {"S11", wait_client_finished,         on::finished,           always,                     on_finished,                 sent::nothing,               send_server_ccs,              "RFC 5246 §7.4.9"},
    {"S11", send_server_ccs,              on::ready,              always,                     prepare_keys,                sent::change_cipher_spec,    send_server_finished,         "RFC 5246 §7.1"},
    {"S11", send_server_finished,         on::ready,              always,                     make_finished,               sent::finished,              connected,                    "RFC 5246 §7.4.9"},

    {"S20", send_server_hello_resumed,    on::ready,              always,                     prepare_server_hello,        sent::server_hello,          send_server_ccs_resumed,      "RFC 5246 §7.3 fig. 2"},
    {"S20", send_server_ccs_resumed,      on::ready,              always,                     prepare_keys,                sent::change_cipher_spec,    send_server_finished_resumed, "RFC 5246 §7.3 fig. 2"},
    {"S20", send_server_finished_resumed, on::ready,              always,                     make_finished,               sent::finished,              wait_client_ccs_resumed,      "RFC 5246 §7.3 fig. 2"},
    {"S21", wait_client_ccs_resumed,      on::change_cipher_spec, always,                     on_change_cipher_spec,       sent::nothing,               wait_client_finished_resumed, "RFC 5246 §7.3 fig. 2"},
    {"S22", wait_client_finished_resumed, on::finished,           always,                     on_finished,                 sent::nothing,               connected,                    "RFC 5246 §7.3 fig. 2"},

    {"O1",  connected,                    on::application_data,   always,                     on_application_data,         sent::nothing,               connected,                    "RFC 5246 §10"},
    {"O4",  connected,                    on::client_hello,       always,                     refuse_renegotiation,        sent::no_renegotiation,      connected,                    "RFC 5246 §7.4.1.2"},
    {"O8",  connected,                    on::local_close,        always,                     on_local_close,              sent::close_notify,          wait_close_notify,            "RFC 5246 §7.2.1"},
    {"O9",  wait_close_notify,            on::application_data,   always,                     on_application_data,         sent::nothing,               wait_close_notify,            "RFC 5246 §7.2.1"},
    {"O9",  wait_close_notify,            on::close_notify,       always,                     on_close_notify,             sent::nothing,               closed,                       "RFC 5246 §7.2.1"},
    {"O9",  wait_close_notify,            on::local_close,        always,                     on_local_close,              sent::nothing,               closed,                       "RFC 5246 §7.2.1"},
};

constexpr AnywhereRow kAnywhere[] = {
    {"A1", Anywhere::waiting_states, on::warning_alert, on_warning_alert, sent::nothing,      true,  closed, "RFC 5246 §7.2.2"},
    {"A2", Anywhere::waiting_states, on::fatal_alert,   on_fatal_alert,   sent::nothing,      false, closed, "RFC 5246 §7.2.2"},
    {"A3", Anywhere::waiting_states, on::close_notify,  on_close_notify,  sent::close_notify, false, closed, "RFC 5246 §7.2.1"},
    {"A4", Anywhere::every_state,    on::failure,       on_failure,       sent::fatal_alert,  false, closed, "RFC 5246 §7.2.2"},
    {"A5", Anywhere::resting_states, on::local_close,   on_local_close,   sent::close_notify, false, closed, "RFC 5246 §7.2.1"},
};
// clang-format on

constexpr auto kServerTable =
    tables::expand<tables::count_expanded(kRows, kAnywhere, {})>(kRows, kAnywhere, {}, always);

static_assert(tables::groups_are_sound(kServerTable));
static_assert(tables::kinds_are_kept(kServerTable));
static_assert(tables::every_row_cites(kServerTable));
static_assert(tables::all_reachable(kServerTable, wait_client_hello));
static_assert(tables::only_closed_ends(kServerTable));
static_assert(tables::connected_needs(kServerTable, wait_client_hello, on::change_cipher_spec));
static_assert(tables::connected_needs(kServerTable, wait_client_hello, on::finished));

}  // namespace

std::span<const Transition> server_table() {
    return kServerTable;
}

}  // namespace vitrine::handshake
