#include "glass.h"

#include <unistd.h>

#include <charconv>
#include <cstdio>

#include "io/clock.h"
#include "io/file.h"
#include "io/json_writer.h"
#include "io/security_text.h"

namespace vitrine::tools {

namespace {

void write_to_stderr(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }
void write_to_stdout(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

/// A line of JSON for each change of the security state, to a descriptor the user gave.
class StateSink final : public trace::Sink {
  public:
    StateSink(int fd, std::string conn) : fd_(fd), conn_(std::move(conn)) {}
    void on(const trace::SecurityStateChange& e) override {
        io::JsonWriter out;
        io::write_security_state(out, *e.state, conn_);
        const std::string line = out.take() + '\n';
        if (::write(fd_, line.data(), line.size()) < 0) fd_ = -1;
    }

  private:
    int fd_;
    std::string conn_;
};

}  // namespace

io::TextStyle text_style(const Arguments& arguments, int fd) {
    const auto mode = io::colour_mode(arguments.value_or("--color", "auto"));
    return io::TextStyle::of(fd, mode.value_or(io::ColourMode::automatic));
}

Glass::Glass(const Arguments& arguments, std::string conn, std::string number)
    : arguments_(arguments), number_(std::move(number)) {
    if (!arguments.has("--quiet")) {
        const auto show = io::Show::parse(arguments.value("--show"));
        if (!show.ok()) {
            problem_ = "--show takes a list of hex, state, keys, cert, cost";
            return;
        }
        text_ = std::make_unique<io::TextSink>(*show, text_style(arguments, STDERR_FILENO), write_to_stderr, io::monotonic_ns);
        tee_.add(text_.get());
    }
    if (arguments.has("--json") || arguments.has("--diagram")) {
        recorder_ = std::make_unique<io::Recorder>(trace_, conn, arguments.has("--seed") ? nullptr : io::monotonic_ns);
        tee_.add(recorder_.get());
    }
    if (arguments.has("--ndjson")) {
        const std::string path = path_of("--ndjson");
        ndjson_ = std::make_unique<io::NdjsonSink>(conn, [path](std::string_view line) {
            if (path == "-") return write_to_stdout(line);
            (void)io::append_file(path, line, io::FileMode::owner_only);
        });
        tee_.add(ndjson_.get());
    }
    if (arguments.has("--pcapng")) {
        pcapng_ = std::make_unique<io::PcapngSink>();
        tee_.add(pcapng_.get());
    }
    if (arguments.has("--keylog")) {
        keylog_ = std::make_unique<io::KeylogSink>(io::append_to_keylog(path_of("--keylog")));
        tee_.add(keylog_.get());
    }
    if (const std::string path = io::keylog_path_from_environment(); !path.empty()) {
        environment_keylog_ = std::make_unique<io::KeylogSink>(io::append_to_keylog(path));
        tee_.add(environment_keylog_.get());
    }
    if (arguments.has("--state-fd")) {
        int fd = -1;
        const std::string text = arguments.value("--state-fd");
        std::from_chars(text.data(), text.data() + text.size(), fd);
        if (fd < 0) {
            problem_ = "--state-fd takes the number of an open descriptor";
            return;
        }
        state_ = std::make_unique<StateSink>(fd, conn);
        tee_.add(state_.get());
    }
}

std::string Glass::path_of(std::string_view option) const {
    std::string path = arguments_.value(option);
    const auto at = path.find("%n");
    if (at != std::string::npos) path.replace(at, 2, number_);
    return path;
}

void Glass::flush() {
    if (text_ != nullptr) text_->flush();
}

std::string Glass::write_files() {
    flush();
    if (arguments_.has("--json")) {
        const std::string path = path_of("--json");
        if (!io::write_file(path, io::trace_to_json(trace_), io::FileMode::owner_only).ok()) return path;
    }
    if (arguments_.has("--pcapng")) {
        const std::string path = path_of("--pcapng");
        if (!io::write_file(path, pcapng_->file(), io::FileMode::owner_only).ok()) return path;
    }
    return "";
}

}  // namespace vitrine::tools
