// Whole handshake messages out of record fragments: a message may span records, a record may hold
// several (RFC 5246 §6.2.1). A message that lies whole in one fragment is viewed in place; one that
// is split is gathered in the arena, bounded by the limit of its kind before a byte of it is kept.
#pragma once

#include "base/arena.h"
#include "handshake/limits.h"
#include "handshake/message_header.h"

namespace vitrine::handshake {

class Defragmenter {
  public:
    Defragmenter(base::Arena& arena, const Limits& limits) : arena_(arena), limits_(limits) {}

    /// Takes the content of a handshake record. What was given before must have been drained or
    /// held. Errors: too_many_fragments.
    Status feed(ByteView fragment);
    /// The next whole message, header included; empty if more must come. The view is valid until
    /// the next call.  Errors: message_too_large, out_of_memory.
    Result<ByteView> next();
    /// Copies what was fed and not yet taken into the arena, since its bytes are about to go away.
    /// Errors: out_of_memory.
    Status hold();
    /// True between messages: nothing is pending (asked at every ChangeCipherSpec and other
    /// record).
    [[nodiscard]] bool empty() const { return gathered_len_ == 0 && fresh_.empty(); }
    /// True if a whole message could be waiting behind the one at hand.
    [[nodiscard]] bool has_fresh() const { return !fresh_.empty(); }

  private:
    Status gather(std::size_t wanted, std::size_t most);
    Status grow(std::size_t n, std::size_t most);

    base::Arena& arena_;
    const Limits& limits_;
    ByteView fresh_;        // fed, not yet looked at
    MutByteView gathered_;  // room in the arena for the message that is split
    std::size_t gathered_len_ = 0;
    std::size_t fragments_ = 0;  // of the message that is split
    bool taken_ = false;         // the gathered message was handed out
};

}  // namespace vitrine::handshake
