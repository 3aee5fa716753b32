// Making certificates: for tests, labs and small private CAs. Any date, any extension, wrong ones
// on purpose too. The same seed gives the same bytes.
#pragma once

#include <string>

#include "x509/key_file.h"

namespace vitrine::x509 {

using Bytes = std::vector<std::uint8_t>;

struct NamePart {
    asn1::Oid type;
    std::string value;  ///< UTF-8; written as PrintableString where that is enough
};

/// A distinguished name, DER. One attribute an RDN.
Result<Bytes> encode_name(std::span<const NamePart> parts);
/// {CN = text}
Result<Bytes> encode_common_name(std::string_view text);

struct ExtensionSpec {
    asn1::Oid oid;
    bool critical = false;
    Bytes value;  ///< contents of extnValue
};

// The extensions that certificates for TLS carry.
ExtensionSpec basic_constraints(bool ca, std::optional<std::uint32_t> path_len = std::nullopt);
ExtensionSpec key_usage(std::span<const KeyUsage> usages);
ExtensionSpec ext_key_usage(std::span<const asn1::Oid> purposes);
/// Each a DNS name, or an address where it reads as one.  Errors: bad_parameters.
Result<ExtensionSpec> subject_alt_name(std::span<const std::string> hosts);
ExtensionSpec subject_key_identifier(ByteView key_bits);
ExtensionSpec authority_key_identifier(ByteView key_identifier);
ExtensionSpec tls_feature_status_request();

struct CertificateSpec {
    int version = 3;
    Bytes serial_number;  ///< contents octets; empty: 16 random bytes, positive
    Bytes issuer;         ///< DER of the names
    Bytes subject;
    Validity validity;
    Bytes public_key;  ///< DER of the SubjectPublicKeyInfo
    std::vector<ExtensionSpec> extensions;
    SignatureScheme signature;
};

/// The certificate's DER.  Errors: those of PrivateKey::sign_message, entropy_failure.
Result<Bytes> make_certificate(const CertificateSpec& spec, const PrivateKey& issuer_key, Rng& rng);

/// The strongest usual scheme of a key: RSA PKCS#1 with SHA-256, or ECDSA with the curve's hash.
SignatureScheme default_scheme(const PrivateKey& key);

// Whole recipes. `issuer` null: self-signed.
struct Issuer {
    const Certificate& certificate;
    const PrivateKey& key;
};
struct LeafNames {
    std::string common_name;
    std::vector<std::string> hosts;  ///< for subjectAltName; may be empty
};

Result<CertificateSpec> ca_spec(std::string_view common_name,
                                const PrivateKey& key,
                                Validity validity,
                                const Issuer* issuer = nullptr,
                                std::optional<std::uint32_t> path_len = std::nullopt);
Result<CertificateSpec> server_spec(const LeafNames& names,
                                    const PrivateKey& key,
                                    Validity validity,
                                    const Issuer* issuer);
Result<CertificateSpec> client_spec(const LeafNames& names,
                                    const PrivateKey& key,
                                    Validity validity,
                                    const Issuer* issuer);

}  // namespace vitrine::x509
