// vitrine cert: show a certificate, verify a chain and say why not.
#include <cstdio>
#include <memory>

#include "base/arena.h"
#include "base/hex.h"
#include "io/certificate_text.h"
#include "io/clock.h"
#include "io/file.h"
#include "io/openssl_certificate.h"
#include "io/system_trust.h"
#include "io/terminal.h"
#include "io/trust_directory.h"
#include "tools/cert_make.h"
#include "tools/cert_zoo.h"
#include "tools/verb.h"
#include "x509/lint.h"
#include "x509/name_hash.h"
#include "x509/pem.h"
#include "x509/verify.h"

namespace vitrine::tools {

namespace {

constexpr std::array kOwnOptions = {
    OptionSpec{"trust", '\0', "FILE", "verify: anchors, self-signed or not (repeatable)"},
    OptionSpec{"ca", '\0', "FILE", "the same"},
    OptionSpec{"ca-dir", '\0', "DIR", "verify: an OpenSSL hash directory"},
    OptionSpec{"system-ca", '\0', "", "verify: the system's authorities"},
    OptionSpec{"untrusted", '\0', "FILE",
               "verify: certificates that may stand between (repeatable)"},
    OptionSpec{"now", '\0', "TIME", "verify, make: at this time"},
    OptionSpec{"host", '\0', "NAME", "verify: for this host; make: a name in it (repeatable)"},
    OptionSpec{"ip", '\0', "ADDRESS", "verify: for this address"},
    OptionSpec{"purpose", '\0', "WHICH", "verify: server, client or any"},
    OptionSpec{"depth", '\0', "N", "verify: at most N intermediates"},
    OptionSpec{"policy", '\0', "NAME", "verify: modern, or legacy (SHA-1, 1024-bit keys)"},
    OptionSpec{"explicit-policy", '\0', "", "verify: a certificate policy is required"},
    OptionSpec{"inhibit-any-policy", '\0', "", "verify: anyPolicy is no policy"},
    OptionSpec{"inhibit-mapping", '\0', "", "verify: policies are not mapped"},
    OptionSpec{"anchor-key-only", '\0', "",
               "verify: take name and key of an anchor, not its dates"},
    OptionSpec{"pem", '\0', "", "show: also as PEM"},
};
constexpr auto kOptions = join(join(kOwnOptions, kCertMakeOptions), kCertZooOptions);

using Blocks = std::vector<x509::PemBlock>;

void print(const std::string& text) {
    (void)std::fwrite(text.data(), 1, text.size(), stdout);
}

constexpr std::string_view kLabels[] = {"CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"};

/// The certificates of a file; empty if it cannot be read (said on stderr).
Blocks read_certificates(const std::string& file) {
    const auto bytes = io::read_file(file);
    if (!bytes.ok()) {
        complain(kCannotRead, file, "cannot be read");
        return {};
    }
    auto blocks = x509::read_pem_or_der(*bytes, kLabels);
    if (blocks.ok()) return *std::move(blocks);
    complain(kCannotRead, file, info(blocks.error().code).text);
    return {};
}

std::string colon_hex(ByteView bytes) {
    std::string text(2 * bytes.size(), '\0');
    hex::encode(bytes, text);
    for (std::size_t i = text.size(); i > 2; i -= 2) text.insert(i - 2, ":");
    return text;
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
          colon_hex(crypto::hash(crypto::HashAlg::sha1, block.der).view()) + "\n");
    print("SHA-256 fingerprint " +
          colon_hex(crypto::hash(crypto::HashAlg::sha256, block.der).view()) + "\n");
    print(hash_line("subject", x509::name_hash(c.subject), x509::name_hash_old(c.subject)));
    if (pem) print(x509::write_pem("CERTIFICATE", block.der));
}

std::string where_text(const Error& error) {
    std::string where{info(error.code).text};
    if (error.offset != Error::kNoOffset) (where += ", byte ") += std::to_string(error.offset);
    if (error.field != nullptr) (where += ", ") += error.field;
    return where;
}

int rehash(const std::string& directory) {
    const auto report = io::rehash_directory(directory);
    if (!report.ok()) {
        const bool unreadable = report.error().code == ErrorCode::file_unreadable;
        return complain(unreadable ? kCannotRead : kCannotWrite, directory,
                        info(report.error().code).text);
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
        if (!frame.ok()) return complain(kCannotRead, file, where_text(frame.error()));
        show_one(block, *frame, options.has("pem"));
        const auto certificate = x509::parse_certificate(block.der);
        const io::TextStyle style = io::TextStyle::of(1);
        if (!certificate.ok()) {
            print(std::string{style.mark(false)} +
                  " not accepted anywhere: " + where_text(certificate.error()) + "\n");
            continue;
        }
        say_findings(*certificate);
    }
    return kDone;
}

/// One verification: what it needs, and what it says.
class Verification {
  public:
    explicit Verification(const Options& options) : options_(options) {}

    int run(const std::string& leaf_file) {
        if (const int code = load(leaf_file); code != kDone) return code;
        if (const int code = make_policy(); code != kDone) return code;
        x509::DirectSignatureVerifier verifier;
        base::Arena arena{std::size_t{1} << 20};
        const auto report = std::make_unique<x509::PathReport>();
        const auto chain =
            x509::verify_chain(certificates_, anchors_, policy_, verifier, arena, report.get());
        say_validation(certificates_.front());
        say_path(*report);
        const io::TextStyle style = io::TextStyle::of(1);
        if (chain.ok()) {
            print("result        " + style.mark(true) + " accepted, anchor " +
                  std::string{chain->anchor_label()} + "\n");
            return kDone;
        }
        const x509::ReasonInfo& reason = x509::info(report->verdict());
        print("result        " + style.mark(false) + " 60: " +
              std::string{info(chain.error().code).text} + " (" + std::string{reason.id} + ")\n");
        return kPeerCertificate;
    }

  private:
    int load(const std::string& leaf_file) {
        std::vector<std::string> files{leaf_file};
        files.insert(files.end(), options_.values("untrusted").begin(),
                     options_.values("untrusted").end());
        for (const std::string& file : files) {
            Blocks more = read_certificates(file);
            if (more.empty()) return kCannotRead;
            for (x509::PemBlock& block : more) blocks_.push_back(std::move(block));
        }
        for (const x509::PemBlock& block : blocks_) {
            const auto certificate = x509::parse_certificate(block.der);
            if (certificate.ok()) {
                certificates_.push_back(*certificate);
            } else if (&block == &blocks_.front()) {
                print("validation    leaf is malformed: " +
                      std::string{info(certificate.error().code).text} + "\n");
                return kPeerCertificate;
            }
        }
        return load_anchors();
    }

    int load_anchors() {
        std::vector<std::string> files = options_.values("trust");
        files.insert(files.end(), options_.values("ca").begin(), options_.values("ca").end());
        for (const std::string& file : files) {
            const auto bytes = io::read_file(file);
            if (!bytes.ok()) return complain(kCannotRead, file, "cannot be read");
            const auto added = anchors_.add_file(*bytes, file, {}, true);
            if (!added.ok()) return complain(kCannotRead, file, info(added.error().code).text);
        }
        for (const std::string& directory : options_.values("ca-dir")) {
            const auto found = io::read_hash_directory(directory);
            if (!found.ok()) return complain(kCannotRead, directory, "cannot be read");
            for (const io::NamedFile& file : *found)
                (void)anchors_.add_file(file.contents, file.path, {}, true);
        }
        if (!options_.has("system-ca")) return kDone;
        const auto bundle = io::read_system_trust();
        if (!bundle.ok() || !anchors_.add_file(*bundle, "system", {}, true).ok())
            return complain(kCannotRead, "the system's certificates", "cannot be read");
        return kDone;
    }

    int make_policy() {
        const auto now = options_.has("now") ? io::parse_time(options_.value("now"))
                                             : Result<Time>{io::wall_clock()};
        if (!now.ok()) return complain(kUsage, "--now", "RFC 3339 or seconds since 1970");
        policy_.now = *now;
        const std::string purpose = options_.value_or("purpose", "server");
        if (purpose == "client")
            policy_.purpose = x509::Purpose::client;
        else if (purpose == "any")
            policy_.purpose = x509::Purpose::any;
        else if (purpose != "server")
            return complain(kUsage, "--purpose", "server, client or any");
        const std::string wanted = options_.value_or("host", options_.value("ip"));
        if (!wanted.empty()) {
            const auto host = x509::ReferenceId::parse(wanted);
            if (!host.ok()) return complain(kUsage, wanted, "neither a host name nor an address");
            host_.emplace(*host);
            policy_.host = &*host_;
        }
        const auto depth = options_.number("depth", static_cast<long>(policy_.max_intermediates));
        if (!depth.has_value() || *depth < 0) return kUsage;
        policy_.max_intermediates = static_cast<std::size_t>(*depth);
        policy_.max_certificates =
            std::max(policy_.max_certificates, policy_.max_intermediates + 2);
        const std::string level = options_.value_or("policy", "modern");
        if (level == "legacy" || level == "lab") policy_.make_legacy();
        policy_.require_explicit_policy = options_.has("explicit-policy");
        policy_.inhibit_any_policy = options_.has("inhibit-any-policy");
        policy_.inhibit_policy_mapping = options_.has("inhibit-mapping");
        policy_.anchor_key_only = options_.has("anchor-key-only");
        return kDone;
    }

    void say_validation(const x509::Certificate& leaf) const {
        const io::TextStyle style = io::TextStyle::of(1);
        print("validation    " + io::short_name(leaf.subject) + "  " + style.mark(true) + " DER  " +
              style.mark(leaf.version == 3) + " v" + std::to_string(leaf.version) + "  " +
              io::key_text(leaf.public_key) + "\n");
        const bool in_time =
            leaf.validity.not_before <= policy_.now && policy_.now <= leaf.validity.not_after;
        std::string text{"verification  time "};
        text += style.mark(in_time);
        if (policy_.host != nullptr) {
            const bool named = x509::match_host(leaf, *policy_.host).ok();
            (text += "  name ") += style.mark(named);
            if (!named)
                text += " not in SAN {" + io::general_names_text(leaf.extensions.subject_alt_name) +
                        "}";
        } else {
            text += "  name not asked for";
        }
        print(text + "\n");
    }

    static void say_path(const x509::PathReport& report) {
        const io::TextStyle style = io::TextStyle::of(1);
        std::string_view title = "legitimation  ";
        for (const x509::Candidate& candidate : report.candidates()) {
            std::string text{title};
            title = "              ";
            text.append(2 * std::size_t{candidate.depth}, ' ');
            text += candidate.depth == 0 ? "" : style.from_peer();
            text += candidate.depth == 0 ? "" : " ";
            text += candidate.certificate == nullptr
                        ? std::string{"?"}
                        : io::short_name(candidate.certificate->subject);
            const x509::ReasonInfo& reason = x509::info(candidate.reason);
            const bool taken = candidate.reason == x509::Reason::accepted;
            ((text += "  ") += style.mark(taken)) += ' ';
            if (taken)
                text += candidate.is_anchor
                            ? "trusted (" + std::string{candidate.anchor_label} + ")"
                            : "signature and constraints";
            else
                text +=
                    std::string{reason.text} + style.fit(" (" + std::string{reason.clause} + ")");
            print(text + "\n");
        }
    }

    const Options& options_;
    Blocks blocks_;
    std::vector<x509::Certificate> certificates_;
    x509::TrustAnchors anchors_;
    x509::PathPolicy policy_;
    std::optional<x509::ReferenceId> host_;
};

int run(const Options& options) {
    const auto& words = options.words();
    if (words.size() == 2 && words[0] == "show") return show(options, words[1]);
    if (words.size() == 2 && words[0] == "rehash") return rehash(words[1]);
    if (words.size() == 2 && words[0] == "verify") return Verification{options}.run(words[1]);
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
