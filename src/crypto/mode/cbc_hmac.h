// MAC-then-encrypt over CBC in one pass (RFC 5246 §6.2.3.2): the hash runs ahead, AES follows
// through the same bytes, and each hides in the other's latency. Without a stitched kernel
// (cbc_hmac_kernel.h) the one simply follows the other. Who uses it: record/cbc_hmac.cpp.
#pragma once

#include "crypto/mac/hmac.h"
#include "crypto/mode/cbc.h"

namespace vitrine::crypto {

struct StitchKernel;

/// A record whose end is in clear already, and with it where its content ends.
struct PartlyOpened {
    ByteView header;         ///< shorter than a block of the hash
    MutByteView data;        ///< as long as the content can be
    std::size_t encrypted;   ///< at the front of `data`, whole blocks; the rest is plaintext
    std::size_t secret_len;  ///< of the content
    std::size_t min_len;     ///< public: the content is no shorter
};

/// A cipher and a MAC that work together. Both must live as long as this does.
class CbcHmacPass {
  public:
    /// The kernel for the pair, chosen once a connection; null: none, one follows the other.
    static const StitchKernel* stitch_for(const CbcKey& cipher, HashAlg mac);

    CbcHmacPass(const CbcKey& cipher, const HmacKey& mac, const StitchKernel* stitch)
        : cipher_(cipher), mac_(mac), stitch_(stitch) {}

    /// Writes content || MAC of header || content || minimal padding, encrypted, to `out`, which is
    /// so many whole blocks and lies apart from `content`. `iv` goes on as in CbcKey::encrypt.
    /// Secret: keys, content.  Public: sizes.  Leaks: nothing.
    void seal(MutByteView iv, ByteView header, ByteView content, MutByteView out) const;

    /// Decrypts what is still encrypted of `record`, and returns the MAC of header and content.
    /// Secret: keys, data, secret_len.  Public: the sizes, min_len.  Leaks: nothing.
    Digest open(MutByteView iv, const PartlyOpened& record) const;

  private:
    /// Both parts while the content lasts; returns how much of it was encrypted.
    std::size_t seal_stitched(
        MutByteView iv, ByteView header, ByteView content, MutByteView out, Digest& mac) const;

    const CbcKey& cipher_;
    const HmacKey& mac_;
    const StitchKernel* stitch_;
};

}  // namespace vitrine::crypto
