// AWS-LC's record vectors: aws-lc/*_cbc_*_tls*_tests.txt.
#include <fstream>

#include "extra/vector_folder.h"
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

void read_records(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_aws_lc(file)) {
        const std::string where = "line " + std::to_string(block.line);
        const AwsLcRecord record{block};
        const auto plain = record.open();
        if (record.fails) {
            tally.invalid(where, plain.has_value());
            continue;
        }
        tally.valid(
            where, plain == record.plain && (!record.can_seal || record.seal() == record.fragment));
    }
}

}  // namespace

std::span<const Reader> aws_lc_record_readers() {
    static constexpr Reader kReaders[] = {
        {"vectors-facts/aws-lc/[a-z0-9_]+_cbc_sha[0-9]+_tls(_implicit_iv)?_tests\\.txt",
         Kernels::symmetric, read_records},
    };
    return kReaders;
}

}  // namespace vitrine::test
