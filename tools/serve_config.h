#pragma once

#include "tools/setup.h"

namespace vitrine::tools {

/// Versions, suites, trust, credentials, stapled responses, client authentication, session cache:
/// all that a server is told. 0, or the exit code (said on stderr).
int configure_server(const Options& options, engine::Config& config);

}  // namespace vitrine::tools
