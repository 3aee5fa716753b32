#include "crypto/pk/lanes.h"

namespace vitrine::crypto {

void load_lane_le(LaneNumbers& numbers, std::size_t lane, ByteView bytes) {
    for (std::size_t w = 0; w < 4; ++w) {
        std::uint64_t value = 0;
        for (std::size_t i = 8; i-- > 0;) value = (value << 8) | bytes[8 * w + i];
        numbers.word[w][lane] = value;
    }
}

void store_lane_le(const LaneNumbers& numbers, std::size_t lane, MutByteView bytes) {
    for (std::size_t i = 0; i < 32; ++i) {
        bytes[i] = static_cast<std::uint8_t>(numbers.word[i / 8][lane] >> (8 * (i % 8)));
    }
}

void load_lane_be(LaneNumbers& numbers, std::size_t lane, ByteView bytes) {
    for (std::size_t w = 0; w < 4; ++w) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < 8; ++i) value = (value << 8) | bytes[24 - 8 * w + i];
        numbers.word[w][lane] = value;
    }
}

void store_lane_be(const LaneNumbers& numbers, std::size_t lane, MutByteView bytes) {
    for (std::size_t i = 0; i < 32; ++i) {
        bytes[31 - i] = static_cast<std::uint8_t>(numbers.word[i / 8][lane] >> (8 * (i % 8)));
    }
}

}  // namespace vitrine::crypto
