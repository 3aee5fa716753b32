// SHA-1 and SHA-256 of two messages side by side. Each compression is a chain of instructions that
// wait for each other, and the processor has room for a second one meanwhile.

#include <utility>

#include "crypto/hash/kernels.h"
#include "crypto/hash/sha1_shani.h"
#include "crypto/hash/sha256_shani.h"

namespace vitrine::crypto {

namespace {

template <class Rounds>
void compress_pair(const std::array<Hash::State*, 2>& states,
                   const std::array<const std::uint8_t*, 2>& blocks,
                   std::size_t count) {
    Rounds first(*states[0]);
    Rounds second(*states[1]);
    for (std::size_t i = 0; i < count; ++i) {
        first.load(blocks[0] + 64 * i);
        second.load(blocks[1] + 64 * i);
        [&]<int... kIndices>(std::integer_sequence<int, kIndices...>) {
            ((first.template four_rounds<kIndices>(), second.template four_rounds<kIndices>()),
             ...);
        }(std::make_integer_sequence<int, Rounds::kGroups>{});
        first.add();
        second.add();
    }
    first.store(*states[0]);
    second.store(*states[1]);
}

}  // namespace

void sha1_compress_pair_shani(const std::array<Hash::State*, 2>& states,
                              const std::array<const std::uint8_t*, 2>& blocks,
                              std::size_t count) {
    compress_pair<sha1_shani::Rounds>(states, blocks, count);
}

void sha256_compress_pair_shani(const std::array<Hash::State*, 2>& states,
                                const std::array<const std::uint8_t*, 2>& blocks,
                                std::size_t count) {
    compress_pair<sha256_shani::Rounds>(states, blocks, count);
}

}  // namespace vitrine::crypto
