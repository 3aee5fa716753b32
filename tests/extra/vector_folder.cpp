#include "extra/vector_folder.h"

#include <algorithm>
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

bool matches(const std::string& path, const char* pattern) {
    return std::regex_match(path, std::regex(pattern));
}

}  // namespace

const Reader* reader_of(const std::string& path) {
    for (const std::span<const Reader> readers :
         {wycheproof_symmetric_readers(), wycheproof_curve_readers(), wycheproof_rsa_readers(),
          wycheproof_number_readers(), number_readers(), symmetric_readers(), curve_readers(),
          rsa_dsa_dh_readers(), tls_readers(), kdf_readers(), name_readers(), evp_readers(),
          session_key_readers(), constant_readers(), aws_lc_record_readers(), session_readers(),
          pkits_readers()}) {
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
