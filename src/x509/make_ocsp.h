// An OCSP response from its fields. RFC 6960 §4.2.
#pragma once

#include <optional>

#include "x509/make_extension.h"
#include "x509/make_signed.h"

namespace vitrine::x509 {

/// CertID: whose certificate, and which. RFC 6960 §4.1.1.
struct CertIdSpec {
    crypto::HashAlg hash = crypto::HashAlg::sha1;
    Bytes issuer_name_hash;
    Bytes issuer_key_hash;
    Bytes serial_number;  ///< contents octets
};

/// CertID of a certificate under its issuer.
CertIdSpec cert_id_of(const Certificate& certificate,
                      const Certificate& issuer,
                      crypto::HashAlg hash = crypto::HashAlg::sha1);

enum class OcspStatus : std::uint8_t { good, revoked, unknown };

struct SingleResponseSpec {
    CertIdSpec id;
    OcspStatus status = OcspStatus::good;
    Time revocation_time;                           ///< revoked only
    std::optional<std::uint8_t> revocation_reason;  ///< revoked only: a CRLReason
    Time this_update;
    std::optional<Time> next_update;
    std::vector<ExtensionSpec> extensions;
};

struct OcspSpec {
    /// OCSPResponseStatus: 0 successful; any other carries no responseBytes.
    std::uint8_t response_status = 0;
    /// responderID: the DER of a name, or else the SHA-1 of the responder's key bits.
    Bytes responder_name;
    Bytes responder_key_hash;
    Time produced_at;
    std::vector<SingleResponseSpec> responses;
    std::vector<ExtensionSpec> extensions;
    std::vector<Bytes> certificates;  ///< DER; a delegated responder's comes first
    SignatureScheme signature;
};

/// A response by `responder` (the issuer itself or one it delegated to), named by its key's hash.
/// A delegated responder's certificate goes in.
OcspSpec ocsp_spec(const Certificate& responder,
                   const PrivateKey& key,
                   bool delegated,
                   Time produced_at);

/// ResponseData, DER.  Errors: output_full.
Result<Bytes> encode_response_data(const OcspSpec& spec);

/// The OCSPResponse's DER.  Errors: those of PrivateKey::sign_message.
Result<Bytes> make_ocsp(const OcspSpec& spec, const PrivateKey& responder_key, Rng& rng);

}  // namespace vitrine::x509
