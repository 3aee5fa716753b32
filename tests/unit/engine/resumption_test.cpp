// Resuming a session by its ID: with what it was made, or not at all. Expected behaviour: RFC 5246
// §7.3, §7.4.1.2, §7.4.1.3, §7.2.2, RFC 6066 §3, RFC 7627 §5.3.
#include <gtest/gtest.h>

#include "support/puppet_mistakes.h"
#include "support/puppet_script.h"

namespace vitrine {
namespace {

using namespace test;
using enum handshake::Event;
using handshake::ExtensionType;
using record::ProtocolVersion;
using trace::Role;

const Cast kCast{.suite = "ECDHE-RSA-AES128-SHA"};  // exists in every version

/// A first handshake, which both ends remember.
class Rehearsal {
  public:
    explicit Rehearsal(Role engine_role, const Cast& cast = kCast)
        : role_(engine_role), cast_(cast), config_(config_for(engine_role, cast)) {
        const handshake::CipherSuite* suites[] = {handshake::find_suite(cast.suite),
                                                  handshake::find_suite("ECDHE-RSA-AES256-SHA")};
        EXPECT_TRUE(config_->set_suites(suites).ok());
        config_->set_versions(ProtocolVersion::tls10, ProtocolVersion::tls12);
        EXPECT_TRUE(config_->build(engine_role).ok());
        first_ = std::make_unique<Scene>(role_, *config_, cast);
        EXPECT_EQ(run(*first_, handshake_of(role_, cast)), "");
        memory_ = first_->puppet.facts.memory();
        session_ = first_->engine.connection->session();
        EXPECT_TRUE(session_.has_value());
    }

    engine::Config& config() { return *config_; }
    Memory& memory() { return memory_; }
    /// The first connection, to be ended one way or another.
    void and_then(const Script& script) { EXPECT_EQ(run(*first_, script), ""); }

    /// A second handshake that both ends mean to resume.
    [[nodiscard]] std::string resumes(const Script& script) { return again(resuming(), script); }
    /// The honest script of it.
    [[nodiscard]] Script honest() { return handshake_of(role_, resuming()); }
    /// A puppet client offers the session, with mistakes, and gets a full handshake.
    [[nodiscard]] std::string falls_back(const Cast& cast, Mistakes mistakes = {}) {
        mistakes.push_back(mistakes::session_id(memory_.id));
        Script script = handshake_of(role_, cast);
        script.front() = say(client_hello, mistakes);
        return again(cast, script + expect("a new session", [this](Scene& scene) {
                               return scene.puppet.facts.session_id != memory_.id;
                           }));
    }
    [[nodiscard]] std::string again(const Cast& cast,
                                    const Script& script,
                                    engine::ConnectionOptions options = {}) {
        if (role_ == Role::client) options.session = &*session_;
        Scene scene{role_, *config_, cast, options};
        return run(scene, script);
    }

  private:
    Cast resuming() {
        Cast cast = cast_;
        cast.resumes = &memory_;
        return cast;
    }

    Role role_;
    Cast cast_;
    std::unique_ptr<engine::Config> config_;
    std::unique_ptr<Scene> first_;
    Memory memory_;
    std::optional<handshake::Session> session_;
};

Bytes host_name(std::string_view name) {
    Bytes body(name.size() + 5);
    wire::Writer out{body};
    out.vec16([name](wire::Writer& list) {
        list.u8(0);
        list.vec16([name](wire::Writer& w) { w.bytes(as_bytes(name)); });
    });
    return body;
}

// --- the engine's server

TEST(ServerResumption, OfAnUnknownSessionIsAFullHandshake) {
    Rehearsal play{Role::server};
    play.memory().id.back() ^= 1;
    EXPECT_EQ(play.falls_back(kCast), "");
}

// Virtual host confusion: the session belongs to the name it was made for (RFC 6066 §3).
TEST(ServerResumption, A47UnderAnotherServerNameIsAFullHandshake) {
    for (const std::string_view name : {"www.example.test", "localhos", "localhosts"}) {
        Rehearsal play{Role::server};
        EXPECT_EQ(play.falls_back(
                      kCast, {mistakes::extension_is(ExtensionType::server_name, host_name(name))}),
                  "");
    }
    Rehearsal play{Role::server};
    EXPECT_EQ(play.falls_back(kCast, {mistakes::without_extension(ExtensionType::server_name)}),
              "");
}

TEST(ServerResumption, WithAnotherSuiteOrVersionIsAFullHandshake) {
    Rehearsal suite{Role::server};
    EXPECT_EQ(suite.falls_back({.suite = "ECDHE-RSA-AES256-SHA"}), "");
    for (const ProtocolVersion version : {ProtocolVersion::tls10, ProtocolVersion::tls11}) {
        Rehearsal play{Role::server};
        EXPECT_EQ(play.falls_back({.version = version, .suite = kCast.suite}), "");
    }
}

// RFC 7627 §5.3: "If the original session used the "extended_master_secret" extension but the new
// ClientHello does not contain it, the server MUST abort".
TEST(ServerResumption, A45WithoutTheExtendedMasterSecretItHadIsRefused) {
    for (const ProtocolVersion version :
         {ProtocolVersion::tls10, ProtocolVersion::tls11, ProtocolVersion::tls12}) {
        Rehearsal play{Role::server, {.version = version, .suite = kCast.suite}};
        EXPECT_EQ(play.resumes({say(client_hello, mistakes::without_extension(
                                                      ExtensionType::extended_master_secret)),
                                refuses(AlertDescription::handshake_failure,
                                        ErrorCode::extended_master_secret_changed)}),
                  "");
    }
}

// §5.3: a session without it is not resumed, whether the new hello has it or not.
TEST(ServerResumption, A45OfASessionWithoutExtendedMasterSecretIsAFullHandshake) {
    const Cast without{.suite = kCast.suite, .extended_master_secret = false};
    Rehearsal gains{Role::server, without};
    EXPECT_EQ(gains.falls_back(kCast), "");
    Rehearsal stays{Role::server, without};
    EXPECT_EQ(stays.falls_back(without), "");
}

TEST(ServerResumption, IsOverAfterAFatalAlertOfEitherSide) {
    Rehearsal received{Role::server};
    received.and_then({say(fatal_alert)});
    EXPECT_EQ(received.falls_back(kCast), "");
    Rehearsal sent{Role::server};
    sent.and_then({say(application_data, mistakes::wrong_mac()),
                   refuses(AlertDescription::bad_record_mac, ErrorCode::record_not_authentic)});
    EXPECT_EQ(sent.falls_back(kCast), "");
    Rehearsal closed{Role::server};
    closed.and_then({say(close_notify), hear(close_notify), is_closed()});
    EXPECT_EQ(closed.resumes(closed.honest()), "");
}

// RFC 2246 §7.2.1: a session that was not closed "MUST NOT be resumed"; RFC 4346 took that back.
TEST(ServerResumption, AfterATruncationIsOverAtTls10Only) {
    const Step cut =
        act("the transport ends", [](Scene& scene) { scene.engine.connection->transport_ended(); });
    const Cast oldest{.version = ProtocolVersion::tls10, .suite = kCast.suite};
    Rehearsal tls10{Role::server, oldest};
    tls10.and_then({cut});
    EXPECT_EQ(tls10.falls_back(oldest), "");
    for (const ProtocolVersion version : {ProtocolVersion::tls11, ProtocolVersion::tls12}) {
        Rehearsal later{Role::server, {.version = version, .suite = kCast.suite}};
        later.and_then({cut});
        EXPECT_EQ(later.resumes(later.honest()), "");
    }
}

TEST(ServerResumption, UnderAnotherMasterSecretIsNotAuthentic) {
    Rehearsal play{Role::server};
    play.memory().master[0] ^= 1;
    EXPECT_EQ(
        play.resumes({say(client_hello), hear(server_hello), say(change_cipher_spec), say(finished),
                      expect("refused",
                             [](Scene& scene) {
                                 const auto& error = scene.engine.error;
                                 return error.has_value() &&
                                        error->code == ErrorCode::record_not_authentic &&
                                        scene.engine.connection->is_closed();
                             })}),
        "");
}

// A client certificate was never asked for in the first handshake.
TEST(ServerResumption, A47ByAnUnknownClientIsAFullHandshakeWhereOneMustBeKnown) {
    Rehearsal play{Role::server};
    play.config().set_client_auth(handshake::ClientAuth::require);
    ASSERT_TRUE(play.config().build(Role::server).ok());
    EXPECT_EQ(play.falls_back(
                  {.suite = kCast.suite, .asks_client = true, .client_identity = "client-ec"}),
              "");
}

TEST(Finished, OfAResumedHandshakeIsCheckedOnBothSides) {
    for (const Role engine_role : {Role::client, Role::server}) {
        for (const Mistake& mistake :
             {mistakes::wrong_verify_data(), mistakes::verify_data_of_the_other_side(),
              mistakes::verify_data_without_the_last_message()}) {
            Rehearsal play{engine_role};
            EXPECT_EQ(
                play.resumes(before_saying(play.honest(), finished) +
                             Script{say(finished, mistake), refuses(AlertDescription::decrypt_error,
                                                                    ErrorCode::finished_mismatch)}),
                "");
        }
    }
}

// --- the engine's client

TEST(ClientResumption, FallsBackToAFullHandshakeWhenTheServerHasForgotten) {
    Rehearsal play{Role::client};
    EXPECT_EQ(
        play.again(kCast, handshake_of(Role::client, kCast) +
                              expect("a verified server",
                                     [](Scene& scene) {
                                         return scene.engine.connection->security_state().peer ==
                                                engine::PeerIdentity::verified;
                                     })),
        "");
}

// RFC 5246 §7.4.1.3: the session's suite is used again; so is its version.
TEST(ClientResumption, WithAnotherSuiteOrVersionIsRefused) {
    const Step refused =
        refuses(AlertDescription::illegal_parameter, ErrorCode::resumption_mismatch);
    for (const Mistake& mistake :
         {mistakes::suites({0xc014}), mistakes::version(0x0302), mistakes::version(0x0301)}) {
        Rehearsal play{Role::client};
        EXPECT_EQ(play.resumes({hear(client_hello), say(server_hello, mistake), refused}), "");
    }
}

// RFC 7627 §5.3: "the client MUST abort the handshake".
TEST(ClientResumption, A45WithoutTheExtendedMasterSecretItHadIsRefused) {
    Rehearsal play{Role::client};
    EXPECT_EQ(play.resumes({hear(client_hello),
                            say(server_hello,
                                mistakes::without_extension(ExtensionType::extended_master_secret)),
                            refuses(AlertDescription::handshake_failure,
                                    ErrorCode::extended_master_secret_changed)}),
              "");
}

// A session made without it is not even offered.
TEST(ClientResumption, A45OfASessionWithoutExtendedMasterSecretIsNotOffered) {
    const Cast without{.suite = kCast.suite, .extended_master_secret = false};
    Rehearsal play{Role::client, without};
    EXPECT_NE(play.resumes({hear(client_hello)}), "");  // the puppet misses the session
    EXPECT_EQ(play.again(without, handshake_of(Role::client, without)), "");
}

TEST(ClientResumption, UnderAnotherMasterSecretIsNotAuthentic) {
    Rehearsal play{Role::client};
    play.memory().master[0] ^= 1;
    EXPECT_EQ(
        play.resumes({hear(client_hello), say(server_hello), say(change_cipher_spec), say(finished),
                      refuses(AlertDescription::bad_record_mac, ErrorCode::record_not_authentic)}),
        "");
}

TEST(ClientResumption, A47UnderAnotherServerNameIsNotOffered) {
    engine::ConnectionOptions options;
    options.server_name = "www.example.test";
    options.verify_name = "www.example.test";
    Rehearsal play{Role::client};
    const Step no_id = expect("no session ID in the ClientHello", [](Scene& scene) {
        return scene.puppet.facts.messages.front()[38] == 0;
    });
    EXPECT_EQ(play.again(kCast, Script{hear(client_hello), no_id}, options), "");
    EXPECT_EQ(play.again(kCast, handshake_of(Role::client, kCast), options), "");
}

}  // namespace
}  // namespace vitrine
