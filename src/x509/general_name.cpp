#include "x509/general_name.h"

#include <algorithm>

namespace vitrine::x509 {

namespace {

using asn1::context;
using asn1::context_constructed;

ByteView read_text(asn1::DerReader& in, const char* name, asn1::Tag tag) {
    const ByteView at = in.peek();
    const ByteView text = in.ia5_string(name, tag);
    if (std::ranges::find(text, 0) != text.end()) in.fail_at(ErrorCode::der_bad_string, at, name);
    return text;
}

ByteView read_other_name(asn1::DerReader& in) {
    asn1::DerReader members = in.constructed(context_constructed(0), "otherName");
    const ByteView contents = members.peek();
    members.oid("type-id");
    asn1::DerReader value = members.constructed(context_constructed(0), "value");
    value.any_deep("value");
    value.end();
    members.end();
    return contents;
}

ByteView read_address(asn1::DerReader& in, bool in_constraint) {
    const ByteView at = in.peek();
    const ByteView address = in.octet_string("iPAddress", context(7));
    const std::size_t v4 = in_constraint ? 8 : 4;
    if (!in.failed() && address.size() != v4 && address.size() != 4 * v4) {
        in.fail_at(ErrorCode::certificate_bad_extension, at, "iPAddress");
    }
    return address;
}

ByteView read_registered_id(asn1::DerReader& in) {
    const ByteView at = in.peek();
    const ByteView id = in.octet_string("registeredID", context(8));
    if (!in.failed() && !asn1::is_well_formed(asn1::Oid{id})) {
        in.fail_at(ErrorCode::der_bad_oid, at, "registeredID");
    }
    return id;
}

}  // namespace

GeneralName read_general_name(asn1::DerReader& in, const char* name, bool in_constraint) {
    GeneralName value;
    if (in.peek().empty()) {
        in.fail(ErrorCode::der_truncated, name);
        return value;
    }
    const auto tag = static_cast<asn1::Tag>(in.peek()[0]);
    value.type = static_cast<GeneralNameType>(asn1::tag_number(tag));
    if (tag == context_constructed(0)) {
        value.value = read_other_name(in);
    } else if (tag == context(1)) {
        value.value = read_text(in, "rfc822Name", tag);
    } else if (tag == context(2)) {
        value.value = read_text(in, "dNSName", tag);
    } else if (tag == context(6)) {
        value.value = read_text(in, "uniformResourceIdentifier", tag);
    } else if (tag == context_constructed(4)) {
        asn1::DerReader directory = in.constructed(tag, "directoryName");
        value.directory_name = read_name(directory, "Name");
        value.value = value.directory_name.encoded();
        directory.end();
    } else if (tag == context(7)) {
        value.value = read_address(in, in_constraint);
    } else if (tag == context(8)) {
        value.value = read_registered_id(in);
    } else if (tag == context_constructed(3) || tag == context_constructed(5)) {
        value.value = in.any_deep(name).contents;
    } else {
        in.fail(ErrorCode::der_unexpected_tag, name);
    }
    return value;
}

std::optional<GeneralName> GeneralNameCursor::next() {
    if (rest_.empty()) return std::nullopt;
    wire::Context quiet{rest_};
    asn1::DerReader in{rest_, quiet};
    const asn1::Element element = in.any("");
    rest_ = in.peek();
    GeneralName name;
    name.type = static_cast<GeneralNameType>(asn1::tag_number(element.tag));
    name.value = element.contents;
    if (name.type == GeneralNameType::directory_name) {
        wire::Context inner{element.contents};
        asn1::DerReader directory{element.contents, inner};
        asn1::DerReader rdns = directory.sequence("Name");
        name.directory_name = Name{rdns.encoded(), rdns.peek()};
    }
    return name;
}

GeneralNames read_general_names(asn1::DerReader in) {
    const GeneralNames names{in.peek()};
    if (in.empty()) in.fail(ErrorCode::certificate_bad_extension);
    while (!in.empty()) read_general_name(in, "GeneralName");
    return in.failed() ? GeneralNames{} : names;
}

}  // namespace vitrine::x509
