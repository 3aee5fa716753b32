#include "handshake/session_cache.h"

#include "base/secret.h"

namespace vitrine::handshake {

namespace {

constexpr std::size_t kWays = 4;

}  // namespace

// Plain bytes, so that the arena may hold them; the arena wipes them when it goes.
struct SessionCache::Slot {
    SessionId id;
    record::ProtocolVersion version;
    std::uint16_t cipher_suite;
    std::array<std::uint8_t, 48> master;
    bool extended_master_secret;
    Time created;
    PeerSummary peer;
    std::array<char, Session::kMaxNameLen> name;
    std::uint8_t name_len;
};

SessionCache::SessionCache(std::size_t capacity, std::int64_t lifetime_seconds)
    : memory_((capacity + kWays) * sizeof(Slot) + 64), lifetime_(lifetime_seconds) {
    const std::size_t rounded = (capacity + kWays - 1) / kWays * kWays;
    auto slots = memory_.array<Slot>(rounded);
    if (slots.ok()) slots_ = *slots;
}

std::span<SessionCache::Slot> SessionCache::candidates(ByteView id) const {
    if (slots_.empty() || id.empty()) return {};
    std::size_t hash = 0;  // IDs are ours and random: their first bytes are a hash already
    for (std::size_t i = 0; i < id.size() && i < 4; ++i) hash = hash * 256 + id[i];
    const std::size_t set = hash % (slots_.size() / kWays);
    return slots_.subspan(set * kWays, kWays);
}

void SessionCache::put(const Session& session) {
    Slot* chosen = nullptr;
    for (Slot& slot : candidates(session.id.view())) {
        const bool better =
            chosen == nullptr ||
            (!chosen->id.empty() && (slot.id.empty() || slot.created < chosen->created));
        if (better) chosen = &slot;
    }
    if (chosen == nullptr) return;
    chosen->id = session.id;
    chosen->version = session.version;
    chosen->cipher_suite = session.cipher_suite;
    copy_bytes(session.master.expose(), chosen->master);
    chosen->extended_master_secret = session.extended_master_secret;
    chosen->created = session.created;
    chosen->peer = session.peer;
    chosen->name = session.name_bytes;
    chosen->name_len = session.name_len;
}

bool SessionCache::find(ByteView id, Time now, Session& found) const {
    for (const Slot& slot : candidates(id)) {
        if (!equal_public(slot.id.view(), id)) continue;
        const std::int64_t age = now.seconds - slot.created.seconds;
        if (age < 0 || age > lifetime_) return false;
        found.id = slot.id;
        found.version = slot.version;
        found.cipher_suite = slot.cipher_suite;
        found.master = MasterSecret{slot.master};
        found.extended_master_secret = slot.extended_master_secret;
        found.created = slot.created;
        found.peer = slot.peer;
        found.name_bytes = slot.name;
        found.name_len = slot.name_len;
        return true;
    }
    return false;
}

void SessionCache::remove(ByteView id) {
    for (Slot& slot : candidates(id)) {
        if (!equal_public(slot.id.view(), id)) continue;
        wipe_object(slot.master);
        slot.id = SessionId{};
    }
}

std::size_t SessionCache::size() const {
    std::size_t count = 0;
    for (const Slot& slot : slots_) count += slot.id.empty() ? 0U : 1U;
    return count;
}

}  // namespace vitrine::handshake
