#include "handshake/transition.h"
#include "tools/pages.h"

namespace vitrine::pages {

namespace {

using handshake::Transition;

void append_cell(std::string& line, std::string_view text) {
    line.append(" ").append(text).append(" |");
}

std::string row(const Transition& t) {
    std::string line = "|";
    append_cell(line, t.id);
    append_cell(line, name_of(t.from));
    append_cell(line, name_of(t.on));
    append_cell(line, t.when.name);
    append_cell(line, t.run.name);
    append_cell(line, t.sends.name);
    append_cell(line, name_of(t.to));
    append_cell(line, t.source);
    return line + "\n";
}

void append_table(std::string& text, const char* title, std::span<const Transition> table) {
    text.append("\n## ").append(title);
    text.append(
        "\n\n| id | in state | on | when | runs | sends | goes to | source "
        "|\n|---|---|---|---|---|---|---|---|\n");
    for (const Transition& t : table) text += row(t);
}

}  // namespace

Page rules_page() {
    std::string text =
        "# The rules of the state machine\n\n"
        "Made from `src/handshake/client_table.cpp` and `server_table.cpp` by `make_pages`; do not "
        "edit.\n\n"
        "A row says: in this state, on this event, when this holds, run this, send that, go there. "
        "The first row of a\n"
        "state and event whose condition holds is taken. What has no row is refused with "
        "`unexpected_message`. Rows\n"
        "that hold in many states (alerts, closing) stand once for each.\n";
    append_table(text, "Client", handshake::client_table());
    append_table(text, "Server", handshake::server_table());
    return {"rules.md", text};
}

}  // namespace vitrine::pages
