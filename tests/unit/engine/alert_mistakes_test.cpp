// Alerts that are wrong, too many, early or late, and requests to negotiate again. Expected
// behaviour: RFC 5246 §7.2, RFC 5746 §4.
#include <gtest/gtest.h>

#include "support/puppet_mistakes.h"
#include "support/puppet_script.h"

namespace vitrine {
namespace {

using namespace test;
using enum handshake::Event;
using engine::EndKind;
using record::ProtocolVersion;
using trace::Role;

constexpr Role kRoles[] = {Role::client, Role::server};

const Cast kCasts[] = {
    {.suite = "ECDHE-RSA-AES128-GCM-SHA256"},
    {.version = ProtocolVersion::tls11, .suite = "AES128-SHA"},
    {.version = ProtocolVersion::tls10, .suite = "DHE-RSA-AES128-SHA", .asks_client = true},
};

Script prefix(const Script& script, std::size_t n) {
    return {script.begin(), script.begin() + static_cast<std::ptrdiff_t>(n)};
}

/// Every point of every cast where the puppet may speak, the end of the handshake among them.
template <class Each>
void at_every_turn(Each&& each) {
    for (const Cast& cast : kCasts) {
        SCOPED_TRACE(std::string{cast.suite}.append(" ").append(record::name_of(cast.version)));
        for (const Role engine_role : kRoles) {
            const Script script = handshake_of(engine_role, cast);
            for (std::size_t n = 0; n < script.size(); ++n) {
                if (script[n].kind == StepKind::says)
                    each(engine_role, cast, prefix(script, n), false);
            }
            each(engine_role, cast, script, true);
        }
    }
}

Step alert(Bytes bytes) {
    return say(warning_alert, mistakes::body(std::move(bytes)));
}

TEST(Alerts, OfAWrongLengthAreADecodeError) {
    at_every_turn([](Role engine_role, const Cast& cast, const Script& before, bool) {
        for (const Bytes& bytes :
             {Bytes{1}, Bytes{2}, Bytes{2, 40, 0}, Bytes{1, 0, 1, 0}, Bytes{2, 40, 2, 40}}) {
            play(engine_role, cast,
                 before + Script{alert(bytes), refuses(AlertDescription::decode_error,
                                                       ErrorCode::alert_malformed)});
        }
    });
}

// A piece of an alert that is kept over a ChangeCipherSpec would be believed to be protected.
TEST(Alerts, A50InPiecesAreRefusedAtTheFirst) {
    at_every_turn([](Role engine_role, const Cast& cast, const Script& before, bool) {
        const Step refused = refuses(AlertDescription::decode_error, ErrorCode::alert_malformed);
        play(engine_role, cast, before + Script{say(fatal_alert, mistakes::in_pieces(1)), refused});
        play(engine_role, cast,
             before + Script{say(fatal_alert, mistakes::only_the_first(1)), refused});
    });
}

TEST(Alerts, OfAnUnknownLevelAreRefused) {
    at_every_turn([](Role engine_role, const Cast& cast, const Script& before, bool) {
        for (const Bytes& bytes : {Bytes{0, 40}, Bytes{3, 40}, Bytes{255, 90}, Bytes{0, 0}}) {
            play(engine_role, cast,
                 before + Script{alert(bytes), refuses(AlertDescription::illegal_parameter,
                                                       ErrorCode::alert_level_unknown)});
        }
    });
}

TEST(Alerts, A51FourWarningsInARowAreTheMost) {
    at_every_turn([](Role engine_role, const Cast& cast, const Script& before, bool connected) {
        const Script four(4, say(warning_alert));
        const Step refused =
            refuses(AlertDescription::unexpected_message, ErrorCode::too_many_warnings);
        play(engine_role, cast, before + four + Script{goes_on(), say(warning_alert), refused});
        if (!connected) return;
        play(engine_role, cast,
             before + four + Script{say(application_data), has_received("data")} + four +
                 Script{goes_on(), say(warning_alert), refused});
    });
}

TEST(Alerts, WarningsThatMeanNothingAreIgnored) {
    at_every_turn([](Role engine_role, const Cast& cast, const Script& before, bool) {
        for (const int code : {42, 43, 90, 100, 111, 112, 200, 255})
            play(engine_role, cast,
                 before + Script{alert({1, static_cast<std::uint8_t>(code)}), goes_on()});
    });
}

// RFC 5246 §7.2.2 ("This message is always fatal"), RFC 7507 §3, RFC 7301 §3.2, RFC 6066 §9.
TEST(Alerts, ThatAreAlwaysFatalEndAtEitherLevel) {
    at_every_turn([](Role engine_role, const Cast& cast, const Script& before, bool) {
        for (const int code :
             {10, 20, 21, 22, 30, 40, 47, 48, 49, 50, 51, 60, 70, 71, 80, 86, 110, 113, 114, 120}) {
            for (const int level : {1, 2}) {
                play(engine_role, cast,
                     before + Script{alert({static_cast<std::uint8_t>(level),
                                            static_cast<std::uint8_t>(code)}),
                                     ends(EndKind::alert_received, ErrorCode::alert_received)});
            }
        }
    });
}

TEST(Alerts, NothingIsTakenBehindAFatalOne) {
    at_every_turn([](Role engine_role, const Cast& cast, const Script& before, bool) {
        play(engine_role, cast,
             before + Script{say(fatal_alert), say(application_data), say(close_notify),
                             ends(EndKind::alert_received, ErrorCode::alert_received),
                             has_received("")});
    });
}

TEST(Closing, InTheMiddleOfAHandshakeIsAnsweredAndIsNoSuccess) {
    at_every_turn([](Role engine_role, const Cast& cast, const Script& before, bool connected) {
        if (connected) return;
        play(engine_role, cast,
             before + Script{say(close_notify), hear(close_notify),
                             ends(EndKind::truncated, ErrorCode::closed_by_peer),
                             say(application_data), has_received("")});
    });
}

TEST(Closing, A49OnlyCloseNotifyIsACleanEnd) {
    at_every_turn([](Role engine_role, const Cast& cast, const Script& before, bool connected) {
        const Step cut = act("the transport ends",
                             [](Scene& scene) { scene.engine.connection->transport_ended(); });
        play(engine_role, cast,
             before + Script{cut, ends(EndKind::truncated, connected ? ErrorCode::stream_truncated
                                                                     : ErrorCode::closed_by_peer)});
        if (!connected) return;
        play(engine_role, cast,
             before + Script{say(application_data), say(close_notify), hear(close_notify), cut,
                             is_closed(), has_received("data")});
    });
}

// RFC 5246 §7.2.1: what comes behind close_notify is ignored.
TEST(Closing, DataBehindCloseNotifyIsNotDelivered) {
    for (const Cast& cast : kCasts) {
        for (const Role engine_role : kRoles) {
            play(engine_role, cast,
                 handshake_of(engine_role, cast) + Script{say(close_notify), hear(close_notify),
                                                          say(application_data), is_closed(),
                                                          has_received("")});
        }
    }
}

// --- renegotiation is off (RFC 5246 §7.2.2: no_renegotiation "is always a warning")

const Step kNoRenegotiation = hear_alert(AlertLevel::warning, AlertDescription::no_renegotiation);

TEST(Renegotiation, A46AServersRequestIsDeclinedAFewTimesOnly) {
    for (const Cast& cast : kCasts) {
        Script script = handshake_of(Role::client, cast);
        for (int i = 0; i < 4; ++i)
            script = script + Script{say(hello_request), kNoRenegotiation, goes_on()};
        play(Role::client, cast,
             script + Script{say(application_data), has_received("data"), say(hello_request),
                             refuses(AlertDescription::unexpected_message,
                                     ErrorCode::unexpected_message)});
    }
}

TEST(Renegotiation, A46AClientsHelloIsDeclinedAFewTimesOnly) {
    for (const Cast& cast : kCasts) {
        Script script = handshake_of(Role::server, cast);
        for (int i = 0; i < 4; ++i)
            script = script + Script{say(client_hello), kNoRenegotiation, goes_on()};
        play(Role::server, cast,
             script + Script{say(application_data), has_received("data"), say(client_hello),
                             refuses(AlertDescription::unexpected_message,
                                     ErrorCode::unexpected_message)});
    }
}

// CVE-2009-3555: whatever renegotiation_info says, no second handshake begins.
TEST(Renegotiation, A44WhateverRenegotiationInfoSaysNoHandshakeBegins) {
    const Cast cast{};
    const auto type = handshake::ExtensionType::renegotiation_info;
    for (const Bytes& content : {Bytes{0}, Bytes(13, 12), Bytes(25, 24)}) {
        play(Role::server, cast,
             handshake_of(Role::server, cast) +
                 Script{
                     say(client_hello, mistakes::with_extension(type, content)), kNoRenegotiation,
                     goes_on(), say(client_key_exchange),
                     refuses(AlertDescription::unexpected_message, ErrorCode::unexpected_message)});
    }
}

TEST(Renegotiation, AHelloRequestWithABodyIsADecodeError) {
    for (const Cast& cast : kCasts) {
        const Script script = handshake_of(Role::client, cast);
        const Step refused = refuses(AlertDescription::decode_error, ErrorCode::trailing_data);
        const Step request = say(hello_request, mistakes::body({0}));
        for (std::size_t n = 0; n < script.size(); ++n) {
            if (script[n].kind == StepKind::says && script[n].event != finished)
                play(Role::client, cast, prefix(script, n) + Script{request, refused});
        }
        play(Role::client, cast, script + Script{request, refused});
    }
}

TEST(Renegotiation, MoreThanAFewHelloRequestsInAHandshakeAreRefused) {
    for (const Cast& cast : kCasts) {
        const Script before = before_saying(handshake_of(Role::client, cast), certificate);
        play(Role::client, cast,
             before + Script(4, say(hello_request)) +
                 Script{
                     goes_on(), say(hello_request),
                     refuses(AlertDescription::unexpected_message, ErrorCode::unexpected_message)});
    }
}

}  // namespace
}  // namespace vitrine
