#include "crypto/mac/hmac_pair.h"

#include <algorithm>

#include "base/secret.h"
#include "crypto/hash/kernels.h"

namespace vitrine::crypto {

namespace {

constexpr std::size_t kBlock = 64;  // of the hashes that come in pairs

/// A message on its way: its first block is put together, the others lie in the content.
struct Running {
    Running(const HmacKey& key, const MacMessage& message)
        : state(key.inner_state()), rest(message.content.subspan(kBlock - message.header.size())) {
        copy_bytes(message.header, first);
        copy_bytes(message.content.first(kBlock - message.header.size()),
                   MutByteView{first}.subspan(message.header.size()));
    }
    ~Running() {
        wipe(first);
        wipe_object(state);
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    Hash::State state;
    std::array<std::uint8_t, kBlock> first{};
    ByteView rest;
};

bool fills_a_block(const MacMessage& message) {
    return message.header.size() < kBlock &&
           message.header.size() + message.content.size() >= kBlock;
}

/// Both of which fill a block.
void mac_pair(const HmacKey& key,
              CompressPair compress,
              std::span<const MacMessage> two,
              std::span<Digest> macs) {
    Running a(key, two[0]);
    Running b(key, two[1]);
    const std::array<Hash::State*, 2> states = {&a.state, &b.state};
    compress(states, {a.first.data(), b.first.data()}, 1);
    const std::size_t common = std::min(a.rest.size(), b.rest.size()) / kBlock;
    compress(states, {a.rest.data(), b.rest.data()}, common);
    const std::size_t hashed = common * kBlock;
    macs[0] = key.finish(a.state, kBlock + hashed, a.rest.subspan(hashed));
    macs[1] = key.finish(b.state, kBlock + hashed, b.rest.subspan(hashed));
}

}  // namespace

void mac_many(const HmacKey& key, std::span<const MacMessage> messages, std::span<Digest> macs) {
    const CompressPair compress = compress_pair_of(key.alg());
    while (!messages.empty()) {
        const bool pair = compress != nullptr && messages.size() > 1 &&
                          fills_a_block(messages[0]) && fills_a_block(messages[1]);
        if (pair) {
            mac_pair(key, compress, messages.first(2), macs.first(2));
        } else {
            macs[0] = key.mac(messages[0].header, messages[0].content);
        }
        messages = messages.subspan(pair ? 2 : 1);
        macs = macs.subspan(pair ? 2 : 1);
    }
}

}  // namespace vitrine::crypto
