#include "ct/leaky.h"

#include <vector>

namespace vitrine::ct_run::leaky {

namespace {

/// The optimizer neither foresees `value` nor moves the branch around it into a conditional move.
template <class T>
void happens(T& value) {
    asm volatile("" : "+m"(value));
}

const std::vector<std::uint32_t>& table() {
    static const std::vector<std::uint32_t> entries = [] {
        std::vector<std::uint32_t> made(kTableEntries);
        for (std::size_t i = 0; i < made.size(); ++i)
            made[i] = static_cast<std::uint32_t>(2654435761u * i);
        return made;
    }();
    return entries;
}

}  // namespace

std::uint64_t square_and_multiply(std::uint64_t base, std::uint64_t exponent) {
    std::uint64_t result = 1;
    for (int i = 63; i >= 0; --i) {
        result *= result;
        if (((exponent >> i) & 1) != 0) {
            result *= base;
            happens(result);
        }
    }
    return result;
}

std::uint32_t table_lookup(std::uint32_t secret) {
    return table()[secret];
}

std::uint64_t division(std::uint64_t public_value, std::uint64_t secret) {
    return public_value / (secret | 1);
}

bool early_exit_equal(ByteView a, ByteView b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] != b[i]) return false;
    }
    return true;
}

std::uint64_t loop_bound(std::uint32_t secret) {
    std::uint64_t sum = 0;
    for (std::uint32_t i = 0; i < secret; ++i) {
        sum += std::uint64_t{i} * i;
        happens(sum);
    }
    return sum;
}

std::uint64_t undone_select(std::uint64_t secret_bit, std::uint64_t yes, std::uint64_t no) {
    std::uint64_t result = no;
    if (secret_bit != 0) {
        result = yes * yes;
        happens(result);
    }
    return result;
}

bool early_exit_padding(ByteView block) {
    const std::uint8_t len = block.back();
    for (std::size_t i = 0; i <= len && i < block.size(); ++i) {
        if (block[block.size() - 1 - i] != len) return false;
    }
    return true;
}

}  // namespace vitrine::ct_run::leaky
