// Gives every event to several sinks.
#pragma once

#include <vector>

#include "base/trace.h"

namespace vitrine::io {

class TeeSink final : public trace::Sink {
  public:
    /// `sink` must outlive the tee; a null one is ignored.
    void add(trace::Sink* sink) {
        if (sink != nullptr) sinks_.push_back(sink);
    }
    /// Null without sinks, so that nothing is traced for nobody.
    [[nodiscard]] trace::Sink* get() { return sinks_.empty() ? nullptr : this; }

    void on(const trace::Conn& e) override { each(e); }
    void on(const trace::Bytes& e) override { each(e); }
    void on(const trace::Record& e) override { each(e); }
    void on(const trace::Message& e) override { each(e); }
    void on(const trace::Field& e) override { each(e); }
    void on(const trace::Derive& e) override { each(e); }
    void on(const trace::Check& e) override { each(e); }
    void on(const trace::Operation& e) override { each(e); }
    void on(const trace::Transition& e) override { each(e); }
    void on(const trace::Refused& e) override { each(e); }
    void on(const trace::Alert& e) override { each(e); }
    void on(const trace::SecurityStateChange& e) override { each(e); }
    void on(const trace::Cost& e) override { each(e); }
    void on(const trace::End& e) override { each(e); }

  private:
    template <class Event>
    void each(const Event& e) {
        for (trace::Sink* sink : sinks_) sink->on(e);
    }

    std::vector<trace::Sink*> sinks_;
};

}  // namespace vitrine::io
