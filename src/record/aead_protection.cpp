#include "record/aead_protection.h"

#include <utility>

namespace vitrine::record {

namespace {

constexpr std::size_t kSaltLen = 4;
constexpr std::size_t kExplicitLen = 8;

}  // namespace

AeadProtection::AeadProtection(crypto::AeadKey key, const KeyMaterial& keys)
    : key_(std::move(key)),
      explicit_len_(key_.alg() == crypto::AeadAlg::chacha20_poly1305 ? 0 : kExplicitLen),
      tag_len_(crypto::tag_len(key_.alg())) {
    copy_bytes(keys.iv, iv_);
}

// One formula for both: xor of the sequence number into the last eight bytes; the salt's are zero
// there.
AeadProtection::Nonce AeadProtection::nonce_for(std::uint64_t sequence) const {
    Nonce nonce = iv_;
    for (std::size_t i = 0; i < 8; ++i) {
        nonce[kSaltLen + i] =
            static_cast<std::uint8_t>(nonce[kSaltLen + i] ^ (sequence >> (56 - 8 * i)));
    }
    return nonce;
}

void AeadProtection::seal(const FragmentInfo& info,
                          ByteView plaintext,
                          MutByteView out,
                          FragmentLayout& layout) {
    const Nonce nonce = nonce_for(info.sequence);
    copy_bytes(ByteView{nonce}.last(explicit_len_), out);
    const MutByteView content = out.subspan(explicit_len_, plaintext.size());
    copy_bytes(plaintext, content);
    key_.seal(nonce, info.additional_data(plaintext.size()), content, out.last(tag_len_));
    layout = {static_cast<std::uint16_t>(explicit_len_), static_cast<std::uint16_t>(tag_len_), 0};
}

Result<MutByteView> AeadProtection::open(const FragmentInfo& info,
                                         MutByteView fragment,
                                         FragmentLayout& layout) {
    if (fragment.size() < explicit_len_ + tag_len_) return fail(ErrorCode::record_not_authentic);
    Nonce nonce = nonce_for(info.sequence);
    copy_bytes(fragment.first(explicit_len_),
               MutByteView{nonce}.last(explicit_len_));  // the peer's choice
    const MutByteView content =
        fragment.subspan(explicit_len_, fragment.size() - explicit_len_ - tag_len_);
    const Status opened =
        key_.open(nonce, info.additional_data(content.size()), content, fragment.last(tag_len_));
    if (!opened.ok()) return fail(ErrorCode::record_not_authentic);
    layout = {static_cast<std::uint16_t>(explicit_len_), static_cast<std::uint16_t>(tag_len_), 0};
    return content;
}

}  // namespace vitrine::record
