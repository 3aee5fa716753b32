// A certificate revocation list (RFC 5280 §5) as a view of its DER: complete, delta or indirect.
// Parsing copies and allocates nothing; the DER must stay where it is for as long as the Crl is
// used. Read next: crl_scope.h (which certificates a list speaks for), crl_check.h (what it says).
#pragma once

#include "x509/algorithm.h"
#include "x509/distribution_point.h"
#include "x509/extensions.h"

namespace vitrine::x509 {

/// CRLReason, the numbers of RFC 5280 §5.3.1.
enum class CrlReason : std::uint8_t {
    unspecified = 0,
    key_compromise = 1,
    ca_compromise = 2,
    affiliation_changed = 3,
    superseded = 4,
    cessation_of_operation = 5,
    certificate_hold = 6,
    remove_from_crl = 8,
    privilege_withdrawn = 9,
    aa_compromise = 10,
};

/// "keyCompromise", as the standard spells it.
std::string_view name_of(CrlReason reason);
/// Reads a CRLReason.  Errors through the reader: der_bad_integer (7, and above 10).
CrlReason read_crl_reason(asn1::DerReader& in, const char* name);

/// RFC 5280 §5.2.5: for which certificates and reasons a list is.
struct IssuingDistributionPoint {
    ByteView encoded;         ///< contents of extnValue; a delta's must equal its base's
    DistributionPoint point;  ///< its name, and onlySomeReasons as `reasons`
    bool only_user_certificates = false;
    bool only_ca_certificates = false;
    bool only_attribute_certificates = false;
    bool indirect = false;
};

struct Crl {
    ByteView der;
    ByteView tbs;  ///< tbsCertList, tag and length with it: what is signed
    int version = 1;
    SignatureAlgorithm signature_algorithm;
    Name issuer;
    Time this_update;
    std::optional<Time> next_update;
    ByteView revoked;     ///< contents of revokedCertificates, well formed
    ByteView extensions;  ///< contents of the Extensions SEQUENCE, for printing
    AuthorityKeyIdentifier authority_key_identifier;
    ByteView crl_number;       ///< without leading zeros; empty if absent
    ByteView base_crl_number;  ///< of a delta's base; empty in a complete list
    std::optional<IssuingDistributionPoint> issuing_distribution_point;
    /// The first critical extension, of the list or of an entry, that is not known; else empty.
    asn1::Oid unknown_critical;
    ByteView signature;

    [[nodiscard]] bool is_delta() const { return !base_crl_number.empty(); }
};

/// One of revokedCertificates. RFC 5280 §5.3.
struct RevokedCertificate {
    ByteView serial_number;  ///< two's complement contents
    Time revocation_date;
    std::optional<CrlReason> reason;
    std::optional<Time> invalidity_date;
    /// Whose certificate it is: certificateIssuer of this entry, else of the nearest one before it
    /// that has one, else the list's issuer. RFC 5280 §5.3.3.
    Name certificate_issuer;
};

/// Strict DER, like parse_certificate. With a sink every field is an event of Layer::certificate.
/// Errors: those of DerReader, certificate_malformed, certificate_version,
/// certificate_duplicate_extension, certificate_bad_extension, bad_parameters.  Time: linear in the
/// size.
Result<Crl> parse_crl(ByteView der, trace::Sink* sink = nullptr);

/// Steps through the entries of a list.
class RevokedCursor {
  public:
    explicit RevokedCursor(const Crl& crl) : rest_(crl.revoked), issuer_(crl.issuer) {}
    std::optional<RevokedCertificate> next();

  private:
    ByteView rest_;
    Name issuer_;
};

}  // namespace vitrine::x509
