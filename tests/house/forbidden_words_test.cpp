// What must not stand in the project: paths of the machine it was written on, hosts that a build
// might ask.
#include <gtest/gtest.h>

#include "house/source_tree.h"

namespace vitrine::test {
namespace {

namespace fs = std::filesystem;

// In two halves, so that this file does not find itself.
std::vector<std::string> forbidden_words() {
    const std::vector<std::pair<std::string, std::string>> halves = {
        {"/wo", "rk/"},
        {"/ro", "ot/"},
        {"/ho", "me/"},
        {"registry.npm", "js.org"},
        {"proxy.go", "lang.org"},
        {"py", "pi.org"},
        {"crates", ".io"},
        {"deb.deb", "ian.org"},
        {"files.python", "hosted.org"}};
    std::vector<std::string> words;
    for (const auto& [a, b] : halves) words.push_back(a + b);
    return words;
}

std::vector<fs::path> project_files() {
    const fs::path root{VITRINE_SOURCE};
    std::vector<fs::path> files;
    for (const char* folder :
         {"src", "tests", "bench", "tools", "docs", "cmake", "vectors", "labs", "web", ".ci"}) {
        const auto more = files_under(root / folder);
        files.insert(files.end(), more.begin(), more.end());
    }
    for (const char* name :
         {"CMakeLists.txt", "CMakePresets.json", "README.md", "run", "packages.txt"}) {
        files.push_back(root / name);
    }
    return files;
}

TEST(ForbiddenWords, StandNowhereInTheProject) {
    const auto words = forbidden_words();
    const auto files = project_files();
    EXPECT_GT(files.size(), 50U);
    for (const fs::path& file : files) {
        const std::string text = text_of(file);
        for (const std::string& word : words) {
            EXPECT_EQ(text.find(word), std::string::npos) << file << " contains " << word;
        }
    }
}

}  // namespace
}  // namespace vitrine::test
