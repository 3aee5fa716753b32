// One certificate from its fields: OpenSSL's bytes from OpenSSL's fields.
#include "x509/make_certificate.h"

#include "support/made_vectors.h"

namespace vitrine::x509 {
namespace {

using test::made_by_openssl;
using test::MadeByOpenssl;

Bytes copied(ByteView bytes) {
    return {bytes.begin(), bytes.end()};
}

/// The fields of a certificate, as they were read.
CertificateSpec fields_of(const Certificate& certificate) {
    CertificateSpec spec;
    spec.version = certificate.version;
    spec.serial_number = copied(certificate.serial_number);
    spec.issuer = copied(certificate.issuer.encoded());
    spec.subject = copied(certificate.subject.encoded());
    spec.validity = certificate.validity;
    spec.public_key = copied(certificate.public_key.encoded);
    spec.signature = certificate.signature_algorithm.scheme;
    ExtensionCursor cursor{certificate.extensions};
    while (const auto extension = cursor.next())
        spec.extensions.push_back({extension->oid, extension->critical, copied(extension->value)});
    return spec;
}

TEST(MakeCertificate, TheSameFieldsAreTheSameBytes) {
    const MadeByOpenssl root = made_by_openssl("root");
    crypto::Drbg rng{std::array<std::uint8_t, 32>{1}};
    for (const char* who : {"root", "between", "server", "client", "responder"}) {
        const MadeByOpenssl known = made_by_openssl(who);
        const CertificateSpec spec = fields_of(known.certificate);
        const auto tbs = encode_tbs_certificate(spec);
        ASSERT_TRUE(tbs.ok()) << who;
        EXPECT_EQ(test::to_hex(*tbs), test::hex_text(known.certificate.tbs)) << who;
        const auto der = make_certificate(spec, *root.key, rng);
        ASSERT_TRUE(der.ok()) << who;
        EXPECT_EQ(test::to_hex(*der), test::to_hex(known.der)) << who;
    }
}

// Certificates of many makers, RSA, DSA and EC, versions 1 to 3: what is signed comes out as it was
// read wherever their algorithm can be written and they have nothing but these fields.
TEST(MakeCertificate, WritesWhatOthersWrote) {
    std::size_t same = 0;
    for (const auto& block : test::read_vectors("x509/certificates.txt")) {
        if (block.text("Result") != "ok") continue;
        const Bytes der = block.bytes("Der");
        const auto certificate = parse_certificate(der);
        if (!certificate.ok()) continue;
        const auto tbs = encode_tbs_certificate(fields_of(*certificate));
        if (tbs.ok() && test::to_hex(*tbs) == test::hex_text(certificate->tbs)) ++same;
    }
    EXPECT_GE(same, 60U);
}

// RFC 5280 §4.1.2.1: version DEFAULT v1 is not written.
TEST(MakeCertificate, VersionOneIsNotWritten) {
    const MadeByOpenssl root = made_by_openssl("root");
    CertificateSpec spec = fields_of(root.certificate);
    spec.version = 1;
    spec.extensions.clear();
    const auto tbs = encode_tbs_certificate(spec);
    ASSERT_TRUE(tbs.ok());
    EXPECT_EQ(test::hex_text(ByteView{*tbs}.subspan(4, 3)), "020111");  // the serial number
    spec.version = 2;
    const auto second = encode_tbs_certificate(spec);
    ASSERT_TRUE(second.ok());
    EXPECT_EQ(test::hex_text(ByteView{*second}.subspan(4, 5)), "a003020101");
}

TEST(MakeCertificate, ASerialNumberIsPositiveAndOfFullLength) {
    crypto::Drbg rng{std::array<std::uint8_t, 32>{2}};
    Bytes last;
    for (int i = 0; i < 100; ++i) {
        const auto serial = random_serial(rng);
        ASSERT_TRUE(serial.ok());
        EXPECT_EQ(serial->size(), 16U);
        EXPECT_GT((*serial)[0], 0);
        EXPECT_LT((*serial)[0], 0x80);
        EXPECT_NE(*serial, last);
        last = *serial;
    }
}

class BrokenRng final : public Rng {
  public:
    Status fill(MutByteView) override { return fail(ErrorCode::entropy_failure); }
};

TEST(MakeCertificate, NoRandomnessNoSerialNumber) {
    const MadeByOpenssl root = made_by_openssl("root");
    CertificateSpec spec = fields_of(root.certificate);
    spec.serial_number.clear();
    BrokenRng broken;
    EXPECT_EQ(random_serial(broken).error().code, ErrorCode::entropy_failure);
    EXPECT_EQ(make_certificate(spec, *root.key, broken).error().code, ErrorCode::entropy_failure);
}

TEST(MakeCertificate, RefusesASchemeThatTheKeyOrX509DoesNotHave) {
    const MadeByOpenssl root = made_by_openssl("root");
    crypto::Drbg rng{std::array<std::uint8_t, 32>{3}};
    CertificateSpec spec = fields_of(root.certificate);
    for (const SignatureKind kind :
         {SignatureKind::ecdsa, SignatureKind::dsa, SignatureKind::rsa_pkcs1_md5_sha1,
          SignatureKind::unsupported}) {
        spec.signature.kind = kind;
        EXPECT_EQ(make_certificate(spec, *root.key, rng).error().code,
                  ErrorCode::unsupported_algorithm)
            << name_of(kind);
    }
}

}  // namespace
}  // namespace vitrine::x509
