// PKCS #12 files that OpenSSL wrote, and their refusing neighbours.
#include "x509/pkcs12.h"

#include <gtest/gtest.h>

#include "support/vector_file.h"
#include "x509/key_file.h"

namespace vitrine::x509 {
namespace {

constexpr const char* kVectors = "x509/pkcs12.txt";

std::string password_of(const test::VectorBlock& block) {
    const auto bytes = block.bytes("Password");
    return {bytes.begin(), bytes.end()};
}

bool has_mac(const test::VectorBlock& block) {
    return block.section != "no MAC";
}

/// Files whose derivation takes thousands of rounds are tampered with in fewer places.
bool is_quick(const test::VectorBlock& block) {
    return block.section.find(", 1 iteration") != std::string::npos ||
           block.section.find("3DES, MAC SHA-1") != std::string::npos;
}

TEST(Pkcs12, GivesTheKeyAndTheCertificate) {
    for (const test::VectorBlock& block : test::read_vectors(kVectors)) {
        const auto file = block.bytes("File");
        ASSERT_TRUE(is_pkcs12(file)) << block.section;
        const auto contents = read_pkcs12(file, password_of(block));
        ASSERT_TRUE(contents.ok()) << block.section << info(contents.error().code).text;
        ASSERT_EQ(contents->keys.size(), 1U) << block.section;
        ASSERT_EQ(contents->certificates.size(), 1U) << block.section;
        EXPECT_EQ(contents->keys[0], block.bytes("Key")) << block.section;
        EXPECT_EQ(contents->certificates[0], block.bytes("Certificate")) << block.section;
    }
}

TEST(Pkcs12, AKeyFileMayBeOne) {
    for (const test::VectorBlock& block : test::read_vectors(kVectors)) {
        const auto key = load_private_key(block.bytes("File"), password_of(block));
        ASSERT_TRUE(key.ok()) << block.section;
        const auto certificate_der = block.bytes("Certificate");
        const auto certificate = parse_certificate(certificate_der);
        ASSERT_TRUE(certificate.ok());
        EXPECT_TRUE(key->matches(*certificate)) << block.section;
    }
}

TEST(Pkcs12, RefusesAnotherPassword) {
    for (const test::VectorBlock& block : test::read_vectors(kVectors)) {
        for (const std::string& wrong : {password_of(block) + "x", std::string{"Secret"}}) {
            const auto contents = read_pkcs12(block.bytes("File"), wrong);
            ASSERT_FALSE(contents.ok()) << block.section;
            EXPECT_EQ(contents.error().code, ErrorCode::pem_wrong_password) << block.section;
        }
    }
}

TEST(Pkcs12, RefusesAPasswordThatIsNotUtf8) {
    const auto block = test::read_vectors(kVectors).front();
    EXPECT_EQ(read_pkcs12(block.bytes("File"), "\xff\xfe").error().code, ErrorCode::bad_parameters);
}

TEST(Pkcs12, RefusesEveryPrefix) {
    for (const test::VectorBlock& block : test::read_vectors(kVectors)) {
        const auto file = block.bytes("File");
        for (std::size_t n = 0; n < file.size(); ++n)
            ASSERT_FALSE(read_pkcs12(ByteView{file}.first(n), password_of(block)).ok()) << n;
    }
}

TEST(Pkcs12, RefusesEveryChangedByteUnderAMac) {
    for (const test::VectorBlock& block : test::read_vectors(kVectors)) {
        if (!has_mac(block) || !is_quick(block)) continue;
        auto file = block.bytes("File");
        const std::string password = password_of(block);
        for (std::size_t i = 0; i < file.size(); ++i) {
            file[i] ^= 0x01;
            EXPECT_FALSE(read_pkcs12(file, password).ok()) << block.section << " byte " << i;
            file[i] ^= 0x01;
        }
    }
}

/// The last member of the file is the MAC's number of iterations, INTEGER 02 02 08 00.
TEST(Pkcs12, RefusesAMacOfNoIterations) {
    auto file = test::read_vectors(kVectors).front().bytes("File");
    ASSERT_EQ(file[file.size() - 2], 0x08);
    file[file.size() - 3] = 0x01;  // INTEGER 00, and one byte behind it
    file[file.size() - 2] = 0x00;
    EXPECT_FALSE(read_pkcs12(file, "secret").ok());
    file[file.size() - 3] = 0x02;  // INTEGER 00 00 is not minimal
    EXPECT_FALSE(read_pkcs12(file, "secret").ok());
}

/// A file may not decide how long we work: the INTEGER is made 2^31 - 1, which needs two more bytes
/// than the old one; every length around it is read before, so the file is made anew around it.
TEST(Pkcs12, RefusesMoreIterationsThanItWillDo) {
    const auto block = test::read_vectors(kVectors).front();
    auto file = block.bytes("File");
    file.resize(file.size() - 4);
    file.insert(file.end(), {0x02, 0x04, 0x7f, 0xff, 0xff, 0xff});
    const auto grow = [&](std::size_t length_at) {  // a length of two octets
        const unsigned length =
            (static_cast<unsigned>(file[length_at]) << 8 | file[length_at + 1]) + 2;
        file[length_at] = static_cast<std::uint8_t>(length >> 8);
        file[length_at + 1] = static_cast<std::uint8_t>(length);
    };
    ASSERT_EQ(file[1], 0x82);
    grow(2);
    const auto original = block.bytes("File");
    // MacData: SEQUENCE with a length of one octet, 67 bytes before the end of such a file.
    for (std::size_t at = original.size() - 60; at > original.size() - 80; --at) {
        if (original[at] != 0x30 || original[at + 1] != original.size() - at - 2) continue;
        file[at + 1] = static_cast<std::uint8_t>(file[at + 1] + 2);
        const auto contents = read_pkcs12(file, "secret");
        ASSERT_FALSE(contents.ok());
        EXPECT_EQ(contents.error().code, ErrorCode::der_bad_integer);
        return;
    }
    FAIL() << "no MacData found";
}

}  // namespace
}  // namespace vitrine::x509
