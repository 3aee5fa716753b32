#include "handshake/defragmenter.h"

#include <algorithm>

namespace vitrine::handshake {

namespace {

constexpr std::size_t kFirstRoom = 1024;

}  // namespace

Status Defragmenter::feed(ByteView fragment) {
    if (taken_) {
        gathered_len_ = 0;
        taken_ = false;
    }
    if (gathered_len_ > 0 && ++fragments_ > limits_.records_per_message) {
        return fail(ErrorCode::too_many_fragments);
    }
    fresh_ = fragment;
    return done();
}

Result<ByteView> Defragmenter::next() {
    if (taken_) {
        gathered_len_ = 0;
        taken_ = false;
    }
    if (gathered_len_ == 0) {
        fragments_ = 1;
        if (fresh_.size() >= kMessageHeaderLen) {
            TLS_TRY_ASSIGN(const std::size_t whole, whole_message_len(fresh_, limits_));
            if (fresh_.size() >= whole) {
                const ByteView message = fresh_.first(whole);
                fresh_ = fresh_.subspan(whole);
                return message;
            }
        }
        if (fresh_.empty()) return ByteView{};
    }
    if (gathered_len_ < kMessageHeaderLen) TLS_TRY(gather(kMessageHeaderLen, kFirstRoom));
    if (gathered_len_ < kMessageHeaderLen) return ByteView{};
    TLS_TRY_ASSIGN(const std::size_t whole, whole_message_len(gathered_, limits_));
    if (gathered_len_ < whole) TLS_TRY(gather(whole, whole));
    if (gathered_len_ < whole) return ByteView{};
    taken_ = true;
    return ByteView{gathered_}.first(whole);
}

Status Defragmenter::hold() {
    if (fresh_.empty()) return done();
    TLS_TRY_ASSIGN(fresh_, arena_.copy(fresh_));
    return done();
}

/// Moves bytes from the fresh fragment to the gathered message until it has `wanted`. It will have
/// no more than `most`.
Status Defragmenter::gather(std::size_t wanted, std::size_t most) {
    const std::size_t step = std::min(wanted - gathered_len_, fresh_.size());
    TLS_TRY(grow(gathered_len_ + step, most));
    copy_bytes(fresh_.first(step), gathered_.subspan(gathered_len_));
    gathered_len_ += step;
    fresh_ = fresh_.subspan(step);
    return done();
}

/// Room for n bytes; doubles, so that a slow peer cannot make us copy over and over, and takes the
/// last step to `most` at once: all rooms together are less than 2.5 times as large as the message.
Status Defragmenter::grow(std::size_t n, std::size_t most) {
    if (n <= gathered_.size()) return done();
    std::size_t room = std::max({n, 2 * gathered_.size(), kFirstRoom});
    if (most > room && most - room < room / 2) room = most;
    TLS_TRY_ASSIGN(const MutByteView larger, arena_.bytes(room));
    copy_bytes(ByteView{gathered_}.first(gathered_len_), larger);
    gathered_ = larger;
    return done();
}

}  // namespace vitrine::handshake
