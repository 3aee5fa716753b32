#include "crypto/hash/kernels.h"

#include <cstring>

namespace vitrine::crypto {

namespace {

constexpr HashKernel kMd5[] = {{"portable", cpu::kBaseline, md5_compress}};
constexpr HashKernel kSha1[] = {
#if defined(__x86_64__)
    {"shani", cpu::kShaNi | cpu::kSse41, sha1_compress_shani},
#endif
    {"portable", cpu::kBaseline, sha1_compress}};
constexpr HashKernel kSha256[] = {
#if defined(__x86_64__)
    {"shani", cpu::kShaNi | cpu::kSse41, sha256_compress_shani},
#endif
    {"portable", cpu::kBaseline, sha256_compress}};
constexpr HashKernel kSha512[] = {
#if defined(__x86_64__)
    {"avx512", cpu::kAvx512 | cpu::kBmi2Adx, sha512_compress_avx512},
    {"avx2", cpu::kAvx2 | cpu::kBmi2Adx, sha512_compress_avx2},
#endif
    {"portable", cpu::kBaseline, sha512_compress}};

struct LaneKernel {
    HashAlg alg;
    cpu::Features needs;
    CompressLanes compress;
};
constexpr LaneKernel kLaneKernels[] = {
#if defined(__x86_64__)
    {HashAlg::sha1, cpu::kAvx512 | cpu::kBmi2Adx, sha1_compress_lanes_avx512},
    {HashAlg::sha256, cpu::kAvx512 | cpu::kBmi2Adx, sha256_compress_lanes_avx512},
#endif
    {HashAlg::md5, cpu::kBaseline, nullptr},
};

constexpr std::array<std::uint32_t, 8> kMd5Init = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476,
                                                   0,          0,          0,          0};
constexpr std::array<std::uint32_t, 8> kSha1Init = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476,
                                                    0xc3d2e1f0, 0,          0,          0};
constexpr std::array<std::uint32_t, 8> kSha224Init = {
    0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4};
constexpr std::array<std::uint32_t, 8> kSha256Init = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
constexpr std::array<std::uint64_t, 8> kSha384Init = {
    0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
    0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4};
constexpr std::array<std::uint64_t, 8> kSha512Init = {
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};

void store_be(std::uint32_t word, std::uint8_t* out) {
    for (std::size_t i = 0; i < 4; ++i) out[i] = static_cast<std::uint8_t>(word >> (24 - 8 * i));
}
void store_be(std::uint64_t word, std::uint8_t* out) {
    for (std::size_t i = 0; i < 8; ++i) out[i] = static_cast<std::uint8_t>(word >> (56 - 8 * i));
}
void store_le(std::uint32_t word, std::uint8_t* out) {
    for (std::size_t i = 0; i < 4; ++i) out[i] = static_cast<std::uint8_t>(word >> (8 * i));
}

}  // namespace

std::span<const HashKernel> hash_kernels(HashAlg alg) {
    switch (alg) {
        case HashAlg::md5:
            return kMd5;
        case HashAlg::sha1:
            return kSha1;
        case HashAlg::sha224:
        case HashAlg::sha256:
            return kSha256;
        case HashAlg::sha384:
        case HashAlg::sha512:
            return kSha512;
    }
    return kSha256;
}

Compress compress_of(HashAlg alg) {
    for (const HashKernel& kernel : hash_kernels(alg)) {
        if (cpu::usable(kernel)) return kernel.compress;
    }
    return hash_kernels(alg).back().compress;
}

CompressLanes compress_lanes_of(HashAlg alg) {
    for (const LaneKernel& kernel : kLaneKernels) {
        if (kernel.alg == alg && cpu::usable(kernel)) return kernel.compress;
    }
    return nullptr;
}

Hash::State initial_state(HashAlg alg) {
    Hash::State state{};
    switch (alg) {
        case HashAlg::md5:
            state.w32 = kMd5Init;
            break;
        case HashAlg::sha1:
            state.w32 = kSha1Init;
            break;
        case HashAlg::sha224:
            state.w32 = kSha224Init;
            break;
        case HashAlg::sha256:
            state.w32 = kSha256Init;
            break;
        case HashAlg::sha384:
            state.w64 = kSha384Init;
            break;
        case HashAlg::sha512:
            state.w64 = kSha512Init;
            break;
    }
    return state;
}

std::size_t pad_message(HashAlg alg, MutByteView blocks, std::size_t used, std::uint64_t total) {
    const std::size_t block = block_len(alg);
    const std::size_t length_field = block / 8;
    const std::size_t size = used + 1 + length_field <= block ? block : 2 * block;
    blocks[used] = 0x80;
    std::memset(blocks.data() + used + 1, 0, size - used - 1);
    if (alg == HashAlg::md5) {
        store_le(static_cast<std::uint32_t>(total * 8), blocks.data() + size - 8);
        store_le(static_cast<std::uint32_t>(total >> 29), blocks.data() + size - 4);
    } else {
        store_be(total * 8, blocks.data() + size - 8);
    }
    return size / block;
}

void store_state(HashAlg alg, const Hash::State& state, MutByteView out) {
    if (block_len(alg) == kMaxBlockLen) {
        for (std::size_t i = 0; i < out.size(); i += 8) store_be(state.w64[i / 8], &out[i]);
    } else if (alg == HashAlg::md5) {
        for (std::size_t i = 0; i < out.size(); i += 4) store_le(state.w32[i / 4], &out[i]);
    } else {
        for (std::size_t i = 0; i < out.size(); i += 4) store_be(state.w32[i / 4], &out[i]);
    }
}

}  // namespace vitrine::crypto
