// AEAD_CHACHA20_POLY1305, RFC 8439 §2.8, for TLS by RFC 7905. The readable version.

#include "base/secret.h"
#include "crypto/cipher/chacha20.h"
#include "crypto/mac/poly1305.h"
#include "crypto/mode/aead_kernel.h"

namespace vitrine::crypto::chacha20_poly1305_portable {

namespace {

// poly1305_key_gen(), §2.6: block 0 of the key stream; the message is encrypted from block 1 on.
struct OneTimeKey {
    explicit OneTimeKey(const chacha20::State& counter_0) { chacha20::block(counter_0, bytes); }
    OneTimeKey(const OneTimeKey&) = delete;
    OneTimeKey& operator=(const OneTimeKey&) = delete;
    ~OneTimeKey() { wipe(bytes); }

    std::uint8_t bytes[chacha20::kBlock];
};

void tag_of(const OneTimeKey& key, const AeadMessage& message, std::uint8_t* tag) {
    Poly1305 mac(key.bytes);
    mac.update_padded(message.aad);
    mac.update_padded(message.data);
    std::uint8_t lengths[16];
    for (unsigned i = 0; i < 8; ++i) {
        lengths[i] = static_cast<std::uint8_t>(std::uint64_t{message.aad.size()} >> (8 * i));
        lengths[8 + i] = static_cast<std::uint8_t>(std::uint64_t{message.data.size()} >> (8 * i));
    }
    mac.update(lengths);
    mac.finish(tag);
}

}  // namespace

void expand_key(ByteView key, std::uint8_t* state) {
    copy_bytes(key, {state, key.size()});
}

void seal(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    chacha20::State stream = chacha20::make_state(state, message.nonce, 0);
    const OneTimeKey mac_key(stream);
    stream.words[12] = 1;
    chacha20::crypt(stream, message.data);
    tag_of(mac_key, message, tag);
    wipe_object(stream);
}

void open(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    chacha20::State stream = chacha20::make_state(state, message.nonce, 0);
    const OneTimeKey mac_key(stream);
    tag_of(mac_key, message, tag);
    stream.words[12] = 1;
    chacha20::crypt(stream, message.data);
    wipe_object(stream);
}

}  // namespace vitrine::crypto::chacha20_poly1305_portable
