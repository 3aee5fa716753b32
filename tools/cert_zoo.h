// `cert zoo`: writes the catalogue of chains with one thing wrong, or verifies a written one.
#pragma once

#include <array>

#include "tools/options.h"

namespace vitrine::tools {

inline constexpr std::array kCertZooOptions = {
    OptionSpec{"check", '\0', "DIR", "zoo: verify all of a written zoo; 1 if a verdict differs"},
};

/// `cert zoo --out DIR [--seed HEX]` or `cert zoo --check DIR [--json]`; the exit code.
int run_cert_zoo(const Options& options);

}  // namespace vitrine::tools
