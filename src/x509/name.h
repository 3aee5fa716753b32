// Distinguished names (RFC 5280 §4.1.2.4) and how they compare (§7.1).
#pragma once

#include <optional>

#include "asn1/der_reader.h"

namespace vitrine::x509 {

/// A well-formed Name, as a view of its DER.
class Name {
  public:
    Name() = default;
    /// `encoded` is the whole SEQUENCE, `rdns` its contents; made by `read_name` only.
    Name(ByteView encoded, ByteView rdns) : encoded_(encoded), rdns_(rdns) {}

    [[nodiscard]] bool empty() const { return rdns_.empty(); }
    [[nodiscard]] ByteView encoded() const { return encoded_; }
    [[nodiscard]] ByteView rdns() const { return rdns_; }

  private:
    ByteView encoded_;
    ByteView rdns_;
};

struct Attribute {
    asn1::Oid type;
    asn1::String value;      ///< of a string type, or any other value as it stands
    ByteView encoded_value;  ///< the value with its tag and length
    bool begins_rdn = false;
};

/// Steps through the attributes of a name in their order.
class AttributeCursor {
  public:
    explicit AttributeCursor(const Name& name) : rdns_(name.rdns()) {}
    /// The next attribute, or nothing at the end.
    std::optional<Attribute> next();

  private:
    ByteView rdns_;
    ByteView attributes_;
};

/// Reads a Name: RDNs are non-empty sorted SETs, values valid strings without NUL (CVE-2009-2408).
Name read_name(asn1::DerReader& in, const char* name);
/// The same for a context tag that is IMPLICIT or EXPLICIT around it.
Name read_rdn_as_name(asn1::DerReader& in, const char* name);

/// Equal as RFC 5280 §7.1 says: same RDNs in order, values compared without case and with spaces
/// compressed. Policy: case is folded in ASCII only; byte equality is tried first.
bool same_name(const Name& a, const Name& b);
/// The same for two names that a further RDN may follow, given as the contents of its SET; empty:
/// none. For nameRelativeToCRLIssuer, RFC 5280 §4.2.1.13.
bool same_extended_name(const Name& a, ByteView a_rdn, const Name& b, ByteView b_rdn);
/// True if `name` lies in the subtree `base`: its first RDNs are those of `base`.
bool is_within(const Name& name, const Name& base);
/// Equal names have equal hashes. Not a cryptographic hash.
std::uint64_t hash_of(const Name& name);

/// The value of the last commonName (the most specific), empty if there is none. For people, never
/// for identity.
ByteView common_name(const Name& name);

}  // namespace vitrine::x509
