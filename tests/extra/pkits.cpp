// NIST's Public Key Interoperability Test Suite: every case, hard-fail revocation with the lists
// that the case names, under the `legacy` policy (its signatures are SHA-1, some keys are
// DSA-1024).
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <list>
#include <memory>
#include <sstream>

#include "extra/vector_folder.h"
#include "io/file.h"
#include "x509/verify.h"

namespace vitrine::test {

namespace {

using Bytes = std::vector<std::uint8_t>;

/// One line of the file of expectations: number, title, verdict, certificates from the anchor to
/// the end entity (in some cases a pool between them), lists, settings.
struct Case {
    std::string number;
    std::string title;
    bool valid = false;
    std::vector<std::string> certificates;
    std::vector<std::string> lists;
    std::string settings;
};

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> parts;
    std::istringstream in{text};
    for (std::string part; std::getline(in, part, at);) {
        if (!trimmed(part).empty()) parts.push_back(trimmed(part));
    }
    return parts;
}

std::vector<Case> read_cases(const std::filesystem::path& file) {
    std::ifstream in{file};
    std::vector<Case> cases;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line.front() == '#') continue;
        const std::vector<std::string> fields = split(line, '|');
        if (fields.size() < 6) continue;
        cases.push_back({fields[0], fields[1], fields[2] == "yes", split(fields[3], ' '),
                         split(fields[4], ' '), fields[5]});
    }
    return cases;
}

/// What stands in the parentheses after `name`, without quotes; empty if the setting is absent.
std::string setting(const Case& test, const std::string& name) {
    std::size_t at = test.settings.find(name);
    at = at == std::string::npos ? at : test.settings.find('(', at);
    if (at == std::string::npos) return {};
    std::string value = test.settings.substr(at + 1, test.settings.find(')', at) - at - 1);
    std::erase(value, '"');
    return value;
}

/// NIST-test-policy-N is 2.16.840.1.101.3.2.1.48.N.
Bytes test_policy(const std::string& name) {
    if (name == "anyPolicy") return {0x55, 0x1d, 0x20, 0x00};
    const auto number = static_cast<std::uint8_t>(std::stoi(name.substr(name.rfind('-') + 1)));
    return {0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x02, 0x01, 0x30, number};
}

Bytes read_pkits(const std::string& relative) {
    const std::string path = VITRINE_PKITS "/" + relative;
    const auto bytes = io::read_file(path);
    EXPECT_TRUE(bytes.ok()) << path;
    return bytes.ok() ? Bytes{bytes->begin(), bytes->end()} : Bytes{};
}

/// A case made ready: everything verify_chain looks at.
class Setting {
  public:
    explicit Setting(const Case& test) {
        add_certificates(test);
        for (const std::string& name : test.lists) {
            bytes_.push_back(read_pkits("crls/" + name + ".crl"));
            const auto crl = x509::parse_crl(bytes_.back());
            // A list that cannot be read is as good as none.
            if (crl.ok()) crls_.push_back(*crl);
        }
        policy_.make_legacy();
        policy_.now = from_civil({2011, 4, 15, 0, 0, 0});
        policy_.purpose = x509::Purpose::any;
        policy_.revocation = x509::RevocationMode::hard;
        policy_.crls = crls_;
        for (const std::string& name : split(setting(test, "SetInitialPolicySet"), ',')) {
            bytes_.push_back(test_policy(name));
            policies_.emplace_back(bytes_.back());
        }
        policy_.user_policies = policies_;
        policy_.require_explicit_policy = setting(test, "SetInitialExplicitPolicy") == "true";
        policy_.inhibit_policy_mapping = setting(test, "SetInitialPolicyMappingInhibit") == "true";
        policy_.inhibit_any_policy = setting(test, "SetInitialInhibitAnyPolicy") == "true";
    }

    x509::Reason verdict() {
        if (list_.empty()) return x509::Reason::no_issuer;
        x509::DirectSignatureVerifier verifier;
        base::Arena arena{std::size_t{1} << 20};
        const auto report = std::make_unique<x509::PathReport>();
        const auto chain =
            x509::verify_chain(list_, anchors_, policy_, verifier, arena, report.get());
        EXPECT_EQ(chain.ok(), report->verdict() == x509::Reason::accepted);
        return report->verdict();
    }

  private:
    void add_certificates(const Case& test) {
        const std::string& anchor = test.certificates.front();
        EXPECT_TRUE(anchors_.add(read_pkits("certs/" + anchor + ".crt"), anchor).ok());
        // Leaf first, then the others in the wrong order: the search has to find its way.
        for (auto name = test.certificates.rbegin(); name + 1 != test.certificates.rend(); ++name) {
            bytes_.push_back(read_pkits("certs/" + *name + ".crt"));
            const auto certificate = x509::parse_certificate(bytes_.back());
            if (certificate.ok()) list_.push_back(*certificate);
            if (list_.empty()) return;  // the leaf itself cannot be read
        }
        std::reverse(list_.begin() + 1, list_.end());
    }

    std::list<Bytes> bytes_;
    std::vector<x509::Certificate> list_;
    std::vector<x509::Crl> crls_;
    std::vector<asn1::Oid> policies_;
    x509::TrustAnchors anchors_;
    x509::PathPolicy policy_;
};

void read_pkits_cases(const std::filesystem::path& file, Tally& tally) {
    const std::vector<Case> cases = read_cases(file);
    EXPECT_EQ(cases.size(), 247U);
    for (const Case& test : cases) {
        const x509::Reason reason = Setting{test}.verdict();
        const bool accepted = reason == x509::Reason::accepted;
        const std::string where =
            test.number + " " + test.title + " (" + std::string{x509::info(reason).id} + ")";
        test.valid ? tally.valid(where, accepted) : tally.invalid(where, accepted);
    }
}

}  // namespace

std::span<const Reader> pkits_readers() {
    static constexpr Reader kReaders[] = {
        {"vectors-facts/pkits-expected\\.txt", Kernels::none, read_pkits_cases},
    };
    return kReaders;
}

}  // namespace vitrine::test
