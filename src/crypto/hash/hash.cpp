#include "crypto/hash/hash.h"

#include <algorithm>

#include "base/secret.h"
#include "crypto/hash/kernels.h"

namespace vitrine::crypto {

namespace {

struct HashInfo {
    std::string_view name;
    std::uint8_t digest_len;
    std::uint8_t block_len;
};

constexpr HashInfo kInfo[] = {{"MD5", 16, 64},     {"SHA-1", 20, 64},    {"SHA-224", 28, 64},
                              {"SHA-256", 32, 64}, {"SHA-384", 48, 128}, {"SHA-512", 64, 128}};

const HashInfo& info_of(HashAlg alg) {
    return kInfo[static_cast<std::size_t>(alg)];
}

}  // namespace

std::size_t digest_len(HashAlg alg) {
    return info_of(alg).digest_len;
}
std::size_t block_len(HashAlg alg) {
    return info_of(alg).block_len;
}
std::string_view name_of(HashAlg alg) {
    return info_of(alg).name;
}

Hash::Hash(HashAlg alg) : alg_(alg), compress_(compress_of(alg)), state_(initial_state(alg)) {}

void Hash::update(ByteView data) {
    const std::size_t block = crypto::block_len(alg_);
    std::size_t used = static_cast<std::size_t>(total_ % block);
    total_ += data.size();
    if (used > 0) {
        const std::size_t n = std::min(block - used, data.size());
        copy_bytes(data.first(n), MutByteView{block_}.subspan(used));
        data = data.subspan(n);
        if (used + n < block) return;
        compress_(state_, block_.data(), 1);
    }
    const std::size_t whole = data.size() / block;
    if (whole > 0) compress_(state_, data.data(), whole);
    copy_bytes(data.subspan(whole * block), block_);
}

Digest Hash::digest() const {
    std::array<std::uint8_t, 2 * kMaxBlockLen> tail;
    const std::size_t used = static_cast<std::size_t>(total_ % crypto::block_len(alg_));
    copy_bytes(ByteView{block_}.first(used), tail);
    State state = state_;
    compress_(state, tail.data(), pad_message(alg_, tail, used, total_));
    Digest out;
    out.len = static_cast<std::uint8_t>(crypto::digest_len(alg_));
    store_state(alg_, state, MutByteView{out.bytes}.first(out.len));
    return out;
}

Digest hash(HashAlg alg, ByteView data) {
    Hash running{alg};
    running.update(data);
    return running.digest();
}

}  // namespace vitrine::crypto
