// Scalar times point with the vectors of ec_point_ifma.h, for secret digits: every table is read
// whole, what is wanted kept by masks. Twin of ec_multiply.h. For kernel files (*_ifma.cpp) only.
#pragma once

#include "crypto/pk/ec_point_ifma.h"
#include "crypto/pk/ec_vector.h"

namespace vitrine::crypto::ec::vector {

/// Lanes to memory: the number in `lane`.
template <class Fe>
[[gnu::always_inline]] inline void store_lane(const Fe& a,
                                              std::size_t lane,
                                              typename Fe::Shape::Number& number) {
    each<Fe::kLimbs>([&](auto i) __attribute__((always_inline)) {
        alignas(64) std::uint64_t word[8];
        _mm512_store_si512(word, a.limb[i]);
        number.data()[i] = word[lane];
    });
}

/// Seventeen addends, 0 to 16 times a point.
template <class Fe>
struct Multiples {
    Addend<Fe> entry[kVectorEntries + 1];
};

template <class Fe>
[[gnu::always_inline]] inline void fill(Multiples<Fe>& table,
                                        const Across<Fe>& p,
                                        const Across<Fe>& infinity,
                                        const Fe& b) {
    Across<Fe> multiple[kVectorEntries + 1];
    const Vector positive = _mm512_setzero_si512();
    multiple[1] = p;
    table.entry[0] = prepared(infinity, b);
    table.entry[1] = prepared(p, b);
    for (std::size_t i = 2; i <= kVectorEntries; ++i) {
        multiple[i] = i % 2 == 0 ? doubled(multiple[i / 2])
                                 : add(multiple[i - 1], table.entry[1], positive, b);
        table.entry[i] = prepared(multiple[i], b);
    }
}

template <class Fe>
[[gnu::always_inline]] inline Addend<Fe> look_up(const Multiples<Fe>& table,
                                                 std::uint8_t magnitude) {
    const Vector wanted = every_lane(magnitude);
    Fe found = zero<Fe>();
    for (std::size_t e = 0; e <= kVectorEntries; ++e) {
        const __mmask8 here = _mm512_cmpeq_epi64_mask(wanted, every_lane(e));
        found = select(here, table.entry[e].lanes, found);
    }
    return {found};
}

/// digits * p.  Secret: digits.  Leaks: nothing.
template <class Fe>
void multiply_point(const typename Fe::Shape::Point& p,
                    const typename Fe::Shape::Constants& constants,
                    const typename Fe::Shape::Digits& digits,
                    typename Fe::Shape::Point& product) {
    const Fe b = everywhere<Fe>(constants.b);
    const Fe one = everywhere<Fe>(constants.one);
    const Across<Fe> infinity{select(0x0c, one, zero<Fe>())};
    Fe lanes = select(0x03, everywhere<Fe>(p.x), everywhere<Fe>(p.y));
    lanes = with_w(select(0x30, one, lanes), b);
    Multiples<Fe> table;
    fill(table, {lanes}, infinity, b);
    Across<Fe> sum = infinity;
    for (std::size_t i = Fe::Shape::kDigits; i-- > 0;) {
        if (i + 1 != Fe::Shape::kDigits) {  // public: a position
            for (std::size_t j = 0; j < kVectorWidth; ++j) sum = doubled(sum);
        }
        const Addend<Fe> entry = look_up(table, digits.magnitude.data()[i]);
        const Vector negative = every_lane(std::uint64_t{0} - digits.negative.data()[i]);
        sum = add(sum, entry, negative, b);
    }
    const Fe tight = tightened(sum.lanes);
    store_lane(tight, 0, product.x);
    store_lane(tight, 2, product.y);
    store_lane(tight, 4, product.z);
}

[[gnu::always_inline]] inline Vector load_bytes(const std::uint8_t* bytes) {
    return _mm512_cvtepu8_epi64(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(bytes)));
}

/// The entries of eight digits, one a lane, with their signs; anything where a digit is zero.
template <class Fe>
[[gnu::always_inline]] inline AffineAlong<Fe> look_up(const typename Fe::Shape::BaseTable& table,
                                                      const typename Fe::Shape::Digits& digits,
                                                      std::size_t group) {
    constexpr std::size_t kWords = Fe::Shape::kWords;
    const std::size_t first = group * kVectorLanes;
    const Vector magnitude = load_bytes(digits.magnitude.data() + first);
    const Vector negative = load_bytes(digits.negative.data() + first);
    Vector word[2 * kWords];
    clear(word);
    for (std::size_t e = 0; e < kVectorEntries; ++e) {
        const __mmask8 here = _mm512_cmpeq_epi64_mask(magnitude, every_lane(e + 1));
        each<2 * kWords>([&](auto i) __attribute__((always_inline)) {
            word[i] = _mm512_mask_load_epi64(word[i], here, table.word[group][e][i]);
        });
    }
    Vector x[kWords], y[kWords];
    each<kWords>([&](auto i) __attribute__((always_inline)) {
        x[i] = word[i];
        y[i] = word[kWords + i];
    });
    const Fe up = from_words(y, Fe{});
    const __mmask8 down = _mm512_test_epi64_mask(negative, negative);
    return {from_words(x, Fe{}), select(down, tightened(minus(zero<Fe>(), up)), up)};
}

/// digits * G: eight sums side by side, then their sum.  Secret: digits.  Leaks: nothing.
template <class Fe>
void multiply_base(const typename Fe::Shape::BaseTable& table,
                   const typename Fe::Shape::Constants& constants,
                   const typename Fe::Shape::Digits& digits,
                   typename Fe::Shape::Point& product) {
    const Fe b = everywhere<Fe>(constants.b);
    const Fe one = everywhere<Fe>(constants.one);
    const Along<Fe> infinity{zero<Fe>(), one, zero<Fe>()};
    Along<Fe> sum = infinity;
    for (std::size_t group = 0; group < Fe::Shape::kGroups; ++group) {
        const Vector magnitude = load_bytes(digits.magnitude.data() + group * kVectorLanes);
        const __mmask8 some = _mm512_test_epi64_mask(magnitude, magnitude);
        const AffineAlong<Fe> entry = look_up<Fe>(table, digits, group);
        if (group == 0) {  // public: a position
            sum = select(some, {entry.x, entry.y, one}, infinity);
        } else {
            sum = select(some, add(sum, entry, b), sum);
        }
    }
    for (int distance = 4; distance > 0; distance /= 2) {
        const Vector turned = _mm512_xor_si512(lanes_of<0, 1, 2, 3, 4, 5, 6, 7>(),
                                               every_lane(static_cast<std::uint64_t>(distance)));
        sum = add(sum, Along<Fe>{pick(sum.x, turned), pick(sum.y, turned), pick(sum.z, turned)}, b);
    }
    store_lane(sum.x, 0, product.x);
    store_lane(sum.y, 0, product.y);
    store_lane(sum.z, 0, product.z);
}

}  // namespace vitrine::crypto::ec::vector
