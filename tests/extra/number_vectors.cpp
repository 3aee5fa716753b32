// The arithmetic of AWS-LC's *_tests.txt and Botan's bn/*.vec, as far as bignum does the like.
#include "extra/arithmetic.h"
#include "extra/text_vectors.h"
#include "extra/vector_folder.h"

namespace vitrine::test {

namespace {

namespace fs = std::filesystem;

constexpr const char* kOddOnly = "moduli are odd and above 1";
constexpr const char* kNoSign = "limbs have no sign";

Integer hex_of(const VectorBlock& block, const std::string& key) {
    return hex_integer(block.text(key));
}

Integer of(const VectorBlock& block, const std::string& key) {
    return integer_of(block.text(key));
}

void read_sums(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file)) {
        const Integer a = hex_of(block, "A");
        const Integer b = hex_of(block, "B");
        const Integer sum = hex_of(block, "Sum");
        tally.valid(where(block), sum_is(a, b, sum) && sum_is(sum, -b, a) && sum_is(sum, -a, b));
    }
}

void read_products(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file)) {
        const bool square = block.has("Square");
        tally.valid(where(block), product_is(hex_of(block, "A"), hex_of(block, square ? "A" : "B"),
                                             hex_of(block, square ? "Square" : "Product")));
    }
}

void read_quotients(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file)) {
        const Integer b = abs(hex_of(block, "B"));
        if (!is_modulus(b)) {
            tally.leave_out(kOddOnly);
        } else {  // the remainder has the sign of A
            tally.valid(where(block),
                        remainder_is(hex_of(block, "A"), b, abs(hex_of(block, "Remainder"))));
        }
    }
}

void read_shifts(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file)) {
        const Integer a = hex_of(block, "A");
        if (block.has("LShift1")) {
            tally.valid(where(block), sum_is(a, a, hex_of(block, "LShift1")));
            continue;
        }
        const std::size_t count = hex_of(block, "N").get_ui();
        if (block.has("LShift")) {
            tally.valid(where(block), product_is(a, Integer(1) << count, hex_of(block, "LShift")));
        } else {
            tally.valid(where(block), right_shift_is(abs(a), count, abs(hex_of(block, "RShift"))));
        }
    }
}

void read_modular_products(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file)) {
        const Integer n = hex_of(block, "M");
        if (!is_modulus(n)) {
            tally.leave_out(kOddOnly);
            continue;
        }
        const bool square = block.has("ModSquare");
        tally.valid(where(block),
                    modular_product_is(hex_of(block, "A"), hex_of(block, square ? "A" : "B"), n,
                                       hex_of(block, square ? "ModSquare" : "ModMul")));
    }
}

void read_modular_powers(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file)) {
        const Integer n = hex_of(block, "M");
        if (!is_modulus(n)) {
            tally.leave_out(kOddOnly);
            continue;
        }
        tally.valid(where(block),
                    power_is(hex_of(block, "A"), hex_of(block, "E"), n, hex_of(block, "ModExp")));
    }
}

void read_powers(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file)) {
        const Integer a = hex_of(block, "A");
        Integer power = 1;
        bool right = true;
        for (Integer e = hex_of(block, "E"); e > 0; e -= 1) {
            const Integer next = power * a;
            right = right && product_is(power, a, next);
            power = next;
        }
        tally.valid(where(block), right && power == hex_of(block, "Exp"));
    }
}

void read_inverses(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file)) {
        const Integer n = hex_of(block, "M");
        if (!is_modulus(n)) {
            tally.leave_out(kOddOnly);
            continue;
        }
        tally.valid(where(block), inverse_is(hex_of(block, "A"), n, hex_of(block, "ModInv")));
    }
}

// No gcd here, but inverse() tells whether it is 1.
void note_gcd(const VectorBlock& block,
              const Integer& a,
              const Integer& b,
              const Integer& gcd,
              Tally& tally) {
    const Integer& n = is_modulus(b) ? b : a;
    const Integer& x = is_modulus(b) ? a : b;
    if (!is_modulus(n)) return tally.leave_out("inverse() wants one of them odd and above 1");
    if (gcd != 1) return tally.valid(where(block), inverse_is(x, n, 0));
    Integer inverted;
    mpz_invert(inverted.get_mpz_t(), x.get_mpz_t(), n.get_mpz_t());
    tally.valid(where(block), inverse_is(x, n, inverted));
}

void read_gcds(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file))
        note_gcd(block, hex_of(block, "A"), hex_of(block, "B"), hex_of(block, "GCD"), tally);
}

// One base each: a composite number must fall to one of ours; a number that passes all of the
// file's need not be prime, unless it is so small that they are all there are.
void read_miller_rabin(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file)) {
        const Integer w = hex_of(block, "W");
        const bool prime = mpz_probab_prime_p(w.get_mpz_t(), 50) != 0;
        if (w <= 3) {
            tally.leave_out("is_probable_prime takes numbers above 3");
        } else if (block.text("Result") == "Composite") {
            tally.invalid(where(block), is_prime(w));
        } else if (prime) {
            tally.valid(where(block), is_prime(w));
        } else {  // a strong liar
            tally.invalid(where(block), is_prime(w));
        }
    }
}

void read_botan_sums(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Output"})) {
        const Integer b = of(block, "In2");
        tally.valid(where(block),
                    sum_is(of(block, "In1"), block.section == "Subtraction" ? Integer(-b) : b,
                           of(block, "Output")));
    }
}

void read_botan_products(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Output"})) {
        const bool square = block.section == "Square";
        tally.valid(where(block),
                    product_is(of(block, square ? "Input" : "In1"),
                               of(block, square ? "Input" : "In2"), of(block, "Output")));
    }
}

void read_botan_divisions(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Output"})) {
        const Integer a = of(block, "In1");
        const Integer b = of(block, "In2");
        const Integer output = of(block, "Output");
        const Integer rest = block.section == "Modulo" ? output : Integer(a - output * b);
        if (!is_modulus(abs(b))) {
            tally.leave_out(kOddOnly);
        } else if (a < 0) {  // rounded down: -a is as much over as a is under
            tally.valid(where(block), remainder_is(a, abs(b), rest == 0 ? rest : abs(b) - rest));
        } else {
            tally.valid(where(block), remainder_is(a, abs(b), rest));
        }
    }
}

void read_botan_shifts(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Output"})) {
        const Integer value = of(block, "Value");
        const std::size_t count = of(block, "Shift").get_ui();
        const Integer output = of(block, "Output");
        tally.valid(where(block), block.section == "LeftShift"
                                      ? product_is(value, Integer(1) << count, output)
                                      : right_shift_is(abs(value), count, abs(output)));
    }
}

void read_botan_comparisons(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"R"})) {
        const Integer x = of(block, "X");
        const Integer y = of(block, "Y");
        if (x < 0 || y < 0) {
            tally.leave_out(kNoSign);
            continue;
        }
        const bool result = block.section == "EQ"   ? equals(x, y)
                            : block.section == "LT" ? less_than(x, y)
                                                    : !less_than(y, x);
        tally.valid(where(block), result == (block.text("R") == "true"));
    }
}

void read_botan_powers(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Output"})) {
        const Integer n = of(block, "Modulus");
        if (!is_modulus(n)) {
            tally.leave_out(kOddOnly);
            continue;
        }
        tally.valid(where(block),
                    power_is(of(block, "Base"), of(block, "Exponent"), n, of(block, "Output")));
    }
}

void read_botan_inverses(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Output"})) {
        const Integer n = of(block, "Modulus");
        if (!is_modulus(n)) {
            tally.leave_out(kOddOnly);
            continue;
        }
        tally.valid(where(block), inverse_is(of(block, "Input"), n, of(block, "Output")));
    }
}

void read_botan_gcds(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"GCD"}))
        note_gcd(block, of(block, "X"), of(block, "Y"), of(block, "GCD"), tally);
}

void read_botan_primes(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"X"})) {
        const Integer x = of(block, "X");
        if (x <= 3 || !is_modulus(x)) {
            tally.leave_out("is_probable_prime takes odd numbers above 3");
        } else if (block.section == "Prime") {
            tally.valid(where(block), is_prime(x));
        } else {
            tally.invalid(where(block), is_prime(x));
        }
    }
}

}  // namespace

std::span<const Reader> number_readers() {
    static constexpr Reader kReaders[] = {
        {"vectors-facts/aws-lc/sum_tests\\.txt", Kernels::none, read_sums},
        {"vectors-facts/aws-lc/product_tests\\.txt", Kernels::none, read_products},
        {"vectors-facts/aws-lc/quotient_tests\\.txt", Kernels::none, read_quotients},
        {"vectors-facts/aws-lc/shift_tests\\.txt", Kernels::none, read_shifts},
        {"vectors-facts/aws-lc/mod_mul_tests\\.txt", Kernels::none, read_modular_products},
        {"vectors-facts/aws-lc/mod_exp_tests\\.txt", Kernels::public_key, read_modular_powers},
        {"vectors-facts/aws-lc/exp_tests\\.txt", Kernels::none, read_powers},
        {"vectors-facts/aws-lc/mod_inv_tests\\.txt", Kernels::none, read_inverses},
        {"vectors-facts/aws-lc/gcd_tests\\.txt", Kernels::none, read_gcds},
        {"vectors-facts/aws-lc/miller_rabin_tests\\.txt", Kernels::public_key, read_miller_rabin},
        {"vectors-facts/botan/bn/(add|sub)\\.vec", Kernels::none, read_botan_sums},
        {"vectors-facts/botan/bn/(mul|sqr)\\.vec", Kernels::none, read_botan_products},
        {"vectors-facts/botan/bn/(divide|mod)\\.vec", Kernels::none, read_botan_divisions},
        {"vectors-facts/botan/bn/[lr]shift\\.vec", Kernels::none, read_botan_shifts},
        {"vectors-facts/botan/bn/cmp\\.vec", Kernels::none, read_botan_comparisons},
        {"vectors-facts/botan/bn/powmod\\.vec", Kernels::public_key, read_botan_powers},
        {"vectors-facts/botan/bn/invmod\\.vec", Kernels::none, read_botan_inverses},
        {"vectors-facts/botan/bn/gcd\\.vec", Kernels::none, read_botan_gcds},
        {"vectors-facts/botan/bn/isprime\\.vec", Kernels::public_key, read_botan_primes},
    };
    return kReaders;
}

}  // namespace vitrine::test
