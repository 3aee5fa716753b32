#include "io/json_writer.h"

#include <charconv>
#include <utility>

#include "base/hex.h"
#include "io/utf8.h"

namespace vitrine::io {

namespace {

void append_quoted(std::string& out, std::string_view text) {
    constexpr char kDigits[] = "0123456789abcdef";
    out += '"';
    while (!text.empty()) {
        const Utf8Char c = next_utf8(text);
        text.remove_prefix(c.bytes);
        switch (c.code) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                if (c.code < 0x20 || c.code == 0x7f) {
                    out += "\\u00";
                    out += kDigits[c.code >> 4];
                    out += kDigits[c.code & 15];
                } else {
                    append_utf8(out, c.code);
                }
        }
    }
    out += '"';
}

template <class Number>
void append_number(std::string& out, Number value) {
    char digits[40];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
    out.append(digits, static_cast<std::size_t>(end - digits));
}

}  // namespace

void JsonWriter::key(std::string_view name) {
    separate();
    append_quoted(out_, name);
    out_ += indent_ > 0 ? ": " : ":";
    after_key_ = true;
}

void JsonWriter::text(std::string_view value) {
    separate();
    append_quoted(out_, value);
}

void JsonWriter::number(std::uint64_t value) {
    separate();
    append_number(out_, value);
}

void JsonWriter::number(std::int64_t value) {
    separate();
    append_number(out_, value);
}

void JsonWriter::number(double value) {
    separate();
    append_number(out_, value);
}

void JsonWriter::boolean(bool value) {
    raw(value ? "true" : "false");
}

void JsonWriter::null() {
    raw("null");
}

void JsonWriter::hex(ByteView value) {
    separate();
    out_ += '"';
    const std::size_t at = out_.size();
    out_.resize(at + 2 * value.size());
    hex::encode(value, std::span{out_}.subspan(at));
    out_ += '"';
}

void JsonWriter::raw(std::string_view json) {
    separate();
    out_ += json;
}

std::string JsonWriter::take() {
    has_element_.clear();
    after_key_ = false;
    return std::exchange(out_, {});
}

void JsonWriter::open(char bracket) {
    separate();
    out_ += bracket;
    has_element_.push_back(false);
}

void JsonWriter::close(char bracket) {
    const bool had_elements = has_element_.back();
    has_element_.pop_back();
    if (had_elements) new_line();
    out_ += bracket;
}

void JsonWriter::separate() {
    if (std::exchange(after_key_, false) || has_element_.empty()) return;
    if (has_element_.back()) out_ += ',';
    has_element_.back() = true;
    new_line();
}

void JsonWriter::new_line() {
    if (indent_ == 0) return;
    out_ += '\n';
    out_.append(has_element_.size() * static_cast<std::size_t>(indent_), ' ');
}

std::string json_quoted(std::string_view text) {
    std::string out;
    append_quoted(out, text);
    return out;
}

}  // namespace vitrine::io
