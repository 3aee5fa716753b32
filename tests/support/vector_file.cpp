#include "support/vector_file.h"

#include <cstdlib>
#include <fstream>
#include <iostream>

#include "base/hex.h"

namespace vitrine::test {

namespace {

[[noreturn]] void give_up(const std::string& why) {
    std::cerr << "vector file: " << why << '\n';
    std::exit(1);
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string::npos) return "";
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

}  // namespace

const std::string& VectorBlock::text(const std::string& key) const {
    const auto found = values.find(key);
    if (found == values.end())
        give_up("no key " + key + " in the block at line " + std::to_string(line));
    return found->second;
}

std::vector<std::uint8_t> VectorBlock::bytes(const std::string& key) const {
    return from_hex(text(key));
}

long VectorBlock::number(const std::string& key) const {
    return std::stol(text(key));
}

std::vector<VectorBlock> read_vectors(std::string_view relative_path) {
    return read_vector_file(std::string{VITRINE_VECTORS} + "/" + std::string{relative_path});
}

std::vector<VectorBlock> read_vector_file(const std::string& path) {
    std::ifstream file(path);
    if (!file) give_up("cannot open " + path);
    std::vector<VectorBlock> blocks;
    VectorBlock block;
    std::string section;
    std::string raw;
    const auto close = [&] {
        if (!block.values.empty()) blocks.push_back(block);
        block = VectorBlock{};
    };
    for (int number = 1; std::getline(file, raw); ++number) {
        const std::string line = trimmed(raw);
        if (line.empty()) {
            close();
        } else if (line.front() == '[' && line.back() == ']') {
            close();
            section = line.substr(1, line.size() - 2);
        } else if (const auto equals = line.find('=');
                   line.front() != '#' && equals != std::string::npos) {
            if (block.values.empty()) block.line = number;
            block.section = section;
            block.values[trimmed(line.substr(0, equals))] = trimmed(line.substr(equals + 1));
        } else if (line.front() != '#') {
            give_up(path + ":" + std::to_string(number) + ": neither key, section nor comment");
        }
    }
    close();
    if (blocks.empty()) give_up("no vectors in " + path);
    return blocks;
}

std::vector<std::uint8_t> from_hex(std::string_view text) {
    std::vector<std::uint8_t> bytes(text.size() / 2);
    if (!hex::decode(text, bytes).ok()) give_up("not hexadecimal: " + std::string{text});
    return bytes;
}

std::string to_hex(const std::vector<std::uint8_t>& bytes) {
    std::string text(bytes.size() * 2, '0');
    hex::encode(bytes, text);
    return text;
}

}  // namespace vitrine::test
