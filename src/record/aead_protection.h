// GenericAEADCipher (RFC 5246 §6.2.3.3). GCM and CCM (RFC 5288, RFC 6655): a 4-byte salt and an
// explicit nonce of 8 bytes, for which we send the sequence number, so that it cannot repeat.
// ChaCha20-Poly1305 (RFC 7905): a 12-byte IV xor the sequence number, nothing in clear.
#pragma once

#include "base/result.h"
#include "crypto/mode/aead.h"
#include "record/fragment.h"

namespace vitrine::record {

class AeadProtection {
  public:
    AeadProtection(crypto::AeadKey key, const KeyMaterial& keys);

    [[nodiscard]] std::size_t sealed_len(std::size_t plaintext_len) const {
        return explicit_len_ + plaintext_len + tag_len_;
    }
    void seal(const FragmentInfo& info,
              ByteView plaintext,
              MutByteView out,
              FragmentLayout& layout);
    /// Errors: record_not_authentic.
    Result<MutByteView> open(const FragmentInfo& info,
                             MutByteView fragment,
                             FragmentLayout& layout);

  private:
    using Nonce = std::array<std::uint8_t, crypto::kAeadNonceLen>;
    [[nodiscard]] Nonce nonce_for(std::uint64_t sequence) const;

    crypto::AeadKey key_;
    std::size_t explicit_len_;
    std::size_t tag_len_;
    Nonce iv_{};
};

}  // namespace vitrine::record
