// A connection under test talks to a peer on strings: an engine connection too, whose honest bytes
// are delivered, cut, changed, doubled or followed by others, as a script says. So a short input
// gets past the hellos and behind the ChangeCipherSpec. Read next: conversation.cpp (the script's
// operations), client_fuzz.cpp.
#pragma once

#include <string>

#include "io/recorder.h"
#include "support/pair.h"

namespace vitrine::fuzz {

/// Reads a script: what is missing is zero.
class Script {
  public:
    explicit Script(ByteView bytes) : rest_(bytes) {}
    [[nodiscard]] bool empty() const { return rest_.empty(); }
    std::uint8_t byte() {
        if (rest_.empty()) return 0;
        const std::uint8_t value = rest_.front();
        rest_ = rest_.subspan(1);
        return value;
    }
    /// A length in two bytes, then so many bytes or all that is left.
    ByteView bytes() {
        const std::size_t wanted = std::size_t{byte()} << 8 | byte();
        const ByteView value = rest_.first(std::min(wanted, rest_.size()));
        rest_ = rest_.subspan(value.size());
        return value;
    }

  private:
    ByteView rest_;
};

/// Handshake messages of one connection, each direction in order, but for HelloRequest, which
/// belongs to no handshake.
class MessageLog final : public trace::Sink {
  public:
    using trace::Sink::on;
    void on(const trace::Message& message) override {
        if (message.content_type != 22 || message.handshake_type == 0) return;
        auto& log = message.direction == trace::Direction::sent ? sent : received;
        log.emplace_back(message.bytes.begin(), message.bytes.end());
    }

    std::vector<std::vector<std::uint8_t>> sent;
    std::vector<std::vector<std::uint8_t>> received;
};

/// Suites and versions that a script chooses from.
inline constexpr std::size_t kVariants = 6;

class Conversation {
  public:
    /// `victim`: who is under test.
    Conversation(trace::Role victim, std::size_t variant, bool client_auth);

    /// Runs the script to its end; aborts where a property does not hold.
    void run(Script script);

    /// Every byte the victim sent, and how it ended: the same for the same script.
    [[nodiscard]] const std::vector<std::uint8_t>& wire() const { return victim_.wire; }
    [[nodiscard]] const test::Side& victim() const { return victim_; }

  private:
    void step(Script& script);
    void deliver(ByteView bytes);
    void change_records(std::uint8_t how, std::uint8_t which, std::uint8_t with);
    void say(std::uint8_t type, ByteView content);
    void exchange();
    void check_agreement();
    void check_end();

    MessageLog victim_log_;
    MessageLog puppet_log_;
    test::Side victim_;
    test::Side puppet_;
    std::string said_;  ///< application data that the puppet sealed, in order
    bool was_connected_ = false;
};

}  // namespace vitrine::fuzz
