// For which certificates a list speaks, and what it says of them: RFC 5280 §5.2.4, §5.2.5, §5.3.3,
// §6.3.3. Lists are made here and read back.
#include "x509/crl_scope.h"

#include <gtest/gtest.h>

#include <deque>

#include "support/certificate_lab.h"
#include "x509/make_crl.h"

namespace vitrine::x509 {
namespace {

Bytes wrap(unsigned tag, ByteView contents) {
    return encode_small(
        [&](asn1::DerWriter& out) { out.primitive(static_cast<asn1::Tag>(tag), contents); });
}

class CrlScope : public testing::Test {
  protected:
    using Edit = std::function<void(CrlSpec&)>;

    const Crl& list(const Edit& edit = {}, std::uint32_t number = 5) {
        CrlSpec spec = crl_spec(ca_.certificate, *ca_.key, lab_.validity(), number);
        if (edit) edit(spec);
        const auto der = make_crl(spec, *ca_.key, lab_.rng());
        EXPECT_TRUE(der.ok());
        const auto crl = parse_crl(made_.emplace_back(*der));
        EXPECT_TRUE(crl.ok());
        return lists_.emplace_back(*crl);
    }
    /// A list with this IssuingDistributionPoint.
    const Crl& scoped(const Bytes& contents) {
        return list([&](CrlSpec& spec) { spec.extensions.push_back(point(contents)); });
    }
    const Crl& delta(std::uint32_t base, const Edit& edit = {}, std::uint32_t number = 6) {
        const auto change = [&](CrlSpec& spec) {
            const Bytes of = encode_small([&](asn1::DerWriter& w) { w.small_integer(base); });
            spec.extensions.push_back({asn1::oid::kDeltaCrlIndicator, true, of});
            if (edit) edit(spec);
        };
        return list(change, number);
    }
    static ExtensionSpec point(const Bytes& contents) {
        return {asn1::oid::kIssuingDistributionPoint, true, wrap(0x30, contents)};
    }
    [[nodiscard]] RevokedSpec entry(const Certificate& certificate) const {
        RevokedSpec revoked;
        revoked.serial_number.assign(certificate.serial_number.begin(),
                                     certificate.serial_number.end());
        revoked.revocation_date = lab_.now();
        return revoked;
    }

    test::CertificateLab lab_;
    const test::MadeCertificate& root_ = lab_.ca("Root");
    const test::MadeCertificate& ca_ = lab_.ca("CA", &root_);
    const Certificate& leaf_ = lab_.server("www.example.test", ca_).certificate;
    std::deque<Bytes> made_;
    std::deque<Crl> lists_;
    const WantedPoint any_{{}, true};
};

TEST_F(CrlScope, TheIssuerSpeaksForItsCertificates) {
    EXPECT_TRUE(crl_issuer_fits(list(), leaf_, any_));
    EXPECT_FALSE(crl_issuer_fits(list(), ca_.certificate, any_));
    const Crl& of_another =
        list([](CrlSpec& spec) { spec.issuer = *encode_common_name("Somebody"); });
    EXPECT_FALSE(crl_issuer_fits(of_another, leaf_, any_));
}

// §6.3.3 b 2 ii to iv.
TEST_F(CrlScope, KindsOfCertificates) {
    const Bytes users{0x81, 0x01, 0xff};
    const Bytes cas{0x82, 0x01, 0xff};
    const Bytes attributes{0x85, 0x01, 0xff};
    EXPECT_TRUE(crl_scope_fits(list(), leaf_, any_));
    EXPECT_TRUE(crl_scope_fits(scoped(users), leaf_, any_));
    EXPECT_FALSE(crl_scope_fits(scoped(users), ca_.certificate, any_));
    EXPECT_FALSE(crl_scope_fits(scoped(cas), leaf_, any_));
    EXPECT_TRUE(crl_scope_fits(scoped(cas), ca_.certificate, any_));
    EXPECT_FALSE(crl_scope_fits(scoped(attributes), leaf_, any_));
}

// §6.3.3 d: the intersection of what the list and the distribution point cover.
TEST_F(CrlScope, Reasons) {
    EXPECT_EQ(crl_reasons(list(), any_), kAllReasons);
    const Crl& key_compromise = scoped({0x83, 0x02, 0x06, 0x40});  // bit 1
    EXPECT_EQ(crl_reasons(key_compromise, any_), 1U << 1);
    WantedPoint some;
    some.point.reasons = 1U << 2;
    EXPECT_EQ(crl_reasons(key_compromise, some), 0U);
    EXPECT_EQ(crl_reasons(list(), some), 1U << 2);
}

// §5.2.4: the complete list is not older than the delta's base, and older than the delta; scopes
// are the same.
TEST_F(CrlScope, ADeltaFitsItsBase) {
    EXPECT_TRUE(delta_fits(delta(5), list()));
    EXPECT_TRUE(delta_fits(delta(4), list()));
    EXPECT_FALSE(delta_fits(delta(6), list()));
    EXPECT_FALSE(delta_fits(delta(5, {}, 5), list()));
    EXPECT_FALSE(delta_fits(list(), list()));
    const Bytes users{0x81, 0x01, 0xff};
    const auto for_users = [&](CrlSpec& spec) { spec.extensions.push_back(point(users)); };
    EXPECT_TRUE(delta_fits(delta(5, for_users), scoped(users)));
    EXPECT_FALSE(delta_fits(delta(5, for_users), list()));
    EXPECT_FALSE(delta_fits(delta(5), scoped(users)));
}

TEST_F(CrlScope, EntriesAreFoundByNumber) {
    const Crl& with = list([&](CrlSpec& spec) {
        RevokedSpec other = entry(leaf_);
        other.serial_number.back() ^= 1U;
        RevokedSpec own = entry(leaf_);
        own.reason = 1;
        spec.revoked = {other, own};
    });
    const auto found = find_revoked(with, leaf_);
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->reason, CrlReason::key_compromise);
    EXPECT_EQ(found->revocation_date, lab_.now());
    EXPECT_FALSE(find_revoked(with, ca_.certificate).has_value());
    EXPECT_FALSE(find_revoked(list(), leaf_).has_value());
}

// §5.3.3: certificateIssuer holds for the entries behind it too, until another one says otherwise.
TEST_F(CrlScope, EntriesOfAnIndirectListAreOfWhomTheySay) {
    const auto issuer = [](const Bytes& name) {
        return ExtensionSpec{asn1::oid::kCertificateIssuer, true, wrap(0x30, wrap(0xa4, name))};
    };
    const Bytes own = *encode_common_name("CA");
    const Bytes another = *encode_common_name("Somebody");
    const auto found = [&](const Bytes& first, const Bytes* second) {
        const Crl& made = list([&](CrlSpec& spec) {
            RevokedSpec before = entry(leaf_);
            before.serial_number.back() ^= 1U;
            before.extensions.push_back(issuer(first));
            RevokedSpec here = entry(leaf_);
            if (second != nullptr) here.extensions.push_back(issuer(*second));
            spec.extensions.push_back(point({0x84, 0x01, 0xff}));
            spec.revoked = {before, here};
        });
        return find_revoked(made, leaf_).has_value();
    };
    EXPECT_TRUE(found(own, nullptr));
    EXPECT_FALSE(found(another, nullptr));
    EXPECT_TRUE(found(another, &own));
    EXPECT_FALSE(found(own, &another));
}

}  // namespace
}  // namespace vitrine::x509
