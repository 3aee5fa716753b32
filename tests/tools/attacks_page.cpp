#include "io/attacks.h"
#include "tools/pages.h"

namespace vitrine::pages {

namespace {

/// The words of a list, in code quotes.
void append_quoted(std::string& text, std::string_view list) {
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(' '), list.size());
        text.append(" `").append(list.substr(0, end)).append("`");
        list.remove_prefix(std::min(end + 1, list.size()));
    }
}

void append_attack(std::string& text, const io::Attack& attack) {
    text.append("\n## ").append(attack.id).append(": ").append(attack.name).append("\n\n");
    std::string when{attack.year};
    if (!when.empty() && !attack.cves.empty()) when += ". ";
    when += attack.cves;
    if (!when.empty()) text.append(when).append(".\n\n");
    text.append(attack.exploits).append("\n\n*Here*: ").append(attack.counter);
    text.append("\n\n*Shown by*:");
    append_quoted(text, attack.tests);
    text += "\n";
}

}  // namespace

Page attacks_page() {
    std::string text =
        "# Attacks, and what counters them here\n\n"
        "Made from `src/io/attacks.cpp` by `make_pages`; do not edit. `vitrine explain "
        "CVE-2014-0224` (or a name, or a "
        "number) tells one. A test named `Suite.Name` runs with `build/bin/...` under that filter; "
        "`zoo:NAME` is a "
        "chain of `vitrine cert zoo`.\n";
    for (const io::Attack& attack : io::all_attacks()) append_attack(text, attack);
    return {"attacks.md", text};
}

}  // namespace vitrine::pages
