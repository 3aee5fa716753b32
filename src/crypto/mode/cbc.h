// Cipher block chaining (SP 800-38A §6.2) over the block ciphers of TLS.
#pragma once

#include <array>

#include "base/bytes.h"
#include "base/result.h"

namespace vitrine::crypto {

struct CbcStream;  // mode/cbc_batch.h

enum class BlockCipherAlg : std::uint8_t {
    aes128,
    aes256,
    des,
    des_ede3,
    camellia128,
    camellia256
};

std::size_t key_len(BlockCipherAlg alg);
/// 16, or 8 for DES and 3DES.
std::size_t block_len(BlockCipherAlg alg);
std::string_view name_of(BlockCipherAlg alg);

inline constexpr std::size_t kMaxCipherBlock = 16;

/// A key made ready for one direction. A value without heap; wiped on destruction.
class CbcKey {
  public:
    static constexpr std::size_t kStateSize = 2048;  ///< the largest: bitsliced round keys
    enum class Use : std::uint8_t { encrypt, decrypt };

    CbcKey(const CbcKey&) = delete;
    CbcKey& operator=(const CbcKey&) = delete;
    CbcKey(CbcKey&& other) noexcept;
    CbcKey& operator=(CbcKey&& other) noexcept;
    ~CbcKey();

    /// Errors: bad_key_length.  `kernel` forces one by name; empty: the best this CPU runs.
    static Result<CbcKey> make(BlockCipherAlg alg,
                               ByteView key,
                               Use use,
                               std::string_view kernel = {});

    /// Works in place on whole blocks. `iv` (one block) becomes the last ciphertext block, ready
    /// for chaining. A `data` that is not whole blocks is our own bug (assert). Secret: key, data.
    /// Public: size.  Leaks: nothing.
    void encrypt(MutByteView iv, MutByteView data) const;
    void decrypt(MutByteView iv, MutByteView data) const;

    [[nodiscard]] BlockCipherAlg alg() const { return alg_; }
    [[nodiscard]] std::string_view kernel() const;

  private:
    friend class CbcHmacPass;  // mode/cbc_hmac.cpp
    friend void cbc_encrypt_batch(const CbcKey& key, std::span<const CbcStream> streams);
    CbcKey(BlockCipherAlg alg, Use use) : alg_(alg), use_(use) {}

    BlockCipherAlg alg_;
    Use use_;
    const struct CbcKernel* kernel_ = nullptr;
    alignas(64) std::array<std::uint8_t, kStateSize> state_{};
};

}  // namespace vitrine::crypto
