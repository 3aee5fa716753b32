#include "base/hex.h"

namespace vitrine::hex {

namespace {

int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

void encode(ByteView bytes, std::span<char> out) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        out[2 * i] = kDigits[bytes[i] >> 4];
        out[2 * i + 1] = kDigits[bytes[i] & 15];
    }
}

Result<std::size_t> decode(std::string_view text, MutByteView out) {
    if (text.size() % 2 != 0) return fail(ErrorCode::bad_hex, text.size());
    if (text.size() / 2 > out.size()) return fail(ErrorCode::output_full);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = digit_value(text[i]);
        const int low = digit_value(text[i + 1]);
        if (high < 0 || low < 0) return fail(ErrorCode::bad_hex, high < 0 ? i : i + 1);
        out[i / 2] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return text.size() / 2;
}

}  // namespace vitrine::hex
