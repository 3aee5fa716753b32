#include "crypto/pk/rsa_lanes_core.h"

#include "base/secret.h"

namespace vitrine::crypto {

namespace {

using bignum::LaneArithmetic;
using bignum::LaneInteger;
using bignum::LaneModulus;
using bignum::Limb;
using Prepared = RsaKeyAccess::Prepared;

/// Fewer jobs than these are done sooner one after another.
constexpr std::size_t kFewest = 4;
constexpr std::size_t kMaxWidth = bignum::kMaxLaneExpDigits * 52 / 64;  ///< limbs of a prime

/// Primes of 512, 1024, 1536 or 2048 bits, the modulus twice as long.
bool has_lanes(const Prepared& key) {
    const std::size_t half = key.mod_p.width;
    const std::size_t full_bits = 64 * half;
    return bignum::kLimbBits<Limb> == 64 && half % 8 == 0 && half <= kMaxWidth &&
           key.mod_n.width == 2 * half && key.mod_p.bits + 8 >= full_bits &&
           key.mod_q.bits + 8 >= full_bits;
}

bool may_share(const Prepared& a, const Prepared& b) {
    return has_lanes(a) && has_lanes(b) && a.mod_n.width == b.mod_n.width &&
           a.exponent == b.exponent;
}

/// What one pass works with. `key`, `job`: of each lane; lanes without a job repeat the first's.
struct Pass {
    const LaneArithmetic& arithmetic;
    std::array<const Prepared*, kLanes> key{};
    std::size_t half;  ///< digits of a prime
    LaneModulus n, p, q;
    LaneInteger message, blind, unblind, work, m1, m2, h;
    LaneWord exponent[kMaxWidth];

    Pass(const LaneArithmetic& with, std::span<RsaLaneJob* const> jobs) : arithmetic(with) {
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            key[lane] = jobs[lane < jobs.size() ? lane : 0]->key;
        half = bignum::lane_digits_for(64 * key[0]->mod_p.width);
        load_modulus(n, &Prepared::mod_n, 2 * half);
        load_modulus(p, &Prepared::mod_p, half);
        load_modulus(q, &Prepared::mod_q, half);
    }
    Pass(const Pass&) = delete;
    Pass& operator=(const Pass&) = delete;
    ~Pass() {
        for (LaneInteger* secret : {&message, &blind, &unblind, &work, &m1, &m2, &h})
            wipe_object(*secret);
        wipe_object(exponent);
    }

    void load_modulus(LaneModulus& m, bignum::Modulus<Limb> Prepared::* which, std::size_t digits) {
        m.digits = digits;
        std::size_t width = 0;
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            const bignum::Modulus<Limb>& from = key[lane]->*which;
            width = from.width;
            load_lane(m.n, lane, from.n, width, digits);
            load_lane(m.rr, lane, from.rr, width, digits);
            m.n0[lane] = from.n0 & bignum::kLaneDigitMask;
        }
        complete_lane_modulus(m, width, arithmetic);
    }
};

/// r = a^e in Montgomery's form, e public.
void raise_public(Pass& pass, LaneInteger& r, const LaneInteger& a, std::uint64_t e) {
    r = a;
    for (int bit = 63 - __builtin_clzll(e); bit-- > 0;) {
        pass.arithmetic.square(r, r, pass.n);
        if (((e >> bit) & 1) != 0) pass.arithmetic.multiply(r, r, a, pass.n);
    }
}

/// r = base^(exponent - 1) mod a prime, in Montgomery's form, for `base` of twice its size. The
/// exponent is odd.
void raise_secret(Pass& pass,
                  LaneInteger& r,
                  const LaneInteger& base,
                  LaneModulus& m,
                  const Prepared::Half Prepared::* exponent) {
    const LaneArithmetic& arithmetic = pass.arithmetic;
    const std::size_t words = pass.key[0]->mod_p.width;
    for (std::size_t i = 0; i < words; ++i) {
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            pass.exponent[i][lane] = (pass.key[lane]->*exponent)[i] ^ Limb { i == 0 };
    }
    arithmetic.reduce(r, base, m);
    arithmetic.multiply(r, r, m.rr, m);
    arithmetic.multiply(r, r, m.rr, m);
    arithmetic.exp(r, r, pass.exponent, words, m);
}

// RFC 8017 §5.1.2, 2.b, as RsaPrivateKey::Prepared::power_less_one; work becomes work^(d - 1)
// modulo n, perhaps with a multiple of n more.
void raise_private(Pass& pass) {
    const LaneArithmetic& arithmetic = pass.arithmetic;
    raise_secret(pass, pass.m1, pass.work, pass.p, &Prepared::dp);
    raise_secret(pass, pass.m2, pass.work, pass.q, &Prepared::dq);
    // qInv times the single lane's R: the power of two is this R over that one.
    LaneInteger& qinv = pass.work;
    const std::size_t width = pass.key[0]->mod_p.width;
    for (std::size_t lane = 0; lane < kLanes; ++lane)
        load_lane(qinv, lane, pass.key[lane]->qinv_mont.data(), width, pass.half);
    fill_lanes(pass.h, std::uint64_t{1} << (52 * pass.half - 64 * width), pass.half);
    arithmetic.multiply(qinv, qinv, pass.h, pass.p);
    fill_lanes(pass.h, 1, pass.half);
    arithmetic.multiply(pass.m2, pass.m2, pass.h, pass.q);
    arithmetic.multiply(pass.h, pass.m2, pass.p.rr, pass.p);  // m_2 may be above p
    arithmetic.subtract(pass.h, pass.m1, pass.h, pass.p);
    arithmetic.multiply(pass.h, pass.h, qinv, pass.p);
    LaneInteger& q = pass.m1;
    q = pass.q.n;
    arithmetic.multiply_add(pass.work, q, pass.h, pass.m2, pass.q);
}

using Factors = std::array<Limb, 2 * kMaxWidth>;

/// Draws each lane's blinding factor, below n; a job whose generator fails gets its error.
void draw_blinding(Pass& pass, std::span<RsaLaneJob* const> jobs) {
    std::array<Factors, kLanes> plain{};
    std::array<std::uint8_t, 16 * kMaxWidth> bytes{};
    for (std::size_t lane = 0; lane < jobs.size(); ++lane) {
        const Prepared& key = *pass.key[lane];
        const auto drawn = MutByteView{bytes}.first(key.modulus_len);
        jobs[lane]->status = jobs[lane]->rng->fill(drawn);
        Factors& factor = plain[lane];
        bignum::load_be(factor.data(), key.mod_n.width, drawn);
        factor[0] |= 1;
        factor[(key.mod_n.bits - 1) / 64] &= (Limb{1} << ((key.mod_n.bits - 1) % 64)) - 1;
    }
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const Factors& factor = plain[lane < jobs.size() ? lane : 0];
        load_lane(pass.blind, lane, factor.data(), pass.key[lane]->mod_n.width, 2 * pass.half);
    }
    pass.arithmetic.multiply(pass.blind, pass.blind, pass.n.rr, pass.n);
    wipe_object(plain);
    wipe_object(bytes);
}

/// work = work * 1, below n, as limbs of one lane.
void take_lane(const Pass& pass, std::size_t lane, Factors& out) {
    const bignum::Modulus<Limb>& n = pass.key[lane]->mod_n;
    store_lane(out.data(), n.width, pass.work, lane, 2 * pass.half);
    Factors zero{};
    bignum::assign(bignum::equal(out.data(), n.n, n.width), out.data(), zero.data(), n.width);
}

void leave_form(Pass& pass, const LaneInteger& a) {
    fill_lanes(pass.h, 1, 2 * pass.half);
    pass.arithmetic.multiply(pass.work, a, pass.h, pass.n);
}

void load_messages(Pass& pass, std::span<RsaLaneJob* const> jobs, std::span<Factors> messages) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const RsaLaneJob& job = *jobs[lane < jobs.size() ? lane : 0];
        const std::size_t width = pass.key[lane]->mod_n.width;
        bignum::load_be(messages[lane].data(), width, job.block);
        load_lane(pass.message, lane, messages[lane].data(), width, 2 * pass.half);
    }
}

/// The steps of RsaPrivateKey::Prepared::private_op.
void run_pass(const LaneArithmetic& arithmetic, std::span<RsaLaneJob* const> jobs) {
    Pass pass{arithmetic, jobs};
    const std::uint64_t e = pass.key[0]->exponent;
    std::array<Factors, kLanes> messages{}, factors{};
    load_messages(pass, jobs, messages);
    draw_blinding(pass, jobs);
    raise_public(pass, pass.unblind, pass.blind, e - 1);
    arithmetic.multiply(pass.work, pass.unblind, pass.blind, pass.n);  // r^e
    arithmetic.multiply(pass.work, pass.work, pass.message, pass.n);
    raise_private(pass);
    arithmetic.multiply(pass.work, pass.work, pass.n.rr, pass.n);
    arithmetic.multiply(pass.unblind, pass.unblind, pass.work, pass.n);
    arithmetic.multiply(pass.message, pass.message, pass.n.rr, pass.n);
    arithmetic.multiply(pass.unblind, pass.unblind, pass.message, pass.n);

    leave_form(pass, pass.unblind);
    for (std::size_t lane = 0; lane < jobs.size(); ++lane) take_lane(pass, lane, factors[lane]);
    raise_public(pass, pass.m1, pass.unblind, e);
    leave_form(pass, pass.m1);
    Factors again, zero{};
    for (std::size_t lane = 0; lane < jobs.size(); ++lane) {
        RsaLaneJob& job = *jobs[lane];
        const std::size_t width = pass.key[lane]->mod_n.width;
        take_lane(pass, lane, again);
        job.sound = bignum::equal(again.data(), messages[lane].data(), width);
        if (!job.status.ok()) job.sound = ct::Mask::none();  // public: its generator failed
        bignum::assign(~job.sound, factors[lane].data(), zero.data(), width);
        bignum::store_be(job.block, factors[lane].data(), width);
    }
    for (auto* secret : {&messages, &factors}) wipe_object(*secret);
    wipe_object(again);
}

void run_alone(RsaLaneJob& job) {
    std::array<std::uint8_t, kMaxRsaPrivateModulusLen> input_buffer;
    const auto input = MutByteView{input_buffer}.first(job.block.size());
    copy_bytes(job.block, input);
    job.status = job.key->private_op(input, *job.rng, job.block, job.sound);
    wipe(input);
}

struct Sharing {
    std::array<RsaLaneJob*, kLanes> job{};
    std::size_t count = 0;
};

/// The first of `jobs` and, up to eight, those behind it that can share its pass.
Sharing sharing_with_first(std::span<RsaLaneJob> jobs) {
    Sharing found;
    for (RsaLaneJob& job : jobs) {
        if (found.count == kLanes) break;
        if (!job.taken && may_share(*jobs[0].key, *job.key)) found.job[found.count++] = &job;
    }
    return found;
}

}  // namespace

void rsa_private_lanes(std::span<RsaLaneJob> jobs) {
    const LaneArithmetic* arithmetic = bignum::lane_arithmetic();
    for (; !jobs.empty(); jobs = jobs.subspan(1)) {
        if (jobs[0].taken) continue;
        const Sharing sharing = sharing_with_first(jobs);
        if (arithmetic == nullptr || sharing.count < kFewest) {
            run_alone(jobs[0]);
            continue;
        }
        const auto pass = std::span{sharing.job}.first(sharing.count);
        for (RsaLaneJob* job : pass) job->taken = true;
        run_pass(*arithmetic, pass);
    }
}

}  // namespace vitrine::crypto
