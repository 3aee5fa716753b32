// vitrine diagram: the state machine, drawn from the tables that run it.
#include "io/diagram.h"

#include <cstdio>

#include "io/file.h"
#include "io/trace_reader.h"
#include "tools/verb.h"

namespace vitrine::tools {

namespace {

constexpr OptionSpec kOptions[] = {
    {"role", '\0', "client|server", "whose machine (default client)"},
    {"format", '\0', "FORMAT", "svg, dot, mermaid or text (default: by -o, else text)"},
    {"output", 'o', "FILE", "write there instead of to standard output"},
    {"kx", '\0', "rsa|dhe|ecdhe", "only what this key exchange can reach"},
    {"resumed", '\0', "", "only a resumed handshake"},
    {"client-auth", '\0', "", "the client shows a certificate"},
    {"operations", '\0', "", "show the states that wait for a slow operation"},
    {"trace", '\0', "FILE", "paint the path of a trace (walk.json, --ndjson)"},
    {"conn", '\0', "NAME", "which connection of the trace (default: the role's)"},
};

std::string format_of(const Options& options) {
    if (options.has("format")) return options.value("format");
    const std::string file = options.value("output");
    for (const char* format : {"svg", "dot"}) {
        if (file.ends_with(std::string{"."} + format)) return format;
    }
    return file.ends_with(".mmd") ? "mermaid" : "text";
}

bool assume(const Options& options, io::DiagramOptions& diagram) {
    if (options.has("resumed")) diagram.assume.resumed = true;
    if (options.has("client-auth")) diagram.assume.client_auth = true;
    if (!options.has("kx")) return true;
    const std::string kx = options.value("kx");
    if (kx != "rsa" && kx != "dhe" && kx != "ecdhe") return false;
    diagram.assume.ephemeral = kx != "rsa";
    if (!options.has("resumed")) diagram.assume.resumed = false;
    return true;
}

int run(const Options& options) {
    io::DiagramOptions wanted;
    const std::string role = options.value_or("role", "client");
    if (role != "client" && role != "server") return complain(kUsage, "--role", "client or server");
    wanted.role = role == "client" ? trace::Role::client : trace::Role::server;
    wanted.operations = options.has("operations");
    if (!assume(options, wanted)) return complain(kUsage, "--kx", "rsa, dhe or ecdhe");
    io::Diagram diagram = io::make_diagram(wanted);
    if (options.has("trace")) {
        const auto text = io::read_text_file(options.value("trace"));
        if (!text.ok()) return complain(kCannotRead, options.value("trace"), text.error());
        io::Trace trace;
        const Status read = io::read_trace(*text, trace);
        if (!read.ok()) return complain(kCannotRead, options.value("trace"), "not a trace");
        io::paint_path(diagram, trace, options.value_or("conn", role));
    }
    const std::string format = format_of(options);
    std::string out;
    if (format == "svg") out = io::diagram_svg(diagram);
    if (format == "dot") out = io::diagram_dot(diagram);
    if (format == "mermaid") out = io::diagram_mermaid(diagram);
    if (format == "text") out = io::diagram_text(diagram);
    if (out.empty()) return complain(kUsage, "--format", "svg, dot, mermaid or text");
    if (!io::write_file(options.value_or("output", "-"), out).ok()) {
        return complain(kCannotWrite, options.value("output"), "cannot be written");
    }
    return kDone;
}

}  // namespace

const Verb kDiagram{"diagram", "the state machine as svg, dot, mermaid or text",
                    "vitrine diagram --role server -o server.svg\n"
                    "vitrine diagram --kx rsa --format text\n"
                    "vitrine diagram --trace walk.json -o client.svg\n",
                    kOptions, run};

}  // namespace vitrine::tools
