#include "tools/pages.h"
#include "x509/lint.h"

namespace vitrine::pages {

Page lint_page() {
    std::string text =
        "# What `vitrine cert show` finds\n\n"
        "Made from the table in `src/x509/lint.cpp` by `make_pages`; do not edit.\n\n"
        "A finding does not make a certificate unacceptable: `cert verify` says whether it is. "
        "*must* and *should*:\n"
        "against the words of the standard for those who issue. *weak*: cryptography that is no "
        "longer enough. The ids stay.\n\n"
        "| id | level | what is wrong | source |\n|---|---|---|---|\n";
    for (const x509::LintRule& rule : x509::lint_rules()) {
        text.append("| `").append(rule.id).append("` | ").append(name_of(rule.level));
        text.append(" | ").append(rule.text).append(" | ").append(rule.source).append(" |\n");
    }
    return {"lint.md", text};
}

}  // namespace vitrine::pages
