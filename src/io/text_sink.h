// A connection as text: a line a message while it runs, then what was reached and how safe it is;
// with more glass, the bytes of each message, the states, the derivations, the certificates, the
// costs.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/trace.h"
#include "io/hex_dump.h"
#include "io/message_summary.h"
#include "io/terminal.h"

namespace vitrine::io {

/// How much of the glass to look through: `--show hex,state,keys,cert,cost`.
struct Show {
    bool messages = true;
    bool hex = false;
    bool state = false;
    bool keys = false;
    bool cert = false;
    bool cost = false;
    bool data = false;  ///< a line for application data too

    /// Errors: bad_configuration (a word that is none of these).
    static Result<Show> parse(std::string_view list);
};

class TextSink final : public trace::Sink {
  public:
    using Write = std::function<void(std::string_view text)>;
    using Clock = std::uint64_t (*)();

    /// `clock` may be null: then no durations are written.
    TextSink(Show show, TextStyle style, Write write, Clock clock = nullptr)
        : show_(show), style_(style), write_(std::move(write)), clock_(clock) {}
    ~TextSink() override { flush(); }

    void on(const trace::Conn& e) override;
    void on(const trace::Record& e) override;
    void on(const trace::Message& e) override;
    void on(const trace::Field& e) override;
    void on(const trace::Derive& e) override;
    void on(const trace::Check& e) override;
    void on(const trace::Operation& e) override;
    void on(const trace::Transition& e) override;
    void on(const trace::Refused& e) override;
    void on(const trace::Cost& e) override;
    void on(const trace::SecurityStateChange& e) override;
    void on(const trace::End& e) override;

    /// Writes what waits for more words: the line of the last message.
    void flush();

  private:
    void line(std::string_view text);
    void show_certificates(const trace::Message& e);
    [[nodiscard]] std::string costs_text() const;
    void connected(const engine::SecurityState& state);

    struct CostSum {
        std::string what;
        std::uint64_t nanoseconds;
    };

    Show show_;
    TextStyle style_;
    Write write_;
    Clock clock_;
    std::uint64_t started_ = 0;
    std::optional<MessageSummary> summary_;
    std::string pending_;  // the last message's line, without its end
    std::string after_;    // what belongs beneath it
    FieldDump record_fields_;
    FieldDump message_fields_;
    bool in_handshake_ = true;
    std::vector<CostSum> costs_;
};

}  // namespace vitrine::io
