// Streams of a batch in the lanes of a kernel (mode/cbc_batch.h): lanes that are done give their
// place to the next stream.
#pragma once

#include "crypto/mode/cbc_batch.h"

namespace vitrine::crypto::cbc_batch {

/// A stream on its way.
struct Lane {
    std::uint8_t* iv;
    std::uint8_t* data;
    std::size_t blocks;
};

[[gnu::always_inline]] inline std::size_t shortest(const Lane* lanes, std::size_t n) {
    std::size_t least = lanes[0].blocks;
    for (std::size_t i = 1; i < n; ++i) least = lanes[i].blocks < least ? lanes[i].blocks : least;
    return least;
}

/// `run(lanes, active)` encrypts blocks of some lanes, at least one of them to its end, and says so
/// in `lanes`. At most kLanes are active.
template <std::size_t kLanes, class Run>
void for_all(const CbcStream* streams, std::size_t n, std::size_t block_len, const Run& run) {
    Lane lanes[kLanes] = {};
    std::size_t active = 0;
    std::size_t next = 0;
    while (true) {
        for (; active < kLanes && next < n; ++next) {
            const CbcStream& stream = streams[next];
            if (stream.data.empty()) continue;
            lanes[active++] = {stream.iv.data(), stream.data.data(),
                               stream.data.size() / block_len};
        }
        if (active == 0) return;
        run(lanes, active);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < active; ++i) {
            if (lanes[i].blocks != 0) lanes[kept++] = lanes[i];
        }
        active = kept;
    }
}

}  // namespace vitrine::crypto::cbc_batch
