// vitrine VERB [options]: finds the verb and runs it. What a verb does stands in the file of its
// name.
#include <algorithm>
#include <cstdio>
#include <span>
#include <string>

#include "io/cpu_env.h"
#include "tools/print.h"
#include "tools/verb.h"

namespace vitrine::tools {

namespace {

constexpr const Verb* kVerbs[] = {
    &kDemo,  &kConnect, &kServe, &kDiagram, &kCiphers,   &kExplain,  &kCert,   &kKey,
    &kBench, &kInterop, &kX509,  &kAsn1,    &kAsn1Parse, &kSelfTest, &kVerify, &kVersion,
};

const Verb* find_verb(std::string_view name) {
    for (const Verb* verb : kVerbs) {
        if (verb->name == name) return verb;
    }
    return nullptr;
}

int help() {
    print("vitrine: TLS 1.0 to 1.2 in a glass case\n\n");
    for (const Verb* verb : kVerbs) {
        std::string line{"  "};
        line += verb->name;
        line.append(line.size() < 14 ? 14 - line.size() : 1, ' ');
        (line += verb->summary) += '\n';
        print(line);
    }
    print(
        "\nvitrine help VERB shows examples and options. Exit codes: 0 done, 2 usage, 35 handshake "
        "failed,\n"
        "56 connection broke, 60 peer's certificate not accepted; the others are curl's.\n");
    return kDone;
}

int help(const Verb& verb) {
    print(verb.examples);
    print("\n");
    for (const OptionSpec& option : verb.options) {
        std::string line{"  "};
        if (option.letter != '\0') ((line += '-') += option.letter) += ", ";
        (line += "--") += option.name;
        if (!option.value.empty()) (line += ' ') += option.value;
        line.append(line.size() < 30 ? 30 - line.size() : 1, ' ');
        (line += option.help) += '\n';
        print(line);
    }
    return kDone;
}

bool asks_for_help(std::string_view word) {
    return word == "--help" || word == "-h";
}

int run_verb(const Verb& verb, std::span<char* const> words) {
    if (std::ranges::any_of(words, asks_for_help)) return help(verb);
    if (!io::apply_cpu_environment()) return complain(kCannotStart, "VITRINE_CPU", "no such level");
    const auto options = Options::parse(verb.options, words);
    return options.has_value() ? verb.run(*options) : static_cast<int>(kUsage);
}

int run(std::span<char* const> words) {
    if (words.empty()) {
        help();
        return kUsage;
    }
    std::string_view name = words.front();
    if (name == "--version") name = "version";
    const bool help_wanted = name == "help" || asks_for_help(name);
    if (help_wanted && words.size() == 1) return help();
    if (help_wanted) name = words[1];
    const Verb* verb = find_verb(name);
    if (verb == nullptr) return complain(kUsage, name, "no such verb; see vitrine help");
    return help_wanted ? help(*verb) : run_verb(*verb, words.subspan(1));
}

}  // namespace

}  // namespace vitrine::tools

int main(int argc, char** argv) {
    return vitrine::tools::run({argv + 1, static_cast<std::size_t>(argc > 0 ? argc - 1 : 0)});
}
