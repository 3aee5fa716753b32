// vitrine verify: OpenSSL's `verify` with its flags, its words and its exit codes. What is accepted
// is decided by our verification; what is wrong is told in OpenSSL's order (openssl_faults.h).
#include <algorithm>
#include <cstdio>
#include <memory>

#include "base/arena.h"
#include "io/clock.h"
#include "io/openssl/name.h"
#include "io/openssl/verify_error.h"
#include "io/verdict.h"
#include "tools/openssl_faults.h"
#include "tools/print.h"
#include "tools/verb.h"
#include "tools/verify_input.h"
#include "tools/verify_options.h"
#include "x509/path_builder.h"

namespace vitrine::tools {

namespace {

using x509::Reason;

constexpr auto kOptions = join(kVerifyOptions, kRefusedVerifyOptions);

void print(std::FILE* to, const std::string& text) {
    (void)std::fwrite(text.data(), 1, text.size(), to);
}

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
        for (const OptionSpec& refused : kRefusedVerifyOptions) {
            if (options_.has(refused.name))
                return complain(kUsage, "-" + std::string{refused.name}, refused.help);
        }
        if (const int code = take_words(); code != kDone) return code;
        take_flags();
        if (const int code = take_numbers(); code != kDone) return code;
        return take_names();
    }

    int take_words() {
        const std::string name = options_.value_or("verify_name", "default");
        if (name != "default" && name != "ssl_server" && name != "ssl_client")
            return complain(kUsage, "-verify_name", "ssl_server, ssl_client or default");
        std::string purpose{"any"};
        if (name == "ssl_server") purpose = "sslserver";
        if (name == "ssl_client") purpose = "sslclient";
        purpose = options_.value_or("purpose", purpose);
        if (purpose == "sslserver") policy_.purpose = x509::Purpose::server;
        if (purpose == "sslclient") policy_.purpose = x509::Purpose::client;
        if (purpose == "any") policy_.purpose = x509::Purpose::any;
        if (purpose != "sslserver" && purpose != "sslclient" && purpose != "any")
            return complain(kUsage, "-purpose",
                            "sslserver, sslclient or any: a TLS peer is nothing else");
        const auto format = options_.has("nameopt")
                                ? io::NameFormat::parse(options_.value("nameopt"))
                                : std::optional{io::NameFormat::oneline()};
        if (!format) return complain(kUsage, "-nameopt", "no such word");
        names_ = *format;
        return kDone;
    }

    void take_flags() {
        policy_.min_rsa_bits = policy_.min_dsa_bits = policy_.min_ec_bits = 0;
        policy_.allow_sha1 = true;
        policy_.allow_odd_serials = !options_.has("x509_strict");
        policy_.ignore_dates = options_.has("no_check_time");
        policy_.ignore_critical = options_.has("ignore_critical");
        if (options_.has("crl_check")) policy_.revocation = x509::RevocationMode::hard_leaf;
        if (options_.has("crl_check_all")) policy_.revocation = x509::RevocationMode::hard;
        policy_.use_delta_crls = options_.has("use_deltas");
        policy_.use_extended_crls = options_.has("extended_crl");
        policy_.require_explicit_policy = options_.has("explicit_policy");
        policy_.inhibit_any_policy = options_.has("inhibit_any");
        policy_.inhibit_policy_mapping = options_.has("inhibit_map");
    }

    int take_numbers() {
        constexpr std::array<std::size_t, 6> kLevels = {0, 80, 112, 128, 192, 256};
        const auto depth = options_.number("verify_depth", 100);
        const auto now = options_.number("attime", static_cast<long>(io::wall_clock().seconds));
        const auto level = options_.number("auth_level", 0);
        if (!depth || !now || !level) return kUsage;
        if (*depth < 0) return complain(kUsage, "-verify_depth", "not below 0");
        policy_.max_certificates = x509::PathBuilder::kMaxPath;
        policy_.max_intermediates = std::min<std::size_t>(static_cast<std::size_t>(*depth),
                                                          x509::PathBuilder::kMaxPath - 2);
        policy_.now = Time{*now};
        policy_.min_strength_bits =
            kLevels[static_cast<std::size_t>(std::clamp<long>(*level, 0, kLevels.size() - 1))];
        return kDone;
    }

    int take_names() {
        mailbox_ = options_.value("verify_email");
        policy_.mailbox = mailbox_;
        if (const int code = take_name("verify_ip", address_); code != kDone) return code;
        if (const int code = take_name("verify_hostname", host_); code != kDone) return code;
        if (host_)
            policy_.host = &*host_;
        else if (address_)
            policy_.host = &*address_;
        return kDone;
    }

    int take_name(std::string_view option, std::optional<x509::ReferenceId>& out) {
        if (!options_.has(option)) return kDone;
        const std::string wanted = options_.value(option);
        const auto name = x509::ReferenceId::parse(wanted);
        if (!name.ok()) return complain(kUsage, wanted, "neither a host name nor an address");
        out.emplace(*name);
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
                {"CAstore", &VerifyInput::add_anchor_store},
                {"CRLfile", &VerifyInput::add_crls},
                {"policy", &VerifyInput::add_policies},
            };
        for (const auto& [option, add] : named_files) {
            for (const std::string& value : options_.values(option)) {
                if (const int code = (input.*add)(value); code != kDone) return code;
            }
        }
        const bool own = options_.has("CAfile") || options_.has("CApath") ||
                         options_.has("CAstore") || options_.has("trusted");
        if (!own && !options_.has("no-CAfile")) (void)input.add_system_anchors();
        return kDone;
    }

    bool verify(const std::string& file) {
        VerifyInput input;
        const std::string shown = file == "-" ? "stdin" : file;
        const bool loaded = load(file, input) == kDone;
        if (const auto& error = input.leaf_error(); loaded && error.has_value())
            complain(kDone, shown, sentence(*error));
        if (!loaded || input.leaf_error()) {
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
        const OpenSslQuestion question{list,
                                       std::span{list}.subspan(before),
                                       *anchors,
                                       policy_,
                                       host_ && address_ ? &*address_ : nullptr,
                                       options_.has("x509_strict"),
                                       options_.has("check_ss_sig")};
        const bool good = judge(question, shown);
        if (!good) print(stderr, "error " + shown + ": verification failed\n");
        return good;
    }

    bool judge(const OpenSslQuestion& question, const std::string& shown) {
        x509::DirectSignatureVerifier verifier;
        base::Arena arena{std::size_t{1} << 22};
        const auto report = std::make_unique<x509::PathReport>();
        const auto chain = x509::verify_chain(question.list, question.anchors, policy_, verifier,
                                              arena, report.get());
        if (!chain.ok()) {
            complain_of(question, *report);
            return false;
        }
        const OpenSslChain path{chain->path().begin(), chain->path().end()};
        const auto further = openssl_further_faults(question, path);
        for (const OpenSslFault& fault : further) complain_of(fault, path);
        if (!further.empty()) return false;
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

    /// All that OpenSSL would tell of its chain; where it would find nothing, what we found.
    void complain_of(const OpenSslQuestion& question, const x509::PathReport& report) const {
        OpenSslChain chain = openssl_chain(question);
        std::vector<OpenSslFault> faults;
        const bool complete = reaches_anchor(question, chain);
        if (!complete && report.verdict() != Reason::limit)
            faults.push_back(openssl_dead_end(question, chain));
        // Behind a self-signed leaf OpenSSL goes on as if it were trusted.
        const bool self_signed =
            !faults.empty() && faults.front().name == "X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT";
        if (complete || self_signed) {
            const auto more = openssl_faults(question, chain);
            faults.insert(faults.end(), more.begin(), more.end());
        }
        for (const OpenSslFault& fault : faults) complain_of(fault, chain);
        if (!faults.empty()) return;
        chain.clear();
        for (std::size_t depth = 0; io::certificate_at(report, depth) != nullptr; ++depth)
            chain.push_back(io::certificate_at(report, depth));
        complain_of({x509::info(report.verdict()).x509_v_err, report.verdict_depth()}, chain);
    }

    void complain_of(const OpenSslFault& told, const OpenSslChain& chain) const {
        const io::OpenSslVerifyError* error = io::find_openssl_verify_error(told.name);
        if (error == nullptr) error = io::find_openssl_verify_error("X509_V_ERR_UNSPECIFIED");
        if (told.names_certificate && told.depth < chain.size())
            print(stderr, io::openssl_name(chain[told.depth]->subject, names_) + "\n");
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

    const Options& options_;
    x509::PathPolicy policy_;
    io::NameFormat names_;
    std::optional<x509::ReferenceId> host_;
    std::optional<x509::ReferenceId> address_;
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
