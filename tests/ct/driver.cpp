#include "ct/driver.h"

#include <valgrind/memcheck.h>
#include <valgrind/valgrind.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

#include "base/cpu.h"

namespace vitrine::ct_run {

namespace {

std::vector<Case>& all_cases() {
    static std::vector<Case> cases;
    return cases;
}

// One line a case: name, findings, what was expected, verdict. Tabs part the columns; run.sh reads
// them.
bool run_case(const Case& c) {
    const unsigned before = VALGRIND_COUNT_ERRORS;
    bool ended = true;
    try {
        c.run();
    } catch (const std::runtime_error& error) {
        std::fprintf(stderr, "%s: %s\n", c.name.c_str(), error.what());
        ended = false;
    }
    const unsigned findings = VALGRIND_COUNT_ERRORS - before;
    const bool good = ended && (c.leaks ? findings > 0 : findings == 0);
    std::printf("case\t%s\t%u\t%s\t%s\n", c.name.c_str(), findings, c.leaks ? "some" : "none",
                good ? "ok" : "WRONG");
    std::fflush(stdout);
    return good;
}

int run_all(std::string_view only) {
    if (RUNNING_ON_VALGRIND == 0) {
        std::fprintf(stderr, "ct_driver finds nothing outside Valgrind; use ./run ct\n");
        return 2;
    }
    if (const char* level = std::getenv("VITRINE_CPU"); level != nullptr && !cpu::limit(level)) {
        std::fprintf(stderr, "VITRINE_CPU: no level %s\n", level);
        return 2;
    }
    bool good = true;
    std::size_t ran = 0;
    for (const Case& c : all_cases()) {
        if (!only.empty() && c.name.find(only) == std::string::npos) continue;
        good = run_case(c) && good;
        ++ran;
    }
    return good && ran > 0 ? 0 : 1;
}

}  // namespace

Group::Group(std::vector<Case> cases) {
    for (Case& c : cases) all_cases().push_back(std::move(c));
}

Bytes public_bytes(std::size_t n, std::uint8_t seed) {
    Bytes bytes(n);
    for (std::size_t i = 0; i < n; ++i)
        bytes[i] = static_cast<std::uint8_t>(seed + 167 * i + (i >> 8));
    return bytes;
}

Bytes secret_bytes(std::size_t n, std::uint8_t seed) {
    Bytes bytes = public_bytes(n, seed);
    ct::poison(bytes.data(), bytes.size());
    return bytes;
}

Status SecretRng::fill(MutByteView out) {
    for (std::uint8_t& byte : out) {
        state_ = state_ * 1664525 + 1013904223;
        byte = static_cast<std::uint8_t>(state_ >> 24);
    }
    ct::poison(out.data(), out.size());
    return done();
}

void require(bool condition, const char* what) {
    if (!condition) throw std::runtime_error(what);
}

}  // namespace vitrine::ct_run

int main(int argc, char** argv) {
    return vitrine::ct_run::run_all(argc > 1 ? argv[1] : "");
}
