// Controls: code that leaks on purpose and must be caught, and its repaired twin that must not.
#include <array>

#include "ct/driver.h"
#include "ct/leaky.h"

namespace vitrine::ct_run {
namespace {

constexpr std::array<std::uint8_t, 256> kTable = [] {
    std::array<std::uint8_t, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) table[i] = static_cast<std::uint8_t>(i * 31 + 7);
    return table;
}();

[[gnu::noinline]] std::uint8_t masked_lookup(std::uint8_t secret) {
    std::uint8_t found = 0;
    for (std::size_t i = 0; i < kTable.size(); ++i)
        found = ct::select(ct::eq(i, secret), kTable[i], found);
    return found;
}

std::uint64_t secret_word(std::uint64_t value) {
    poison(value);
    return value;
}

const Group kControls{{
    {"control: branch", [] { keep(leaky::square_and_multiply(3, secret_word(0xa5c3))); },
     LeakKind::branch},
    {"control: table lookup",
     [] { keep(leaky::table_lookup(static_cast<std::uint32_t>(secret_word(77)))); },
     LeakKind::address},
    {"control: division", [] { keep(leaky::division(1000, secret_word(77))); }, LeakKind::division},
    {"control: early-exit compare",
     [] { keep(leaky::early_exit_equal(secret_bytes(16), public_bytes(16))); }, LeakKind::branch},
    {"control: secret loop bound",
     [] { keep(leaky::loop_bound(static_cast<std::uint32_t>(secret_word(77)))); },
     LeakKind::branch},
    {"control: select undone", [] { keep(leaky::undone_select(secret_word(1), 2, 3)); },
     LeakKind::branch},
    {"control: early-exit padding", [] { keep(leaky::early_exit_padding(secret_bytes(32))); },
     LeakKind::branch},
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
