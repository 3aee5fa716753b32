#include "tools/cert_show.h"

#include <algorithm>
#include <cstdio>

#include "io/asn1_tree.h"
#include "io/certificate_json.h"
#include "io/file.h"
#include "io/json_writer.h"
#include "io/openssl/certificate.h"
#include "io/openssl/number.h"
#include "io/terminal.h"
#include "tools/print.h"
#include "tools/verb.h"
#include "x509/lint.h"
#include "x509/name_hash.h"
#include "x509/pem.h"

namespace vitrine::tools {

namespace {

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

void show_hashes(const x509::PemBlock& block, const x509::CertificateFrame& c) {
    print("SHA-1 fingerprint   " +
          io::colon_hex_upper(crypto::hash(crypto::HashAlg::sha1, block.der).view()) + "\n");
    print("SHA-256 fingerprint " +
          io::colon_hex_upper(crypto::hash(crypto::HashAlg::sha256, block.der).view()) + "\n");
    print(hash_line("subject", x509::name_hash(c.subject), x509::name_hash_old(c.subject)));
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

/// In the layout of `openssl x509 -text`, and below it what that does not say.
int show_text(const Blocks& blocks, const std::string& file, bool pem) {
    for (const x509::PemBlock& block : blocks) {
        const auto frame = x509::cut_certificate(block.der);
        if (!frame.ok()) return complain(kCannotRead, file, frame.error());
        print(io::openssl_certificate(*frame));
        show_hashes(block, *frame);
        if (pem) print(x509::write_pem("CERTIFICATE", block.der));
        const auto certificate = x509::parse_certificate(block.der);
        if (certificate.ok()) {
            say_findings(*certificate);
            continue;
        }
        print(std::string{io::TextStyle::of(1).mark(false)} +
              " not accepted anywhere: " + sentence(certificate.error()) + "\n");
    }
    return kDone;
}

int show_json(const Blocks& blocks, const std::string& file, bool pem) {
    io::JsonWriter out{2};
    out.begin_object();
    out.member("schema", "certificates/1");
    out.member("file", file);
    out.key("certificates");
    out.begin_array();
    for (const x509::PemBlock& block : blocks) {
        const auto frame = x509::cut_certificate(block.der);
        if (!frame.ok()) return complain(kCannotRead, file, frame.error());
        io::write_certificate(out, *frame, pem);
    }
    out.end_array();
    out.end_object();
    print(out.take() + "\n");
    return kDone;
}

int show_tree(const Blocks& blocks, bool pem) {
    const std::string mark = std::string{io::TextStyle::of(1).mark(false)} + " ";
    int code = kDone;
    for (const x509::PemBlock& block : blocks) {
        const io::Asn1Tree tree = io::asn1_tree(block.der, mark);
        print(tree.text);
        if (tree.problems != 0) code = kDifferent;
        if (pem) print(x509::write_pem("CERTIFICATE", block.der));
    }
    return code;
}

int show_der(const Blocks& blocks, const std::string& file) {
    for (const x509::PemBlock& block : blocks) {
        const auto frame = x509::cut_certificate(block.der);
        if (!frame.ok()) return complain(kCannotRead, file, frame.error());
        print(as_text(block.der));
    }
    return kDone;
}

}  // namespace

int show_certificates(const Options& options, const std::string& file) {
    const auto forms = {options.has("asn1"), options.has("json"), options.has("der")};
    if (std::ranges::count(forms, true) > 1)
        return complain(kUsage, "cert show", "--asn1, --json and --der exclude each other");
    const bool pem = options.has("pem");
    if (options.has("der") && pem)
        return complain(kUsage, "cert show", "--der writes nothing but the DER: leave out --pem");
    const Blocks blocks = read_certificates(file);
    if (blocks.empty()) return kCannotRead;
    if (options.has("der")) return show_der(blocks, file);
    if (options.has("asn1")) return show_tree(blocks, pem);
    if (options.has("json")) return show_json(blocks, file, pem);
    return show_text(blocks, file, pem);
}

}  // namespace vitrine::tools
