// The MAC of a CBC record, whose length is known only by its padding and hence secret until the MAC
// has been found right (RFC 5246 §6.2.3.2). Attack A3, Lucky Thirteen: the number of compressions
// follows from public sizes alone. Blocks that every possible length has in common are hashed as
// they are; the others are all compressed, and the state after the one that really was the last is
// kept by a mask.

#include <algorithm>
#include <bit>

#include "base/ct.h"
#include "base/secret.h"
#include "crypto/hash/kernels.h"
#include "crypto/mac/hmac.h"

namespace vitrine::crypto {

namespace {

/// header || data[0, secret_len) || 80 || 00... || length in bits, a block at a time.
struct SecretTail {
    HashAlg alg;
    ByteView header;
    ByteView data;
    std::size_t end;         ///< secret: header and content in bytes
    std::size_t last_block;  ///< secret: index of the block that ends with the length

    void fill(std::size_t index, MutByteView block) const {
        lay(index * block.size(), block);
        if (block.size() == kMaxBlockLen) {
            cut<kMaxBlockLen>(index, block.data());
        } else {
            cut<kMaxBlockLen / 2>(index, block.data());
        }
        const ct::Mask is_last = ct::eq(index, last_block);
        const std::uint64_t bits = (block.size() + end) * 8 & is_last.u64();  // the key's block too
        for (std::size_t i = 0; i < 8; ++i) {
            const std::size_t at =
                alg == HashAlg::md5 ? block.size() - 8 + i : block.size() - 1 - i;
            block[at] = static_cast<std::uint8_t>(block[at] | (bits >> (8 * i)));
        }
    }

  private:
    /// The bytes of header || data from `at` on, then zeros. All of this is public.
    void lay(std::size_t at, MutByteView block) const {
        std::fill(block.begin(), block.end(), std::uint8_t{0});
        if (at < header.size()) {
            const std::size_t n = std::min(header.size() - at, block.size());
            copy_bytes(header.subspan(at, n), block);
            block = block.subspan(n);
            at += n;
        }
        const std::size_t from = at - header.size();
        if (from >= data.size()) return;
        copy_bytes(data.subspan(from, std::min(data.size() - from, block.size())), block);
    }

    /// Zeros from `end` on, and 0x80 there; every byte the same way, many at once.
    template <std::size_t kSize>
    void cut(std::size_t index, std::uint8_t* block) const {
        const std::size_t start = index * kSize;
        const ct::Mask before = ct::lt(end, start);
        const ct::Mask behind = ct::ge(end, start + kSize);
        const std::uint64_t here = end - start;
        const auto kept = static_cast<std::uint8_t>(
            ct::select(before, std::uint64_t{0}, ct::select(behind, std::uint64_t{kSize}, here)));
        const auto mark =
            static_cast<std::uint8_t>(ct::select(before | behind, std::uint64_t{0xff}, here));
        for (std::size_t i = 0; i < kSize; ++i) {
            const auto at = static_cast<std::uint8_t>(i);
            // -128..127: its sign says whether i is kept
            const auto sign = static_cast<std::int8_t>(static_cast<std::uint8_t>(at - kept));
            const auto away = static_cast<std::uint8_t>(at ^ mark);
            const auto zero_if_here = static_cast<std::uint8_t>(away | (0U - away));
            block[i] = static_cast<std::uint8_t>((block[i] & (sign >> 7)) | (~zero_if_here & 0x80));
        }
    }
};

void keep_state(ct::Mask mask, const Hash::State& from, Hash::State& to) {
    for (std::size_t i = 0; i < to.w64.size(); ++i)
        to.w64[i] = ct::select(mask, from.w64[i], to.w64[i]);
}

}  // namespace

Digest HmacKey::mac_secret_length(ByteView header,
                                  ByteView data,
                                  std::size_t secret_len,
                                  std::size_t min_len) const {
    const std::size_t block = block_len(alg_);
    const std::size_t common_blocks = (header.size() + min_len) / block;
    Hash::State state = inner_;
    if (common_blocks > 0) {
        std::array<std::uint8_t, kMaxBlockLen> first;
        const std::size_t from_data = block - header.size();
        copy_bytes(header, first);
        copy_bytes(data.first(from_data), MutByteView{first}.subspan(header.size()));
        compress_(state, first.data(), 1);
        if (common_blocks > 1) compress_(state, data.data() + from_data, common_blocks - 1);
    }
    return finish_secret_length(state, common_blocks, header, data, secret_len);
}

Digest HmacKey::finish_secret_length(Hash::State state,
                                     std::size_t blocks,
                                     ByteView header,
                                     ByteView data,
                                     std::size_t secret_len) const {
    const std::size_t block = block_len(alg_);
    const std::size_t length_field = block / 8;
    const std::size_t all_blocks = (header.size() + data.size() + length_field) / block + 1;
    const std::size_t end = header.size() + secret_len;
    // A shift: a division by `block` takes a path, and a time, that depend on the secret length.
    const SecretTail tail{alg_, header, data, end, (end + length_field) >> std::countr_zero(block)};

    std::array<std::uint8_t, 2 * kMaxBlockLen> buffer;
    Hash::State kept{};
    for (std::size_t i = blocks; i < all_blocks; ++i) {
        tail.fill(i, MutByteView{buffer}.first(block));
        compress_(state, buffer.data(), 1);
        keep_state(ct::eq(i, tail.last_block), state, kept);
    }
    const Digest out = outer_digest(kept, buffer);
    wipe(buffer);
    wipe_object(state);
    wipe_object(kept);
    return out;
}

}  // namespace vitrine::crypto
