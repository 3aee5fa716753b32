// The TLS feature extension (RFC 7633): what a certificate promises that its server will offer, by
// the numbers of TLS extensions. 5, status_request, is called must-staple.
#pragma once

#include "x509/extensions.h"

namespace vitrine::x509 {

inline constexpr std::uint16_t kFeatureStatusRequest = 5;

/// True if the extension is there and lists `feature`.
bool has_tls_feature(const Extensions& extensions, std::uint32_t feature);

/// True if `below` lists every feature that `above`, its issuer's, lists. RFC 7633 §4.2.2.
bool keeps_tls_features(const Extensions& below, const Extensions& above);

}  // namespace vitrine::x509
