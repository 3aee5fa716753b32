// Certificates printed as `openssl x509 -text` prints them: the corpus vectors/x509/print holds the
// expected text and, below it, the certificate.
#include "io/openssl/certificate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "io/file.h"
#include "x509/pem.h"

namespace vitrine::io {
namespace {

struct Sample {
    std::string name;
    std::string expected;
    std::vector<std::uint8_t> der;
};

std::vector<Sample> read_corpus() {
    std::vector<Sample> all;
    for (const auto& entry : std::filesystem::directory_iterator(VITRINE_VECTORS "/x509/print")) {
        if (entry.path().extension() != ".txt") continue;
        const auto text = read_text_file(entry.path().native());
        if (!text.ok()) continue;
        auto blocks = x509::read_pem(*text);
        if (!blocks.ok()) continue;
        all.push_back({entry.path().stem().native(), text->substr(0, text->find("-----BEGIN")),
                       std::move(blocks->front().der)});
    }
    std::ranges::sort(all, {}, &Sample::name);
    return all;
}

/// The first line in which two texts differ.
std::string first_difference(const std::string& got, const std::string& expected) {
    const auto at = std::ranges::mismatch(got, expected);
    const auto offset = static_cast<std::size_t>(at.in1 - got.begin());
    const auto line = [&](const std::string& text) {
        const std::size_t begin = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;
        return text.substr(begin, text.find('\n', offset) - begin);
    };
    return "got      |" + line(got) + "|\nexpected |" + line(expected) + "|";
}

TEST(OpensslCertificate, PrintsEveryCertificateOfTheCorpusAsOpensslDoes) {
    const auto corpus = read_corpus();
    ASSERT_GE(corpus.size(), 70U);
    for (const Sample& sample : corpus) {
        const auto frame = x509::cut_certificate(sample.der);
        ASSERT_TRUE(frame.ok()) << sample.name;
        const std::string got = openssl_certificate(*frame);
        EXPECT_TRUE(got == sample.expected) << sample.name << "\n"
                                            << first_difference(got, sample.expected);
    }
}

TEST(OpensslCertificate, NoPrefixIsACertificate) {
    for (const Sample& sample : read_corpus()) {
        for (std::size_t n = 0; n < sample.der.size(); ++n) {
            ASSERT_FALSE(x509::cut_certificate(ByteView{sample.der}.first(n)).ok())
                << sample.name << n;
        }
    }
}

TEST(OpensslCertificate, OfFlippedBytesThreeInFourChangeTheText) {
    for (const Sample& sample : read_corpus()) {
        std::vector<std::uint8_t> der = sample.der;
        std::size_t same = 0;
        for (std::uint8_t& byte : der) {
            byte ^= 0x01;
            const auto frame = x509::cut_certificate(der);
            if (frame.ok() && openssl_certificate(*frame) == sample.expected) ++same;
            byte ^= 0x01;
        }
        // Only what the text leaves out may change unseen: types of strings, unused bits,
        // parameters.
        EXPECT_LT(same, der.size() / 4) << sample.name;
    }
}

}  // namespace
}  // namespace vitrine::io
