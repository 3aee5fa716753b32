// What a CBC kernel is: one block cipher on one instruction set. The tables stand in mode/cbc.cpp.
#pragma once

#include "base/cpu.h"
#include "crypto/mode/cbc.h"
#include "crypto/mode/cbc_batch.h"

namespace vitrine::crypto {

/// `state` is CbcKey's, aligned to 64 bytes; `iv` is one block and becomes the last ciphertext
/// block; `data` is n blocks, changed in place.
struct CbcKernel {
    std::string_view name;
    cpu::Features needs;
    void (*expand_key)(ByteView key, CbcKey::Use use, std::uint8_t* state);
    void (*encrypt)(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n);
    void (*decrypt)(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n);
    /// Null: one stream after another.
    void (*encrypt_batch)(const std::uint8_t* state, const CbcStream* streams, std::size_t n);
    /// `state` is an aes::aesni::Key, which the kernels of mode/cbc_hmac_kernel.h take.
    bool keeps_aesni_keys = false;
};

namespace cbc_aesni {

void expand_key(ByteView key, CbcKey::Use use, std::uint8_t* state);
void encrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n);
void decrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n);

void encrypt_batch(const std::uint8_t* state, const CbcStream* streams, std::size_t n);

}  // namespace cbc_aesni

namespace cbc_vaes {

void decrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n);

}  // namespace cbc_vaes

namespace cbc_camellia_gfni {

void expand_key(ByteView key, CbcKey::Use use, std::uint8_t* state);
void encrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n);
void decrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n);
void encrypt_batch(const std::uint8_t* state, const CbcStream* streams, std::size_t n);

}  // namespace cbc_camellia_gfni

namespace cbc_camellia_aesni {

void expand_key(ByteView key, CbcKey::Use use, std::uint8_t* state);
void encrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n);
void decrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n);

}  // namespace cbc_camellia_aesni

}  // namespace vitrine::crypto
