// An executor for many connections in one thread: it collects the operations that they have out and
// runs like kinds eight at a time (handshake/operation_batch.h). It neither waits nor allocates;
// the wire is the same as with the immediate executor (docs/design.md).
//
//     BatchExecutor executor;
//     for each connection that bytes came for:
//         connection.receive(bytes);
//         executor.add(connection);      // nothing if it has no operation out
//     executor.run();                    // completes them all; then flush pending_output()
//
// Connections are made with immediate_operations = false. After `run`, input that a connection held
// back behind its operation must be given to `receive` again.
#pragma once

#include <array>

#include "engine/connection.h"
#include "handshake/operation_batch.h"

namespace vitrine::engine {

class BatchExecutor {
  public:
    /// Connections that can wait between two runs.
    static constexpr std::size_t kCapacity = 128;

    BatchExecutor() = default;
    BatchExecutor(const BatchExecutor&) = delete;
    BatchExecutor& operator=(const BatchExecutor&) = delete;
    ~BatchExecutor() = default;

    /// Notes that `connection` has an operation out; it must live until `run` or `remove`. Nothing
    /// if it has none, or is noted already. False: there is no room; call `run`, then add it again.
    bool add(Connection& connection);
    /// For a connection that goes away before `run`.
    void remove(const Connection& connection);

    /// Runs what is out and completes each connection, in the order they were added, until none of
    /// them has an operation out. A failed operation ends its connection alone: ask the connection.
    /// Returns how many operations were run.
    std::size_t run();

    [[nodiscard]] std::size_t waiting() const { return size_; }

  private:
    void keep_waiting();

    std::array<Connection*, kCapacity> connections_{};
    std::size_t size_ = 0;
};

}  // namespace vitrine::engine
