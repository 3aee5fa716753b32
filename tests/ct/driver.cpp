#include "ct/driver.h"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

#include "base/cpu_correction.h"
#include "crypto/selftest.h"
#include "ct/checker.h"

namespace vitrine::ct_run {

namespace {

std::vector<Case>& all_cases() {
    static std::vector<Case> cases;
    return cases;
}

// One line a case: name, findings, what was expected, verdict. Tabs part the columns; run.sh reads
// them.
bool run_case(const Case& c) {
    const bool leaks = c.leaks != LeakKind::none;
    if (leaks && !checker_sees(c.leaks)) {
        std::printf("case\t%s\t-\tsome\tblind\n", c.name.c_str());
        return true;
    }
    const unsigned before = findings();
    bool ended = true;
    try {
        c.run();
    } catch (const std::runtime_error& error) {
        std::fprintf(stderr, "%s: %s\n", c.name.c_str(), error.what());
        ended = false;
    }
    const unsigned found = findings() - before;
    const bool good = ended && (leaks ? found > 0 : found == 0);
    std::printf("case\t%s\t%u\t%s\t%s\n", c.name.c_str(), found, leaks ? "some" : "none",
                good ? "ok" : "WRONG");
    std::fflush(stdout);
    return good;
}

// Known answers first: what stands in for an instruction must compute the same.
bool self_test_passes() {
    const Unwatched testing;
    bool all = true;
    for (const crypto::SelfTestResult& result : crypto::run_selftest()) {
        if (result.ok) continue;
        std::fprintf(stderr, "%.*s (%.*s): wrong answer\n",
                     static_cast<int>(result.primitive.size()), result.primitive.data(),
                     static_cast<int>(result.kernel.size()), result.kernel.data());
        all = false;
    }
    std::printf("case\tknown answers\t%s\tright\t%s\n", all ? "right" : "wrong",
                all ? "ok" : "WRONG");
    return all;
}

int run_all(std::string_view only) {
    if (!checker_watches()) {
        std::fprintf(stderr, "ct_driver finds nothing without its checker; use ./run ct\n");
        return 2;
    }
    if (const char* level = std::getenv("VITRINE_CPU"); level != nullptr && !cpu::limit(level)) {
        std::fprintf(stderr, "VITRINE_CPU: no level %s\n", level);
        return 2;
    }
    cpu::correct(hidden_features(), refused_features());
    bool good = self_test_passes();
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
