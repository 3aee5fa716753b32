// vitrine verify: OpenSSL's `verify` with its flags, its words and its exit codes. Where a path has
// several faults, the first that matters is told, not all that OpenSSL would go on to.
#include <algorithm>
#include <cstdio>
#include <memory>

#include "base/arena.h"
#include "io/clock.h"
#include "io/openssl/name.h"
#include "io/openssl/verify_error.h"
#include "io/verdict.h"
#include "tools/verb.h"
#include "tools/verify_input.h"
#include "x509/path_builder.h"

namespace vitrine::tools {

namespace {

using x509::Reason;

constexpr OptionSpec kOptions[] = {
    {"CAfile", '\0', "FILE", "trusted certificates; also -trusted"},
    {"trusted", '\0', "FILE", ""},
    {"CApath", '\0', "DIR", "a hash directory of trusted certificates"},
    {"no-CAfile", '\0', "", "leave out the system's certificates"},
    {"no-CApath", '\0', "", ""},
    {"no-CAstore", '\0', "", ""},
    {"untrusted", '\0', "FILE", "certificates that may stand between"},
    {"CRLfile", '\0', "FILE", "revocation lists"},
    {"crl_check", '\0', "", "the leaf must be on none"},
    {"crl_check_all", '\0', "", "no certificate of the path may be on one"},
    {"verify_hostname", '\0', "NAME", "the leaf must be for this host"},
    {"verify_ip", '\0', "ADDRESS", "for this address"},
    {"verify_email", '\0', "MAILBOX", "for this mailbox"},
    {"purpose", '\0', "WHICH", "sslserver, sslclient or any"},
    {"attime", '\0', "SECONDS", "at this time since 1970"},
    {"verify_depth", '\0', "N", "at most N certificates between leaf and anchor"},
    {"partial_chain", '\0', "", "any trusted certificate ends a path"},
    {"x509_strict", '\0', "", "serial numbers as RFC 5280 wants them"},
    {"policy", '\0', "OID", "a certificate policy that will do"},
    {"policy_check", '\0', "", "policies are checked (they always are)"},
    {"explicit_policy", '\0', "", "a policy is required"},
    {"inhibit_any", '\0', "", "anyPolicy is no policy"},
    {"inhibit_map", '\0', "", "policies are not mapped"},
    {"trusted_first", '\0', "", "trusted certificates first (they always are)"},
    {"nameopt", '\0', "WORDS", "how names are written"},
    {"show_chain", '\0', "", "the path, if there is one"},
    {"verbose", '\0', "", ""},
};

void print(std::FILE* to, const std::string& text) {
    (void)std::fwrite(text.data(), 1, text.size(), to);
}

/// What OpenSSL calls an outcome, and of which certificate of the chain it speaks.
struct Told {
    std::string_view name;
    std::size_t depth = 0;
    bool names_certificate = true;
};

class OpenSslVerify {
  public:
    explicit OpenSslVerify(const Options& options) : options_(options) {}

    int run() {
        if (const int code = configure(); code != kDone) return code;
        std::vector<std::string> files = options_.words();
        if (files.empty()) files.emplace_back("-");
        int code = kDone;
        for (const std::string& file : files) code = verify(file) ? code : 2;
        return code;
    }

  private:
    int configure() {
        if (const int code = take_words(); code != kDone) return code;
        policy_.min_rsa_bits = policy_.min_dsa_bits = policy_.min_ec_bits = 0;
        policy_.allow_sha1 = true;
        policy_.allow_odd_serials = !options_.has("x509_strict");
        if (options_.has("crl_check")) policy_.revocation = x509::RevocationMode::hard_leaf;
        if (options_.has("crl_check_all")) policy_.revocation = x509::RevocationMode::hard;
        policy_.require_explicit_policy = options_.has("explicit_policy");
        policy_.inhibit_any_policy = options_.has("inhibit_any");
        policy_.inhibit_policy_mapping = options_.has("inhibit_map");
        const auto depth = options_.number("verify_depth", 100);
        const auto now = options_.number("attime", static_cast<long>(io::wall_clock().seconds));
        if (!depth || *depth < 0 || !now) return kUsage;
        policy_.max_certificates = x509::PathBuilder::kMaxPath;
        policy_.max_intermediates = std::min<std::size_t>(static_cast<std::size_t>(*depth),
                                                          x509::PathBuilder::kMaxPath - 2);
        policy_.now = Time{*now};
        return take_names();
    }

    int take_words() {
        const std::string purpose = options_.value_or("purpose", "any");
        if (purpose == "sslserver") policy_.purpose = x509::Purpose::server;
        if (purpose == "sslclient") policy_.purpose = x509::Purpose::client;
        if (purpose == "any") policy_.purpose = x509::Purpose::any;
        if (purpose != "sslserver" && purpose != "sslclient" && purpose != "any")
            return complain(kUsage, "-purpose", "sslserver, sslclient or any");
        const auto format = options_.has("nameopt")
                                ? io::NameFormat::parse(options_.value("nameopt"))
                                : std::optional{io::NameFormat::oneline()};
        if (!format) return complain(kUsage, "-nameopt", "no such word");
        names_ = *format;
        return kDone;
    }

    int take_names() {
        mailbox_ = options_.value("verify_email");
        policy_.mailbox = mailbox_;
        const std::string wanted =
            options_.value_or("verify_ip", options_.value("verify_hostname"));
        if (wanted.empty()) return kDone;
        const auto host = x509::ReferenceId::parse(wanted);
        if (!host.ok()) return complain(kUsage, wanted, "neither a host name nor an address");
        host_.emplace(*host);
        policy_.host = &*host_;
        return kDone;
    }

    /// The certificates of the options, behind those of `file`.
    int load(const std::string& file, VerifyInput& input) const {
        if (const int code = input.add_certificates(file == "-" ? "/dev/stdin" : file);
            code != kDone)
            return code;
        input.keep_first_only();
        const std::pair<std::string_view, int (VerifyInput::*)(const std::string&)> named_files[] =
            {
                {"untrusted", &VerifyInput::add_certificates},
                {"CAfile", &VerifyInput::add_anchors},
                {"trusted", &VerifyInput::add_anchors},
                {"CApath", &VerifyInput::add_anchor_directory},
                {"CRLfile", &VerifyInput::add_crls},
                {"policy", &VerifyInput::add_policies},
            };
        for (const auto& [option, add] : named_files) {
            for (const std::string& value : options_.values(option)) {
                if (const int code = (input.*add)(value); code != kDone) return code;
            }
        }
        const bool own =
            options_.has("CAfile") || options_.has("CApath") || options_.has("trusted");
        if (!own && !options_.has("no-CAfile")) (void)input.add_system_anchors();
        return kDone;
    }

    bool verify(const std::string& file) {
        VerifyInput input;
        const std::string shown = file == "-" ? "stdin" : file;
        if (load(file, input) != kDone || input.leaf_error()) {
            print(stderr, "Unable to load certificate file\n");
            return false;
        }
        input.put(policy_);
        std::vector<x509::Certificate> list = input.certificates();
        const x509::TrustAnchors* anchors = &input.anchors();
        x509::TrustAnchors roots;
        const std::size_t before = list.size();
        if (!options_.has("partial_chain")) {
            only_roots(*anchors, roots, list);
            anchors = &roots;
        }
        x509::DirectSignatureVerifier verifier;
        base::Arena arena{std::size_t{1} << 22};
        const auto report = std::make_unique<x509::PathReport>();
        const auto chain =
            x509::verify_chain(list, *anchors, policy_, verifier, arena, report.get());
        if (!chain.ok()) {
            complain_of(*report, std::span{list}.subspan(before));
            print(stderr, "error " + shown + ": verification failed\n");
            return false;
        }
        print(stdout, shown + ": OK\n");
        if (options_.has("show_chain")) show(*chain);
        return true;
    }

    /// A trusted certificate that is no root leads on to one; only `-partial_chain` ends there.
    static void only_roots(const x509::TrustAnchors& all,
                           x509::TrustAnchors& roots,
                           std::vector<x509::Certificate>& list) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            const x509::Certificate& certificate = all[i].certificate;
            if (certificate.is_self_issued()) {
                (void)roots.add(certificate.der, all[i].label);
            } else {
                list.push_back(certificate);
            }
        }
    }

    void show(const x509::VerifiedChain& chain) const {
        std::string text{"Chain:\n"};
        for (std::size_t depth = 0; depth < chain.path().size(); ++depth) {
            text += "depth=" + std::to_string(depth) + ": ";
            text += io::openssl_name(chain.path()[depth]->subject, names_);
            text += depth + 1 < chain.path().size() ? " (untrusted)\n" : "\n";
        }
        print(stdout, text);
    }

    void complain_of(const x509::PathReport& report,
                     std::span<const x509::Certificate> trusted_between) const {
        const Told told = tell(report, trusted_between);
        const io::OpenSslVerifyError* error = io::find_openssl_verify_error(told.name);
        if (error == nullptr) error = io::find_openssl_verify_error("X509_V_ERR_UNSPECIFIED");
        const x509::Certificate* about = io::certificate_at(report, told.depth);
        if (told.names_certificate && about != nullptr)
            print(stderr, io::openssl_name(about->subject, names_) + "\n");
        print(stderr, "error " + std::to_string(error->number) + " at " +
                          std::to_string(told.depth) +
                          " depth lookup: " + std::string{error->text} + "\n");
        // A path without an acceptable policy has no policies at all.
        if (told.name == "X509_V_ERR_NO_EXPLICIT_POLICY") {
            print(stderr,
                  "Require explicit Policy: True\nAuthority Policies: <empty>\n"
                  "User Policies: <empty>\n");
        }
    }

    /// OpenSSL's view: what is wrong with an issuer may be, for it, that there is none.
    static Told tell(const x509::PathReport& report,
                     std::span<const x509::Certificate> trusted_between) {
        const Reason reason = report.verdict();
        const std::size_t depth = report.verdict_depth();
        const std::size_t below = depth > 0 ? depth - 1 : 0;
        switch (reason) {
            case Reason::no_issuer: {
                const x509::Certificate* last = io::certificate_at(report, depth);
                const bool trusted = std::ranges::any_of(trusted_between, [&](const auto& c) {
                    return last != nullptr && equal_public(c.der, last->der);
                });
                return {trusted ? "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT"
                                : x509::info(reason).x509_v_err,
                        depth};
            }
            case Reason::no_cert_sign:
                return {"X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY", below};
            case Reason::bad_signature:
                if (another_key_is_meant(report, depth)) return no_issuer_for(report, below);
                return {x509::info(reason).x509_v_err, below};
            case Reason::signature_mismatch:
            case Reason::signature_unsupported:
                return {x509::info(reason).x509_v_err, below};
            case Reason::path_length:
                return {x509::info(reason).x509_v_err, constraint_above(report, depth)};
            case Reason::explicit_policy:
                return {x509::info(reason).x509_v_err, 0, false};
            default:
                return {x509::info(reason).x509_v_err, depth};
        }
    }

    /// For OpenSSL a certificate of the right name whose key identifier is not the one that the
    /// certificate below names is no issuer at all; we try it last.
    static bool another_key_is_meant(const x509::PathReport& report, std::size_t depth) {
        const x509::Certificate* issuer = io::certificate_at(report, depth);
        const x509::Certificate* child =
            depth > 0 ? io::certificate_at(report, depth - 1) : nullptr;
        if (issuer == nullptr || child == nullptr) return false;
        if (child->is_self_issued()) return true;  // for OpenSSL its own issuer, and nobody's else
        const ByteView wanted = child->extensions.authority_key_identifier.key_identifier;
        const ByteView got = issuer->extensions.subject_key_identifier;
        return !wanted.empty() && !got.empty() && !equal_public(wanted, got);
    }

    static Told no_issuer_for(const x509::PathReport& report, std::size_t depth) {
        Reason reason = Reason::no_issuer;
        const x509::Certificate* last = io::certificate_at(report, depth);
        if (last != nullptr && last->is_self_issued())
            reason = depth == 0 ? Reason::self_signed_leaf : Reason::self_signed_in_chain;
        return {x509::info(reason).x509_v_err, depth};
    }

    /// OpenSSL blames the certificate with the constraint, we the one that is too many.
    static std::size_t constraint_above(const x509::PathReport& report, std::size_t depth) {
        for (std::size_t above = depth + 1; above < x509::PathBuilder::kMaxPath; ++above) {
            const x509::Certificate* issuer = io::certificate_at(report, above);
            if (issuer == nullptr) break;
            if (issuer->extensions.path_len && *issuer->extensions.path_len < above - depth)
                return above;
        }
        return depth;
    }

    const Options& options_;
    x509::PathPolicy policy_;
    io::NameFormat names_;
    std::optional<x509::ReferenceId> host_;
    std::string mailbox_;
};

int run(const Options& options) {
    return OpenSslVerify{options}.run();
}

}  // namespace

const Verb kVerify{"verify", "OpenSSL's verify, with its flags and its words",
                   "vitrine verify -CAfile root.pem -untrusted intermediate.pem leaf.pem\n"
                   "vitrine verify -CAfile root.pem -purpose sslserver -verify_hostname "
                   "www.example.test leaf.pem\n",
                   kOptions, run};

}  // namespace vitrine::tools
