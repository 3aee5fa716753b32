#include "crypto/kdf/ssl3_kdf.h"

#include <algorithm>
#include <cassert>

#include "base/secret.h"
#include "crypto/hash/hash.h"

namespace vitrine::crypto {

namespace {

constexpr std::size_t kLetters = 26;
constexpr std::size_t kPiece = 16;  // MD5's digest

/// MD5(secret + SHA(letters + secret + first + second)); the letters of piece n are n + 1 times the
/// n-th of the alphabet.
Digest piece(std::size_t n, ByteView secret, ByteView first, ByteView second) {
    std::array<std::uint8_t, kLetters> letters{};
    letters.fill(static_cast<std::uint8_t>('A' + n));
    Hash inner{HashAlg::sha1};
    inner.update(ByteView{letters}.first(n + 1));
    inner.update(secret);
    inner.update(first);
    inner.update(second);
    Digest inner_digest = inner.digest();
    Hash outer{HashAlg::md5};
    outer.update(secret);
    outer.update(inner_digest.view());
    const Digest out = outer.digest();
    wipe_object(inner_digest);
    wipe_object(inner);
    wipe_object(outer);
    return out;
}

void expand(ByteView secret, ByteView first, ByteView second, MutByteView out) {
    assert(out.size() <= kLetters * kPiece);
    for (std::size_t n = 0; !out.empty(); ++n) {
        Digest next = piece(n, secret, first, second);
        const std::size_t take = std::min(out.size(), kPiece);
        copy_bytes(next.view().first(take), out);
        wipe_object(next);
        out = out.subspan(take);
    }
}

}  // namespace

void ssl3_master_secret(ByteView premaster,
                        ByteView client_random,
                        ByteView server_random,
                        MutByteView out) {
    expand(premaster, client_random, server_random, out);
}

void ssl3_key_block(ByteView master,
                    ByteView server_random,
                    ByteView client_random,
                    MutByteView out) {
    expand(master, server_random, client_random, out);
}

}  // namespace vitrine::crypto
