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

}  // namespace

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
