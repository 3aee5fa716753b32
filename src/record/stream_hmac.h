// GenericStreamCipher (RFC 5246 §6.2.3.1): content || MAC under RC4, or in clear for the NULL
// cipher. The keystream goes on over all records of a direction.
#pragma once

#include <optional>

#include "base/result.h"
#include "crypto/cipher/rc4.h"
#include "crypto/mac/hmac.h"
#include "record/fragment.h"

namespace vitrine::record {

class StreamHmac {
  public:
    /// Without a key the cipher is NULL.
    StreamHmac(crypto::HashAlg mac, const KeyMaterial& keys);

    [[nodiscard]] std::size_t sealed_len(std::size_t plaintext_len) const {
        return plaintext_len + mac_len_;
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
    crypto::HmacKey mac_;
    std::size_t mac_len_;
    std::optional<crypto::Rc4Vartime> cipher_;
};

}  // namespace vitrine::record
