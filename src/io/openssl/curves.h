// The named elliptic curves of OpenSSL 3.0: short name, bits of the order, NIST's name.
#pragma once

#include <cstddef>
#include <string_view>

namespace vitrine::io {

struct CurveName {
    std::string_view name;
    std::size_t bits;
    std::string_view nist;  ///< empty if NIST has none
};

/// The row of a curve, or null.
const CurveName* find_curve(std::string_view short_name);

}  // namespace vitrine::io
