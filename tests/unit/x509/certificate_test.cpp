// Certificates as pyca/cryptography reads them, field by field, and their refusing neighbours.
#include "x509/certificate.h"

#include <gtest/gtest.h>

#include <map>

#include "support/der_text.h"
#include "support/field_recorder.h"

namespace vitrine::x509 {
namespace {

using test::VectorBlock;

/// Where we judge otherwise than the reader that the vectors come from; `internal`: we accept.
const std::map<std::string, ErrorCode>& judged_otherwise() {
    using enum ErrorCode;
    static const std::map<std::string, ErrorCode> all = {
        // What is inside of certificate transparency's list is not ours to read.
        {"x509/badssl-sct-anonymous-sig.der", internal},
        {"x509/badssl-sct-none-hash.der", internal},
        {"custom/invalid-sct-length.der", internal},
        {"custom/invalid-sct-version.der", internal},
        // Qualifiers of policies neither; they are DER.
        {"custom/cp_invalid.pem", internal},
        {"custom/cp_invalid2.der", internal},
        // pathLenConstraint without cA, masks with holes: path validation refuses them.
        {"x509/wosign-bc-invalid.pem", internal},
        {"custom/nc_invalid_ip4_netmask.der", internal},
        {"custom/nc_invalid_ip_netmask.pem", internal},
        // Letters beyond ASCII in a dNSName.
        {"x509/utf8-dnsname.pem", der_bad_string},
        // The two algorithms differ: md5WithRSAEncryption inside, md5 outside.
        {"x509/v1_cert.pem", certificate_malformed},
        // Three octets of zeros at the end of keyUsage.
        {"custom/alternate-rsa-sha1-oid.der", der_bad_bit_string},
    };
    return all;
}

std::string key_text(const PublicKey& key) {
    switch (key.type) {
        case KeyType::rsa:
        case KeyType::rsa_pss:
            return "RSA " + std::to_string(key.bits());
        case KeyType::dsa:
            return "DSA " + std::to_string(key.bits());
        case KeyType::ed25519:
            return "Ed25519";
        case KeyType::ec:
            return key.curve == crypto::Curve::p256   ? "EC secp256r1"
                   : key.curve == crypto::Curve::p384 ? "EC secp384r1"
                                                      : "EC secp521r1";
        case KeyType::unsupported:
            break;
    }
    return "other";
}

template <class Visit>
void for_each_good(Visit visit) {
    for (const VectorBlock& block : test::read_vectors("x509/certificates.txt")) {
        const auto der = block.bytes("Der");
        const auto certificate = parse_certificate(der);
        if (certificate.ok() && block.text("Result") == "ok") visit(block, der, *certificate);
    }
}

TEST(Certificate, IsAcceptedOrRefusedAsByCryptography) {
    std::size_t accepted = 0;
    std::size_t refused = 0;
    for (const VectorBlock& block : test::read_vectors("x509/certificates.txt")) {
        const auto der = block.bytes("Der");
        const auto certificate = parse_certificate(der);
        const auto other = judged_otherwise().find(block.section);
        if (other != judged_otherwise().end()) {
            const ErrorCode got = certificate.ok() ? ErrorCode::internal : certificate.error().code;
            EXPECT_EQ(got, other->second) << block.section << ": " << info(got).name;
            continue;
        }
        ++(certificate.ok() ? accepted : refused);
        EXPECT_EQ(certificate.ok(), block.text("Result") == "ok")
            << block.section << ": "
            << (certificate.ok() ? "accepted" : info(certificate.error().code).name);
    }
    EXPECT_GE(accepted, 60U);
    EXPECT_GE(refused, 10U);
}

TEST(Certificate, HasTheFieldsThatCryptographyReads) {
    for_each_good([](const VectorBlock& block, ByteView der, const Certificate& c) {
        EXPECT_EQ(c.version, block.number("Version")) << block.section;
        EXPECT_EQ(test::hex_text(c.serial_number), block.text("Serial")) << block.section;
        EXPECT_EQ(test::time_text(c.validity.not_before), block.text("NotBefore")) << block.section;
        EXPECT_EQ(test::time_text(c.validity.not_after), block.text("NotAfter")) << block.section;
        EXPECT_EQ(test::hex_text(c.issuer.encoded()), block.text("Issuer")) << block.section;
        EXPECT_EQ(test::hex_text(c.subject.encoded()), block.text("Subject")) << block.section;
        EXPECT_EQ(test::oid_text(c.signature_algorithm.id.oid), block.text("Signature"))
            << block.section;
        EXPECT_EQ(test::hex_text(c.signature), block.text("SignatureValue")) << block.section;
        if (c.public_key.type != KeyType::unsupported) {
            EXPECT_EQ(key_text(c.public_key), block.text("Key")) << block.section;
        }
        EXPECT_EQ(c.der.size(), der.size());
    });
}

TEST(Certificate, IsCoveredByItsFieldsByteForByte) {
    for_each_good([](const VectorBlock& block, ByteView der, const Certificate&) {
        test::FieldRecorder fields;
        ASSERT_TRUE(parse_certificate(der, &fields).ok());
        EXPECT_TRUE(fields.covers_once(der.size())) << block.section;
    });
}

TEST(Certificate, RefusesEveryPrefixAndAByteMore) {
    for_each_good([](const VectorBlock& block, ByteView der, const Certificate&) {
        for (std::size_t n = 0; n < der.size(); ++n)
            ASSERT_FALSE(parse_certificate(der.first(n)).ok()) << block.section << " cut to " << n;
        std::vector<std::uint8_t> longer(der.begin(), der.end());
        longer.push_back(0);
        EXPECT_EQ(parse_certificate(longer).error().code, ErrorCode::der_trailing_data);
    });
}

// A changed byte is either found or another certificate; its fields still cover it.
TEST(Certificate, EveryChangedByteIsFoundOrRead) {
    std::size_t found = 0;
    std::size_t read = 0;
    for_each_good([&](const VectorBlock& block, ByteView der, const Certificate&) {
        std::vector<std::uint8_t> changed(der.begin(), der.end());
        for (std::size_t i = 0; i < changed.size(); ++i) {
            changed[i] ^= 1U;
            test::FieldRecorder fields;
            const auto certificate = parse_certificate(changed, &fields);
            if (certificate.ok()) {
                ++read;
                ASSERT_TRUE(fields.covers_once(der.size())) << block.section << " at " << i;
            } else {
                ++found;
            }
            changed[i] ^= 1U;
        }
    });
    EXPECT_GT(found, 10000U);
    EXPECT_GT(read, 10000U);
}

// A length that is one too large or too small, anywhere: what follows is another structure, and
// hardly ever a right one.
TEST(Certificate, RefusesLengthsOffByOne) {
    std::size_t tried = 0;
    std::size_t passed = 0;
    for_each_good([&](const VectorBlock& block, ByteView der, const Certificate&) {
        test::FieldRecorder fields;
        ASSERT_TRUE(parse_certificate(der, &fields).ok());
        for (const auto& leaf : fields.leaves) {
            if (leaf.name.find("length") == std::string::npos) continue;
            for (const int step : {-1, 1}) {
                std::vector<std::uint8_t> changed(der.begin(), der.end());
                std::uint8_t& last = changed[leaf.offset + leaf.bytes.size() - 1];
                last = static_cast<std::uint8_t>(last + step);
                test::FieldRecorder again;
                ++tried;
                if (!parse_certificate(changed, &again).ok()) continue;
                ++passed;
                ASSERT_TRUE(again.covers_once(der.size()))
                    << block.section << " length at " << leaf.offset << " by " << step;
            }
        }
    });
    EXPECT_GT(tried, 5000U);
    EXPECT_LT(passed * 100, tried);
}

TEST(ShortSubject, PrefersTheCommonNameAndHidesControls) {
    std::array<char, 64> out{};
    const auto of = [&](std::string_view hex) {
        const auto der = test::from_hex(hex);
        wire::Context context{der};
        asn1::DerReader in{der, context};
        return std::string{short_subject(read_name(in, "name"), out)};
    };
    EXPECT_EQ(of("300d310b3009060355040a0c024c61"), "O=La");
    EXPECT_EQ(of("301a310b300906035504030c024164310b3009060355040a0c024c61"), "CN=Ad");
    EXPECT_EQ(of("300d310b300906035504030c02410a"), "CN=A?");
    EXPECT_EQ(of("3000"), "");
}

TEST(OuterCertificate, GoesByTheOuterLengthAlone) {
    const auto der = test::from_hex("3003020105ffff");
    const auto outer = outer_certificate(der);
    ASSERT_TRUE(outer.ok());
    EXPECT_EQ(outer->size(), 5U);
    EXPECT_FALSE(outer_certificate(ByteView{der}.first(4)).ok());
    EXPECT_FALSE(outer_certificate(test::from_hex("0203020105")).ok());
    EXPECT_FALSE(outer_certificate({}).ok());
}

}  // namespace
}  // namespace vitrine::x509
