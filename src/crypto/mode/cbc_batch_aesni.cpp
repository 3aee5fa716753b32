#include <immintrin.h>

#include "crypto/cipher/aes.h"
#include "crypto/mode/cbc_batch_lanes.h"
#include "crypto/mode/cbc_kernel.h"

namespace vitrine::crypto::cbc_aesni {

namespace {

using aes::kBlock;
using aes::aesni::Key;
using cbc_batch::Lane;
using cbc_batch::shortest;

constexpr std::size_t kLanes = 8;

__m128i load(const std::uint8_t* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}
void store(std::uint8_t* to, __m128i value) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), value);
}

// The first N lanes by `steps` blocks each; none has fewer.
template <std::size_t N>
void run(const Key& key, Lane* lanes, std::size_t steps) {
    __m128i chain[N];
    std::uint8_t* at[N];
    for (std::size_t i = 0; i < N; ++i) {
        chain[i] = load(lanes[i].iv);
        at[i] = lanes[i].data;
    }
    for (std::size_t step = 0; step < steps; ++step) {
        const __m128i first = load(key.round_keys[0]);
        for (std::size_t i = 0; i < N; ++i) {
            chain[i] = _mm_xor_si128(chain[i], _mm_xor_si128(load(at[i]), first));
        }
        for (std::uint32_t r = 1; r < key.rounds; ++r) {
            const __m128i round_key = load(key.round_keys[r]);
            for (std::size_t i = 0; i < N; ++i) chain[i] = _mm_aesenc_si128(chain[i], round_key);
        }
        const __m128i last = load(key.round_keys[key.rounds]);
        for (std::size_t i = 0; i < N; ++i) {
            chain[i] = _mm_aesenclast_si128(chain[i], last);
            store(at[i], chain[i]);
            at[i] += kBlock;
        }
    }
    for (std::size_t i = 0; i < N; ++i) {
        store(lanes[i].iv, chain[i]);
        lanes[i].data = at[i];
        lanes[i].blocks -= steps;
    }
}

void run_some(const Key& key, Lane* lanes, std::size_t active) {
    if (active == 8) {
        run<8>(key, lanes, shortest(lanes, 8));
    } else if (active >= 4) {
        run<4>(key, lanes, shortest(lanes, 4));
    } else if (active >= 2) {
        run<2>(key, lanes, shortest(lanes, 2));
    } else {
        run<1>(key, lanes, lanes[0].blocks);
    }
}

}  // namespace

void encrypt_batch(const std::uint8_t* state, const CbcStream* streams, std::size_t n) {
    const Key& key = *reinterpret_cast<const Key*>(state);
    cbc_batch::for_all<kLanes>(streams, n, kBlock, [&key](Lane* lanes, std::size_t active) {
        run_some(key, lanes, active);
    });
}

}  // namespace vitrine::crypto::cbc_aesni
