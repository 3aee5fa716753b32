// A sink that keeps the fields of a decoded structure, and judges that its leaves cover every byte
// once.
#pragma once

#include <string>
#include <vector>

#include "base/trace.h"
#include "support/vector_file.h"

namespace vitrine::test {

class FieldRecorder : public trace::Sink {
  public:
    struct Leaf {
        std::string name;
        std::size_t offset = 0;
        std::vector<std::uint8_t> bytes;
    };

    using trace::Sink::on;
    void on(const trace::Field& field) override {
        if (field.group) {
            groups.emplace_back(field.name);
        } else {
            leaves.push_back(
                {std::string{field.name}, field.offset, {field.bytes.begin(), field.bytes.end()}});
        }
    }

    /// True if the leaves, in the order they came, cover [0, size) without gap or overlap.
    [[nodiscard]] bool covers_once(std::size_t size) const {
        std::size_t next = 0;
        for (const Leaf& leaf : leaves) {
            if (leaf.offset != next || leaf.bytes.empty()) return false;
            next += leaf.bytes.size();
        }
        return next == size;
    }

    /// All leaves of this name as hexadecimal text, parted by spaces.
    [[nodiscard]] std::string values(std::string_view name) const {
        std::string out;
        for (const Leaf& leaf : leaves) {
            if (leaf.name != name) continue;
            if (!out.empty()) out += ' ';
            out += to_hex(leaf.bytes);
        }
        return out;
    }

    std::vector<Leaf> leaves;
    std::vector<std::string> groups;
};

}  // namespace vitrine::test
