// What an AEAD kernel is: one construction on one instruction set. The tables stand in
// mode/aead.cpp.
#pragma once

#include "base/cpu.h"
#include "crypto/mode/aead.h"

namespace vitrine::crypto {

inline constexpr std::size_t kFullTag = 16;

/// One message. `data` is changed in place.
struct AeadMessage {
    const std::uint8_t* nonce;  ///< kAeadNonceLen bytes
    ByteView aad;
    MutByteView data;
    std::size_t tag_len;  ///< CCM authenticates it
};

/// `state` is AeadKey's, aligned to 64 bytes. `tag` has room for 16 bytes, of which tag_len count.
/// `open` decrypts and computes the tag that should have come; AeadKey::open compares.
struct AeadKernel {
    std::string_view name;
    cpu::Features needs;
    void (*expand_key)(ByteView key, std::uint8_t* state);
    void (*seal)(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
    void (*open)(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
};

namespace gcm_portable {
void expand_key(ByteView key, std::uint8_t* state);
void seal(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
void open(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
}  // namespace gcm_portable

namespace gcm_pclmul {
void expand_key(ByteView key, std::uint8_t* state);
void seal(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
void open(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
}  // namespace gcm_pclmul

namespace gcm_vaes {
void expand_key(ByteView key, std::uint8_t* state);
void seal(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
void open(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
}  // namespace gcm_vaes

namespace ccm_portable {
void expand_key(ByteView key, std::uint8_t* state);
void seal(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
void open(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
}  // namespace ccm_portable

namespace ccm_aesni {
void expand_key(ByteView key, std::uint8_t* state);
void seal(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
void open(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
}  // namespace ccm_aesni

namespace chacha20_poly1305_portable {
void expand_key(ByteView key, std::uint8_t* state);
void seal(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
void open(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
}  // namespace chacha20_poly1305_portable

namespace chacha20_poly1305_sse41 {
void expand_key(ByteView key, std::uint8_t* state);
void seal(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
void open(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
}  // namespace chacha20_poly1305_sse41

namespace chacha20_poly1305_avx2 {
void expand_key(ByteView key, std::uint8_t* state);
void seal(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
void open(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
}  // namespace chacha20_poly1305_avx2

namespace chacha20_poly1305_ifma {
void expand_key(ByteView key, std::uint8_t* state);
void seal(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
void open(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag);
}  // namespace chacha20_poly1305_ifma

}  // namespace vitrine::crypto
