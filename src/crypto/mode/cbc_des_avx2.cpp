// Decryption of 256 blocks at once, on bit planes of a YMM register each (cipher/des_planes.h).

#include <immintrin.h>

#include "crypto/cipher/des_planes.h"
#include "crypto/mode/cbc_des_kernel.h"

namespace vitrine::crypto {

// A register in a class of its own, since the attributes of __m256i do not go into templates.
struct DesPlane256 {
    __m256i bits;

    friend DesPlane256 operator^(DesPlane256 a, DesPlane256 b) {
        return {_mm256_xor_si256(a.bits, b.bits)};
    }
    friend DesPlane256 operator&(DesPlane256 a, DesPlane256 b) {
        return {_mm256_and_si256(a.bits, b.bits)};
    }
    friend DesPlane256 operator|(DesPlane256 a, DesPlane256 b) {
        return {_mm256_or_si256(a.bits, b.bits)};
    }
    DesPlane256 operator~() const { return {_mm256_xor_si256(bits, _mm256_set1_epi64x(-1))}; }
};

template <>
struct des::planes::Ops<DesPlane256> : des::planes::WordOps<DesPlane256> {
    static DesPlane256 all(std::uint64_t mask) {
        return {_mm256_set1_epi64x(static_cast<std::int64_t>(mask))};
    }
    template <int kBy>
    static DesPlane256 left(DesPlane256 x) {
        return {_mm256_slli_epi64(x.bits, kBy)};
    }
    template <int kBy>
    static DesPlane256 right(DesPlane256 x) {
        return {_mm256_srli_epi64(x.bits, kBy)};
    }
};

namespace cbc_des_avx2 {

void decrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n) {
    using Planes = des::planes::Cipher<DesPlane256>;
    constexpr std::size_t kEnough = 8;  // below, the planes of a word cost less
    const des::Key& key = *reinterpret_cast<const des::Key*>(state);
    cbc_des::decrypt_chain<Planes::kBlocks>(iv, data, n,
                                            [&](std::uint8_t* blocks, std::size_t now) {
                                                if (now < kEnough) {
                                                    des::decrypt_blocks(key, blocks, blocks, now);
                                                } else {
                                                    Planes::decrypt(key, blocks, blocks, now);
                                                }
                                            });
}

}  // namespace cbc_des_avx2

}  // namespace vitrine::crypto
