// JSON and traces: a trace that is read can be written, and is then read as the same.
#include <algorithm>

#include "fuzz/properties.h"
#include "io/json_reader.h"
#include "io/trace_json.h"
#include "io/trace_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vitrine;
    const std::string_view text = as_text(ByteView{data, size});
    const auto json = io::parse_json(text);
    if (!json.ok()) {
        fuzz::require(json.error().offset <= size, "an error points into the text");
    }
    fuzz::check_same(json, io::parse_json(text));
    io::Trace trace;
    const Status read = io::read_trace(text, trace);
    if (!read.ok()) {
        fuzz::check_error(read.error(), size);
        return 0;
    }
    const std::string written = io::trace_to_json(trace);
    io::Trace again;
    fuzz::require(io::read_trace(written, again).ok(), "a trace that is written can be read");
    fuzz::require(again.entries().size() == trace.entries().size(), "no event is lost");
    fuzz::require(io::trace_to_json(again) == written, "and is written as the same");
    return 0;
}
