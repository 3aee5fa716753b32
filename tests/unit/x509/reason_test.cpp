// The table of reasons: OpenSSL's names are OpenSSL's, ours are one each.
#include "x509/reason.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "support/vector_file.h"

namespace vitrine::x509 {
namespace {

std::vector<ReasonInfo> all_reasons() {
    std::vector<ReasonInfo> all;
    for (auto i = 0U; i <= static_cast<unsigned>(Reason::anchor_purpose); ++i)
        all.push_back(info(static_cast<Reason>(i)));
    return all;
}

std::set<std::string> openssl_names() {
    std::set<std::string> names;
    for (const auto& block : test::read_vectors("x509/verify_errors.txt"))
        names.insert(block.section);
    return names;
}

TEST(Reason, OpensslsNamesAreInItsHeader) {
    const std::set<std::string> known = openssl_names();
    ASSERT_TRUE(known.contains("X509_V_ERR_CERT_HAS_EXPIRED"));
    ASSERT_FALSE(known.contains("X509_V_ERR_EXPIRED"));
    for (const ReasonInfo& reason : all_reasons()) {
        if (reason.x509_v_err.empty()) continue;
        EXPECT_TRUE(known.contains(std::string{reason.x509_v_err})) << reason.id;
    }
}

TEST(Reason, AnIdentifierIsOneWordAndStandsForOneReason) {
    std::set<std::string_view> ids;
    std::set<std::string_view> texts;
    for (const ReasonInfo& reason : all_reasons()) {
        EXPECT_TRUE(ids.insert(reason.id).second) << reason.id;
        EXPECT_TRUE(texts.insert(reason.text).second) << reason.text;
        EXPECT_TRUE(std::ranges::all_of(reason.id, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        })) << reason.id;
        EXPECT_TRUE(reason.clause.starts_with("RFC ") &&
                    reason.clause.find(" §") != std::string_view::npos)
            << reason.id << ": " << reason.clause;
    }
}

// What is accepted has no error; what is not has one whose alert a peer can be sent.
TEST(Reason, OnlyAcceptedHasNoError) {
    for (const ReasonInfo& reason : all_reasons())
        EXPECT_EQ(reason.code == ErrorCode::internal, reason.reason == Reason::accepted)
            << reason.id;
}

// RFC 5246 §7.2.2: the alerts that are for certificates, by what is wrong with one.
TEST(Reason, TheAlertIsTheOneOfRfc5246) {
    const auto alert = [](Reason reason) { return vitrine::info(info(reason).code).alert; };
    EXPECT_EQ(alert(Reason::expired), AlertDescription::certificate_expired);
    EXPECT_EQ(alert(Reason::not_yet_valid), AlertDescription::certificate_expired);
    EXPECT_EQ(alert(Reason::revoked), AlertDescription::certificate_revoked);
    EXPECT_EQ(alert(Reason::no_issuer), AlertDescription::unknown_ca);
    EXPECT_EQ(alert(Reason::key_unsupported), AlertDescription::unsupported_certificate);
    EXPECT_EQ(alert(Reason::bad_signature), AlertDescription::bad_certificate);
}

}  // namespace
}  // namespace vitrine::x509
