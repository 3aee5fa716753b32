// Extensions for certificates, CRLs and OCSP responses that are made here: the usual ones by name,
// any other as an identifier with bytes. RFC 5280 §4.2, §5.2; RFC 7633.
#pragma once

#include <string>

#include "x509/encode_der.h"
#include "x509/extensions.h"

namespace vitrine::x509 {

struct ExtensionSpec {
    asn1::Oid oid;
    bool critical = false;
    Bytes value;  ///< contents of extnValue
};

/// Extensions ::= SEQUENCE OF Extension, in the order given, doubles and all.
void write_extensions(asn1::DerWriter& out, std::span<const ExtensionSpec> extensions);

ExtensionSpec basic_constraints(bool ca, std::optional<std::uint32_t> path_len = std::nullopt);
ExtensionSpec key_usage(std::span<const KeyUsage> usages);
ExtensionSpec ext_key_usage(std::span<const asn1::Oid> purposes);
/// Each a DNS name, or an address where it reads as one.  Errors: bad_parameters.
Result<ExtensionSpec> subject_alt_name(std::span<const std::string> hosts);
/// RFC 5280 §4.2.1.2, method 1: SHA-1 of subjectPublicKey without tag, length and unused bits.
ExtensionSpec subject_key_identifier(ByteView key_bits);
ExtensionSpec authority_key_identifier(ByteView key_identifier);
/// "Must staple": RFC 7633 §6, feature 5.
ExtensionSpec tls_feature_status_request();
/// RFC 5280 §5.2.3
ExtensionSpec crl_number(std::uint32_t number);
/// RFC 6960 §4.2.2.2.1
ExtensionSpec ocsp_no_check();

}  // namespace vitrine::x509
