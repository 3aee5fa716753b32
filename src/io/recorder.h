// Records a connection into a Trace while it runs.
#pragma once

#include <cstdint>
#include <string>

#include "io/trace_record.h"

namespace vitrine::io {

class Recorder final : public trace::Sink {
  public:
    using Clock = std::uint64_t (*)();

    /// `clock` gives nanoseconds (io/clock.h) and may be null: then the trace has no times and is
    /// the same for the same seed. `trace` must outlive the recorder.
    Recorder(Trace& trace, std::string conn, Clock clock = nullptr)
        : trace_(trace),
          conn_(std::move(conn)),
          clock_(clock),
          start_(clock == nullptr ? 0 : clock()) {}

    void on(const trace::Conn& e) override { keep(e); }
    void on(const trace::Bytes& e) override { keep(e); }
    void on(const trace::Record& e) override { keep(e); }
    void on(const trace::Message& e) override { keep(e); }
    void on(const trace::Field& e) override { keep(e); }
    void on(const trace::Derive& e) override { keep(e); }
    void on(const trace::Check& e) override { keep(e); }
    void on(const trace::Operation& e) override { keep(e); }
    void on(const trace::Transition& e) override { keep(e); }
    void on(const trace::Refused& e) override { keep(e); }
    void on(const trace::Alert& e) override { keep(e); }
    void on(const trace::SecurityStateChange& e) override { keep(e); }
    void on(const trace::Cost& e) override { keep(e); }
    void on(const trace::End& e) override { keep(e); }

  private:
    void keep(AnyEvent event) {
        trace_.add(conn_, clock_ == nullptr ? 0 : clock_() - start_, event);
    }

    Trace& trace_;
    std::string conn_;
    Clock clock_;
    std::uint64_t start_;
};

}  // namespace vitrine::io
