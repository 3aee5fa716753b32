// Just enough JSON (RFC 8259) to read vector files, and strict: what is not understood ends the
// test.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::test {

struct Json {
    enum class Kind { null, boolean, number, string, array, object };

    Kind kind = Kind::null;
    std::string text;  ///< of a string; of a number or boolean, as written
    std::vector<Json> items;
    std::map<std::string, Json> members;

    /// A member that must be there.
    [[nodiscard]] const Json& at(const std::string& name) const;
    [[nodiscard]] long number() const;
};

Json parse_json(std::string_view text);
Json read_json(const std::string& path);

}  // namespace vitrine::test
