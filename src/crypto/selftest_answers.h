// The known answers that selftest.cpp asks for: inputs and outputs in hexadecimal, with who made
// them. The table is made by vectors/import/selftest.py.
#pragma once

#include <span>
#include <string_view>

#include "crypto/hash/hash.h"
#include "crypto/kdf/prf.h"
#include "crypto/mode/aead.h"
#include "crypto/mode/cbc.h"
#include "crypto/pk/ec.h"

namespace vitrine::crypto {

/// Which check reads the fields (selftest_symmetric.cpp, selftest_public_key.cpp).
enum class AnswerKind : std::uint8_t {
    hash,            // In Out
    hmac,            // Key In Out
    prf,             // Secret Label Seed Out
    rc4,             // Key Out, of zeros
    cbc,             // Key IV Plain Cipher
    cbc_batch,       // the same
    blocks,          // Key Plain Cipher: each block for itself
    cbc_hmac,        // hash's name, MAC key, cipher key, IV, header, content, fragment
    aead,            // Key Nonce Aad Plain Cipher Tag
    rsa_sign,        // N E D P Q DP DQ QInv Message Signature
    rsa_verify,      // N E Message Signature
    rsa_pss_verify,  // the same, salt as long as the digest
    rsa_decrypt,     // N E D P Q DP DQ QInv Ciphertext Message
    dh,              // P G X Y K
    dsa,             // P Q G X Y Message R S
    ecdh,            // our scalar, our point, their point, shared x
    ecdsa,           // Private Point Message R S
    x25519,          // Private Own Peer Shared
    x25519_lanes,    // the same
    ed25519,         // Public Message Signature
};

struct KnownAnswer {
    AnswerKind kind;
    std::uint8_t alg;  ///< which of the kind: HashAlg, PrfAlg, BlockCipherAlg, AeadAlg or Curve
    std::string_view primitive;
    std::string_view source;
    std::string_view fields[10];
};

template <class Alg>
constexpr std::uint8_t code(Alg alg) {
    return static_cast<std::uint8_t>(alg);
}

std::span<const KnownAnswer> known_answers();

}  // namespace vitrine::crypto
