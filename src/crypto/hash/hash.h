// The hash functions of TLS 1.0-1.2 behind one face.
// MD5: RFC 1321. SHA-1 and SHA-2: FIPS 180-4, RFC 6234.
// Read next: sha256.cpp (the readable one), sha256_shani.cpp (the fast one), mac/hmac.h.
#pragma once

#include <array>

#include "base/bytes.h"

namespace vitrine::crypto {

enum class HashAlg : std::uint8_t { md5, sha1, sha224, sha256, sha384, sha512 };

inline constexpr std::size_t kMaxDigestLen = 64;
inline constexpr std::size_t kMaxBlockLen = 128;

/// Bytes of output: 16, 20, 28, 32, 48, 64.
std::size_t digest_len(HashAlg alg);
/// Bytes of a block: 64, or 128 for SHA-384 and SHA-512.
std::size_t block_len(HashAlg alg);
/// "MD5", "SHA-1", "SHA-256" ...
std::string_view name_of(HashAlg alg);

/// A hash value or MAC with its length.
struct Digest {
    std::array<std::uint8_t, kMaxDigestLen> bytes{};
    std::uint8_t len = 0;

    [[nodiscard]] ByteView view() const { return ByteView{bytes}.first(len); }
};

/// A running hash. Copyable: a copy is a prefix of the transcript that can go its own way.
class Hash {
  public:
    explicit Hash(HashAlg alg);

    void update(ByteView data);
    /// The hash of everything so far; the running hash itself may go on.
    [[nodiscard]] Digest digest() const;
    [[nodiscard]] HashAlg alg() const { return alg_; }

    // For HMAC's kept midstates and for the constant-time MAC of CBC records (mac/hmac.cpp).
    union State {
        std::array<std::uint32_t, 8> w32;  ///< MD5 uses 4, SHA-1 5, SHA-224/256 8
        std::array<std::uint64_t, 8> w64;  ///< SHA-384/512
    };

    /// Takes in whole blocks (hash/kernels.h).
    using Compress = void (*)(State& state, const std::uint8_t* blocks, std::size_t count);

  private:
    friend class Hmac;

    HashAlg alg_;
    Compress compress_;
    State state_{};
    std::uint64_t total_ = 0;  // bytes hashed; 2^61 are enough for any connection
    std::array<std::uint8_t, kMaxBlockLen> block_{};
};

/// The hash of one byte string.
Digest hash(HashAlg alg, ByteView data);

}  // namespace vitrine::crypto
