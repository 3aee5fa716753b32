// What libFuzzer gives and asks for, and its mutator in the form that ours takes.
#pragma once

#include <cstddef>
#include <cstdint>

#include "fuzz/der_mutator.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace vitrine::fuzz {

/// libFuzzer's own changes, at most 16 bytes longer than before.
inline void mutate_contents(Bytes& contents, Dice& /*dice*/) {
    const std::size_t size = contents.size();
    contents.resize(size + 16);
    contents.resize(LLVMFuzzerMutate(contents.data(), size, contents.size()));
}

}  // namespace vitrine::fuzz
