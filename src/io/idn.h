// Host names as people write them, in any script, turned into the A-labels that certificates hold
// (RFC 5890, RFC 9549). The conversion is libidn2's; the core sees A-labels only.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace vitrine::io {

/// "bücher.example" gives "xn--bcher-kva.example"; a name in ASCII stays as it is.
/// Errors: bad_parameters (not UTF-8, or not a name that IDNA 2008 allows).
Result<std::string> to_a_labels(std::string_view name);

}  // namespace vitrine::io
