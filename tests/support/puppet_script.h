// A test of the protocol is a list of named actions and expectations: what the puppet says, with
// which mistakes, and what the engine must answer.
//
//     play(Role::client, {.suite = "AES128-SHA"},
//          before(server_hello_done) + Script{say(server_key_exchange),
//                                             refuses(unexpected_message, ...)});
//
// When an expectation fails, the steps so far are told in words, then every message with its
// fields. Read next: puppet_mistakes.h.
#pragma once

#include <source_location>

#include "support/pair.h"
#include "support/puppet.h"

namespace vitrine::test {

/// One engine, one puppet, and what went between them.
class Scene {
  public:
    Scene(trace::Role engine_role,
          const engine::Config& config,
          const Cast& cast,
          const engine::ConnectionOptions& options = {});

    Side engine;
    Puppet puppet;
    /// With a late executor: so many operations are done, then one stays out.
    std::size_t operations_allowed = SIZE_MAX;
    std::optional<Heard> last_heard;

    /// The puppet speaks; the engine answers into the puppet's inbox.
    void say(handshake::Event event, const Mistakes& mistakes);
    void say_bytes(record::ContentType type, ByteView content, const RecordPlan& plan);
    void give(ByteView records);
    /// The next message of the engine.
    std::optional<Heard> hear();
    /// Steps in words and messages with their fields.
    [[nodiscard]] std::string account() const;
    void tell(std::string words) { told_.push_back(std::move(words)); }

  private:
    struct Spoken {
        bool by_puppet;
        std::string name;
        record::ContentType type;
        Bytes bytes;
    };

    std::vector<std::string> told_;
    std::vector<Spoken> spoken_;
};

enum class StepKind : std::uint8_t { says, hears, other };

struct Step {
    StepKind kind = StepKind::other;
    handshake::Event event{};  ///< of what is said or heard
    std::string words;
    std::function<std::string(Scene&)> act;  ///< returns what went wrong; empty: nothing
};

using Script = std::vector<Step>;

// --- actions

/// The puppet says a message, with mistakes.
Step say(handshake::Event event, const Mistakes& mistakes = {});
Step say(handshake::Event event, const Mistake& mistake);
/// Content of a type of its own choice, as one record.
Step say_bytes(std::string_view words,
               record::ContentType type,
               Bytes content,
               RecordPlan plan = {});
/// Anything else that is done to the scene.
Step act(std::string words, std::function<void(Scene&)> what);
/// The engine's application writes.
Step engine_writes(std::string_view text);
Step engine_closes();

// --- expectations

/// The engine's next message is this one, and it is right in every way the puppet can check.
Step hear(handshake::Event event);
/// The engine's next message is this alert.
Step hear_alert(AlertLevel level, AlertDescription description);
/// The engine has ended the connection: its last word is this fatal alert, its reason this code,
/// and its application gets nothing.
Step refuses(AlertDescription alert, ErrorCode code);
/// The engine has ended this way, for this reason, without a word.
Step ends(engine::EndKind kind, ErrorCode code);
/// The engine is connected and has nothing more to say.
Step is_connected();
/// The handshake goes on: nothing was refused.
Step goes_on();
/// The engine's application has been given exactly this so far.
Step has_received(std::string_view text);
/// Ended by both sides' close_notify.
Step is_closed();
/// Any other expectation; `holds` is asked.
Step expect(std::string_view words, std::function<bool(Scene&)> holds);

// --- scripts

Script operator+(Script first, Script second);
Script operator+(Script first, Step second);
/// The honest handshake of a cast, up to the connection.
Script handshake_of(trace::Role engine_role, const Cast& cast);
/// The honest steps before the puppet says (or hears) this message for the first time.
Script before_saying(const Script& script, handshake::Event event);
Script before_hearing(const Script& script, handshake::Event event);
/// The same with mistakes where the puppet says this message.
Script with(Script script, handshake::Event event, const Mistake& mistake);
/// The script without the step that says this message.
Script without(Script script, handshake::Event event);

/// Runs a script; returns the account of what went wrong, empty if nothing did.
std::string run(Scene& scene, const Script& script);
/// A configuration on the test PKI that fits the cast.
std::unique_ptr<engine::Config> config_for(trace::Role engine_role, const Cast& cast);
/// Makes both ends, runs the script, and fails the test with the account.
void play(trace::Role engine_role,
          const Cast& cast,
          const Script& script,
          std::source_location where = std::source_location::current());

/// The puppet says `event` with a mistake in its place of an honest handshake; the engine answers
/// so.
void play_mistake(trace::Role engine_role,
                  const Cast& cast,
                  handshake::Event event,
                  const Mistake& mistake,
                  const Step& answer,
                  std::source_location where = std::source_location::current());

}  // namespace vitrine::test
