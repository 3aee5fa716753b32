// OpenSSL's sentences about certificates, asked of the library itself.
#include "io/openssl/verify_error.h"

#include <gtest/gtest.h>
#include <openssl/x509_vfy.h>

#include "x509/reason.h"

namespace vitrine::test {
namespace {

TEST(OpenSslVerifyError, HasTheWordsOfTheLibrary) {
    EXPECT_GT(io::openssl_verify_errors().size(), 90U);
    for (const io::OpenSslVerifyError& error : io::openssl_verify_errors())
        EXPECT_EQ(error.text, X509_verify_cert_error_string(error.number)) << error.name;
    EXPECT_EQ(io::find_openssl_verify_error("X509_V_ERR_CERT_HAS_EXPIRED")->number,
              X509_V_ERR_CERT_HAS_EXPIRED);
    EXPECT_EQ(io::find_openssl_verify_error("X509_V_ERR_NONSENSE"), nullptr);
}

TEST(OpenSslVerifyError, KnowsEveryNameBesideOurReasons) {
    for (int number = 0; number <= static_cast<int>(x509::Reason::anchor_purpose); ++number) {
        const x509::ReasonInfo& info = x509::info(static_cast<x509::Reason>(number));
        if (info.x509_v_err.empty()) continue;
        EXPECT_NE(io::find_openssl_verify_error(info.x509_v_err), nullptr) << info.id;
    }
}

}  // namespace
}  // namespace vitrine::test
