// Seeds that stand in vectors/: the test PKI, certificates of the printing tests, keys, PKCS #12.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "fuzz/seeds/seeds.h"
#include "x509/key_reader.h"
#include "x509/key_writer.h"
#include "x509/pem.h"

namespace vitrine::fuzz {

namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t kLargest = 8000;

std::vector<fs::path> files_in(const std::string& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(std::string{VITRINE_VECTORS "/"} + folder)) {
        files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

Bytes whole(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// The PEM text of a file, which may begin with words.
void put_pem(SeedWriter& out, const fs::path& path) {
    const Bytes text = whole(path);
    const std::string name = path.stem().string() + path.extension().string();
    if (path.extension() != ".txt") out.put("pem", name, text);
    const auto blocks = x509::read_pem(as_text(text));
    if (!blocks.ok()) return;
    const x509::PemBlock& block = blocks->front();
    if (block.der.size() > kLargest) return;
    if (block.label == "CERTIFICATE") {
        out.put("certificate", name, block.der);
        out.put("text", name, block.der);
        out.put("der", name, block.der);
    } else {
        out.put("key", name, text);
        out.put("key", name + ".der", block.der);
        const auto key = x509::parse_private_key(block.der);
        if (!key.ok()) return;
        const auto traditional = x509::encode_traditional(*key);
        if (traditional.ok()) out.put("key", name + ".traditional", *traditional);
    }
}

/// Every value of `key` in a file of vectors.
void put_values(SeedWriter& out,
                const std::string& file,
                const std::string& key,
                const std::vector<std::string>& targets) {
    const Bytes bytes = vector_file(file);
    std::istringstream text{std::string{as_text(bytes)}};
    std::string line;
    for (int number = 0; std::getline(text, line);) {
        if (!line.starts_with(key + " = ")) continue;
        const auto value = decode_hex(line.substr(key.size() + 3));
        if (!value.ok()) continue;
        const std::string name = fs::path{file}.stem().string() + "-" + std::to_string(++number);
        for (const std::string& target : targets) out.put(target, name, *value);
    }
}

}  // namespace

void put_file_seeds(SeedWriter& out) {
    for (const fs::path& path : files_in("x509/pki")) put_pem(out, path);
    for (const fs::path& path : files_in("x509/print")) {
        if (path.extension() == ".txt") put_pem(out, path);
    }
    put_values(out, "x509/pkcs12.txt", "File", {"pkcs12", "key"});
    put_values(out, "x509/pkcs12.txt", "Key", {"key"});
    put_values(out, "x509/pkcs12.txt", "Certificate", {"certificate"});
    put_values(out, "x509/pem_encryption.txt", "File", {"pem", "key"});
    put_values(out, "asn1/der.txt", "Der", {"der", "text"});
}

}  // namespace vitrine::fuzz
