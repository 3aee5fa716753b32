// Small pieces of DER, right and wrong, for what make_extension.h has no name for.
#pragma once

#include <initializer_list>
#include <string_view>

#include "x509/encode_der.h"
#include "x509/make_extension.h"

namespace vitrine::zoo {

using x509::Bytes;
using x509::ExtensionSpec;

Bytes from_hex(std::string_view digits);
Bytes text(std::string_view ascii);
Bytes join(std::initializer_list<ByteView> parts);
/// Tag, shortest length, contents.
Bytes tlv(unsigned tag, ByteView contents);
Bytes sequence(std::initializer_list<ByteView> members);
/// OBJECT IDENTIFIER of "2.5.4.3".
Bytes oid(std::string_view dotted);

/// Extension ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
Bytes extension(std::string_view dotted, bool critical, ByteView value);
/// The spec of an extension with these contents.
ExtensionSpec spec_of(asn1::Oid oid, bool critical, Bytes value);

/// GeneralName of a text form: tag 1 a mailbox, 2 a DNS name, 6 a URI.
Bytes general_text(unsigned number, std::string_view name);
/// directoryName: EXPLICIT, since Name is a CHOICE.
Bytes general_directory(ByteView name);
/// iPAddress, of an address or of an address and a mask.
Bytes general_address(std::string_view hex_digits);
ExtensionSpec alt_names(std::initializer_list<ByteView> names, bool critical = false);

/// NameConstraints with these GeneralSubtree bases.
ExtensionSpec constraints(std::initializer_list<ByteView> permitted,
                          std::initializer_list<ByteView> excluded);

ExtensionSpec policies(std::initializer_list<std::string_view> dotted);
ExtensionSpec policy_mapping(std::string_view issuer_domain, std::string_view subject_domain);
/// requireExplicitPolicy and inhibitPolicyMapping; negative: absent.
ExtensionSpec policy_constraints(int require_explicit, int inhibit_mapping);
ExtensionSpec inhibit_any_policy(unsigned skip_certs);

}  // namespace vitrine::zoo
