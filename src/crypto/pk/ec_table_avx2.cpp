#include <immintrin.h>

#include "crypto/pk/ec_table.h"

namespace vitrine::crypto::ec {

namespace {

template <std::size_t Vectors>
void pick(const std::uint64_t* table,
          std::size_t count,
          std::uint64_t magnitude,
          std::uint64_t* entry) {
    const __m256i wanted = _mm256_set1_epi64x(static_cast<long long>(magnitude));
    const __m256i one = _mm256_set1_epi64x(1);
    __m256i number = one;
    __m256i found[Vectors];
    for (__m256i& vector : found) vector = _mm256_setzero_si256();
    for (std::size_t i = 0; i < count; ++i) {
        const __m256i here = _mm256_cmpeq_epi64(number, wanted);
        const auto* words = reinterpret_cast<const __m256i*>(table + 4 * Vectors * i);
        for (std::size_t j = 0; j < Vectors; ++j) {
            const __m256i kept = _mm256_and_si256(here, _mm256_loadu_si256(words + j));
            found[j] = _mm256_or_si256(found[j], kept);
        }
        number = _mm256_add_epi64(number, one);
    }
    auto* out = reinterpret_cast<__m256i*>(entry);
    for (std::size_t j = 0; j < Vectors; ++j) _mm256_storeu_si256(out + j, found[j]);
}

}  // namespace

void table_entry_of_8(const std::uint64_t* table,
                      std::size_t count,
                      std::uint64_t magnitude,
                      std::uint64_t* entry) {
    pick<2>(table, count, magnitude, entry);
}

void table_entry_of_12(const std::uint64_t* table,
                       std::size_t count,
                       std::uint64_t magnitude,
                       std::uint64_t* entry) {
    pick<3>(table, count, magnitude, entry);
}

}  // namespace vitrine::crypto::ec
