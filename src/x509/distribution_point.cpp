#include "x509/distribution_point.h"

namespace vitrine::x509 {

using asn1::context;
using asn1::context_constructed;

void read_distribution_point_name(asn1::DerReader& in, DistributionPoint& out) {
    asn1::DerReader choice = in.constructed(context_constructed(0), "distributionPoint");
    out.has_name = true;
    if (choice.next_is(context_constructed(1))) {
        const Name relative = read_rdn_as_name(choice, "nameRelativeToCRLIssuer");
        wire::Context quiet{relative.encoded()};
        asn1::DerReader rdn{relative.encoded(), quiet};
        out.relative_name = rdn.any("").contents;
    } else {
        out.full_name = read_general_names(choice.constructed(context_constructed(0), "fullName"));
    }
    choice.end();
}

DistributionPoint read_distribution_point(asn1::DerReader& in) {
    DistributionPoint point;
    asn1::DerReader members = in.sequence("DistributionPoint");
    if (members.next_is(context_constructed(0))) read_distribution_point_name(members, point);
    if (members.next_is(context(1))) {
        point.reasons = reason_bits(members.named_bits("reasons", context(1)));
    }
    if (auto issuer = members.optional(context_constructed(2), "cRLIssuer")) {
        point.crl_issuer = read_general_names(*issuer);
    }
    // RFC 5280 §4.2.1.13: "a DistributionPoint MUST NOT consist of only the reasons field".
    if (!point.has_name && point.crl_issuer.empty())
        members.fail(ErrorCode::certificate_bad_extension);
    members.end();
    return point;
}

void read_distribution_points(asn1::DerReader& in) {
    asn1::DerReader points = in.sequence("CRLDistributionPoints");
    if (points.empty()) points.fail(ErrorCode::certificate_bad_extension);
    while (!points.empty()) read_distribution_point(points);
}

std::uint16_t reason_bits(const asn1::BitString& flags) {
    std::uint16_t bits = 0;
    for (unsigned i = 0; i < 9; ++i) {
        if (flags.bit(i)) bits = static_cast<std::uint16_t>(bits | (1U << i));
    }
    return bits;
}

DistributionPointCursor::DistributionPointCursor(ByteView extension_value) {
    wire::Context quiet{extension_value};
    asn1::DerReader in{extension_value, quiet};
    if (!extension_value.empty()) rest_ = in.sequence("CRLDistributionPoints").peek();
}

std::optional<DistributionPoint> DistributionPointCursor::next() {
    if (rest_.empty()) return std::nullopt;
    wire::Context quiet{rest_};
    asn1::DerReader in{rest_, quiet};
    const DistributionPoint point = read_distribution_point(in);
    rest_ = in.peek();
    return point;
}

}  // namespace vitrine::x509
