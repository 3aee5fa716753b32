// Every attack of the table is shown countered by tests that exist, and every test that bears an
// attack's number belongs to an attack of the table.
#include "io/attacks.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "house/source_tree.h"

namespace vitrine::test {
namespace {

const std::filesystem::path kRoot{VITRINE_SOURCE};

std::set<std::string> all_test_names() {
    static const std::regex kTest{R"(\nTEST(?:_F|_P)?\((\w+),\s*(\w+)\))"};
    std::set<std::string> names;
    for (const auto& file : files_under(kRoot / "tests", {"_test.cpp"})) {
        const std::string text = text_of(file);
        for (std::sregex_iterator at{text.begin(), text.end(), kTest}, end; at != end; ++at)
            names.insert((*at)[1].str().append(".").append((*at)[2].str()));
    }
    return names;
}

bool zoo_has(std::string_view name) {
    const std::string quoted = std::string{"{\""}.append(name).append("\"");
    for (const auto& file : files_under(kRoot / "tools" / "zoo", {".cpp"})) {
        if (text_of(file).find(quoted) != std::string::npos) return true;
    }
    return false;
}

std::vector<std::string> words_of(std::string_view list) {
    std::vector<std::string> words;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(' '), list.size());
        words.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return words;
}

TEST(Attacks, AreShownCounteredByTestsThatExist) {
    const auto names = all_test_names();
    ASSERT_GT(names.size(), 200u);
    for (const io::Attack& attack : io::all_attacks()) {
        EXPECT_FALSE(attack.tests.empty()) << attack.id;
        for (const std::string& word : words_of(attack.tests)) {
            const bool zoo = word.starts_with("zoo:");
            EXPECT_TRUE(zoo ? zoo_has(word.substr(4)) : names.contains(word))
                << attack.id << " " << word;
        }
    }
}

TEST(Attacks, OfEveryNumberInATestsNameAreInTheTable) {
    static const std::regex kNumber{R"(\.A(\d+))"};
    std::set<std::string> known;
    for (const io::Attack& attack : io::all_attacks()) known.emplace(attack.id);
    for (const std::string& name : all_test_names()) {
        std::smatch found;
        if (!std::regex_search(name, found, kNumber)) continue;
        EXPECT_TRUE(known.contains(std::string{"A"}.append(found[1].str()))) << name;
    }
}

TEST(Attacks, AreCalledByNumberNameOrCve) {
    const auto called = [](std::string_view word) {
        std::vector<std::string_view> ids;
        for (const io::Attack& attack : io::all_attacks()) {
            if (is_called(attack, word)) ids.push_back(attack.id);
        }
        return ids;
    };
    using Ids = std::vector<std::string_view>;
    EXPECT_EQ(called("CVE-2014-0224"), Ids{"A41"});  // NVD: the ChangeCipherSpec of OpenSSL
    EXPECT_EQ(called("cve-2014-0160"), Ids{"A58"});  // NVD: Heartbleed
    EXPECT_EQ(called("beast"), Ids{"A1"});
    EXPECT_EQ(called("A4"), Ids{"A4"});
    EXPECT_EQ(called("CVE-2014"), Ids{});
    EXPECT_EQ(called("ro"), Ids{});
    EXPECT_EQ(called(""), Ids{});
}

}  // namespace
}  // namespace vitrine::test
