// The server's memory of sessions: a fixed number of slots, four candidates for each ID, the oldest
// of them gives way (bounded whatever the number of handshakes, attack A69). Allocated once; serves
// one thread.
#pragma once

#include "base/arena.h"
#include "handshake/session.h"

namespace vitrine::handshake {

class SessionCache {
  public:
    /// `capacity` sessions, rounded up to a multiple of four; each lives `lifetime_seconds`.
    SessionCache(std::size_t capacity, std::int64_t lifetime_seconds);

    /// Remembers a copy. Nothing happens when there is no memory, no slot, or no ID.
    void put(const Session& session);
    /// The session of this ID, unless it is too old. A copy: the slot may be reused at any time.
    [[nodiscard]] bool find(ByteView id, Time now, Session& found) const;
    /// Forgets a session: after a fatal alert it must not be resumed (RFC 5246 §7.2.2).
    void remove(ByteView id);
    [[nodiscard]] std::size_t size() const;

  private:
    struct Slot;
    [[nodiscard]] std::span<Slot> candidates(ByteView id) const;

    base::Arena memory_;
    std::span<Slot> slots_;
    std::int64_t lifetime_;
};

}  // namespace vitrine::handshake
