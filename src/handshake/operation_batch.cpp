#include "handshake/operation_batch.h"

#include "crypto/drbg.h"
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

void run_group(BatchKind kind, const Group& group) {
    switch (kind) {
        case BatchKind::x25519:
            generate_x25519(group);
            agree_x25519(group);
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
        if (!work->group.is_finite_field() && work->group.id == NamedGroup::x25519)
            return BatchKind::x25519;
    }
    return BatchKind::single;
}

void run_operations(std::span<PendingOperation> pending) {
    for (const BatchKind kind : {BatchKind::x25519, BatchKind::single}) run_kind(kind, pending);
}

}  // namespace vitrine::handshake
