// Which OCSP responses are believed: those that OpenSSL made, each with the verdict of RFC 6960,
// and their neighbours.
#include "x509/ocsp_check.h"

#include <gtest/gtest.h>

#include "support/certificate_lab.h"
#include "support/vector_file.h"
#include "x509/make_ocsp.h"

namespace vitrine::x509 {
namespace {

constexpr std::int64_t kDay = 86400;

/// The small PKI of the vectors, and the question: is `leaf` good?
class Pki {
  public:
    Pki() : blocks_(test::read_vectors("x509/ocsp.txt")) {
        EXPECT_EQ(blocks_.front().section, "PKI");
        EXPECT_TRUE(anchors_.add(blocks_.front().bytes("ca"), "ca").ok());
    }

    [[nodiscard]] const std::vector<test::VectorBlock>& blocks() const { return blocks_; }
    [[nodiscard]] const test::VectorBlock& block(const std::string& section) const {
        for (const test::VectorBlock& block : blocks_) {
            if (block.section == section) return block;
        }
        ADD_FAILURE() << "no vector " << section;
        return blocks_.front();
    }
    [[nodiscard]] Time now() const { return Time{blocks_.front().number("Now") + 60}; }
    [[nodiscard]] PathPolicy policy() const {
        PathPolicy policy;
        policy.now = now();
        policy.revocation = RevocationMode::hard;
        return policy;
    }

    /// What a verification with this response says.
    test::Verdict ask(const std::string& leaf, const Bytes& der, PathPolicy policy) const {
        const auto response = parse_ocsp_response(der);
        EXPECT_TRUE(response.ok());
        if (!response.ok()) return {};
        policy.ocsp = {&*response, 1};
        return verify(leaf, policy);
    }
    test::Verdict verify(const std::string& leaf, const PathPolicy& policy) const {
        const Bytes der = blocks_.front().bytes(leaf);
        const auto certificate = parse_certificate(der);
        EXPECT_TRUE(certificate.ok());
        return test::verify({&*certificate, 1}, anchors_, policy);
    }
    /// The same with the response stapled, as bytes from the wire.
    test::Verdict staple(const std::string& leaf, const Bytes& der) const {
        PathPolicy with = policy();
        with.revocation = RevocationMode::off;
        with.stapled_ocsp = der;
        with.staple_asked = true;
        return verify(leaf, with);
    }

  private:
    std::vector<test::VectorBlock> blocks_;
    TrustAnchors anchors_;
};

std::string id_of(Reason reason) {
    return std::string{info(reason).id};
}

TEST(OcspCheck, SaysOfOpenSslsResponsesWhatTheStandardSays) {
    const Pki pki;
    for (const test::VectorBlock& block : pki.blocks()) {
        if (!block.has("Response")) continue;
        const Bytes der = block.bytes("Response");
        EXPECT_EQ(id_of(pki.ask(block.text("Leaf"), der, pki.policy()).reason),
                  block.text("Verdict"))
            << block.section;
        EXPECT_EQ(id_of(pki.staple(block.text("Leaf"), der).reason), block.text("Verdict"))
            << block.section << ", stapled";
    }
}

TEST(OcspCheck, TellsWhenAndWhyACertificateWasRevoked) {
    const Pki pki;
    const auto verdict = pki.ask("bad", pki.block("revoked").bytes("Response"), pki.policy());
    ASSERT_EQ(verdict.report->revocation().size(), 1U);
    const RevocationFinding& finding = verdict.report->revocation()[0];
    EXPECT_EQ(finding.source, RevocationSource::ocsp);
    EXPECT_EQ(finding.reason, Reason::revoked);
    EXPECT_EQ(finding.crl_reason, CrlReason::key_compromise);
    EXPECT_EQ(finding.revocation_date, from_civil({2025, 11, 1, 12, 0, 0}));
    EXPECT_EQ(verdict.code, ErrorCode::certificate_revoked);
}

TEST(OcspCheck, AResponseIsForItsCertificateAlone) {
    const Pki pki;
    const Bytes good = pki.block("good, by the issuer").bytes("Response");
    for (const char* other : {"bad", "stranger", "staple"}) {
        EXPECT_EQ(pki.ask(other, good, pki.policy()).reason, Reason::ocsp_other_certificate)
            << other;
    }
    const Bytes three = pki.block("good, among three answers").bytes("Response");
    EXPECT_EQ(pki.ask("bad", three, pki.policy()).reason, Reason::revoked);
    EXPECT_EQ(pki.ask("stranger", three, pki.policy()).reason, Reason::ocsp_unknown);
}

TEST(OcspCheck, HoldsAResponseToItsDates) {
    const Pki pki;
    const Bytes good = pki.block("good, by the issuer").bytes("Response");
    const auto at = [&](std::int64_t seconds) {
        PathPolicy policy = pki.policy();
        policy.now = Time{seconds};
        return pki.ask("leaf", good, policy).reason;
    };
    const auto response = parse_ocsp_response(good);
    ASSERT_TRUE(response.ok());
    const auto single = SingleResponseCursor{*response}.next();
    ASSERT_TRUE(single && single->next_update);
    const std::int64_t from = single->this_update.seconds;
    const std::int64_t to = single->next_update->seconds;
    EXPECT_EQ(to - from, 7 * kDay);
    EXPECT_EQ(at(from), Reason::accepted);
    EXPECT_EQ(at(to), Reason::accepted);
    EXPECT_EQ(at(to + 1), Reason::ocsp_expired);
    EXPECT_EQ(at(from + 365 * kDay), Reason::ocsp_expired);
}

TEST(OcspCheck, WantsTheNonceItAskedFor) {
    const Pki pki;
    const test::VectorBlock& block = pki.block("good, with a nonce");
    const Bytes nonce = block.bytes("Nonce");
    PathPolicy policy = pki.policy();
    policy.ocsp_nonce = nonce;
    EXPECT_EQ(pki.ask("leaf", block.bytes("Response"), policy).reason, Reason::accepted);
    EXPECT_EQ(pki.ask("leaf", pki.block("good, by the issuer").bytes("Response"), policy).reason,
              Reason::ocsp_nonce);
    Bytes other = nonce;
    other.back() ^= 1;
    policy.ocsp_nonce = other;
    EXPECT_EQ(pki.ask("leaf", block.bytes("Response"), policy).reason, Reason::ocsp_nonce);
    const Bytes shorter(nonce.begin(), nonce.end() - 1);
    policy.ocsp_nonce = shorter;
    EXPECT_EQ(pki.ask("leaf", block.bytes("Response"), policy).reason, Reason::ocsp_nonce);
}

// Certificates that come with a response are not signed; where the issuer's own comes along, no
// one looks at it. Every other byte counts.
TEST(OcspCheck, RefusesEveryFlippedByte) {
    const Pki pki;
    for (const char* section :
         {"good, by the issuer", "good, by a delegate", "good, the issuer by its key"}) {
        const Bytes whole = pki.block(section).bytes("Response");
        const auto response = parse_ocsp_response(whole);
        ASSERT_TRUE(response.ok());
        const bool delegated = std::string{section} == "good, by a delegate";
        const auto first = static_cast<std::size_t>(response->certificates.data() - whole.data());
        const std::size_t last = first + response->certificates.size();
        for (std::size_t i = 0; i < whole.size(); ++i) {
            if (!delegated && i >= first && i < last) continue;
            for (const std::uint8_t change : {std::uint8_t{0x01}, std::uint8_t{0x80}}) {
                Bytes damaged = whole;
                damaged[i] ^= change;
                const auto verdict = pki.staple("leaf", damaged);
                ASSERT_FALSE(verdict.accepted) << section << ", byte " << i;
                ASSERT_EQ(verdict.code == ErrorCode::certificate_status_bad ||
                              verdict.code == ErrorCode::certificate_signature_invalid ||
                              verdict.code == ErrorCode::certificate_signature_weak ||
                              verdict.code == ErrorCode::certificate_revoked,
                          true)
                    << section << ", byte " << i << ": " << info(verdict.code).text;
            }
        }
    }
}

TEST(OcspCheck, AStapleThatIsCutShortIsMalformed) {
    const Pki pki;
    const Bytes whole = pki.block("good, by a delegate").bytes("Response");
    for (std::size_t size = 1; size < whole.size(); ++size) {
        const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        ASSERT_EQ(pki.staple("leaf", cut).reason, Reason::ocsp_malformed) << size;
    }
    EXPECT_EQ(pki.staple("leaf", test::from_hex("30030a0103")).reason, Reason::ocsp_not_successful);
}

TEST(OcspCheck, ADelegateIsHeldToItsOwnDates) {
    const Pki pki;
    const Bytes der = pki.block("a delegate that ends sooner").bytes("Response");
    PathPolicy policy = pki.policy();
    policy.now = Time{pki.now().seconds + 3 * kDay};
    EXPECT_EQ(pki.ask("leaf", der, policy).reason, Reason::ocsp_responder);
    EXPECT_EQ(pki.ask("leaf", pki.block("good, by a delegate").bytes("Response"), policy).reason,
              Reason::accepted);
}

// RFC 7633 §4.3.3: only one who asked may miss it; RFC 6066 §8: whoever gets one checks it.
TEST(OcspCheck, MustStapleIsHeldToItsPromise) {
    const Pki pki;
    PathPolicy policy = pki.policy();
    policy.revocation = RevocationMode::off;
    EXPECT_EQ(pki.verify("staple", policy).reason, Reason::accepted);
    policy.staple_asked = true;
    EXPECT_EQ(pki.verify("staple", policy).reason, Reason::staple_missing);
    EXPECT_EQ(pki.verify("leaf", policy).reason, Reason::accepted);
    const Bytes own = pki.block("good, for the one that must staple").bytes("Response");
    EXPECT_EQ(pki.staple("staple", own).reason, Reason::accepted);
    const Bytes others = pki.block("good, by the issuer").bytes("Response");
    EXPECT_EQ(pki.staple("staple", others).reason, Reason::ocsp_other_certificate);
}

TEST(OcspCheck, WithoutAResponseHardRefusesAndSoftDoesNot) {
    const Pki pki;
    const Bytes other = pki.block("CertID of another issuer").bytes("Response");
    PathPolicy policy = pki.policy();
    EXPECT_EQ(pki.ask("leaf", other, policy).reason, Reason::ocsp_other_certificate);
    policy.revocation = RevocationMode::soft;
    EXPECT_EQ(pki.ask("leaf", other, policy).reason, Reason::accepted);
    const Bytes revoked = pki.block("revoked").bytes("Response");
    EXPECT_EQ(pki.ask("bad", revoked, policy).reason, Reason::revoked);
    policy.revocation = RevocationMode::off;
    EXPECT_EQ(pki.ask("bad", revoked, policy).reason, Reason::accepted);
}

/// Responses of our own, wrong in one way that `openssl ocsp` has no option for.
class Made : public testing::Test {
  protected:
    Made() {
        EXPECT_TRUE(anchors_.add(root_.der, "root").ok());
        policy_.now = lab_.now();
        policy_.revocation = RevocationMode::hard;
    }

    OcspSpec good() {
        OcspSpec spec = ocsp_spec(root_.certificate, *root_.key, false, lab_.now());
        SingleResponseSpec single;
        single.id = cert_id_of(leaf_.certificate, root_.certificate);
        single.this_update = lab_.now();
        single.next_update = Time{lab_.now().seconds + kDay};
        spec.responses.push_back(single);
        return spec;
    }
    Reason ask(const OcspSpec& spec, const PrivateKey& key) {
        const auto der = make_ocsp(spec, key, lab_.rng());
        EXPECT_TRUE(der.ok());
        const auto response = parse_ocsp_response(*der);
        EXPECT_TRUE(response.ok());
        policy_.ocsp = {&*response, 1};
        const auto list = test::listed({&leaf_});
        return test::verify(list, anchors_, policy_).reason;
    }
    Reason ask(const OcspSpec& spec) { return ask(spec, *root_.key); }

    test::CertificateLab lab_;
    const test::MadeCertificate& root_ = lab_.ca("Root");
    const test::MadeCertificate& leaf_ = lab_.server("www.example.test", root_);
    TrustAnchors anchors_;
    PathPolicy policy_;
};

TEST_F(Made, DatesFiveMinutesAheadAreForgivenAndNoMore) {
    EXPECT_EQ(ask(good()), Reason::accepted);
    OcspSpec spec = good();
    spec.responses[0].this_update.seconds += OcspCheck::kSkewSeconds;
    EXPECT_EQ(ask(spec), Reason::accepted);
    ++spec.responses[0].this_update.seconds;
    EXPECT_EQ(ask(spec), Reason::ocsp_not_yet_valid);
    spec = good();
    spec.produced_at.seconds += OcspCheck::kSkewSeconds + 1;
    EXPECT_EQ(ask(spec), Reason::ocsp_not_yet_valid);
}

TEST_F(Made, CertIdMustFitInEveryPart) {
    for (Bytes CertIdSpec::* part : {&CertIdSpec::issuer_name_hash, &CertIdSpec::issuer_key_hash,
                                     &CertIdSpec::serial_number}) {
        OcspSpec spec = good();
        (spec.responses[0].id.*part).back() ^= 1;
        EXPECT_EQ(ask(spec), Reason::ocsp_other_certificate);
        spec = good();
        (spec.responses[0].id.*part).pop_back();
        EXPECT_EQ(ask(spec), Reason::ocsp_other_certificate);
    }
    OcspSpec spec = good();
    spec.responses[0].id.hash = crypto::HashAlg::sha256;  // over the SHA-1 values
    EXPECT_EQ(ask(spec), Reason::ocsp_other_certificate);
    for (const auto hash :
         {crypto::HashAlg::sha256, crypto::HashAlg::sha384, crypto::HashAlg::sha512}) {
        spec.responses[0].id = cert_id_of(leaf_.certificate, root_.certificate, hash);
        EXPECT_EQ(ask(spec), Reason::accepted);
    }
}

TEST_F(Made, CriticalExtensionsThatNobodyKnowsAreRefused) {
    const Bytes null{0x05, 0x00};
    const Bytes oid{0x2b, 0x06, 0x01, 0x04, 0x01, 0x86, 0x8d, 0x1f, 0x01};
    for (const bool critical : {false, true}) {
        const ExtensionSpec extension{asn1::Oid{oid}, critical, null};
        OcspSpec spec = good();
        spec.extensions.push_back(extension);
        EXPECT_EQ(ask(spec), critical ? Reason::ocsp_critical : Reason::accepted);
        spec = good();
        spec.responses[0].extensions.push_back(extension);
        EXPECT_EQ(ask(spec), critical ? Reason::ocsp_critical : Reason::accepted);
    }
}

TEST_F(Made, ADelegateIsNamedByTheIssuersOwnKey) {
    const auto& delegate = lab_.responder("Responder", root_);
    OcspSpec spec = ocsp_spec(delegate.certificate, *delegate.key, true, lab_.now());
    spec.responses = good().responses;
    EXPECT_EQ(ask(spec, *delegate.key), Reason::accepted);
    // Below another CA that the same issuer made: not from the issuer itself.
    const auto& sub = lab_.ca("Issuing", &root_);
    const auto& removed = lab_.responder("Responder", sub);
    spec = ocsp_spec(removed.certificate, *removed.key, true, lab_.now());
    spec.responses = good().responses;
    EXPECT_EQ(ask(spec, *removed.key), Reason::ocsp_responder);
    // The right name, the wrong key.
    EXPECT_EQ(ask(good(), *delegate.key), Reason::ocsp_signature);
}

TEST_F(Made, NoMoreCertificatesThanTheLimit) {
    const auto& delegate = lab_.responder("Responder", root_);
    OcspSpec spec = ocsp_spec(delegate.certificate, *delegate.key, true, lab_.now());
    spec.responses = good().responses;
    spec.certificates.clear();
    for (std::size_t i = 1; i < OcspCheck::kMaxCertificates; ++i)
        spec.certificates.push_back(leaf_.der);
    spec.certificates.push_back(delegate.der);
    EXPECT_EQ(ask(spec, *delegate.key), Reason::accepted);
    spec.certificates.insert(spec.certificates.begin(), leaf_.der);
    EXPECT_EQ(ask(spec, *delegate.key), Reason::limit);
}

TEST_F(Made, ARevokedAnswerBesideAGoodOneIsNotOverlooked) {
    OcspSpec spec = good();
    spec.responses.push_back(spec.responses[0]);
    spec.responses[1].status = OcspStatus::revoked;
    spec.responses[1].revocation_time = lab_.now();
    EXPECT_EQ(ask(spec), Reason::revoked);
    std::swap(spec.responses[0], spec.responses[1]);
    EXPECT_EQ(ask(spec), Reason::revoked);
}

TEST_F(Made, TlsFeaturesMayOnlyGrowOnTheWayDown) {
    // RFC 7633 §4.2.2.
    const auto& strict = lab_.ca("Strict", &root_, [](CertificateSpec& spec) {
        spec.extensions.push_back(tls_feature_status_request());
    });
    const auto& keeps = lab_.server("www.example.test", strict, [](CertificateSpec& spec) {
        spec.extensions.push_back(tls_feature_status_request());
    });
    const auto& loses = lab_.server("www.example.test", strict);
    policy_.revocation = RevocationMode::off;
    EXPECT_EQ(test::verify(test::listed({&keeps, &strict}), anchors_, policy_).reason,
              Reason::accepted);
    EXPECT_EQ(test::verify(test::listed({&loses, &strict}), anchors_, policy_).reason,
              Reason::tls_feature_lost);
}

}  // namespace
}  // namespace vitrine::x509
