// Modular powers with MULX, ADCX and ADOX over products_adx.h, for processors without AVX-512 IFMA:
// fixed windows for a secret exponent, each entry read by a scan of the whole table, squares and
// products for a public one, a comb for a base that is met again. Twin of bignum/montgomery.cpp;
// both pass the same tests. Numbers are padded to whole blocks of eight words. Only what is this
// file's own, or inlined always, is called here: a shared function compiled for these instructions
// could be the copy that the linker keeps for everyone. Secret: bases, exponents, moduli.  Public:
// widths.  Leaks: nothing.
#include "crypto/bignum/exponent_bits.h"
#include "crypto/bignum/field_adx.h"
#include "crypto/bignum/table_entry.h"
#include "crypto/bignum/two_powers.h"

namespace vitrine::crypto::bignum {

namespace {

using adx::copy_padded;
using adx::Field;
using adx::wipe_words;
using adx::Word;

constexpr std::size_t kWindow = 5;
constexpr std::size_t kEntries = std::size_t{1} << kWindow;
constexpr std::size_t kMaxSecretWords = kMaxSecretBits / 64;
constexpr std::size_t kMaxWords = kMaxPublicBits / 64;

/// One block and more: less than that is left to the portable twin.
bool wide_enough(const Modulus<Limb>& m) {
    return m.width >= 8;
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
    table_entry_avx2(power, table, kEntries, window_at<kWindow>(job, left * kWindow), width);
    while (left-- > 0) {
        for (std::size_t i = 0; i < kWindow; ++i) field.square(power, power);
        table_entry_avx2(entry, table, kEntries, window_at<kWindow>(job, left * kWindow), width);
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

/// A Field as bignum/two_powers.h wants it.
struct PublicField : Field<kMaxSecretWords> {
    explicit PublicField(const Modulus<Limb>& m) : Field(m), modulus(m) {}
    void enter(Word* r, const Limb* x) {
        copy_padded(r, x, modulus.width, width());
        multiply(r, r, rr());
    }
    using Field::leave;
    void leave(Limb* r, Word* a) { leave(r, a, modulus); }

    const Modulus<Limb>& modulus;
};

void two_powers(Limb* r, const ExpJob& a, const ExpJob& b) {
    if (!wide_enough(*a.m)) return portable_two_powers_vartime(r, a, b);
    PublicField field(*a.m);
    two_powers_vartime<Word, kMaxSecretWords>(r, a, b, field);
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

constexpr ModExpImpl kAdx = {"adx",
                             cpu::kBmi2Adx | cpu::kAvx2,
                             exp,
                             exp_pair,
                             exp_with_public,
                             multiply,
                             two_powers,
                             prepare_base,
                             exp_fixed};

}  // namespace

const ModExpImpl* adx_backend() {
    return &kAdx;
}

}  // namespace vitrine::crypto::bignum
