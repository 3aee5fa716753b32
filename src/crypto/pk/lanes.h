// Eight independent operations at a time: each of a vector's eight 64-bit lanes computes for
// another caller. A request carries its own inputs, its own output and its own status; a bad one is
// answered with its error and disturbs no other. Callers need not know whether this processor has
// the kernels (AVX-512 IFMA): without them, or with too few requests to pay for eight, the same
// results come from the single-lane functions. Read next: x25519_lanes.h; lanes_kernel.h for how a
// kernel is written.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"

namespace vitrine::crypto {

inline constexpr std::size_t kLanes = 8;

/// A 64-bit word of each lane, as a kernel loads it: one cache line.
using LaneWord = std::uint64_t[kLanes];

/// 32 bytes of each lane as words, least significant first.
struct alignas(64) LaneNumbers {
    LaneWord word[4];
};

/// Reads 32 little-endian bytes into one lane; writes them back.
void load_lane_le(LaneNumbers& numbers, std::size_t lane, ByteView bytes);
void store_lane_le(const LaneNumbers& numbers, std::size_t lane, MutByteView bytes);
/// The same for big-endian bytes.
void load_lane_be(LaneNumbers& numbers, std::size_t lane, ByteView bytes);
void store_lane_be(const LaneNumbers& numbers, std::size_t lane, MutByteView bytes);

}  // namespace vitrine::crypto
