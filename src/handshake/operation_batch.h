// Operations of many connections at once: like kinds share the lanes of a vector, eight to a pass
// (crypto/pk/lanes.h), the others run one after another. An operation draws from the generator that
// it carries exactly what run_operation would, in the same order, so its results are the same
// bytes. Read next: engine/batch_executor.h, which collects operations and hands results back.
#pragma once

#include "handshake/operation.h"

namespace vitrine::handshake {

/// An operation to run, and what came of it.
struct PendingOperation {
    Operation* operation = nullptr;
    Status result = done();
};

/// Which operations may share a pass.
enum class BatchKind : std::uint8_t {
    x25519,     ///< ExchangeKeys in that group
    p256,       ///< ExchangeKeys on secp256r1
    sign_rsa,   ///< Sign with an RSA key
    premaster,  ///< DecryptPremaster
    single,     ///< everything that has no lanes
};
BatchKind batch_kind(const Operation& operation);

/// Runs them all, in any number; `result` is what run_operation would have returned.
/// Secret: what each operation holds as secret.  Leaks: what run_operation leaks.
void run_operations(std::span<PendingOperation> pending);

}  // namespace vitrine::handshake
