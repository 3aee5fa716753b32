// The blocks that CCM adds to a message (RFC 3610 §2.2, §2.3), for the nonces of 12 bytes of RFC
// 6655: L, the length of the length, is 3. Read next: ccm.cpp.
#pragma once

#include "crypto/mode/aead_kernel.h"

namespace vitrine::crypto::ccm {

inline constexpr std::size_t kBlock = 16;
inline constexpr std::size_t kL = 15 - kAeadNonceLen;
static_assert(kL == 3);

/// B_0: flags || nonce || l(m). Flags: 64 * Adata + 8 * ((M - 2) / 2) + (L - 1).
inline void first_block(const AeadMessage& message, std::uint8_t* b0) {
    const std::size_t adata = message.aad.empty() ? 0 : 1;
    b0[0] = static_cast<std::uint8_t>(64 * adata + 8 * ((message.tag_len - 2) / 2) + (kL - 1));
    copy_bytes({message.nonce, kAeadNonceLen}, {b0 + 1, kAeadNonceLen});
    for (unsigned i = 0; i < kL; ++i) {
        b0[kBlock - 1 - i] = static_cast<std::uint8_t>(message.data.size() >> (8 * i));
    }
}

/// A_0: flags || nonce || counter 0. Flags: L - 1.
inline void counter_block(const AeadMessage& message, std::uint8_t* a0) {
    a0[0] = kL - 1;
    copy_bytes({message.nonce, kAeadNonceLen}, {a0 + 1, kAeadNonceLen});
    for (unsigned i = 0; i < kL; ++i) a0[kBlock - 1 - i] = 0;
}

/// The two bytes before the additional data, which records keep below 0xff00 (a TLS record has 13).
inline constexpr std::size_t kAadPrefix = 2;
inline constexpr std::size_t kMaxAad = 0xff00 - 1;

/// What fills the blocks of l(a) || a, given one after another to `absorb`.
template <class Absorb>
void aad_blocks(ByteView aad, Absorb absorb) {
    if (aad.empty()) return;
    std::uint8_t block[kBlock] = {static_cast<std::uint8_t>(aad.size() >> 8),
                                  static_cast<std::uint8_t>(aad.size())};
    std::size_t used = kAadPrefix;
    while (!aad.empty()) {
        const std::size_t now = aad.size() < kBlock - used ? aad.size() : kBlock - used;
        copy_bytes(aad.first(now), MutByteView{block}.subspan(used));
        for (std::size_t i = used + now; i < kBlock; ++i) block[i] = 0;
        absorb(block);
        aad = aad.subspan(now);
        used = 0;
    }
}

}  // namespace vitrine::crypto::ccm
