#include "base/error.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>

#include "base/result.h"

namespace vitrine {
namespace {

TEST(Errors, EachHasANameASentenceAndAClause) {
    const std::regex clause(
        R"re((RFC \d+ §[A-Z0-9.]+|X\.\d+ §[0-9.]+|POSIX \w+|FIPS [0-9-]+ §[A-Z0-9.]+|SP [0-9A-Z-]+ §[A-Z0-9.]+).*)re");
    std::set<std::string_view> names;
    std::set<std::string_view> texts;
    for (const ErrorInfo& e : all_errors()) {
        EXPECT_EQ(&info(e.code), &e);
        EXPECT_TRUE(std::regex_match(std::string{e.name}, std::regex("[a-z][a-z0-9_]*"))) << e.name;
        EXPECT_GT(e.text.size(), 10U) << e.name;
        EXPECT_NE(e.text.back(), '.') << e.name;
        EXPECT_TRUE(std::regex_match(std::string{e.source}, clause)) << e.name << ": " << e.source;
        EXPECT_TRUE(names.insert(e.name).second) << e.name << " stands twice";
        EXPECT_TRUE(texts.insert(e.text).second) << e.name << " says what another code says";
    }
}

// RFC 5246 §7.2.2: "This alert ... MUST NOT be sent by compliant implementations"
// (decryption_failed), "no_certificate_RESERVED" and "export_restriction_RESERVED" likewise.
TEST(Errors, SendNoReservedAlert) {
    for (const ErrorInfo& e : all_errors()) {
        EXPECT_NE(e.alert, AlertDescription::decryption_failed) << e.name;
        EXPECT_NE(e.alert, AlertDescription::no_certificate) << e.name;
        EXPECT_NE(e.alert, AlertDescription::export_restriction) << e.name;
        EXPECT_NE(name_of(e.alert), "unknown_alert") << e.name;
    }
}

TEST(Alerts, AreNamedAsTheStandardsNameThem) {
    EXPECT_EQ(name_of(AlertDescription::close_notify), "close_notify");
    EXPECT_EQ(name_of(static_cast<AlertDescription>(20)), "bad_record_mac");
    EXPECT_EQ(name_of(static_cast<AlertDescription>(86)), "inappropriate_fallback");
    EXPECT_EQ(name_of(static_cast<AlertDescription>(120)), "no_application_protocol");
    EXPECT_EQ(name_of(static_cast<AlertDescription>(1)), "unknown_alert");
    EXPECT_EQ(name_of(static_cast<AlertDescription>(255)), "unknown_alert");
}

// The words "always fatal" of RFC 5246 §7.2.2, and what it does not call so.
TEST(Alerts, KnowWhichAreAlwaysFatal) {
    for (const int fatal : {10, 20, 22, 30, 40, 47, 48, 49, 50, 70, 71, 80}) {
        EXPECT_TRUE(always_fatal(static_cast<AlertDescription>(fatal))) << fatal;
    }
    for (const int warning : {0, 42, 44, 90, 100, 112}) {
        EXPECT_FALSE(always_fatal(static_cast<AlertDescription>(warning))) << warning;
    }
}

Status fails() {
    return fail(ErrorCode::truncated, 5, "field");
}
Status tries() {
    TLS_TRY(fails());
    return fail(ErrorCode::internal);
}
Result<int> assigns(Result<int> from) {
    TLS_TRY_ASSIGN(const int value, std::move(from));
    return value + 1;
}

TEST(Result, CarriesTheFirstFailureUp) {
    EXPECT_EQ(tries().error().code, ErrorCode::truncated);
    EXPECT_EQ(tries().error().offset, 5U);
    EXPECT_EQ(*assigns(41), 42);
    EXPECT_EQ(assigns(fail(ErrorCode::bad_hex)).error().code, ErrorCode::bad_hex);
    EXPECT_TRUE(done().ok());
}

}  // namespace
}  // namespace vitrine
