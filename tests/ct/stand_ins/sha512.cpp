// In the MemorySanitizer build, in place of the kernels whose rounds are asm statements, which it
// cannot look into: those of AVX2 run under Valgrind; those of AVX-512 are timed, and their jumps
// are listed.
#include "crypto/hash/kernels.h"

namespace vitrine::crypto {

void sha512_compress_avx2(Hash::State& state, const std::uint8_t* blocks, std::size_t count) {
    sha512_compress(state, blocks, count);
}

void sha512_compress_avx512(Hash::State& state, const std::uint8_t* blocks, std::size_t count) {
    sha512_compress(state, blocks, count);
}

}  // namespace vitrine::crypto
