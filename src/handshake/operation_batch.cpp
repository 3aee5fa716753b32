#include "handshake/operation_batch.h"

#include "crypto/drbg.h"
#include "crypto/pk/p256_lanes.h"
#include "crypto/pk/rsa_lanes.h"
#include "crypto/pk/x25519.h"
#include "crypto/pk/x25519_lanes.h"

namespace vitrine::handshake {

namespace {

using crypto::Drbg;
using crypto::kLanes;

/// Up to eight operations of one kind.
struct Group {
    std::array<PendingOperation*, kLanes> member{};
    std::size_t size = 0;

    [[nodiscard]] std::span<PendingOperation* const> all() const { return {member.data(), size}; }
};

ExchangeKeys& exchange_of(const PendingOperation& pending) {
    return *std::get_if<ExchangeKeys>(&pending.operation->work);
}

/// Secrets for those that have none yet, then all their public values at once.
void generate_x25519(const Group& group) {
    std::array<crypto::X25519PublicValue, kLanes> requests;
    std::size_t count = 0;
    for (PendingOperation* pending : group.all()) {
        ExchangeKeys& work = exchange_of(*pending);
        if (!work.generate) continue;
        work.own_secret.resize(crypto::kX25519Len);
        Drbg rng{pending->operation->seed};
        pending->result = rng.fill(work.own_secret.expose_mut());
        if (!pending->result.ok()) continue;
        work.own_value_len = crypto::kX25519Len;
        requests[count++] = {work.own_secret.expose(),
                             MutByteView{work.own_value}.first(crypto::kX25519Len)};
    }
    crypto::x25519_public_lanes(std::span{requests}.first(count));
}

void agree_x25519(const Group& group) {
    std::array<crypto::X25519Agreement, kLanes> requests;
    std::array<PendingOperation*, kLanes> askers{};
    std::size_t count = 0;
    for (PendingOperation* pending : group.all()) {
        ExchangeKeys& work = exchange_of(*pending);
        if (!pending->result.ok() || work.peer_value.empty()) continue;
        work.premaster.resize(crypto::kX25519Len);
        askers[count] = pending;
        requests[count++] = {work.own_secret.expose(), work.peer_value,
                             work.premaster.expose_mut()};
    }
    crypto::x25519_lanes(std::span{requests}.first(count));
    for (std::size_t i = 0; i < count; ++i) askers[i]->result = requests[i].status;
}

/// The generators of a group's operations; each operation draws from its own.
class Generators {
  public:
    explicit Generators(const Group& group) {
        for (std::size_t i = 0; i < group.size; ++i)
            rng_[i].emplace(group.member[i]->operation->seed);
    }
    Rng* of(std::size_t i) {
        std::optional<Drbg>& rng = rng_[i];
        return rng.has_value() ? &*rng : nullptr;
    }

  private:
    std::array<std::optional<Drbg>, kLanes> rng_;
};

void generate_p256(const Group& group) {
    Generators generators{group};
    std::array<crypto::P256KeyPair, kLanes> requests;
    std::array<PendingOperation*, kLanes> askers{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < group.size; ++i) {
        ExchangeKeys& work = exchange_of(*group.member[i]);
        if (!work.generate) continue;
        work.own_secret.resize(crypto::kP256Len);
        work.own_value_len = crypto::kP256PointLen;
        askers[count] = group.member[i];
        requests[count++] = {generators.of(i), work.own_secret.expose_mut(),
                             MutByteView{work.own_value}.first(crypto::kP256PointLen)};
    }
    crypto::p256_generate_lanes(std::span{requests}.first(count));
    for (std::size_t i = 0; i < count; ++i) askers[i]->result = requests[i].status;
}

void agree_p256(const Group& group) {
    std::array<crypto::P256Agreement, kLanes> requests;
    std::array<PendingOperation*, kLanes> askers{};
    std::size_t count = 0;
    for (PendingOperation* pending : group.all()) {
        ExchangeKeys& work = exchange_of(*pending);
        if (!pending->result.ok() || work.peer_value.empty()) continue;
        work.premaster.resize(crypto::kP256Len);
        askers[count] = pending;
        requests[count++] = {work.own_secret.expose(), work.peer_value,
                             work.premaster.expose_mut()};
    }
    crypto::p256_agree_lanes(std::span{requests}.first(count));
    for (std::size_t i = 0; i < count; ++i) askers[i]->result = requests[i].status;
}

crypto::RsaScheme rsa_scheme(x509::SignatureKind kind) {
    if (kind == x509::SignatureKind::rsa_pss) return crypto::RsaScheme::pss;
    return kind == x509::SignatureKind::rsa_pkcs1 ? crypto::RsaScheme::pkcs1
                                                  : crypto::RsaScheme::pkcs1_md5_sha1;
}

void sign_rsa(const Group& group) {
    Generators generators{group};
    std::array<crypto::RsaSigning, kLanes> requests;
    for (std::size_t i = 0; i < group.size; ++i) {
        Sign& work = *std::get_if<Sign>(&group.member[i]->operation->work);
        requests[i].key = work.key->rsa();
        requests[i].scheme = rsa_scheme(work.algorithm.kind);
        requests[i].hash = work.algorithm.hash;
        requests[i].digest = work.digest.view();
        requests[i].rng = generators.of(i);
        requests[i].signature = work.signature;
    }
    crypto::rsa_sign_lanes(std::span{requests}.first(group.size));
    for (std::size_t i = 0; i < group.size; ++i) {
        Sign& work = *std::get_if<Sign>(&group.member[i]->operation->work);
        group.member[i]->result = requests[i].status;
        if (requests[i].status.ok())
            work.signature_len = work.key->rsa()->public_key().modulus_len();
    }
}

void decrypt_premasters(const Group& group) {
    Generators generators{group};
    std::array<crypto::RsaPremaster, kLanes> requests;
    for (std::size_t i = 0; i < group.size; ++i) {
        auto& work = *std::get_if<DecryptPremaster>(&group.member[i]->operation->work);
        work.premaster.resize(48);
        requests[i].key = work.key->rsa();
        requests[i].ciphertext = work.encrypted;
        requests[i].client_version = work.client_version;
        requests[i].rng = generators.of(i);
        requests[i].premaster = work.premaster.expose_mut();
    }
    crypto::rsa_premaster_lanes(std::span{requests}.first(group.size));
    for (std::size_t i = 0; i < group.size; ++i) group.member[i]->result = requests[i].status;
}

void run_group(BatchKind kind, const Group& group) {
    switch (kind) {
        case BatchKind::x25519:
            generate_x25519(group);
            agree_x25519(group);
            break;
        case BatchKind::p256:
            generate_p256(group);
            agree_p256(group);
            break;
        case BatchKind::sign_rsa:
            sign_rsa(group);
            break;
        case BatchKind::premaster:
            decrypt_premasters(group);
            break;
        case BatchKind::single:
            for (PendingOperation* pending : group.all())
                pending->result = run_operation(*pending->operation);
            break;
    }
}

void run_kind(BatchKind kind, std::span<PendingOperation> pending) {
    Group group;
    for (PendingOperation& one : pending) {
        if (batch_kind(*one.operation) != kind) continue;
        group.member[group.size++] = &one;
        if (group.size < kLanes) continue;
        run_group(kind, group);
        group.size = 0;
    }
    if (group.size > 0) run_group(kind, group);
}

}  // namespace

BatchKind batch_kind(const Operation& operation) {
    if (const auto* work = std::get_if<ExchangeKeys>(&operation.work)) {
        if (work->group.is_finite_field()) return BatchKind::single;
        if (work->group.id == NamedGroup::x25519) return BatchKind::x25519;
        if (work->group.id == NamedGroup::secp256r1) return BatchKind::p256;
    }
    if (const auto* work = std::get_if<Sign>(&operation.work)) {
        if (work->key->rsa() != nullptr && x509::fits(x509::KeyType::rsa, work->algorithm.kind))
            return BatchKind::sign_rsa;
    }
    if (std::holds_alternative<DecryptPremaster>(operation.work)) return BatchKind::premaster;
    return BatchKind::single;
}

void run_operations(std::span<PendingOperation> pending) {
    for (const BatchKind kind : {BatchKind::x25519, BatchKind::p256, BatchKind::sign_rsa,
                                 BatchKind::premaster, BatchKind::single})
        run_kind(kind, pending);
}

}  // namespace vitrine::handshake
