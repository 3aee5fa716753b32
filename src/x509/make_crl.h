// A certificate revocation list from its fields. RFC 5280 §5.
#pragma once

#include <optional>

#include "x509/make_extension.h"
#include "x509/make_signed.h"

namespace vitrine::x509 {

struct RevokedSpec {
    Bytes serial_number;  ///< contents octets
    Time revocation_date;
    std::optional<std::uint8_t> reason;  ///< a CRLReason, RFC 5280 §5.3.1
    std::vector<ExtensionSpec> extensions;
};

struct CrlSpec {
    Bytes issuer;  ///< DER of the name
    Time this_update;
    std::optional<Time> next_update;
    std::vector<RevokedSpec> revoked;
    std::vector<ExtensionSpec> extensions;
    SignatureScheme signature;
};

/// A complete list of `issuer`, with its key identifier and a number.
CrlSpec crl_spec(const Certificate& issuer,
                 const PrivateKey& key,
                 Validity updates,
                 std::uint32_t number);

/// tbsCertList, DER.  Errors: unsupported_algorithm, output_full.
Result<Bytes> encode_tbs_crl(const CrlSpec& spec);

/// The list's DER.  Errors: those of PrivateKey::sign_message.
Result<Bytes> make_crl(const CrlSpec& spec, const PrivateKey& issuer_key, Rng& rng);

/// The number of "keyCompromise", as RFC 5280 §5.3.1 spells it.
std::optional<std::uint8_t> crl_reason_number(std::string_view name);

}  // namespace vitrine::x509
