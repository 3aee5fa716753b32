#include "x509/make_name.h"

#include "asn1/der_reader.h"

namespace vitrine::x509 {

namespace {

namespace oid = asn1::oid;
using asn1::DerWriter;
using asn1::Tag;

/// C and serialNumber must be PrintableString, emailAddress and DC IA5String; the rest where it is
/// enough.
Tag string_tag(const NamePart& part) {
    if (part.type == oid::kEmailAddress || part.type == oid::kDomainComponent)
        return Tag::ia5_string;
    const bool printable = asn1::is_valid_string(Tag::printable_string, as_bytes(part.value));
    return printable ? Tag::printable_string : Tag::utf8_string;
}

}  // namespace

Result<Bytes> encode_name(std::span<const NamePart> parts) {
    for (const NamePart& part : parts) {
        if (!asn1::is_valid_string(string_tag(part), as_bytes(part.value))) {
            return fail(ErrorCode::der_bad_string);
        }
    }
    return encode_der([&](DerWriter& out) {
        out.sequence([&](DerWriter& rdns) {
            for (const NamePart& part : parts) {
                rdns.set_of([&](DerWriter& rdn) {
                    rdn.sequence([&](DerWriter& w) {
                        w.oid(part.type);
                        w.primitive(string_tag(part), as_bytes(part.value));
                    });
                });
            }
        });
    });
}

Result<Bytes> encode_common_name(std::string_view text) {
    const NamePart part{oid::kCommonName, std::string{text}};
    return encode_name({&part, 1});
}

}  // namespace vitrine::x509
