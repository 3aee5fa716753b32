// `cert verify`: a chain judged in three phases, and why not.
#pragma once

#include <array>

#include "tools/options.h"

namespace vitrine::tools {

/// `now`, `host`, `policy`, `json` and `ca` belong to `cert` as a whole.
inline constexpr std::array kCertVerifyOptions = {
    OptionSpec{"trust", '\0', "FILE", "verify: anchors, self-signed or not (repeatable)"},
    OptionSpec{"ca", '\0', "FILE", "the same"},
    OptionSpec{"ca-dir", '\0', "DIR", "verify: an OpenSSL hash directory"},
    OptionSpec{"system-ca", '\0', "", "verify: the system's authorities"},
    OptionSpec{"untrusted", '\0', "FILE",
               "verify: certificates that may stand between (repeatable)"},
    OptionSpec{"crl", '\0', "FILE", "verify: a revocation list (repeatable); then all need one"},
    OptionSpec{"ocsp", '\0', "FILE", "verify: an OCSP response (repeatable)"},
    OptionSpec{"tlsa", '\0', "RECORD", "verify: \"3 1 1 HEX\", as the DNS has it (repeatable)"},
    OptionSpec{"ip", '\0', "ADDRESS", "verify: for this address"},
    OptionSpec{"email", '\0', "MAILBOX", "verify: for this mailbox"},
    OptionSpec{"purpose", '\0', "WHICH", "verify: server, client or any"},
    OptionSpec{"depth", '\0', "N", "verify: at most N intermediates"},
    OptionSpec{"strength", '\0', "BITS", "verify: keys and hashes worth at least 112, 128 ..."},
    OptionSpec{"policy-oids", '\0', "OID,...", "verify: the certificate policies that will do"},
    OptionSpec{"explicit-policy", '\0', "", "verify: a certificate policy is required"},
    OptionSpec{"inhibit-any-policy", '\0', "", "verify: anyPolicy is no policy"},
    OptionSpec{"inhibit-mapping", '\0', "", "verify: policies are not mapped"},
    OptionSpec{"anchor-key-only", '\0', "",
               "verify: take name and key of an anchor, not its dates"},
};

/// Exit code 0 accepted, 60 not accepted, 26 unreadable, 2 usage.
int verify_certificate(const Options& options, const std::string& leaf_file);

}  // namespace vitrine::tools
