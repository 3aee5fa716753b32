// Known answers of RSA, Diffie-Hellman, DSA and the curves.
#include <vector>

#include "crypto/bignum/modexp.h"
#include "crypto/drbg.h"
#include "crypto/pk/dh.h"
#include "crypto/pk/dsa.h"
#include "crypto/pk/ec_implementations.h"
#include "crypto/pk/ed25519.h"
#include "crypto/pk/rsa.h"
#include "crypto/pk/x25519.h"
#include "crypto/pk/x25519_ladder.h"
#include "crypto/pk/x25519_lanes.h"
#include "crypto/selftest_checks.h"

namespace vitrine::crypto::selftest {

namespace {

using Bytes = std::vector<std::uint8_t>;

/// Blinding needs random numbers; the answers do not depend on them.
Drbg blinding() {
    return Drbg{std::array<std::uint8_t, 32>{1}};
}

std::string_view modexp_kernel(const KnownAnswer&) {
    return bignum::modexp().name;
}

std::string_view only_kernel(const KnownAnswer&) {
    return "portable";
}

Result<RsaPrivateKey> rsa_key(const Fields& in) {
    return RsaPrivateKey::make({in[0], in[1], in[2], in[3], in[4], in[5], in[6], in[7]});
}

bool rsa_sign_answers(const KnownAnswer& answer, const Fields& in) {
    const auto key = rsa_key(in);
    if (!key.ok()) return false;
    const auto alg = static_cast<HashAlg>(answer.alg);
    auto rng = blinding();
    Bytes signature(in[9].size());
    const Status made =
        key->sign_pkcs1(RsaDigestKind::digest_info, alg, hash(alg, in[8]).view(), rng, signature);
    return made.ok() && equal_public(signature, in[9]);
}

/// The signature is right for the message, and wrong for another one.
bool rsa_verify_answers(const KnownAnswer& answer, const Fields& in) {
    const auto alg = static_cast<HashAlg>(answer.alg);
    const auto accepts = [&](ByteView digest) {
        return rsa_verify_pkcs1_vartime({in[0], in[1]}, RsaDigestKind::digest_info, alg, digest,
                                        in[3])
            .ok();
    };
    Digest digest = hash(alg, in[2]);
    const bool right = accepts(digest.view());
    digest.bytes[0] ^= 1;
    return right && !accepts(digest.view());
}

bool rsa_pss_answers(const KnownAnswer& answer, const Fields& in) {
    const auto alg = static_cast<HashAlg>(answer.alg);
    const auto accepts = [&](ByteView digest) {
        return rsa_verify_pss_vartime({in[0], in[1]}, alg, digest_len(alg), digest, in[3]).ok();
    };
    Digest digest = hash(alg, in[2]);
    const bool right = accepts(digest.view());
    digest.bytes[0] ^= 1;
    return right && !accepts(digest.view());
}

bool rsa_decrypt_answers(const KnownAnswer&, const Fields& in) {
    const auto key = rsa_key(in);
    if (!key.ok()) return false;
    auto rng = blinding();
    Bytes message(in[8].size());
    const auto len = key->decrypt_pkcs1(in[8], rng, message);
    return len.ok() && equal_public(ByteView{message}.first(*len), in[9]);
}

bool dh_answers(const KnownAnswer&, const Fields& in) {
    DhShared shared;
    const DhGroup group{in[0], in[1], 8 * in[2].size()};
    return dh_agree(group, DhExponent{in[2]}, in[3], shared).ok() &&
           equal_public(shared.expose(), in[4]);
}

bool dsa_answers(const KnownAnswer& answer, const Fields& in) {
    const DsaParameters parameters{in[0], in[1], in[2]};
    const auto alg = static_cast<HashAlg>(answer.alg);
    Digest digest = hash(alg, in[5]);
    DsaSignature made;
    const bool signs =
        dsa_sign(parameters, DsaPrivateKey{in[3]}, alg, digest.view(), nullptr, made).ok() &&
        equal_public(ByteView{made.r}.first(in[6].size()), in[6]) &&
        equal_public(ByteView{made.s}.first(in[7].size()), in[7]);
    const bool right = dsa_verify_vartime(parameters, in[4], digest.view(), in[6], in[7]).ok();
    digest.bytes[0] ^= 1;
    return signs && right &&
           !dsa_verify_vartime(parameters, in[4], digest.view(), in[6], in[7]).ok();
}

std::string_view curve_kernel(const KnownAnswer& answer) {
    return ec::best_implementation(static_cast<Curve>(answer.alg)).name;
}

bool ecdh_answers(const KnownAnswer& answer, const Fields& in) {
    const auto curve = static_cast<Curve>(answer.alg);
    Bytes point(point_len(curve));
    Bytes shared(field_len(curve));
    return ec_public_key(curve, in[0], point).ok() && equal_public(point, in[1]) &&
           ec_agree(curve, in[0], in[2], shared).ok() && equal_public(shared, in[3]);
}

bool ecdsa_answers(const KnownAnswer& answer, const Fields& in) {
    const auto curve = static_cast<Curve>(answer.alg);
    Digest digest = hash(HashAlg::sha256, in[2]);
    EcdsaSignature made;
    const bool signs =
        ecdsa_sign(curve, in[0], HashAlg::sha256, digest.view(), nullptr, made).ok() &&
        equal_public(ByteView{made.r}.first(in[3].size()), in[3]) &&
        equal_public(ByteView{made.s}.first(in[4].size()), in[4]);
    const bool right = ecdsa_verify_vartime(curve, in[1], digest.view(), made).ok();
    digest.bytes[0] ^= 1;
    return signs && right && !ecdsa_verify_vartime(curve, in[1], digest.view(), made).ok();
}

using Fixed32 = std::span<const std::uint8_t, 32>;

bool x25519_answers(const KnownAnswer&, const Fields& in) {
    std::array<std::uint8_t, 32> own;
    std::array<std::uint8_t, 32> shared;
    if (in[0].size() != 32 || in[2].size() != 32) return false;
    x25519_public_key(Fixed32{in[0].data(), 32}, own);
    return equal_public(own, in[1]) &&
           x25519(Fixed32{in[0].data(), 32}, Fixed32{in[2].data(), 32}, shared).ok() &&
           equal_public(shared, in[3]);
}

std::string_view ladder_kernel(const KnownAnswer&) {
    return x25519_implementation().name;
}

/// Empty where there are no lanes: then the answer is x25519's.
std::string_view lanes_kernel(const KnownAnswer&) {
    const X25519LanesImpl* lanes = x25519_lanes_impl();
    return lanes == nullptr ? std::string_view{} : lanes->name;
}

bool x25519_lanes_answer(const KnownAnswer&, const Fields& in) {
    std::array<std::array<std::uint8_t, 32>, 8> own{}, shared{};
    std::array<X25519PublicValue, 8> values;
    std::array<X25519Agreement, 8> agreements;
    for (std::size_t i = 0; i < 8; ++i) {
        values[i] = {in[0], own[i]};
        agreements[i] = {in[0], in[2], shared[i]};
    }
    x25519_public_lanes(values);
    x25519_lanes(agreements);
    for (std::size_t i = 0; i < 8; ++i) {
        if (!equal_public(own[i], in[1]) || !agreements[i].status.ok()) return false;
        if (!equal_public(shared[i], in[3])) return false;
    }
    return true;
}

bool ed25519_answers(const KnownAnswer&, const Fields& in) {
    Bytes other(in[1].begin(), in[1].end());
    other.push_back(0);
    return ed25519_verify_vartime(in[0], in[1], in[2]).ok() &&
           !ed25519_verify_vartime(in[0], other, in[2]).ok();
}

}  // namespace

Check public_key_check(AnswerKind kind) {
    switch (kind) {
        case AnswerKind::rsa_sign:
            return {modexp_kernel, rsa_sign_answers};
        case AnswerKind::rsa_verify:
            return {modexp_kernel, rsa_verify_answers};
        case AnswerKind::rsa_pss_verify:
            return {modexp_kernel, rsa_pss_answers};
        case AnswerKind::rsa_decrypt:
            return {modexp_kernel, rsa_decrypt_answers};
        case AnswerKind::dh:
            return {modexp_kernel, dh_answers};
        case AnswerKind::dsa:
            return {modexp_kernel, dsa_answers};
        case AnswerKind::ecdh:
            return {curve_kernel, ecdh_answers};
        case AnswerKind::ecdsa:
            return {curve_kernel, ecdsa_answers};
        case AnswerKind::x25519:
            return {ladder_kernel, x25519_answers};
        case AnswerKind::x25519_lanes:
            return {lanes_kernel, x25519_lanes_answer};
        case AnswerKind::ed25519:
            return {only_kernel, ed25519_answers};
        default:
            return {nullptr, nullptr};
    }
}

}  // namespace vitrine::crypto::selftest
