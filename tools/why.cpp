// What the engine knows about a failure, in lines on stderr (engine/why.h).
#include "engine/why.h"

#include <unistd.h>

#include <cstdio>
#include <string>

#include "io/verdict.h"
#include "tools/setup.h"

namespace vitrine::tools {

namespace {

void print(std::string_view title, const engine::Why::Lines& lines, const io::TextStyle& style) {
    for (const auto& line : lines.view()) {
        (void)std::fprintf(stderr, "  %s %s\n", io::padded(title, 8).c_str(),
                           style.fit(line.view()).c_str());
        title = "";
    }
}

/// The lines behind `title`, in one.
void append(std::string& text, std::string_view title, const engine::Why::Lines& lines) {
    for (const auto& line : lines.view()) {
        if (line.view().starts_with("peer identity")) continue;
        ((text += "; ") += title) += line.view();
        title = "";
    }
}

/// What our verification refused; null if it was not that.
const x509::PathPolicy* policy_of_refusal(const handshake::Handshake& hs) {
    if (hs.operation == nullptr || hs.path_report == nullptr || hs.peer_certificates.empty())
        return nullptr;
    if (const auto* chain = std::get_if<handshake::VerifyChain>(&hs.operation->work))
        return chain->verified.has_value() ? nullptr : &chain->policy;
    const auto* status = std::get_if<handshake::VerifyStatus>(&hs.operation->work);
    return status != nullptr && !hs.status_good ? &status->policy : nullptr;
}

/// Every candidate of the path and why it was dropped, as `cert verify` tells it.
void print_path(const handshake::Handshake& hs, const io::TextStyle& style) {
    const x509::PathPolicy* policy = policy_of_refusal(hs);
    if (policy == nullptr) return;
    const io::VerdictSubject subject{
        hs.peer_certificates.front(), *policy, *hs.path_report, hs.peer_name, {}, {}};
    (void)std::fputs(io::refusal_text(subject, style).c_str(), stderr);
}

}  // namespace

std::string why_in_one_line(const engine::Connection& connection,
                            const std::optional<Error>& error) {
    const engine::Why why = engine::explain(connection);
    std::string text{why.headline.view()};
    if (text.empty()) return error.has_value() ? std::string{info(error->code).text} : text;
    append(text, "", why.known);
    append(text, "fits: ", why.fits);
    return text;
}

void explain_failure(const engine::Connection& connection, const Error& error) {
    const io::TextStyle style = io::TextStyle::of(STDERR_FILENO);
    const engine::Why why = engine::explain(connection);
    if (why.headline.empty()) {  // the transport failed, not the protocol
        (void)std::fprintf(stderr, "%s %s\n", style.mark(false).c_str(),
                           std::string{info(error.code).text}.c_str());
        return;
    }
    (void)std::fprintf(stderr, "%s %s\n", style.mark(false).c_str(),
                       style.fit(why.headline.view()).c_str());
    print("known", why.known, style);
    print("fits", why.fits, style);
    print("unlikely", why.unlikely, style);
    print("excluded", why.excluded, style);
    print_path(connection.handshake(), style);
}

}  // namespace vitrine::tools
