#include "tools/zoo/der.h"

#include "base/hex.h"

namespace vitrine::zoo {

namespace {

Bytes subtrees(unsigned number, std::initializer_list<ByteView> bases) {
    if (bases.size() == 0) return {};
    Bytes all;
    for (const ByteView base : bases) {
        const Bytes subtree = sequence({base});
        all.insert(all.end(), subtree.begin(), subtree.end());
    }
    return tlv(0xa0 + number, all);
}

Bytes small(unsigned tag, int value) {
    if (value < 0) return {};
    const auto octet = static_cast<std::uint8_t>(value);
    return tlv(tag, {&octet, 1});
}

}  // namespace

Bytes from_hex(std::string_view digits) {
    Bytes out(digits.size() / 2);
    if (!hex::decode(digits, out).ok()) out.clear();
    return out;
}

Bytes text(std::string_view ascii) {
    const ByteView bytes = as_bytes(ascii);
    return {bytes.begin(), bytes.end()};
}

Bytes join(std::initializer_list<ByteView> parts) {
    Bytes all;
    for (const ByteView part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
}

Bytes tlv(unsigned tag, ByteView contents) {
    return x509::encode_small([&](asn1::DerWriter& out) {
        out.constructed(static_cast<asn1::Tag>(tag),
                        [&](asn1::DerWriter& inside) { inside.raw(contents); });
    });
}

Bytes sequence(std::initializer_list<ByteView> members) {
    return tlv(0x30, join(members));
}

Bytes oid(std::string_view dotted) {
    std::array<std::uint8_t, 64> contents{};
    const std::size_t len = asn1::parse_dotted(dotted, contents);
    return tlv(0x06, ByteView{contents}.first(len));
}

Bytes extension(std::string_view dotted, bool critical, ByteView value) {
    const Bytes flag = critical ? from_hex("0101ff") : Bytes{};
    return sequence({oid(dotted), flag, tlv(0x04, value)});
}

ExtensionSpec spec_of(asn1::Oid id, bool critical, Bytes value) {
    return {id, critical, std::move(value)};
}

Bytes general_text(unsigned number, std::string_view name) {
    return tlv(0x80 + number, as_bytes(name));
}

Bytes general_directory(ByteView name) {
    return tlv(0xa4, name);
}

Bytes general_address(std::string_view hex_digits) {
    return tlv(0x87, from_hex(hex_digits));
}

ExtensionSpec alt_names(std::initializer_list<ByteView> names, bool critical) {
    return spec_of(asn1::oid::kSubjectAltName, critical, sequence(names));
}

ExtensionSpec constraints(std::initializer_list<ByteView> permitted,
                          std::initializer_list<ByteView> excluded) {
    return spec_of(asn1::oid::kNameConstraints, true,
                   sequence({subtrees(0, permitted), subtrees(1, excluded)}));
}

ExtensionSpec policies(std::initializer_list<std::string_view> dotted) {
    Bytes all;
    for (const std::string_view policy : dotted) {
        const Bytes information = sequence({oid(policy)});
        all.insert(all.end(), information.begin(), information.end());
    }
    return spec_of(asn1::oid::kCertificatePolicies, false, tlv(0x30, all));
}

ExtensionSpec policy_mapping(std::string_view issuer_domain, std::string_view subject_domain) {
    return spec_of(asn1::oid::kPolicyMappings, true,
                   sequence({sequence({oid(issuer_domain), oid(subject_domain)})}));
}

ExtensionSpec policy_constraints(int require_explicit, int inhibit_mapping) {
    return spec_of(asn1::oid::kPolicyConstraints, true,
                   sequence({small(0x80, require_explicit), small(0x81, inhibit_mapping)}));
}

ExtensionSpec inhibit_any_policy(unsigned skip_certs) {
    return spec_of(asn1::oid::kInhibitAnyPolicy, true, small(0x02, static_cast<int>(skip_certs)));
}

}  // namespace vitrine::zoo
