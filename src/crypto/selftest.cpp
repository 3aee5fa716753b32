#include "crypto/selftest.h"

#include <algorithm>

#include "base/cpu.h"
#include "base/hex.h"
#include "crypto/selftest_checks.h"

namespace vitrine::crypto {

namespace selftest {

Fields::Fields(const KnownAnswer& answer) {
    MutByteView room{bytes_};
    for (std::size_t i = 0; i < views_.size(); ++i) {
        const auto written = hex::decode(answer.fields[i], room);
        if (!written.ok()) {
            ok_ = false;
            return;
        }
        views_[i] = room.first(*written);
        room = room.subspan(*written);
    }
}

namespace {

Check check_of(AnswerKind kind) {
    const Check check = symmetric_check(kind);
    return check.run != nullptr ? check : public_key_check(kind);
}

bool seen(const std::vector<SelfTestResult>& results, std::size_t from, std::string_view kernel) {
    return std::any_of(results.begin() + static_cast<std::ptrdiff_t>(from), results.end(),
                       [&](const SelfTestResult& r) { return r.kernel == kernel; });
}

/// An answer at every level of VITRINE_CPU that chooses another kernel.
void ask(const KnownAnswer& answer, std::vector<SelfTestResult>& results) {
    const Check check = check_of(answer.kind);
    const Fields fields(answer);
    const std::size_t from = results.size();
    for (const std::string_view level : cpu::level_names()) {
        cpu::limit(level);
        const std::string_view kernel = check.kernel(answer);
        if (kernel.empty() || seen(results, from, kernel)) continue;
        const bool ok = fields.ok() && check.run(answer, fields);
        results.push_back({answer.primitive, kernel, answer.source, ok});
    }
}

}  // namespace

std::vector<SelfTestResult> ask_all(std::span<const KnownAnswer> answers) {
    std::vector<SelfTestResult> results;
    for (const KnownAnswer& answer : answers) ask(answer, results);
    return results;
}

}  // namespace selftest

std::vector<SelfTestResult> run_selftest() {
    const std::string_view level = cpu::level();
    std::vector<SelfTestResult> results = selftest::ask_all(known_answers());
    cpu::limit(level);
    return results;
}

std::vector<KernelInUse> kernels_in_use() {
    std::vector<KernelInUse> in_use;
    for (const KnownAnswer& answer : known_answers()) {
        const std::string_view kernel = selftest::check_of(answer.kind).kernel(answer);
        const bool again = std::any_of(in_use.begin(), in_use.end(), [&](const KernelInUse& row) {
            return row.primitive == answer.primitive;
        });
        if (!kernel.empty() && !again) in_use.push_back({answer.primitive, kernel});
    }
    return in_use;
}

}  // namespace vitrine::crypto
