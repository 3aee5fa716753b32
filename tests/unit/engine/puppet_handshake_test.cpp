// Honest handshakes with a peer that shares no state machine with the engine: every version and key
// exchange, both roles, with and without client certificates, resumed or not.
#include <gtest/gtest.h>

#include "support/puppet_script.h"

namespace vitrine {
namespace {

using namespace test;
using enum handshake::Event;
using record::ProtocolVersion;
using trace::Role;

constexpr ProtocolVersion kVersions[] = {ProtocolVersion::tls10, ProtocolVersion::tls11,
                                         ProtocolVersion::tls12};
constexpr std::string_view kSuites[] = {
    "AES128-SHA",
    "DHE-RSA-AES256-SHA",
    "ECDHE-RSA-AES128-SHA",
    "ECDHE-ECDSA-AES256-SHA",
    "AES128-SHA256",
    "DHE-RSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-ECDSA-AES128-CCM",
    "ECDHE-RSA-CAMELLIA256-SHA384",
    "DES-CBC3-SHA",
    "RC4-SHA",
};

/// Data both ways, then close_notify both ways.
Script a_life_after() {
    return {say(application_data),
            has_received("data"),
            engine_writes("answer"),
            hear(application_data),
            say(close_notify),
            hear(close_notify),
            is_closed()};
}

/// TLS 1.0 sends "a" and "nswer" (attack A1): one more record.
Script a_life_after(const Cast& cast) {
    const auto& suite = *handshake::find_suite(cast.suite);
    Script script = a_life_after();
    if (cast.version == ProtocolVersion::tls10 && handshake::is_cbc(suite.cipher))
        script.insert(script.begin() + 3, hear(application_data));
    return script;
}

template <class Each>
void for_each_cast(Each&& each) {
    for (const std::string_view name : kSuites) {
        for (const ProtocolVersion version : kVersions) {
            const auto& suite = *handshake::find_suite(name);
            if (version < suite.min_version || version > suite.max_version) continue;
            for (const bool ems : {true, false}) {
                Cast cast;
                cast.version = version;
                cast.suite = name;
                cast.extended_master_secret = ems;
                SCOPED_TRACE(std::string{name}.append(" ").append(record::name_of(version)));
                each(cast);
            }
        }
    }
}

TEST(PuppetHandshake, EveryKeyExchangeAndVersionAsClientAndServer) {
    for_each_cast([](const Cast& cast) {
        for (const Role engine_role : {Role::client, Role::server})
            play(engine_role, cast, handshake_of(engine_role, cast) + a_life_after(cast));
    });
}

TEST(PuppetHandshake, WithAClientCertificateAskedForAndShownOrNot) {
    for_each_cast([](Cast cast) {
        cast.asks_client = true;
        for (const std::string_view shown : {"", "client-ec", "client-rsa"}) {
            cast.client_identity = shown;
            for (const Role engine_role : {Role::client, Role::server})
                play(engine_role, cast, handshake_of(engine_role, cast) + a_life_after(cast));
        }
    });
}

TEST(PuppetHandshake, ResumedByItsSessionId) {
    for_each_cast([](Cast cast) {
        if (!cast.extended_master_secret) return;  // such sessions are not resumed
        for (const Role engine_role : {Role::client, Role::server}) {
            cast.resumes = nullptr;
            const auto config = config_for(engine_role, cast);
            Scene first{engine_role, *config, cast};
            ASSERT_EQ(run(first, handshake_of(engine_role, cast)), "");
            const Memory memory = first.puppet.facts.memory();
            const auto session = first.engine.connection->session();
            ASSERT_TRUE(session.has_value());
            cast.resumes = &memory;
            engine::ConnectionOptions options;
            if (engine_role == Role::client) options.session = &*session;
            Scene again{engine_role, *config, cast, options};
            EXPECT_EQ(run(again, handshake_of(engine_role, cast) + a_life_after(cast)), "");
            EXPECT_TRUE(again.engine.connection->security_state().resumed);
        }
    });
}

TEST(PuppetHandshake, InEveryCurve) {
    for (const handshake::NamedGroup curve :
         {handshake::NamedGroup::x25519, handshake::NamedGroup::secp256r1,
          handshake::NamedGroup::secp384r1, handshake::NamedGroup::secp521r1}) {
        Cast cast;
        cast.curve = curve;
        for (const Role engine_role : {Role::client, Role::server})
            play(engine_role, cast, handshake_of(engine_role, cast) + a_life_after(cast));
    }
}

}  // namespace
}  // namespace vitrine
