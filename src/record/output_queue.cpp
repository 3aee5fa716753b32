#include "record/output_queue.h"

#include <utility>

namespace vitrine::record {

Result<MutByteView> OutputQueue::room(std::size_t n) {
    if (n > pool_->buffer_size()) return fail(ErrorCode::output_full);
    if (count_ == 0 || last().buffer.bytes().size() - last().end < n) {
        if (count_ == kBuffers) return fail(ErrorCode::out_of_memory);
        TLS_TRY_ASSIGN(base::Buffer buffer, pool_->lend());
        ++count_;
        last() = Slot{std::move(buffer), 0, 0};
    }
    return last().buffer.bytes().subspan(last().end, n);
}

void OutputQueue::commit(std::size_t n) {
    last().end += n;
}

ByteView OutputQueue::front() const {
    if (count_ == 0) return {};
    const Slot& slot = slots_[first_];
    return slot.buffer.bytes().subspan(slot.begin, slot.end - slot.begin);
}

void OutputQueue::pop(std::size_t n) {
    Slot& slot = slots_[first_];
    slot.begin += n;
    if (slot.begin < slot.end) return;
    slot = Slot{};
    first_ = (first_ + 1) % kBuffers;
    --count_;
}

}  // namespace vitrine::record
