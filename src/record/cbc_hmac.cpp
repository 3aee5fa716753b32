#include "record/cbc_hmac.h"

#include <algorithm>
#include <utility>

#include "base/secret.h"
#include "crypto/mac/hmac_many.h"
#include "record/cbc_streams.h"

namespace vitrine::record {

namespace {

constexpr std::size_t kMaxPadding = 256;  // with the length byte

}  // namespace

CbcHmac::CbcHmac(crypto::CbcKey cipher,
                 crypto::HashAlg mac,
                 const KeyMaterial& keys,
                 bool explicit_iv)
    : cipher_(std::move(cipher)),
      mac_(mac, keys.mac_key),
      stitch_(crypto::CbcHmacPass::stitch_for(cipher_, mac)),
      mac_len_(crypto::digest_len(mac)),
      block_len_(crypto::block_len(cipher_.alg())),
      explicit_iv_(explicit_iv) {
    if (!explicit_iv) copy_bytes(keys.iv, chained_iv_);
}

std::size_t CbcHmac::sealed_len(std::size_t plaintext_len) const {
    const std::size_t padded = (plaintext_len + mac_len_ + block_len_) / block_len_ * block_len_;
    return padded + (explicit_iv_ ? block_len_ : 0);
}

Status CbcHmac::seal(const FragmentInfo& info,
                     ByteView plaintext,
                     MutByteView out,
                     Rng& rng,
                     FragmentLayout& layout) {
    const std::size_t iv_len = explicit_iv_ ? block_len_ : 0;
    std::array<std::uint8_t, crypto::kMaxCipherBlock> fresh_iv{};
    MutByteView iv = MutByteView{chained_iv_}.first(block_len_);
    if (explicit_iv_) {
        iv = MutByteView{fresh_iv}.first(block_len_);
        TLS_TRY(rng.fill(iv));
        copy_bytes(iv, out);
    }
    const MutByteView body = out.subspan(iv_len);
    pass().seal(iv, info.additional_data(plaintext.size()), plaintext, body);
    layout = {static_cast<std::uint16_t>(iv_len), static_cast<std::uint16_t>(mac_len_),
              static_cast<std::uint16_t>(body.size() - plaintext.size() - mac_len_)};
    return done();
}

void CbcHmac::seal_many(std::span<const Sealing> records) const {
    std::array<std::array<std::uint8_t, 13>, kMaxSealings> headers;
    std::array<crypto::MacMessage, kMaxSealings> messages;
    std::array<crypto::Digest, kMaxSealings> macs;
    for (std::size_t i = 0; i < records.size(); ++i) {
        headers[i] = records[i].info.additional_data(records[i].plaintext.size());
        messages[i] = {headers[i], records[i].plaintext};
    }
    crypto::mac_many(mac_, std::span{messages}.first(records.size()), macs);
    CbcStreams streams;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const MutByteView body = streams.add(records[i].out, block_len_);
        const std::size_t len = records[i].plaintext.size();
        copy_bytes(records[i].plaintext, body);
        copy_bytes(macs[i].view(), body.subspan(len));
        pad(body.subspan(len + mac_len_));
    }
    streams.encrypt(cipher_);
    wipe_object(macs);
}

Result<MutByteView> CbcHmac::open(const FragmentInfo& info,
                                  MutByteView fragment,
                                  FragmentLayout& layout) {
    const std::size_t iv_len = explicit_iv_ ? block_len_ : 0;
    // public: the fragment's length is on the wire
    if (fragment.size() < iv_len + std::max(block_len_, mac_len_ + 1) ||
        fragment.size() % block_len_ != 0) {
        return fail(ErrorCode::record_not_authentic);
    }
    const MutByteView data = fragment.subspan(iv_len);
    std::array<std::uint8_t, crypto::kMaxCipherBlock> iv = chained_iv_;
    if (explicit_iv_) copy_bytes(fragment.first(iv_len), iv);

    // The end first: it says where the content ends, which the MAC wants to know at its beginning.
    const std::size_t front = data.size() > kMaxPadding ? data.size() - kMaxPadding : 0;
    std::array<std::uint8_t, crypto::kMaxCipherBlock> end_iv = iv;
    if (front > 0) copy_bytes(data.subspan(front - block_len_, block_len_), end_iv);
    cipher_.decrypt(MutByteView{end_iv}.first(block_len_), data.subspan(front));
    if (!explicit_iv_) chained_iv_ = end_iv;

    const Padding padding = check_padding(data, mac_len_);
    const std::size_t content_len = data.size() - mac_len_ - 1 - padding.len;  // secret
    const std::size_t longest = data.size() - mac_len_ - 1;
    const std::size_t shortest = longest > kMaxPadding - 1 ? longest - (kMaxPadding - 1) : 0;
    const crypto::Digest expected = pass().open(
        MutByteView{iv}.first(block_len_),
        {info.additional_data(content_len), data.first(longest), front, content_len, shortest});
    std::array<std::uint8_t, crypto::kMaxDigestLen> received{};
    extract_mac(data, content_len, MutByteView{received}.first(mac_len_));
    const ct::Mask good =
        padding.good & ct::equal(expected.view(), MutByteView{received}.first(mac_len_));
    if (!ct::declassify(good, "a bad record ends the connection"))
        return fail(ErrorCode::record_not_authentic);

    std::size_t public_len = content_len;
    ct::unpoison(&public_len, sizeof public_len);  // authentic: its length is the peer's message
    layout = {static_cast<std::uint16_t>(iv_len), static_cast<std::uint16_t>(mac_len_),
              static_cast<std::uint16_t>(data.size() - mac_len_ - public_len)};
    return data.first(public_len);
}

// RFC 5246 §6.2.3.2: "Each uint8 in the padding data vector MUST be filled with the padding length
// value. The receiver MUST check this padding". Every byte that could be padding is read, whatever
// its length.
Padding check_padding(ByteView data, std::size_t mac_len) {
    const std::uint64_t padding_len = data.back();
    ct::Mask good = ct::le(padding_len + 1 + mac_len, data.size());
    const ByteView reach = data.last(std::min(kMaxPadding, data.size()));
    const auto length = static_cast<std::uint16_t>(ct::barrier(padding_len));
    std::uint16_t wrong = 0;
    for (std::size_t i = 0; i < reach.size(); ++i) {
        const auto before_end = static_cast<std::uint16_t>(reach.size() - 1 - i);
        // negative where the byte belongs to the padding: its sign makes the mask
        const auto sign =
            static_cast<std::int16_t>(static_cast<std::uint16_t>(before_end - length - 1));
        wrong = static_cast<std::uint16_t>(wrong | ((reach[i] ^ length) & (sign >> 15)));
    }
    good = good & ct::is_zero(wrong);
    return {good, static_cast<std::size_t>(ct::select(good, padding_len, std::uint64_t{0}))};
}

// The bytes move to the front by 256, 128, ... 1, each time if the offset has that bit; every byte
// is read and written whatever the offset is.
void extract_mac(ByteView data, std::size_t offset, MutByteView mac) {
    const std::size_t window = std::min(data.size(), mac.size() + kMaxPadding);
    const std::uint64_t distance = offset - (data.size() - window);  // secret, at most kMaxPadding
    std::array<std::uint8_t, crypto::kMaxDigestLen + 2 * kMaxPadding> bytes{};
    copy_bytes(data.last(window), bytes);
    for (std::size_t step = kMaxPadding; step > 0; step /= 2) {
        const std::uint8_t move = ct::is_nonzero(distance & step).u8();
        for (std::size_t i = 0; i < mac.size() + step; ++i)
            bytes[i] = static_cast<std::uint8_t>(bytes[i] ^ (move & (bytes[i] ^ bytes[i + step])));
    }
    copy_bytes(ByteView{bytes}.first(mac.size()), mac);
    wipe(bytes);
}

}  // namespace vitrine::record
