#include "x509/name.h"

#include <algorithm>
#include <array>
#include <utility>

namespace vitrine::x509 {

namespace {

using asn1::Tag;

constexpr std::size_t kMaxAttributesCompared = 16;  // an RDN is a set: matching is quadratic

/// One value at the front of well-formed DER; steps over it.
asn1::Element take(ByteView& rest) {
    wire::Context quiet{rest};
    asn1::DerReader in{rest, quiet};
    const asn1::Element element = in.any("");
    rest = in.peek();
    return element;
}

bool is_string(Tag tag) {
    switch (tag) {
        case Tag::utf8_string:
        case Tag::numeric_string:
        case Tag::printable_string:
        case Tag::teletex_string:
        case Tag::ia5_string:
        case Tag::visible_string:
        case Tag::universal_string:
        case Tag::bmp_string:
            return true;
        default:
            return false;
    }
}

bool has_nul(const asn1::String& s) {
    const std::size_t width = s.tag == Tag::bmp_string ? 2 : s.tag == Tag::universal_string ? 4 : 1;
    for (std::size_t i = 0; i + width <= s.bytes.size(); i += width) {
        const ByteView c = s.bytes.subspan(i, width);
        if (std::ranges::all_of(c, [](std::uint8_t b) { return b == 0; })) return true;
    }
    return false;
}

void read_attribute(asn1::DerReader& rdn) {
    asn1::DerReader members = rdn.sequence("AttributeTypeAndValue");
    members.oid("type");
    const ByteView at = members.peek();
    if (!at.empty() && is_string(static_cast<Tag>(at[0]))) {
        if (has_nul(members.string("value"))) {
            members.fail_at(ErrorCode::der_bad_string, at, "value");
        }
    } else {
        members.any_deep("value");
    }
    members.end();
}

void read_rdn(asn1::DerReader& in) {
    asn1::DerReader rdn = in.set_of("RelativeDistinguishedName");
    if (rdn.empty()) rdn.fail(ErrorCode::certificate_malformed);
    while (!rdn.empty()) read_attribute(rdn);
}

/// A string's characters with ASCII case folded and white space compressed; -1 at the end.
class FoldedText {
  public:
    explicit FoldedText(ByteView s) : s_(s) { skip_spaces(); }

    int next() {
        if (i_ == s_.size()) return -1;
        const std::uint8_t c = s_[i_++];
        if (c != ' ') return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
        skip_spaces();
        return i_ == s_.size() ? -1 : ' ';
    }

  private:
    void skip_spaces() {
        while (i_ < s_.size() && s_[i_] == ' ') ++i_;
    }

    ByteView s_;
    std::size_t i_ = 0;
};

/// RFC 5280 §7.1, §7.3, and §4.1.2.6: "emailAddress attribute values are not case-sensitive".
bool folds(const Attribute& a) {
    if (a.value.tag == Tag::printable_string || a.value.tag == Tag::utf8_string) return true;
    return a.value.tag == Tag::ia5_string &&
           (a.type == asn1::oid::kDomainComponent || a.type == asn1::oid::kEmailAddress);
}

bool same_attribute(const Attribute& a, const Attribute& b) {
    if (!(a.type == b.type)) return false;
    if (a.value.tag == b.value.tag && equal_public(a.value.bytes, b.value.bytes)) return true;
    if (!folds(a) || !folds(b)) return false;
    FoldedText x{a.value.bytes};
    FoldedText y{b.value.bytes};
    for (;;) {
        const int c = x.next();
        if (c != y.next()) return false;
        if (c < 0) return true;
    }
}

Attribute take_attribute(ByteView& attributes) {
    ByteView members = take(attributes).contents;
    Attribute a;
    a.type = asn1::Oid{take(members).contents};
    const asn1::Element value = take(members);
    a.value = {value.tag, value.contents};
    a.encoded_value = value.encoded;
    return a;
}

/// Equal as sets of attributes.
bool same_rdn(ByteView a, ByteView b) {
    if (equal_public(a, b)) return true;
    std::array<Attribute, kMaxAttributesCompared> left;
    std::size_t count = 0;
    while (!a.empty()) {
        if (count == left.size()) return false;
        left[count++] = take_attribute(a);
    }
    std::size_t matched = 0;
    std::uint32_t used = 0;
    for (; !b.empty(); ++matched) {
        const Attribute right = take_attribute(b);
        std::size_t i = 0;
        while (i < count && ((used >> i & 1U) != 0 || !same_attribute(left[i], right))) ++i;
        if (i == count) return false;
        used |= 1U << i;
    }
    return matched == count;
}

constexpr std::uint64_t kFnvOffset = 0xcbf29ce484222325U;

std::uint64_t mix(std::uint64_t hash, std::uint8_t byte) {
    return (hash ^ byte) * 0x100000001b3U;
}

std::uint64_t hash_of_attribute(const Attribute& a) {
    std::uint64_t hash = kFnvOffset;
    for (const std::uint8_t byte : a.type.contents()) hash = mix(hash, byte);
    if (folds(a)) {
        FoldedText text{a.value.bytes};
        for (int c = text.next(); c >= 0; c = text.next()) {
            hash = mix(hash, static_cast<std::uint8_t>(c));
        }
    } else {
        for (const std::uint8_t byte : a.value.bytes) hash = mix(hash, byte);
    }
    return hash;
}

}  // namespace

std::optional<Attribute> AttributeCursor::next() {
    const bool begins_rdn = attributes_.empty();
    if (begins_rdn) {
        if (rdns_.empty()) return std::nullopt;
        attributes_ = take(rdns_).contents;
    }
    Attribute a = take_attribute(attributes_);
    a.begins_rdn = begins_rdn;
    return a;
}

Name read_name(asn1::DerReader& in, const char* name) {
    asn1::DerReader rdns = in.sequence(name);
    const Name value{rdns.encoded(), rdns.peek()};
    while (!rdns.empty()) read_rdn(rdns);
    return in.failed() ? Name{} : value;
}

Name read_rdn_as_name(asn1::DerReader& in, const char* name) {
    // RelativeDistinguishedName under [1] IMPLICIT: the tag replaces SET's.
    asn1::DerReader rdn = in.constructed(asn1::context_constructed(1), name);
    const Name value{rdn.encoded(), rdn.encoded()};
    if (rdn.empty()) rdn.fail(ErrorCode::certificate_malformed);
    while (!rdn.empty()) read_attribute(rdn);
    return in.failed() ? Name{} : value;
}

bool same_name(const Name& a, const Name& b) {
    if (equal_public(a.rdns(), b.rdns())) return true;
    ByteView x = a.rdns();
    ByteView y = b.rdns();
    while (!x.empty() && !y.empty()) {
        if (!same_rdn(take(x).contents, take(y).contents)) return false;
    }
    return x.empty() && y.empty();
}

bool same_extended_name(const Name& a, ByteView a_rdn, const Name& b, ByteView b_rdn) {
    ByteView x = a.rdns();
    ByteView y = b.rdns();
    // The next RDN's contents: of the name, and when that has ended the one that follows it.
    const auto next = [](ByteView& rdns, ByteView& extra) {
        if (!rdns.empty()) return take(rdns).contents;
        return std::exchange(extra, ByteView{});
    };
    while ((!x.empty() || !a_rdn.empty()) && (!y.empty() || !b_rdn.empty())) {
        if (!same_rdn(next(x, a_rdn), next(y, b_rdn))) return false;
    }
    return x.empty() && y.empty() && a_rdn.empty() && b_rdn.empty();
}

bool is_within(const Name& name, const Name& base) {
    ByteView x = name.rdns();
    ByteView y = base.rdns();
    while (!y.empty()) {
        if (x.empty() || !same_rdn(take(x).contents, take(y).contents)) return false;
    }
    return true;
}

std::uint64_t hash_of(const Name& name) {
    std::uint64_t hash = kFnvOffset;
    ByteView rdns = name.rdns();
    while (!rdns.empty()) {
        // A sum does not depend on the order of a set's members.
        std::uint64_t sum = 0;
        ByteView attributes = take(rdns).contents;
        while (!attributes.empty()) sum += hash_of_attribute(take_attribute(attributes));
        for (int i = 0; i < 8; ++i) hash = mix(hash, static_cast<std::uint8_t>(sum >> (8 * i)));
    }
    return hash;
}

ByteView common_name(const Name& name) {
    ByteView found;
    AttributeCursor attributes{name};
    while (const auto a = attributes.next()) {
        if (a->type == asn1::oid::kCommonName) found = a->value.bytes;
    }
    return found;
}

}  // namespace vitrine::x509
