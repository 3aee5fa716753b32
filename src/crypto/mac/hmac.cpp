#include "crypto/mac/hmac.h"

#include <algorithm>

#include "base/secret.h"
#include "crypto/hash/kernels.h"

namespace vitrine::crypto {

namespace {

/// The state after one block of key xor `pad_byte` (RFC 2104 §2: ipad 36, opad 5C).
Hash::State state_after_pad(HashAlg alg, Hash::Compress compress, ByteView key, std::uint8_t pad) {
    std::array<std::uint8_t, kMaxBlockLen> block{};
    copy_bytes(key, block);
    for (std::uint8_t& byte : block) byte ^= pad;
    Hash::State state = initial_state(alg);
    compress(state, block.data(), 1);
    wipe(block);
    return state;
}

}  // namespace

HmacKey::HmacKey(HashAlg alg, ByteView key) : alg_(alg), compress_(compress_of(alg)) {
    Digest shortened;
    if (key.size() > block_len(alg)) {  // public: the key's length
        shortened = hash(alg, key);
        key = shortened.view();
    }
    inner_ = state_after_pad(alg, compress_, key, 0x36);
    outer_ = state_after_pad(alg, compress_, key, 0x5c);
    wipe_object(shortened);
}

HmacKey::~HmacKey() {
    wipe_object(inner_);
    wipe_object(outer_);
}

Digest HmacKey::mac(ByteView data) const {
    return finish(inner_, 0, data);
}

Digest HmacKey::mac(ByteView first, ByteView second) const {
    const std::size_t block = block_len(alg_);
    if (first.size() >= block) {  // a record's header is shorter
        Hmac running{*this};
        running.update(first);
        running.update(second);
        return running.digest();
    }
    std::array<std::uint8_t, kMaxBlockLen> front;
    copy_bytes(first, front);
    const std::size_t taken = std::min(block - first.size(), second.size());
    copy_bytes(second.first(taken), MutByteView{front}.subspan(first.size()));
    if (first.size() + taken < block)
        return finish(inner_, 0, ByteView{front}.first(first.size() + taken));
    Hash::State state = inner_;
    compress_(state, front.data(), 1);
    return finish(state, block, second.subspan(taken));
}

Digest HmacKey::finish(Hash::State state, std::uint64_t hashed, ByteView rest) const {
    const std::size_t block = block_len(alg_);
    const std::uint64_t total = block + hashed + rest.size();  // the key's block counts too
    const std::size_t whole = rest.size() / block;
    if (whole > 0) compress_(state, rest.data(), whole);
    rest = rest.subspan(whole * block);
    std::array<std::uint8_t, 2 * kMaxBlockLen> tail;
    copy_bytes(rest, tail);
    compress_(state, tail.data(), pad_message(alg_, tail, rest.size(), total));
    const Digest out = outer_digest(state, tail);
    wipe(MutByteView{tail}.first(2 * block));
    wipe_object(state);
    return out;
}

Digest HmacKey::outer_digest(const Hash::State& inner, MutByteView room) const {
    const std::size_t len = digest_len(alg_);
    store_state(alg_, inner, room.first(len));
    Hash::State state = outer_;
    compress_(state, room.data(), pad_message(alg_, room, len, block_len(alg_) + len));
    Digest out;
    out.len = static_cast<std::uint8_t>(len);
    store_state(alg_, state, MutByteView{out.bytes}.first(len));
    wipe_object(state);
    return out;
}

Hmac::Hmac(const HmacKey& key) : inner_(key.alg_), outer_(key.outer_) {
    inner_.compress_ = key.compress_;
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
    Digest inner = inner_.digest();
    Hash outer{inner_.alg()};
    outer.state_ = outer_;
    outer.total_ = block_len(inner_.alg());
    outer.update(inner.view());
    wipe_object(inner);
    return outer.digest();
}

}  // namespace vitrine::crypto
