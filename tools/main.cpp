// The vitrine command: finds the verb and runs it. What each verb does stands in a file of its name.
#include <csignal>
#include <cstdio>

#include "io/cpu_env.h"
#include "verb.h"

namespace vitrine::tools {

namespace {

void print_overview() {
    std::printf("vitrine: a TLS 1.0-1.2 engine in a glass case\n\nusage: vitrine VERB [options]\n\n");
    for (const Verb& verb : all_verbs()) {
        std::printf("  %-9s %s\n", std::string{verb.name}.c_str(), std::string{verb.summary}.c_str());
    }
    std::printf("  %-9s %s\n\nvitrine help VERB tells more.\n", "help", "this page, or a verb's");
}

const Verb* find(std::string_view name) {
    for (const Verb& verb : all_verbs()) {
        if (verb.name == name) return &verb;
    }
    return nullptr;
}

int help(const Words& words) {
    if (words.empty()) {
        print_overview();
        return kDone;
    }
    const Verb* verb = find(words.front());
    if (verb == nullptr) return usage_error(words.front(), "no such verb");
    std::printf("%s", std::string{verb->help}.c_str());
    return kDone;
}

bool asks_for_help(const Words& words) {
    for (const std::string& word : words) {
        if (word == "--help" || word == "-h") return true;
        if (word == "--") return false;
    }
    return false;
}

int run(Words words) {
    if (words.empty()) {
        print_overview();
        return kUsage;
    }
    const std::string name = words.front();
    words.erase(words.begin());
    if (name == "help" || name == "--help" || name == "-h") return help(words);
    const Verb* verb = find(name);
    if (verb == nullptr) return usage_error(name, "no such verb");
    if (asks_for_help(words)) return help({name});
    return verb->run(words);
}

}  // namespace

int usage_error(std::string_view verb, std::string_view what) {
    const std::string name{verb};
    const bool known = find(verb) != nullptr;
    std::fprintf(stderr, "vitrine %s: %s\ntry: vitrine help%s%s\n", name.c_str(), std::string{what}.c_str(), known ? " " : "",
                 known ? name.c_str() : "");
    return kUsage;
}

int file_error(std::string_view what, std::string_view path, int code) {
    std::fprintf(stderr, "vitrine: %s %s\n", std::string{what}.c_str(), std::string{path}.c_str());
    return code;
}

}  // namespace vitrine::tools

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    if (!vitrine::io::apply_cpu_environment()) {
        std::fprintf(stderr, "vitrine: VITRINE_CPU takes portable, aesni, shani, avx2 or avx512\n");
        return vitrine::tools::kUsage;
    }
    return vitrine::tools::run(vitrine::tools::Words{argv + 1, argv + argc});
}
