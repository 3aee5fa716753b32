#include "crypto/hash/sha1_shani.h"

#include <utility>

#include "crypto/hash/kernels.h"

namespace vitrine::crypto {

void sha1_compress_shani(Hash::State& state, const std::uint8_t* blocks, std::size_t count) {
    sha1_shani::Rounds rounds(state);
    for (; count > 0; --count, blocks += 64) {
        rounds.load(blocks);
        [&]<int... kIndices>(std::integer_sequence<int, kIndices...>) {
            (rounds.four_rounds<kIndices>(), ...);
        }(std::make_integer_sequence<int, sha1_shani::Rounds::kGroups>{});
        rounds.add();
    }
    rounds.store(state);
}

}  // namespace vitrine::crypto
