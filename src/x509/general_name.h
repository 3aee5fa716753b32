// GeneralName and GeneralNames (RFC 5280 §4.2.1.6): what subjectAltName, nameConstraints and the
// distribution points are made of.
#pragma once

#include "x509/name.h"

namespace vitrine::x509 {

enum class GeneralNameType : std::uint8_t {  // the context tag numbers
    other_name = 0,
    rfc822_name = 1,
    dns_name = 2,
    x400_address = 3,
    directory_name = 4,
    edi_party_name = 5,
    uniform_resource_identifier = 6,
    ip_address = 7,
    registered_id = 8,
};

struct GeneralName {
    GeneralNameType type{};
    ByteView value;       ///< contents octets; for directory_name the whole Name
    Name directory_name;  ///< meaningful if type is directory_name
};

/// Reads one GeneralName. Strings are IA5 without NUL; an address has 4 or 16 bytes (8 or 32 in a
/// constraint).
GeneralName read_general_name(asn1::DerReader& in, const char* name, bool in_constraint = false);

/// A well-formed list, as a view.
class GeneralNames {
  public:
    GeneralNames() = default;
    explicit GeneralNames(ByteView contents) : contents_(contents) {}
    [[nodiscard]] bool empty() const { return contents_.empty(); }
    [[nodiscard]] ByteView contents() const { return contents_; }

  private:
    ByteView contents_;
};

/// Steps through a list.
class GeneralNameCursor {
  public:
    explicit GeneralNameCursor(const GeneralNames& names) : rest_(names.contents()) {}
    std::optional<GeneralName> next();

  private:
    ByteView rest_;
};

/// Reads the members that are left in `in` (the inside of a GeneralNames); at least one.
GeneralNames read_general_names(asn1::DerReader in);

}  // namespace vitrine::x509
