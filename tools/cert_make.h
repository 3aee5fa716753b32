// `cert make`: certificates for tests, labs and small private CAs.
#pragma once

#include <array>

#include "tools/options.h"

namespace vitrine::tools {

inline constexpr std::array kCertMakeOptions = {
    OptionSpec{"out", '\0', "DIR", "make: where to put NAME.pem and NAME.key (here)"},
    OptionSpec{"as", '\0', "NAME", "make: the files' stem (ca, server, client)"},
    OptionSpec{"name", '\0', "TEXT", "make: the subject's common name"},
    OptionSpec{"type", '\0', "KIND", "make: rsa, rsa:BITS, p256, p384 or p521 (p256)"},
    OptionSpec{"issuer", '\0', "FILE", "make: the CA's certificate; none: self-signed"},
    OptionSpec{"issuer-key", '\0', "FILE", "make: its key (FILE with .key for .pem)"},
    OptionSpec{"not-before", '\0', "TIME", "make: (an hour ago)"},
    OptionSpec{"not-after", '\0', "TIME", "make: (--days after now)"},
    OptionSpec{"days", '\0', "N", "make: how long it is valid (30)"},
    OptionSpec{"path-len", '\0', "N", "make ca: at most N CAs below it"},
    OptionSpec{"extension", '\0', "SPEC", "make: OID=HEX, or OID!=HEX if critical (repeatable)"},
    OptionSpec{"seed", '\0', "HEX", "make: the same key and bytes each time"},
};

/// `cert make ca|server|client`; the exit code.
int make_certificate_files(const Options& options, const std::string& kind);

}  // namespace vitrine::tools
