// What the engine knows about a failure, in lines on stderr (engine/why.h).
#include "engine/why.h"

#include <unistd.h>

#include <cstdio>
#include <string>

#include "io/terminal.h"
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
}

}  // namespace vitrine::tools
