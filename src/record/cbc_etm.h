// encrypt_then_mac (RFC 7366 §3): the MAC stands behind the ciphertext and covers it, so that
// nothing is decrypted before it is known to be authentic. Padding oracles and Lucky Thirteen have
// no place to start. For comparison: cbc_hmac.h, where the MAC is inside.
#pragma once

#include "base/result.h"
#include "base/rng.h"
#include "crypto/mac/hmac.h"
#include "crypto/mode/cbc.h"
#include "record/fragment.h"

namespace vitrine::record {

class CbcEtm {
  public:
    CbcEtm(crypto::CbcKey cipher, crypto::HashAlg mac, const KeyMaterial& keys, bool explicit_iv);

    [[nodiscard]] std::size_t sealed_len(std::size_t plaintext_len) const;
    /// Minimal padding. `rng` makes the explicit IV.  Errors: entropy_failure.
    Status seal(const FragmentInfo& info,
                ByteView plaintext,
                MutByteView out,
                Rng& rng,
                FragmentLayout& layout);
    /// The same for up to kMaxSealings records with explicit IVs, none of which waits for another.
    void seal_many(std::span<const Sealing> records) const;
    [[nodiscard]] std::size_t explicit_iv_len() const { return explicit_iv_ ? block_len_ : 0; }
    /// Secret: content.  Public: the fragment's length.  Leaks: whether all was right, and the
    /// content's length once the MAC was right.  Errors: record_not_authentic, for every reason.
    Result<MutByteView> open(const FragmentInfo& info,
                             MutByteView fragment,
                             FragmentLayout& layout);

  private:
    [[nodiscard]] crypto::Digest mac_of(const FragmentInfo& info, ByteView ciphertext) const {
        return mac_.mac(info.additional_data(ciphertext.size()), ciphertext);
    }

    crypto::CbcKey cipher_;
    crypto::HmacKey mac_;
    std::size_t mac_len_;
    std::size_t block_len_;
    bool explicit_iv_;
    std::array<std::uint8_t, crypto::kMaxCipherBlock> chained_iv_{};
};

}  // namespace vitrine::record
