// Controls: code that leaks on purpose and must be caught, and its repaired twin that must not.
#include <array>

#include "ct/driver.h"

namespace vitrine::ct_run {
namespace {

constexpr std::array<std::uint8_t, 256> kTable = [] {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<std::uint8_t>(i * 31 + 7);
    return table;
}();

[[gnu::noinline]] bool early_exit_equal(ByteView a, ByteView b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] != b[i]) return false;
    }
    return true;
}

[[gnu::noinline]] std::uint8_t table_lookup(std::uint8_t secret) {
    return kTable[secret];
}

[[gnu::noinline]] std::uint8_t masked_lookup(std::uint8_t secret) {
    std::uint8_t found = 0;
    for (std::size_t i = 0; i < kTable.size(); ++i)
        found = ct::select(ct::eq(i, secret), kTable[i], found);
    return found;
}

[[gnu::noinline]] unsigned loop_bound(std::uint8_t secret) {
    unsigned sum = 0;
    for (unsigned i = 0; i < secret; ++i) {
        sum += i * i;
        asm volatile("" : "+r"(sum));
    }
    return sum;
}

[[gnu::noinline]] std::uint32_t square_and_multiply(std::uint32_t base, std::uint16_t secret) {
    std::uint32_t result = 1;
    for (int i = 15; i >= 0; --i) {
        result = result * result % 65537;
        if (((secret >> i) & 1) != 0) {
            result = result * base % 65537;
            asm volatile("" : "+r"(result));
        }
    }
    return result;
}

// Vaudenay's oracle: the padding is walked until it is wrong.
[[gnu::noinline]] bool early_exit_padding(ByteView block) {
    const std::uint8_t len = block.back();
    for (std::size_t i = 0; i <= len && i < block.size(); ++i) {
        if (block[block.size() - 1 - i] != len) return false;
    }
    return true;
}

const Group kControls{{
    {"control: early-exit compare",
     [] { keep(early_exit_equal(secret_bytes(16), public_bytes(16))); }, true},
    {"control: table lookup", [] { keep(table_lookup(secret_bytes(1)[0])); }, true},
    {"control: secret loop bound", [] { keep(loop_bound(secret_bytes(1)[0])); }, true},
    {"control: square and multiply",
     [] {
         std::uint16_t exponent = 0xa5c3;
         poison(exponent);
         keep(square_and_multiply(3, exponent));
     },
     true},
    {"control: early-exit padding", [] { keep(early_exit_padding(secret_bytes(32))); }, true},
    {"ct::equal", [] { keep(ct::equal(secret_bytes(16), public_bytes(16))); }},
    {"masked table lookup", [] { keep(masked_lookup(secret_bytes(1)[0])); }},
    {"ct::select, lt, assign",
     [] {
         const Bytes secret = secret_bytes(16);
         Bytes to = public_bytes(16, 9);
         ct::assign(ct::lt(secret[0], secret[1]), secret, to);
         keep(ct::select(ct::ge(secret[2], 9), secret[3], secret[4]));
         keep(to);
     }},
}};

}  // namespace
}  // namespace vitrine::ct_run
