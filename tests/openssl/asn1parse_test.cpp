// `asn1parse` beside ASN1_parse_dump, on whole and on damaged certificates.
#include "io/openssl/asn1parse.h"

#include <gtest/gtest.h>

#include "openssl/certificates.h"
#include "openssl/library.h"

namespace vitrine::test {
namespace {

struct Setting {
    bool indent;
    int dump;  ///< 0: none, -1: all, else so many bytes
};
constexpr Setting kSettings[] = {{false, 0}, {true, 0}, {false, -1}, {true, 20}};

void expect_same(ByteView der, const Setting& setting, const std::string& what) {
    const auto [expected, ok] = printed([&](BIO* bio) {
        return ASN1_parse_dump(bio, der.data(), static_cast<long>(der.size()),
                               setting.indent ? 1 : 0, setting.dump);
    });
    io::Asn1ParseOptions options;
    options.indent = setting.indent;
    options.dump = setting.dump != 0;
    if (setting.dump > 0) options.dump_limit = static_cast<std::size_t>(setting.dump);
    std::string got;
    const bool fine = io::openssl_asn1parse(der, options, got);
    EXPECT_EQ(fine, ok != 0) << what;
    EXPECT_TRUE(got == expected) << what << "\n" << first_difference(got, expected);
}

TEST(Asn1Parse, ListsEveryCertificateAsOpensslDoes) {
    for (const CertificateFile& file : all_certificates()) {
        for (const Setting& setting : kSettings) expect_same(file.der, setting, file.path);
    }
}

TEST(Asn1Parse, ListsDamagedCertificatesAsOpensslDoes) {
    std::size_t start = 0;
    for (const CertificateFile& file : all_certificates()) {
        std::vector<std::uint8_t> der = file.der;
        for (std::size_t i = start++ % 41; i < der.size(); i += 41) {
            const std::uint8_t kept = der[i];
            der[i] = i % 3 == 0 ? 0x80 : static_cast<std::uint8_t>(kept ^ (1U << i % 8));
            expect_same(der, kSettings[i % 4], file.path + " byte " + std::to_string(i));
            der[i] = kept;
        }
    }
}

TEST(Asn1Parse, ListsEveryPrefixAsOpensslDoes) {
    const std::vector<std::uint8_t>& der = all_certificates().front().der;
    for (std::size_t n = 1; n < der.size(); ++n) {
        expect_same(ByteView{der}.first(n), kSettings[0], "prefix " + std::to_string(n));
    }
}

}  // namespace
}  // namespace vitrine::test
