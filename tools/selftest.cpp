// vitrine selftest: every kernel of every primitive, asked for an answer that somebody else
// published.
#include "crypto/selftest.h"

#include <cstdio>

#include "io/json_writer.h"
#include "tools/verb.h"

namespace vitrine::tools {

namespace {

constexpr OptionSpec kOptions[] = {{"json", '\0', "", "as JSON"}};

using crypto::SelfTestResult;

const char* verdict(const SelfTestResult& result) {
    return result.ok ? "ok" : "failed";
}

void print_cell(std::string_view text, std::size_t width) {
    std::printf("%-*.*s", static_cast<int>(width), static_cast<int>(text.size()), text.data());
}

void print_table(const std::vector<SelfTestResult>& results, std::size_t failed) {
    print_cell("PRIMITIVE", 31);
    print_cell("KERNEL", 18);
    print_cell("RESULT", 8);
    std::printf("ANSWER OF\n");
    for (const SelfTestResult& result : results) {
        print_cell(result.primitive, 31);
        print_cell(result.kernel, 18);
        print_cell(verdict(result), 8);
        std::printf("%.*s\n", static_cast<int>(result.source.size()), result.source.data());
    }
    std::printf("%zu passed, %zu failed\n", results.size() - failed, failed);
}

void print_json(const std::vector<SelfTestResult>& results, std::size_t failed) {
    io::JsonWriter out{2};
    out.begin_object();
    out.member("passed", results.size() - failed);
    out.member("failed", failed);
    out.key("results");
    out.begin_array();
    for (const SelfTestResult& result : results) {
        out.begin_object();
        out.member("primitive", result.primitive);
        out.member("kernel", result.kernel);
        out.member("result", verdict(result));
        out.member("answer_of", result.source);
        out.end_object();
    }
    out.end_array();
    out.end_object();
    std::printf("%s\n", out.str().c_str());
}

int run(const Options& options) {
    const std::vector<SelfTestResult> results = crypto::run_selftest();
    std::size_t failed = 0;
    for (const SelfTestResult& result : results) failed += result.ok ? 0 : 1;
    if (options.has("json")) {
        print_json(results, failed);
    } else {
        print_table(results, failed);
    }
    return failed == 0 ? kDone : kDifferent;
}

}  // namespace

const Verb kSelfTest{"selftest", "known answers of every kernel of every primitive",
                     "vitrine selftest\nvitrine selftest --json\n", kOptions, run};

}  // namespace vitrine::tools
