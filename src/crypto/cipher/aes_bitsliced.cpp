#include "base/secret.h"
#include "crypto/cipher/aes.h"
#include "crypto/cipher/aes_tower.h"

// The 64 bytes of four blocks lie in eight planes. Byte r + 4c of a block (row r, column c of the
// State, FIPS 197 §3.4) of lane b is bit 16r + 4c + b of each plane: a row is 16 neighbours, so
// that ShiftRows rotates rows and MixColumns meets the next row by a rotation of the whole plane.

namespace vitrine::crypto::aes::bitsliced {

namespace {

using Planes = std::array<std::uint64_t, 8>;

void add_round_key(Planes& state, const Key& key, std::uint32_t round) {
    for (unsigned i = 0; i < 8; ++i) state[i] ^= key.planes[round][i];
}

void add_constant(Planes& state) {
    for (unsigned i = 0; i < 8; ++i) {
        if (((kAffineConstant >> i) & 1u) != 0) state[i] = ~state[i];
    }
}

// FIPS 197 §5.1.1: the inverse in the field, then the affine transformation.
void sub_bytes(Planes& state) {
    const auto inverse = from_planes(map_planes<kToTower>(state)).inverse();
    state = map_planes<kAffine * kFromTower>(to_planes(inverse));
    add_constant(state);
}

// FIPS 197 §5.3.2: the same, backwards.
void inv_sub_bytes(Planes& state) {
    constexpr Matrix8 kUndo = kToTower * inverse_of(kAffine);
    add_constant(state);
    const auto inverse = from_planes(map_planes<kUndo>(state)).inverse();
    state = map_planes<kFromTower>(to_planes(inverse));
}

// Each row turned right by `by` bits; four bits are a column.
constexpr std::uint64_t rotate_row(std::uint64_t plane, unsigned row, unsigned by) {
    const std::uint64_t bits = (plane >> (16 * row)) & 0xffff;
    const std::uint64_t turned = by == 0 ? bits : ((bits >> by) | (bits << (16 - by))) & 0xffff;
    return turned << (16 * row);
}

// FIPS 197 §5.1.2: row r moves r columns to the left.
void shift_rows(Planes& state) {
    for (std::uint64_t& p : state) {
        p = rotate_row(p, 0, 0) | rotate_row(p, 1, 4) | rotate_row(p, 2, 8) | rotate_row(p, 3, 12);
    }
}

void inv_shift_rows(Planes& state) {
    for (std::uint64_t& p : state) {
        p = rotate_row(p, 0, 0) | rotate_row(p, 1, 12) | rotate_row(p, 2, 8) | rotate_row(p, 3, 4);
    }
}

constexpr std::uint64_t rows_down(std::uint64_t plane, unsigned rows) {
    return (plane >> (16 * rows)) | (plane << (64 - 16 * rows));
}

// xtime() of FIPS 197 §4.2.1: times x, modulo x^8 + x^4 + x^3 + x + 1.
Planes times_x(const Planes& a) {
    return {a[7], a[0] ^ a[7], a[1], a[2] ^ a[7], a[3] ^ a[7], a[4], a[5], a[6]};
}

// FIPS 197 §5.1.3: s'(r) = 2 s(r) + 3 s(r+1) + s(r+2) + s(r+3)
void mix_columns(Planes& state) {
    Planes sum{};  // s(r) + s(r+1)
    for (unsigned i = 0; i < 8; ++i) sum[i] = state[i] ^ rows_down(state[i], 1);
    const Planes twice = times_x(sum);
    for (unsigned i = 0; i < 8; ++i) {
        state[i] = twice[i] ^ rows_down(state[i], 1) ^ rows_down(sum[i], 2);
    }
}

// FIPS 197 §5.3.3. Its matrix is that of MixColumns after s(r) += 4 (s(r) + s(r+2)).
void inv_mix_columns(Planes& state) {
    Planes sum{};
    for (unsigned i = 0; i < 8; ++i) sum[i] = state[i] ^ rows_down(state[i], 2);
    const Planes four_times = times_x(times_x(sum));
    for (unsigned i = 0; i < 8; ++i) state[i] ^= four_times[i];
    mix_columns(state);
}

// The 8x8 bits of a word, seen as a matrix, transposed: bit 8i + j becomes bit 8j + i.
std::uint64_t transpose(std::uint64_t x) {
    const auto swap = [&](std::uint64_t mask, unsigned by) {
        const std::uint64_t t = (x ^ (x >> by)) & mask;
        x ^= t ^ (t << by);
    };
    swap(0x00aa00aa00aa00aa, 7);
    swap(0x0000cccc0000cccc, 14);
    swap(0x00000000f0f0f0f0, 28);
    return x;
}

// Byte of the State that place 8 group + i of a plane stands for; the lane is i % 4.
constexpr unsigned byte_at(unsigned group, unsigned i) {
    return group / 2 + 4 * (2 * (group % 2) + i / 4);
}

// Eight neighbours of a plane at a time are eight bytes, transposed.
Planes to_planes_of_blocks(const std::uint8_t* in, std::size_t n) {
    Planes out{};
    for (unsigned group = 0; group < 8; ++group) {
        std::uint64_t bytes = 0;
        for (unsigned i = 0; i < 8; ++i) {
            const unsigned lane = i % 4;
            const unsigned byte = byte_at(group, i);
            if (lane < n) bytes |= std::uint64_t{in[kBlock * lane + byte]} << (8 * i);
        }
        const std::uint64_t bits = transpose(bytes);
        for (unsigned plane = 0; plane < 8; ++plane) {
            out[plane] |= ((bits >> (8 * plane)) & 0xff) << (8 * group);
        }
    }
    return out;
}

void from_planes_to_blocks(const Planes& in, std::uint8_t* out, std::size_t n) {
    for (unsigned group = 0; group < 8; ++group) {
        std::uint64_t bits = 0;
        for (unsigned plane = 0; plane < 8; ++plane) {
            bits |= ((in[plane] >> (8 * group)) & 0xff) << (8 * plane);
        }
        const std::uint64_t bytes = transpose(bits);
        for (unsigned i = 0; i < 8; ++i) {
            const unsigned lane = i % 4;
            const unsigned byte = byte_at(group, i);
            if (lane < n) out[kBlock * lane + byte] = static_cast<std::uint8_t>(bytes >> (8 * i));
        }
    }
}

// SubWord() of FIPS 197 §5.2, by the same S-box.
void sub_word(std::uint8_t* word) {
    std::uint8_t block[kBlock] = {word[0], word[1], word[2], word[3]};
    Planes planes = to_planes_of_blocks(block, 1);
    sub_bytes(planes);
    from_planes_to_blocks(planes, block, 1);
    for (unsigned i = 0; i < 4; ++i) word[i] = block[i];
    wipe(block);
    wipe_object(planes);
}

// Cipher(), FIPS 197 §5.1.
void cipher(const Key& key, Planes& state) {
    add_round_key(state, key, 0);
    for (std::uint32_t round = 1; round < key.rounds; ++round) {
        sub_bytes(state);
        shift_rows(state);
        mix_columns(state);
        add_round_key(state, key, round);
    }
    sub_bytes(state);
    shift_rows(state);
    add_round_key(state, key, key.rounds);
}

// InvCipher(), FIPS 197 §5.3.
void inv_cipher(const Key& key, Planes& state) {
    add_round_key(state, key, key.rounds);
    for (std::uint32_t round = key.rounds - 1; round >= 1; --round) {
        inv_shift_rows(state);
        inv_sub_bytes(state);
        add_round_key(state, key, round);
        inv_mix_columns(state);
    }
    inv_shift_rows(state);
    inv_sub_bytes(state);
    add_round_key(state, key, 0);
}

template <class Function>
void in_batches(const std::uint8_t* in, std::uint8_t* out, std::size_t n, Function work) {
    while (n > 0) {
        const std::size_t now = n < kLanes ? n : kLanes;
        Planes state = to_planes_of_blocks(in, now);
        work(state);
        from_planes_to_blocks(state, out, now);
        in += now * kBlock;
        out += now * kBlock;
        n -= now;
    }
}

}  // namespace

void expand_key(ByteView key, Key& out) {
    const std::size_t nk = key.size() / 4;  // Nk of FIPS 197, in words
    out.rounds = rounds_of(key.size());
    const std::size_t words = 4 * (out.rounds + 1);
    std::uint8_t w[4 * 4 * kMaxRoundKeys];
    copy_bytes(key, w);
    std::uint8_t rcon = 1;
    for (std::size_t i = nk; i < words; ++i) {
        std::uint8_t temp[4];
        copy_bytes({w + 4 * (i - 1), 4}, temp);
        if (i % nk == 0) {
            const std::uint8_t first = temp[0];  // RotWord
            temp[0] = temp[1], temp[1] = temp[2], temp[2] = temp[3], temp[3] = first;
            sub_word(temp);
            temp[0] ^= rcon;
            rcon = static_cast<std::uint8_t>((rcon << 1) ^ ((rcon >> 7) * 0x1b));
        } else if (nk > 6 && i % nk == 4) {
            sub_word(temp);
        }
        for (std::size_t j = 0; j < 4; ++j) {
            w[4 * i + j] = static_cast<std::uint8_t>(w[4 * (i - nk) + j] ^ temp[j]);
        }
    }
    for (std::uint32_t round = 0; round <= out.rounds; ++round) {
        const Planes one = to_planes_of_blocks(w + kBlock * round, 1);
        for (unsigned i = 0; i < 8; ++i)
            out.planes[round][i] = one[i] * 0xf;  // the same in all four lanes
    }
    wipe(w);
}

void encrypt_blocks(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n) {
    in_batches(in, out, n, [&](Planes& state) { cipher(key, state); });
}

void decrypt_blocks(const Key& key, const std::uint8_t* in, std::uint8_t* out, std::size_t n) {
    in_batches(in, out, n, [&](Planes& state) { inv_cipher(key, state); });
}

}  // namespace vitrine::crypto::aes::bitsliced
