// What a single certificate has that OpenSSL reads, names or compares otherwise than we do. Each
// function looks at the certificate itself, not at what our verifier said of it. Read next:
// constraint_traits.h, disagreements.cpp.
#pragma once

#include "x509/verify.h"

namespace vitrine::fuzz {

/// An attribute is in an alphabet whose characters we compare as bytes and OpenSSL as text, or has
/// white space that OpenSSL compresses and we do not.
bool has_other_alphabet(const x509::Name& name);
/// An attribute is no character string: OpenSSL has a list of types for every attribute.
bool has_odd_value(const x509::Name& name);
/// Subject and issuer are not equal to us and may be to OpenSSL.
bool may_seem_self_issued(const x509::Certificate& c);
/// OpenSSL's sign of a root: self-issued, and its authorityKeyIdentifier does not say otherwise.
bool seems_self_signed(const x509::Certificate& c);
/// The authorityKeyIdentifier names a key, or an issuer and number, that `issuer` does not have.
bool denies_issuer(const x509::Certificate& c, const x509::Certificate& issuer);

/// Extensions that OpenSSL decodes in every certificate of a path: where it cannot, it takes the
/// certificate for invalid.
bool is_unreadable_to_openssl(const x509::Certificate& c);
/// OpenSSL has no key of it: a point off its curve, DSA without parameters.
bool has_key_unread_by_openssl(const x509::Certificate& c);
/// A policy qualifier of RFC 5280 that is not of its type, which OpenSSL decodes.
bool has_odd_qualifier(const x509::Certificate& c);
/// certificatePolicies has anyPolicy.
bool asserts_any_policy(const x509::Certificate& c);
/// policyMappings from or to anyPolicy.
bool maps_any_policy(const x509::Certificate& c);

/// Critical: one that we know and OpenSSL 3.0 does not handle.
bool has_critical_beyond_openssl(const x509::Certificate& c);
/// Critical: one that OpenSSL handles and we do not know.
bool has_critical_beyond_us(const x509::Certificate& c);
/// RFC 3779, Netscape's certificate type, RFC 3820.
bool has_resources(const x509::Certificate& c);
bool has_netscape_type(const x509::Certificate& c);
bool has_proxy_info(const x509::Certificate& c);
/// extKeyUsage has Netscape's or Microsoft's server gated cryptography.
bool has_gated_cryptography(const x509::Certificate& c);

/// Zero, negative or longer than 20 octets.
bool has_odd_serial(const x509::Certificate& c);

}  // namespace vitrine::fuzz
