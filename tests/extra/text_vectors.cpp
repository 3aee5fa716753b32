#include "extra/text_vectors.h"

#include <algorithm>
#include <fstream>

namespace vitrine::test {

namespace {

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

struct Line {
    enum class Kind : std::uint8_t { blank, comment, section, value };
    Kind kind = Kind::blank;
    std::string key;
    std::string value;
};

Line line_of(const std::string& raw) {
    const std::string text = trimmed(raw);
    if (text.empty()) return {};
    if (text.front() == '#') return {Line::Kind::comment, {}, {}};
    if (text.front() == '[' && text.back() == ']')
        return {Line::Kind::section, {}, text.substr(1, text.size() - 2)};
    const auto end = text.find_first_of("=:");
    if (end == std::string::npos) return {Line::Kind::comment, {}, {}};
    return {Line::Kind::value, trimmed(text.substr(0, end)), trimmed(text.substr(end + 1))};
}

/// Calls `use` for each line with its number.
void each_line(const std::filesystem::path& file,
               const std::function<void(int number, const Line& line)>& use) {
    std::ifstream in(file);
    std::string raw;
    for (int number = 1; std::getline(in, raw); ++number) use(number, line_of(raw));
}

}  // namespace

std::vector<VectorBlock> read_parted(const std::filesystem::path& file) {
    std::vector<VectorBlock> blocks;
    VectorBlock block;
    const auto close = [&] {
        if (!block.values.empty()) blocks.push_back(block);
        block.values.clear();
    };
    each_line(file, [&](int number, const Line& line) {
        if (line.kind == Line::Kind::blank) close();
        if (line.kind == Line::Kind::section) block.section = line.value;
        if (line.kind != Line::Kind::value) return;
        if (block.values.empty()) block.line = number;
        block.values[line.key] = line.value;
    });
    close();
    return blocks;
}

std::vector<VectorBlock> read_ending(const std::filesystem::path& file,
                                     std::initializer_list<std::string_view> last_keys,
                                     Keep keep) {
    std::vector<VectorBlock> blocks;
    VectorBlock block;
    each_line(file, [&](int number, const Line& line) {
        if (line.kind == Line::Kind::section) {
            block.section = line.value;
            block.values.clear();
        }
        if (line.kind != Line::Kind::value) return;
        block.line = number;
        block.values[line.key] = line.value;
        if (std::ranges::find(last_keys, line.key) == last_keys.end()) return;
        blocks.push_back(block);
        if (keep == Keep::nothing) block.values.clear();
    });
    return blocks;
}

Bytes bytes_of(const VectorBlock& block, const std::string& key) {
    if (!block.has(key)) return {};
    const std::string& text = block.text(key);
    if (text.size() >= 2 && text.front() == '"') return Bytes(text.begin() + 1, text.end() - 1);
    return from_hex(text);
}

std::string where(const VectorBlock& block) {
    return "line " + std::to_string(block.line) + " [" + block.section + "]";
}

std::optional<crypto::HashAlg> find_hash(std::string name) {
    std::erase(name, '-');
    using enum crypto::HashAlg;
    for (const crypto::HashAlg alg : {md5, sha1, sha224, sha256, sha384, sha512}) {
        std::string ours{crypto::name_of(alg)};
        std::erase(ours, '-');
        if (ours == name) return alg;
    }
    return std::nullopt;
}

std::string in_parentheses(const std::string& text) {
    const auto open = text.find('(');
    if (open == std::string::npos) return {};
    return text.substr(open + 1, text.rfind(')') - open - 1);
}

}  // namespace vitrine::test
