#include "x509/pem.h"

#include <algorithm>

namespace vitrine::x509 {

namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "-----END ";
constexpr std::string_view kDashes = "-----";
constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Takes one line off the front, without its CR or LF.
std::string_view take_line(std::string_view& rest) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) {
        line.remove_suffix(1);
    }
    return line;
}

/// The label of a "-----BEGIN x-----" or "-----END x-----" line, or empty.
std::string_view label_of(std::string_view line, std::string_view prefix) {
    if (line.size() <= prefix.size() + kDashes.size() || !line.starts_with(prefix) ||
        !line.ends_with(kDashes)) {
        return {};
    }
    return line.substr(prefix.size(), line.size() - prefix.size() - kDashes.size());
}

int digit_value(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/// Base64 that may come in pieces; the last quantum must be padded and its spare bits zero (RFC
/// 4648 §3.5).
class Base64Decoder {
  public:
    explicit Base64Decoder(std::vector<std::uint8_t>& out) : out_(out) {}

    bool feed(char c) {
        if (c == ' ' || c == '\t') return true;
        if (c == '=') {
            ++padding_;
            return digits_ + padding_ <= 4 && digits_ >= 2;
        }
        const int value = digit_value(c);
        if (value < 0 || padding_ > 0) return false;
        bits_ = bits_ << 6 | static_cast<unsigned>(value);
        if (++digits_ == 4) flush();
        return true;
    }

    bool finish() {
        if (digits_ == 0) return padding_ == 0;
        if (digits_ + padding_ != 4 || digits_ < 2) return false;
        const unsigned spare = digits_ == 2 ? 4 : 2;
        if ((bits_ & ((1U << spare) - 1)) != 0) return false;
        bits_ >>= spare;
        for (unsigned n = digits_ - 1; n > 0; --n) {
            out_.push_back(static_cast<std::uint8_t>(bits_ >> (8 * (n - 1))));
        }
        return true;
    }

  private:
    void flush() {
        for (unsigned n = 3; n > 0; --n)
            out_.push_back(static_cast<std::uint8_t>(bits_ >> (8 * (n - 1))));
        bits_ = 0;
        digits_ = 0;
    }

    std::vector<std::uint8_t>& out_;
    unsigned bits_ = 0;
    unsigned digits_ = 0;
    unsigned padding_ = 0;
};

/// RFC 1421 headers, "Name: value", end with a blank line.
void read_headers(std::string_view& rest, std::size_t& line_number, PemBlock& block) {
    constexpr std::string_view kDekInfo = "DEK-Info: ";
    std::string_view probe = rest;
    if (take_line(probe).find(':') == std::string_view::npos) return;
    block.legacy_encrypted = true;
    while (!rest.empty()) {
        ++line_number;
        const std::string_view line = take_line(rest);
        if (line.empty()) break;
        if (line.starts_with(kDekInfo)) block.dek_info = line.substr(kDekInfo.size());
    }
}

/// Reads the lines up to END of `block.label`; the offset of a wrong character counts in `whole`.
Status read_body(std::string_view whole,
                 std::string_view& rest,
                 std::size_t& line_number,
                 PemBlock& block) {
    read_headers(rest, line_number, block);
    // Room for all of it at once: a vector that grows leaves copies behind, perhaps of a key.
    block.der.reserve(std::min(rest.find(kDashes), rest.size()) / 4 * 3 + 3);
    Base64Decoder decoder{block.der};
    const auto offset = [&](const char* at) { return static_cast<std::size_t>(at - whole.data()); };
    while (!rest.empty()) {
        const std::string_view line = take_line(rest);
        ++line_number;
        if (line.starts_with(kDashes)) {
            if (label_of(line, kEnd) != block.label || !decoder.finish()) {
                return fail(ErrorCode::pem_bad_encoding, offset(line.data()));
            }
            return done();
        }
        for (const char& c : line) {
            if (!decoder.feed(c)) return fail(ErrorCode::pem_bad_encoding, offset(&c));
        }
    }
    return fail(ErrorCode::pem_bad_encoding, whole.size());
}

}  // namespace

Result<std::vector<PemBlock>> read_pem(std::string_view text) {
    std::vector<PemBlock> blocks;
    std::string_view rest = text;
    std::size_t line_number = 0;
    while (!rest.empty()) {
        const std::string_view label = label_of(take_line(rest), kBegin);
        ++line_number;
        if (label.empty()) continue;
        PemBlock block;
        block.label = label;
        block.line = line_number;
        TLS_TRY(read_body(text, rest, line_number, block));
        blocks.push_back(std::move(block));
    }
    if (blocks.empty()) return Error{ErrorCode::pem_no_block, text.size()};
    return blocks;
}

Result<std::vector<PemBlock>> read_pem_or_der(ByteView file,
                                              std::span<const std::string_view> labels) {
    std::vector<PemBlock> wanted;
    // DER of all we read begins with SEQUENCE and a length. Text may begin with "0" too, but not
    // with a control behind it, nor with just its own length ("0w" is a SEC 1 key on P-256).
    const bool is_der = file.size() > 1 && file[0] == 0x30 &&
                        (file[1] >= 0x80 || file[1] < 0x20 || file.size() == file[1] + 2U);
    if (is_der) {
        PemBlock block;
        if (!labels.empty()) block.label = labels.front();
        block.der.assign(file.begin(), file.end());
        wanted.push_back(std::move(block));
        return wanted;
    }
    TLS_TRY_ASSIGN(std::vector<PemBlock> blocks, read_pem(as_text(file)));
    for (PemBlock& block : blocks) {
        if (std::ranges::find(labels, std::string_view{block.label}) != labels.end()) {
            wanted.push_back(std::move(block));
        }
    }
    if (wanted.empty()) return Error{ErrorCode::pem_no_block, file.size()};
    return wanted;
}

std::string write_pem(std::string_view label, ByteView der) {
    std::string out{kBegin};
    out.append(label).append(kDashes).append("\n");
    std::size_t column = 0;
    for (std::size_t i = 0; i < der.size(); i += 3) {
        const std::size_t n = std::min<std::size_t>(3, der.size() - i);
        unsigned bits = 0;
        for (std::size_t j = 0; j < 3; ++j) bits = bits << 8 | (j < n ? der[i + j] : 0U);
        for (std::size_t j = 0; j < 4; ++j) {
            out.push_back(j <= n ? kAlphabet[bits >> (18 - 6 * j) & 63U] : '=');
        }
        column += 4;
        if (column == 64 || i + 3 >= der.size()) {
            out.push_back('\n');
            column = 0;
        }
    }
    out.append(kEnd).append(label).append(kDashes).append("\n");
    return out;
}

}  // namespace vitrine::x509
