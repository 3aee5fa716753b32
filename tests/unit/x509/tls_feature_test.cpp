// The TLS feature extension: RFC 7633 §4.1, §4.2.2.
#include "x509/tls_feature.h"

#include <gtest/gtest.h>

#include "support/certificate_lab.h"

namespace vitrine::x509 {
namespace {

/// A certificate with these features; none: without the extension.
class Features : public testing::Test {
  protected:
    const Extensions& of(std::initializer_list<std::uint8_t> numbers) {
        const Bytes value = encode_small([&](asn1::DerWriter& out) {
            out.sequence([&](asn1::DerWriter& w) {
                for (const std::uint8_t number : numbers) w.small_integer(number);
            });
        });
        return lab_
            .server("www.example.test", root_,
                    [&](CertificateSpec& spec) {
                        if (numbers.size() != 0)
                            spec.extensions.push_back({asn1::oid::kTlsFeature, false, value});
                    })
            .certificate.extensions;
    }

    test::CertificateLab lab_;
    const test::MadeCertificate& root_ = lab_.ca("Root");
};

TEST_F(Features, AreListedByNumber) {
    EXPECT_TRUE(has_tls_feature(of({5}), kFeatureStatusRequest));
    EXPECT_TRUE(has_tls_feature(of({17, 5}), kFeatureStatusRequest));
    EXPECT_FALSE(has_tls_feature(of({17}), kFeatureStatusRequest));
    EXPECT_FALSE(has_tls_feature(of({}), kFeatureStatusRequest));
}

// §4.2.2: "that certificate's TLS feature extension ... MUST be a superset".
TEST_F(Features, MustBeKeptBelow) {
    EXPECT_TRUE(keeps_tls_features(of({5}), of({5})));
    EXPECT_TRUE(keeps_tls_features(of({5, 17}), of({5})));
    EXPECT_TRUE(keeps_tls_features(of({17, 5}), of({5, 17})));
    EXPECT_TRUE(keeps_tls_features(of({}), of({})));
    EXPECT_TRUE(keeps_tls_features(of({5}), of({})));
    EXPECT_FALSE(keeps_tls_features(of({}), of({5})));
    EXPECT_FALSE(keeps_tls_features(of({17}), of({5})));
    EXPECT_FALSE(keeps_tls_features(of({5}), of({5, 17})));
}

}  // namespace
}  // namespace vitrine::x509
