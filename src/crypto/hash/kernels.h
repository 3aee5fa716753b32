// The compression functions behind Hash: one readable version each, and faster ones beside it.
// A kernel takes whole blocks only; padding is Hash's business.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "base/cpu.h"
#include "crypto/hash/hash.h"

namespace vitrine::crypto {

using Compress = Hash::Compress;

struct HashKernel {
    std::string_view name;
    cpu::Features needs;
    Compress compress;
};

void md5_compress(Hash::State& state, const std::uint8_t* blocks, std::size_t count);
void sha1_compress(Hash::State& state, const std::uint8_t* blocks, std::size_t count);
void sha256_compress(Hash::State& state, const std::uint8_t* blocks, std::size_t count);
void sha512_compress(Hash::State& state, const std::uint8_t* blocks, std::size_t count);
#if defined(__x86_64__)
void sha1_compress_shani(Hash::State& state, const std::uint8_t* blocks, std::size_t count);
void sha256_compress_shani(Hash::State& state, const std::uint8_t* blocks, std::size_t count);
void sha512_compress_avx2(Hash::State& state, const std::uint8_t* blocks, std::size_t count);
void sha512_compress_avx512(Hash::State& state, const std::uint8_t* blocks, std::size_t count);
#endif

/// Eight messages side by side: each state takes `count` blocks of its own.
inline constexpr std::size_t kHashLanes = 8;
struct HashLanes {
    std::array<Hash::State*, kHashLanes> states;
    std::array<const std::uint8_t*, kHashLanes> blocks;
};
using CompressLanes = void (*)(const HashLanes& lanes, std::size_t count);
#if defined(__x86_64__)
void sha1_compress_lanes_avx512(const HashLanes& lanes, std::size_t count);
void sha256_compress_lanes_avx512(const HashLanes& lanes, std::size_t count);
#endif
/// The kernel for lanes that may be used now; null: one after the other is no slower.
CompressLanes compress_lanes_of(HashAlg alg);

/// All kernels of an algorithm, best first; the last runs everywhere.
std::span<const HashKernel> hash_kernels(HashAlg alg);
/// The best that may be used now.
Compress compress_of(HashAlg alg);
/// The state before the first block (FIPS 180-4 §5.3, RFC 1321 §3.3).
Hash::State initial_state(HashAlg alg);
/// Ends the `used` bytes at the front of `blocks` (two blocks of room) as the standards pad a
/// message of `total` bytes: 0x80, zeros, its length in bits. Returns how many blocks that makes, 1
/// or 2. Source  FIPS 180-4 §5.1, RFC 1321 §3.1.
std::size_t pad_message(HashAlg alg, MutByteView blocks, std::size_t used, std::uint64_t total);
/// The first digest_len bytes of a state, in the algorithm's byte order.
void store_state(HashAlg alg, const Hash::State& state, MutByteView out);

}  // namespace vitrine::crypto
