// fuzz_seeds FOLDER: writes the seeds of every target to FOLDER/TARGET.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/hex.h"
#include "fuzz/seeds/seeds.h"

namespace vitrine::fuzz {

void SeedWriter::put(const std::string& target, const std::string& name, ByteView bytes) {
    const std::filesystem::path folder = std::filesystem::path{folder_} / target;
    std::filesystem::create_directories(folder);
    std::ofstream file(folder / name, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    if (!file) {
        std::fprintf(stderr, "cannot write %s/%s\n", folder.c_str(), name.c_str());
        std::exit(1);
    }
    ++count_;
}

Result<std::vector<std::uint8_t>> decode_hex(std::string_view digits) {
    std::vector<std::uint8_t> bytes(digits.size() / 2);
    TLS_TRY(hex::decode(digits, bytes));
    return bytes;
}

std::vector<std::uint8_t> vector_file(const std::string& name) {
    std::ifstream file(std::string{VITRINE_VECTORS "/"} + name, std::ios::binary);
    if (!file) {
        std::fprintf(stderr, "cannot read vectors/%s\n", name.c_str());
        std::exit(1);
    }
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace vitrine::fuzz

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: fuzz_seeds FOLDER\n");
        return 2;
    }
    vitrine::fuzz::SeedWriter out{argv[1]};
    put_file_seeds(out);
    put_revocation_seeds(out);
    put_chain_seeds(out);
    put_form_seeds(out);
    put_tls_seeds(out);
    put_json_seeds(out);
    put_conversation_seeds(out);
    std::printf("%zu seeds\n", out.count());
    return out.count() == 0 ? 1 : 0;
}
