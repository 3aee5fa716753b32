#include "crypto/mac/hmac_many.h"

#include <algorithm>

#include "base/secret.h"
#include "crypto/hash/kernels.h"

namespace vitrine::crypto {

namespace {

constexpr std::size_t kBlock = 64;  // of the hashes that have lanes
constexpr std::size_t kFewest = 3;  // messages for which the lanes are worth their price

/// Messages on their way: the first block of each is put together, the others lie in its content.
struct Running {
    Running() = default;
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
        wipe_object(state);
        wipe_object(first);
    }

    std::array<Hash::State, kHashLanes> state;
    std::array<std::array<std::uint8_t, kBlock>, kHashLanes> first;
    std::array<ByteView, kHashLanes> rest;
};

/// Up to kHashLanes messages. Lanes without one repeat the first's work.
void mac_lanes(const HmacKey& key,
               CompressLanes compress,
               std::span<const MacMessage> messages,
               std::span<Digest> macs) {
    Running now;
    HashLanes lanes{};
    std::size_t common = ~std::size_t{0};
    for (std::size_t i = 0; i < kHashLanes; ++i) {
        const MacMessage& message = messages[i < messages.size() ? i : 0];
        const std::size_t taken = kBlock - message.header.size();
        copy_bytes(message.header, now.first[i]);
        copy_bytes(message.content.first(taken),
                   MutByteView{now.first[i]}.subspan(message.header.size()));
        now.rest[i] = message.content.subspan(taken);
        common = std::min(common, now.rest[i].size() / kBlock);
        now.state[i] = key.inner_state();
        lanes.states[i] = &now.state[i];
        lanes.blocks[i] = now.first[i].data();
    }
    compress(lanes, 1);
    for (std::size_t i = 0; i < kHashLanes; ++i) lanes.blocks[i] = now.rest[i].data();
    compress(lanes, common);
    for (std::size_t i = 0; i < messages.size(); ++i) {
        macs[i] =
            key.finish(now.state[i], kBlock * (1 + common), now.rest[i].subspan(kBlock * common));
    }
}

bool fills_a_block(const MacMessage& message) {
    return message.header.size() <= kBlock &&
           message.header.size() + message.content.size() >= kBlock;
}

}  // namespace

void mac_many(const HmacKey& key, std::span<const MacMessage> messages, std::span<Digest> macs) {
    const CompressLanes compress = compress_lanes_of(key.alg());
    while (!messages.empty()) {
        std::size_t n = std::min(messages.size(), kHashLanes);
        const bool lanes = compress != nullptr && n >= kFewest &&
                           std::ranges::all_of(messages.first(n), fills_a_block);
        if (lanes) {
            mac_lanes(key, compress, messages.first(n), macs);
        } else {
            n = 1;
            macs[0] = key.mac(messages[0].header, messages[0].content);
        }
        messages = messages.subspan(n);
        macs = macs.subspan(n);
    }
}

}  // namespace vitrine::crypto
