// Which certificates a revocation list speaks for (RFC 5280 §6.3.3 b to d, §5.2.4): issuer, names
// of distribution points, kinds of certificates, reasons. Pure questions about bytes; nothing is
// trusted yet. Read next: crl_check.h, which goes on with signatures.
#pragma once

#include "x509/certificate.h"
#include "x509/crl.h"

namespace vitrine::x509 {

/// A distribution point of a certificate, or the one that §6.3.3 has us assume for lists that no
/// distribution point names: that of the issuer itself.
struct WantedPoint {
    DistributionPoint point;
    bool assumed = false;  ///< names: the certificate's issuer and its issuerAltName
};

/// True if the issuer of `crl` is one that may speak for `certificate` at this point. §6.3.3 b 1.
bool crl_issuer_fits(const Crl& crl, const Certificate& certificate, const WantedPoint& wanted);

/// True if the names of distribution points meet and the list is for this kind of certificate.
/// §6.3.3 b 2.
bool crl_scope_fits(const Crl& crl, const Certificate& certificate, const WantedPoint& wanted);

/// The reasons that `crl` covers at this point, as the bits of ReasonFlags. §6.3.3 d.
std::uint16_t crl_reasons(const Crl& crl, const WantedPoint& wanted);

/// True if `delta` says what changed since `base`. §6.3.3 c, §5.2.4.
bool delta_fits(const Crl& delta, const Crl& base);

/// The entry for `certificate`, if there is one. §5.3.3.
std::optional<RevokedCertificate> find_revoked(const Crl& crl, const Certificate& certificate);

}  // namespace vitrine::x509
