// AES-NI and SHA-NI side by side. An AES block is a chain of 10 or 14 rounds, a compression one of
// 80 or 64; each instruction of either waits for the one before, and the processor has room for the
// other meanwhile. After every four rounds of the hash stands its share of the AES rounds.

#include <immintrin.h>

#include <utility>

#include "crypto/cipher/aes.h"
#include "crypto/hash/sha1_shani.h"
#include "crypto/hash/sha256_shani.h"
#include "crypto/mode/cbc_hmac_kernel.h"

namespace vitrine::crypto {

namespace {

using aes::kBlock;
using aes::aesni::Key;

constexpr int kBlocks = static_cast<int>(kStitchStep / kBlock);

[[gnu::always_inline]] inline __m128i load(const std::uint8_t* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}
[[gnu::always_inline]] inline void store(std::uint8_t* to, __m128i value) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to), value);
}
[[gnu::always_inline]] inline __m128i round_key(const Key& key, int round) {
    return _mm_load_si128(reinterpret_cast<const __m128i*>(key.round_keys[round]));
}

/// One chain, four blocks a step. The step is cut into kBlocks * kRounds rounds.
template <int kRounds>
struct Encryption {
    const Key& key;
    __m128i chain;
    const std::uint8_t* in;
    std::uint8_t* out;

    template <int kAt>
    [[gnu::always_inline]] void round() {
        constexpr int kBlockAt = kAt / kRounds * static_cast<int>(kBlock);
        constexpr int kRound = kAt % kRounds;
        if constexpr (kRound == 0)
            chain = _mm_xor_si128(chain, _mm_xor_si128(load(in + kBlockAt), round_key(key, 0)));
        if constexpr (kRound + 1 < kRounds) {
            chain = _mm_aesenc_si128(chain, round_key(key, kRound + 1));
        } else {
            chain = _mm_aesenclast_si128(chain, round_key(key, kRounds));
            store(out + kBlockAt, chain);
        }
    }

    /// The rounds that go with group kGroup of kGroups.
    template <int kGroup, int kGroups>
    [[gnu::always_inline]] void share() {
        constexpr int kAll = kBlocks * kRounds;
        constexpr int kFrom = kAll * kGroup / kGroups;
        constexpr int kTo = kAll * (kGroup + 1) / kGroups;
        [&]<int... kAt>(std::integer_sequence<int, kAt...>) {
            (round<kFrom + kAt>(), ...);
        }(std::make_integer_sequence<int, kTo - kFrom>{});
    }

    void next() {
        in += kStitchStep;
        out += kStitchStep;
    }
};

/// Four blocks a step, all of a round at once.
template <int kRounds>
struct Decryption {
    const Key& key;
    __m128i chain;  // the ciphertext block before
    const std::uint8_t* in;
    std::uint8_t* out;
    __m128i state[kBlocks]{};

    template <int kGroup, int kGroups>
    [[gnu::always_inline]] void share() {
        static_assert(kGroups > kRounds);
        if constexpr (kGroup == 0) {
            for (std::size_t i = 0; i < kBlocks; ++i)
                state[i] = _mm_xor_si128(load(in + kBlock * i), round_key(key, 0));
        } else if constexpr (kGroup < kRounds) {
            for (__m128i& block : state) block = _mm_aesdec_si128(block, round_key(key, kGroup));
        } else if constexpr (kGroup == kRounds) {
            finish();
        }
    }

    // From the last block to the first: each still needs the ciphertext before it.
    [[gnu::always_inline]] void finish() {
        const __m128i last = load(in + kStitchStep - kBlock);
        for (std::size_t i = kBlocks; i-- > 0;) {
            const __m128i before = i == 0 ? chain : load(in + kBlock * (i - 1));
            const __m128i plain = _mm_aesdeclast_si128(state[i], round_key(key, kRounds));
            store(out + kBlock * i, _mm_xor_si128(plain, before));
        }
        chain = last;
    }

    void next() {
        in += kStitchStep;
        out += kStitchStep;
    }
};

template <class Hashing, class Cipher>
void run_steps(Hash::State& hash, const StitchRun& run, Cipher& cipher) {
    Hashing rounds(hash);
    for (std::size_t step = 0; step < run.steps; ++step) {
        rounds.load(run.hashed + step * kStitchStep);
        [&]<int... kGroup>(std::integer_sequence<int, kGroup...>) {
            ((rounds.template four_rounds<kGroup>(),
              cipher.template share<kGroup, Hashing::kGroups>()),
             ...);
        }(std::make_integer_sequence<int, Hashing::kGroups>{});
        rounds.add();
        cipher.next();
    }
    rounds.store(hash);
}

template <class Hashing, template <int> class Cipher, int kRounds>
void run_with(const Key& key, std::uint8_t* iv, Hash::State& hash, const StitchRun& run) {
    Cipher<kRounds> cipher{key, load(iv), run.in, run.out};
    run_steps<Hashing>(hash, run, cipher);
    store(iv, cipher.chain);
}

template <class Hashing, template <int> class Cipher>
void run_all(const std::uint8_t* state, std::uint8_t* iv, Hash::State& hash, const StitchRun& run) {
    const Key& key = *reinterpret_cast<const Key*>(state);
    if (key.rounds == 10) {  // public: the key's length
        run_with<Hashing, Cipher, 10>(key, iv, hash, run);
    } else {
        run_with<Hashing, Cipher, 14>(key, iv, hash, run);
    }
}

constexpr cpu::Features kNeeds = cpu::kShaNi | cpu::kAesNi | cpu::kSse41;

}  // namespace

constinit const StitchKernel kStitchSha1Shani{"aesni+shani", kNeeds, HashAlg::sha1,
                                              run_all<sha1_shani::Rounds, Encryption>,
                                              run_all<sha1_shani::Rounds, Decryption>};
constinit const StitchKernel kStitchSha256Shani{"aesni+shani", kNeeds, HashAlg::sha256,
                                                run_all<sha256_shani::Rounds, Encryption>,
                                                run_all<sha256_shani::Rounds, Decryption>};

}  // namespace vitrine::crypto
