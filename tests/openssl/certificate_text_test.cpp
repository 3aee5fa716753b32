// `x509 -text` beside X509_print_ex.
#include <gtest/gtest.h>

#include <algorithm>

#include "io/openssl/certificate.h"
#include "openssl/certificates.h"
#include "openssl/library.h"

namespace vitrine::test {

std::string first_difference(const std::string& got, const std::string& expected) {
    const auto at = std::ranges::mismatch(got, expected);
    const auto offset = static_cast<std::size_t>(at.in1 - got.begin());
    const auto line = [&](const std::string& text) {
        const std::size_t begin = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;
        return text.substr(begin, text.find('\n', offset) - begin);
    };
    return "got      |" + line(got) + "|\nexpected |" + line(expected) + "|";
}

namespace {

/// Lines of OpenSSL's error queue carry addresses of its process.
std::string without_error_lines(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
        const std::string line = text.substr(at, end - at);
        if (line.find(":error:") != 16) out += line;
        at = end;
    }
    return out;
}

/// OpenSSL's text of a certificate; empty where it reads or prints none.
std::string expected_text(ByteView der) {
    const X509Pointer x = read_x509(der);
    if (x == nullptr) return {};
    const auto [text, ok] =
        printed([&](BIO* bio) { return X509_print_ex(bio, x.get(), XN_FLAG_ONELINE, 0); });
    return ok == 1 ? without_error_lines(text) : std::string{};
}

std::string our_text(ByteView der) {
    const auto frame = x509::cut_certificate(der);
    return frame.ok() ? io::openssl_certificate(*frame) : std::string{};
}

TEST(CertificateText, IsOpensslsForEveryCertificate) {
    std::size_t compared = 0;
    for (const CertificateFile& file : all_certificates()) {
        const std::string expected = expected_text(file.der);
        if (expected.empty()) continue;
        const std::string got = our_text(file.der);
        EXPECT_TRUE(got == expected) << file.path << "\n" << first_difference(got, expected);
        ++compared;
    }
    EXPECT_GT(compared, 600U);
}

/// Certificates with one byte changed: where both read them, they nearly always print the same.
/// OpenSSL checks some things that this printer does not (curves of other points, the encoding
/// inside unused qualifiers); one in 150 may differ.
TEST(CertificateText, IsOpensslsForDamagedCertificatesToo) {
    std::size_t compared = 0;
    std::size_t different = 0;
    std::string samples;
    std::size_t start = 0;
    for (const CertificateFile& file : all_certificates()) {
        std::vector<std::uint8_t> der = file.der;
        for (std::size_t i = start++ % 37; i < der.size(); i += 37) {
            const std::uint8_t kept = der[i];
            der[i] = static_cast<std::uint8_t>(kept ^ (1U << i % 8));
            const std::string got = our_text(der);
            const std::string expected = got.empty() ? std::string{} : expected_text(der);
            der[i] = kept;
            if (expected.empty()) continue;
            ++compared;
            if (got == expected) continue;
            if (++different <= 60)
                samples += file.path + " byte " + std::to_string(i) + "\n" +
                           first_difference(got, expected) + "\n";
        }
    }
    RecordProperty("compared", static_cast<int>(compared));
    RecordProperty("different", static_cast<int>(different));
    EXPECT_GT(compared, 5000U);
    EXPECT_LT(different * 150, compared) << samples;
}

/// Every byte of some certificates with one bit changed: a change that shows in OpenSSL's text
/// shows in ours, or is none that we read. What is lost on us only would be a field that we leave
/// out.
TEST(CertificateText, ShowsEveryChangeThatOpensslShows) {
    std::size_t shown = 0;
    std::size_t number = 0;
    for (const CertificateFile& file : all_certificates()) {
        if (number++ % 16 != 0) continue;
        const std::string before = our_text(file.der);
        const std::string theirs_before = expected_text(file.der);
        if (before.empty() || theirs_before.empty()) continue;
        std::vector<std::uint8_t> der = file.der;
        for (std::size_t i = 0; i < der.size(); ++i) {
            const std::uint8_t kept = der[i];
            der[i] = static_cast<std::uint8_t>(kept ^ (1U << i % 8));
            const std::string theirs = expected_text(der);
            const bool seen = !theirs.empty() && theirs != theirs_before;
            if (seen) {
                EXPECT_NE(our_text(der), before) << file.path << " byte " << i;
            }
            shown += seen ? 1U : 0U;
            der[i] = kept;
        }
    }
    EXPECT_GT(shown, 10000U);
}

}  // namespace
}  // namespace vitrine::test
