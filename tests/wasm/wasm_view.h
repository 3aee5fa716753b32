// Bytes in the module's memory, as JavaScript writes them down: address and length.
#pragma once

#include "base/bytes.h"

namespace vitrine::wasm {

struct View {
    const std::uint8_t* data;
    std::size_t size;
    [[nodiscard]] ByteView bytes() const { return {data, size}; }
};

}  // namespace vitrine::wasm
