// Hashes, block ciphers and AEADs by the kernels that Valgrind cannot run. What is secret is the
// key and the text, one after the other in the buffer.
#include <cstring>

#include "base/ct.h"
#include "crypto/hash/kernels.h"
#include "crypto/mode/aead_kernel.h"
#include "crypto/mode/cbc_des_kernel.h"
#include "crypto/mode/cbc_hmac_kernel.h"
#include "crypto/mode/cbc_kernel.h"
#include "ct/leaky.h"
#include "ct/timing/timing.h"

namespace vitrine::ct_run {
namespace {

using namespace crypto;

template <class T>
void keep(const T& value) {
    asm volatile("" : : "r"(&value) : "memory");
}

#if defined(__x86_64__)

// state and block
template <Compress kCompress>
void compress(std::uint8_t* secret) {
    Hash::State state;
    std::memcpy(&state, secret, sizeof state);
    kCompress(state, secret + sizeof state, 1);
    keep(state);
}
constexpr std::size_t kHashSecret = sizeof(Hash::State) + kMaxBlockLen;

// a block for each lane
template <CompressLanes kCompress>
void compress_lanes(std::uint8_t* secret) {
    static std::array<Hash::State, kHashLanes> states{};
    HashLanes lanes{};
    for (std::size_t i = 0; i < kHashLanes; ++i) {
        lanes.states[i] = &states[i];
        lanes.blocks[i] = secret + 64 * i;
    }
    kCompress(lanes, 1);
    keep(states);
}

constexpr std::size_t kText = 256;

template <auto kExpand, auto kRun, CbcKey::Use kUse, std::size_t kKey, std::size_t kBlock>
void cbc(std::uint8_t* secret) {
    alignas(64) static std::uint8_t state[8192];
    kExpand({secret, kKey}, kUse, state);
    std::uint8_t iv[16] = {};
    kRun(state, iv, secret + kKey, kText / kBlock);
    keep(iv);
}

// eight streams under one key
template <auto kExpand, auto kRun, std::size_t kKey, std::size_t kBlock>
void cbc_batch(std::uint8_t* secret) {
    alignas(64) static std::uint8_t state[8192];
    kExpand({secret, kKey}, CbcKey::Use::encrypt, state);
    static std::uint8_t ivs[8][16];
    std::array<CbcStream, 8> streams;
    for (std::size_t i = 0; i < 8; ++i)
        streams[i] = {{ivs[i], kBlock}, {secret + kKey + kText / 8 * i, kText / 8}};
    kRun(state, streams.data(), streams.size());
    keep(ivs);
}

template <auto kExpand, auto kRun, std::size_t kKey, std::size_t kSize>
void aead(std::uint8_t* secret) {
    alignas(64) static std::uint8_t state[8192];
    static const std::uint8_t nonce[kAeadNonceLen] = {1};
    static const std::uint8_t aad[13] = {2};
    kExpand({secret, kKey}, state);
    std::uint8_t tag[16];
    const AeadMessage message{nonce, aad, {secret + kKey, kSize}, 16};
    kRun(state, message, tag);
    keep(tag);
}

// AES key, state of the hash, text
template <const StitchKernel& kKernel, bool kEncrypts>
void stitched(std::uint8_t* secret) {
    alignas(64) static std::uint8_t state[8192];
    static std::uint8_t out[kText];
    cbc_aesni::expand_key({secret, 16}, kEncrypts ? CbcKey::Use::encrypt : CbcKey::Use::decrypt,
                          state);
    Hash::State hash;
    std::memcpy(&hash, secret + 16, sizeof hash);
    std::uint8_t* text = secret + 16 + sizeof hash;
    std::uint8_t iv[16] = {};
    if (kEncrypts) {
        kKernel.encrypt(state, iv, hash, {text, text, out, kText / kStitchStep});
    } else {
        kKernel.decrypt(state, iv, hash,
                        {text, text + kStitchStep, text + kStitchStep, kText / kStitchStep - 1});
    }
    keep(hash);
}
constexpr std::size_t kStitchSecret = 16 + sizeof(Hash::State) + kText;

constexpr auto kEncrypt = CbcKey::Use::encrypt;
constexpr auto kDecrypt = CbcKey::Use::decrypt;
constexpr cpu::Features kVaesNeeds = cpu::kVaes | cpu::kAvx512 | cpu::kAesNi | cpu::kBmi2Adx;
constexpr cpu::Features kIfmaNeeds = cpu::kIfma | cpu::kAvx512 | cpu::kBmi2Adx;
constexpr cpu::Features kGfniNeeds = cpu::kGfni | cpu::kVbmi | cpu::kAvx512;
constexpr cpu::Features kShaNeeds = cpu::kShaNi | cpu::kAesNi | cpu::kSse41;

const TimedGroup kKernels{{
    {"SHA-1 shani", kShaNeeds, kHashSecret, compress<sha1_compress_shani>},
    {"SHA-256 shani", kShaNeeds, kHashSecret, compress<sha256_compress_shani>},
    {"SHA-512 avx512", cpu::kAvx512 | cpu::kBmi2Adx, kHashSecret, compress<sha512_compress_avx512>},
    {"SHA-1 avx512, eight", cpu::kAvx512, kHashLanes * 64,
     compress_lanes<sha1_compress_lanes_avx512>},
    {"SHA-256 avx512, eight", cpu::kAvx512, kHashLanes * 64,
     compress_lanes<sha256_compress_lanes_avx512>},
    {"Camellia-128-CBC encrypt gfni", kGfniNeeds, 16 + kText,
     cbc<cbc_camellia_gfni::expand_key, cbc_camellia_gfni::encrypt, kEncrypt, 16, 16>},
    {"Camellia-256-CBC decrypt gfni", kGfniNeeds, 32 + kText,
     cbc<cbc_camellia_gfni::expand_key, cbc_camellia_gfni::decrypt, kDecrypt, 32, 16>},
    {"Camellia-128-CBC encrypt gfni, eight", kGfniNeeds, 16 + kText,
     cbc_batch<cbc_camellia_gfni::expand_key, cbc_camellia_gfni::encrypt_batch, 16, 16>},
    {"AES-128-CBC decrypt vaes", kVaesNeeds, 16 + kText,
     cbc<cbc_aesni::expand_key, cbc_vaes::decrypt, kDecrypt, 16, 16>},
    {"AES-256-CBC decrypt vaes", kVaesNeeds, 32 + kText,
     cbc<cbc_aesni::expand_key, cbc_vaes::decrypt, kDecrypt, 32, 16>},
    {"3DES-CBC encrypt vbmi", cpu::kVbmi | cpu::kAvx512, 24 + kText,
     cbc<cbc_des_vbmi::expand_key, cbc_des_vbmi::encrypt, kEncrypt, 24, 8>},
    {"3DES-CBC decrypt vbmi", cpu::kVbmi | cpu::kAvx512, 24 + kText,
     cbc<cbc_des_vbmi::expand_key, cbc_des_vbmi::decrypt, kDecrypt, 24, 8>},
    {"AES-CBC + SHA-1 seal, shani", kShaNeeds, kStitchSecret, stitched<kStitchSha1Shani, true>},
    {"AES-CBC + SHA-1 open, shani", kShaNeeds, kStitchSecret, stitched<kStitchSha1Shani, false>},
    {"AES-CBC + SHA-256 seal, shani", kShaNeeds, kStitchSecret, stitched<kStitchSha256Shani, true>},
    {"AES-CBC + SHA-256 open, shani", kShaNeeds, kStitchSecret,
     stitched<kStitchSha256Shani, false>},
    {"AES-128-GCM seal vaes", kVaesNeeds, 16 + 300,
     aead<gcm_vaes::expand_key, gcm_vaes::seal, 16, 300>},
    {"AES-128-GCM open vaes", kVaesNeeds, 16 + 300,
     aead<gcm_vaes::expand_key, gcm_vaes::open, 16, 300>},
    {"AES-256-GCM seal vaes", kVaesNeeds, 32 + 1024,
     aead<gcm_vaes::expand_key, gcm_vaes::seal, 32, 1024>},
    {"ChaCha20-Poly1305 seal ifma", kIfmaNeeds, 32 + 1100,
     aead<chacha20_poly1305_ifma::expand_key, chacha20_poly1305_ifma::seal, 32, 1100>},
    {"ChaCha20-Poly1305 open ifma", kIfmaNeeds, 32 + 1100,
     aead<chacha20_poly1305_ifma::expand_key, chacha20_poly1305_ifma::open, 32, 1100>},
}};

#endif

std::uint64_t word_of(const std::uint8_t* secret) {
    std::uint64_t word = 0;
    std::memcpy(&word, secret, sizeof word);
    return word;
}

// A division by a secret has its own time on some processors only: not asked for here.
const TimedGroup kControls{{
    {"control: branch", 0, 8,
     [](std::uint8_t* s) { keep(leaky::square_and_multiply(3, word_of(s))); }, true},
    {"control: table lookup", 0, 8,
     [](std::uint8_t* s) {
         keep(leaky::table_lookup(static_cast<std::uint32_t>(word_of(s) % leaky::kTableEntries)));
     },
     true},
    {"control: early-exit compare", 0, 16,
     [](std::uint8_t* s) {
         static const std::uint8_t right[16] = {1};
         keep(leaky::early_exit_equal({s, 16}, right));
     },
     true},
    {"control: secret loop bound", 0, 1, [](std::uint8_t* s) { keep(leaky::loop_bound(s[0])); },
     true},
    {"control: select undone", 0, 8,
     [](std::uint8_t* s) { keep(leaky::undone_select(word_of(s) >> 63, 2, 3)); }, true},
    {"control: early-exit padding", 0, 32,
     [](std::uint8_t* s) {
         for (std::size_t i = 16; i < 32; ++i)
             s[i] = static_cast<std::uint8_t>(s[0] == 1 ? 15 : s[i]);
         keep(leaky::early_exit_padding({s, 32}));
     },
     true},
    {"ct::equal", 0, 16,
     [](std::uint8_t* s) {
         static const std::uint8_t right[16] = {1};
         keep(ct::equal({s, 16}, right).u64());
     }},
}};

}  // namespace
}  // namespace vitrine::ct_run
