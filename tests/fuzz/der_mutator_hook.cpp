// libFuzzer's hooks for targets whose input is one DER value: most changes are made to the tree.
#include <algorithm>
#include <cstring>

#include "fuzz/der_mutator.h"
#include "fuzz/libfuzzer.h"

using namespace vitrine;

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data,
                                               std::size_t size,
                                               std::size_t max_size,
                                               unsigned seed) {
    fuzz::Dice dice{seed};
    fuzz::Bytes der{data, data + size};
    if (dice.below(5) == 0 || !fuzz::mutate_der(der, {}, dice, fuzz::mutate_contents) ||
        der.size() > max_size) {
        return LLVMFuzzerMutate(data, size, max_size);
    }
    std::copy(der.begin(), der.end(), data);
    return der.size();
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* data1,
                                                 std::size_t size1,
                                                 const std::uint8_t* data2,
                                                 std::size_t size2,
                                                 std::uint8_t* out,
                                                 std::size_t max_size,
                                                 unsigned seed) {
    fuzz::Dice dice{seed};
    fuzz::Bytes der{data1, data1 + size1};
    if (!fuzz::mutate_der(der, ByteView{data2, size2}, dice, fuzz::mutate_contents)) return 0;
    if (der.size() > max_size) return 0;
    std::copy(der.begin(), der.end(), out);
    return der.size();
}
