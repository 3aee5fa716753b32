// A certificate (RFC 5280 §4.1) as a view of its DER: parsing copies and allocates nothing.
// The DER must stay where it is for as long as the Certificate is used.
// Read next: extensions.h, public_key.h, verify.h.
#pragma once

#include "x509/extensions.h"
#include "x509/public_key.h"

namespace vitrine::x509 {

struct Validity {
    Time not_before;
    Time not_after;
};

struct Certificate {
    ByteView der;
    ByteView tbs;  ///< tbsCertificate, tag and length with it: what is signed
    int version = 1;
    ByteView serial_number;  ///< two's complement contents
    SignatureAlgorithm signature_algorithm;
    Name issuer;
    Validity validity;
    Name subject;
    PublicKey public_key;
    Extensions extensions;
    ByteView signature;

    /// Subject equals issuer; says nothing about who signed it.
    [[nodiscard]] bool is_self_issued() const { return same_name(subject, issuer); }
};

/// Strict: any departure from DER or from the structure is an error. Critical extensions that are
/// not known are noted in `extensions.unknown_critical` and refused by `verify_chain`, so that they
/// can be shown. With a sink every field is an event of Layer::certificate, offsets from the first
/// byte of `der`. Errors: those of DerReader, certificate_malformed, certificate_version,
/// certificate_duplicate_extension, certificate_bad_extension, bad_parameters.  Time: linear in the
/// size.
Result<Certificate> parse_certificate(ByteView der, trace::Sink* sink = nullptr);

/// The DER of the first certificate in `der`, by its outer length alone. Errors: those of
/// DerReader.
Result<ByteView> outer_certificate(ByteView der);

/// "CN=localhost" or the last attribute of the subject; to the front of `out`, cut where it does
/// not fit, control characters as '?'.
std::string_view short_subject(const Name& name, std::span<char> out);

}  // namespace vitrine::x509
