// An OCSP response (RFC 6960 §4.2) as a view of its DER: what a responder says of the status of
// certificates. Parsing copies and allocates nothing. Read next: ocsp_check.h, which decides
// whether to believe it.
#pragma once

#include "x509/certificate.h"
#include "x509/crl.h"

namespace vitrine::x509 {

/// OCSPResponseStatus. RFC 6960 §4.2.1.
enum class OcspResponseStatus : std::uint8_t {
    successful = 0,
    malformed_request = 1,
    internal_error = 2,
    try_later = 3,
    sig_required = 5,
    unauthorized = 6,
};

/// "tryLater", as the standard spells it.
std::string_view name_of(OcspResponseStatus status);

enum class OcspCertStatus : std::uint8_t { good, revoked, unknown };

/// CertID ::= SEQUENCE { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }.
struct CertId {
    AlgorithmIdentifier hash_algorithm;
    ByteView issuer_name_hash;
    ByteView issuer_key_hash;
    ByteView serial_number;  ///< two's complement contents
};

struct SingleResponse {
    CertId cert_id;
    OcspCertStatus status = OcspCertStatus::unknown;
    Time revocation_time;                        ///< if revoked
    std::optional<CrlReason> revocation_reason;  ///< if revoked, and said
    Time this_update;
    std::optional<Time> next_update;
    asn1::Oid unknown_critical;  ///< the first critical extension that is not known, else empty
};

/// What a response says, with the basic response inside, if there is one.
struct OcspResponse {
    ByteView der;
    OcspResponseStatus status = OcspResponseStatus::internal_error;
    bool is_basic = false;  ///< the rest means something

    ByteView tbs;  ///< tbsResponseData, tag and length with it: what is signed
    Name responder_name;
    ByteView responder_key_hash;  ///< SHA-1 of the key; empty if the responder is named
    Time produced_at;
    ByteView responses;  ///< contents of the SEQUENCE OF SingleResponse, well formed
    ByteView nonce;      ///< contents of the extension; empty if absent
    asn1::Oid unknown_critical;
    SignatureAlgorithm signature_algorithm;
    ByteView signature;
    ByteView certificates;  ///< DER values in a row; read with CertificateCursor
};

/// Strict DER. A response that is not successful, or of another type, is no error. With a sink
/// every field is an event of Layer::certificate.  Errors: those of DerReader,
/// certificate_status_bad (structure), bad_parameters.  Time: linear in the size.
Result<OcspResponse> parse_ocsp_response(ByteView der, trace::Sink* sink = nullptr);

/// Steps through the answers of a basic response.
class SingleResponseCursor {
  public:
    explicit SingleResponseCursor(const OcspResponse& response) : rest_(response.responses) {}
    std::optional<SingleResponse> next();

  private:
    ByteView rest_;
};

/// Steps through the certificates that came with a response; those that are malformed are left out.
class CertificateCursor {
  public:
    explicit CertificateCursor(const OcspResponse& response) : rest_(response.certificates) {}
    std::optional<Certificate> next();

  private:
    ByteView rest_;
};

/// True if `id` names `certificate` as far as can be said without its issuer's key.
bool may_name_certificate(const CertId& id, const Certificate& certificate);
/// True if `id` names `certificate`, issued by `issuer`.
bool names_certificate(const CertId& id, const Certificate& certificate, const Certificate& issuer);

}  // namespace vitrine::x509
