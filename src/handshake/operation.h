// Slow operations are tokens, not calls: the handshake asks, waits in a state of its own, and goes
// on when the result is handed in. The default executor (run_operation) does the work at once;
// others may do it later, in another order, on another thread, or eight at a time. An operation
// carries the random bytes it may use, drawn when it was asked for, so that executor and order
// cannot change the wire. Its inputs are views and pointers into memory that stays in place until
// it is completed.
#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "base/arena.h"
#include "base/secret.h"
#include "crypto/hash/hash.h"
#include "crypto/pk/dh.h"
#include "handshake/key_schedule.h"
#include "handshake/named_group.h"
#include "x509/certificate.h"
#include "x509/private_key.h"
#include "x509/signature.h"
#include "x509/verify.h"

namespace vitrine::handshake {

inline constexpr std::size_t kMaxSignatureLen = 1024;
inline constexpr std::size_t kMaxPublicValueLen = crypto::kMaxDhLen;

using KeyShareSecret = SecretBytes<struct KeyShareSecretTag, crypto::kMaxDhLen>;

/// A group of either kind: a curve by its number, or a finite-field group by its numbers.
struct Group {
    NamedGroup id{};               ///< meaningful if not `custom`
    bool custom = false;           ///< a group that no registry names
    crypto::DhGroup finite_field;  ///< set for FFDHE and custom groups

    [[nodiscard]] bool is_finite_field() const { return custom || handshake::is_finite_field(id); }
};

/// Verify the peer's chain and its name: one operation, however many signatures.
struct VerifyChain {
    std::span<const x509::Certificate> certificates;  ///< as received, leaf first
    const x509::TrustAnchors* trust = nullptr;
    x509::PathPolicy policy;
    base::Arena* arena = nullptr;
    x509::PathReport* report = nullptr;
    std::optional<x509::VerifiedChain> verified;  ///< the result
};

/// Judge the status that the server stapled to a chain that is verified already.
struct VerifyStatus {
    const x509::VerifiedChain* chain = nullptr;
    std::span<const x509::Certificate> pool;  ///< as received, without the leaf
    const x509::TrustAnchors* trust = nullptr;
    x509::PathPolicy policy;  ///< with the staple
    base::Arena* arena = nullptr;
    x509::PathReport* report = nullptr;
};

struct VerifySignature {
    const x509::PublicKey* key = nullptr;
    x509::SignatureScheme algorithm;
    crypto::Digest digest;
    ByteView signature;
};

struct Sign {
    const x509::PrivateKey* key = nullptr;
    x509::SignatureScheme algorithm;
    crypto::Digest digest;
    std::array<std::uint8_t, kMaxSignatureLen> signature{};  ///< the result
    std::size_t signature_len = 0;
};

/// Make a key pair in `group`; with a peer's value, agree on the premaster secret too.
struct ExchangeKeys {
    Group group;
    bool generate = true;       ///< false: use `own_secret`
    ByteView peer_value;        ///< empty: no agreement yet
    KeyShareSecret own_secret;  ///< result of generating, input otherwise
    std::array<std::uint8_t, kMaxPublicValueLen> own_value{};
    std::size_t own_value_len = 0;
    PremasterSecret premaster;  ///< the result of the agreement
};

/// Client side of RSA key transport (RFC 5246 §7.4.7.1).
struct EncryptPremaster {
    const x509::PublicKey* key = nullptr;
    std::uint16_t client_version = 0;
    PremasterSecret premaster;
    std::array<std::uint8_t, kMaxSignatureLen * 2> encrypted{};
    std::size_t encrypted_len = 0;
};

/// Server side: always succeeds, whatever the padding (Bleichenbacher; attacks A16-A18).
struct DecryptPremaster {
    const x509::PrivateKey* key = nullptr;
    ByteView encrypted;
    std::uint16_t client_version = 0;
    PremasterSecret premaster;
};

struct Operation {
    std::uint32_t id = 0;
    std::array<std::uint8_t, 32> seed{};  ///< seeds a generator of its own
    std::variant<std::monostate,
                 VerifyChain,
                 VerifyStatus,
                 VerifySignature,
                 Sign,
                 ExchangeKeys,
                 EncryptPremaster,
                 DecryptPremaster>
        work;
};

/// "verify_chain", "verify_status", "verify_signature", "sign", "key_exchange",
/// "encrypt_premaster", "decrypt_premaster"
std::string_view kind_of(const Operation& operation);

/// Does the work on the spot and leaves the results in the operation.
/// Errors: what the peer's input deserves (bad_signature, bad_point, certificate_* ...),
/// fault_detected.
Status run_operation(Operation& operation);

}  // namespace vitrine::handshake
