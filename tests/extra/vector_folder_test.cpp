// Reads every file of the folder that has a reader, one test a file, and prints what came of it;
// VITRINE_EXTRA_TABLE names a folder that gets the same rows as files.
#include "extra/vector_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "base/cpu.h"

namespace vitrine::test {
namespace {

namespace fs = std::filesystem;

std::vector<std::string_view> levels_of(Kernels kernels) {
    if (kernels == Kernels::none) return {"avx512"};
    if (kernels == Kernels::public_key) return {"portable", "avx2", "avx512"};
    const auto names = cpu::level_names();
    return {names.begin(), names.end()};
}

std::string test_name(std::string path) {
    std::ranges::replace_if(path, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    return path;
}

void print_row(const std::string& path, const Tally& tally) {
    const std::string row = tally.row(path);
    std::cout << Tally::heading() << '\n' << row;
    if (const char* folder = std::getenv("VITRINE_EXTRA_TABLE"); folder != nullptr) {
        fs::create_directories(folder);
        std::ofstream(fs::path{folder} / test_name(path)) << row;
    }
}

std::vector<std::string> files_to_read() {
    std::vector<std::string> paths = all_vector_files();
    std::erase_if(paths, [](const std::string& path) { return reader_of(path) == nullptr; });
    return paths;
}

class VectorFile : public testing::TestWithParam<std::string> {};

TEST_P(VectorFile, IsRight) {
    const Reader* reader = reader_of(GetParam());
    ASSERT_NE(reader, nullptr);
    std::vector<Tally> tallies;
    for (const std::string_view level : levels_of(reader->kernels)) {
        ASSERT_TRUE(cpu::limit(level));
        SCOPED_TRACE("VITRINE_CPU=" + std::string{level});
        reader->read(fs::path{VITRINE_EXTRA_VECTORS} / GetParam(), tallies.emplace_back());
        EXPECT_EQ(tallies.back(), tallies.front());
        EXPECT_GT(tallies.back().run(), 0U);
        if (HasFailure()) break;
    }
    ASSERT_TRUE(cpu::limit("avx512"));
    print_row(GetParam(), tallies.back());
}

INSTANTIATE_TEST_SUITE_P(Folder,
                         VectorFile,
                         testing::ValuesIn(files_to_read()),
                         [](const auto& file) { return test_name(file.param); });

TEST(VectorFolder, HoldsNoFileThatNobodyReads) {
    const std::vector<std::string> paths = all_vector_files();
    EXPECT_FALSE(paths.empty()) << "no vectors in " << VITRINE_EXTRA_VECTORS;
    for (const std::string& path : paths) {
        const NotRead* why = reason_not_to_read(path);
        EXPECT_NE(reader_of(path) == nullptr, why == nullptr)
            << path << (why == nullptr ? " has no reader" : " is read after all");
        if (why != nullptr) std::cout << path << " does not apply, because " << why->reason << '\n';
    }
}

}  // namespace
}  // namespace vitrine::test
