// What is known about a failed handshake, what fits, what is excluded: never a cause that was not
// established.
#include <cstdio>
#include <string>

#include "io/terminal.h"
#include "tools/setup.h"

namespace vitrine::tools {

namespace {

using handshake::State;

void line(std::string_view what, std::string_view text) {
    std::fprintf(stderr, "  %-10.*s%.*s\n", static_cast<int>(what.size()), what.data(),
                 static_cast<int>(text.size()), text.data());
}

bool before_server_hello(State state) {
    return state == State::wait_server_hello;
}

void explain_received_alert(AlertDescription alert, State state) {
    if (before_server_hello(state)) {
        line("known", "the alert came right after our ClientHello, before any ServerHello");
        line("peer", "identity not reached: nothing was verified");
    }
    switch (alert) {
        case AlertDescription::handshake_failure:
            if (!before_server_hello(state)) break;
            line("fits",
                 "no cipher suite in common, or none that the server's certificate can serve");
            line("", "no group or signature algorithm in common");
            line("unlikely",
                 "the version: RFC 5246 appendix E asks for protocol_version(70), though some "
                 "servers send 40");
            return;
        case AlertDescription::protocol_version:
            line("fits", "the server speaks none of the versions that we offered");
            line("excluded", "suites and certificates: they were not looked at yet");
            return;
        case AlertDescription::unrecognized_name:
            line("fits", "the server knows no host of the name that we sent");
            return;
        case AlertDescription::unknown_ca:
            line("fits", "the peer does not trust the authority behind our certificate");
            return;
        case AlertDescription::bad_certificate:
        case AlertDescription::certificate_unknown:
        case AlertDescription::certificate_expired:
        case AlertDescription::certificate_revoked:
        case AlertDescription::unsupported_certificate:
            line("fits", "the peer looked at our certificate and did not accept it");
            return;
        case AlertDescription::bad_record_mac:
            line("fits", "the two sides have different keys, or bytes were changed on the way");
            return;
        case AlertDescription::decrypt_error:
            line("fits", "a signature or a Finished of ours did not verify at the peer");
            return;
        default:
            break;
    }
}

}  // namespace

void explain_failure(const engine::Connection& connection, const Error& error) {
    const auto& end = connection.security_state().end;
    const ErrorInfo& what = info(error.code);
    std::string text{"handshake failed"};
    if (end.has_value()) (text += " in state ") += handshake::name_of(end->state);
    (text += ": ") += what.text;
    const io::TextStyle style = io::TextStyle::of(fileno(stderr));
    std::fprintf(stderr, "%s %s\n", style.mark(false).c_str(), text.c_str());
    if (end.has_value() && end->kind == engine::EndKind::alert_received && end->alert.has_value()) {
        std::string alert{"the peer sent alert "};
        ((alert += vitrine::name_of(*end->alert)) += '(') +=
            std::to_string(static_cast<unsigned>(*end->alert));
        line("known", alert + ")");
        explain_received_alert(*end->alert, end->state);
        return;
    }
    line("rule", style.fit(what.source));
    if (error.code == ErrorCode::certificate_untrusted)
        line("fits", "the certificate of its authority is not among those we trust (--ca FILE)");
    if (error.code == ErrorCode::plain_http) line("fits", "this port speaks HTTP without TLS");
}

}  // namespace vitrine::tools
