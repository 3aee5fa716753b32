// Modular powers with MULX, ADCX and ADOX over products_adx.h, for processors without AVX-512 IFMA:
// fixed windows for a secret exponent, each entry read by a scan of the whole table, squares and
// products for a public one, a comb for a base that is met again. Twin of bignum/montgomery.cpp;
// both pass the same tests. Numbers are padded to whole blocks of eight words. Only what is this
// file's own, or inlined always, is called here: a shared function compiled for these instructions
// could be the copy that the linker keeps for everyone. Secret: bases, exponents, moduli.  Public:
// widths.  Leaks: nothing.
#include "base/secret.h"
#include "crypto/bignum/modexp.h"
#include "crypto/bignum/products_adx.h"
#include "crypto/bignum/table_entry.h"

namespace vitrine::crypto::bignum {

namespace {

using adx::Word;

constexpr std::size_t kWindow = 5;
constexpr std::size_t kEntries = std::size_t{1} << kWindow;
constexpr std::size_t kMaxSecretWords = kMaxSecretBits / 64;
constexpr std::size_t kMaxWords = kMaxPublicBits / 64;

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
    adx::Reducer reducer_{};
    alignas(64) Word n_[Capacity];
    alignas(64) Word less_n_[Capacity];
    alignas(64) Word rr_[Capacity];
    alignas(64) Word wide_[2 * Capacity];
};

/// One block and more: less than that is left to the portable twin.
bool wide_enough(const Modulus<Limb>& m) {
    return m.width >= 8;
}

std::uint64_t window_at(const ExpJob& job, std::size_t at) {
    const std::size_t limb = at / 64;
    const std::size_t shift = at % 64;
    std::uint64_t bits = job.exponent[limb] >> shift;
    const bool crosses = shift > 64 - kWindow && limb + 1 < (job.exponent_bits + 63) / 64;
    if (crosses) bits |= job.exponent[limb + 1] << (64 - shift);  // public: positions only
    return bits & (kEntries - 1);
}

void exp(const ExpJob& job) {
    if (!wide_enough(*job.m))
        return exp_secret(job.r, job.base, job.exponent, job.exponent_bits, *job.m);
    Field<kMaxSecretWords> field(*job.m);
    const std::size_t width = field.width();
    alignas(64) Word table[kEntries * kMaxSecretWords];
    alignas(64) Word power[kMaxSecretWords];
    alignas(64) Word entry[kMaxSecretWords];
    copy_padded(entry, job.base, job.m->width, width);
    field.one(table);
    field.multiply(table + width, entry, field.rr());
    for (std::size_t i = 2; i < kEntries; ++i) {
        if (i % 2 == 0) {
            field.square(table + i * width, table + i / 2 * width);
        } else {
            field.multiply(table + i * width, table + (i - 1) * width, table + width);
        }
    }
    std::size_t left = (job.exponent_bits + kWindow - 1) / kWindow - 1;
    table_entry_avx2(power, table, kEntries, window_at(job, left * kWindow), width);
    while (left-- > 0) {
        for (std::size_t i = 0; i < kWindow; ++i) field.square(power, power);
        table_entry_avx2(entry, table, kEntries, window_at(job, left * kWindow), width);
        field.multiply(power, power, entry);
    }
    field.leave(job.r, power, *job.m);
    wipe_words(table, kEntries * width);
    wipe_words(power, width);
    wipe_words(entry, width);
    wipe_stack();
}

void exp_pair(const ExpJob& a, const ExpJob& b) {
    exp(a);
    exp(b);
}

void exp_with_public(Limb* r, const Limb* base, std::uint64_t exponent, const Modulus<Limb>& m) {
    if (!wide_enough(m)) return exp_public(r, base, exponent, m);
    Field<kMaxWords> field(m);
    alignas(64) Word start[kMaxWords];
    alignas(64) Word power[kMaxWords];
    if (m.rr == nullptr) field.find_square_vartime(m);
    copy_padded(start, base, m.width, field.width());
    field.multiply(start, start, field.rr());
    copy_padded(power, start, field.width(), field.width());
    for (int bit = 62 - __builtin_clzll(exponent); bit >= 0; --bit) {  // public: the exponent
        field.square(power, power);
        if (((exponent >> bit) & 1) != 0) field.multiply(power, power, start);
    }
    field.leave(r, power, m);
    wipe_words(start, field.width());
    wipe_words(power, field.width());
}

void multiply(Limb* r, const Limb* a, const Limb* b, const Modulus<Limb>& m) {
    if (!wide_enough(m)) return mul_mod(r, a, b, m);
    Field<kMaxWords> field(m);
    alignas(64) Word x[kMaxWords];
    alignas(64) Word y[kMaxWords];
    copy_padded(x, a, m.width, field.width());
    copy_padded(y, b, m.width, field.width());
    field.multiply(x, x, field.rr());
    field.multiply(x, x, y);
    field.less_n_once(r, x, m);
    wipe_words(x, field.width());
    wipe_words(y, field.width());
}

Word* comb_block(FixedBase& comb, std::size_t block, std::size_t width) {
    return comb.words.data() + block * FixedBase::kEntries * width;
}

/// One walk of squarings through base^(2^k) meets every tooth of every block; then each entry is
/// the product of a smaller one and a tooth.  Everything here is public.
bool prepare_base(FixedBase& comb, const ExpJob& job) {
    const bool fits = wide_enough(*job.m) && job.m->width + 7 <= FixedBase::kMaxNumber;
    if (!fits) return false;  // public: the width
    Field<kMaxSecretWords> field(*job.m);
    const std::size_t width = field.width();
    const std::size_t columns = FixedBase::columns(job.exponent_bits);
    const std::size_t block = FixedBase::block(job.exponent_bits);
    alignas(64) Word power[kMaxSecretWords];
    copy_padded(power, job.base, job.m->width, width);
    field.multiply(power, power, field.rr());
    std::size_t reached = 0;
    for (std::size_t tooth = 0; tooth < FixedBase::kTeeth; ++tooth) {
        for (std::size_t j = 0; j < FixedBase::kBlocks; ++j) {
            for (; reached < tooth * columns + j * block; ++reached) field.square(power, power);
            Word* table = comb_block(comb, j, width);
            copy_padded(table + (std::size_t{1} << tooth) * width, power, width, width);
        }
    }
    for (std::size_t j = 0; j < FixedBase::kBlocks; ++j) {
        Word* table = comb_block(comb, j, width);
        field.one(table);
        for (std::size_t u = 3; u < FixedBase::kEntries; ++u) {
            const std::size_t lowest = u & (0 - u);
            if (u == lowest) continue;
            field.multiply(table + u * width, table + (u - lowest) * width, table + lowest * width);
        }
    }
    return true;
}

/// The bits of the exponent that stand at `column` of each row.
std::uint64_t comb_index(const ExpJob& job, std::size_t columns, std::size_t column) {
    std::uint64_t index = 0;
    for (std::size_t tooth = 0; tooth < FixedBase::kTeeth; ++tooth) {
        const std::size_t at = tooth * columns + column;
        if (at >= job.exponent_bits) continue;  // public: positions only
        index |= ((job.exponent[at / 64] >> (at % 64)) & 1) << tooth;
    }
    return index;
}

void exp_fixed(const FixedBase& comb, const ExpJob& job) {
    Modulus<Limb> bare = *job.m;
    bare.rr = nullptr;
    Field<kMaxSecretWords> field(bare);
    const std::size_t width = field.width();
    const std::size_t columns = FixedBase::columns(job.exponent_bits);
    const std::size_t block = FixedBase::block(job.exponent_bits);
    alignas(64) Word power[kMaxSecretWords];
    alignas(64) Word entry[kMaxSecretWords];
    copy_padded(power, comb.words.data(), width, width);
    for (std::size_t k = block; k-- > 0;) {
        if (k + 1 < block) field.square(power, power);
        for (std::size_t j = 0; j < FixedBase::kBlocks; ++j) {
            if (j * block + k >= columns) continue;  // public: positions only
            const Word* table = comb.words.data() + j * FixedBase::kEntries * width;
            const std::uint64_t index = comb_index(job, columns, j * block + k);
            table_entry_avx2(entry, table, FixedBase::kEntries, index, width);
            field.multiply(power, power, entry);
        }
    }
    field.leave(job.r, power, *job.m);
    wipe_words(power, width);
    wipe_words(entry, width);
    wipe_stack();
}

constexpr ModExpImpl kAdx = {
    "adx",    cpu::kBmi2Adx | cpu::kAvx2, exp, exp_pair, exp_with_public, multiply, prepare_base,
    exp_fixed};

}  // namespace

const ModExpImpl* adx_backend() {
    return &kAdx;
}

}  // namespace vitrine::crypto::bignum
