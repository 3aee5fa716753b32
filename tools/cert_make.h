// `cert make`: certificates, CRLs and OCSP responses for tests, labs and small private CAs.
#pragma once

#include <array>

#include "tools/options.h"

namespace vitrine::tools {

inline constexpr std::array kCertMakeOptions = {
    OptionSpec{"out", '\0', "DIR", "make: where to put NAME.pem and NAME.key (here)"},
    OptionSpec{"as", '\0', "NAME", "make: the files' stem (the kind: ca, server ...)"},
    OptionSpec{"name", '\0', "TEXT", "make: the subject's common name"},
    OptionSpec{"subject", '\0', "/C=../CN=..", "make: the subject, attribute by attribute"},
    OptionSpec{"type", '\0', "KIND", "make: rsa, rsa:BITS, p256, p384 or p521 (p256)"},
    OptionSpec{"key", '\0', "FILE", "make: this key in place of a new one"},
    OptionSpec{"issuer", '\0', "FILE", "make: the CA's certificate; none: self-signed"},
    OptionSpec{"issuer-key", '\0', "FILE", "make: its key (FILE with .key for .pem)"},
    OptionSpec{"not-before", '\0', "TIME", "make: (an hour ago); of a list: thisUpdate"},
    OptionSpec{"not-after", '\0', "TIME", "make: (--days after now); of a list: nextUpdate"},
    OptionSpec{"days", '\0', "N", "make: how long it is valid (30)"},
    OptionSpec{"serial", '\0', "HEX", "make: the serial number, as it shall stand there"},
    OptionSpec{"digest", '\0', "NAME", "make: sha1, sha224, sha256, sha384, sha512; RSA: md5"},
    OptionSpec{"pss", '\0', "", "make: sign with RSASSA-PSS"},
    OptionSpec{"x509-version", '\0', "N", "make: 1, 2 or 3 (3); below 3 without extensions"},
    OptionSpec{"path-len", '\0', "N", "make ca: at most N CAs below it"},
    OptionSpec{"must-staple", '\0', "", "make: the server must staple an OCSP response"},
    OptionSpec{
        "extension", '\0', "SPEC",
        "make: OID=HEX, OID!=HEX if critical, in place of the usual one; OID+=HEX beside it"},
    OptionSpec{"without", '\0', "OID", "make: leave an extension out (repeatable)"},
    OptionSpec{"seed", '\0', "HEX", "make: the same key and bytes each time"},
    OptionSpec{"of", '\0', "FILE", "make cross: the certificate to sign once more"},
    OptionSpec{"revoke", '\0', "WHAT",
               "make crl: a certificate's file or a serial number, =REASON (repeatable)"},
    OptionSpec{"number", '\0', "N", "make crl: cRLNumber (1)"},
    OptionSpec{"for", '\0', "FILE", "make ocsp: the certificate that is asked about (repeatable)"},
    OptionSpec{"status", '\0', "WHAT", "make ocsp: good, revoked or unknown (good)"},
    OptionSpec{"responder", '\0', "FILE", "make ocsp: who signs in the issuer's place"},
    OptionSpec{"responder-key", '\0', "FILE", "make ocsp: its key (FILE with .key for .pem)"},
};

/// `cert make ca|server|client|responder|cross|crl|ocsp`; the exit code.
int make_certificate_files(const Options& options, const std::string& kind);

}  // namespace vitrine::tools
