// Reads a trace back from its JSON: a document, or one event a line (schema `vitrine-trace/1`).
// Unknown events and members are ignored, so that newer traces can be read.
#pragma once

#include "base/result.h"
#include "io/trace_record.h"

namespace vitrine::io {

/// Adds the events of `json` to `trace`.
/// Errors: those of parse_json, bad_input_length (no trace of this schema), bad_hex.
Status read_trace(std::string_view json, Trace& trace);

}  // namespace vitrine::io
