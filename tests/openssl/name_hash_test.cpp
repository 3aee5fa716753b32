// The hashes of names beside X509_NAME_hash_ex and X509_NAME_hash_old.
#include "x509/name_hash.h"

#include <gtest/gtest.h>

#include "openssl/certificates.h"
#include "openssl/library.h"
#include "x509/certificate_frame.h"

namespace vitrine::test {
namespace {

TEST(NameHash, IsOpensslsForEverySubjectAndIssuer) {
    for (const CertificateFile& file : all_certificates()) {
        const X509Pointer x = read_x509(file.der);
        const auto frame = x509::cut_certificate(file.der);
        if (x == nullptr || !frame.ok()) continue;
        int ok = 0;
        EXPECT_EQ(x509::name_hash(frame->subject),
                  X509_NAME_hash_ex(X509_get_subject_name(x.get()), nullptr, nullptr, &ok))
            << file.path;
        EXPECT_EQ(x509::name_hash(frame->issuer),
                  X509_NAME_hash_ex(X509_get_issuer_name(x.get()), nullptr, nullptr, &ok))
            << file.path;
        EXPECT_EQ(x509::name_hash_old(frame->subject),
                  X509_NAME_hash_old(X509_get_subject_name(x.get())))
            << file.path;
    }
}

}  // namespace
}  // namespace vitrine::test
