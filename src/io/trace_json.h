// Traces as JSON, schema `vitrine-trace/1`: one object an event, either a line each (NDJSON) or in
// one document. The schema is docs/trace.schema.json; docs/trace.md explains it.
#pragma once

#include <functional>
#include <string>

#include "io/json_writer.h"
#include "io/trace_record.h"

namespace vitrine::io {

inline constexpr std::string_view kTraceSchema = "vitrine-trace/1";

/// Turns the events of one connection into JSON objects, one call an event.
class EventJson {
  public:
    explicit EventJson(std::string conn) : conn_(std::move(conn)) {}

    /// Writes one event as an object. `at_ns` 0: no time is written.
    template <class Event>
    void write(JsonWriter& out, const Event& event, std::uint64_t at_ns = 0) {
        begin(out, at_ns);
        body(out, event);
        out.end_object();
    }

  private:
    void begin(JsonWriter& out, std::uint64_t at_ns);
    void body(JsonWriter& out, const trace::Conn& e);
    void body(JsonWriter& out, const trace::Bytes& e);
    void body(JsonWriter& out, const trace::Record& e);
    void body(JsonWriter& out, const trace::Message& e);
    void body(JsonWriter& out, const trace::Field& e);
    void body(JsonWriter& out, const trace::Derive& e);
    void body(JsonWriter& out, const trace::Check& e);
    void body(JsonWriter& out, const trace::Operation& e);
    void body(JsonWriter& out, const trace::Transition& e);
    void body(JsonWriter& out, const trace::Refused& e);
    void body(JsonWriter& out, const trace::Alert& e);
    void body(JsonWriter& out, const trace::SecurityStateChange& e);
    void body(JsonWriter& out, const trace::Cost& e);
    void body(JsonWriter& out, const trace::End& e);

    [[nodiscard]] bool inside_structure(const trace::Field& e) const;

    std::string conn_;
    // The structure that fields refer to, so that their bytes are not written twice.
    std::size_t record_len_ = 0;
    std::size_t message_len_ = 0;
};

/// The whole trace as one document.
std::string trace_to_json(const Trace& trace);

/// Writes a line an event, while the connection runs.
class NdjsonSink final : public trace::Sink {
  public:
    using Write = std::function<void(std::string_view line)>;

    NdjsonSink(std::string conn, Write write) : json_(std::move(conn)), write_(std::move(write)) {}

    void on(const trace::Conn& e) override { line(e); }
    void on(const trace::Bytes& e) override { line(e); }
    void on(const trace::Record& e) override { line(e); }
    void on(const trace::Message& e) override { line(e); }
    void on(const trace::Field& e) override { line(e); }
    void on(const trace::Derive& e) override { line(e); }
    void on(const trace::Check& e) override { line(e); }
    void on(const trace::Operation& e) override { line(e); }
    void on(const trace::Transition& e) override { line(e); }
    void on(const trace::Refused& e) override { line(e); }
    void on(const trace::Alert& e) override { line(e); }
    void on(const trace::SecurityStateChange& e) override { line(e); }
    void on(const trace::Cost& e) override { line(e); }
    void on(const trace::End& e) override { line(e); }

  private:
    template <class Event>
    void line(const Event& e) {
        JsonWriter out;
        json_.write(out, e);
        write_(out.take() + '\n');
    }

    EventJson json_;
    Write write_;
};

}  // namespace vitrine::io
