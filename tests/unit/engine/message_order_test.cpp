// Messages left out, repeated, out of order or too early (attacks A41 to A43: CCS injection, SKIP,
// SMACK, early Finished). The peer's keys and Finished are right for what it said. Whatever is not
// the next message of RFC 5246 §7.3 is a fatal unexpected_message (RFC 5246 §7.2.2).
#include <gtest/gtest.h>

#include "support/puppet_mistakes.h"
#include "support/puppet_script.h"

namespace vitrine {
namespace {

using namespace test;
using enum handshake::Event;
using record::ProtocolVersion;
using trace::Role;

const Step kUnexpected =
    refuses(AlertDescription::unexpected_message, ErrorCode::unexpected_message);

const Cast kCasts[] = {
    {.suite = "AES128-SHA"},
    {.suite = "ECDHE-RSA-AES128-GCM-SHA256"},
    {.suite = "ECDHE-ECDSA-AES128-SHA256", .asks_client = true, .client_identity = "client-ec"},
    {.suite = "DHE-RSA-AES256-SHA", .asks_client = true},
    {.version = ProtocolVersion::tls11,
     .suite = "AES256-SHA",
     .asks_client = true,
     .client_identity = "client-rsa"},
    {.version = ProtocolVersion::tls10, .suite = "DHE-RSA-AES128-SHA"},
    {.version = ProtocolVersion::tls10, .suite = "ECDHE-ECDSA-AES128-SHA"},
};

template <class Each>
void for_each_cast(Each&& each) {
    for (const Cast& cast : kCasts) {
        SCOPED_TRACE(std::string{cast.suite}.append(" ").append(record::name_of(cast.version)));
        for (const Role engine_role : {Role::client, Role::server})
            each(engine_role, cast, handshake_of(engine_role, cast));
    }
}

/// Positions of what the puppet says.
std::vector<std::size_t> turns(const Script& script) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < script.size(); ++i) {
        if (script[i].kind == StepKind::says) found.push_back(i);
    }
    return found;
}

Script prefix(const Script& script, std::size_t n) {
    return {script.begin(), script.begin() + static_cast<std::ptrdiff_t>(n)};
}

/// The steps the puppet can still take when one of its messages is left out: what it says, up to
/// where it would have to hear an answer.
Script without_turn(const Script& script, std::size_t left_out) {
    Script shorter = prefix(script, left_out);
    for (std::size_t i = left_out + 1; i < script.size(); ++i) {
        if (script[i].kind != StepKind::says) break;
        shorter.push_back(script[i]);
    }
    return shorter;
}

TEST(MessageOrder, A42AnyMessageLeftOutIsNoticedAtTheNext) {
    std::size_t plays = 0;
    for_each_cast([&](Role engine_role, const Cast& cast, const Script& script) {
        for (const std::size_t turn : turns(script)) {
            // A CertificateRequest may be left out: the peer need not ask.
            if (script[turn].event == certificate_request) continue;
            const Script shorter = without_turn(script, turn);
            if (shorter.size() == turn) continue;  // the last of its flight
            SCOPED_TRACE("left out: " + script[turn].words);
            play(engine_role, cast, shorter + kUnexpected);
            ++plays;
        }
    });
    EXPECT_GE(plays, 30U);
}

TEST(MessageOrder, A42AnyTwoMessagesTheOtherWayRoundAreNoticed) {
    for_each_cast([&](Role engine_role, const Cast& cast, const Script& script) {
        for (const std::size_t turn : turns(script)) {
            if (turn + 1 == script.size() || script[turn + 1].kind != StepKind::says) continue;
            if (script[turn].event == certificate_request) continue;  // SHD alone is in order
            SCOPED_TRACE("too late: " + script[turn].words);
            play(engine_role, cast,
                 prefix(script, turn) + Script{script[turn + 1], script[turn], kUnexpected});
        }
    });
}

TEST(MessageOrder, AnyMessageTwiceIsNoticed) {
    for_each_cast([&](Role engine_role, const Cast& cast, const Script& script) {
        for (const std::size_t turn : turns(script)) {
            SCOPED_TRACE("twice: " + script[turn].words);
            std::size_t next = turn + 1;  // behind the engine's answer, where there is one
            while (next < script.size() && script[next].kind == StepKind::hears) ++next;
            play(engine_role, cast, prefix(script, next) + Script{script[turn], kUnexpected});
        }
    });
}

TEST(MessageOrder, A41ChangeCipherSpecAnywhereButInItsPlaceIsRefused) {
    std::size_t plays = 0;
    for_each_cast([&](Role engine_role, const Cast& cast, const Script& script) {
        for (const std::size_t turn : turns(script)) {
            if (script[turn].event == change_cipher_spec) continue;
            for (const bool changes : {true, false}) {
                SCOPED_TRACE("ChangeCipherSpec before: " + script[turn].words);
                Step early = say(change_cipher_spec);
                if (!changes) early = say(change_cipher_spec, mistakes::under_the_old_keys());
                play(engine_role, cast, prefix(script, turn) + Script{early, kUnexpected});
                ++plays;
            }
        }
        // Behind the handshake, too.
        play(engine_role, cast, script + Script{say(change_cipher_spec), kUnexpected});
    });
    EXPECT_GE(plays, 80U);
}

TEST(MessageOrder, A43FinishedWithoutChangeCipherSpecIsRefused) {
    for_each_cast([&](Role engine_role, const Cast& cast, const Script& script) {
        play(engine_role, cast,
             before_saying(script, change_cipher_spec) + Script{say(finished), kUnexpected});
    });
}

TEST(MessageOrder, A43FinishedBehindAnyMessageIsRefused) {
    for_each_cast([&](Role engine_role, const Cast& cast, const Script& script) {
        for (const std::size_t turn : turns(script)) {
            if (script[turn].event == finished) continue;
            SCOPED_TRACE("Finished instead of: " + script[turn].words);
            play(engine_role, cast, prefix(script, turn) + Script{say(finished), kUnexpected});
        }
    });
}

TEST(MessageOrder, ApplicationDataBeforeFinishedIsRefusedAndNotDelivered) {
    for_each_cast([&](Role engine_role, const Cast& cast, const Script& script) {
        for (const std::size_t turn : turns(script)) {
            SCOPED_TRACE("data before: " + script[turn].words);
            play(engine_role, cast,
                 prefix(script, turn) +
                     Script{say(application_data), kUnexpected, has_received("")});
        }
    });
}

// RFC 5246 §7.1: "immediately" after the ChangeCipherSpec comes Finished, under the new keys.
TEST(MessageOrder, FinishedUnderTheOldKeysIsNotAuthentic) {
    for_each_cast([&](Role engine_role, const Cast& cast, const Script& script) {
        play(
            engine_role, cast,
            before_saying(script, change_cipher_spec) +
                Script{say(change_cipher_spec, mistakes::under_the_old_keys()), say(finished),
                       refuses(AlertDescription::bad_record_mac, ErrorCode::record_not_authentic)});
    });
}

// CVE-2014-0224: keys from an empty premaster secret.
TEST(MessageOrder, A41KeysFromNothingOpenNothing) {
    for (const Cast& cast : kCasts) {
        if (cast.asks_client) continue;
        const Script client = handshake_of(Role::server, cast);
        play(Role::server, cast,
             before_saying(client, client_key_exchange) +
                 Script{say(change_cipher_spec), say(finished), kUnexpected});
        const Script server = handshake_of(Role::client, cast);
        play(Role::client, cast,
             before_saying(server, certificate) +
                 Script{say(change_cipher_spec), say(finished), kUnexpected});
    }
}

// SMACK: a server that lets CertificateVerify be skipped believes any certificate it is shown.
TEST(MessageOrder, A42ACertificateWithoutItsCertificateVerifyIsRefused) {
    for (const Cast& cast : kCasts) {
        if (cast.client_identity.empty()) continue;
        const Script script = handshake_of(Role::server, cast);
        play(Role::server, cast,
             before_saying(script, certificate_verify) +
                 Script{say(change_cipher_spec), say(finished), kUnexpected});
    }
}

TEST(MessageOrder, ACertificateVerifyWithoutACertificateIsRefused) {
    for (const Cast& cast : kCasts) {
        if (!cast.client_identity.empty()) continue;
        const Script script = handshake_of(Role::server, cast);
        play(Role::server, cast,
             before_saying(script, change_cipher_spec) +
                 Script{say(certificate_verify), kUnexpected});
    }
}

// RFC 5246 §7.4.6: asked, a client sends a Certificate, if need be an empty one.
TEST(MessageOrder, ACertificateRequestLeftUnansweredIsRefused) {
    Cast cast{.suite = "ECDHE-RSA-AES128-GCM-SHA256", .asks_client = true};
    play(Role::server, cast,
         before_saying(handshake_of(Role::server, cast), certificate) +
             Script{say(client_key_exchange), kUnexpected});
}

// FREAK (CVE-2015-0204): plain RSA has no ServerKeyExchange (RFC 5246 §7.4.3).
TEST(MessageOrder, A24AServerKeyExchangeForPlainRsaIsRefused) {
    for (const ProtocolVersion version :
         {ProtocolVersion::tls10, ProtocolVersion::tls11, ProtocolVersion::tls12}) {
        const Cast cast{.version = version, .suite = "AES128-SHA"};
        play(Role::client, cast,
             before_saying(handshake_of(Role::client, cast), server_hello_done) +
                 Script{say(server_key_exchange), kUnexpected});
    }
}

TEST(MessageOrder, WhatTheServerWasNotAskedForIsRefused) {
    const Cast cast{};
    const Script script = handshake_of(Role::client, cast);
    play(Role::client, cast,
         before_saying(script, server_key_exchange) +
             Script{say(certificate_status), kUnexpected});  // RFC 6066 §8
    play(Role::client, cast,
         before_saying(script, change_cipher_spec) +
             Script{say(new_session_ticket), kUnexpected});  // RFC 5077 §3.3
}

// RFC 5246 §7.4.1.1: in the middle of a handshake a client ignores it, and it is no part of the
// transcript.
TEST(MessageOrder, HelloRequestInTheMiddleIsIgnored) {
    for (const Cast& cast : kCasts) {
        const Script script = handshake_of(Role::client, cast);
        for (const std::size_t turn : turns(script)) {
            if (script[turn].event == finished) continue;
            SCOPED_TRACE("HelloRequest before: " + script[turn].words);
            Script more = script;
            more.insert(more.begin() + static_cast<std::ptrdiff_t>(turn), say(hello_request));
            play(Role::client, cast, more);
        }
        play(Role::client, cast,
             before_saying(script, finished) + Script{say(hello_request), kUnexpected});
    }
}

TEST(MessageOrder, AServerTakesNoHelloRequest) {
    for (const Cast& cast : kCasts) {
        const Script script = handshake_of(Role::server, cast);
        for (const std::size_t turn : turns(script))
            play(Role::server, cast,
                 prefix(script, turn) + Script{say(hello_request), kUnexpected});
    }
}

// After an echoed session ID only ChangeCipherSpec may follow (RFC 5246 §7.3 figure 2).
TEST(MessageOrder, AResumedHandshakeTakesNothingOfAFullOne) {
    for (const Cast& full : kCasts) {
        const auto config = config_for(Role::client, full);
        for (const handshake::Event event : {certificate, server_key_exchange, certificate_request,
                                             server_hello_done, certificate_status, finished}) {
            Scene first{Role::client, *config, full};
            ASSERT_EQ(run(first, handshake_of(Role::client, full)), "");
            const Memory memory = first.puppet.facts.memory();
            const auto session = first.engine.connection->session();
            Cast cast = full;
            cast.resumes = &memory;
            engine::ConnectionOptions options;
            options.session = &*session;
            Scene scene{Role::client, *config, cast, options};
            EXPECT_EQ(
                run(scene, before_saying(handshake_of(Role::client, cast), change_cipher_spec) +
                               Script{say(event), kUnexpected}),
                "");
        }
    }
}

}  // namespace
}  // namespace vitrine
