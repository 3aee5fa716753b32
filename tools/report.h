// How an ended connection is told to the user: the explanation on stderr and the exit code.
#pragma once

#include "engine/why.h"
#include "io/terminal.h"
#include "verb.h"

namespace vitrine::tools {

/// The exit code of an ended connection: 0 for a clean end.
int exit_code_of(const engine::SecurityState& state);
/// Writes headline, known, fits, unlikely and excluded to stderr.
void print_why(const engine::Why& why, const io::TextStyle& style);

}  // namespace vitrine::tools
