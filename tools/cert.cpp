// vitrine cert: shows certificates, hashes directories of them; verify, zoo and make have files of
// their own (cert_verify.cpp, cert_zoo.cpp, cert_make.cpp).
#include <cstdio>

#include "io/certificate_text.h"
#include "io/file.h"
#include "io/openssl/certificate.h"
#include "io/openssl/number.h"
#include "io/terminal.h"
#include "io/trust_directory.h"
#include "tools/cert_make.h"
#include "tools/cert_verify.h"
#include "tools/cert_zoo.h"
#include "tools/print.h"
#include "tools/verb.h"
#include "x509/lint.h"
#include "x509/name_hash.h"
#include "x509/pem.h"

namespace vitrine::tools {

namespace {

constexpr std::array kOwnOptions = {
    OptionSpec{"now", '\0', "TIME", "verify, make: at this time"},
    OptionSpec{"host", '\0', "NAME", "verify: for this host; make: a name in it (repeatable)"},
    OptionSpec{"policy", '\0', "NAME", "verify: modern, or legacy (SHA-1, 1024-bit keys)"},
    OptionSpec{"json", '\0', "", "verify, zoo: one document"},
    OptionSpec{"quiet", 'q', "", "verify: the exit code only"},
    OptionSpec{"pem", '\0', "", "show: also as PEM"},
};
constexpr auto kOptions =
    join(join(join(kOwnOptions, kCertVerifyOptions), kCertMakeOptions), kCertZooOptions);

using Blocks = std::vector<x509::PemBlock>;

/// The certificates of a file; empty if it cannot be read (said on stderr).
Blocks read_certificates(const std::string& file) {
    const auto bytes = io::read_file(file);
    if (!bytes.ok()) {
        complain(kCannotRead, file, "cannot be read");
        return {};
    }
    auto blocks = x509::read_pem_or_der(*bytes, x509::kCertificateLabels);
    if (blocks.ok()) return *std::move(blocks);
    complain(kCannotRead, file, blocks.error());
    return {};
}

std::string hash_line(std::string_view what, std::uint32_t now, std::uint32_t old) {
    char text[96];
    (void)std::snprintf(text, sizeof text, "%.*s hash %08x, before OpenSSL 1.0.0 %08x\n",
                        static_cast<int>(what.size()), what.data(), now, old);
    return text;
}

/// In the layout of `openssl x509 -text`, and below it what that does not say.
void show_one(const x509::PemBlock& block, const x509::CertificateFrame& c, bool pem) {
    print(io::openssl_certificate(c));
    print("SHA-1 fingerprint   " +
          io::colon_hex_upper(crypto::hash(crypto::HashAlg::sha1, block.der).view()) + "\n");
    print("SHA-256 fingerprint " +
          io::colon_hex_upper(crypto::hash(crypto::HashAlg::sha256, block.der).view()) + "\n");
    print(hash_line("subject", x509::name_hash(c.subject), x509::name_hash_old(c.subject)));
    if (pem) print(x509::write_pem("CERTIFICATE", block.der));
}

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

/// What is wrong though it may be accepted: "! serial-short (should): ...".
void say_findings(const x509::Certificate& certificate) {
    for (const x509::LintRule* rule : x509::lint(certificate)) {
        std::string line{"! "};
        (line += rule->id) += " (";
        (line += x509::name_of(rule->level)) += "): ";
        (line += rule->text) += " (";
        (line += rule->source) += ")\n";
        print(io::TextStyle::of(1).fit(line));
    }
}

int show(const Options& options, const std::string& file) {
    const Blocks blocks = read_certificates(file);
    if (blocks.empty()) return kCannotRead;
    for (const x509::PemBlock& block : blocks) {
        const auto frame = x509::cut_certificate(block.der);
        if (!frame.ok()) return complain(kCannotRead, file, frame.error());
        show_one(block, *frame, options.has("pem"));
        const auto certificate = x509::parse_certificate(block.der);
        const io::TextStyle style = io::TextStyle::of(1);
        if (!certificate.ok()) {
            print(std::string{style.mark(false)} +
                  " not accepted anywhere: " + sentence(certificate.error()) + "\n");
            continue;
        }
        say_findings(*certificate);
    }
    return kDone;
}

int run(const Options& options) {
    const auto& words = options.words();
    if (words.size() == 2 && words[0] == "show") return show(options, words[1]);
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
    "vitrine cert verify --trust root.pem --untrusted intermediate.pem --host "
    "www.example.test leaf.pem\n"
    "vitrine cert make ca --out pki; vitrine cert make server --issuer pki/ca.pem --host "
    "localhost --out pki\n"
    "vitrine cert zoo --out zoo; vitrine cert zoo --check zoo\n"
    "vitrine cert rehash /etc/my-authorities\n",
    kOptions, run};

}  // namespace vitrine::tools
