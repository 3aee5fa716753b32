// An error as the members of a JSON object.
#pragma once

#include "base/error.h"

namespace vitrine::io {

class JsonWriter;

/// `id`, `text`, `clause`, and where it was: `offset` and `field`, if they are known.
void write_error_members(JsonWriter& out, const Error& error);

}  // namespace vitrine::io
