#include "crypto/pk/ecdsa_nonce.h"

#include "crypto/mac/hmac.h"

namespace vitrine::crypto::ec {

NonceGenerator::NonceGenerator(HashAlg hash,
                               ByteView scalar,
                               ByteView reduced_digest,
                               ByteView hedge)
    : hash_(hash) {
    v_.resize(digest_len(hash));  // steps b and c: V = 01 01 ..., K = 00 00 ...
    std::fill(v_.expose_mut().begin(), v_.expose_mut().end(), std::uint8_t{1});
    key_.resize(digest_len(hash));
    stir(0, scalar, reduced_digest, hedge);  // steps d and e
    stir(1, scalar, reduced_digest, hedge);  // steps f and g
}

void NonceGenerator::next(std::size_t order_bits, MutByteView candidate) {
    if (!first_) stir(0, {}, {}, {});  // the last candidate was no good: step h.3
    first_ = false;
    for (std::size_t filled = 0; filled < candidate.size();) {  // step h.2
        mac_into(v_.expose(), v_);
        const std::size_t n = std::min(v_.size(), candidate.size() - filled);
        copy_bytes(v_.expose().first(n), candidate.subspan(filled));
        filled += n;
    }
    // bits2int (§2.3.2) keeps the leftmost bits: P-521's 66 bytes are shifted down by seven.
    const std::size_t excess_bits = 8 * candidate.size() - order_bits;
    if (excess_bits == 0) return;  // public: the curve
    std::uint32_t above = 0;
    for (std::uint8_t& byte : candidate) {
        const std::uint32_t both = (above << 8) | byte;
        above = byte;
        byte = static_cast<std::uint8_t>(both >> excess_bits);
    }
}

void NonceGenerator::stir(std::uint8_t separator,
                          ByteView scalar,
                          ByteView digest,
                          ByteView hedge) {
    Message message;
    message.resize(v_.size() + 1 + scalar.size() + digest.size() + hedge.size());
    MutByteView rest = message.expose_mut();
    for (const ByteView piece : {v_.expose(), ByteView{&separator, 1}, scalar, digest, hedge}) {
        copy_bytes(piece, rest);
        rest = rest.subspan(piece.size());
    }
    mac_into(message.expose(), key_);
    mac_into(v_.expose(), v_);
}

void NonceGenerator::mac_into(ByteView message, Block& out) const {
    Digest mac = HmacKey{hash_, key_.expose()}.mac(message);
    copy_bytes(mac.view(), out.expose_mut());
    wipe_object(mac);
}

}  // namespace vitrine::crypto::ec
