// Poly1305 in eight lanes by AVX-512 IFMA, for chacha20_poly1305_ifma.cpp alone. Lane k gathers
// every eighth block:  H = H r^8 + blocks,  and at the end each lane meets the power of r that its
// block still lacks.
#pragma once

#include <immintrin.h>

#include "crypto/mac/poly1305_44.h"

namespace vitrine::crypto::poly1305_44 {
namespace {

inline constexpr std::size_t kLanesBytes = 128;

class Lanes {
  public:
    /// Goes on from `scalar`, whose h is in lane 0 beside the first block.
    explicit Lanes(const State& scalar) {
        Number power[9];  // r^1 ... r^8
        power[1] = scalar.r;
        for (unsigned i = 2; i <= 4; ++i) power[i] = product(power[i / 2], power[i - i / 2]);
        for (unsigned i = 5; i <= 8; ++i) power[i] = product(power[4], power[i - 4]);
        for (unsigned i = 0; i < 3; ++i) {
            h_[i] =
                _mm512_zextsi128_si512(_mm_cvtsi64_si128(static_cast<long long>(scalar.h.x[i])));
            step_.limb[i] = _mm512_set1_epi64(static_cast<long long>(power[8].x[i]));
            // the lanes hold blocks 0 4 1 5 2 6 3 7, as unpacking leaves them
            last_.limb[i] = _mm512_set_epi64(
                static_cast<long long>(power[1].x[i]), static_cast<long long>(power[5].x[i]),
                static_cast<long long>(power[2].x[i]), static_cast<long long>(power[6].x[i]),
                static_cast<long long>(power[3].x[i]), static_cast<long long>(power[7].x[i]),
                static_cast<long long>(power[4].x[i]), static_cast<long long>(power[8].x[i]));
        }
        step_.set_multiples();
        last_.set_multiples();
    }

    /// Eight blocks.
    void absorb(const std::uint8_t* p) {
        if (!first_) multiply(step_);
        first_ = false;
        const __m512i a = _mm512_loadu_si512(p);
        const __m512i b = _mm512_loadu_si512(p + 64);
        const __m512i low = _mm512_unpacklo_epi64(a, b);
        const __m512i high = _mm512_unpackhi_epi64(a, b);
        const __m512i mask = _mm512_set1_epi64(kLimb);
        const __m512i mid =
            _mm512_or_si512(_mm512_srli_epi64(low, 44), _mm512_slli_epi64(high, 20));
        h_[0] = _mm512_add_epi64(h_[0], _mm512_and_si512(low, mask));
        h_[1] = _mm512_add_epi64(h_[1], _mm512_and_si512(mid, mask));
        h_[2] = _mm512_add_epi64(
            h_[2], _mm512_or_si512(_mm512_srli_epi64(high, 24), _mm512_set1_epi64(1LL << 40)));
    }

    /// The sum of the lanes, back in one number.
    Number finish() {
        multiply(last_);
        Number sum{};
        for (unsigned i = 0; i < 3; ++i) {
            sum.x[i] = static_cast<std::uint64_t>(_mm512_reduce_add_epi64(h_[i]));
        }
        sum.x[1] += sum.x[0] >> 44, sum.x[0] &= kLimb;
        sum.x[2] += sum.x[1] >> 44, sum.x[1] &= kLimb;
        sum.x[0] += 5 * (sum.x[2] >> 42), sum.x[2] &= kTopLimb;
        return sum;
    }

  private:
    struct Factor {
        __m512i limb[3];
        __m512i times20[3];

        void set_multiples() {  // 20 = 16 + 4
            for (unsigned i = 1; i < 3; ++i) {
                times20[i] =
                    _mm512_add_epi64(_mm512_slli_epi64(limb[i], 4), _mm512_slli_epi64(limb[i], 2));
            }
        }
    };

    // The multiplier gives a product's low 52 bits and its high ones; these weigh 2^52 = 2^44 *
    // 2^8.
    void multiply(const Factor& f) {
        const __m512i* r = f.limb;
        const __m512i* s = f.times20;
        const __m512i zero = _mm512_setzero_si512();
        const auto low = [](__m512i sum, __m512i a, __m512i b) {
            return _mm512_madd52lo_epu64(sum, a, b);
        };
        const auto high = [](__m512i sum, __m512i a, __m512i b) {
            return _mm512_madd52hi_epu64(sum, a, b);
        };
        __m512i low0 = low(low(low(zero, h_[2], s[1]), h_[1], s[2]), h_[0], r[0]);
        __m512i low1 = low(low(low(zero, h_[2], s[2]), h_[1], r[0]), h_[0], r[1]);
        __m512i low2 = low(low(low(zero, h_[2], r[0]), h_[1], r[1]), h_[0], r[2]);
        const __m512i high0 = high(high(high(zero, h_[2], s[1]), h_[1], s[2]), h_[0], r[0]);
        const __m512i high1 = high(high(high(zero, h_[2], s[2]), h_[1], r[0]), h_[0], r[1]);
        const __m512i high2 = high(high(high(zero, h_[2], r[0]), h_[1], r[1]), h_[0], r[2]);

        const __m512i mask = _mm512_set1_epi64(kLimb);
        const __m512i top_mask = _mm512_set1_epi64(kTopLimb);
        low1 = _mm512_add_epi64(
            low1, _mm512_add_epi64(_mm512_srli_epi64(low0, 44), _mm512_slli_epi64(high0, 8)));
        low2 = _mm512_add_epi64(
            low2, _mm512_add_epi64(_mm512_srli_epi64(low1, 44), _mm512_slli_epi64(high1, 8)));
        // 2^130 weighs 5; the high bits of the top limb weigh 2^140
        const __m512i out =
            _mm512_add_epi64(_mm512_srli_epi64(low2, 42), _mm512_slli_epi64(high2, 10));
        low0 = _mm512_add_epi64(_mm512_and_si512(low0, mask),
                                _mm512_add_epi64(out, _mm512_slli_epi64(out, 2)));
        h_[0] = _mm512_and_si512(low0, mask);
        h_[1] = _mm512_add_epi64(_mm512_and_si512(low1, mask), _mm512_srli_epi64(low0, 44));
        h_[2] = _mm512_and_si512(low2, top_mask);
    }

    __m512i h_[3];
    Factor step_{};
    Factor last_{};
    bool first_ = true;
};

}  // namespace
}  // namespace vitrine::crypto::poly1305_44
