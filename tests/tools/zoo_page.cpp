#include "tools/pages.h"
#include "tools/zoo/specimen.h"

namespace vitrine::pages {

namespace {

/// "validity" of "validity-leaf-expired".
std::string_view family_of(std::string_view name) {
    return name.substr(0, name.find('-'));
}

}  // namespace

Page zoo_page() {
    const std::uint8_t seed = 0;
    std::string text =
        "# The zoo: chains with one thing wrong\n\n"
        "Made from `tools/zoo/` by `make_pages`; do not edit.\n\n"
        "`vitrine cert zoo --out DIR` writes these chains, each into a folder of its own, and "
        "`DIR/expected.tsv`;\n"
        "`vitrine cert zoo --check DIR` verifies them. A chain without fault is root, CA and the "
        "server www.example.test;\n"
        "the others differ from it in what their line says. *Reason* is what `cert verify` gives, "
        "*OpenSSL* what\n"
        "`openssl verify` of OpenSSL 3.0 gives under the same settings, without `X509_V_`; where "
        "the two part,\n"
        "[a decision](decisions/0004-where-openssl-judges-otherwise.md) says why.\n";
    std::string_view family;
    const std::vector<zoo::Specimen> all = zoo::all_specimens({&seed, 1});
    for (const zoo::Specimen& s : all) {
        if (family_of(s.name) != family) {
            family = family_of(s.name);
            text.append("\n## ").append(family);
            text.append("\n\n| chain | reason | OpenSSL | why |\n|---|---|---|---|\n");
        }
        std::string_view theirs{s.openssl};
        if (theirs.starts_with("X509_V_")) theirs.remove_prefix(7);
        text.append("| `").append(s.name).append("` | ").append(s.reason);
        text.append(" | ").append(theirs).append(" | ").append(s.why).append(" |\n");
    }
    return {"zoo.md", text};
}

}  // namespace vitrine::pages
