// Records that are cut, merged, empty, too long, of the wrong kind, version, key or place. Expected
// alerts: RFC 5246 §6.2, §7.1, §7.2.2.
#include <gtest/gtest.h>

#include "support/puppet_mistakes.h"
#include "support/puppet_script.h"

namespace vitrine {
namespace {

using namespace test;
using enum handshake::Event;
using record::ContentType;
using record::ProtocolVersion;
using trace::Role;

constexpr ProtocolVersion kVersions[] = {ProtocolVersion::tls10, ProtocolVersion::tls11,
                                         ProtocolVersion::tls12};
constexpr Role kRoles[] = {Role::client, Role::server};

const Cast kCasts[] = {
    {.version = ProtocolVersion::tls10, .suite = "ECDHE-RSA-AES128-SHA"},
    {.version = ProtocolVersion::tls11, .suite = "ECDHE-ECDSA-AES256-SHA"},
    {.suite = "ECDHE-RSA-AES128-SHA256", .asks_client = true, .client_identity = "client-ec"},
    {.suite = "DES-CBC3-SHA"},
    {.suite = "RC4-SHA"},
    {.suite = "AES128-GCM-SHA256", .asks_client = true},
    {.suite = "ECDHE-ECDSA-CHACHA20-POLY1305"},
    {.suite = "ECDHE-ECDSA-AES128-CCM8"},
};

bool is_cbc(const Cast& cast) {
    return handshake::is_cbc(handshake::find_suite(cast.suite)->cipher);
}

template <class Each>
void for_each_cast(Each&& each) {
    for (const Cast& cast : kCasts) {
        SCOPED_TRACE(std::string{cast.suite}.append(" ").append(record::name_of(cast.version)));
        for (const Role engine_role : kRoles)
            each(engine_role, cast, handshake_of(engine_role, cast));
    }
}

Script prefix(const Script& script, std::size_t n) {
    return {script.begin(), script.begin() + static_cast<std::ptrdiff_t>(n)};
}

/// Every handshake message of the puppet, with this mistake.
Script all_with(Script script, const Mistake& mistake) {
    for (Step& step : script) {
        if (step.kind == StepKind::says && is_handshake_message(step.event))
            step = say(step.event, mistake);
    }
    return script;
}

const Step kNotAuthentic =
    refuses(AlertDescription::bad_record_mac, ErrorCode::record_not_authentic);

// --- ChangeCipherSpec (RFC 5246 §7.1)

TEST(ChangeCipherSpec, IsOneByteOfValueOne) {
    for_each_cast([](Role engine_role, const Cast& cast, const Script& script) {
        const Script before = before_saying(script, change_cipher_spec);
        const auto say_body = [&](Bytes body, AlertDescription alert, ErrorCode code) {
            play(engine_role, cast,
                 before + Script{say(change_cipher_spec, mistakes::body(std::move(body))),
                                 refuses(alert, code)});
        };
        say_body({0}, AlertDescription::illegal_parameter, ErrorCode::ccs_bad_value);
        say_body({2}, AlertDescription::illegal_parameter, ErrorCode::ccs_bad_value);
        say_body({1, 1}, AlertDescription::decode_error, ErrorCode::ccs_malformed);
        say_body({1, 0, 0}, AlertDescription::decode_error, ErrorCode::ccs_malformed);
        // §6.2.1: no zero-length fragments of this type.
        say_body({}, AlertDescription::unexpected_message, ErrorCode::record_fragment_empty);
    });
}

TEST(ChangeCipherSpec, WithHandshakeBytesPendingIsRefusedEverywhere) {
    const Step refused =
        refuses(AlertDescription::unexpected_message, ErrorCode::key_change_inside_message);
    for_each_cast([&](Role engine_role, const Cast& cast, const Script& script) {
        for (std::size_t n = 0; n < script.size(); ++n) {
            if (script[n].kind != StepKind::says || !is_handshake_message(script[n].event))
                continue;
            for (const std::size_t some : {1U, 3U}) {
                play(
                    engine_role, cast,
                    prefix(script, n) + Script{say(script[n].event, mistakes::only_the_first(some)),
                                               say(change_cipher_spec), refused});
            }
        }
        // In its own place, with a piece of Finished in front of it.
        play(engine_role, cast,
             before_saying(script, change_cipher_spec) +
                 Script{say(finished, mistakes::only_the_first(2)), say(change_cipher_spec),
                        refused});
    });
}

TEST(ChangeCipherSpec, WithBytesBehindTheLastMessageOfARecordIsRefused) {
    const Step refused =
        refuses(AlertDescription::unexpected_message, ErrorCode::key_change_inside_message);
    for (const ProtocolVersion version : kVersions) {
        const Cast cast{.version = version, .suite = "ECDHE-RSA-AES128-SHA"};
        play(Role::server, cast,
             before_saying(handshake_of(Role::server, cast), client_key_exchange) +
                 Script{say(client_key_exchange, mistakes::together_with_the_next()),
                        say(finished, mistakes::all_but_the_last(13)), say(change_cipher_spec),
                        refused});
    }
}

// --- fragments of handshake messages (§6.2.1)

TEST(Fragments, MessagesInSmallPiecesAreTheSameMessages) {
    for_each_cast([](Role engine_role, const Cast& cast, const Script& script) {
        for (const std::size_t piece : {4U, 5U, 100U})
            play(engine_role, cast, all_with(script, mistakes::in_pieces(piece)));
    });
}

// CVE-2014-3511: the version is decided when the whole ClientHello is there.
TEST(Fragments, A54AClientHelloInPiecesOfOneToSixBytesGetsTheBestVersion) {
    for (const ProtocolVersion version : kVersions) {
        const Cast cast{.version = version, .suite = "ECDHE-RSA-AES128-SHA"};
        for (std::size_t piece = 1; piece <= 6; ++piece) {
            play(Role::server, cast,
                 with(handshake_of(Role::server, cast), client_hello, mistakes::in_pieces(piece)) +
                     expect("the version", [version](Scene& scene) {
                         return scene.puppet.facts.version == version;
                     }));
        }
    }
}

TEST(Fragments, WholeFlightsInOneRecordAreTheSameMessages) {
    for_each_cast([](Role engine_role, const Cast& cast, Script script) {
        for (std::size_t n = 0; n + 1 < script.size(); ++n) {
            const bool message =
                script[n].kind == StepKind::says && is_handshake_message(script[n].event);
            const bool next =
                script[n + 1].kind == StepKind::says && is_handshake_message(script[n + 1].event);
            if (message && next)
                script[n] = say(script[n].event, mistakes::together_with_the_next());
        }
        play(engine_role, cast, script);
    });
}

TEST(Fragments, OverTooManyRecordsAreRefused) {
    const Cast cast{};
    play(Role::client, cast,
         before_saying(handshake_of(Role::client, cast), certificate) +
             Script{say(certificate, mistakes::in_pieces(1)),
                    refuses(AlertDescription::unexpected_message, ErrorCode::too_many_fragments)});
}

TEST(Fragments, AnotherRecordTypeInsideAMessageIsRefused) {
    for_each_cast([](Role engine_role, const Cast& cast, const Script& script) {
        for (std::size_t n = 0; n < script.size(); ++n) {
            if (script[n].kind != StepKind::says || !is_handshake_message(script[n].event))
                continue;
            for (const handshake::Event other : {warning_alert, application_data}) {
                play(engine_role, cast,
                     prefix(script, n) +
                         Script{say(script[n].event, mistakes::only_the_first(3 - n % 2)),
                                say(other),
                                refuses(AlertDescription::unexpected_message,
                                        ErrorCode::message_interleaved)});
            }
        }
    });
}

// The peer's end of the connection needs no whole message before it.
TEST(Fragments, AFatalAlertOrACloseInsideAMessageIsHeard) {
    for_each_cast([](Role engine_role, const Cast& cast, const Script& script) {
        const auto n = static_cast<std::size_t>(engine_role == Role::client ? 1 : 0);
        const Script half = prefix(script, n) + say(script[n].event, mistakes::only_the_first(3));
        play(engine_role, cast,
             half + Script{say(fatal_alert),
                           ends(engine::EndKind::alert_received, ErrorCode::alert_received)});
        play(engine_role, cast,
             half + Script{say(close_notify), hear(close_notify),
                           ends(engine::EndKind::truncated, ErrorCode::closed_by_peer)});
    });
}

// --- empty records (§6.2.1)

TEST(EmptyRecords, OfHandshakeAndAlertAndChangeCipherSpecAreRefused) {
    const Step refused =
        refuses(AlertDescription::unexpected_message, ErrorCode::record_fragment_empty);
    for_each_cast([&](Role engine_role, const Cast& cast, const Script& script) {
        for (const ContentType type :
             {ContentType::handshake, ContentType::alert, ContentType::change_cipher_spec}) {
            const Step empty = say_bytes("an empty record", type, {});
            for (std::size_t n = 0; n < script.size(); ++n) {
                if (script[n].kind == StepKind::says)
                    play(engine_role, cast, prefix(script, n) + Script{empty, refused});
            }
            play(engine_role, cast, script + Script{empty, refused});
        }
    });
}

TEST(EmptyRecords, A15OfApplicationDataAreTakenUpToALimit) {
    for_each_cast([](Role engine_role, const Cast& cast, const Script& script) {
        const Step empty = say_bytes("no data", ContentType::application_data, {});
        const Script most(32, empty);
        play(engine_role, cast,
             script + most + Script{say(application_data), has_received("data")} + most +
                 Script{goes_on(), empty,
                        refuses(AlertDescription::unexpected_message,
                                ErrorCode::record_too_many_empty)});
        play(engine_role, cast,
             before_saying(script, finished) +
                 Script{empty, refuses(AlertDescription::unexpected_message,
                                       ErrorCode::unexpected_message)});
    });
}

// --- headers (§6.2.1, §6)

TEST(RecordHeader, A58UnknownContentTypesAreRefused) {
    for_each_cast([](Role engine_role, const Cast& cast, const Script& script) {
        for (const std::uint8_t type :
             std::initializer_list<std::uint8_t>{0, 19, 24, 25, 63, 255}) {
            const Step strange = say_bytes(std::string{"record type "}.append(std::to_string(type)),
                                           static_cast<ContentType>(type), {1, 0, 1, 2});
            const Step refused =
                refuses(AlertDescription::unexpected_message, ErrorCode::record_type_unknown);
            play(engine_role, cast, script + Script{strange, refused});
            const auto second = static_cast<std::ptrdiff_t>(engine_role == Role::client ? 2 : 1);
            play(engine_role, cast,
                 Script{script.begin(), script.begin() + second} + Script{strange, refused});
        }
    });
}

TEST(RecordHeader, AnyMinorVersionWillDoForTheFirstClientHello) {
    for (const std::uint16_t said :
         std::initializer_list<std::uint16_t>{0x0300, 0x0301, 0x0302, 0x0303, 0x0304, 0x03ff}) {
        const Cast cast{};
        play(Role::server, cast,
             with(handshake_of(Role::server, cast), client_hello, mistakes::record_version(said)));
    }
    for (const std::uint16_t said :
         std::initializer_list<std::uint16_t>{0x0200, 0x0403, 0x0003, 0xfefd}) {
        play(Role::server, {},
             Script{say(client_hello, mistakes::record_version(said)),
                    refuses(AlertDescription::protocol_version, ErrorCode::not_tls)});
    }
}

TEST(RecordHeader, AnotherVersionThanTheNegotiatedOneIsRefused) {
    for_each_cast([](Role engine_role, const Cast& cast, const Script& script) {
        const Step refused = refuses(AlertDescription::protocol_version, ErrorCode::record_version);
        const auto right = static_cast<std::uint16_t>(cast.version);
        for (const std::uint16_t said :
             std::initializer_list<std::uint16_t>{0x0300, 0x0301, 0x0302, 0x0303, 0x0304}) {
            if (said == right) continue;
            const Mistake wrong = mistakes::record_version(said);
            bool known = false;  // from ServerHello on
            for (std::size_t n = 0; n < script.size(); ++n) {
                if (script[n].kind == StepKind::says && known)
                    play(engine_role, cast,
                         prefix(script, n) + Script{say(script[n].event, wrong), refused});
                known = known || script[n].event == server_hello;
            }
            for (const handshake::Event event : {application_data, warning_alert, fatal_alert})
                play(engine_role, cast, script + Script{say(event, wrong), refused});
        }
    });
}

TEST(RecordHeader, A14LengthsBeyondTheLimitAreRefusedBeforeTheBodyComes) {
    for_each_cast([](Role engine_role, const Cast& cast, const Script& script) {
        for (const std::uint16_t length :
             std::initializer_list<std::uint16_t>{0x4801, 0x8000, 0xffff}) {
            for (const Script& before : {script, before_saying(script, finished)}) {
                play(engine_role, cast,
                     before + Script{say(application_data, mistakes::record_length(length)),
                                     refuses(AlertDescription::record_overflow,
                                             ErrorCode::record_overflow)});
            }
        }
    });
}

TEST(RecordHeader, A14ContentOfTwoToTheFourteenIsTheMost) {
    for_each_cast([](Role engine_role, const Cast& cast, const Script& script) {
        const std::string most(16384, 'm');
        play(engine_role, cast,
             script + Script{say_bytes("2^14 bytes", ContentType::application_data,
                                       Bytes(most.begin(), most.end())),
                             has_received(most)});
        play(engine_role, cast,
             script +
                 Script{
                     say_bytes("2^14 + 1 bytes", ContentType::application_data, Bytes(16385, 'm')),
                     refuses(AlertDescription::record_overflow, ErrorCode::record_overflow)});
        const auto first = static_cast<std::size_t>(engine_role == Role::client ? 1 : 0);
        play(engine_role, cast,
             prefix(script, first) +
                 Script{
                     say_bytes("2^14 + 1 bytes in clear", ContentType::handshake, Bytes(16385, 0)),
                     refuses(AlertDescription::record_overflow, ErrorCode::record_overflow)});
    });
}

// --- protection (§6.2.3): every reason is bad_record_mac

TEST(RecordProtection, A2AnyByteOfTheFragmentChangedIsNotAuthentic) {
    for_each_cast([](Role engine_role, const Cast& cast, const Script& script) {
        std::size_t len = 0;
        play(engine_role, cast,
             script + say(application_data,
                          mistakes::in_record("measured",
                                              {.fragment = [&](Bytes& f) { len = f.size(); }})));
        ASSERT_GT(len, 8U);
        for (std::size_t at = 0; at < len; ++at) {
            const Mistake flip =
                mistakes::in_record(std::string{"changed byte "}.append(std::to_string(at)),
                                    {.fragment = [at](Bytes& f) { f[at] ^= 0x10; }});
            play(engine_role, cast,
                 script + Script{say(application_data, flip), kNotAuthentic, has_received("")});
        }
    });
}

TEST(RecordProtection, AFragmentTooShortToBeOneIsNotAuthentic) {
    for_each_cast([](Role engine_role, const Cast& cast, const Script& script) {
        for (const std::size_t len : {0U, 1U, 7U, 8U, 15U, 16U, 17U, 19U}) {
            const Mistake cut =
                mistakes::in_record(std::string{"cut to "}.append(std::to_string(len)),
                                    {.fragment = [len](Bytes& f) { f.resize(len); }});
            play(engine_role, cast, script + Script{say(application_data, cut), kNotAuthentic});
        }
    });
}

TEST(RecordProtection, A6EveryPaddingByteCounts) {
    for_each_cast([](Role engine_role, const Cast& cast, const Script& script) {
        if (!is_cbc(cast)) return;
        for (const std::size_t at : {0U, 1U, 5U, 30U}) {
            const RecordPlan plan{.padding_blocks = 3, .padding = [at](MutByteView padding) {
                                      if (at < padding.size() - 1) padding[at] ^= 1;
                                  }};
            play(engine_role, cast,
                 script + Script{say(application_data, mistakes::in_record("padding byte", plan)),
                                 kNotAuthentic});
        }
        // The length byte, one too much and one too little, and more than there is.
        for (const int by : {1, -1, 0x55}) {
            const RecordPlan plan{.padding_blocks = 1, .padding = [by](MutByteView padding) {
                                      padding.back() =
                                          static_cast<std::uint8_t>(padding.back() + by);
                                  }};
            play(engine_role, cast,
                 script + Script{say(application_data, mistakes::in_record("padding length", plan)),
                                 kNotAuthentic});
        }
        play(engine_role, cast,
             script + Script{say(application_data, mistakes::wrong_mac()), kNotAuthentic});
        play(engine_role, cast,
             script + Script{say(application_data, {mistakes::wrong_padding()}), kNotAuthentic});
        // POODLE on TLS, in an empty record.
        RecordPlan empty{.padding_blocks = 1,
                         .padding = [](MutByteView padding) { padding.front() ^= 1; }};
        play(engine_role, cast,
             script + Script{say_bytes("no data, wrong padding", ContentType::application_data, {},
                                       empty),
                             kNotAuthentic});
    });
}

// §6.2.3.2: padding may be any length up to 255.
TEST(RecordProtection, LongPaddingIsTaken) {
    for_each_cast([](Role engine_role, const Cast& cast, const Script& script) {
        if (!is_cbc(cast)) return;
        for (const std::size_t blocks : {1U, 7U, 14U}) {
            play(engine_role, cast,
                 script + Script{say(application_data,
                                     mistakes::in_record("padding", {.padding_blocks = blocks})),
                                 has_received("data")});
        }
    });
}

TEST(RecordProtection, AWrongFinishedRecordIsNotAuthentic) {
    for_each_cast([](Role engine_role, const Cast& cast, const Script& script) {
        play(engine_role, cast,
             before_saying(script, finished) +
                 Script{say(finished, mistakes::wrong_mac()), kNotAuthentic});
    });
}

TEST(RecordProtection, A13DroppedRepeatedAndSwappedRecordsAreNotAuthentic) {
    for_each_cast([](Role engine_role, const Cast& cast, const Script& script) {
        if (handshake::find_suite(cast.suite)->cipher == handshake::BulkCipher::rc4_128) return;
        play(engine_role, cast,
             script + Script{say(application_data, mistakes::sequence_shifted(1)), kNotAuthentic});
        play(engine_role, cast,
             script + Script{say(application_data),
                             say(application_data, mistakes::sequence_shifted(-1)), kNotAuthentic,
                             has_received("data")});
        const auto two = [](Scene& scene) {
            const Bytes a = scene.puppet.say(application_data);
            return std::pair{a, scene.puppet.say(application_data)};
        };
        play(engine_role, cast,
             script + Script{act("the first of two records is lost",
                                 [two](Scene& scene) { scene.give(two(scene).second); }),
                             kNotAuthentic});
        play(engine_role, cast,
             script + Script{act("a record comes twice",
                                 [](Scene& scene) {
                                     const Bytes a = scene.puppet.say(application_data);
                                     scene.give(a);
                                     scene.give(a);
                                 }),
                             kNotAuthentic, has_received("data")});
        play(engine_role, cast,
             script + Script{act("two records change places",
                                 [two](Scene& scene) {
                                     const auto [a, b] = two(scene);
                                     scene.give(b);
                                     scene.give(a);
                                 }),
                             kNotAuthentic, has_received("")});
    });
}

// RFC 5288 §3: the explicit nonce is the sender's choice.
TEST(RecordProtection, AnotherExplicitNonceIsTakenAndAFalseOneIsNot) {
    const Cast cast{.suite = "AES128-GCM-SHA256"};
    for (const Role engine_role : kRoles) {
        const Script script = handshake_of(engine_role, cast);
        play(engine_role, cast,
             script + Script{say(application_data,
                                 mistakes::in_record("nonce of its own",
                                                     {.explicit_nonce = 0xfedcba9876543210})),
                             has_received("data")});
        play(engine_role, cast,
             script + Script{say(application_data,
                                 mistakes::in_record("nonce changed",
                                                     {.fragment = [](Bytes& f) { f[0] ^= 1; }})),
                             kNotAuthentic});
    }
}

// RFC 5246 §6.2.3: the type is under the MAC.
TEST(RecordProtection, AnotherContentTypeInTheHeaderIsNotAuthentic) {
    for_each_cast([](Role engine_role, const Cast& cast, const Script& script) {
        play(engine_role, cast,
             script + Script{act("data in the dress of an alert",
                                 [](Scene& scene) {
                                     Bytes record = scene.puppet.say(application_data);
                                     record[0] = 21;
                                     scene.give(record);
                                 }),
                             kNotAuthentic});
    });
}

}  // namespace
}  // namespace vitrine
