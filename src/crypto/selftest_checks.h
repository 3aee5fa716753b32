// How a known answer is asked for. Read next: selftest_symmetric.cpp, selftest_public_key.cpp.
#pragma once

#include <array>

#include "base/bytes.h"
#include "crypto/selftest.h"
#include "crypto/selftest_answers.h"

namespace vitrine::crypto::selftest {

/// The fields of an answer as bytes.
class Fields {
  public:
    explicit Fields(const KnownAnswer& answer);
    ByteView operator[](std::size_t i) const { return views_[i]; }
    /// False: a field is not hexadecimal, or they are too many bytes.
    [[nodiscard]] bool ok() const { return ok_; }

  private:
    std::array<std::uint8_t, 8192> bytes_;
    std::array<ByteView, 10> views_;
    bool ok_ = true;
};

/// What an answer's kind needs: the name of the kernel that would run now, and the check.
struct Check {
    std::string_view (*kernel)(const KnownAnswer& answer);
    bool (*run)(const KnownAnswer& answer, const Fields& in);
};

/// Both give {null, null} for kinds of the other file.
Check symmetric_check(AnswerKind kind);
Check public_key_check(AnswerKind kind);

/// run_selftest() for other answers than the known ones; leaves the level of VITRINE_CPU changed.
std::vector<SelfTestResult> ask_all(std::span<const KnownAnswer> answers);

}  // namespace vitrine::crypto::selftest
