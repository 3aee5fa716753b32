#include "io/error_json.h"

#include "io/json_writer.h"

namespace vitrine::io {

void write_error_members(JsonWriter& out, const Error& error) {
    const ErrorInfo& about = info(error.code);
    out.member("id", about.name);
    out.member("text", about.text);
    out.member("clause", about.source);
    if (error.offset != Error::kNoOffset) out.member("offset", error.offset);
    if (error.field != nullptr) out.member("field", error.field);
}

}  // namespace vitrine::io
