#include "extra/wycheproof.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "support/vector_file.h"

namespace vitrine::test {

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> matching_files(const std::string& name_pattern) {
    const std::regex pattern(name_pattern);
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(VITRINE_EXTRA_VECTORS)) {
        if (std::regex_match(entry.path().filename().string(), pattern))
            found.push_back(entry.path());
    }
    return found;
}

void check_case(const std::string& file,
                const io::JsonValue& group,
                const io::JsonValue& test,
                const Judge& accepts) {
    const bool accepted = accepts(group, test);
    const std::string& result = test["result"].text();
    const bool right = result == "acceptable" || accepted == (result == "valid");
    EXPECT_TRUE(right) << file << " case " << test["tcId"].integer() << " ("
                       << test["comment"].text() << "): " << result << ", but we "
                       << (accepted ? "accept" : "refuse");
}

}  // namespace

Bytes hex_member(const io::JsonValue& object, std::string_view key) {
    return from_hex(object[key].text());
}

void run_wycheproof(const std::string& name_pattern,
                    const Judge& accepts,
                    const std::function<bool(const io::JsonValue&)>& wanted) {
    std::size_t cases = 0;
    for (const fs::path& path : matching_files(name_pattern)) {
        std::ifstream file(path);
        std::ostringstream text;
        text << file.rdbuf();
        const auto document = io::parse_json(text.str());
        ASSERT_TRUE(document.ok()) << path;
        for (const io::JsonValue& group : (*document)["testGroups"].array()) {
            if (wanted && !wanted(group)) continue;
            for (const io::JsonValue& test : group["tests"].array()) {
                check_case(path.filename().string(), group, test, accepts);
                ++cases;
            }
        }
    }
    EXPECT_GT(cases, 0U) << "no case of " << name_pattern << " in " << VITRINE_EXTRA_VECTORS;
}

}  // namespace vitrine::test
