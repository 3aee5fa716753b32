#include "tools/watch.h"

#include "io/clock.h"
#include "io/diagram.h"
#include "io/file.h"
#include "io/terminal.h"
#include "tools/setup.h"

namespace vitrine::tools {

Watch::Watch(const Options& options,
             const std::string& conn,
             std::size_t number,
             std::FILE* text_to)
    : options_(options), number_(number) {
    const bool reproducible = is_reproducible(options);
    if (options.has("json") || options.has("diagram"))
        tee_.add(&recorder_.emplace(trace_, conn, reproducible ? nullptr : io::monotonic_ns));
    if (options.has("pcapng")) tee_.add(&packets_.emplace());
    add_key_logs();
    if (options.has("ndjson")) add_ndjson(conn);
    // A server's connections run side by side; their text is only wanted when asked for.
    const bool client = conn.starts_with("client");
    if (!options.has("quiet") && (client || options.has("show"))) add_text(text_to);
}

void Watch::add_key_logs() {
    if (options_.has("keylog")) tee_.add(&keys_.emplace(io::append_to_keylog(file_name("keylog"))));
    const std::string environment = io::keylog_path_from_environment();
    if (!environment.empty())
        tee_.add(&environment_keys_.emplace(io::append_to_keylog(environment)));
}

void Watch::add_ndjson(const std::string& conn) {
    const std::string file = file_name("ndjson");
    if (file != "-") (void)io::write_file(file, std::string_view{});
    tee_.add(&ndjson_.emplace(conn, [file](std::string_view line) {
        if (file == "-") {
            (void)std::fwrite(line.data(), 1, line.size(), stdout);
            return;
        }
        (void)io::append_file(file, line, io::FileMode::owner_only);
    }));
}

void Watch::add_text(std::FILE* text_to) {
    const auto show = io::Show::parse(options_.value("show"));
    const auto mode =
        io::colour_mode(options_.value_or("color", "auto")).value_or(io::ColourMode::automatic);
    const auto write = [text_to](std::string_view text) {
        (void)std::fwrite(text.data(), 1, text.size(), text_to);
    };
    tee_.add(&text_.emplace(show.ok() ? *show : io::Show{},
                            io::TextStyle::of(::fileno(text_to), mode), write,
                            is_reproducible(options_) ? nullptr : io::monotonic_ns));
}

std::string Watch::file_name(std::string_view option) const {
    std::string name = options_.value(option);
    const std::size_t at = name.find("%n");
    if (at != std::string::npos) name.replace(at, 2, std::to_string(number_));
    return name;
}

bool Watch::write_diagram() const {
    if (trace_.connections().empty()) return true;
    io::DiagramOptions wanted;
    const auto* conn = std::get_if<trace::Conn>(&trace_.entries().front().event);
    if (conn != nullptr) wanted.role = conn->role;
    io::Diagram diagram = io::make_diagram(wanted);
    io::paint_path(diagram, trace_, trace_.connections().front());
    return io::write_file(file_name("diagram"), io::diagram_svg(diagram)).ok();
}

int Watch::write_files() {
    if (text_.has_value()) text_->flush();
    constexpr auto kMode = io::FileMode::owner_only;
    if (options_.has("json") &&
        !io::write_file(file_name("json"), io::trace_to_json(trace_), kMode).ok())
        return complain(kCannotWrite, file_name("json"), "cannot be written");
    if (packets_.has_value() && !io::write_file(file_name("pcapng"), packets_->file(), kMode).ok())
        return complain(kCannotWrite, file_name("pcapng"), "cannot be written");
    if (options_.has("diagram") && !write_diagram())
        return complain(kCannotWrite, file_name("diagram"), "cannot be written");
    return kDone;
}

}  // namespace vitrine::tools
