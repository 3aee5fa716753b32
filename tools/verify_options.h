// The flags of OpenSSL 3.0's `verify`: those that are answered here, and those that are refused
// with the way out.
#pragma once

#include <array>

#include "tools/options.h"

namespace vitrine::tools {

inline constexpr std::array kVerifyOptions = {
    OptionSpec{"CAfile", '\0', "FILE", "trusted certificates; also -trusted"},
    OptionSpec{"trusted", '\0', "FILE", ""},
    OptionSpec{"CApath", '\0', "DIR", "a hash directory of trusted certificates"},
    OptionSpec{"CAstore", '\0', "URI", "a file or a hash directory of them"},
    OptionSpec{"no-CAfile", '\0', "", "leave out the system's certificates"},
    OptionSpec{"no-CApath", '\0', "", ""},
    OptionSpec{"no-CAstore", '\0', "", ""},
    OptionSpec{"untrusted", '\0', "FILE", "certificates that may stand between"},
    OptionSpec{"CRLfile", '\0', "FILE", "revocation lists"},
    OptionSpec{"crl_check", '\0', "", "the leaf must be on none"},
    OptionSpec{"crl_check_all", '\0', "", "no certificate of the path may be on one"},
    OptionSpec{"extended_crl", '\0', "", "indirect lists, lists for some reasons, other signers"},
    OptionSpec{"use_deltas", '\0', "", "lists of what changed"},
    OptionSpec{"verify_hostname", '\0', "NAME", "the leaf must be for this host"},
    OptionSpec{"verify_ip", '\0', "ADDRESS", "for this address"},
    OptionSpec{"verify_email", '\0', "MAILBOX", "for this mailbox"},
    OptionSpec{"purpose", '\0', "WHICH", "sslserver, sslclient or any"},
    OptionSpec{"verify_name", '\0', "WHICH", "ssl_server, ssl_client or default"},
    OptionSpec{"attime", '\0', "SECONDS", "at this time since 1970"},
    OptionSpec{"no_check_time", '\0', "", "dates do not matter"},
    OptionSpec{"verify_depth", '\0', "N", "at most N certificates between leaf and anchor"},
    OptionSpec{"auth_level", '\0', "0-5", "keys and hashes worth 80, 112, 128, 192 or 256 bits"},
    OptionSpec{"partial_chain", '\0', "", "any trusted certificate ends a path"},
    OptionSpec{"check_ss_sig", '\0', "", "a root's own signature is checked too"},
    OptionSpec{"ignore_critical", '\0', "", "critical extensions may be unknown"},
    OptionSpec{"x509_strict", '\0', "", "all that RFC 5280 asks of those who issue"},
    OptionSpec{"policy", '\0', "OID", "a certificate policy that will do"},
    OptionSpec{"policy_check", '\0', "", "policies are checked (they always are)"},
    OptionSpec{"explicit_policy", '\0', "", "a policy is required"},
    OptionSpec{"inhibit_any", '\0', "", "anyPolicy is no policy"},
    OptionSpec{"inhibit_map", '\0', "", "policies are not mapped"},
    OptionSpec{"trusted_first", '\0', "", "trusted certificates first (they always are)"},
    OptionSpec{"no_alt_chains", '\0', "", "no longer means anything; also -issuer_checks"},
    OptionSpec{"issuer_checks", '\0', "", ""},
    OptionSpec{"nameopt", '\0', "WORDS", "how names are written"},
    OptionSpec{"show_chain", '\0', "", "the path, if there is one"},
    OptionSpec{"verbose", '\0', "", ""},
};

/// In the form of the others; the help says what to do instead.
inline constexpr std::array kRefusedVerifyOptions = {
    OptionSpec{"crl_download", '\0', "", "not here: fetch the list, then -CRLfile"},
    OptionSpec{"policy_print", '\0', "", "not here: vitrine cert verify tells what failed"},
    OptionSpec{"suiteB_128_only", '\0', "", "not here: history (RFC 8423); use -auth_level 3"},
    OptionSpec{"suiteB_128", '\0', "", "not here: history (RFC 8423); use -auth_level 3"},
    OptionSpec{"suiteB_192", '\0', "", "not here: history (RFC 8423); use -auth_level 4"},
    OptionSpec{"allow_proxy_certs", '\0', "", "not here: no TLS peer shows one (RFC 3820)"},
    OptionSpec{"vfyopt", '\0', "NAME:VALUE", "not here: only SM2 would need it"},
    OptionSpec{"engine", '\0', "NAME", "not here: all cryptography is our own"},
    OptionSpec{"provider", '\0', "NAME", "not here: all cryptography is our own"},
    OptionSpec{"provider-path", '\0', "DIR", "not here: all cryptography is our own"},
    OptionSpec{"propquery", '\0', "TEXT", "not here: all cryptography is our own"},
};

}  // namespace vitrine::tools
