// Reads a JSON document (RFC 8259) into a tree; for our own traces and recordings.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace vitrine::io {

class JsonValue {
  public:
    using Array = std::vector<JsonValue>;
    using Object = std::vector<std::pair<std::string, JsonValue>>;

    JsonValue() = default;
    template <class T>
    explicit JsonValue(T value) : value_(std::move(value)) {}

    [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
    [[nodiscard]] bool is_bool() const { return std::holds_alternative<bool>(value_); }
    [[nodiscard]] bool is_number() const { return std::holds_alternative<double>(value_); }
    [[nodiscard]] bool is_text() const { return std::holds_alternative<std::string>(value_); }
    [[nodiscard]] bool is_array() const { return std::holds_alternative<Array>(value_); }
    [[nodiscard]] bool is_object() const { return std::holds_alternative<Object>(value_); }

    /// The member of that name; a null value if there is none or this is no object.
    [[nodiscard]] const JsonValue& operator[](std::string_view key) const;
    [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }

    // The value if it is of that type, else an empty one.
    [[nodiscard]] bool boolean() const { return is_bool() && std::get<bool>(value_); }
    [[nodiscard]] double number() const { return is_number() ? std::get<double>(value_) : 0; }
    [[nodiscard]] std::uint64_t integer() const;
    [[nodiscard]] const std::string& text() const;
    [[nodiscard]] const Array& array() const;
    [[nodiscard]] const Object& object() const;

  private:
    [[nodiscard]] const JsonValue* find(std::string_view key) const;

    std::variant<std::monostate, bool, double, std::string, Array, Object> value_;
};

/// Errors: trailing_data, truncated, vector_out_of_bounds (nested deeper than 64), bad_input_length
/// (not JSON), each with its offset.
Result<JsonValue> parse_json(std::string_view text);

}  // namespace vitrine::io
