// Where `cert make` puts what it made.
#pragma once

#include "base/bytes.h"
#include "tools/options.h"
#include "x509/private_key.h"

namespace vitrine::tools {

/// DIR/STEM of --out and --as; makes the directory. The exit code.
int output_stem(const Options& options, const std::string& kind, std::string& stem);

/// STEM.pem and, if there is one, STEM.key; says so.
int write_made(const std::string& stem,
               std::string_view label,
               ByteView der,
               const x509::PrivateKey* key);
/// STEM.der; says so.
int write_der(const std::string& stem, ByteView der);

}  // namespace vitrine::tools
