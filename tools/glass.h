// What a user wants to see of a connection: the text on the screen and the files that record it.
#pragma once

#include <memory>
#include <string>

#include "arguments.h"
#include "io/keylog.h"
#include "io/pcapng_sink.h"
#include "io/recorder.h"
#include "io/tee_sink.h"
#include "io/text_sink.h"
#include "io/trace_json.h"
#include "tls_options.h"

namespace vitrine::tools {

class Glass {
  public:
    /// `conn`: "c1" ...; `files` replaces %n in the names of artefacts.
    Glass(const Arguments& arguments, std::string conn, std::string number);

    /// Null if nothing is to be seen.
    [[nodiscard]] trace::Sink* sink() { return tee_.get(); }
    /// What was wrong with the options; empty if nothing.
    [[nodiscard]] const std::string& problem() const { return problem_; }
    /// Writes the files; the path that could not be written, or empty.
    std::string write_files();
    [[nodiscard]] const io::Trace& trace() const { return trace_; }
    [[nodiscard]] io::PcapngSink* capture() { return pcapng_.get(); }
    void flush();

  private:
    [[nodiscard]] std::string path_of(std::string_view option) const;

    const Arguments& arguments_;
    std::string number_;
    std::string problem_;
    io::TeeSink tee_;
    io::Trace trace_;
    std::unique_ptr<io::TextSink> text_;
    std::unique_ptr<io::Recorder> recorder_;
    std::unique_ptr<io::NdjsonSink> ndjson_;
    std::unique_ptr<io::PcapngSink> pcapng_;
    std::unique_ptr<io::KeylogSink> keylog_;
    std::unique_ptr<io::KeylogSink> environment_keylog_;
    std::unique_ptr<trace::Sink> state_;
};

/// How text is written to stderr, by --color and the terminal.
io::TextStyle text_style(const Arguments& arguments, int fd);

}  // namespace vitrine::tools
