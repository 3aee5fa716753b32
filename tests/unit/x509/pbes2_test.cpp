// PBKDF2 on the inputs of RFC 6070 and RFC 7914, and PBES2 on keys that OpenSSL encrypted.
#include "x509/pbes2.h"

#include "crypto/drbg.h"
#include "support/password_vectors.h"

namespace vitrine::x509 {
namespace {

using Bytes = std::vector<std::uint8_t>;

struct Derivation {
    crypto::HashAlg hash;
    std::string password;
    Bytes salt;
    std::uint32_t iterations;

    explicit Derivation(const test::VectorBlock& block)
        : hash(test::hash_named(block.text("Hash"))),
          salt(block.bytes("Salt")),
          iterations(static_cast<std::uint32_t>(block.number("Iterations"))) {
        const Bytes bytes = block.bytes("Password");
        password.assign(bytes.begin(), bytes.end());
    }
    [[nodiscard]] Bytes key(std::size_t len) const {
        Bytes out(len);
        pbkdf2(hash, password, salt, iterations, out);
        return out;
    }
};

TEST(Pbkdf2, IsTheKeyOfTheStandards) {
    for (const auto& block : test::read_vectors("x509/pbkdf2.txt")) {
        const Bytes wanted = block.bytes("Key");
        EXPECT_EQ(Derivation{block}.key(wanted.size()), wanted) << block.section;
    }
}

TEST(Pbkdf2, AnotherInputIsAnotherKeyAndAShorterOneItsFront) {
    for (const auto& block : test::read_vectors("x509/pbkdf2.txt")) {
        Derivation d{block};
        if (d.iterations > 2) continue;
        const Bytes wanted = block.bytes("Key");
        for (std::size_t n = 0; n < wanted.size(); ++n)
            EXPECT_TRUE(std::equal(wanted.begin(), wanted.begin() + static_cast<std::ptrdiff_t>(n),
                                   d.key(n).begin()));
        ++d.iterations;
        EXPECT_NE(d.key(wanted.size()), wanted) << block.section;
        --d.iterations;
        d.password.back() ^= 1;
        EXPECT_NE(d.key(wanted.size()), wanted) << block.section;
        d.password.back() ^= 1;
        d.salt.push_back(0);
        EXPECT_NE(d.key(wanted.size()), wanted) << block.section;
    }
}

/// Each key of the file in each of its encryptions: "SHA256-aes-128-cbc" and the like.
template <class Check>
void for_each_encrypted(Check check) {
    std::size_t seen = 0;
    for (const auto& block : test::read_vectors("x509/keys.txt")) {
        for (const auto& [form, hex] : block.values) {
            if (form.find("-cbc") == std::string::npos) continue;
            ++seen;
            check(block, form, test::from_hex(hex));
        }
    }
    EXPECT_GE(seen, 6U);
}

TEST(Pbes2, GivesTheKeyThatOpensslEncrypted) {
    for_each_encrypted([](const auto& block, const std::string& form, const Bytes& file) {
        const auto plain = decrypt_pbes2(file, "secret");
        ASSERT_TRUE(plain.ok()) << block.section << " " << form;
        EXPECT_EQ(*plain, block.bytes("Pkcs8")) << block.section << " " << form;
        for (const char* wrong : {"Secret", "secre", "secret ", ""}) {
            const auto other = decrypt_pbes2(file, wrong);
            if (other.ok()) {
                EXPECT_NE(*other, block.bytes("Pkcs8")) << form;  // one in 256 ends like padding
            } else {
                EXPECT_EQ(other.error().code, ErrorCode::pem_wrong_password) << form;
            }
        }
    });
}

TEST(Pbes2, RefusesEveryPrefixAndMoreThanTheFile) {
    Bytes file;
    for (const auto& block : test::read_vectors("x509/keys.txt")) {
        if (block.section == "P-256") file = block.bytes("SHA256-aes-256-cbc");
    }
    ASSERT_TRUE(decrypt_pbes2(file, "secret").ok());
    for (std::size_t n = 0; n < file.size(); ++n)
        ASSERT_FALSE(decrypt_pbes2(ByteView{file}.first(n), "secret").ok()) << n;
    file.push_back(0);
    EXPECT_EQ(decrypt_pbes2(file, "secret").error().code, ErrorCode::der_trailing_data);
}

// PBES2-params, RFC 8018 §A.4 and §A.2, written out; `refusal` says what is wrong with one.
std::string tlv(std::string_view tag, std::string_view contents) {
    std::array<char, 3> length{};
    std::snprintf(length.data(), length.size(), "%02x", static_cast<unsigned>(contents.size() / 2));
    std::string out{tag};
    out += length.data();
    out += contents;
    return out;
}

struct Params {
    std::string kdf = "06092a864886f70d01050c";  // id-PBKDF2
    std::string salt = "04080011223344556677";
    std::string count = "020101";
    std::string key_length;
    std::string prf = "300c06082a864886f70d02090500";  // hmacWithSHA256
    std::string cipher = "0609608648016503040102";     // aes128-CBC-PAD
    std::string iv = "041000112233445566778899aabbccddeeff";
    std::string behind;

    [[nodiscard]] std::string der() const {
        std::string pbkdf2_params = salt;
        pbkdf2_params.append(count).append(key_length).append(prf);
        std::string function = kdf;
        function += tlv("30", pbkdf2_params);
        std::string scheme = cipher;
        scheme += iv;
        std::string both = tlv("30", function);
        both.append(tlv("30", scheme)).append(behind);
        return tlv("30", both);
    }
};

ErrorCode refusal(const Params& params, std::size_t ciphertext_len = 16) {
    const auto plain =
        decrypt_pbes2_data(test::from_hex(params.der()), Bytes(ciphertext_len), "secret");
    return plain.ok() ? ErrorCode::internal : plain.error().code;
}

template <class Edit>
ErrorCode refusal_with(Edit edit) {
    Params params;
    edit(params);
    return refusal(params);
}

// A ciphertext of zeros has no padding under the right parameters either: that refusal, and none
// of the parameters, is what well-formed ones come to.
TEST(Pbes2, TakesEachPrfAndCipherOfRfc8018) {
    EXPECT_EQ(refusal(Params{}), ErrorCode::pem_wrong_password);
    for (const char* prf : {"300c06082a864886f70d02070500", "300c06082a864886f70d02080500",
                            "300c06082a864886f70d020a0500", "300c06082a864886f70d020b0500", ""})
        EXPECT_EQ(refusal_with([&](Params& p) { p.prf = prf; }), ErrorCode::pem_wrong_password);
    EXPECT_EQ(refusal_with([](Params& p) { p.cipher = "060960864801650304012a"; }),
              ErrorCode::pem_wrong_password);
    EXPECT_EQ(refusal_with([](Params& p) {
                  p.cipher = "06082a864886f70d0307";
                  p.iv = "04080011223344556677";
              }),
              ErrorCode::pem_wrong_password);
    EXPECT_EQ(refusal_with([](Params& p) { p.key_length = "020110"; }),
              ErrorCode::pem_wrong_password);
}

TEST(Pbes2, RefusesAlgorithmsItDoesNotHave) {
    const auto refused = [](auto edit) {
        return refusal_with(edit) == ErrorCode::unsupported_algorithm;
    };
    EXPECT_TRUE(refused([](Params& p) { p.kdf = "06092b06010401da47040b"; }));  // scrypt, RFC 7914
    EXPECT_TRUE(refused([](Params& p) { p.kdf = "06092a864886f70d01050d"; }));  // PBES2 itself
    EXPECT_TRUE(refused([](Params& p) { p.prf = "300c06082a864886f70d02060500"; }));  // ...MD5
    EXPECT_TRUE(refused([](Params& p) { p.prf = "300c06082a864886f70d020c0500"; }));  // 512-224
    EXPECT_TRUE(refused([](Params& p) { p.cipher = "0609608648016503040116"; }));     // AES-192
    EXPECT_TRUE(refused([](Params& p) { p.cipher = "06052b0e030207"; }));             // DES-CBC
    Bytes file;
    for (const auto& block : test::read_vectors("x509/pkcs12_pbe.txt")) file = block.bytes("File");
    EXPECT_EQ(decrypt_pbes2(file, "secret").error().code, ErrorCode::unsupported_algorithm);
}

TEST(Pbes2, RefusesParametersThatDoNotFit) {
    EXPECT_EQ(refusal_with([](Params& p) { p.count = "020100"; }), ErrorCode::bad_parameters);
    EXPECT_EQ(refusal_with([](Params& p) { p.count = "0201ff"; }), ErrorCode::der_bad_integer);
    EXPECT_EQ(refusal_with([](Params& p) { p.count = "020400989681"; }),
              ErrorCode::der_bad_integer);
    EXPECT_EQ(refusal_with([](Params& p) { p.count = ""; }), ErrorCode::der_unexpected_tag);
    EXPECT_EQ(refusal_with([](Params& p) { p.key_length = "020120"; }), ErrorCode::bad_parameters);
    EXPECT_EQ(refusal_with([](Params& p) { p.iv = "040f00112233445566778899aabbccddee"; }),
              ErrorCode::bad_parameters);
    EXPECT_EQ(refusal_with([](Params& p) { p.iv = "0500"; }), ErrorCode::der_unexpected_tag);
    EXPECT_EQ(refusal_with([](Params& p) { p.salt = "0500"; }), ErrorCode::der_unexpected_tag);
    EXPECT_EQ(refusal_with([](Params& p) { p.iv += "0500"; }), ErrorCode::der_trailing_data);
    EXPECT_EQ(refusal_with([](Params& p) { p.prf += "0500"; }), ErrorCode::der_trailing_data);
    EXPECT_EQ(refusal_with([](Params& p) { p.behind = "0500"; }), ErrorCode::der_trailing_data);
    for (const std::size_t n : {0U, 1U, 15U, 17U})
        EXPECT_EQ(refusal(Params{}, n), ErrorCode::bad_input_length) << n;
}

class BrokenRng final : public Rng {
  public:
    Status fill(MutByteView) override { return fail(ErrorCode::entropy_failure); }
};

// OpenSSL opens what this writes in tests/cli/keys.sh; here the two halves meet, and the salt is
// fresh each time.
TEST(Pbes2, WritesWhatItReadsUnderAFreshSalt) {
    crypto::Drbg rng{std::array<std::uint8_t, 32>{7}};
    for (const std::size_t len : {0U, 1U, 15U, 16U, 17U, 100U}) {
        const Bytes plain(len, 0x5a);
        const auto first = encrypt_pbes2(plain, "secret", 2, rng);
        const auto second = encrypt_pbes2(plain, "secret", 2, rng);
        ASSERT_TRUE(first.ok() && second.ok());
        EXPECT_NE(*first, *second);
        const auto read = decrypt_pbes2(*first, "secret");
        if (len == 0) {
            EXPECT_FALSE(read.ok());  // padding and nothing else is no key
        } else {
            ASSERT_TRUE(read.ok()) << len;
            EXPECT_EQ(*read, plain);
        }
    }
    BrokenRng broken;
    EXPECT_EQ(encrypt_pbes2(Bytes(9), "secret", 2, broken).error().code,
              ErrorCode::entropy_failure);
}

}  // namespace
}  // namespace vitrine::x509
