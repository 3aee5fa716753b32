#include "tools/zoo/judge.h"

#include <list>

#include "base/arena.h"
#include "io/clock.h"
#include "x509/verify.h"

namespace vitrine::zoo {

namespace {

using x509::PathPolicy;

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end != 0) words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

/// The options of `cert verify` that plates use.
class Settings {
  public:
    bool read(std::string_view options) {
        const std::vector<std::string_view> words = words_of(options);
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (set_flag(words[i])) continue;
            if (i + 1 == words.size() || !set_value(words[i], words[i + 1])) return false;
            ++i;
        }
        return true;
    }
    PathPolicy policy;

  private:
    bool set_flag(std::string_view name) {
        if (name == "--anchor-key-only") return policy.anchor_key_only = true;
        if (name == "--explicit-policy") return policy.require_explicit_policy = true;
        if (name == "--inhibit-any-policy") return policy.inhibit_any_policy = true;
        if (name == "--inhibit-mapping") return policy.inhibit_policy_mapping = true;
        return false;
    }
    bool set_value(std::string_view name, std::string_view value) {
        if (name == "--now") {
            const auto now = io::parse_time(value);
            if (now.ok()) policy.now = *now;
            return now.ok();
        }
        if (name == "--host" || name == "--ip") {
            const auto host = x509::ReferenceId::parse(value);
            if (host.ok()) policy.host = &host_.emplace(*host);
            return host.ok();
        }
        if (name == "--purpose") {
            policy.purpose = value == "client" ? x509::Purpose::client : x509::Purpose::server;
            return value == "client" || value == "server";
        }
        if (name == "--policy") {
            policy.make_legacy();
            return value == "legacy";
        }
        if (name == "--depth") {
            policy.max_intermediates = static_cast<std::size_t>(value[0] - '0');
            return value.size() == 1;
        }
        if (name == "--policy-oids") {
            oid_ = oid(value);
            policies_ = {asn1::Oid{ByteView{oid_}.subspan(2)}};
            policy.user_policies = policies_;
            return true;
        }
        return false;
    }

    std::optional<x509::ReferenceId> host_;
    Bytes oid_;
    std::array<asn1::Oid, 1> policies_;
};

/// The lists, responses and records, parsed; an unreadable one is as if it were not there.
struct Status {
    std::vector<x509::Crl> crls;
    std::vector<x509::OcspResponse> ocsp;
    std::list<Bytes> tlsa_data;
    std::vector<x509::TlsaRecord> tlsa;

    explicit Status(const Specimen& specimen) {
        for (const Bytes& der : specimen.crls) {
            const auto crl = x509::parse_crl(der);
            if (crl.ok()) crls.push_back(*crl);
        }
        for (const Bytes& der : specimen.ocsp) {
            const auto response = x509::parse_ocsp_response(der);
            if (response.ok()) ocsp.push_back(*response);
        }
        for (const std::string& line : specimen.tlsa) {
            const auto record = x509::parse_tlsa(line, tlsa_data.emplace_back());
            if (record.ok()) tlsa.push_back(*record);
        }
    }
    void put(const Specimen& specimen, PathPolicy& policy) const {
        policy.crls = crls;
        policy.ocsp = ocsp;
        policy.tlsa = tlsa;
        if (!specimen.ocsp.empty()) policy.revocation = x509::RevocationMode::hard_leaf;
        if (!specimen.crls.empty()) policy.revocation = x509::RevocationMode::hard;
    }
};

}  // namespace

std::string judge(const Specimen& specimen) {
    Settings settings;
    if (!settings.read(specimen.options)) return "bad options";
    const auto leaf = x509::parse_certificate(specimen.leaf);
    if (!leaf.ok()) return std::string{info(leaf.error().code).name};
    std::vector<x509::Certificate> list{*leaf};
    for (const Bytes& der : specimen.untrusted) {
        const auto certificate = x509::parse_certificate(der);
        if (certificate.ok()) list.push_back(*certificate);
    }
    x509::TrustAnchors anchors;
    for (const Bytes& der : specimen.trust) (void)anchors.add(der, "trust.pem");
    const Status status{specimen};
    status.put(specimen, settings.policy);
    x509::DirectSignatureVerifier verifier;
    base::Arena arena{std::size_t{1} << 20};
    const auto report = std::make_unique<x509::PathReport>();
    const auto chain =
        x509::verify_chain(list, anchors, settings.policy, verifier, arena, report.get());
    if (chain.ok()) return "accepted";
    return std::string{x509::info(report->verdict()).id};
}

}  // namespace vitrine::zoo
