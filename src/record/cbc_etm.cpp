#include "record/cbc_etm.h"

#include <algorithm>
#include <utility>

#include "crypto/mac/hmac_many.h"
#include "record/cbc_hmac.h"
#include "record/cbc_streams.h"

namespace vitrine::record {

CbcEtm::CbcEtm(crypto::CbcKey cipher,
               crypto::HashAlg mac,
               const KeyMaterial& keys,
               bool explicit_iv)
    : cipher_(std::move(cipher)),
      mac_(mac, keys.mac_key),
      mac_len_(crypto::digest_len(mac)),
      block_len_(crypto::block_len(cipher_.alg())),
      explicit_iv_(explicit_iv) {
    if (!explicit_iv) copy_bytes(keys.iv, chained_iv_);
}

std::size_t CbcEtm::sealed_len(std::size_t plaintext_len) const {
    const std::size_t padded = (plaintext_len + block_len_) / block_len_ * block_len_;
    return (explicit_iv_ ? block_len_ : 0) + padded + mac_len_;
}

Status CbcEtm::seal(const FragmentInfo& info,
                    ByteView plaintext,
                    MutByteView out,
                    Rng& rng,
                    FragmentLayout& layout) {
    const std::size_t iv_len = explicit_iv_ ? block_len_ : 0;
    const MutByteView ciphertext = out.first(out.size() - mac_len_);  // with the IV in clear
    const MutByteView body = ciphertext.subspan(iv_len);
    copy_bytes(plaintext, body);
    const MutByteView padding = body.subspan(plaintext.size());
    std::fill(padding.begin(), padding.end(), static_cast<std::uint8_t>(padding.size() - 1));

    std::array<std::uint8_t, crypto::kMaxCipherBlock> fresh_iv{};
    MutByteView iv = MutByteView{chained_iv_}.first(block_len_);
    if (explicit_iv_) {
        iv = MutByteView{fresh_iv}.first(block_len_);
        TLS_TRY(rng.fill(iv));
        copy_bytes(iv, out);
    }
    cipher_.encrypt(iv, body);
    copy_bytes(mac_of(info, ciphertext).view(), out.last(mac_len_));
    layout = {static_cast<std::uint16_t>(iv_len), static_cast<std::uint16_t>(mac_len_),
              static_cast<std::uint16_t>(padding.size())};
    return done();
}

void CbcEtm::seal_many(std::span<const Sealing> records) const {
    std::array<std::array<std::uint8_t, 13>, kMaxSealings> headers;
    std::array<crypto::MacMessage, kMaxSealings> messages;
    std::array<crypto::Digest, kMaxSealings> macs;
    CbcStreams streams;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const MutByteView ciphertext = records[i].out.first(records[i].out.size() - mac_len_);
        const MutByteView body = streams.add(ciphertext, block_len_);
        copy_bytes(records[i].plaintext, body);
        pad(body.subspan(records[i].plaintext.size()));
        headers[i] = records[i].info.additional_data(ciphertext.size());
        messages[i] = {headers[i], ciphertext};
    }
    streams.encrypt(cipher_);
    crypto::mac_many(mac_, std::span{messages}.first(records.size()), macs);
    for (std::size_t i = 0; i < records.size(); ++i)
        copy_bytes(macs[i].view(), records[i].out.last(mac_len_));
}

// RFC 7366 §3: "The MAC SHALL be evaluated before any further processing such as decryption is
// performed".
Result<MutByteView> CbcEtm::open(const FragmentInfo& info,
                                 MutByteView fragment,
                                 FragmentLayout& layout) {
    const std::size_t iv_len = explicit_iv_ ? block_len_ : 0;
    // public: the fragment's length is on the wire
    if (fragment.size() < iv_len + block_len_ + mac_len_ ||
        (fragment.size() - mac_len_) % block_len_ != 0) {
        return fail(ErrorCode::record_not_authentic);
    }
    const MutByteView ciphertext = fragment.first(fragment.size() - mac_len_);
    const ct::Mask mac_good = ct::equal(mac_of(info, ciphertext).view(), fragment.last(mac_len_));
    if (!ct::declassify(mac_good, "a bad record ends the connection"))
        return fail(ErrorCode::record_not_authentic);

    std::array<std::uint8_t, crypto::kMaxCipherBlock> explicit_iv{};
    copy_bytes(fragment.first(iv_len), explicit_iv);
    MutByteView iv = explicit_iv_ ? MutByteView{explicit_iv} : MutByteView{chained_iv_};
    const MutByteView data = ciphertext.subspan(iv_len);
    cipher_.decrypt(iv.first(block_len_), data);
    const Padding padding = check_padding(data, 0);
    if (!ct::declassify(padding.good, "authentic: wrong padding is the peer's own fault"))
        return fail(ErrorCode::record_not_authentic);
    std::size_t padding_len = padding.len + 1;
    ct::unpoison(&padding_len, sizeof padding_len);  // authentic: its length is the peer's message
    layout = {static_cast<std::uint16_t>(iv_len), static_cast<std::uint16_t>(mac_len_),
              static_cast<std::uint16_t>(padding_len)};
    return data.first(data.size() - padding_len);
}

}  // namespace vitrine::record
