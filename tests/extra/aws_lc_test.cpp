// AWS-LC's record vectors, whole: FOLDER/aws-lc/*_cbc_*_tls*_tests.txt.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/aws_lc_record.h"

namespace vitrine::test {
namespace {

namespace fs = std::filesystem;

/// Blocks of `KEY: value` lines, parted by blank lines.
std::vector<VectorBlock> read_aws_lc(const fs::path& path) {
    std::ifstream file(path);
    std::vector<VectorBlock> blocks;
    VectorBlock block;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        const auto colon = line.find(": ");
        if (line.empty() && !block.values.empty()) {
            blocks.push_back(block);
            block = {};
        } else if (!line.starts_with('#') && colon != std::string::npos) {
            if (block.values.empty()) block.line = number;
            block.section = path.stem().string();
            block.values[line.substr(0, colon)] = line.substr(colon + 2);
        } else if (!line.starts_with('#') && line.ends_with(':')) {
            block.values[line.substr(0, line.size() - 1)] = "";
        }
    }
    if (!block.values.empty()) blocks.push_back(block);
    return blocks;
}

TEST(AwsLc, RecordsOpenAndAreRefusedAsTheyShould) {
    std::size_t opened = 0;
    std::size_t refused = 0;
    for (const auto& entry : fs::directory_iterator(fs::path{VITRINE_EXTRA_VECTORS} / "aws-lc")) {
        const std::string name = entry.path().filename().string();
        if (name.find("_cbc_") == std::string::npos || name.find("_tls") == std::string::npos)
            continue;
        for (const VectorBlock& block : read_aws_lc(entry.path())) {
            SCOPED_TRACE(name + ", line " + std::to_string(block.line));
            const AwsLcRecord record{block};
            const auto plain = record.open();
            EXPECT_EQ(plain.has_value(), !record.fails);
            EXPECT_EQ(plain.value_or(record.plain), record.plain);
            if (record.can_seal) {
                EXPECT_EQ(record.seal(), record.fragment);
            }
            ++(record.fails ? refused : opened);
        }
    }
    EXPECT_GT(opened, 1000U);
    EXPECT_GT(refused, 2000U);
}

}  // namespace
}  // namespace vitrine::test
