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

/// 0x80, zeros, and the length in bits at the end of the last block: FIPS 180-4 §5.1, RFC 1321
/// §3.1.
std::size_t pad(HashAlg alg, MutByteView blocks, std::size_t used, std::uint64_t total) {
    const std::size_t block = block_len(alg);
    const std::size_t length_field = block / 8;
    const std::size_t size = used + 1 + length_field <= block ? block : 2 * block;
    blocks[used] = 0x80;
    std::fill(blocks.begin() + static_cast<std::ptrdiff_t>(used) + 1,
              blocks.begin() + static_cast<std::ptrdiff_t>(size), std::uint8_t{0});
    for (std::size_t i = 0; i < 8; ++i) {
        const std::size_t at = alg == HashAlg::md5 ? size - 8 + i : size - 1 - i;
        blocks[at] = static_cast<std::uint8_t>((total * 8) >> (8 * i));
    }
    return size / block;
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

Hash::Hash(HashAlg alg) : alg_(alg), state_(initial_state(alg)) {}

void Hash::update(ByteView data) {
    const std::size_t block = crypto::block_len(alg_);
    const Compress compress = compress_of(alg_);
    std::size_t used = static_cast<std::size_t>(total_ % block);
    total_ += data.size();
    if (used > 0) {
        const std::size_t n = std::min(block - used, data.size());
        copy_bytes(data.first(n), MutByteView{block_}.subspan(used));
        data = data.subspan(n);
        if (used + n < block) return;
        compress(state_, block_.data(), 1);
    }
    const std::size_t whole = data.size() / block;
    if (whole > 0) compress(state_, data.data(), whole);
    copy_bytes(data.subspan(whole * block), block_);
}

Digest Hash::digest() const {
    std::array<std::uint8_t, 2 * kMaxBlockLen> tail{};
    const std::size_t used = static_cast<std::size_t>(total_ % crypto::block_len(alg_));
    copy_bytes(ByteView{block_}.first(used), tail);
    State state = state_;
    compress_of(alg_)(state, tail.data(), pad(alg_, tail, used, total_));
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
