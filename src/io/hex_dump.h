// Annotated bytes: offset, hexadecimal digits, and beside them the name and meaning of each field.
#pragma once

#include <string>
#include <vector>

#include "base/trace.h"
#include "io/terminal.h"

namespace vitrine::io {

/// The fields of one structure, collected as they are announced.
class FieldDump {
  public:
    void add(const trace::Field& field);
    void clear() { rows_.clear(); }
    [[nodiscard]] bool empty() const { return rows_.empty(); }

    /// A line for each sixteen bytes of each leaf; the names are indented as the groups nest.
    /// Leaves longer than `max_bytes` are cut, and the rest counted.
    [[nodiscard]] std::string text(const TextStyle& style,
                                   std::string_view indent,
                                   std::size_t max_bytes) const;

  private:
    struct Row {
        std::string name;
        std::string meaning;
        std::size_t offset;
        std::size_t depth;
        std::vector<std::uint8_t> bytes;
        bool group;
    };
    [[nodiscard]] std::size_t depth_of(std::size_t offset, std::size_t end) const;

    std::vector<Row> rows_;
};

/// Plain hex and ASCII, sixteen bytes a line.
std::string hex_dump(ByteView bytes, std::string_view indent);

}  // namespace vitrine::io
