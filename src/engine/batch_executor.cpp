#include "engine/batch_executor.h"

#include <algorithm>

namespace vitrine::engine {

bool BatchExecutor::add(Connection& connection) {
    if (connection.operation() == nullptr) return true;
    const auto waiting = std::span{connections_}.first(size_);
    if (std::ranges::find(waiting, &connection) != waiting.end()) return true;
    if (size_ == kCapacity) return false;
    connections_[size_++] = &connection;
    return true;
}

void BatchExecutor::remove(const Connection& connection) {
    const auto waiting = std::span{connections_}.first(size_);
    size_ -= std::ranges::remove(waiting, &connection).size();
}

std::size_t BatchExecutor::run() {
    std::size_t ran = 0;
    std::array<handshake::PendingOperation, kCapacity> pending;
    for (keep_waiting(); size_ > 0; keep_waiting()) {
        const auto round = std::span{pending}.first(size_);
        for (std::size_t i = 0; i < size_; ++i) round[i] = {connections_[i]->operation(), done()};
        handshake::run_operations(round);
        // The connection keeps its own failure, with the alert and the reason.
        for (std::size_t i = 0; i < size_; ++i) (void)connections_[i]->complete(round[i].result);
        ran += size_;
    }
    return ran;
}

/// Those without an operation out leave; the order of the others stays.
void BatchExecutor::keep_waiting() {
    const auto waiting = std::span{connections_}.first(size_);
    const auto gone = std::ranges::remove_if(
        waiting, [](Connection* connection) { return connection->operation() == nullptr; });
    size_ -= gone.size();
}

}  // namespace vitrine::engine
