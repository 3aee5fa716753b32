// The security state in four lines for people, and in full as JSON (docs/security-state.md).
#pragma once

#include <string>

#include "engine/security_state.h"
#include "io/json_writer.h"
#include "io/terminal.h"

namespace vitrine::io {

/// "security   confidential ✓  integrity ✓  server identity ✓ localhost ..." and the warnings.
std::string security_text(const engine::SecurityState& state, const TextStyle& style);

/// The snapshot as an object of schema `tls-security-state/1`.
void write_security_state(JsonWriter& out,
                          const engine::SecurityState& state,
                          std::string_view conn);

}  // namespace vitrine::io
