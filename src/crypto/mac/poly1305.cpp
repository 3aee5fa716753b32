#include "crypto/mac/poly1305.h"

#include "base/ct.h"
#include "base/secret.h"

namespace vitrine::crypto {

namespace {

constexpr std::uint32_t kLimb = (1u << 26) - 1;

std::uint32_t load_le(const std::uint8_t* p) {
    return static_cast<std::uint32_t>(p[0] | (p[1] << 8) | (p[2] << 16)) |
           (std::uint32_t{p[3]} << 24);
}

// 128 bits into limbs of 26; the fifth gets 24.
std::array<std::uint32_t, 5> limbs_of(const std::uint8_t* p) {
    return {load_le(p) & kLimb, (load_le(p + 3) >> 2) & kLimb, (load_le(p + 6) >> 4) & kLimb,
            (load_le(p + 9) >> 6) & kLimb, load_le(p + 12) >> 8};
}

}  // namespace

Poly1305::Poly1305(const std::uint8_t* key) {
    std::uint8_t r[16];
    copy_bytes({key, 16}, r);
    for (const unsigned i : {3u, 7u, 11u, 15u}) r[i] &= 15;  // clamp(), RFC 8439 §2.5
    for (const unsigned i : {4u, 8u, 12u}) r[i] &= 252;
    r_ = limbs_of(r);
    copy_bytes({key + 16, 16}, s_);
    wipe(r);
}

Poly1305::~Poly1305() {
    wipe_object(r_);
    wipe_object(h_);
    wipe_object(s_);
}

void Poly1305::update(ByteView data) {
    for (; data.size() >= kBlock; data = data.subspan(kBlock)) add_block(data.data(), 1);
    if (data.empty()) return;
    std::uint8_t last[kBlock] = {};
    copy_bytes(data, last);
    last[data.size()] = 1;  // one byte 1 beyond the message
    add_block(last, 0);
    wipe(last);
}

void Poly1305::update_padded(ByteView data) {
    const std::size_t whole = data.size() - data.size() % kBlock;
    update(data.first(whole));
    if (whole == data.size()) return;
    std::uint8_t last[kBlock] = {};
    copy_bytes(data.subspan(whole), last);
    add_block(last, 1);
    wipe(last);
}

// h = (h + block) r modulo 2^130 - 5. Column i gathers what weighs 2^(26 i); 2^130 weighs 5.
void Poly1305::add_block(const std::uint8_t* block, std::uint32_t bit_128) {
    const Limbs m = limbs_of(block);
    for (unsigned i = 0; i < 5; ++i) h_[i] += m[i];
    h_[4] += bit_128 << 24;
    std::uint64_t column[5] = {};
    for (unsigned i = 0; i < 5; ++i) {
        for (unsigned j = 0; j < 5; ++j) {
            const std::uint64_t weight = i + j < 5 ? 1 : 5;
            column[(i + j) % 5] += std::uint64_t{h_[i]} * (weight * r_[j]);
        }
    }
    std::uint64_t carry = 0;
    for (unsigned i = 0; i < 5; ++i) {
        column[i] += carry;
        h_[i] = static_cast<std::uint32_t>(column[i]) & kLimb;
        carry = column[i] >> 26;
    }
    carry = h_[0] + 5 * carry;
    h_[0] = static_cast<std::uint32_t>(carry) & kLimb;
    h_[1] += static_cast<std::uint32_t>(carry >> 26);
}

// h modulo 2^130 - 5, all of it this time, then + s modulo 2^128.
void Poly1305::finish(std::uint8_t* tag) {
    std::uint32_t carry = 0;
    for (unsigned i = 1; i < 6; ++i) {  // from limb 1 around to limb 0, whose carry is at most one
        const unsigned limb = i % 5;
        h_[limb] += limb == 0 ? 5 * carry : carry;
        carry = h_[limb] >> 26;
        h_[limb] &= kLimb;
    }
    h_[1] += carry;

    Limbs less{};  // h - (2^130 - 5) = h + 5 - 2^130
    carry = 5;
    for (unsigned i = 0; i < 5; ++i) {
        const std::uint32_t sum = h_[i] + carry;
        less[i] = sum & kLimb;
        carry = sum >> 26;
    }
    const ct::Mask was_less = ct::is_zero(carry);  // no 2^130 to take away: h stays
    for (unsigned i = 0; i < 5; ++i) h_[i] = ct::select(was_less, h_[i], less[i]);

    const std::uint32_t words[4] = {h_[0] | (h_[1] << 26), (h_[1] >> 6) | (h_[2] << 20),
                                    (h_[2] >> 12) | (h_[3] << 14), (h_[3] >> 18) | (h_[4] << 8)};
    std::uint64_t sum = 0;
    for (unsigned i = 0; i < 4; ++i) {
        sum += std::uint64_t{words[i]} + load_le(s_.data() + 4 * i);
        for (unsigned j = 0; j < 4; ++j) tag[4 * i + j] = static_cast<std::uint8_t>(sum >> (8 * j));
        sum >>= 32;
    }
}

}  // namespace vitrine::crypto
