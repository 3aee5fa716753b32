// OCSP responses, byte for byte beside those that OpenSSL made from the same fields.
#include "x509/make_ocsp.h"

#include "support/made_vectors.h"
#include "x509/ocsp.h"

namespace vitrine::x509 {
namespace {

using test::made_by_openssl;
using test::MadeByOpenssl;

constexpr std::int64_t kWeek = 7 * 86400;
constexpr Time kMarch{1772366400};  // 2026-03-01 12:00:00, as in vectors/import/made.sh

std::string made(const OcspSpec& spec, const PrivateKey& key) {
    crypto::Drbg rng{std::array<std::uint8_t, 32>{1}};
    const auto der = make_ocsp(spec, key, rng);
    return der.ok() ? test::to_hex(*der) : "not made";
}

/// Three answers: a certificate that is revoked, one that is good, one that nobody knows.
OcspSpec spec_like_openssls(const MadeByOpenssl& responder, bool delegated, Time produced) {
    const MadeByOpenssl root = made_by_openssl("root");
    OcspSpec spec = ocsp_spec(responder.certificate, *responder.key, delegated, produced);
    const auto answer = [&](Bytes serial, OcspStatus status) {
        SingleResponseSpec single;
        single.id = cert_id_of(root.certificate, root.certificate);
        single.id.serial_number = std::move(serial);
        single.status = status;
        single.this_update = produced;
        single.next_update = Time{produced.seconds + kWeek};
        spec.responses.push_back(std::move(single));
    };
    answer({0x00, 0xc0, 0xff, 0xee, 0x20}, OcspStatus::revoked);
    spec.responses[0].revocation_time = kMarch;
    spec.responses[0].revocation_reason = 1;
    answer({0x7f}, OcspStatus::good);
    answer({0x00, 0x99}, OcspStatus::unknown);
    return spec;
}

TEST(MakeOcsp, TheIssuersIsOpenssls) {
    const MadeByOpenssl root = made_by_openssl("root");
    const test::VectorBlock block = test::made_block("by_issuer");
    OcspSpec spec = spec_like_openssls(root, false, Time{block.number("Produced")});
    EXPECT_EQ(made(spec, *root.key), block.text("Der"));
    spec.responses[1].status = OcspStatus::unknown;
    EXPECT_NE(made(spec, *root.key), block.text("Der"));
}

TEST(MakeOcsp, ADelegatesIsOpensslsAndCarriesItsCertificate) {
    const MadeByOpenssl responder = made_by_openssl("responder");
    const test::VectorBlock block = test::made_block("by_delegate");
    const Time produced{block.number("Produced")};
    EXPECT_EQ(made(spec_like_openssls(responder, true, produced), *responder.key),
              block.text("Der"));
    EXPECT_NE(made(spec_like_openssls(responder, false, produced), *responder.key),
              block.text("Der"));
}

// RFC 6960 §4.2.1: OCSPResponseStatus; "If the value of responseStatus is one of the error
// conditions, the responseBytes field is not set."
TEST(MakeOcsp, AnErrorHasNoBytes) {
    const MadeByOpenssl root = made_by_openssl("root");
    OcspSpec spec = spec_like_openssls(root, false, kMarch);
    for (const std::uint8_t status :
         {std::uint8_t{1}, std::uint8_t{2}, std::uint8_t{3}, std::uint8_t{5}, std::uint8_t{6}}) {
        spec.response_status = status;
        std::string wanted{"30030a010"};
        EXPECT_EQ(made(spec, *root.key), wanted.append(std::to_string(status)));
    }
}

// RFC 6960 §4.1.1: the hash of the issuer's name, and of its key without tag and length. The key
// identifier of the vectors is that SHA-1 too (RFC 5280 §4.2.1.2, method 1).
TEST(MakeOcsp, ACertIdNamesTheIssuerByItsHashes) {
    const MadeByOpenssl root = made_by_openssl("root");
    const MadeByOpenssl server = made_by_openssl("server");
    const CertIdSpec id = cert_id_of(server.certificate, root.certificate);
    EXPECT_EQ(test::to_hex(id.issuer_key_hash),
              test::hex_text(root.certificate.extensions.subject_key_identifier));
    EXPECT_EQ(id.serial_number, server.serial());
    EXPECT_EQ(id.issuer_name_hash.size(), 20U);
    const CertIdSpec longer =
        cert_id_of(server.certificate, root.certificate, crypto::HashAlg::sha256);
    EXPECT_EQ(longer.issuer_name_hash.size(), 32U);
    EXPECT_NE(cert_id_of(server.certificate, server.certificate).issuer_key_hash,
              id.issuer_key_hash);
}

TEST(MakeOcsp, RefusesASchemeThatTheKeyDoesNotHave) {
    const MadeByOpenssl root = made_by_openssl("root");
    OcspSpec spec = spec_like_openssls(root, false, kMarch);
    spec.signature = {SignatureKind::dsa, crypto::HashAlg::sha256, 0};
    EXPECT_EQ(made(spec, *root.key), "not made");
}

}  // namespace
}  // namespace vitrine::x509
