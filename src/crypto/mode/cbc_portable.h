// Cipher block chaining, line by line after SP 800-38A §6.2, over any block cipher with the
// functions `encrypt_blocks(key, in, out, n)` and `decrypt_blocks(key, in, out, n)`.
#pragma once

#include "base/secret.h"
#include "crypto/mode/cbc_kernel.h"

namespace vitrine::crypto::cbc_portable {

/// What a block cipher lends: its key, the size of a block, and its functions.
/// `Cipher::Key`, `Cipher::kBlock`, `Cipher::kAtOnce`, `Cipher::expand(key bytes, use, Key&)`,
/// `Cipher::kEncrypt`, `Cipher::kDecrypt`.
template <class Cipher>
struct Mode {
    using Key = typename Cipher::Key;
    static constexpr std::size_t kBlock = Cipher::kBlock;
    static constexpr std::size_t kAtOnce =
        Cipher::kAtOnce;  // decryption has no chain: give the cipher some blocks
    static_assert(sizeof(Key) <= CbcKey::kStateSize && alignof(Key) <= 64);

    static const Key& key_in(const std::uint8_t* state) {
        return *reinterpret_cast<const Key*>(state);
    }

    static void expand_key(ByteView key, CbcKey::Use use, std::uint8_t* state) {
        Cipher::expand(key, use, *reinterpret_cast<Key*>(state));
    }

    // C(j) = CIPH(P(j) + C(j-1)), C(0) = IV
    static void encrypt(const std::uint8_t* state,
                        std::uint8_t* iv,
                        std::uint8_t* data,
                        std::size_t n) {
        const std::uint8_t* previous = iv;
        for (std::size_t j = 0; j < n; ++j, data += kBlock) {
            for (std::size_t i = 0; i < kBlock; ++i) {
                data[i] = static_cast<std::uint8_t>(data[i] ^ previous[i]);
            }
            Cipher::kEncrypt(key_in(state), data, data, 1);
            previous = data;
        }
        if (n > 0) copy_bytes({previous, kBlock}, {iv, kBlock});
    }

    // P(j) = CIPH^-1(C(j)) + C(j-1)
    static void decrypt(const std::uint8_t* state,
                        std::uint8_t* iv,
                        std::uint8_t* data,
                        std::size_t n) {
        std::uint8_t previous[(kAtOnce + 1) * kBlock];  // C(j-1), C(j) ...
        copy_bytes({iv, kBlock}, previous);
        while (n > 0) {
            const std::size_t now = n < kAtOnce ? n : kAtOnce;
            copy_bytes({data, now * kBlock}, MutByteView{previous}.subspan(kBlock));
            Cipher::kDecrypt(key_in(state), data, data, now);
            for (std::size_t i = 0; i < now * kBlock; ++i) {
                data[i] = static_cast<std::uint8_t>(data[i] ^ previous[i]);
            }
            copy_bytes({previous + now * kBlock, kBlock}, previous);
            data += now * kBlock;
            n -= now;
        }
        copy_bytes({previous, kBlock}, {iv, kBlock});
    }

    static constexpr CbcKernel kernel(std::string_view name) {
        return {name, cpu::kBaseline, expand_key, encrypt, decrypt, nullptr};
    }
};

}  // namespace vitrine::crypto::cbc_portable
