#include "tools/cert_verify.h"

#include <algorithm>
#include <cstdio>
#include <memory>

#include "base/arena.h"
#include "io/clock.h"
#include "io/idn.h"
#include "io/verdict.h"
#include "tools/print.h"
#include "tools/verb.h"
#include "tools/verify_input.h"

namespace vitrine::tools {

namespace {

/// One verification: what it needs, and what it says.
class Verification {
  public:
    explicit Verification(const Options& options) : options_(options) {}

    int run(const std::string& leaf_file) {
        if (const int code = load(leaf_file); code != kDone) return code;
        if (const int code = make_policy(); code != kDone) return code;
        if (const auto& error = input_.leaf_error(); error.has_value())
            return say_malformed(*error);
        x509::DirectSignatureVerifier verifier;
        base::Arena arena{std::size_t{1} << 22};
        const auto report = std::make_unique<x509::PathReport>();
        const auto chain = x509::verify_chain(input_.certificates(), input_.anchors(), policy_,
                                              verifier, arena, report.get());
        const io::VerdictSubject subject{input_.certificates().front(),
                                         policy_,
                                         *report,
                                         asked_name_,
                                         input_.crl_names(),
                                         input_.ocsp_names()};
        if (options_.has("json")) {
            print(io::verdict_json(subject));
        } else if (!options_.has("quiet")) {
            print(io::verdict_text(subject, io::TextStyle::of(1)));
        }
        return chain.ok() ? kDone : kPeerCertificate;
    }

  private:
    template <class Add>
    int each(std::string_view option, Add add) {
        for (const std::string& value : options_.values(option)) {
            if (const int code = (input_.*add)(value); code != kDone) return code;
        }
        return kDone;
    }

    int load(const std::string& leaf_file) {
        if (const int code = input_.add_certificates(leaf_file); code != kDone) return code;
        const std::pair<std::string_view, int (VerifyInput::*)(const std::string&)> files[] = {
            {"untrusted", &VerifyInput::add_certificates},
            {"trust", &VerifyInput::add_anchors},
            {"ca", &VerifyInput::add_anchors},
            {"ca-dir", &VerifyInput::add_anchor_directory},
            {"crl", &VerifyInput::add_crls},
            {"ocsp", &VerifyInput::add_ocsp},
            {"tlsa", &VerifyInput::add_tlsa},
            {"policy-oids", &VerifyInput::add_policies},
        };
        for (const auto& [option, add] : files) {
            if (const int code = each(option, add); code != kDone) return code;
        }
        return options_.has("system-ca") ? input_.add_system_anchors() : static_cast<int>(kDone);
    }

    int make_policy() {
        input_.put(policy_);
        if (options_.has("ocsp")) policy_.revocation = x509::RevocationMode::hard_leaf;
        if (options_.has("crl")) policy_.revocation = x509::RevocationMode::hard;
        const std::string level = options_.value_or("policy", "modern");
        if (level == "legacy" || level == "lab") policy_.make_legacy();
        policy_.require_explicit_policy = options_.has("explicit-policy");
        policy_.inhibit_any_policy = options_.has("inhibit-any-policy");
        policy_.inhibit_policy_mapping = options_.has("inhibit-mapping");
        policy_.anchor_key_only = options_.has("anchor-key-only");
        if (const int code = take_time_and_use(); code != kDone) return code;
        if (const int code = take_names(); code != kDone) return code;
        return take_numbers();
    }

    int take_time_and_use() {
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
        return kDone;
    }

    int take_names() {
        mailbox_ = options_.value("email");
        if (options_.has("email") && !x509::is_mailbox(mailbox_))
            return complain(kUsage, "--email", "no mailbox");
        policy_.mailbox = mailbox_;
        if (options_.has("host") && options_.has("ip"))
            return complain(kUsage, "--host, --ip", "one of them");
        if (!options_.has("host") && !options_.has("ip")) return kDone;
        asked_name_ = options_.value(options_.has("host") ? "host" : "ip");
        const auto ascii = io::to_a_labels(asked_name_);
        const auto host = ascii.ok() ? x509::ReferenceId::parse(*ascii)
                                     : Result<x509::ReferenceId>{ascii.error()};
        if (!host.ok() || (options_.has("ip") && host->type() != x509::ReferenceId::Type::ip))
            return complain(kUsage, asked_name_, "neither a host name nor an address");
        host_.emplace(*host);
        policy_.host = &*host_;
        return kDone;
    }

    int take_numbers() {
        const auto depth = options_.number("depth", static_cast<long>(policy_.max_intermediates));
        if (!depth.has_value() || *depth < 0) return kUsage;
        policy_.max_intermediates = static_cast<std::size_t>(*depth);
        policy_.max_certificates =
            std::max(policy_.max_certificates, policy_.max_intermediates + 2);
        const auto strength = options_.number("strength", 0);
        if (!strength.has_value() || *strength < 0) return kUsage;
        policy_.min_strength_bits = static_cast<std::size_t>(*strength);
        return kDone;
    }

    int say_malformed(const Error& error) {
        const io::TextStyle style = io::TextStyle::of(1);
        const ErrorInfo& about = info(error.code);
        if (options_.has("json")) {
            print(io::malformed_json(error));
            return kPeerCertificate;
        }
        print(style.fit("validation    leaf " + style.mark(false) + " " + sentence(error) + " (" +
                        std::string{about.source} + ")\n"));
        print(style.fit("verification  not reached\nlegitimation  not reached\n"));
        print("result " + style.mark(false) + " 60: malformed (" + std::string{about.name} + ")\n");
        return kPeerCertificate;
    }

    const Options& options_;
    VerifyInput input_;
    x509::PathPolicy policy_;
    std::optional<x509::ReferenceId> host_;
    std::string asked_name_;
    std::string mailbox_;
};

}  // namespace

int verify_certificate(const Options& options, const std::string& leaf_file) {
    return Verification{options}.run(leaf_file);
}

}  // namespace vitrine::tools
