// A certificate cut into its fields (RFC 5280 §4.1) and not judged: for showing what
// parse_certificate may refuse. Nothing is decided on these values; verification reads
// certificate.h.
#pragma once

#include <optional>

#include "x509/algorithm.h"
#include "x509/name.h"

namespace vitrine::x509 {

struct CertificateFrame {
    ByteView der;
    ByteView tbs;            ///< tbsCertificate, tag and length with it
    ByteView version;        ///< contents of the INTEGER; empty: v1 by default
    ByteView serial_number;  ///< contents
    AlgorithmIdentifier inner_algorithm;
    Name issuer;
    asn1::Element not_before;
    asn1::Element not_after;
    Name subject;
    ByteView public_key;  ///< the whole SubjectPublicKeyInfo
    AlgorithmIdentifier key_algorithm;
    ByteView key_bits;  ///< contents of the BIT STRING, the count of unused bits with them
    std::optional<ByteView> issuer_unique_id;  ///< likewise
    std::optional<ByteView> subject_unique_id;
    ByteView extensions;  ///< the members of the Extensions SEQUENCE
    AlgorithmIdentifier signature_algorithm;
    ByteView signature;  ///< contents of the BIT STRING, the count of unused bits with them
};

/// Errors: those of DerReader, where a field is missing or is of another type.
Result<CertificateFrame> cut_certificate(ByteView der);

}  // namespace vitrine::x509
