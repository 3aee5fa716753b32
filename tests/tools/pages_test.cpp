#include "tools/pages.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace vitrine::pages {
namespace {

std::string stored(const std::string& name) {
    std::ifstream file(std::string{VITRINE_SOURCE} + "/docs/" + name, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

TEST(Pages, AreWhatTheTablesSay) {
    for (const Page& page : all_pages()) {
        EXPECT_EQ(stored(page.name), page.text)
            << "docs/" << page.name << " is stale: build/bin/make_pages docs";
    }
}

TEST(Pages, TellAlertsWithTheirNumbers) {
    const std::string text = errors_page().text;
    // RFC 5246 §7.2: bad_record_mac(20), decrypt_error(51).
    EXPECT_NE(text.find("| `record_not_authentic` | bad_record_mac(20) |"), std::string::npos);
    EXPECT_NE(text.find("| `finished_mismatch` | decrypt_error(51) |"), std::string::npos);
}

TEST(Pages, ListBothTables) {
    const std::string text = rules_page().text;
    EXPECT_NE(text.find("| C1 | start | ready |"), std::string::npos);
    EXPECT_NE(text.find("## Server"), std::string::npos);
}

}  // namespace
}  // namespace vitrine::pages
