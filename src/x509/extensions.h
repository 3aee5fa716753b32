// The certificate extensions of RFC 5280 §4.2, RFC 6962, RFC 7633 and RFC 9608, decoded while the
// certificate is parsed: small ones into values, lists into checked views.
#pragma once

#include "x509/general_name.h"

namespace vitrine::x509 {

enum class ExtensionId : std::uint8_t {
    basic_constraints,
    key_usage,
    ext_key_usage,
    subject_alt_name,
    issuer_alt_name,
    name_constraints,
    certificate_policies,
    policy_mappings,
    policy_constraints,
    inhibit_any_policy,
    authority_key_identifier,
    subject_key_identifier,
    crl_distribution_points,
    freshest_crl,
    authority_info_access,
    subject_info_access,
    tls_feature,
    sct_list,
    ocsp_no_check,
    no_rev_avail,
};
inline constexpr std::size_t kKnownExtensions = 20;
inline constexpr std::size_t kMaxExtensions = 64;

/// KeyUsage, bit numbers of RFC 5280 §4.2.1.3.
enum class KeyUsage : std::uint8_t {
    digital_signature = 0,
    content_commitment = 1,
    key_encipherment = 2,
    data_encipherment = 3,
    key_agreement = 4,
    key_cert_sign = 5,
    crl_sign = 6,
    encipher_only = 7,
    decipher_only = 8,
};

struct AuthorityKeyIdentifier {
    ByteView key_identifier;  ///< empty if absent
    GeneralNames issuer;
    ByteView serial_number;
};

/// Purposes seen in an ExtKeyUsageSyntax; others are only in the list itself.
struct ExtendedKeyUsage {
    bool any = false;
    bool server_auth = false;
    bool client_auth = false;
    bool ocsp_signing = false;
};

struct PolicyConstraints {
    std::optional<std::uint32_t> require_explicit_policy;
    std::optional<std::uint32_t> inhibit_policy_mapping;
};

struct Extensions {
    [[nodiscard]] bool has(ExtensionId id) const { return (present >> bit(id) & 1U) != 0; }
    [[nodiscard]] bool is_critical(ExtensionId id) const { return (critical >> bit(id) & 1U) != 0; }
    /// The contents of extnValue; empty if absent.
    [[nodiscard]] ByteView value(ExtensionId id) const { return values[bit(id)]; }
    /// True if keyUsage is absent or has this bit.
    [[nodiscard]] bool allows(KeyUsage usage) const {
        return !has(ExtensionId::key_usage) ||
               (key_usage >> static_cast<unsigned>(usage) & 1U) != 0;
    }

    std::uint32_t present = 0;
    std::uint32_t critical = 0;
    std::array<ByteView, kKnownExtensions> values{};
    asn1::Oid unknown_critical;  ///< the first critical extension that is not known, else empty
    ByteView all;                ///< the contents of the Extensions SEQUENCE, for printing

    bool ca = false;
    std::optional<std::uint32_t> path_len;
    std::uint16_t key_usage = 0;  ///< bit i is bit number i of the list
    ExtendedKeyUsage ext_key_usage;
    GeneralNames subject_alt_name;
    AuthorityKeyIdentifier authority_key_identifier;
    ByteView subject_key_identifier;
    PolicyConstraints policy_constraints;
    std::uint32_t inhibit_any_policy = 0;  ///< SkipCerts; meaningful if present

  private:
    static constexpr unsigned bit(ExtensionId id) { return static_cast<unsigned>(id); }
};

/// Reads the members of an Extensions SEQUENCE. Errors through the reader:
/// certificate_duplicate_extension, certificate_bad_extension, and those of DER.
Extensions read_extensions(asn1::DerReader in);

// Extensions that lists and responses have too: each reads the inside of its extnValue.
AuthorityKeyIdentifier read_authority_key_identifier(asn1::DerReader& in);
void read_info_access(asn1::DerReader& in);

/// One extension as it stands, for printing and for extensions that only the caller knows.
struct RawExtension {
    asn1::Oid oid;
    bool critical = false;
    ByteView value;  ///< contents of extnValue
};

/// Steps through `Extensions::all`.
class ExtensionCursor {
  public:
    explicit ExtensionCursor(const Extensions& extensions) : rest_(extensions.all) {}
    std::optional<RawExtension> next();

  private:
    ByteView rest_;
};

}  // namespace vitrine::x509
