#include <immintrin.h>

#include "crypto/bignum/table_entry.h"

namespace vitrine::crypto::bignum {

namespace {

/// Four words of each of Vectors vectors.
template <std::size_t Vectors>
void pick(std::uint64_t* r,
          const std::uint64_t* table,
          std::size_t entries,
          std::uint64_t index,
          std::size_t width) {
    const __m256i wanted = _mm256_set1_epi64x(static_cast<long long>(index));
    const __m256i one = _mm256_set1_epi64x(1);
    __m256i number = _mm256_setzero_si256();
    __m256i found[Vectors];
    for (__m256i& vector : found) vector = _mm256_setzero_si256();
    for (std::size_t i = 0; i < entries; ++i, table += width) {
        const __m256i here = _mm256_cmpeq_epi64(number, wanted);
        for (std::size_t v = 0; v < Vectors; ++v) {
            const auto* words = reinterpret_cast<const __m256i*>(table + 4 * v);
            found[v] = _mm256_or_si256(found[v], _mm256_and_si256(here, _mm256_loadu_si256(words)));
        }
        number = _mm256_add_epi64(number, one);
    }
    for (std::size_t v = 0; v < Vectors; ++v)
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(r + 4 * v), found[v]);
}

}  // namespace

void table_entry_avx2(std::uint64_t* r,
                      const std::uint64_t* table,
                      std::size_t entries,
                      std::uint64_t index,
                      std::size_t width) {
    std::size_t at = 0;
    for (; at + 32 <= width; at += 32) pick<8>(r + at, table + at, entries, index, width);
    for (; at < width; at += 8) pick<2>(r + at, table + at, entries, index, width);
}

}  // namespace vitrine::crypto::bignum
