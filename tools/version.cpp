// vitrine version: what was built, and what this processor lets it use.
#include <cstdio>

#include "base/cpu.h"
#include "crypto/selftest.h"
#include "io/json_writer.h"
#include "tools/verb.h"

namespace vitrine::tools {

namespace {

constexpr OptionSpec kOptions[] = {{"json", '\0', "", "as JSON"}};

#ifdef __clang__
constexpr const char* kCompiler = "clang " __clang_version__;
#else
constexpr const char* kCompiler = "gcc " __VERSION__;
#endif

int run(const Options& options) {
    if (!options.has("json")) {
        std::printf("vitrine %s (%s)\nprocessor:", VITRINE_VERSION, kCompiler);
        for (unsigned bit = 0; bit < 32; ++bit) {
            const std::string_view name = cpu::name_of(cpu::enabled() & (1u << bit));
            if ((cpu::enabled() & (1u << bit)) != 0)
                std::printf(" %.*s", static_cast<int>(name.size()), name.data());
        }
        std::printf("\n");
        return kDone;
    }
    io::JsonWriter out{2};
    out.begin_object();
    out.member("name", "vitrine");
    out.member("version", VITRINE_VERSION);
    out.member("compiler", kCompiler);
    out.key("protocols");
    out.begin_array();
    for (const char* version : {"TLS 1.0", "TLS 1.1", "TLS 1.2"}) out.text(version);
    out.end_array();
    out.key("cpu");
    out.begin_array();
    for (unsigned bit = 0; bit < 32; ++bit) {
        if ((cpu::enabled() & (1u << bit)) != 0) out.text(cpu::name_of(1u << bit));
    }
    out.end_array();
    out.key("kernels");
    out.begin_object();
    for (const crypto::KernelInUse& row : crypto::kernels_in_use())
        out.member(row.primitive, row.kernel);
    out.end_object();
    out.end_object();
    std::printf("%s\n", out.str().c_str());
    return kDone;
}

}  // namespace

const Verb kVersion{"version", "version, compiler, processor features", "vitrine version --json\n",
                    kOptions, run};

}  // namespace vitrine::tools
