// A recorded session: `key = value` lines of each handshake, then `C <hex>` and `S <hex>` records
// in wire order, each protected one followed by its plaintext.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "support/vector_file.h"

namespace vitrine::test {

using Bytes = std::vector<std::uint8_t>;

struct RecordedHandshake {
    int connection = 1;
    std::map<std::string, std::string> values;

    [[nodiscard]] bool has(const std::string& key) const { return values.contains(key); }
    /// Empty where there is none.
    [[nodiscard]] Bytes bytes(const std::string& key) const;
    [[nodiscard]] bool flag(const std::string& key) const;
    /// The first word, in hexadecimal.
    [[nodiscard]] std::uint16_t number(const std::string& key) const;
};

struct RecordedLine {
    int connection = 1;
    char side = 'C';
    Bytes record;
    bool is_protected = false;
    std::uint64_t sequence = 0;
    Bytes plain;
};

struct RecordedSession {
    std::vector<RecordedHandshake> handshakes;
    std::vector<RecordedLine> lines;
};

RecordedSession read_session(const std::filesystem::path& path);

}  // namespace vitrine::test
