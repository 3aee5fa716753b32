// What a stitched kernel is: AES in CBC and the compressions of a hash, side by side on one core.
// Either is a chain of instructions that wait for each other; together they fill the gaps. The
// kernels stand in mode/cbc_hmac_shani.cpp, the table and the callers in mode/cbc_hmac.cpp.
#pragma once

#include "base/cpu.h"
#include "crypto/hash/hash.h"

namespace vitrine::crypto {

/// Bytes that a step takes: a block of the hash and four of AES.
inline constexpr std::size_t kStitchStep = 64;

/// Where a kernel works, `steps` times 64 bytes each.
struct StitchRun {
    const std::uint8_t* hashed;  ///< the blocks that are hashed
    const std::uint8_t* in;      ///< what is encrypted or decrypted ...
    std::uint8_t* out;           ///< ... and where to
    std::size_t steps;
};

/// `key` is the state of a CbcKey whose kernel keeps round keys of AES-NI. `iv` goes on as in
/// CbcKernel, `hash` by a compression a step.
struct StitchKernel {
    std::string_view name;
    cpu::Features needs;
    HashAlg hash;
    /// `out` lies apart from `in` and `hashed`.
    void (*encrypt)(const std::uint8_t* key,
                    std::uint8_t* iv,
                    Hash::State& hash,
                    const StitchRun& run);
    /// `out` is `in`. `hashed` may run through it, at least a step behind.
    void (*decrypt)(const std::uint8_t* key,
                    std::uint8_t* iv,
                    Hash::State& hash,
                    const StitchRun& run);
};

#if defined(__x86_64__)
extern const StitchKernel kStitchSha1Shani;
extern const StitchKernel kStitchSha256Shani;
#endif

}  // namespace vitrine::crypto
