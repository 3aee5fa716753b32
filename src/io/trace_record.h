// A trace that owns its memory: every event of one or more connections, in the order in which they
// came. Renderers run after the fact by replaying it into a sink; what they see is what a live sink
// saw. Read next: recorder.h (fills one live), trace_json.h (writes one), trace_reader.h (reads one
// back).
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/trace.h"
#include "engine/security_state.h"

namespace vitrine::io {

using AnyEvent = std::variant<trace::Conn,
                              trace::Bytes,
                              trace::Record,
                              trace::Message,
                              trace::Field,
                              trace::Derive,
                              trace::Check,
                              trace::Operation,
                              trace::Transition,
                              trace::Refused,
                              trace::Alert,
                              trace::SecurityStateChange,
                              trace::Cost,
                              trace::End>;

class Trace {
  public:
    struct Entry {
        std::string_view conn;  ///< which connection's view: "client", "server", "c7"
        std::uint64_t at_ns;    ///< since the trace began; 0 throughout if nobody lent a clock
        AnyEvent event;
    };

    Trace() = default;
    Trace(const Trace&) = delete;
    Trace& operator=(const Trace&) = delete;

    /// Appends an event; its views and texts are copied.
    void add(std::string_view conn, std::uint64_t at_ns, AnyEvent event);

    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
    [[nodiscard]] bool empty() const { return entries_.empty(); }
    /// The connections, in the order of their first event.
    [[nodiscard]] const std::vector<std::string_view>& connections() const { return connections_; }
    /// Sends the events of one connection to a sink.
    void replay(std::string_view conn, trace::Sink& sink) const;

  private:
    ByteView keep(ByteView bytes);
    std::string_view keep(std::string_view text);
    std::string_view connection_name(std::string_view conn);

    // Adopt: replace the views of an event by copies that the trace owns.
    void adopt(trace::Conn& e);
    void adopt(trace::Bytes& e);
    void adopt(trace::Record& e);
    void adopt(trace::Message& e);
    void adopt(trace::Field& e);
    void adopt(trace::Derive& e);
    void adopt(trace::Check& e);
    void adopt(trace::Operation& e);
    void adopt(trace::Transition& e);
    void adopt(trace::Refused& e);
    void adopt(trace::Alert& e);
    void adopt(trace::SecurityStateChange& e);
    void adopt(trace::Cost& e);
    void adopt(trace::End& e);

    std::vector<Entry> entries_;
    std::vector<std::string_view> connections_;
    // Deques, since growing them moves nothing that a view points to.
    std::deque<std::vector<std::uint8_t>> bytes_;
    std::deque<std::string> texts_;
    std::deque<std::vector<trace::NamedBytes>> inputs_;
    std::deque<std::vector<std::string_view>> lists_;
    std::deque<engine::SecurityState> states_;
};

}  // namespace vitrine::io
