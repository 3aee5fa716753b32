#include "io/openssl/number.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace vitrine::io {

namespace {

constexpr char kLower[] = "0123456789abcdef";
constexpr char kUpper[] = "0123456789ABCDEF";
constexpr std::size_t kNumberLine = 15;
constexpr std::size_t kHexNumberLine = 35;
constexpr std::size_t kDecimalBits = 128;  // from here on numbers are printed in hexadecimal

void put_byte(std::string& out, std::uint8_t byte, const char* digits) {
    out += digits[byte >> 4];
    out += digits[byte & 15U];
}

void trim(std::string& magnitude) {
    const std::size_t zeros = std::min(magnitude.find_first_not_of('\0'), magnitude.size());
    magnitude.erase(0, zeros);
    if (magnitude.empty()) magnitude.assign(1, '\0');
}

std::string decimal(const std::string& magnitude) {
    std::string digits;  // lowest first
    for (const char c : magnitude) {
        unsigned carry = static_cast<std::uint8_t>(c);
        for (char& digit : digits) {
            carry += static_cast<unsigned>(digit) * 256;
            digit = static_cast<char>(carry % 10);
            carry /= 10;
        }
        for (; carry != 0; carry /= 10) digits += static_cast<char>(carry % 10);
    }
    if (digits.empty()) return "0";
    std::ranges::reverse(digits);
    for (char& digit : digits) digit = static_cast<char>(digit + '0');
    return digits;
}

}  // namespace

BigInteger BigInteger::from_contents(ByteView contents) {
    BigInteger number;
    number.magnitude = as_text(contents);
    number.negative = !contents.empty() && contents[0] >= 0x80;
    if (number.negative) {
        unsigned carry = 1;
        for (std::size_t i = number.magnitude.size(); i > 0; --i) {
            carry += static_cast<std::uint8_t>(~static_cast<unsigned>(number.magnitude[i - 1]));
            number.magnitude[i - 1] = static_cast<char>(carry);
            carry >>= 8;
        }
    }
    trim(number.magnitude);
    return number;
}

BigInteger BigInteger::from_unsigned(ByteView bytes) {
    BigInteger number;
    number.magnitude = as_text(bytes);
    trim(number.magnitude);
    return number;
}

std::size_t BigInteger::bits() const {
    std::size_t bits = 8 * magnitude.size() - 8;
    for (unsigned top = static_cast<std::uint8_t>(magnitude[0]); top != 0; top >>= 1) ++bits;
    return bits;
}

std::uint64_t BigInteger::low64() const {
    std::uint64_t value = 0;
    for (const char c : magnitude) value = value << 8 | static_cast<std::uint8_t>(c);
    return value;
}

std::string number_text(const BigInteger& number) {
    std::string out{number.negative ? "-" : ""};
    if (number.bits() < kDecimalBits) return out += decimal(number.magnitude);
    out += "0x";
    for (const std::uint8_t byte : number.bytes()) put_byte(out, byte, kUpper);
    return out;
}

std::string hex_number_text(const BigInteger& number) {
    std::string out{number.negative ? "-" : ""};
    for (std::size_t i = 0; i < number.magnitude.size(); ++i) {
        if (i > 0 && i % kHexNumberLine == 0) out += "\\\n";
        put_byte(out, number.bytes()[i], kUpper);
    }
    return out;
}

std::string colon_hex_upper(ByteView bytes) {
    return hex_lines_upper(bytes, bytes.size() + 1, 0);
}

std::string hex_lines(ByteView bytes, std::size_t per_line, std::size_t indent) {
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i % per_line == 0) {
            if (i > 0) out += '\n';
            out.append(indent, ' ');
        }
        put_byte(out, bytes[i], kLower);
        if (i + 1 < bytes.size()) out += ':';
    }
    return out;
}

std::string hex_lines_upper(ByteView bytes, std::size_t per_line, std::size_t indent) {
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i > 0 && i % per_line == 0) (out += '\n').append(indent, ' ');
        put_byte(out, bytes[i], kUpper);
        if (i + 1 < bytes.size()) out += ':';
    }
    return out;
}

std::string labelled_number(std::string_view label, const BigInteger& number, std::size_t indent) {
    std::string out(indent, ' ');
    out += label;
    if (number.is_zero()) return out += " 0\n";
    if (number.magnitude.size() <= 8) {
        std::array<char, 64> text{};
        const char* sign = number.negative ? "-" : "";
        const auto value = static_cast<unsigned long long>(number.low64());
        (void)std::snprintf(text.data(), text.size(), " %s%llu (%s0x%llx)\n", sign, value, sign,
                            value);
        return out += text.data();
    }
    out += number.negative ? " (Negative)\n" : "\n";
    std::string padded;
    if (number.bytes()[0] >= 0x80) padded.assign(1, '\0');
    padded += number.magnitude;
    return (out += hex_lines(as_bytes(padded), kNumberLine, indent + 4)) += '\n';
}

std::string dotted_string(ByteView bytes) {
    std::string out{as_text(bytes)};
    for (char& c : out) {
        const bool prints = (c >= ' ' && c <= '~') || c == '\n' || c == '\r';
        if (!prints) c = '.';
    }
    return out;
}

}  // namespace vitrine::io
