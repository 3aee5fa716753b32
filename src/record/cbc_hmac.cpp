#include "record/cbc_hmac.h"

#include <algorithm>
#include <utility>

#include "base/secret.h"

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
    const MutByteView body = out.subspan(iv_len);
    const crypto::Digest mac = mac_.mac(info.additional_data(plaintext.size()), plaintext);
    copy_bytes(plaintext, body);
    copy_bytes(mac.view(), body.subspan(plaintext.size()));
    const MutByteView padding = body.subspan(plaintext.size() + mac_len_);
    std::fill(padding.begin(), padding.end(), static_cast<std::uint8_t>(padding.size() - 1));

    std::array<std::uint8_t, crypto::kMaxCipherBlock> fresh_iv{};
    MutByteView iv = MutByteView{chained_iv_}.first(block_len_);
    if (explicit_iv_) {
        iv = MutByteView{fresh_iv}.first(block_len_);
        TLS_TRY(rng.fill(iv));
        copy_bytes(iv, out);
    }
    cipher_.encrypt(iv, body);
    layout = {static_cast<std::uint16_t>(iv_len), static_cast<std::uint16_t>(mac_len_),
              static_cast<std::uint16_t>(padding.size())};
    return done();
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
    if (explicit_iv_) {
        std::array<std::uint8_t, crypto::kMaxCipherBlock> iv{};
        copy_bytes(fragment.first(iv_len), iv);
        cipher_.decrypt(MutByteView{iv}.first(block_len_), data);
    } else {
        cipher_.decrypt(MutByteView{chained_iv_}.first(block_len_), data);
    }

    const Padding padding = check_padding(data, mac_len_);
    const std::size_t content_len = data.size() - mac_len_ - 1 - padding.len;  // secret
    const std::size_t longest = data.size() - mac_len_ - 1;
    const std::size_t shortest = longest > kMaxPadding - 1 ? longest - (kMaxPadding - 1) : 0;
    const crypto::Digest expected = mac_.mac_secret_length(
        info.additional_data(content_len), data.first(longest), content_len, shortest);
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
    const std::size_t reach = std::min(kMaxPadding, data.size());
    std::uint64_t wrong = 0;
    for (std::size_t i = 0; i < reach; ++i) {
        const ct::Mask inside = ct::le(i, padding_len);
        wrong |= inside.u64() & (data[data.size() - 1 - i] ^ padding_len);
    }
    good = good & ct::is_zero(wrong);
    return {good, static_cast<std::size_t>(ct::select(good, padding_len, std::uint64_t{0}))};
}

void extract_mac(ByteView data, std::size_t offset, MutByteView mac) {
    const std::size_t mac_len = mac.size();
    const std::size_t window = std::min(data.size(), mac_len + kMaxPadding);
    const std::size_t start = data.size() - window;
    // The MAC lands in `rotated`, turned by the secret distance of its start.
    std::array<std::uint8_t, 2 * crypto::kMaxDigestLen> rotated{};
    std::uint64_t turn = 0;
    std::size_t slot = 0;
    for (std::size_t i = start; i < data.size(); ++i) {
        const ct::Mask inside = ct::ge(i, offset) & ct::lt(i, offset + mac_len);
        rotated[slot] = static_cast<std::uint8_t>(rotated[slot] | (data[i] & inside.u8()));
        turn |= slot & ct::eq(i, offset).u64();
        slot = slot + 1 == mac_len ? 0 : slot + 1;  // public
    }
    // Turn back, a power of two at a time.
    for (std::size_t step = 1; step < mac_len; step *= 2) {
        const ct::Mask now = ct::is_nonzero(turn & step);
        std::array<std::uint8_t, crypto::kMaxDigestLen> turned{};
        for (std::size_t i = 0; i < mac_len; ++i) turned[i] = rotated[(i + step) % mac_len];
        for (std::size_t i = 0; i < mac_len; ++i)
            rotated[i] = ct::select(now, turned[i], rotated[i]);
    }
    copy_bytes(ByteView{rotated}.first(mac_len), mac);
}

}  // namespace vitrine::record
