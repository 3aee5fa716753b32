// `cert show`: everything in a certificate, as text, as a tree of its DER, or as JSON.
#pragma once

#include <array>

#include "tools/options.h"

namespace vitrine::tools {

/// `json` belongs to `cert` as a whole.
inline constexpr std::array kCertShowOptions = {
    OptionSpec{"asn1", '\0', "", "show: as a tree with offsets"},
    OptionSpec{"pem", '\0', "", "show: also as PEM"},
    OptionSpec{"der", '\0', "", "show: the DER alone, for a file or a pipe"},
};

/// Exit code 0, 1 (--asn1: something is wrong), 2 usage, 26 unreadable.
int show_certificates(const Options& options, const std::string& file);

}  // namespace vitrine::tools
