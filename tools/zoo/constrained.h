// What the three families of nameConstraints are made of: names, a CA that binds a server's names,
// and OpenSSL's words for the two ways to break a constraint.
#pragma once

#include "tools/zoo/families.h"

namespace vitrine::zoo {

inline constexpr std::string_view kOutside = "X509_V_ERR_PERMITTED_VIOLATION";
inline constexpr std::string_view kInside = "X509_V_ERR_EXCLUDED_VIOLATION";

inline Bytes dns(std::string_view name) {
    return general_text(2, name);
}
inline Bytes mailbox(std::string_view name) {
    return general_text(1, name);
}
inline Bytes uri(std::string_view name) {
    return general_text(6, name);
}

/// The CA is bound by `binding`, the server has `names`.
inline std::function<void(Chain&)> bound(ExtensionSpec binding, ExtensionSpec names) {
    return [binding = std::move(binding), names = std::move(names)](Chain& c) {
        c.ca().set(binding);
        c.leaf().set(names);
    };
}

}  // namespace vitrine::zoo
