// GenericBlockCipher (RFC 5246 §6.2.3.2): content || MAC || padding under CBC.
// TLS 1.0 chains the IV from record to record; 1.1 and 1.2 send a fresh one in clear.
// `open` checks padding and MAC together in constant time: one error, one timing (Vaudenay, Lucky
// Thirteen, POODLE on TLS; the tests are CbcHmac.*).
#pragma once

#include "base/ct.h"
#include "base/result.h"
#include "base/rng.h"
#include "crypto/mac/hmac.h"
#include "crypto/mode/cbc.h"
#include "crypto/mode/cbc_hmac.h"
#include "record/fragment.h"

namespace vitrine::record {

class CbcHmac {
  public:
    CbcHmac(crypto::CbcKey cipher, crypto::HashAlg mac, const KeyMaterial& keys, bool explicit_iv);

    [[nodiscard]] std::size_t sealed_len(std::size_t plaintext_len) const;
    /// Minimal padding. `rng` makes the explicit IV. `out` lies apart from `plaintext`.
    /// Errors: entropy_failure.
    Status seal(const FragmentInfo& info,
                ByteView plaintext,
                MutByteView out,
                Rng& rng,
                FragmentLayout& layout);
    /// The same for up to kMaxSealings records with explicit IVs, none of which waits for another.
    void seal_many(std::span<const Sealing> records) const;
    [[nodiscard]] std::size_t explicit_iv_len() const { return explicit_iv_ ? block_len_ : 0; }
    /// Secret: content, padding length, MAC.  Public: the fragment's length.  Leaks: whether all
    /// was right. Errors: record_not_authentic, for every reason.
    Result<MutByteView> open(const FragmentInfo& info,
                             MutByteView fragment,
                             FragmentLayout& layout);

  private:
    [[nodiscard]] crypto::CbcHmacPass pass() const { return {cipher_, mac_, stitch_}; }

    crypto::CbcKey cipher_;
    crypto::HmacKey mac_;
    const crypto::StitchKernel* stitch_;
    std::size_t mac_len_;
    std::size_t block_len_;
    bool explicit_iv_;
    std::array<std::uint8_t, crypto::kMaxCipherBlock> chained_iv_{};
};

/// The padding's verdict: whether its bytes are right, and how long it is (0 where they are not).
struct Padding {
    ct::Mask good;
    std::size_t len;  ///< secret; without the length byte
};

/// Looks at every byte that could be padding. `data` holds at least mac_len + 1 bytes.
/// Secret: data.  Leaks: nothing.
Padding check_padding(ByteView data, std::size_t mac_len);

/// Copies out the mac_len bytes at a secret offset, reading every place it could be.
/// Secret: data, offset.  Public: the sizes.  Leaks: nothing.
void extract_mac(ByteView data, std::size_t offset, MutByteView mac);

}  // namespace vitrine::record
