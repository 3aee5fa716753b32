// What is shown and written of one connection: text, traces, captures, key logs, diagrams.
#pragma once

#include <cstdio>
#include <optional>
#include <string>

#include "io/keylog.h"
#include "io/pcapng_sink.h"
#include "io/recorder.h"
#include "io/tee_sink.h"
#include "io/text_sink.h"
#include "io/trace_json.h"
#include "tools/options.h"

namespace vitrine::tools {

/// The sinks of one connection, as the options ask for them.
class Watch {
  public:
    /// `conn` names the connection in traces; `number` replaces %n in file names; `text_to` gets
    /// the text.
    Watch(const Options& options,
          const std::string& conn,
          std::size_t number,
          std::FILE* text_to = stderr);

    [[nodiscard]] trace::Sink* sink() { return tee_.get(); }
    /// Writes --json, --pcapng and --diagram.  0 or the exit code.
    int write_files();

  private:
    [[nodiscard]] std::string file_name(std::string_view option) const;
    void add_key_logs();
    void add_ndjson(const std::string& conn);
    void add_text(std::FILE* text_to);
    [[nodiscard]] bool write_diagram() const;

    const Options& options_;
    std::size_t number_;
    io::TeeSink tee_;
    io::Trace trace_;
    std::optional<io::Recorder> recorder_;
    std::optional<io::TextSink> text_;
    std::optional<io::NdjsonSink> ndjson_;
    std::optional<io::KeylogSink> environment_keys_;
    std::optional<io::KeylogSink> keys_;
    std::optional<io::PcapngSink> packets_;
};

}  // namespace vitrine::tools
