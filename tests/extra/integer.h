// Integers of any size (GMP's), as the vectors write them, and as bytes and limbs.
#pragma once

#include <gmpxx.h>

#include <string>
#include <vector>

#include "crypto/bignum/limbs.h"

namespace vitrine::test {

using Integer = mpz_class;

/// "0x1f", "-0x1f" or decimal.
inline Integer integer_of(const std::string& text) {
    const bool negative = text.starts_with('-');
    const std::string digits = text.substr(negative ? 1 : 0);
    const Integer value =
        digits.starts_with("0x") ? Integer(digits.substr(2), 16) : Integer(digits, 10);
    return negative ? Integer(-value) : value;
}

/// Hexadecimal without a mark, with or without a sign.
inline Integer hex_integer(const std::string& text) {
    return Integer(text, 16);
}

inline std::size_t bits_of(const Integer& value) {
    return value == 0 ? 0 : mpz_sizeinbase(value.get_mpz_t(), 2);
}

/// Big-endian; without a size as short as it goes, with one filled up with zeros.
inline std::vector<std::uint8_t> be_bytes(const Integer& value, std::size_t size = 0) {
    const std::size_t needed = (bits_of(value) + 7) / 8;
    std::vector<std::uint8_t> bytes(needed < size ? size : needed);
    mpz_export(bytes.data() + (bytes.size() - needed), nullptr, 1, 1, 1, 0, value.get_mpz_t());
    return bytes;
}

inline Integer integer_of_bytes(const std::vector<std::uint8_t>& bytes) {
    Integer value;
    mpz_import(value.get_mpz_t(), bytes.size(), 1, 1, 1, 0, bytes.data());
    return value;
}

template <class L>
std::vector<L> limbs_of(const Integer& value, std::size_t width) {
    std::vector<L> limbs(width);
    const std::vector<std::uint8_t> bytes = be_bytes(value);
    crypto::bignum::load_be(limbs.data(), width, ByteView{bytes});
    return limbs;
}

template <class L>
Integer integer_of_limbs(const std::vector<L>& limbs) {
    std::vector<std::uint8_t> bytes(limbs.size() * sizeof(L));
    crypto::bignum::store_be(MutByteView{bytes}, limbs.data(), limbs.size());
    return integer_of_bytes(bytes);
}

}  // namespace vitrine::test
