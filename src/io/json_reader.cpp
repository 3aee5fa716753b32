#include "io/json_reader.h"

#include <charconv>

#include "io/utf8.h"

namespace vitrine::io {

namespace {

constexpr int kMaxDepth = 64;

class Parser {
  public:
    explicit Parser(std::string_view text) : text_(text) {}

    Result<JsonValue> document() {
        TLS_TRY_ASSIGN(JsonValue value, any(0));
        skip_space();
        if (at_ != text_.size()) return fail(ErrorCode::trailing_data, at_);
        return value;
    }

  private:
    Result<JsonValue> any(int depth);
    Result<JsonValue> object(int depth);
    Result<JsonValue> array(int depth);
    Result<std::string> string();
    Result<char32_t> escaped();
    Result<char32_t> four_digits();
    Result<JsonValue> number();
    Result<JsonValue> word(std::string_view spelling, JsonValue value);

    void skip_space() {
        while (at_ < text_.size() && std::string_view{" \t\r\n"}.find(text_[at_]) != text_.npos)
            ++at_;
    }
    bool take(char c) {
        skip_space();
        if (at_ == text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    [[nodiscard]] Error bad() const {
        const bool short_text = at_ >= text_.size();
        return fail(short_text ? ErrorCode::truncated : ErrorCode::bad_input_length, at_);
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

Result<JsonValue> Parser::any(int depth) {
    if (depth > kMaxDepth) return fail(ErrorCode::vector_out_of_bounds, at_);
    skip_space();
    if (at_ == text_.size()) return bad();
    switch (text_[at_]) {
        case '{':
            return object(depth);
        case '[':
            return array(depth);
        case 't':
            return word("true", JsonValue{true});
        case 'f':
            return word("false", JsonValue{false});
        case 'n':
            return word("null", JsonValue{});
        case '"': {
            TLS_TRY_ASSIGN(std::string text, string());
            return JsonValue{std::move(text)};
        }
        default:
            return number();
    }
}

Result<JsonValue> Parser::object(int depth) {
    ++at_;
    JsonValue::Object members;
    if (take('}')) return JsonValue{std::move(members)};
    do {
        skip_space();
        TLS_TRY_ASSIGN(std::string key, string());
        if (!take(':')) return bad();
        TLS_TRY_ASSIGN(JsonValue value, any(depth + 1));
        members.emplace_back(std::move(key), std::move(value));
    } while (take(','));
    if (!take('}')) return bad();
    return JsonValue{std::move(members)};
}

Result<JsonValue> Parser::array(int depth) {
    ++at_;
    JsonValue::Array elements;
    if (take(']')) return JsonValue{std::move(elements)};
    do {
        TLS_TRY_ASSIGN(JsonValue value, any(depth + 1));
        elements.push_back(std::move(value));
    } while (take(','));
    if (!take(']')) return bad();
    return JsonValue{std::move(elements)};
}

Result<std::string> Parser::string() {
    if (at_ == text_.size() || text_[at_] != '"') return bad();
    ++at_;
    std::string out;
    while (at_ < text_.size()) {
        const char c = text_[at_];
        if (static_cast<unsigned char>(c) < 0x20) return bad();
        ++at_;
        if (c == '"') return out;
        if (c != '\\') {
            out += c;
            continue;
        }
        TLS_TRY_ASSIGN(const char32_t code, escaped());
        append_utf8(out, code);
    }
    return bad();
}

Result<char32_t> Parser::escaped() {
    if (at_ == text_.size()) return bad();
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char letter = text_[at_++];
    if (letter != 'u') {
        const std::size_t which = kLetters.find(letter);
        if (which == kLetters.npos) return bad();
        return static_cast<char32_t>(kMeanings[which]);
    }
    TLS_TRY_ASSIGN(const char32_t high, four_digits());
    if (high < 0xd800 || high >= 0xe000) return high;
    if (high >= 0xdc00 || text_.substr(at_, 2) != "\\u") return kReplacement;
    at_ += 2;
    TLS_TRY_ASSIGN(const char32_t low, four_digits());
    if (low < 0xdc00 || low >= 0xe000) return kReplacement;
    return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

Result<char32_t> Parser::four_digits() {
    std::uint32_t code = 0;
    const std::string_view digits = text_.substr(at_, 4);
    const char* end = digits.data() + digits.size();
    const auto parsed = std::from_chars(digits.data(), end, code, 16);
    if (digits.size() != 4 || parsed.ec != std::errc{} || parsed.ptr != end) return bad();
    at_ += 4;
    return static_cast<char32_t>(code);
}

Result<JsonValue> Parser::number() {
    double value = 0;
    const std::string_view rest = text_.substr(at_);
    // from_chars also knows "inf" and "nan", which JSON does not.
    if (rest.front() != '-' && (rest.front() < '0' || rest.front() > '9')) return bad();
    const auto parsed = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (parsed.ec != std::errc{}) return bad();
    at_ += static_cast<std::size_t>(parsed.ptr - rest.data());
    return JsonValue{value};
}

Result<JsonValue> Parser::word(std::string_view spelling, JsonValue value) {
    if (text_.substr(at_, spelling.size()) != spelling) return bad();
    at_ += spelling.size();
    return value;
}

}  // namespace

const JsonValue& JsonValue::operator[](std::string_view key) const {
    static const JsonValue kNone;
    const JsonValue* found = find(key);
    return found == nullptr ? kNone : *found;
}

const JsonValue* JsonValue::find(std::string_view key) const {
    for (const auto& [name, value] : object()) {
        if (name == key) return &value;
    }
    return nullptr;
}

std::uint64_t JsonValue::integer() const {
    const double value = number();
    return value >= 0 && value < 9007199254740992.0 ? static_cast<std::uint64_t>(value) : 0;
}

const std::string& JsonValue::text() const {
    static const std::string kEmpty;
    return is_text() ? std::get<std::string>(value_) : kEmpty;
}

const JsonValue::Array& JsonValue::array() const {
    static const Array kEmpty;
    return is_array() ? std::get<Array>(value_) : kEmpty;
}

const JsonValue::Object& JsonValue::object() const {
    static const Object kEmpty;
    return is_object() ? std::get<Object>(value_) : kEmpty;
}

Result<JsonValue> parse_json(std::string_view text) {
    return Parser{text}.document();
}

}  // namespace vitrine::io
