#include "crypto/mac/hmac.h"

#include <algorithm>
#include <bit>

#include "base/ct.h"
#include "base/secret.h"
#include "crypto/hash/kernels.h"

namespace vitrine::crypto {

namespace {

/// The state after one block of key xor `pad_byte` (RFC 2104 §2: ipad 36, opad 5C).
Hash::State state_after_pad(HashAlg alg, ByteView key, std::uint8_t pad_byte) {
    std::array<std::uint8_t, kMaxBlockLen> block{};
    copy_bytes(key, block);
    for (std::uint8_t& byte : block) byte ^= pad_byte;
    Hash::State state = initial_state(alg);
    compress_of(alg)(state, block.data(), 1);
    wipe(block);
    return state;
}

}  // namespace

HmacKey::HmacKey(HashAlg alg, ByteView key) : alg_(alg) {
    Digest shortened;
    if (key.size() > block_len(alg)) {  // public: the key's length
        shortened = hash(alg, key);
        key = shortened.view();
    }
    inner_ = state_after_pad(alg, key, 0x36);
    outer_ = state_after_pad(alg, key, 0x5c);
    wipe_object(shortened);
}

HmacKey::~HmacKey() {
    wipe_object(inner_);
    wipe_object(outer_);
}

Digest HmacKey::mac(ByteView data) const {
    return mac(data, {});
}

Digest HmacKey::mac(ByteView first, ByteView second) const {
    Hmac running{*this};
    running.update(first);
    running.update(second);
    return running.digest();
}

Hmac::Hmac(const HmacKey& key) : inner_(key.alg_), outer_(key.outer_) {
    inner_.state_ = key.inner_;
    inner_.total_ = block_len(key.alg_);
}

Hmac::~Hmac() {
    wipe_object(inner_);
    wipe_object(outer_);
}

void Hmac::update(ByteView data) {
    inner_.update(data);
}

Digest Hmac::digest() const {
    const Digest inner = inner_.digest();
    Hash outer{inner_.alg()};
    outer.state_ = outer_;
    outer.total_ = block_len(inner_.alg());
    outer.update(inner.view());
    return outer.digest();
}

namespace {

/// One block of header || data[0, secret_len) || 80 || 00... || length in bits, for blocks whose
/// content depends on the secret length. Every byte is computed the same way, by masks.
struct SecretTail {
    HashAlg alg;
    ByteView header;
    ByteView data;
    std::size_t secret_len;
    std::size_t last_block;  // secret: index of the block that ends with the length

    void fill(std::size_t index, MutByteView block) const {
        const std::size_t end = header.size() + secret_len;
        for (std::size_t i = 0; i < block.size(); ++i) {
            const std::size_t at = index * block.size() + i;  // public
            std::uint8_t byte = 0;
            if (at < header.size()) {
                byte = header[at];
            } else if (at - header.size() < data.size()) {
                byte = data[at - header.size()];
            }
            byte = static_cast<std::uint8_t>(byte & ct::lt(at, end).u8());
            block[i] = static_cast<std::uint8_t>(byte | (0x80 & ct::eq(at, end).u8()));
        }
        const ct::Mask is_last = ct::eq(index, last_block);
        const std::uint64_t bits = (block.size() + end) * 8;  // the key's block counts too
        for (std::size_t i = 0; i < 8; ++i) {
            const std::size_t at =
                alg == HashAlg::md5 ? block.size() - 8 + i : block.size() - 1 - i;
            block[at] = static_cast<std::uint8_t>(
                block[at] | (static_cast<std::uint8_t>(bits >> (8 * i)) & is_last.u8()));
        }
    }
};

}  // namespace

// Lucky Thirteen (attack A3): the number of compressions follows from public sizes alone. Blocks
// that every possible length has in common are hashed as they are; the others are all compressed,
// and the state after the one that really was the last is kept by a mask.
Digest HmacKey::mac_secret_length(ByteView header,
                                  ByteView data,
                                  std::size_t secret_len,
                                  std::size_t min_len) const {
    const std::size_t block = block_len(alg_);
    const std::size_t length_field = block / 8;
    const Compress compress = compress_of(alg_);
    std::array<std::uint8_t, kMaxBlockLen> buffer{};
    const MutByteView view = MutByteView{buffer}.first(block);

    const std::size_t common_blocks = (header.size() + min_len) / block;
    const std::size_t all_blocks = (header.size() + data.size() + length_field) / block + 1;
    // A shift: a division by `block` takes a path, and a time, that depend on the secret length.
    const int block_shift = std::countr_zero(block);
    const SecretTail tail{alg_, header, data, secret_len,
                          (header.size() + secret_len + length_field) >> block_shift};

    Hash::State state = inner_;
    if (common_blocks > 0) {
        const std::size_t from_data = block - header.size();
        copy_bytes(header, view);
        copy_bytes(data.first(from_data), view.subspan(header.size()));
        compress(state, buffer.data(), 1);
        if (common_blocks > 1) compress(state, data.data() + from_data, common_blocks - 1);
    }
    Hash::State kept{};
    MutByteView kept_bytes{reinterpret_cast<std::uint8_t*>(&kept), sizeof kept};
    for (std::size_t i = common_blocks; i < all_blocks; ++i) {
        tail.fill(i, view);
        compress(state, buffer.data(), 1);
        ct::assign(ct::eq(i, tail.last_block),
                   {reinterpret_cast<const std::uint8_t*>(&state), sizeof state}, kept_bytes);
    }

    std::array<std::uint8_t, kMaxDigestLen> inner{};
    const MutByteView inner_view = MutByteView{inner}.first(crypto::digest_len(alg_));
    store_state(alg_, kept, inner_view);
    Hash outer{alg_};
    outer.state_ = outer_;
    outer.total_ = block;
    outer.update(inner_view);
    wipe(buffer);
    return outer.digest();
}

}  // namespace vitrine::crypto
