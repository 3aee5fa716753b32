// A modulus made ready for the products of products_adx.h, and residues under it: numbers padded to
// whole blocks of eight words, "almost Montgomery", below R. For kernel files (*_adx.cpp) only.
// Secret: all words.  Public: widths.  Leaks: nothing. Read next: bignum/montgomery_adx.cpp.
#pragma once

#include "base/secret.h"
#include "crypto/bignum/montgomery.h"
#include "crypto/bignum/products_adx.h"

namespace vitrine::crypto::bignum::adx {

// A kernel file's own copies: they hold instructions that not every processor has.
namespace {  // NOLINT(cert-dcl59-cpp)

void wipe_words(Word* words, std::size_t count) {
    wipe({reinterpret_cast<std::uint8_t*>(words), count * sizeof(Word)});
}

void copy_padded(Word* r, const Word* from, std::size_t count, std::size_t width) {
    for (std::size_t i = 0; i < width; ++i) r[i] = i < count ? from[i] : 0;  // public: positions
}

/// A modulus made ready and the products under it; wipes what it used at its end.
template <std::size_t Capacity>
class Field {
  public:
    explicit Field(const Modulus<Limb>& m) : blocks_((m.width + 7) / 8), width_(8 * blocks_) {
        copy_padded(n_, m.n, m.width, width_);
        Word borrow = 0;
        for (std::size_t i = 0; i < width_; ++i) {
            const u128 less = u128{0} - n_[i] - borrow;
            less_n_[i] = static_cast<Word>(less);
            borrow = static_cast<Word>(less >> 64) & 1;
        }
        reducer_ = {n_, less_n_, m.n0, blocks_};
        if (m.rr != nullptr) enter_square_of(m);
    }
    Field(const Field&) = delete;
    Field& operator=(const Field&) = delete;
    ~Field() {
        wipe_words(n_, width_);
        wipe_words(less_n_, width_);
        wipe_words(rr_, width_);
        wipe_words(wide_, 2 * width_);
        wipe_words(&reducer_.n0, 1);
    }

    [[nodiscard]] std::size_t width() const { return width_; }
    /// R^2 mod n.
    [[nodiscard]] const Word* rr() const { return rr_; }

    void multiply(Word* r, const Word* a, const Word* b) {
        adx::product(wide_, a, b, blocks_);
        adx::reduce(r, wide_, reducer_);
    }
    void square(Word* r, const Word* a) {
        adx::square(wide_, a, blocks_);
        adx::reduce(r, wide_, reducer_);
    }
    /// The residue 1.
    void one(Word* r) {
        copy_padded(wide_, rr_, width_, 2 * width_);
        adx::reduce(r, wide_, reducer_);
    }
    /// r = a / R mod n, below n, in m.width limbs.
    void leave(Limb* r, Word* a, const Modulus<Limb>& m) {
        copy_padded(wide_, a, width_, 2 * width_);
        adx::reduce(a, wide_, reducer_);
        less_n_once(r, a, m);
    }
    /// r = a, below 2n, or a - n if that is not negative.
    void less_n_once(Limb* r, const Word* a, const Modulus<Limb>& m) {
        Word borrow = 0;
        for (std::size_t i = 0; i < width_; ++i) {
            // NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): all are filled
            const u128 less = u128{a[i]} - n_[i] - borrow;
            wide_[i] = static_cast<Word>(less);
            borrow = static_cast<Word>(less >> 64) & 1;
        }
        const Word keep = 0 - borrow;
        for (std::size_t i = 0; i < m.width; ++i) {
            // NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): all are filled
            r[i] = wide_[i] ^ (keep & (wide_[i] ^ a[i]));
        }
    }
    /// R^2 of a public modulus whose own nobody has computed: R 2^(width 8) by division, squared
    /// three times.
    void find_square_vartime(const Modulus<Limb>& m) {
        Word power[Capacity];
        power_of_two_vartime(power, 72 * width_, m);
        copy_padded(rr_, power, m.width, width_);
        for (int i = 0; i < 3; ++i) square(rr_, rr_);
    }

  private:
    /// From 2^(128 m.width): squares double what is above R, until a power of two leads from there
    /// to R^2.
    void enter_square_of(const Modulus<Limb>& m) {
        copy_padded(rr_, m.rr, m.width, width_);
        std::size_t above = 2 * m.width - width_;             // rr is R * 2^(64 above)
        for (; above < width_; above *= 2) square(rr_, rr_);  // public: the width
        if (above == width_) return;
        Word power[Capacity] = {};
        power[2 * width_ - above] = 1;
        multiply(rr_, rr_, power);
    }

    std::size_t blocks_;
    std::size_t width_;
    Reducer reducer_{};
    alignas(64) Word n_[Capacity];
    alignas(64) Word less_n_[Capacity];
    alignas(64) Word rr_[Capacity];
    alignas(64) Word wide_[2 * Capacity];
};

}  // namespace

}  // namespace vitrine::crypto::bignum::adx
