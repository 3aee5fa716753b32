// The constant-time run: each case marks its secrets as undefined memory and calls a primitive
// under a checker (checker.h), which then reports every branch and every address that depends on
// them. A case expects no report, or, for a control that leaks on purpose in a way that this
// checker can see, at least one.
//
//     const ct_run::Group kHmac{{"hmac-sha256", [] {
//         ct_run::Secret<32> key;                       // filled and poisoned
//         ct_run::Bytes data = ct_run::secret_bytes(100);
//         ct_run::keep(crypto::HmacKey(crypto::HashAlg::sha256, key).mac(data));
//     }}};
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/ct.h"
#include "base/rng.h"
#include "ct/checker.h"

namespace vitrine::ct_run {

struct Case {
    std::string name;
    std::function<void()> run;
    LeakKind leaks = LeakKind::none;  ///< a control, or a cipher that leaks by nature
};

/// A static Group adds a file's cases.
class Group {
  public:
    explicit Group(std::vector<Case> cases);
};

using Bytes = std::vector<std::uint8_t>;

/// n bytes that are the same in every run, and the same marked as secret.
Bytes public_bytes(std::size_t n, std::uint8_t seed = 1);
Bytes secret_bytes(std::size_t n, std::uint8_t seed = 1);

/// Marks what an object holds as secret, or a result as public again.
template <class T>
void poison(T& object) {
    ct::poison(&object, sizeof object);
}
template <class T>
void keep(const T& object) {
    ct::unpoison(&object, sizeof object);
    asm volatile("" : : "r"(&object) : "memory");
}
inline void keep(const Bytes& bytes) {
    ct::unpoison(bytes.data(), bytes.size());
}

/// Random bytes that are secret to the checker, the same in every run.
class SecretRng final : public Rng {
  public:
    explicit SecretRng(std::uint32_t seed = 1) : state_(seed) {}
    Status fill(MutByteView out) override;

  private:
    std::uint32_t state_;
};

/// Ends the case as failed, with a message: a case whose set-up fails has checked nothing.
void require(bool condition, const char* what);

}  // namespace vitrine::ct_run
