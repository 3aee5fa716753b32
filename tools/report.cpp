#include "report.h"

#include <cstdio>

namespace vitrine::tools {

namespace {

bool is_certificate_error(ErrorCode code) {
    return code >= ErrorCode::certificate_malformed && code <= ErrorCode::certificate_limits_exceeded;
}

void print_lines(std::string_view title, const engine::Why::Lines& lines, const io::TextStyle& style) {
    std::string_view shown = title;
    for (const auto& line : lines.view()) {
        std::fprintf(stderr, "  %s %s\n", io::padded(shown, 8).c_str(), style.fit(line.view()).c_str());
        shown = "";
    }
}

}  // namespace

int exit_code_of(const engine::SecurityState& state) {
    if (!state.end.has_value()) return kDone;
    const engine::End& end = *state.end;
    switch (end.kind) {
        case engine::EndKind::clean_close: return kDone;
        case engine::EndKind::truncated:
            return end.error.has_value() && end.error->code == ErrorCode::stream_truncated ? kBroken : kHandshakeFailed;
        default: break;
    }
    if (end.error.has_value() && is_certificate_error(end.error->code)) return kPeerNotAccepted;
    return kHandshakeFailed;
}

void print_why(const engine::Why& why, const io::TextStyle& style) {
    if (why.headline.empty()) return;
    std::fprintf(stderr, "%s %s\n", style.mark(false).c_str(), style.fit(why.headline.view()).c_str());
    print_lines("known", why.known, style);
    print_lines("fits", why.fits, style);
    print_lines("unlikely", why.unlikely, style);
    print_lines("excluded", why.excluded, style);
}

}  // namespace vitrine::tools
