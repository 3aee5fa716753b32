// Each rule is broken by one change of a certificate that breaks none, and by no other change.
#include "x509/lint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "crypto/drbg.h"
#include "support/der_text.h"
#include "x509/make.h"

namespace vitrine::x509 {
namespace {

namespace id = asn1::oid;
using test::from_hex;

constexpr Validity kYear{{1767225600}, {1798761600}};    // 2026
constexpr Validity kDecade{{1767225600}, {2082758400}};  // 2026 to 2035

class Maker {
  public:
    Maker() : root_(make(root_spec())), root_certificate_(*parse_certificate(root_)) {}

    CertificateSpec server() {
        const Issuer issuer{root_certificate_, key_};
        CertificateSpec spec =
            *server_spec({"www.example.test", {"www.example.test"}}, leaf_key_, kYear, &issuer);
        return spec;
    }
    CertificateSpec ca() {
        const Issuer issuer{root_certificate_, key_};
        return *ca_spec("Lab CA", leaf_key_, kDecade, &issuer);
    }
    CertificateSpec root_spec() { return *ca_spec("Lab Root", key_, kDecade); }
    Bytes make(const CertificateSpec& spec) { return *make_certificate(spec, key_, rng_); }

    /// The ids of what is found, parted by blanks.
    std::string found(const CertificateSpec& spec, const std::function<void(Bytes&)>& damage = {}) {
        Bytes der = make(spec);
        if (damage) damage(der);
        const auto certificate = parse_certificate(der);
        if (!certificate.ok()) return std::string{info(certificate.error().code).name};
        std::string ids;
        for (const LintRule* rule : lint(*certificate)) {
            if (!ids.empty()) ids += ' ';
            ids += rule->id;
        }
        return ids;
    }

  private:
    crypto::Drbg rng_{std::array<std::uint8_t, 32>{7}};
    PrivateKey key_ = *PrivateKey::generate_ec(crypto::Curve::p256, rng_);
    PrivateKey leaf_key_ = *PrivateKey::generate_ec(crypto::Curve::p256, rng_);
    Bytes root_;
    Certificate root_certificate_;
};

void drop(CertificateSpec& spec, asn1::Oid oid) {
    std::erase_if(spec.extensions, [&](const ExtensionSpec& e) { return e.oid == oid; });
}
ExtensionSpec& find(CertificateSpec& spec, asn1::Oid oid) {
    for (ExtensionSpec& e : spec.extensions) {
        if (e.oid == oid) return e;
    }
    std::abort();
}
void put(CertificateSpec& spec, asn1::Oid oid, bool critical, std::string_view hex) {
    drop(spec, oid);
    spec.extensions.push_back({oid, critical, from_hex(hex)});
}
/// subjectAltName with these DNS names; a subject without common name.
void hosts(CertificateSpec& spec, std::initializer_list<std::string_view> dns) {
    Bytes list;
    for (const std::string_view host : dns) {
        list.push_back(0x82);
        list.push_back(static_cast<std::uint8_t>(host.size()));
        const ByteView bytes = as_bytes(host);
        list.insert(list.end(), bytes.begin(), bytes.end());
    }
    Bytes value{0x30, static_cast<std::uint8_t>(list.size())};
    value.insert(value.end(), list.begin(), list.end());
    drop(spec, id::kSubjectAltName);
    spec.extensions.push_back({id::kSubjectAltName, true, value});
    spec.subject = from_hex("3000");
}
void subject(CertificateSpec& spec, asn1::Oid type, std::string_view value) {
    const NamePart part{type, std::string{value}};
    spec.subject = *encode_name({&part, 1});
}

using Change = std::function<void(CertificateSpec&)>;

struct Case {
    const char* found;  ///< the only finding; empty: none
    Change change;
};

std::vector<Case> of_servers() {
    static const Bytes unknown = from_hex("2904");
    return {
        {"", [](CertificateSpec&) {}},
        {"serial-not-positive serial-short", [](auto& s) { s.serial_number = {0x00}; }},
        {"serial-not-positive", [](auto& s) { s.serial_number = from_hex("ff7f010203040506"); }},
        {"serial-too-long", [](auto& s) { s.serial_number = Bytes(21, 0x11); }},
        {"", [](auto& s) { s.serial_number = Bytes(20, 0x11); }},
        {"serial-short", [](auto& s) { s.serial_number = Bytes(7, 0x11); }},
        {"", [](auto& s) { s.serial_number = Bytes(8, 0x11); }},
        {"validity-reversed",
         [](auto& s) { std::swap(s.validity.not_before, s.validity.not_after); }},
        {"validity-too-long", [](auto& s) { s.validity.not_after.seconds += 34 * 86400; }},
        {"", [](auto& s) { s.validity.not_after.seconds += 33 * 86400; }},
        {"issuer-empty", [](auto& s) { s.issuer = from_hex("3000"); }},
        {"subject-key-id-missing", [](auto& s) { drop(s, id::kSubjectKeyIdentifier); }},
        {"subject-key-id-critical",
         [](auto& s) { find(s, id::kSubjectKeyIdentifier).critical = true; }},
        {"authority-key-id-missing", [](auto& s) { drop(s, id::kAuthorityKeyIdentifier); }},
        {"authority-key-id-missing",
         [](auto& s) { put(s, id::kAuthorityKeyIdentifier, false, "3000"); }},
        {"authority-key-id-critical",
         [](auto& s) { find(s, id::kAuthorityKeyIdentifier).critical = true; }},
        {"path-len-without-ca", [](auto& s) { put(s, id::kBasicConstraints, true, "3003020100"); }},
        {"cert-sign-without-ca", [](auto& s) { put(s, id::kKeyUsage, true, "03020284"); }},
        {"key-usage-not-critical", [](auto& s) { find(s, id::kKeyUsage).critical = false; }},
        {"", [](auto& s) { drop(s, id::kKeyUsage); }},
        {"key-usage-of-curve", [](auto& s) { put(s, id::kKeyUsage, true, "030205a0"); }},
        {"key-usage-of-curve", [](auto& s) { put(s, id::kKeyUsage, true, "03020490"); }},
        {"any-purpose-critical",
         [](auto& s) { put(s, id::kExtKeyUsage, true, "301006082b060105050703010604551d2500"); }},
        {"",
         [](auto& s) { put(s, id::kExtKeyUsage, false, "301006082b060105050703010604551d2500"); }},
        {"", [](auto& s) { find(s, id::kExtKeyUsage).critical = true; }},
        {"name-constraints-in-leaf",
         [](auto& s) { put(s, id::kNameConstraints, true, "3007a0053003820161"); }},
        {"distribution-points-critical",
         [](auto& s) { put(s, id::kCrlDistributionPoints, true, "30093007a005a003820161"); }},
        {"", [](auto& s) { put(s, id::kCrlDistributionPoints, false, "30093007a005a003820161"); }},
        {"freshest-crl-critical",
         [](auto& s) { put(s, id::kFreshestCrl, true, "30093007a005a003820161"); }},
        {"information-access-critical",
         [](auto& s) {
             put(s, id::kAuthorityInfoAccess, true, "300f300d06082b06010505073001860161");
         }},
        {"",
         [](auto& s) {
             put(s, id::kAuthorityInfoAccess, false, "300f300d06082b06010505073001860161");
         }},
        {"unknown-critical",
         [](auto& s) { s.extensions.push_back({asn1::Oid{unknown}, true, from_hex("0500")}); }},
        {"",
         [](auto& s) { s.extensions.push_back({asn1::Oid{unknown}, false, from_hex("0500")}); }},
        {"", [](auto& s) { put(s, id::kNoRevAvail, false, "0500"); }},
        {"no-rev-avail-with-pointer",
         [](auto& s) {
             put(s, id::kNoRevAvail, false, "0500");
             put(s, id::kCrlDistributionPoints, false, "30093007a005a003820161");
         }},
        {"no-rev-avail-with-pointer",
         [](auto& s) {
             put(s, id::kNoRevAvail, false, "0500");
             put(s, id::kAuthorityInfoAccess, false, "300f300d06082b06010505073001860161");
         }},
        {"",
         [](auto& s) {  // where the issuer is found, not its word on revocation
             put(s, id::kNoRevAvail, false, "0500");
             put(s, id::kAuthorityInfoAccess, false, "300f300d06082b06010505073002860161");
         }},
    };
}

std::vector<Case> of_names() {
    return {
        {"names-missing", [](auto& s) { drop(s, id::kSubjectAltName); }},
        {"",
         [](auto& s) {  // a client needs none
             drop(s, id::kSubjectAltName);
             put(s, id::kExtKeyUsage, false, "300a06082b06010505070302");
         }},
        {"", [](auto& s) { hosts(s, {"www.example.test"}); }},
        {"names-not-critical",
         [](auto& s) {
             hosts(s, {"www.example.test"});
             find(s, id::kSubjectAltName).critical = false;
         }},
        {"names-critical", [](auto& s) { find(s, id::kSubjectAltName).critical = true; }},
        {"common-name-not-in-names",
         [](auto& s) { s.subject = *encode_common_name("mail.example.test"); }},
        {"", [](auto& s) { s.subject = *encode_common_name("WWW.example.test"); }},
        {"name-malformed", [](auto& s) { hosts(s, {"www.example.test", "www..test"}); }},
        {"name-malformed", [](auto& s) { hosts(s, {"www.example.test."}); }},
        {"name-malformed", [](auto& s) { hosts(s, {".example.test"}); }},
        {"name-malformed", [](auto& s) { hosts(s, {"www example.test"}); }},
        {"", [](auto& s) { hosts(s, {"*.example.test"}); }},
        {"wildcard-malformed", [](auto& s) { hosts(s, {"w*.example.test"}); }},
        {"wildcard-malformed", [](auto& s) { hosts(s, {"www.*.test"}); }},
        {"wildcard-malformed", [](auto& s) { hosts(s, {"*.test"}); }},
        {"wildcard-malformed", [](auto& s) { hosts(s, {"*"}); }},
        {"mailbox-not-in-names",
         [](auto& s) { subject(s, id::kEmailAddress, "ada@example.test"); }},
        {"",
         [](auto& s) {
             subject(s, id::kEmailAddress, "a@b");
             put(s, id::kSubjectAltName, false, "30058103414062");
         }},
        {"country-not-two-letters", [](auto& s) { subject(s, id::kCountryName, "DEU"); }},
        {"", [](auto& s) { subject(s, id::kCountryName, "DE"); }},
    };
}

std::vector<Case> of_cas() {
    return {
        {"", [](CertificateSpec&) {}},
        {"version-below-3",
         [](auto& s) {
             s.version = 1;
             s.extensions.clear();
         }},
        {"subject-empty-in-ca", [](auto& s) { s.subject = from_hex("3000"); }},
        {"common-name-too-long",
         [](auto& s) { s.subject = *encode_common_name(std::string(65, 'a')); }},
        {"", [](auto& s) { s.subject = *encode_common_name(std::string(64, 'a')); }},
        {"name-string-type",
         [](auto& s) { s.subject = from_hex("300d310b3009060355040a14024c61"); }},
        {"name-string-type",
         [](auto& s) { s.subject = from_hex("300d310b3009060355040a1e02004c"); }},
        {"", [](auto& s) { s.subject = from_hex("300d310b3009060355040a0c024c61"); }},
        {"subject-key-id-missing-in-ca", [](auto& s) { drop(s, id::kSubjectKeyIdentifier); }},
        {"basic-constraints-not-critical",
         [](auto& s) { find(s, id::kBasicConstraints).critical = false; }},
        {"ca-without-cert-sign", [](auto& s) { put(s, id::kKeyUsage, true, "03020102"); }},
        {"key-usage-missing-in-ca", [](auto& s) { drop(s, id::kKeyUsage); }},
        {"name-constraints-not-critical",
         [](auto& s) { put(s, id::kNameConstraints, false, "3007a0053003820161"); }},
        {"", [](auto& s) { put(s, id::kNameConstraints, true, "3007a0053003820161"); }},
        {"policy-constraints-not-critical",
         [](auto& s) { put(s, id::kPolicyConstraints, false, "3003800100"); }},
        {"", [](auto& s) { put(s, id::kPolicyConstraints, true, "3003800100"); }},
        {"policy-mappings-not-critical",
         [](auto& s) { put(s, id::kPolicyMappings, false, "3008300606012906012a"); }},
        {"", [](auto& s) { put(s, id::kPolicyMappings, true, "3008300606012906012a"); }},
        {"inhibit-any-policy-not-critical",
         [](auto& s) { put(s, id::kInhibitAnyPolicy, false, "020100"); }},
        {"", [](auto& s) { put(s, id::kInhibitAnyPolicy, true, "020100"); }},
        {"signature-sha1", [](auto& s) { s.signature.hash = crypto::HashAlg::sha1; }},
    };
}

TEST(Lint, FindsTheOneThingThatIsWrong) {
    Maker maker;
    for (const auto& [cases, ca] : {std::pair{of_servers(), false}, std::pair{of_names(), false},
                                    std::pair{of_cas(), true}}) {
        for (std::size_t i = 0; i < cases.size(); ++i) {
            CertificateSpec spec = ca ? maker.ca() : maker.server();
            cases[i].change(spec);
            EXPECT_EQ(maker.found(spec), cases[i].found) << (ca ? "CA " : "server ") << i;
        }
    }
}

TEST(Lint, FindsADateInTheWrongType) {
    Maker maker;
    CertificateSpec spec = maker.ca();
    spec.validity.not_after = from_civil({2050, 1, 1, 0, 0, 0});
    EXPECT_EQ(maker.found(spec), "");
    const auto earlier = [](Bytes& der) {
        const std::string_view year = "20500101";
        const auto at = std::search(der.begin(), der.end(), year.begin(), year.end());
        *(at + 2) = '4';
        *(at + 3) = '9';
    };
    EXPECT_EQ(maker.found(spec, earlier), "validity-time-type");
}

/// What is found in a certificate of the vectors.
std::string found_in(std::string_view section) {
    for (const auto& block : test::read_vectors("x509/certificates.txt")) {
        if (block.section != section) continue;
        const auto der = block.bytes("Der");
        const auto certificate = parse_certificate(der);
        if (!certificate.ok()) break;
        std::string ids{" "};
        for (const LintRule* rule : lint(*certificate)) (ids += rule->id) += ' ';
        return ids;
    }
    return "";
}

TEST(Lint, FindsWeakKeysAndOldHashes) {
    const auto has = [](std::string_view section, const std::string& rule) {
        return found_in(section).find(" " + rule + " ") != std::string::npos;
    };
    EXPECT_TRUE(has("custom/dsa_selfsigned_ca.pem", "key-dsa"));
    EXPECT_TRUE(has("custom/ec_no_named_curve.pem", "key-curve"));
    EXPECT_TRUE(has("x509/wildcard_san.pem", "validity-too-long"));
    EXPECT_TRUE(has("custom/san_ipaddr.pem", "signature-sha1"));
    EXPECT_FALSE(has("custom/san_ipaddr.pem", "validity-too-long"));
    EXPECT_FALSE(has("x509/cryptography.io.pem", "key-rsa-small"));
    EXPECT_FALSE(has("x509/cryptography.io.pem", "key-rsa-exponent"));
    EXPECT_FALSE(has("x509/cryptography.io.pem", "key-curve"));
    EXPECT_FALSE(has("x509/cryptography.io.pem", "unique-identifier"));
}

TEST(Lint, EveryIdIsThereOnceAndSaysWhy) {
    std::set<std::string_view> ids;
    for (const LintRule& rule : lint_rules()) {
        EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
        EXPECT_FALSE(rule.text.empty());
        EXPECT_NE(rule.source.find("§"), std::string_view::npos) << rule.id;
        EXPECT_FALSE(name_of(rule.level).empty());
    }
}

}  // namespace
}  // namespace vitrine::x509
