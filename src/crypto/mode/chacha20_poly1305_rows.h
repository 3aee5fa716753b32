// AEAD_CHACHA20_POLY1305 on vectors that hold one row of one block or more (RFC 8439 §2.3 draws the
// state as four rows); Poly1305 runs in integer registers between the rounds. The readable version
// is chacha20_poly1305.cpp; the order of work is that of chacha20_poly1305_ifma.cpp. A kernel file
// brings the vectors, of a type of its own, so that all here is its own too:
//   Type, kBlocks (rows side by side), kChunkBlocks (what a long message takes at a time),
//   row(words) (four words, for each block), counters(n) (n, n + 1, ... in the word that counts),
//   add, rotate_left_xor<Bits>(x, y) (x ^ y, rotated), turn<N>(x) (row rotated by N words),
//   store(out, a, b, c, d) (kBlocks blocks, in order), xor_into(data, stream) (kBytes bytes)
#pragma once

#include "base/secret.h"
#include "crypto/cipher/chacha20.h"
#include "crypto/mac/poly1305_44.h"
#include "crypto/mode/aead_kernel.h"

namespace vitrine::crypto::chacha20_poly1305_rows {

using chacha20::kBlock;

enum class Way { seal, open };

/// The key stream, as many blocks at a time as fit into registers.
template <class Vector>
class Stream {
  public:
    using Row = typename Vector::Type;
    static constexpr std::size_t kChunk = Vector::kChunkBlocks * kBlock;
    static constexpr std::size_t kFirstBlocks = 4;  // the key of Poly1305 and three of data

    static_assert(Vector::kChunkBlocks >= kFirstBlocks);

    Stream(const std::uint8_t* key, const std::uint8_t* nonce)
        : state_(chacha20::make_state(key, nonce, 0)) {}
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    ~Stream() {
        wipe(bytes_);
        wipe_object(state_);
    }

    [[nodiscard]] const std::uint8_t* bytes() const { return bytes_; }

    /// The next kCount blocks; `between` is called after each of ten double rounds.
    template <std::size_t kCount, class Between>
    void make(Between between) {
        constexpr std::size_t kGroups = kCount / Vector::kBlocks;
        Row a[kGroups], b[kGroups], c[kGroups], d[kGroups];
        for (std::size_t g = 0; g < kGroups; ++g) {
            a[g] = row(0), b[g] = row(1), c[g] = row(2), d[g] = counting_row(g);
        }
        for (int i = 0; i < 10; ++i) {
            for (std::size_t g = 0; g < kGroups; ++g) double_round(a[g], b[g], c[g], d[g]);
            between();
        }
        for (std::size_t g = 0; g < kGroups; ++g) {
            a[g] = Vector::add(a[g], row(0));
            b[g] = Vector::add(b[g], row(1));
            c[g] = Vector::add(c[g], row(2));
            d[g] = Vector::add(d[g], counting_row(g));
            Vector::store(bytes_ + g * Vector::kBlocks * kBlock, a[g], b[g], c[g], d[g]);
        }
        state_.words[12] += kCount;
    }

    /// At most a chunk of data, XOR what was made last from `from` on.
    void xor_into(std::uint8_t* data, std::size_t n, std::size_t from = 0) const {
        constexpr std::size_t kBytes = sizeof(Row);
        std::size_t i = 0;
        for (; i + kBytes <= n; i += kBytes) Vector::xor_into(data + i, bytes_ + from + i);
        for (; i < n; ++i) data[i] = static_cast<std::uint8_t>(data[i] ^ bytes_[from + i]);
    }

    void crypt_rest(MutByteView rest) {
        while (!rest.empty()) {
            const std::size_t now = rest.size() < kChunk ? rest.size() : kChunk;
            if (now <= kFirstBlocks * kBlock) {
                make<kFirstBlocks>([] {});
            } else {
                make<Vector::kChunkBlocks>([] {});
            }
            xor_into(rest.data(), now);
            rest = rest.subspan(now);
        }
    }

  private:
    [[gnu::always_inline]] Row row(std::size_t i) const {
        return Vector::row(state_.words + 4 * i);
    }
    [[gnu::always_inline]] Row counting_row(std::size_t group) const {
        return Vector::add(row(3), Vector::counters(static_cast<int>(group * Vector::kBlocks)));
    }
    [[gnu::always_inline]] static void quarter_rounds(Row& a, Row& b, Row& c, Row& d) {
        a = Vector::add(a, b), d = Vector::template rotate_left_xor<16>(d, a);
        c = Vector::add(c, d), b = Vector::template rotate_left_xor<12>(b, c);
        a = Vector::add(a, b), d = Vector::template rotate_left_xor<8>(d, a);
        c = Vector::add(c, d), b = Vector::template rotate_left_xor<7>(b, c);
    }
    [[gnu::always_inline]] static void double_round(Row& a, Row& b, Row& c, Row& d) {
        quarter_rounds(a, b, c, d);
        b = Vector::template turn<1>(b);  // columns become diagonals
        c = Vector::template turn<2>(c);
        d = Vector::template turn<3>(d);
        quarter_rounds(a, b, c, d);
        b = Vector::template turn<3>(b);
        c = Vector::template turn<2>(c);
        d = Vector::template turn<1>(d);
    }

    chacha20::State state_;
    alignas(32) std::uint8_t bytes_[kChunk];
};

/// Poly1305 of the data: it may follow the encryption or run ahead of the decryption.
template <class Vector>
class DataMac {
  public:
    DataMac(poly1305_44::State& state, ByteView data)
        : state_(state),
          r_squared_(poly1305_44::product(state.r, state.r)),
          at_(data.data()),
          end_(at_ + data.size()) {}
    DataMac(const DataMac&) = delete;
    DataMac& operator=(const DataMac&) = delete;
    ~DataMac() { wipe_object(r_squared_); }

    /// At most `blocks` blocks, whole ones before `limit`.
    [[gnu::always_inline]] void step(const std::uint8_t* limit, std::size_t blocks) {
        const std::size_t there = static_cast<std::size_t>(limit - at_) / 16;
        const std::size_t now = there < blocks ? there : blocks;
        add_blocks(now);
    }
    void finish() {
        add_blocks(static_cast<std::size_t>(end_ - at_) / 16);
        state_.add_padded({at_, end_});
    }
    [[nodiscard]] const std::uint8_t* end() const { return end_; }

  private:
    [[gnu::always_inline]] void add_blocks(std::size_t n) {
        using poly1305_44::from_block;
        for (; n >= 2; n -= 2, at_ += 32)
            state_.add_pair(from_block(at_), from_block(at_ + 16), r_squared_);
        if (n != 0) state_.add(from_block(at_));
        at_ += 16 * n;
    }

    poly1305_44::State& state_;
    poly1305_44::Number r_squared_;
    const std::uint8_t* at_;
    const std::uint8_t* end_;
};

template <class Vector, Way W>
void run(const std::uint8_t* key, const AeadMessage& message, std::uint8_t* tag) {
    using Blocks = Stream<Vector>;
    constexpr std::size_t kHead = (Blocks::kFirstBlocks - 1) * kBlock;
    constexpr std::size_t kChunk = Blocks::kChunk;
    constexpr std::size_t kLong = kChunk + 16;  // an opening authenticates blocks of 16 ahead
    constexpr std::size_t kStep = (kChunk / 16 + 9) / 10;
    Blocks stream(key, message.nonce);
    stream.template make<Blocks::kFirstBlocks>([] {});
    alignas(32) std::uint8_t mac_key[32];
    copy_bytes({stream.bytes(), sizeof mac_key}, mac_key);

    poly1305_44::State sum(mac_key);
    sum.add_padded(message.aad);
    DataMac<Vector> mac(sum, message.data);
    if (W == Way::open) mac.step(mac.end(), kHead / 16);
    MutByteView rest = message.data;
    const bool is_long = rest.size() >= kHead + kLong;
    if (W == Way::open && !is_long) mac.finish();
    const std::size_t in_head = rest.size() < kHead ? rest.size() : kHead;
    stream.xor_into(rest.data(), in_head, kBlock);
    rest = rest.subspan(in_head);
    for (; rest.size() >= kLong; rest = rest.subspan(kChunk)) {
        const std::uint8_t* limit = W == Way::open ? mac.end() : rest.data();
        stream.template make<Vector::kChunkBlocks>([&] { mac.step(limit, kStep); });
        stream.xor_into(rest.data(), kChunk);
    }
    if (W == Way::open && is_long) mac.finish();
    stream.crypt_rest(rest);
    if (W == Way::seal) mac.finish();

    sum.add(poly1305_44::from_words(message.aad.size(), message.data.size(), 1));
    poly1305_44::finish(sum.h, mac_key + 16, tag);
    wipe(mac_key);
    wipe_object(sum);
}

}  // namespace vitrine::crypto::chacha20_poly1305_rows
