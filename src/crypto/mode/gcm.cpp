// Galois/Counter Mode after SP 800-38D §7, with the 96-bit nonces of RFC 5288. The readable
// version.

#include "base/secret.h"
#include "crypto/cipher/aes.h"
#include "crypto/mode/aead_kernel.h"
#include "crypto/mode/ghash.h"

namespace vitrine::crypto::gcm_portable {

namespace {

using aes::kBlock;

struct Key {
    aes::bitsliced::Key cipher;
    GhashBlock h;
};
static_assert(sizeof(Key) <= AeadKey::kStateSize);

const Key& key_in(const std::uint8_t* state) {
    return *reinterpret_cast<const Key*>(state);
}

// The block that is counted: nonce || 32-bit counter. J0 of §7.1 has counter 1.
void counter_block(const std::uint8_t* nonce, std::uint32_t counter, std::uint8_t* out) {
    copy_bytes({nonce, kAeadNonceLen}, {out, kAeadNonceLen});
    for (unsigned i = 0; i < 4; ++i) {
        out[kAeadNonceLen + i] = static_cast<std::uint8_t>(counter >> (24 - 8 * i));
    }
}

// GCTR, §6.5, from inc32(J0) on: as many blocks at once as the cipher takes.
void gctr(const Key& key, const std::uint8_t* nonce, MutByteView data) {
    constexpr std::size_t kAtOnce = aes::bitsliced::kLanes;
    std::uint8_t stream[kAtOnce * kBlock];
    std::uint32_t counter = 2;
    while (!data.empty()) {
        for (std::size_t i = 0; i < kAtOnce; ++i)
            counter_block(nonce, counter++, stream + i * kBlock);
        aes::bitsliced::encrypt_blocks(key.cipher, stream, stream, kAtOnce);
        const std::size_t now = data.size() < sizeof stream ? data.size() : sizeof stream;
        for (std::size_t i = 0; i < now; ++i)
            data[i] = static_cast<std::uint8_t>(data[i] ^ stream[i]);
        data = data.subspan(now);
    }
    wipe(stream);
}

// Steps 4-6 of §7.1: S = GHASH(A || C || lengths), T = S + CIPH(J0).
void tag_of(const Key& key, const AeadMessage& message, std::uint8_t* tag) {
    Ghash ghash(key.h);
    ghash.update(message.aad);
    ghash.update(ByteView{message.data});
    ghash.update(
        GhashBlock{8 * std::uint64_t{message.aad.size()}, 8 * std::uint64_t{message.data.size()}});
    std::uint8_t s[kBlock];
    store_ghash_block(ghash.value(), s);
    std::uint8_t j0[kBlock];
    counter_block(message.nonce, 1, j0);
    aes::bitsliced::encrypt_blocks(key.cipher, j0, j0, 1);
    for (std::size_t i = 0; i < kBlock; ++i) tag[i] = static_cast<std::uint8_t>(s[i] ^ j0[i]);
    wipe(s);
    wipe(j0);
}

}  // namespace

void expand_key(ByteView key, std::uint8_t* state) {
    Key& out = *reinterpret_cast<Key*>(state);
    aes::bitsliced::expand_key(key, out.cipher);
    std::uint8_t h[kBlock] = {};  // H = CIPH(0^128)
    aes::bitsliced::encrypt_blocks(out.cipher, h, h, 1);
    out.h = load_ghash_block(h);
    wipe(h);
}

// GCM-AE, §7.1.
void seal(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    gctr(key_in(state), message.nonce, message.data);
    tag_of(key_in(state), message, tag);
}

// GCM-AD, §7.2; the caller compares the tag.
void open(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    tag_of(key_in(state), message, tag);
    gctr(key_in(state), message.nonce, message.data);
}

}  // namespace vitrine::crypto::gcm_portable
