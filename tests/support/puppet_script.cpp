#include "support/puppet_script.h"

#include <gtest/gtest.h>

#include "support/field_recorder.h"
#include "support/messages.h"
#include "support/staple.h"

namespace vitrine::test {

using engine::EndKind;
using handshake::Event;
using record::ContentType;
using trace::Role;

namespace {

engine::ConnectionOptions completed(engine::ConnectionOptions options) {
    static std::uint32_t scenes = 0;  // no two scenes of a run draw the same bytes
    ++scenes;
    for (std::size_t i = 0; i < 4; ++i)
        options.seed[8 + i] ^= static_cast<std::uint8_t>(scenes >> (8 * i));
    options.seed[0] ^= 3;
    if (options.now.seconds == 0) options.now = kTestNow;
    if (options.server_name.empty()) options.server_name = "localhost";
    if (options.verify_name.empty()) options.verify_name = "localhost";
    return options;
}

Role other(Role role) {
    return role == Role::client ? Role::server : Role::client;
}

std::string words_of(std::string_view what, Event event) {
    return std::string{what}.append(" ").append(handshake::name_of(event));
}

std::string name_of_end(const Side& engine) {
    const auto& end = engine.connection->security_state().end;
    if (!end.has_value()) return "the engine has not ended";
    std::string text = "the engine ended: ";
    text.append(engine::name_of(end->kind));
    if (end->error.has_value()) text.append(", ").append(info(end->error->code).name);
    if (end->alert.has_value()) text.append(", alert ").append(name_of(*end->alert));
    return text;
}

/// A message's fields, a line each; bytes that no decoder understands as they are.
std::string annotated(const Bytes& bytes, ContentType type, const MessageContext& context) {
    FieldRecorder fields;
    if (type == ContentType::handshake) (void)decode_message(bytes, context, &fields);
    if (fields.leaves.empty()) return "      " + to_hex(bytes) + "\n";
    std::string text;
    for (const auto& leaf : fields.leaves) {
        text.append("      ").append(std::to_string(leaf.offset)).append(" ").append(leaf.name);
        text.append(" = ").append(to_hex(leaf.bytes)).append("\n");
    }
    return text;
}

}  // namespace

Scene::Scene(Role engine_role,
             const engine::Config& config,
             const Cast& cast,
             const engine::ConnectionOptions& options)
    : puppet(other(engine_role), cast) {
    engine.connection =
        std::make_unique<engine::Connection>(config, engine_role, completed(options));
    if (const Status started = engine.connection->start(); !started.ok())
        engine.error = started.error();
    puppet.listen(engine.take_output());
}

void Scene::say(Event event, const Mistakes& mistakes) {
    const std::size_t before = puppet.facts.messages.size();
    const Bytes records = puppet.say(event, mistakes);
    const bool kept = puppet.facts.messages.size() > before;
    spoken_.push_back({true, std::string{handshake::name_of(event)}, content_type_of(event),
                       kept ? puppet.facts.messages.back() : Bytes{}});
    give(records);
}

void Scene::say_bytes(ContentType type, ByteView content, const RecordPlan& plan) {
    spoken_.push_back({true, "bytes", type, {content.begin(), content.end()}});
    give(puppet.say_bytes(type, content, plan));
}

void Scene::give(ByteView records) {
    engine.feed(records);
    while (engine.connection->operation() != nullptr && operations_allowed > 0) {
        --operations_allowed;
        (void)engine.connection->complete(
            handshake::run_operation(*engine.connection->operation()));
        engine.feed({});  // what waited behind the operation
    }
    puppet.listen(engine.take_output());
}

std::optional<Heard> Scene::hear() {
    auto heard = puppet.hear();
    if (heard.has_value())
        spoken_.push_back(
            {false, std::string{handshake::name_of(heard->event)}, heard->type, heard->bytes});
    if (heard.has_value()) last_heard = heard;
    return heard;
}

std::string Scene::account() const {
    std::string text = "steps so far:\n";
    for (const std::string& words : told_) text.append("  ").append(words).append("\n");
    text.append(name_of_end(engine)).append("\nmessages:\n");
    const MessageContext context{puppet.facts.version, puppet.facts.suite->key_exchange};
    for (const Spoken& one : spoken_) {
        text.append(one.by_puppet ? "  puppet: " : "  engine: ").append(one.name).append("\n");
        text.append(annotated(one.bytes, one.type, context));
    }
    return text;
}

Step say(Event event, const Mistakes& mistakes) {
    std::string words = words_of("say", event);
    for (const Mistake& mistake : mistakes) words.append(", ").append(mistake.name);
    return {StepKind::says, event, words, [event, mistakes](Scene& scene) {
                scene.say(event, mistakes);
                return std::string{};
            }};
}

Step say(Event event, const Mistake& mistake) {
    return say(event, Mistakes{mistake});
}

Step say_bytes(std::string_view words, ContentType type, Bytes content, RecordPlan plan) {
    return {StepKind::other, Event::ready, std::string{"say "}.append(words),
            [type, content = std::move(content), plan = std::move(plan)](Scene& scene) {
                scene.say_bytes(type, content, plan);
                return std::string{};
            }};
}

Step act(std::string words, std::function<void(Scene&)> what) {
    return {StepKind::other, Event::ready, std::move(words),
            [what = std::move(what)](Scene& scene) {
                what(scene);
                return std::string{};
            }};
}

Step engine_writes(std::string_view text) {
    return {StepKind::other, Event::ready, std::string{"the engine writes "}.append(text),
            [text = std::string{text}](Scene& scene) -> std::string {
                if (!scene.engine.connection->write(as_bytes(text)).ok()) return "it cannot write";
                scene.puppet.listen(scene.engine.take_output());
                return "";
            }};
}

Step engine_closes() {
    return {StepKind::other, Event::ready, "the engine closes", [](Scene& scene) {
                scene.engine.connection->close();
                scene.puppet.listen(scene.engine.take_output());
                return std::string{};
            }};
}

Step hear(Event event) {
    return {StepKind::hears, event, words_of("hear", event), [event](Scene& scene) -> std::string {
                const auto heard = scene.hear();
                if (!heard.has_value()) return "nothing was heard";
                if (!heard->complaint.empty()) return heard->complaint;
                if (heard->event != event) return words_of("heard", heard->event);
                return "";
            }};
}

Step hear_alert(AlertLevel level, AlertDescription description) {
    const Bytes wanted = {static_cast<std::uint8_t>(level), static_cast<std::uint8_t>(description)};
    return {StepKind::hears, Event::warning_alert,
            std::string{"hear alert "}.append(name_of(description)),
            [wanted](Scene& scene) -> std::string {
                const auto heard = scene.hear();
                if (!heard.has_value()) return "nothing was heard";
                if (!heard->complaint.empty()) return heard->complaint;
                if (heard->type != ContentType::alert || heard->bytes != wanted)
                    return words_of("heard", heard->event);
                return "";
            }};
}

namespace {

/// What is wrong with how the engine refused: "" if it ended with that reason and said that alert.
std::string wrong_in_refusal(Scene& scene, AlertDescription alert, ErrorCode code) {
    std::optional<Heard> last;
    while (auto heard = scene.hear()) last = heard;
    const auto& end = scene.engine.connection->security_state().end;
    if (!end.has_value() || !scene.engine.connection->is_closed()) return "it did not end";
    if (end->kind != EndKind::alert_sent || !end->error.has_value()) return "it ended another way";
    if (end->error->code != code) return "another reason";
    if (!last.has_value() || last->type != ContentType::alert) return "no alert heard";
    if (!last->complaint.empty()) return last->complaint;
    if (last->bytes != Bytes{2, static_cast<std::uint8_t>(alert)}) return "another alert";
    return "";
}

}  // namespace

Step refuses(AlertDescription alert, ErrorCode code) {
    std::string words{"the engine refuses with "};
    words.append(name_of(alert)).append(": ").append(info(code).name);
    return {StepKind::other, Event::ready, words,
            [alert, code](Scene& scene) { return wrong_in_refusal(scene, alert, code); }};
}

Step ends(EndKind kind, ErrorCode code) {
    std::string words{"the engine ends without a word: "};
    words.append(engine::name_of(kind)).append(", ").append(info(code).name);
    return expect(words, [kind, code](Scene& scene) {
        const auto& end = scene.engine.connection->security_state().end;
        return scene.engine.connection->is_closed() && end.has_value() && end->kind == kind &&
               end->error.has_value() && end->error->code == code && !scene.hear().has_value();
    });
}

Step is_connected() {
    return expect("the engine is connected", [](Scene& scene) {
        return scene.engine.connection->is_connected() && !scene.hear().has_value();
    });
}

Step goes_on() {
    return expect("the engine goes on", [](Scene& scene) {
        return !scene.engine.error.has_value() && !scene.engine.connection->is_closed();
    });
}

Step has_received(std::string_view text) {
    return expect(std::string{"the engine's application got: "}.append(text),
                  [text = std::string{text}](Scene& scene) {
                      return as_text(scene.engine.received) == text;
                  });
}

Step is_closed() {
    return expect("the engine has closed cleanly", [](Scene& scene) {
        const auto& end = scene.engine.connection->security_state().end;
        return scene.engine.connection->is_closed() && end.has_value() &&
               end->kind == EndKind::clean_close;
    });
}

Step expect(std::string_view words, std::function<bool(Scene&)> holds) {
    return {StepKind::other, Event::ready, std::string{"expect: "}.append(words),
            [holds = std::move(holds)](Scene& scene) -> std::string {
                return holds(scene) ? "" : "it is not so";
            }};
}

std::string run(Scene& scene, const Script& script) {
    for (const Step& step : script) {
        scene.tell(step.words);
        const std::string wrong = step.act(scene);
        if (!wrong.empty()) return "at '" + step.words + "': " + wrong + "\n" + scene.account();
    }
    return "";
}

std::unique_ptr<engine::Config> config_for(Role engine_role, const Cast& cast) {
    const bool client = engine_role == Role::client;
    auto config = client ? client_config() : server_config();
    const handshake::CipherSuite* only[] = {handshake::find_suite(cast.suite)};
    EXPECT_TRUE(config->set_suites(only).ok());
    if (client) {
        config->set_versions(cast.version, cast.version);
        config->set_ask_status(cast.staple != Staple::none);
        if (!cast.client_identity.empty()) {
            const std::string name{cast.client_identity};
            EXPECT_TRUE(
                config->add_credential(pki_file(name + ".pem"), pki_file(name + ".key")).ok());
        }
    } else if (cast.asks_client) {
        config->set_client_auth(cast.client_identity.empty() ? handshake::ClientAuth::request
                                                             : handshake::ClientAuth::require);
    }
    if (!client && cast.staple == Staple::sent) {
        for (const char* leaf : {"server-ec.pem", "server-rsa.pem"})
            EXPECT_TRUE(config->add_status(staple_for(leaf)).ok());
    }
    EXPECT_TRUE(config->build(engine_role).ok());
    return config;
}

void play(Role engine_role, const Cast& cast, const Script& script, std::source_location where) {
    const auto config = config_for(engine_role, cast);
    Scene scene{engine_role, *config, cast};
    const std::string wrong = run(scene, script);
    if (!wrong.empty()) ADD_FAILURE_AT(where.file_name(), static_cast<int>(where.line())) << wrong;
}

void play_mistake(Role engine_role,
                  const Cast& cast,
                  Event event,
                  const Mistake& mistake,
                  const Step& answer,
                  std::source_location where) {
    const Script before = before_saying(handshake_of(engine_role, cast), event);
    play(engine_role, cast, before + Script{say(event, mistake), answer}, where);
}

}  // namespace vitrine::test
