// `cert make crl` and `cert make ocsp`: what a CA says of its certificates later.
#pragma once

#include "tools/options.h"

namespace vitrine::tools {

int make_crl_file(const Options& options);
int make_ocsp_file(const Options& options);

}  // namespace vitrine::tools
