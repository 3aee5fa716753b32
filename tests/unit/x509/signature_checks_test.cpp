// What a path search remembers of the signatures it has checked: a verdict holds for the same
// signed bytes under the same key, and a key is more than its bits.
#include "x509/signature_checks.h"

#include <gtest/gtest.h>

namespace vitrine::x509 {
namespace {

/// Says what it is told to, and counts how often it is asked.
class CountingVerifier : public SignatureVerifier {
  public:
    Status verify(const PublicKey& /*key*/,
                  const SignatureScheme& /*scheme*/,
                  ByteView /*message*/,
                  ByteView /*signature*/) override {
        ++asked;
        if (good) return done();
        return fail(ErrorCode::bad_signature);
    }

    bool good = true;
    int asked = 0;
};

constexpr std::uint8_t kBits[] = {1, 2, 3};
constexpr std::uint8_t kSameBits[] = {1, 2, 3};
constexpr std::uint8_t kOtherBits[] = {1, 2, 4};
constexpr std::uint8_t kTbs[] = {5};
constexpr std::uint8_t kOtherTbs[] = {5};
constexpr std::uint8_t kParameters[] = {0x30, 0};
constexpr std::uint8_t kOtherParameters[] = {0x30, 1, 0};

PublicKey key_of(KeyType type, ByteView bits, ByteView parameters) {
    PublicKey key;
    key.type = type;
    key.key_bits = bits;
    key.algorithm.parameters = parameters;
    return key;
}

class SignatureChecksTest : public testing::Test {
  protected:
    Reason check(KeyType type,
                 SignatureKind kind,
                 ByteView bits,
                 ByteView parameters = kParameters,
                 ByteView tbs = kTbs) {
        SignatureAlgorithm algorithm;
        algorithm.scheme.kind = kind;
        return checks_.check({tbs, algorithm, {}}, key_of(type, bits, parameters));
    }

    CountingVerifier verifier_;
    SignatureChecks checks_{verifier_, 32};
};

TEST_F(SignatureChecksTest, TheSameUnderTheSameKeyIsCheckedOnce) {
    EXPECT_EQ(check(KeyType::rsa, SignatureKind::rsa_pss, kBits), Reason::accepted);
    EXPECT_EQ(check(KeyType::rsa, SignatureKind::rsa_pss, kSameBits), Reason::accepted);
    EXPECT_EQ(verifier_.asked, 1);
}

TEST_F(SignatureChecksTest, ARefusalIsRememberedToo) {
    verifier_.good = false;
    EXPECT_EQ(check(KeyType::rsa, SignatureKind::rsa_pss, kBits), Reason::bad_signature);
    verifier_.good = true;
    EXPECT_EQ(check(KeyType::rsa, SignatureKind::rsa_pss, kBits), Reason::bad_signature);
    EXPECT_EQ(verifier_.asked, 1);
}

TEST_F(SignatureChecksTest, AKeyOfAnotherTypeParametersOrBitsIsAnotherKey) {
    EXPECT_EQ(check(KeyType::rsa, SignatureKind::rsa_pss, kBits), Reason::accepted);
    verifier_.good = false;
    EXPECT_EQ(check(KeyType::rsa_pss, SignatureKind::rsa_pss, kBits), Reason::bad_signature);
    EXPECT_EQ(check(KeyType::rsa, SignatureKind::rsa_pss, kBits, kOtherParameters),
              Reason::bad_signature);
    EXPECT_EQ(check(KeyType::rsa, SignatureKind::rsa_pss, kOtherBits), Reason::bad_signature);
    EXPECT_EQ(verifier_.asked, 4);
}

TEST_F(SignatureChecksTest, EqualBytesInAnotherPlaceAreCheckedAgain) {
    EXPECT_EQ(check(KeyType::rsa, SignatureKind::rsa_pss, kBits), Reason::accepted);
    verifier_.good = false;
    EXPECT_EQ(check(KeyType::rsa, SignatureKind::rsa_pss, kBits, kParameters, kOtherTbs),
              Reason::bad_signature);
}

TEST_F(SignatureChecksTest, OfADsaKeyWithoutParametersNothingIsRemembered) {
    EXPECT_EQ(check(KeyType::dsa, SignatureKind::dsa, kBits, {}), Reason::accepted);
    EXPECT_EQ(check(KeyType::dsa, SignatureKind::dsa, kBits, {}), Reason::accepted);
    EXPECT_EQ(verifier_.asked, 2);
}

TEST_F(SignatureChecksTest, AKindThatIsNotTheKeysIsRefusedUnasked) {
    EXPECT_EQ(check(KeyType::dsa, SignatureKind::rsa_pss, kBits), Reason::signature_mismatch);
    EXPECT_EQ(verifier_.asked, 0);
}

}  // namespace
}  // namespace vitrine::x509
