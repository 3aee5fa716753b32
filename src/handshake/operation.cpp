#include "handshake/operation.h"

#include "base/ct.h"
#include "crypto/drbg.h"
#include "crypto/pk/ec.h"
#include "crypto/pk/x25519.h"

namespace vitrine::handshake {

namespace {

using crypto::Drbg;

Status run(VerifyChain& work, Drbg& /*rng*/) {
    x509::DirectSignatureVerifier verifier;
    TLS_TRY_ASSIGN(x509::VerifiedChain chain,
                   x509::verify_chain(work.certificates, *work.trust, work.policy, verifier,
                                      *work.arena, work.report));
    work.verified.emplace(std::move(chain));
    return done();
}

Status run(VerifyStatus& work, Drbg& /*rng*/) {
    x509::DirectSignatureVerifier verifier;
    return x509::verify_staple({*work.chain, work.pool}, *work.trust, work.policy, verifier,
                               *work.arena, work.report);
}

Status run(VerifySignature& work, Drbg& /*rng*/) {
    const Status good =
        x509::verify_digest(*work.key, work.algorithm, work.digest.view(), work.signature);
    if (!good.ok()) return fail(ErrorCode::signature_invalid);
    return done();
}

Status run(Sign& work, Drbg& rng) {
    TLS_TRY_ASSIGN(work.signature_len,
                   work.key->sign_digest(work.algorithm, work.digest.view(), rng, work.signature));
    return done();
}

Status run(EncryptPremaster& work, Drbg& rng) {
    work.premaster.resize(48);
    const MutByteView premaster = work.premaster.expose_mut();
    premaster[0] = static_cast<std::uint8_t>(work.client_version >> 8);
    premaster[1] = static_cast<std::uint8_t>(work.client_version);
    TLS_TRY(rng.fill(premaster.subspan(2)));
    work.encrypted_len = work.key->rsa.modulus_len();
    if (work.encrypted_len > work.encrypted.size())
        return fail(ErrorCode::certificate_key_unsupported);
    return crypto::rsa_encrypt_pkcs1(work.key->rsa, premaster, rng,
                                     MutByteView{work.encrypted}.first(work.encrypted_len));
}

Status run(DecryptPremaster& work, Drbg& rng) {
    work.premaster.resize(48);
    const std::span<std::uint8_t, 48> out{work.premaster.expose_mut().data(), 48};
    return work.key->rsa()->decrypt_premaster(work.encrypted, work.client_version, rng, out);
}

Status exchange_x25519(ExchangeKeys& work, Drbg& rng) {
    if (work.generate) {
        work.own_secret.resize(crypto::kX25519Len);
        TLS_TRY(rng.fill(work.own_secret.expose_mut()));
        work.own_value_len = crypto::kX25519Len;
        crypto::x25519_public_key(work.own_secret.expose().first<32>(),
                                  std::span{work.own_value}.first<32>());
    }
    if (work.peer_value.empty()) return done();
    if (work.peer_value.size() != crypto::kX25519Len) return fail(ErrorCode::bad_point);
    work.premaster.resize(crypto::kX25519Len);
    return crypto::x25519(work.own_secret.expose().first<32>(), work.peer_value.first<32>(),
                          std::span<std::uint8_t, 32>{work.premaster.expose_mut().data(), 32});
}

Status exchange_curve(ExchangeKeys& work, crypto::Curve curve, Drbg& rng) {
    if (work.generate) {
        work.own_secret.resize(crypto::field_len(curve));
        work.own_value_len = crypto::point_len(curve);
        TLS_TRY(crypto::ec_generate(curve, rng, work.own_secret.expose_mut(),
                                    MutByteView{work.own_value}.first(work.own_value_len)));
    }
    if (work.peer_value.empty()) return done();
    work.premaster.resize(crypto::field_len(curve));
    return crypto::ec_agree(curve, work.own_secret.expose(), work.peer_value,
                            work.premaster.expose_mut());
}

/// RFC 5246 §8.1.2: "Leading bytes of Z that contain all zero bits are stripped". Its length leaks,
/// which a fresh exponent for every handshake makes harmless (Raccoon, attack A26).
void strip_leading_zeros(ByteView z, PremasterSecret& premaster) {
    std::size_t zeros = 0;
    ct::unpoison(z.data(), z.size());
    while (zeros < z.size() && z[zeros] == 0) ++zeros;
    premaster = PremasterSecret{z.subspan(zeros)};
}

Status exchange_finite_field(ExchangeKeys& work, Drbg& rng) {
    const crypto::DhGroup& group = work.group.finite_field;
    crypto::DhExponent exponent;
    if (work.generate) {
        work.own_value_len = group.p_len();
        TLS_TRY(crypto::dh_generate(group, rng, exponent,
                                    MutByteView{work.own_value}.first(work.own_value_len)));
        work.own_secret = KeyShareSecret{exponent.expose()};
    } else {
        exponent = crypto::DhExponent{work.own_secret.expose()};
    }
    if (work.peer_value.empty()) return done();
    crypto::DhShared shared;
    const Status agreed = crypto::dh_agree(group, exponent, work.peer_value, shared);
    if (!agreed.ok() && agreed.error().code == ErrorCode::bad_public_value) {
        return fail(ErrorCode::dh_public_value_out_of_range);
    }
    TLS_TRY(agreed);
    strip_leading_zeros(shared.expose(), work.premaster);
    return done();
}

Status run(ExchangeKeys& work, Drbg& rng) {
    if (work.group.is_finite_field()) return exchange_finite_field(work, rng);
    if (work.group.id == NamedGroup::x25519) return exchange_x25519(work, rng);
    const auto curve = curve_of(work.group.id);
    if (!curve.has_value()) return fail(ErrorCode::unsupported_algorithm);
    return exchange_curve(work, *curve, rng);
}

}  // namespace

std::string_view kind_of(const Operation& operation) {
    constexpr std::string_view kNames[] = {
        "nothing", "verify_chain",  "verify_status",     "verify_signature",
        "sign",    "exchange_keys", "encrypt_premaster", "decrypt_premaster"};
    return kNames[operation.work.index()];
}

Status run_operation(Operation& operation) {
    Drbg rng{operation.seed};
    if (auto* work = std::get_if<VerifyChain>(&operation.work)) return run(*work, rng);
    if (auto* work = std::get_if<VerifyStatus>(&operation.work)) return run(*work, rng);
    if (auto* work = std::get_if<VerifySignature>(&operation.work)) return run(*work, rng);
    if (auto* work = std::get_if<Sign>(&operation.work)) return run(*work, rng);
    if (auto* work = std::get_if<ExchangeKeys>(&operation.work)) return run(*work, rng);
    if (auto* work = std::get_if<EncryptPremaster>(&operation.work)) return run(*work, rng);
    if (auto* work = std::get_if<DecryptPremaster>(&operation.work)) return run(*work, rng);
    return done();
}

}  // namespace vitrine::handshake
