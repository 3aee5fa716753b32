// Where revocation lists are published, and for whom: DistributionPoint (RFC 5280 §4.2.1.13),
// shared by cRLDistributionPoints, freshestCRL and, in a CRL, issuingDistributionPoint (§5.2.5).
#pragma once

#include "x509/general_name.h"

namespace vitrine::x509 {

/// All reasons of ReasonFlags, bits 1 to 8.
inline constexpr std::uint16_t kAllReasons = 0x1fe;

struct DistributionPoint {
    bool has_name = false;
    GeneralNames full_name;
    ByteView
        relative_name;  ///< the attributes of nameRelativeToCRLIssuer; empty if full_name is used
    std::uint16_t reasons = kAllReasons;
    GeneralNames crl_issuer;
};

/// DistributionPointName inside its [0] EXPLICIT tag.
void read_distribution_point_name(asn1::DerReader& in, DistributionPoint& out);
DistributionPoint read_distribution_point(asn1::DerReader& in);
/// A CRLDistributionPoints; at least one. RFC 5280 §4.2.1.13, §4.2.1.15.
void read_distribution_points(asn1::DerReader& in);
/// Bits of a ReasonFlags, bit i for reason i.
std::uint16_t reason_bits(const asn1::BitString& flags);

/// Steps through a checked CRLDistributionPoints value (contents of extnValue).
class DistributionPointCursor {
  public:
    explicit DistributionPointCursor(ByteView extension_value);
    std::optional<DistributionPoint> next();

  private:
    ByteView rest_;
};

}  // namespace vitrine::x509
