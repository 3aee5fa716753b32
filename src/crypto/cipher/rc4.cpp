#include "crypto/cipher/rc4.h"

#include <utility>

#include "base/secret.h"

namespace vitrine::crypto {

// The key schedule and generator of RC4 as RFC 6229's vectors exercise them.
Rc4Vartime::Rc4Vartime(ByteView key) {
    for (std::size_t i = 0; i < s_.size(); ++i) s_[i] = static_cast<std::uint8_t>(i);
    std::uint8_t j = 0;
    for (std::size_t i = 0; i < s_.size(); ++i) {
        j = static_cast<std::uint8_t>(j + s_[i] + key[i % key.size()]);
        std::swap(s_[i], s_[j]);
    }
}

Rc4Vartime::~Rc4Vartime() {
    wipe(s_);
}

// The next entry at i is read before this one's exchange, which it would wait for; where the
// exchange goes to the same place, it is `a`.
void Rc4Vartime::apply(MutByteView data) {
    const auto after = [](std::uint8_t n) { return static_cast<std::uint8_t>(n + 1); };
    std::uint8_t i = i_;
    std::uint8_t j = j_;
    std::uint8_t a = s_[after(i)];
    for (std::uint8_t& byte : data) {
        i = after(i);
        j = static_cast<std::uint8_t>(j + a);
        const std::uint8_t next = s_[after(i)];
        const std::uint8_t b = s_[j];
        s_[i] = b;
        s_[j] = a;
        byte ^= s_[static_cast<std::uint8_t>(a + b)];
        a = j == after(i) ? a : next;
    }
    i_ = i;
    j_ = j;
}

}  // namespace vitrine::crypto
