// CBC of DES and 3DES on wide registers: how the kernels hold their keys, and their names. The
// readable cipher is cipher/des.cpp; mode/cbc.cpp lists all of them.
#pragma once

#include <algorithm>

#include "base/secret.h"
#include "crypto/cipher/des.h"
#include "crypto/mode/cbc_kernel.h"

namespace vitrine::crypto {

namespace cbc_des {

/// CBC decryption over `decrypt(blocks, n)`, which decrypts up to kAtOnce blocks in place.
template <std::size_t kAtOnce, class Decrypt>
void decrypt_chain(std::uint8_t* iv, std::uint8_t* data, std::size_t n, const Decrypt& decrypt) {
    using des::kBlock;
    alignas(64) std::uint8_t previous[(kAtOnce + 1) * kBlock];  // C(j-1), C(j) ...
    copy_bytes({iv, kBlock}, previous);
    while (n > 0) {
        const std::size_t now = std::min(n, kAtOnce);
        copy_bytes({data, now * kBlock}, MutByteView{previous}.subspan(kBlock));
        decrypt(data, now);
        for (std::size_t i = 0; i < now * kBlock; ++i)
            data[i] = static_cast<std::uint8_t>(data[i] ^ previous[i]);
        std::memmove(previous, previous + now * kBlock, kBlock);
        data += now * kBlock;
        n -= now;
    }
    copy_bytes(ByteView{previous}.first(kBlock), {iv, kBlock});
}

}  // namespace cbc_des

namespace cbc_des_avx2 {

void decrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n);

}  // namespace cbc_des_avx2

namespace cbc_des_vbmi {

void expand_key(ByteView key, CbcKey::Use use, std::uint8_t* state);
void encrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n);
void decrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n);

}  // namespace cbc_des_vbmi

}  // namespace vitrine::crypto
