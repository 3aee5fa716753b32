// The walk along one fixed path, RFC 5280 §6.1.3 to §6.1.5: what depends on the certificates above.
#include "x509/path_validator.h"

#include <gtest/gtest.h>

#include "support/certificate_lab.h"

namespace vitrine::x509 {
namespace {

namespace id = asn1::oid;

class PathValidator : public testing::Test {
  protected:
    PathValidator() { policy_.now = lab_.now(); }

    Judgement judge(std::initializer_list<const test::MadeCertificate*> made) {
        std::vector<const Certificate*> path;
        for (const test::MadeCertificate* one : made) path.push_back(&one->certificate);
        DirectSignatureVerifier verifier;
        SignatureChecks signatures{verifier, 32};
        base::Arena arena{std::size_t{1} << 18};
        const auto judgement = judge_path(path, policy_, signatures, arena, leaf_key_);
        EXPECT_TRUE(judgement.ok());
        return judgement.ok() ? *judgement : Judgement{Reason::limit, 99};
    }
    /// A CA that allows so many more below it.
    const test::MadeCertificate& ca(const char* name,
                                    const test::MadeCertificate* issuer,
                                    std::uint8_t path_len) {
        return lab_.ca(name, issuer, [&](CertificateSpec& spec) {
            for (ExtensionSpec& e : spec.extensions) {
                if (e.oid == id::kBasicConstraints)
                    e.value = {0x30, 0x06, 0x01, 0x01, 0xff, 0x02, 0x01, path_len};
            }
        });
    }

    test::CertificateLab lab_;
    PathPolicy policy_;
    PublicKey leaf_key_;
};

void expect(const Judgement& judgement, Reason reason, std::size_t depth) {
    EXPECT_EQ(judgement.reason, reason) << info(judgement.reason).id;
    EXPECT_EQ(judgement.depth, depth);
}

TEST_F(PathValidator, EachIsSignedByTheNext) {
    const auto& root = lab_.ca("Root");
    const auto& between = lab_.ca("Between", &root);
    const auto& leaf = lab_.server("www.example.test", between);
    expect(judge({&leaf, &between, &root}), Reason::accepted, 0);
    EXPECT_TRUE(same_key(leaf_key_, leaf.certificate.public_key));
    // The same names, other keys: signed by none of them.
    const auto& other = lab_.ca("Between", &root);
    expect(judge({&leaf, &other, &root}), Reason::bad_signature, 0);
    const auto& stranger = lab_.ca("Root");
    expect(judge({&leaf, &between, &stranger}), Reason::bad_signature, 1);
    // The right key under another name.
    const auto& cross = lab_.sign(
        [&] {
            auto spec = ca_spec("Renamed", *between.key, lab_.validity());
            EXPECT_TRUE(spec.ok());
            return *std::move(spec);
        }(),
        between.key, *root.key);
    expect(judge({&leaf, &cross}), Reason::issuer_name, 0);
}

// §6.1.4 l, m: pathLenConstraint counts the certificates that follow and are not self-issued; the
// leaf is not counted.
TEST_F(PathValidator, PathsAreNoLongerThanEveryCaAllows) {
    const auto& root = ca("Root", nullptr, 1);
    const auto& first = lab_.ca("First", &root);
    const auto& second = lab_.ca("Second", &first);
    expect(judge({&lab_.server("a.test", first), &first, &root}), Reason::accepted, 0);
    expect(judge({&lab_.server("a.test", second), &second, &first, &root}), Reason::path_length, 1);
    const auto& none = ca("None", &root, 0);
    const auto& below = lab_.ca("Below", &none);
    expect(judge({&lab_.server("a.test", none), &none, &root}), Reason::accepted, 0);
    expect(judge({&lab_.server("a.test", below), &below, &none, &root}), Reason::path_length, 1);
    // A certificate of its own for a new key: self-issued, not counted.
    const auto& renewed = lab_.ca("None", &none);
    expect(judge({&lab_.server("a.test", renewed), &renewed, &none, &root}), Reason::accepted, 0);
}

// §6.1.3 b, c: a CA's constraints bind every name below it, however far.
TEST_F(PathValidator, ConstraintsReachToTheLeaf) {
    const Bytes only_a_test{0x30, 0x0c, 0xa0, 0x0a, 0x30, 0x08, 0x82,
                            0x06, 'a',  '.',  't',  'e',  's',  't'};
    const auto& root = lab_.ca("Root");
    const auto& bound = lab_.ca("Bound", &root, [&](CertificateSpec& spec) {
        spec.extensions.push_back({id::kNameConstraints, true, only_a_test});
    });
    const auto& below = lab_.ca("Below", &bound);
    const auto judged = [&](const char* host) {
        return judge({&lab_.server(host, below), &below, &bound, &root});
    };
    expect(judged("a.test"), Reason::accepted, 0);
    expect(judged("www.a.test"), Reason::accepted, 0);
    expect(judged("b.test"), Reason::name_not_permitted, 0);
    expect(judged("wwwa.test"), Reason::name_not_permitted, 0);
    expect(judge({&lab_.server("b.test", root), &root}), Reason::accepted, 0);
}

// §6.1.1 d: only the anchor's name and key count if the user says so.
TEST_F(PathValidator, AnAnchorMayBeABareKey) {
    const auto& root = ca("Root", nullptr, 0);
    const auto& between = lab_.ca("Between", &root);
    const auto& leaf = lab_.server("www.example.test", between);
    expect(judge({&leaf, &between, &root}), Reason::path_length, 1);
    policy_.anchor_key_only = true;
    expect(judge({&leaf, &between, &root}), Reason::accepted, 0);
}

TEST_F(PathValidator, SignaturesBeyondTheLimitEndTheWalk) {
    const auto& root = lab_.ca("Root");
    const auto& between = lab_.ca("Between", &root);
    const auto& leaf = lab_.server("www.example.test", between);
    const Certificate* const path[] = {&leaf.certificate, &between.certificate, &root.certificate};
    DirectSignatureVerifier verifier;
    base::Arena arena{std::size_t{1} << 18};
    for (const std::size_t limit : {0U, 1U, 2U}) {
        SignatureChecks signatures{verifier, limit};
        const auto judgement = judge_path(path, policy_, signatures, arena, leaf_key_);
        ASSERT_TRUE(judgement.ok());
        expect(*judgement, limit < 2 ? Reason::limit : Reason::accepted, limit == 0 ? 1 : 0);
    }
}

// RFC 3279 §2.3.2: only a DSA key without parameters takes its issuer's, if that is DSA too.
TEST(InheritedParameters, AreThoseOfADsaIssuer) {
    const Bytes number{7};
    PublicKey issuer;
    issuer.type = KeyType::dsa;
    issuer.dsa_parameters = {number, number, number};
    PublicKey key;
    key.type = KeyType::dsa;
    EXPECT_EQ(with_inherited_parameters(key, issuer).dsa_parameters.p.data(), number.data());
    const Bytes own{5};
    key.dsa_parameters = {own, own, own};
    EXPECT_EQ(with_inherited_parameters(key, issuer).dsa_parameters.p.data(), own.data());
    key.dsa_parameters = {};
    issuer.type = KeyType::rsa;
    EXPECT_TRUE(with_inherited_parameters(key, issuer).dsa_parameters.empty());
    issuer.type = KeyType::dsa;
    key.type = KeyType::rsa;
    EXPECT_TRUE(with_inherited_parameters(key, issuer).dsa_parameters.empty());
}

}  // namespace
}  // namespace vitrine::x509
