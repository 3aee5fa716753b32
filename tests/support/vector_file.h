// Reads vectors/*.txt: `# ` comments, `[Section]` lines, `Key = value` lines, blocks parted by
// blank lines.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::test {

struct VectorBlock {
    std::string section;  ///< the last [Section] before the block, without brackets
    int line = 0;         ///< of the block's first key
    std::map<std::string, std::string> values;

    [[nodiscard]] bool has(const std::string& key) const { return values.contains(key); }
    /// The value's text; a missing key ends the test with a message.
    [[nodiscard]] const std::string& text(const std::string& key) const;
    /// The value read as hexadecimal bytes.
    [[nodiscard]] std::vector<std::uint8_t> bytes(const std::string& key) const;
    [[nodiscard]] long number(const std::string& key) const;
};

/// All blocks of a file under vectors/ ("crypto/aes_gcm.txt"). A missing or empty file ends the
/// test.
std::vector<VectorBlock> read_vectors(std::string_view relative_path);
/// The same for any path.
std::vector<VectorBlock> read_vector_file(const std::string& path);

std::vector<std::uint8_t> from_hex(std::string_view text);
std::string to_hex(const std::vector<std::uint8_t>& bytes);

}  // namespace vitrine::test
