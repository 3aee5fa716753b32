// libFuzzer's hooks for targets that take a ChainInput: certificates are changed as trees, and
// whole items are added, taken away, moved, or signed by another.
#include <algorithm>

#include "fuzz/chain_input.h"
#include "fuzz/libfuzzer.h"

using namespace vitrine;
using fuzz::ChainInput;
using fuzz::ChainItem;

namespace {

void change_items(ChainInput& input, fuzz::Dice& dice) {
    auto& items = input.items;
    const std::size_t i = dice.below(items.size());
    const std::size_t j = dice.below(items.size());
    switch (dice.below(6)) {
        case 0:
            if (items.size() > 1) items.erase(items.begin() + static_cast<std::ptrdiff_t>(i));
            return;
        case 1:
            if (items.size() < ChainInput::kMaxItems) items.push_back(ChainItem{items[i]});
            return;
        case 2:
            return std::swap(items[i], items[j]);
        case 3:
            items[i].signer = static_cast<std::uint8_t>(dice.below(items.size() + 1));
            return;
        case 4:
            items[i].flags ^= static_cast<std::uint8_t>(1U << dice.below(2));
            return;
        default:
            items[i].flags ^= ChainItem::kKeepSignature;
            return;
    }
}

void change(ChainInput& input, ByteView other, fuzz::Dice& dice) {
    const std::size_t what = dice.below(10);
    if (what == 0) {
        input.options[dice.below(input.options.size())] ^=
            static_cast<std::uint8_t>(1U << dice.below(8));
        return;
    }
    if (what == 1) return change_items(input, dice);
    ChainItem& item = input.items[dice.below(input.items.size())];
    const ChainInput lender = fuzz::read_chain_input(other);
    const ByteView lent = lender.items.empty()
                              ? ByteView{input.items[dice.below(input.items.size())].der}
                              : ByteView{lender.items[dice.below(lender.items.size())].der};
    if (what < 5) {
        fuzz::mutate_extensions(item.der, lent, dice);
    } else {
        fuzz::mutate_der(item.der, lent, dice, fuzz::mutate_contents);
    }
}

std::size_t give(const ChainInput& input, std::uint8_t* out, std::size_t max_size) {
    const fuzz::Bytes bytes = fuzz::write_chain_input(input);
    if (bytes.size() > max_size) return 0;
    std::copy(bytes.begin(), bytes.end(), out);
    return bytes.size();
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data,
                                               std::size_t size,
                                               std::size_t max_size,
                                               unsigned seed) {
    fuzz::Dice dice{seed};
    ChainInput input = fuzz::read_chain_input(ByteView{data, size});
    if (input.items.empty() || dice.below(40) == 0) return LLVMFuzzerMutate(data, size, max_size);
    change(input, {}, dice);
    const std::size_t given = give(input, data, max_size);
    return given != 0 ? given : LLVMFuzzerMutate(data, size, max_size);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* data1,
                                                 std::size_t size1,
                                                 const std::uint8_t* data2,
                                                 std::size_t size2,
                                                 std::uint8_t* out,
                                                 std::size_t max_size,
                                                 unsigned seed) {
    fuzz::Dice dice{seed};
    ChainInput input = fuzz::read_chain_input(ByteView{data1, size1});
    const ChainInput other = fuzz::read_chain_input(ByteView{data2, size2});
    if (input.items.empty() || other.items.empty()) return 0;
    if (dice.below(2) == 0) {
        change(input, ByteView{data2, size2}, dice);
    } else {
        input.items[dice.below(input.items.size())] = other.items[dice.below(other.items.size())];
    }
    return give(input, out, max_size);
}
