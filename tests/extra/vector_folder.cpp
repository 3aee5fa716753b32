#include "extra/vector_folder.h"

#include <algorithm>
#include <cstring>
#include <regex>

namespace vitrine::test {

namespace {

namespace fs = std::filesystem;

constexpr NotRead kNotRead[] = {
    {"(wycheproof/README|vectors-facts/SOURCES|vectors-facts/traces/README)\\.md", "it is prose"},
    {"wycheproof/ecdsa_secp224r1_.*", "secp224r1 is no group of ours: nobody offers it in TLS"},
    {"wycheproof/(ed448|x448)_test\\.json", "Curve448 is not implemented"},
    {"vectors-facts/aws-lc/mod_sqrt_tests\\.txt",
     "nothing here takes square roots modulo p: points come uncompressed"},
    {"vectors-facts/botan/bn/(sqrt_modulo_prime|jacobi)\\.vec",
     "nothing here takes square roots modulo p: points come uncompressed"},
    {"vectors-facts/botan/bn/from_radix\\.vec", "numbers come as bytes"},
    {"vectors-facts/botan/keywrap/rfc3394\\.vec", "TLS wraps no keys"},
    {"vectors-facts/botan/pk_pad_eme/pkcs1\\.vec",
     "padding is taken off under a modulus of 512 bits and more alone, which these are too short "
     "for"},
    {"vectors-facts/botan/pubkey/rsa_decrypt\\.vec",
     "TLS encrypts with PKCS#1 v1.5, not with OAEP"},
    {"vectors-facts/botan/pubkey/dh_invalid\\.vec",
     "these are outside of the subgroup of order q, and TLS sends no q (RFC 5246 §7.4.3)"},
};

constexpr const char* kFolders[] = {"wycheproof", "vectors-facts"};

/// A row of a table with its pattern made ready: there are many files, and a process each.
template <class Row>
struct Compiled {
    explicit Compiled(const Row& from)
        : prefix(std::string{from.pattern}.substr(0, std::strcspn(from.pattern, "\\[(.*+?"))),
          pattern(from.pattern),
          row(&from) {}
    [[nodiscard]] bool matches(const std::string& path) const {
        return path.starts_with(prefix) && std::regex_match(path, pattern);
    }
    std::string prefix;  ///< saves most of the matching
    std::regex pattern;
    const Row* row;
};

template <class Row>
const Row* matching(const std::vector<Compiled<Row>>& rows, const std::string& path) {
    const auto found = std::ranges::find_if(
        rows, [&](const Compiled<Row>& compiled) { return compiled.matches(path); });
    return found == rows.end() ? nullptr : found->row;
}

std::vector<Compiled<Reader>> compiled_readers() {
    std::vector<Compiled<Reader>> rows;
    for (const std::span<const Reader> readers :
         {wycheproof_symmetric_readers(), wycheproof_curve_readers(), wycheproof_rsa_readers(),
          wycheproof_number_readers(), number_readers(), symmetric_readers(), curve_readers(),
          rsa_dsa_dh_readers(), tls_readers(), kdf_readers(), name_readers(), evp_readers(),
          session_key_readers(), constant_readers(), aws_lc_record_readers(), session_readers(),
          pkits_readers()}) {
        for (const Reader& reader : readers) rows.emplace_back(reader);
    }
    return rows;
}

std::vector<Compiled<NotRead>> compiled_reasons() {
    std::vector<Compiled<NotRead>> rows;
    for (const NotRead& row : kNotRead) rows.emplace_back(row);
    return rows;
}

}  // namespace

const Reader* reader_of(const std::string& path) {
    static const std::vector<Compiled<Reader>> rows = compiled_readers();
    return matching(rows, path);
}

const NotRead* reason_not_to_read(const std::string& path) {
    static const std::vector<Compiled<NotRead>> rows = compiled_reasons();
    return matching(rows, path);
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
