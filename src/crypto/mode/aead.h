// Authenticated encryption for TLS 1.2 records behind one face (RFC 5116): GCM, CCM,
// ChaCha20-Poly1305. Nonces are 12 bytes; how they are made is the record layer's business
// (record/aead_protection.h).
#pragma once

#include <array>

#include "base/bytes.h"
#include "base/result.h"

namespace vitrine::crypto {

enum class AeadAlg : std::uint8_t {
    aes128_gcm,
    aes256_gcm,
    aes128_ccm,
    aes256_ccm,
    aes128_ccm8,
    aes256_ccm8,
    chacha20_poly1305,
};

inline constexpr std::size_t kAeadNonceLen = 12;

std::size_t key_len(AeadAlg alg);
/// 16, or 8 for the CCM_8 suites.
std::size_t tag_len(AeadAlg alg);
std::string_view name_of(AeadAlg alg);

/// A key made ready, with the kernel that this CPU runs best. A value without heap; wiped on
/// destruction.
class AeadKey {
  public:
    static constexpr std::size_t kStateSize = 1024;  ///< round keys and powers of H

    AeadKey(const AeadKey&) = delete;
    AeadKey& operator=(const AeadKey&) = delete;
    AeadKey(AeadKey&& other) noexcept;
    AeadKey& operator=(AeadKey&& other) noexcept;
    ~AeadKey();

    /// Errors: bad_key_length.  `kernel` forces one by name (tests, benchmarks); empty: the best.
    static Result<AeadKey> make(AeadAlg alg, ByteView key, std::string_view kernel = {});

    /// Encrypts `data` in place and writes tag_len(alg()) bytes to `tag`.
    /// Secret: key, data.  Public: sizes, nonce.  Leaks: nothing.
    void seal(std::span<const std::uint8_t, kAeadNonceLen> nonce,
              ByteView aad,
              MutByteView data,
              MutByteView tag) const;

    /// Checks `tag`, decrypts `data` in place. On failure `data` is wiped.  Errors: not_authentic.
    Status open(std::span<const std::uint8_t, kAeadNonceLen> nonce,
                ByteView aad,
                MutByteView data,
                ByteView tag) const;

    [[nodiscard]] AeadAlg alg() const { return alg_; }
    /// "vaes", "aesni", "portable" ...
    [[nodiscard]] std::string_view kernel() const;

  private:
    explicit AeadKey(AeadAlg alg) : alg_(alg) {}

    AeadAlg alg_;
    const struct AeadKernel* kernel_ = nullptr;
    alignas(64) std::array<std::uint8_t, kStateSize> state_{};
};

}  // namespace vitrine::crypto
