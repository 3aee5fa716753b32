#include "record/stream_hmac.h"

#include "base/ct.h"

namespace vitrine::record {

StreamHmac::StreamHmac(crypto::HashAlg mac, const KeyMaterial& keys)
    : mac_(mac, keys.mac_key), mac_len_(crypto::digest_len(mac)) {
    if (!keys.key.empty()) cipher_.emplace(keys.key);
}

void StreamHmac::seal(const FragmentInfo& info,
                      ByteView plaintext,
                      MutByteView out,
                      FragmentLayout& layout) {
    copy_bytes(plaintext, out);
    const crypto::Digest mac = mac_.mac(info.additional_data(plaintext.size()), plaintext);
    copy_bytes(mac.view(), out.subspan(plaintext.size()));
    if (cipher_.has_value()) cipher_->apply(out);
    layout.mac_len = static_cast<std::uint16_t>(mac_len_);
}

Result<MutByteView> StreamHmac::open(const FragmentInfo& info,
                                     MutByteView fragment,
                                     FragmentLayout& layout) {
    if (fragment.size() < mac_len_) return fail(ErrorCode::record_not_authentic);
    if (cipher_.has_value()) cipher_->apply(fragment);
    const MutByteView content = fragment.first(fragment.size() - mac_len_);
    const crypto::Digest mac = mac_.mac(info.additional_data(content.size()), content);
    const ct::Mask good = ct::equal(mac.view(), fragment.last(mac_len_));
    if (!ct::declassify(good, "a bad record ends the connection"))
        return fail(ErrorCode::record_not_authentic);
    layout.mac_len = static_cast<std::uint16_t>(mac_len_);
    return content;
}

}  // namespace vitrine::record
