// Counter with CBC-MAC after RFC 3610 §2, as RFC 6655 uses it. The readable version.

#include <cassert>

#include "base/secret.h"
#include "crypto/cipher/aes.h"
#include "crypto/mode/aead_kernel.h"
#include "crypto/mode/ccm_blocks.h"

namespace vitrine::crypto::ccm_portable {

namespace {

using ccm::kBlock;
using Key = aes::bitsliced::Key;
static_assert(sizeof(Key) <= AeadKey::kStateSize);

const Key& key_in(const std::uint8_t* state) {
    return *reinterpret_cast<const Key*>(state);
}

// X_(i+1) = E(K, X_i + B_i), RFC 3610 §2.2.
class CbcMac {
  public:
    explicit CbcMac(const Key& key) : key_(key) {}
    CbcMac(const CbcMac&) = delete;
    CbcMac& operator=(const CbcMac&) = delete;
    ~CbcMac() { wipe(x_); }

    void add(ByteView up_to_a_block) {
        for (std::size_t i = 0; i < up_to_a_block.size(); ++i) {
            x_[i] = static_cast<std::uint8_t>(x_[i] ^ up_to_a_block[i]);
        }
        aes::bitsliced::encrypt_blocks(key_, x_, x_, 1);
    }
    [[nodiscard]] const std::uint8_t* value() const { return x_; }

  private:
    const Key& key_;
    std::uint8_t x_[kBlock] = {};
};

// S_0 goes to `mask`; S_1, S_2 ... encrypt the data, RFC 3610 §2.3.
void counter_mode(const Key& key, const AeadMessage& message, std::uint8_t* mask) {
    std::uint8_t counter[kBlock];
    ccm::counter_block(message, counter);
    aes::bitsliced::encrypt_blocks(key, counter, mask, 1);
    std::uint8_t stream[kBlock];
    for (std::size_t at = 0; at < message.data.size(); at += kBlock) {
        const std::size_t number = at / kBlock + 1;
        for (unsigned i = 0; i < ccm::kL; ++i) {
            counter[kBlock - 1 - i] = static_cast<std::uint8_t>(number >> (8 * i));
        }
        aes::bitsliced::encrypt_blocks(key, counter, stream, 1);
        const std::size_t left = message.data.size() - at;
        for (std::size_t i = 0; i < (left < kBlock ? left : kBlock); ++i) {
            message.data[at + i] = static_cast<std::uint8_t>(message.data[at + i] ^ stream[i]);
        }
    }
    wipe(stream);
}

// T of RFC 3610 §2.2, over the plaintext.
void mac_of(const Key& key, const AeadMessage& message, std::uint8_t* tag) {
    assert(message.aad.size() <= ccm::kMaxAad);
    CbcMac mac(key);
    std::uint8_t b0[kBlock];
    ccm::first_block(message, b0);
    mac.add(b0);
    ccm::aad_blocks(message.aad, [&](const std::uint8_t* block) { mac.add({block, kBlock}); });
    for (ByteView rest = message.data; !rest.empty();) {
        const std::size_t now = rest.size() < kBlock ? rest.size() : kBlock;
        mac.add(rest.first(now));
        rest = rest.subspan(now);
    }
    copy_bytes({mac.value(), kBlock}, {tag, kBlock});
}

// U = T + S_0
void add_mask(const std::uint8_t* mask, std::uint8_t* tag) {
    for (std::size_t i = 0; i < kBlock; ++i) tag[i] = static_cast<std::uint8_t>(tag[i] ^ mask[i]);
}

}  // namespace

void expand_key(ByteView key, std::uint8_t* state) {
    aes::bitsliced::expand_key(key, *reinterpret_cast<Key*>(state));
}

void seal(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    std::uint8_t mask[kBlock];
    mac_of(key_in(state), message, tag);
    counter_mode(key_in(state), message, mask);
    add_mask(mask, tag);
    wipe(mask);
}

void open(const std::uint8_t* state, const AeadMessage& message, std::uint8_t* tag) {
    std::uint8_t mask[kBlock];
    counter_mode(key_in(state), message, mask);
    mac_of(key_in(state), message, tag);
    add_mask(mask, tag);
    wipe(mask);
}

}  // namespace vitrine::crypto::ccm_portable
