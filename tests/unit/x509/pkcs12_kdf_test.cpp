// Keys from passwords as PKCS #12 makes them, beside OpenSSL's; the old encryptions on files that
// OpenSSL wrote.
#include "x509/pkcs12_kdf.h"

#include <gtest/gtest.h>

#include "support/password_vectors.h"

namespace vitrine::x509 {
namespace {

using Bytes = std::vector<std::uint8_t>;
constexpr const char* kKeys = "x509/pkcs12_kdf.txt";
constexpr const char* kFiles = "x509/pkcs12_pbe.txt";

struct Case {
    Bytes password, salt;
    Pkcs12KdfInput input;

    explicit Case(const test::VectorBlock& block)
        : password(block.bytes("Password")), salt(block.bytes("Salt")) {
        input.hash = test::hash_named(block.text("Hash"));
        input.password = password;
        input.salt = salt;
        input.iterations = static_cast<std::uint32_t>(block.number("Iterations"));
    }
    [[nodiscard]] Bytes derive(Pkcs12Use use, std::size_t len) const {
        Bytes out(len);
        pkcs12_kdf(input, use, out);
        return out;
    }
};

TEST(Pkcs12Kdf, IsOpensslsForEachUse) {
    for (const auto& block : test::read_vectors(kKeys)) {
        const Case c{block};
        const std::pair<Pkcs12Use, const char*> uses[] = {
            {Pkcs12Use::key, "Key"}, {Pkcs12Use::iv, "Iv"}, {Pkcs12Use::mac, "Mac"}};
        for (const auto& [use, name] : uses) {
            const Bytes wanted = block.bytes(name);
            EXPECT_EQ(c.derive(use, wanted.size()), wanted) << block.section << " " << name;
        }
    }
}

TEST(Pkcs12Kdf, AShorterKeyIsTheFrontOfALongerOne) {
    for (const auto& block : test::read_vectors(kKeys)) {
        const Bytes wanted = block.bytes("Key");
        for (std::size_t n = 0; n < wanted.size(); ++n)
            EXPECT_EQ(Case{block}.derive(Pkcs12Use::key, n),
                      Bytes(wanted.begin(), wanted.begin() + static_cast<std::ptrdiff_t>(n)));
    }
}

TEST(Pkcs12Kdf, AnotherPasswordSaltOrCountIsAnotherKey) {
    for (const auto& block : test::read_vectors(kKeys)) {
        const Bytes wanted = block.bytes("Key");
        Case c{block};
        ++c.input.iterations;
        EXPECT_NE(c.derive(Pkcs12Use::key, wanted.size()), wanted) << block.section;
        --c.input.iterations;
        c.password[0] ^= 1U;
        EXPECT_NE(c.derive(Pkcs12Use::key, wanted.size()), wanted) << block.section;
        c.password[0] ^= 1U;
        c.salt.back() ^= 1U;
        EXPECT_NE(c.derive(Pkcs12Use::key, wanted.size()), wanted) << block.section;
        c.salt.back() ^= 1U;
        EXPECT_EQ(c.derive(Pkcs12Use::key, wanted.size()), wanted) << block.section;
    }
}

// RFC 7292 §B.1: BMPString, NUL at the end; the example is "Beavis". Characters beyond the plane in
// UTF-16: U+1D11E is RFC 2781 §5's kind, D834 DD1E.
TEST(Pkcs12Kdf, APasswordIsUtf16WithTwoZeroBytes) {
    const auto hex = [](std::string_view text) {
        const auto password = pkcs12_password(text);
        return password.ok() ? test::to_hex(*password) : std::string{"refused"};
    };
    EXPECT_EQ(hex("Beavis"), "0042006500610076006900730000");
    EXPECT_EQ(hex(""), "0000");
    EXPECT_EQ(hex("\xc3\xa9"), "00e90000");
    EXPECT_EQ(hex("\xe2\x82\xac"), "20ac0000");
    EXPECT_EQ(hex("\xf0\x9d\x84\x9e"), "d834dd1e0000");
    EXPECT_EQ(hex("\xf4\x8f\xbf\xbf"), "dbffdfff0000");
}

// RFC 3629 §3: "Implementations of the decoding algorithm MUST protect against decoding invalid
// sequences", of which it names C0 80 and ED A1 8C.
TEST(Pkcs12Kdf, RefusesPasswordsThatAreNotUtf8) {
    for (const char* wrong :
         {"\x80", "\xff", "\xc3", "\xc3\x28", "\xc0\xaf", "\xc1\xbf", "\xe2\x82", "\xe2\x28\xac",
          "\xe0\x80\xaf", "\xe0\x9f\xbf", "\xed\xa1\x8c\xed\xbe\xb4", "\xed\xbf\xbf",
          "\xf0\x80\x80\xaf", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
          "secret\xe2"}) {
        const auto password = pkcs12_password(wrong);
        ASSERT_FALSE(password.ok()) << test::hex_text(as_bytes(wrong));
        EXPECT_EQ(password.error().code, ErrorCode::bad_parameters);
    }
}

Result<Bytes> decrypt(ByteView file, std::string_view password) {
    wire::Context context{file};
    asn1::DerReader in{file, context};
    asn1::DerReader members = in.sequence("EncryptedPrivateKeyInfo");
    const AlgorithmIdentifier algorithm = read_algorithm_identifier(members, "algorithm");
    const ByteView ciphertext = members.octet_string("encryptedData");
    TLS_TRY(in.finish());
    TLS_TRY_ASSIGN(const Bytes utf16, pkcs12_password(password));
    return decrypt_pkcs12_pbe(algorithm, ciphertext, utf16);
}

TEST(Pkcs12Pbe, GivesWhatOpensslEncrypted) {
    for (const auto& block : test::read_vectors(kFiles)) {
        const auto plain = decrypt(block.bytes("File"), "secret");
        ASSERT_TRUE(plain.ok()) << block.section;
        EXPECT_EQ(*plain, block.bytes("Key")) << block.section;
    }
}

TEST(Pkcs12Pbe, AnotherPasswordGivesNothingOfIt) {
    for (const auto& block : test::read_vectors(kFiles)) {
        const auto plain = decrypt(block.bytes("File"), "Secret");
        ASSERT_FALSE(plain.ok()) << block.section;
        EXPECT_EQ(plain.error().code, ErrorCode::pem_wrong_password) << block.section;
    }
}

// pkcs-12PbeParams from byte 17 on: 300e 0408 SALT 0202 0800, then the OCTET STRING.
TEST(Pkcs12Pbe, RefusesOtherParameters) {
    constexpr std::size_t kParams = 17;
    for (const auto& block : test::read_vectors(kFiles)) {
        const Bytes file = block.bytes("File");
        ASSERT_EQ(test::hex_text(ByteView{file}.subspan(kParams, 4)), "300e0408");
        const auto code = [&](std::size_t at, std::uint8_t value) {
            Bytes changed = file;
            changed[kParams + at] = value;
            const auto plain = decrypt(changed, "secret");
            return plain.ok() ? ErrorCode::internal : plain.error().code;
        };
        EXPECT_EQ(code(0, 0x31), ErrorCode::der_unexpected_tag);  // no SEQUENCE
        EXPECT_EQ(code(2, 0x80), ErrorCode::der_unexpected_tag);  // salt is no OCTET STRING
        EXPECT_EQ(code(12, 0x04), ErrorCode::der_unexpected_tag);
        EXPECT_EQ(code(14, 0x88), ErrorCode::der_bad_integer);  // a negative count
        EXPECT_EQ(code(14, 0x00), ErrorCode::der_bad_integer);  // not minimal
        EXPECT_EQ(code(13, 0x01), ErrorCode::der_truncated);    // 00 is left
        EXPECT_EQ(code(13, 0x03), ErrorCode::der_truncated);
        EXPECT_EQ(code(15, 0x01), ErrorCode::pem_wrong_password);  // another count
    }
}

TEST(Pkcs12Pbe, RefusesNoIterationsAndTooMany) {
    const AlgorithmIdentifier algorithm{{}, asn1::oid::kPbeSha1TripleDes3Key, {}};
    const auto code = [&](std::string_view parameters) {
        const Bytes der = test::from_hex(parameters);
        AlgorithmIdentifier with = algorithm;
        with.parameters = der;
        const auto plain = decrypt_pkcs12_pbe(with, Bytes(8), test::from_hex("0000"));
        return plain.ok() ? ErrorCode::internal : plain.error().code;
    };
    EXPECT_EQ(code("300d04080011223344556677020101"), ErrorCode::pem_wrong_password);
    EXPECT_EQ(code("300d04080011223344556677020100"), ErrorCode::bad_parameters);
    EXPECT_EQ(code("301004080011223344556677020400989681"), ErrorCode::der_bad_integer);
    EXPECT_EQ(code("300f040800112233445566770203989681"), ErrorCode::der_bad_integer);
    EXPECT_EQ(code("300f040800112233445566770201010500"), ErrorCode::der_trailing_data);
    EXPECT_EQ(code("300d040800112233445566770201010500"), ErrorCode::der_trailing_data);
    EXPECT_EQ(code("300a04080011223344556677"), ErrorCode::der_truncated);
    EXPECT_FALSE(decrypt_pkcs12_pbe(algorithm, Bytes(8), {}).ok());  // none at all
}

TEST(Pkcs12Pbe, OnlyWholeBlocksAndKnownAlgorithms) {
    const Bytes params = test::from_hex("300d04080011223344556677020101");
    for (const asn1::Oid scheme :
         {asn1::Oid{asn1::oid::kPbeSha1TripleDes3Key}, asn1::Oid{asn1::oid::kPbeSha1TripleDes2Key},
          asn1::Oid{asn1::oid::kPbeSha1Rc2With128}, asn1::Oid{asn1::oid::kPbeSha1Rc2With40}}) {
        EXPECT_TRUE(is_pkcs12_pbe(scheme));
        for (const std::size_t n : {0U, 1U, 7U, 9U, 15U}) {
            const auto plain = decrypt_pkcs12_pbe({{}, scheme, params}, Bytes(n), {});
            ASSERT_FALSE(plain.ok());
            EXPECT_EQ(plain.error().code, ErrorCode::bad_input_length) << n;
        }
    }
    EXPECT_FALSE(is_pkcs12_pbe(asn1::oid::kPbes2));
    // pbeWithSHAAnd128BitRC4, RFC 7292 §C: pkcs-12PbeIds 1, one before the first that is known.
    const Bytes rc4 = test::from_hex("2a864886f70d010c0101");
    EXPECT_FALSE(is_pkcs12_pbe(asn1::Oid{rc4}));
    const auto plain = decrypt_pkcs12_pbe({{}, asn1::Oid{rc4}, params}, Bytes(8), {});
    ASSERT_FALSE(plain.ok());
    EXPECT_EQ(plain.error().code, ErrorCode::unsupported_algorithm);
}

}  // namespace
}  // namespace vitrine::x509
