// DES in the lanes of a ZMM register, and on bit planes of 512 blocks (cipher/des_planes.h).
//
// A block's halves stand as E hands them to the boxes: qword j holds the six input bits of box j in
// its lowest byte. A round is then
//     spread  each of the 48 bits of E(f(R, K)) gets a lane, which takes its box's index (VPERMB);
//     look up four tables of two boxes a byte, in registers: no address depends on a secret;
//     pick    each lane keeps the bit it wants;
//     gather  VPSADBW adds the six lanes of a box up to its next index.
// A lane's bit is worth 2^p where the table has it at p, and shall be worth d = 1, 2, 4 ... 32:
// |x - c| with c = (2^p - d) / 2 is c without the bit and c + d with it. So each box needs one of
// its six inputs at p = 0 and the others at p >= 1, 2, 3, 4, 5; kPosition is such a choice, as a
// static_assert checks. One more lane fills the sum of all c up to a multiple of 64.
//
// This serves the chain of encryption, at some 14 cycles a round, and few blocks of decryption. The
// initial and the final permutation of neighbouring blocks are not in the chain.

#include <immintrin.h>

#include "crypto/cipher/des_planes.h"
#include "crypto/cipher/des_tables.h"
#include "crypto/mode/cbc_des_kernel.h"

namespace vitrine::crypto {

namespace cbc_des_vbmi {

namespace {

using des::BoxBit;
using des::kBlock;
using Lanes = std::array<std::uint8_t, 64>;

/// Where the table of a pair of boxes has output bit o of box b: kPosition[b][o].
constexpr std::uint8_t kPosition[8][4] = {{0, 5, 6, 2}, {7, 4, 1, 3}, {7, 0, 5, 2}, {1, 4, 3, 6},
                                          {7, 3, 0, 2}, {5, 6, 4, 1}, {0, 2, 7, 1}, {4, 3, 6, 5}};

/// The output bit that becomes input k of box j in the next round.
constexpr BoxBit source(std::size_t j, std::size_t k) {
    return des::permuted_from(des::expanded_from(j, k));
}
constexpr unsigned position(std::size_t j, std::size_t k) {
    return kPosition[source(j, k).box][source(j, k).bit];
}
/// Which bit of its index input k of box j is: the inputs in the order of their positions.
constexpr unsigned index_bit(std::size_t j, std::size_t k) {
    unsigned rank = 0;
    for (std::size_t other = 0; other < 6; ++other) {
        if (position(j, other) < position(j, k) ||
            (position(j, other) == position(j, k) && other < k)) {
            ++rank;
        }
    }
    return rank;
}
constexpr bool positions_serve() {
    for (std::size_t j = 0; j < 8; ++j) {
        for (std::size_t k = 0; k < 6; ++k) {
            const bool odd = position(j, k) == 0;
            if (odd != (index_bit(j, k) == 0) || position(j, k) < index_bit(j, k)) return false;
        }
    }
    return true;
}
static_assert(positions_serve(), "a lane's bit is worth too little for its place in the sum");

/// Boxes 2 * pair and 2 * pair + 1, by their indices.
constexpr Lanes table_of(std::size_t pair) {
    Lanes table{};
    for (std::size_t box = 2 * pair; box < 2 * pair + 2; ++box) {
        for (unsigned index = 0; index < 64; ++index) {
            unsigned input = 0;
            for (std::size_t k = 0; k < 6; ++k)
                input |= ((index >> index_bit(box, k)) & 1U) << (5 - k);
            for (std::size_t bit = 0; bit < 4; ++bit) {
                const unsigned set = (des::sbox(box, input) >> (3 - bit)) & 1U;
                table[index] = static_cast<std::uint8_t>(table[index] | set << kPosition[box][bit]);
            }
        }
    }
    return table;
}

/// Lane 8j + k serves input k of box j.
template <class Value>
constexpr Lanes lanes_of(Value value) {
    Lanes lanes{};
    for (std::size_t j = 0; j < 8; ++j) {
        for (std::size_t k = 0; k < 6; ++k)
            lanes[8 * j + k] = static_cast<std::uint8_t>(value(j, k));
    }
    return lanes;
}
constexpr Lanes offsets() {
    Lanes lanes = lanes_of([](std::size_t j, std::size_t k) {
        return ((1U << position(j, k)) - (1U << index_bit(j, k))) / 2;
    });
    for (std::size_t j = 0; j < 8; ++j) {
        unsigned sum = 0;
        for (std::size_t k = 0; k < 6; ++k) sum += lanes[8 * j + k];
        lanes[8 * j + 6] = static_cast<std::uint8_t>((64 - sum % 64) % 64);
    }
    return lanes;
}
constexpr __mmask64 lanes_from(std::size_t pair) {
    std::uint64_t mask = 0;
    for (std::size_t j = 0; j < 8; ++j) {
        for (std::size_t k = 0; k < 6; ++k)
            mask |= std::uint64_t{source(j, k).box / 2 == pair} << (8 * j + k);
    }
    return mask;
}

alignas(64) constexpr Lanes kTables[4] = {table_of(0), table_of(1), table_of(2), table_of(3)};
alignas(64) constexpr Lanes kSpread = lanes_of([](std::size_t j, std::size_t k) {
    return 8 * source(j, k).box;
});
alignas(64) constexpr Lanes kPick = lanes_of([](std::size_t j, std::size_t k) {
    return 1U << position(j, k);
});
alignas(64) constexpr Lanes kOffsets = offsets();

/// Which bit each lane takes from bytes in a register: the byte's number, and a mask for its bit.
struct Selection {
    alignas(64) Lanes byte{};
    alignas(64) Lanes mask{};
};

/// Lane 8j + i: bit i of the index of box j, from a block (first byte lowest), by IP and E.
constexpr Selection half_of_block(std::size_t first) {
    Selection s;
    for (std::size_t j = 0; j < 8; ++j) {
        for (std::size_t k = 0; k < 6; ++k) {
            const std::size_t from =
                des::bit_in_word(des::kInitialPermutation[first + des::expanded_from(j, k)]);
            s.byte[8 * j + index_bit(j, k)] = static_cast<std::uint8_t>(from / 8);
            s.mask[8 * j + index_bit(j, k)] = static_cast<std::uint8_t>(1U << from % 8);
        }
    }
    return s;
}
/// Lane i: bit i of the block, by FP, from the halves: byte 8j is box j of the left, 8j + 1 of the
/// right.
constexpr Selection block_of_halves() {
    Selection s;
    for (std::size_t i = 1; i <= 64; ++i) {
        const std::size_t from = des::kFinalPermutation[i - 1] - 1U;
        const std::size_t box = from % 32 / 4;  // E hands it this bit as one of its inputs 1 to 4
        const std::size_t lane = des::bit_in_word(i);
        s.byte[lane] = static_cast<std::uint8_t>(8 * box + from / 32);
        s.mask[lane] = static_cast<std::uint8_t>(1U << index_bit(box, from % 4 + 1));
    }
    return s;
}
constexpr Selection kLeftOfBlock = half_of_block(0);
constexpr Selection kRightOfBlock = half_of_block(32);
constexpr Selection kBlockOfHalves = block_of_halves();

struct Key {
    des::Key plain;                // for the planes
    std::uint64_t rounds[3 * 16];  // in the order of their use, as indices: byte j for box j
};
static_assert(sizeof(Key) <= CbcKey::kStateSize);

const Key& key_in(const std::uint8_t* state) {
    return *reinterpret_cast<const Key*>(state);
}

__m512i load(const Lanes& lanes) {
    return _mm512_load_si512(lanes.data());
}
/// Byte j of a word to qword j.
__m512i wide(std::uint64_t bytes) {
    return _mm512_cvtepu8_epi64(_mm_cvtsi64_si128(static_cast<std::int64_t>(bytes)));
}
std::uint64_t select_bits(const Selection& s, __m512i from) {
    return _mm512_test_epi8_mask(_mm512_permutexvar_epi8(load(s.byte), from), load(s.mask));
}

struct Halves {
    __m512i left;
    __m512i right;
};

Halves halves_of(std::uint64_t block) {
    const __m512i all = _mm512_set1_epi64(static_cast<std::int64_t>(block));
    return {wide(select_bits(kLeftOfBlock, all)), wide(select_bits(kRightOfBlock, all))};
}
std::uint64_t block_of(const Halves& h) {
    const __m512i low = _mm512_and_si512(h.left, _mm512_set1_epi64(0xff));
    return select_bits(kBlockOfHalves, _mm512_or_si512(low, _mm512_slli_epi64(h.right, 8)));
}

std::uint64_t load_word(const std::uint8_t* from) {
    std::uint64_t word = 0;
    std::memcpy(&word, from, sizeof word);
    return word;
}
void store_word(std::uint8_t* to, std::uint64_t word) {
    std::memcpy(to, &word, sizeof word);
}

/// The constants of a round, in registers.
class Rounds {
  public:
    /// All passes over kBlocks blocks that do not wait for each other.
    template <std::size_t kBlocks>
    void run(const Key& key, Halves (&h)[kBlocks]) const {
        const std::uint64_t* round_key = key.rounds;
        for (std::size_t pass = 0; pass < key.plain.passes; ++pass, round_key += 16) {
            __m512i index[kBlocks];
            for (std::size_t i = 0; i < kBlocks; ++i)
                index[i] = _mm512_xor_si512(h[i].right, wide(round_key[0]));
            for (std::size_t round = 0; round < 16; ++round) {
                const __m512i next_key = wide(round_key[round == 15 ? 15 : round + 1]);
                for (std::size_t i = 0; i < kBlocks; ++i) {
                    // ready before f is: one XOR less to wait for
                    const __m512i left_and_key = _mm512_xor_si512(h[i].left, next_key);
                    const __m512i f = f_of(index[i]);
                    index[i] = _mm512_xor_si512(f, left_and_key);
                    const __m512i next = _mm512_xor_si512(f, h[i].left);
                    h[i].left = h[i].right;
                    h[i].right = next;
                }
            }
            for (Halves& block : h) std::swap(block.left, block.right);
        }
    }

  private:
    [[nodiscard, gnu::always_inline]] __m512i f_of(__m512i index) const {
        const __m512i lanes = _mm512_permutexvar_epi8(spread_, index);
        const __m512i a = _mm512_maskz_permutexvar_epi8(lanes_from(0), lanes, tables_[0]);
        const __m512i b = _mm512_maskz_permutexvar_epi8(lanes_from(1), lanes, tables_[1]);
        const __m512i c = _mm512_maskz_permutexvar_epi8(lanes_from(2), lanes, tables_[2]);
        const __m512i d = _mm512_maskz_permutexvar_epi8(lanes_from(3), lanes, tables_[3]);
        const __m512i three = _mm512_ternarylogic_epi64(a, b, c, 0xfe);         // a | b | c
        const __m512i bits = _mm512_ternarylogic_epi64(three, d, pick_, 0xa8);  // (a | b) & c
        return _mm512_sad_epu8(bits, offsets_);
    }

    __m512i spread_ = load(kSpread);
    __m512i pick_ = load(kPick);
    __m512i offsets_ = load(kOffsets);
    __m512i tables_[4] = {load(kTables[0]), load(kTables[1]), load(kTables[2]), load(kTables[3])};
};

/// The 48 bits of a round key as indices.
std::uint64_t as_indices(std::uint64_t round_key) {
    std::uint64_t bytes = 0;
    for (std::size_t j = 0; j < 8; ++j) {
        for (std::size_t k = 0; k < 6; ++k)
            bytes |= ((round_key >> (47 - 6 * j - k)) & 1) << (8 * j + index_bit(j, k));
    }
    return bytes;
}

}  // namespace

void expand_key(ByteView key, CbcKey::Use use, std::uint8_t* state) {
    Key& out = *reinterpret_cast<Key*>(state);
    des::expand_key(key, out.plain);
    const bool decrypts = use == CbcKey::Use::decrypt;
    const std::size_t passes = out.plain.passes;
    for (std::size_t i = 0; i < passes; ++i) {
        const std::size_t pass = decrypts ? passes - 1 - i : i;
        const bool backwards = decrypts != (pass == 1);  // EDE
        for (std::size_t round = 0; round < 16; ++round) {
            out.rounds[16 * i + round] =
                as_indices(out.plain.rounds[pass][backwards ? 15 - round : round]);
        }
    }
}

// Chaining is linear, and so are the permutations: the halves of P(j) join those of the last
// rounds' output, which the final permutation has not left yet.
void encrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n) {
    const Key& key = key_in(state);
    const Rounds rounds;
    Halves h[1] = {halves_of(load_word(iv))};
    for (std::size_t j = 0; j < n; ++j) {
        const Halves plain = halves_of(load_word(data + kBlock * j));
        h[0].left = _mm512_xor_si512(h[0].left, plain.left);
        h[0].right = _mm512_xor_si512(h[0].right, plain.right);
        rounds.run(key, h);
        store_word(data + kBlock * j, block_of(h[0]));
    }
    if (n > 0) copy_bytes({data + kBlock * (n - 1), kBlock}, {iv, kBlock});
}

namespace {

template <std::size_t kBlocks>
void decrypt_lanes(const Key& key, const Rounds& rounds, std::uint8_t* blocks) {
    Halves h[kBlocks];
    for (std::size_t i = 0; i < kBlocks; ++i) h[i] = halves_of(load_word(blocks + kBlock * i));
    rounds.run(key, h);
    for (std::size_t i = 0; i < kBlocks; ++i) store_word(blocks + kBlock * i, block_of(h[i]));
}

void decrypt_few(const Key& key, std::uint8_t* blocks, std::size_t n) {
    const Rounds rounds;
    for (; n >= 4; n -= 4, blocks += 4 * kBlock) decrypt_lanes<4>(key, rounds, blocks);
    for (; n > 0; --n, blocks += kBlock) decrypt_lanes<1>(key, rounds, blocks);
}

}  // namespace

}  // namespace cbc_des_vbmi

/// A plane of 512 blocks.
struct DesPlane512 {
    __m512i bits;

    friend DesPlane512 operator^(DesPlane512 a, DesPlane512 b) {
        return {_mm512_xor_si512(a.bits, b.bits)};
    }
    friend DesPlane512 operator&(DesPlane512 a, DesPlane512 b) {
        return {_mm512_and_si512(a.bits, b.bits)};
    }
};

template <>
struct des::planes::Ops<DesPlane512> {
    static DesPlane512 all(std::uint64_t mask) {
        return {_mm512_set1_epi64(static_cast<std::int64_t>(mask))};
    }
    template <int kBy>
    static DesPlane512 left(DesPlane512 x) {
        return {_mm512_slli_epi64(x.bits, kBy)};
    }
    template <int kBy>
    static DesPlane512 right(DesPlane512 x) {
        return {_mm512_srli_epi64(x.bits, kBy)};
    }
    static DesPlane512 select(DesPlane512 choice, DesPlane512 yes, DesPlane512 no) {
        return {_mm512_ternarylogic_epi64(choice.bits, yes.bits, no.bits, 0xca)};
    }
    template <std::uint8_t kTable>
    static DesPlane512 leaf(DesPlane512 a, DesPlane512 b, DesPlane512 c) {
        return {_mm512_ternarylogic_epi64(a.bits, b.bits, c.bits, kTable)};
    }
};

namespace cbc_des_vbmi {

void decrypt(const std::uint8_t* state, std::uint8_t* iv, std::uint8_t* data, std::size_t n) {
    using Planes = des::planes::Cipher<DesPlane512>;
    constexpr std::size_t kEnough = 48;  // below, the lanes are faster than planes that lie empty
    const Key& key = key_in(state);
    cbc_des::decrypt_chain<Planes::kBlocks>(iv, data, n,
                                            [&](std::uint8_t* blocks, std::size_t now) {
                                                if (now < kEnough) {
                                                    decrypt_few(key, blocks, now);
                                                } else {
                                                    Planes::decrypt(key.plain, blocks, blocks, now);
                                                }
                                            });
}

}  // namespace cbc_des_vbmi

}  // namespace vitrine::crypto
