// What is asked of one certificate wherever it stands: dates, structure, keys, uses, algorithms.
// RFC 5280 §4, §6.1.3, §6.1.4.
#include "x509/judge_certificate.h"

#include <gtest/gtest.h>

#include "support/certificate_lab.h"

namespace vitrine::x509 {
namespace {

namespace id = asn1::oid;

void put(CertificateSpec& spec, asn1::Oid oid, bool critical, Bytes value) {
    std::erase_if(spec.extensions, [&](const ExtensionSpec& e) { return e.oid == oid; });
    spec.extensions.push_back({oid, critical, std::move(value)});
}
void drop(CertificateSpec& spec, asn1::Oid oid) {
    std::erase_if(spec.extensions, [&](const ExtensionSpec& e) { return e.oid == oid; });
}

class JudgeCertificate : public testing::Test {
  protected:
    JudgeCertificate() { policy_.now = lab_.now(); }

    Reason alone(const test::CertificateLab::Edit& edit) {
        return judge_alone(lab_.server("www.example.test", root_, edit).certificate, policy_, true);
    }
    Reason ca_alone(const test::CertificateLab::Edit& edit) {
        return judge_alone(lab_.ca("CA", &root_, edit).certificate, policy_, false);
    }

    test::CertificateLab lab_;
    const test::MadeCertificate& root_ = lab_.ca("Root");
    PathPolicy policy_;
};

// §4.1.2.5: "the period of time from notBefore through notAfter, inclusive".
TEST_F(JudgeCertificate, DatesAreInclusiveAtBothEnds) {
    const Validity validity = lab_.validity();
    const auto unchanged = [](CertificateSpec&) {};
    for (const auto& [now, reason] : {std::pair{validity.not_before.seconds, Reason::accepted},
                                      {validity.not_before.seconds - 1, Reason::not_yet_valid},
                                      {validity.not_after.seconds, Reason::accepted},
                                      {validity.not_after.seconds + 1, Reason::expired}}) {
        policy_.now = Time{now};
        policy_.ignore_dates = false;
        EXPECT_EQ(alone(unchanged), reason) << now;
        policy_.ignore_dates = true;
        EXPECT_EQ(alone(unchanged), Reason::accepted) << now;
    }
    // A period that is none is one at no time.
    EXPECT_EQ(
        alone([](CertificateSpec& s) { std::swap(s.validity.not_before, s.validity.not_after); }),
        Reason::validity_order);
}

// §4.2: "A certificate-using system MUST reject the certificate if it encounters a critical
// extension it does not recognize".
TEST_F(JudgeCertificate, UnknownCriticalExtensions) {
    static const Bytes unknown{0x2a, 0x03, 0x04};
    const auto with = [](bool critical) {
        return [=](CertificateSpec& s) { put(s, asn1::Oid{unknown}, critical, {0x05, 0x00}); };
    };
    EXPECT_EQ(alone(with(true)), Reason::unknown_critical);
    EXPECT_EQ(alone(with(false)), Reason::accepted);
    policy_.ignore_critical = true;
    EXPECT_EQ(alone(with(true)), Reason::accepted);
}

// §4.1.2.2: "MUST be a positive integer ... CAs MUST NOT use serialNumber values longer than 20
// octets."
TEST_F(JudgeCertificate, SerialNumbers) {
    const auto serial = [](Bytes value) {
        return [=](CertificateSpec& s) { s.serial_number = value; };
    };
    for (const Bytes& odd : {Bytes{0x00}, Bytes{0xff}, Bytes(21, 0x11)}) {
        policy_.allow_odd_serials = false;
        EXPECT_EQ(alone(serial(odd)), Reason::serial_number);
        policy_.allow_odd_serials = true;
        EXPECT_EQ(alone(serial(odd)), Reason::accepted);
    }
    policy_.allow_odd_serials = false;
    EXPECT_EQ(alone(serial(Bytes(20, 0x11))), Reason::accepted);
    EXPECT_EQ(alone(serial({0x01})), Reason::accepted);
}

// §4.1.2.4, §4.1.2.6.
TEST_F(JudgeCertificate, Names) {
    const Bytes empty{0x30, 0x00};
    EXPECT_EQ(alone([&](CertificateSpec& s) { s.issuer = empty; }), Reason::issuer_empty);
    EXPECT_EQ(ca_alone([&](CertificateSpec& s) { s.subject = empty; }), Reason::subject_empty);
    EXPECT_EQ(alone([&](CertificateSpec& s) { s.subject = empty; }), Reason::san_not_critical);
    EXPECT_EQ(alone([&](CertificateSpec& s) {
                  s.subject = empty;
                  for (ExtensionSpec& e : s.extensions)
                      e.critical = e.critical || e.oid == id::kSubjectAltName;
              }),
              Reason::accepted);
}

// §4.2.1.3, §4.2.1.9, §4.2.1.10; RFC 9608 §3.
TEST_F(JudgeCertificate, WhatOnlyCasMayHave) {
    const Bytes cert_sign{0x03, 0x02, 0x02, 0x04};
    const Bytes only_crls{0x03, 0x02, 0x01, 0x02};
    EXPECT_EQ(alone([&](CertificateSpec& s) { put(s, id::kKeyUsage, true, cert_sign); }),
              Reason::cert_sign_without_ca);
    EXPECT_EQ(alone([](CertificateSpec& s) {
                  put(s, id::kBasicConstraints, true, {0x30, 0x03, 0x02, 0x01, 0x00});
              }),
              Reason::path_len_without_ca);
    EXPECT_EQ(alone([](CertificateSpec& s) {
                  put(s, id::kNameConstraints, true,
                      {0x30, 0x07, 0xa0, 0x05, 0x30, 0x03, 0x82, 0x01, 0x61});
              }),
              Reason::constraints_not_in_ca);
    EXPECT_EQ(ca_alone([&](CertificateSpec& s) {
                  put(s, id::kBasicConstraints, true,
                      {0x30, 0x06, 0x01, 0x01, 0xff, 0x02, 0x01, 0x00});
                  put(s, id::kKeyUsage, true, only_crls);
              }),
              Reason::path_len_without_cert_sign);
    const auto no_revocation = [](CertificateSpec& s) {
        put(s, id::kNoRevAvail, false, {0x05, 0x00});
    };
    EXPECT_EQ(ca_alone(no_revocation), Reason::no_rev_avail_in_ca);
    EXPECT_EQ(alone(no_revocation), Reason::accepted);
}

// §6.1.4 k, n.
TEST_F(JudgeCertificate, WhoMayIssue) {
    const auto issuer = [&](const test::CertificateLab::Edit& edit, bool anchor = false) {
        return judge_issuer(lab_.ca("CA", &root_, edit).certificate, anchor);
    };
    EXPECT_EQ(issuer([](CertificateSpec&) {}), Reason::accepted);
    EXPECT_EQ(issuer([](CertificateSpec& s) { drop(s, id::kBasicConstraints); }), Reason::not_a_ca);
    EXPECT_EQ(issuer([](CertificateSpec& s) { drop(s, id::kKeyUsage); }), Reason::accepted);
    EXPECT_EQ(
        issuer([](CertificateSpec& s) { put(s, id::kKeyUsage, true, {0x03, 0x02, 0x01, 0x02}); }),
        Reason::no_cert_sign);
    for (const int version : {1, 2}) {
        const auto old = [=](CertificateSpec& s) {
            s.version = version;
            s.extensions.clear();
        };
        EXPECT_EQ(issuer(old), Reason::version_1_ca);
        EXPECT_EQ(issuer(old, true), Reason::accepted);
    }
}

// §4.2.1.12.
TEST_F(JudgeCertificate, Purposes) {
    const Bytes server{0x30, 0x0a, 0x06, 0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01};
    const Bytes client{0x30, 0x0a, 0x06, 0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x02};
    const Bytes any{0x30, 0x06, 0x06, 0x04, 0x55, 0x1d, 0x25, 0x00};
    const auto judge = [&](const Bytes* value, Purpose purpose, bool is_leaf) {
        const auto& made = lab_.server("www.example.test", root_, [&](CertificateSpec& s) {
            drop(s, id::kExtKeyUsage);
            if (value != nullptr) put(s, id::kExtKeyUsage, false, *value);
        });
        return judge_purpose(made.certificate, purpose, is_leaf);
    };
    for (const bool leaf : {false, true}) {
        EXPECT_EQ(judge(&server, Purpose::server, leaf), Reason::accepted);
        EXPECT_EQ(judge(&server, Purpose::client, leaf), Reason::purpose);
        EXPECT_EQ(judge(&client, Purpose::client, leaf), Reason::accepted);
        EXPECT_EQ(judge(&client, Purpose::server, leaf), Reason::purpose);
        EXPECT_EQ(judge(nullptr, Purpose::server, leaf), Reason::accepted);
        EXPECT_EQ(judge(&client, Purpose::any, leaf), Reason::accepted);
        EXPECT_EQ(judge(&any, Purpose::server, leaf), leaf ? Reason::purpose : Reason::accepted);
    }
}

// Strengths by SP 800-57 part 1 table 2; RFC 9155, RFC 6151.
TEST_F(JudgeCertificate, AlgorithmsAndStrengths) {
    const auto judge = [&](SignatureKind kind, crypto::HashAlg hash) {
        SignatureAlgorithm algorithm;
        algorithm.scheme = {kind, hash, 0};
        return judge_signature_algorithm(algorithm, policy_);
    };
    using crypto::HashAlg;
    EXPECT_EQ(judge(SignatureKind::ecdsa, HashAlg::sha256), Reason::accepted);
    EXPECT_EQ(judge(SignatureKind::ecdsa, HashAlg::sha1), Reason::signature_weak);
    EXPECT_EQ(judge(SignatureKind::rsa_pkcs1, HashAlg::md5), Reason::signature_weak);
    EXPECT_EQ(judge(SignatureKind::unsupported, HashAlg::sha256), Reason::signature_unsupported);
    policy_.allow_sha1 = true;
    EXPECT_EQ(judge(SignatureKind::rsa_pkcs1, HashAlg::sha1), Reason::accepted);
    EXPECT_EQ(judge(SignatureKind::rsa_pkcs1, HashAlg::md5), Reason::signature_weak);
    policy_.min_strength_bits = 80;
    EXPECT_EQ(judge(SignatureKind::rsa_pkcs1, HashAlg::sha1), Reason::signature_weak);
    policy_.min_strength_bits = 128;
    EXPECT_EQ(judge(SignatureKind::ecdsa, HashAlg::sha256), Reason::accepted);
    EXPECT_EQ(alone([](CertificateSpec&) {}), Reason::accepted);  // P-256: 128
    policy_.min_strength_bits = 192;
    EXPECT_EQ(judge(SignatureKind::ecdsa, HashAlg::sha256), Reason::signature_weak);
    EXPECT_EQ(judge(SignatureKind::ecdsa, HashAlg::sha384), Reason::accepted);
    EXPECT_EQ(judge(SignatureKind::ed25519, HashAlg::sha256), Reason::accepted);
    EXPECT_EQ(alone([](CertificateSpec&) {}), Reason::key_small);
    EXPECT_EQ(ca_alone([](CertificateSpec&) {}), Reason::ca_key_small);
}

}  // namespace
}  // namespace vitrine::x509
