// vitrine cert: hashes directories of certificates; the other things it does have files of their
// own (cert_show.cpp, cert_verify.cpp, cert_zoo.cpp, cert_make.cpp).
#include "io/trust_directory.h"
#include "tools/cert_make.h"
#include "tools/cert_show.h"
#include "tools/cert_verify.h"
#include "tools/cert_zoo.h"
#include "tools/print.h"
#include "tools/verb.h"

namespace vitrine::tools {

namespace {

constexpr std::array kOwnOptions = {
    OptionSpec{"now", '\0', "TIME", "verify, make: at this time"},
    OptionSpec{"host", '\0', "NAME", "verify: for this host; make: a name in it (repeatable)"},
    OptionSpec{"policy", '\0', "NAME", "verify: modern, or legacy (SHA-1, 1024-bit keys)"},
    OptionSpec{"json", '\0', "", "show, verify, zoo: one document"},
    OptionSpec{"quiet", 'q', "", "verify: the exit code only"},
};
constexpr auto kOptions =
    join(join(join(join(kOwnOptions, kCertShowOptions), kCertVerifyOptions), kCertMakeOptions),
         kCertZooOptions);

int rehash(const std::string& directory) {
    const auto report = io::rehash_directory(directory);
    if (!report.ok()) {
        if (report.error().code == ErrorCode::file_unreadable)
            return complain(kCannotRead, directory, "not a directory that can be read");
        return complain(kCannotWrite, directory, report.error());
    }
    for (const std::string& file : report->skipped)
        complain(kDone, file, "does not hold exactly one certificate");
    print(std::to_string(report->links) + " links\n");
    return kDone;
}

int run(const Options& options) {
    const auto& words = options.words();
    if (words.size() == 2 && words[0] == "show") return show_certificates(options, words[1]);
    if (words.size() == 2 && words[0] == "rehash") return rehash(words[1]);
    if (words.size() == 2 && words[0] == "verify") return verify_certificate(options, words[1]);
    if (words.size() == 1 && words[0] == "zoo") return run_cert_zoo(options);
    if (words.size() == 2 && words[0] == "make") return make_certificate_files(options, words[1]);
    return complain(
        kUsage,
        "cert show FILE, cert verify [options] LEAF, cert zoo --out DIR|--check DIR, or "
        "cert make ca|server|client|responder|cross|crl|ocsp");
}

}  // namespace

const Verb kCert{
    "cert", "certificates: show FILE, verify LEAF, make ca|server|client|crl|ocsp|..., rehash DIR",
    "vitrine cert show server.pem\n"
    "vitrine cert show --json server.pem | jq '.certificates[].findings'\n"
    "vitrine cert verify --trust root.pem --untrusted intermediate.pem --host "
    "www.example.test leaf.pem\n"
    "vitrine cert make ca --out pki; vitrine cert make server --issuer pki/ca.pem --host "
    "localhost --out pki\n"
    "vitrine cert zoo --out zoo; vitrine cert zoo --check zoo\n"
    "vitrine cert rehash /etc/my-authorities\n",
    kOptions, run};

}  // namespace vitrine::tools
