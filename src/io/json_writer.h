// Writes JSON (RFC 8259) as it comes: the caller says what begins, what ends and what stands
// between. Commas and quoting are kept right here; text that is not UTF-8 comes out with U+FFFD in
// its place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace vitrine::io {

class JsonWriter {
  public:
    /// With `indent` above 0 every element stands on a line of its own.
    explicit JsonWriter(int indent = 0) : indent_(indent) {}

    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    void begin_array() { open('['); }
    void end_array() { close(']'); }
    void key(std::string_view name);

    void text(std::string_view value);
    void number(std::uint64_t value);
    void number(std::int64_t value);
    void number(double value);
    void boolean(bool value);
    void null();
    /// Bytes as a string of lower-case hexadecimal digits.
    void hex(ByteView value);
    /// A value that is JSON already.
    void raw(std::string_view json);

    // A member of an object: key and value.
    void member(std::string_view name, std::string_view value) { key(name), text(value); }
    void member(std::string_view name, const char* value) { key(name), text(value); }
    void member(std::string_view name, const std::string& value) { key(name), text(value); }
    void member(std::string_view name, bool value) { key(name), boolean(value); }
    void member(std::string_view name, double value) { key(name), number(value); }
    void member_hex(std::string_view name, ByteView value) { key(name), hex(value); }
    template <class Integer>
        requires std::is_integral_v<Integer>
    void member(std::string_view name, Integer value) {
        key(name);
        if constexpr (std::is_signed_v<Integer>) {
            number(static_cast<std::int64_t>(value));
        } else {
            number(static_cast<std::uint64_t>(value));
        }
    }

    [[nodiscard]] const std::string& str() const { return out_; }
    /// What was written; the writer is empty afterwards.
    std::string take();

  private:
    void open(char bracket);
    void close(char bracket);
    void separate();
    void new_line();

    std::string out_;
    std::vector<bool> has_element_;  // one for each open bracket
    bool after_key_ = false;
    int indent_;
};

/// A JSON string with its quotes.
std::string json_quoted(std::string_view text);

}  // namespace vitrine::io
