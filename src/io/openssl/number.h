// Numbers and bytes in the shapes that OpenSSL prints them in.
#pragma once

#include <string>

#include "base/bytes.h"

namespace vitrine::io {

/// An INTEGER of any size: sign, and magnitude without leading zeros (one zero byte for 0).
struct BigInteger {
    bool negative = false;
    std::string magnitude;  ///< bytes, big-endian

    /// From the contents octets of an INTEGER (two's complement).
    static BigInteger from_contents(ByteView contents);
    /// A big-endian number, leading zeros allowed.
    static BigInteger from_unsigned(ByteView number);
    [[nodiscard]] ByteView bytes() const { return as_bytes(magnitude); }
    [[nodiscard]] bool is_zero() const { return magnitude.size() == 1 && magnitude[0] == 0; }
    [[nodiscard]] std::size_t bits() const;
    /// The magnitude of a number of at most eight bytes.
    [[nodiscard]] std::uint64_t low64() const;
};

/// "-12", and hexadecimal from 128 bits on: "0x0102".
std::string number_text(const BigInteger& number);
/// "0A", "-0102": pairs of digits, lines of 35 bytes that end in a backslash.
std::string hex_number_text(const BigInteger& number);
/// "AB:CD"
std::string colon_hex_upper(ByteView bytes);
/// "ab:cd" in lines of `per_line` bytes, each indented; no newline at the end.
std::string hex_lines(ByteView bytes, std::size_t per_line, std::size_t indent);
/// The same in upper case, the first line not indented.
std::string hex_lines_upper(ByteView bytes, std::size_t per_line, std::size_t indent);
/// "label: 5 (0x5)" or the label and lines of 15 bytes below it, a zero byte before a set top bit.
std::string labelled_number(std::string_view label, const BigInteger& number, std::size_t indent);
/// Characters that do not print become dots; newline and carriage return stay.
std::string dotted_string(ByteView bytes);

}  // namespace vitrine::io
