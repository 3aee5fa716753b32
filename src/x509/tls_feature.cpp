#include "x509/tls_feature.h"

namespace vitrine::x509 {

namespace {

/// Calls `visit` with every feature until it returns true.
template <class Visit>
bool any_feature(const Extensions& extensions, Visit visit) {
    const ByteView value = extensions.value(ExtensionId::tls_feature);
    if (value.empty()) return false;
    wire::Context quiet{value};
    asn1::DerReader in{value, quiet};
    asn1::DerReader features = in.sequence("Features");
    while (!features.empty()) {
        if (visit(features.small_integer("feature", 65535))) return true;
    }
    return false;
}

}  // namespace

bool has_tls_feature(const Extensions& extensions, std::uint32_t feature) {
    return any_feature(extensions, [&](std::uint32_t other) { return other == feature; });
}

bool keeps_tls_features(const Extensions& below, const Extensions& above) {
    return !any_feature(above,
                        [&](std::uint32_t feature) { return !has_tls_feature(below, feature); });
}

}  // namespace vitrine::x509
