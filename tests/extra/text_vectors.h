// Vectors as other projects' tests write them: `Key = value` or `KEY: value`, [sections], comments.
// AWS-LC parts cases by blank lines; Botan's end with the key that names the result.
#pragma once

#include <filesystem>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "crypto/hash/hash.h"
#include "support/vector_file.h"

namespace vitrine::test {

using Bytes = std::vector<std::uint8_t>;

/// Cases parted by blank lines.
std::vector<VectorBlock> read_parted(const std::filesystem::path& file);

/// Whether what was read stays for the next case: the keys of several signatures, say.
enum class Keep : std::uint8_t { nothing, everything };

/// Cases that end with one of these keys.
std::vector<VectorBlock> read_ending(const std::filesystem::path& file,
                                     std::initializer_list<std::string_view> last_keys,
                                     Keep keep = Keep::nothing);

/// The value in hexadecimal, or the text between quotation marks; absent: empty.
Bytes bytes_of(const VectorBlock& block, const std::string& key);

/// "line 12 [Section]"
std::string where(const VectorBlock& block);

/// "SHA-256", "SHA256", "MD5" ...; none of ours: nothing.
std::optional<crypto::HashAlg> find_hash(std::string name);

/// What stands between the first pair of parentheses: "SHA-1" in "HMAC(SHA-1)".
std::string in_parentheses(const std::string& text);

}  // namespace vitrine::test
