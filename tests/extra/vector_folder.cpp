#include "extra/vector_folder.h"

#include <algorithm>
#include <regex>

namespace vitrine::test {

namespace {

namespace fs = std::filesystem;

constexpr NotRead kNotRead[] = {
    {"wycheproof/README\\.md", "it is prose"},
    {"wycheproof/ecdsa_secp224r1_.*", "secp224r1 is no group of ours: nobody offers it in TLS"},
    {"wycheproof/(ed448|x448)_test\\.json", "Curve448 is not implemented"},
};

constexpr const char* kFolders[] = {"wycheproof", "vectors-facts"};

bool matches(const std::string& path, const char* pattern) {
    return std::regex_match(path, std::regex(pattern));
}

}  // namespace

const Reader* reader_of(const std::string& path) {
    for (const std::span<const Reader> readers :
         {wycheproof_symmetric_readers(), wycheproof_curve_readers(), wycheproof_rsa_readers(),
          wycheproof_number_readers(), number_readers(), symmetric_readers(), curve_readers(),
          rsa_dsa_dh_readers(), aws_lc_record_readers(), session_readers(), pkits_readers()}) {
        for (const Reader& reader : readers) {
            if (matches(path, reader.pattern)) return &reader;
        }
    }
    return nullptr;
}

const NotRead* reason_not_to_read(const std::string& path) {
    const auto* const found = std::ranges::find_if(
        kNotRead, [&](const NotRead& row) { return matches(path, row.pattern); });
    return found == std::end(kNotRead) ? nullptr : found;
}

std::vector<std::string> all_vector_files() {
    const fs::path root{VITRINE_EXTRA_VECTORS};
    std::vector<std::string> paths;
    for (const char* folder : kFolders) {
        if (!fs::is_directory(root / folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            if (entry.is_regular_file())
                paths.push_back(fs::relative(entry.path(), root).generic_string());
        }
    }
    std::ranges::sort(paths);
    return paths;
}

}  // namespace vitrine::test
