#include "engine/connection.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/pair.h"

namespace vitrine {
namespace {

using engine::Policy;
using handshake::CipherSuite;
using record::ProtocolVersion;
using test::Pair;

constexpr ProtocolVersion kVersions[] = {ProtocolVersion::tls10, ProtocolVersion::tls11,
                                         ProtocolVersion::tls12};

std::vector<const CipherSuite*> runnable_suites() {
    std::vector<const CipherSuite*> found;
    for (const CipherSuite& suite : handshake::all_suites()) {
        if (engine::is_implemented(suite)) found.push_back(&suite);
    }
    return found;
}

void exchange_data(Pair& pair) {
    const std::string question(20000, 'q');
    const std::string answer = "answer";
    std::size_t at = 0;
    while (at < question.size()) {
        const auto n =
            pair.client.connection->write(as_bytes(std::string_view{question}.substr(at)));
        ASSERT_TRUE(n.ok());
        at += *n;
        pair.run();
    }
    ASSERT_TRUE(pair.server.connection->write(as_bytes(answer)).ok());
    pair.run();
    EXPECT_EQ(as_text(pair.server.received), question);
    EXPECT_EQ(as_text(pair.client.received), answer);
}

TEST(Connection, ConnectsWithEverySuiteAtEveryVersionThatHasIt) {
    int connected = 0;
    for (const CipherSuite* suite : runnable_suites()) {
        for (const ProtocolVersion version : kVersions) {
            if (version < suite->min_version || version > suite->max_version) continue;
            SCOPED_TRACE(std::string{suite->name} + " " + std::string{record::name_of(version)});
            auto client = test::client_config();
            auto server = test::server_config();
            const CipherSuite* only[] = {suite};
            ASSERT_TRUE(client->set_suites(only).ok());
            client->set_versions(version, version);
            ASSERT_TRUE(client->build(trace::Role::client).ok());
            Pair pair{*client, *server};
            if (!pair.run()) {
                ADD_FAILURE() << (pair.client.error ? info(pair.client.error->code).name : "-")
                              << " / "
                              << (pair.server.error ? info(pair.server.error->code).name : "-");
                continue;
            }
            exchange_data(pair);
            const auto& state = pair.client.connection->security_state();
            EXPECT_EQ(state.cipher_suite, suite->name);
            EXPECT_EQ(state.peer, engine::PeerIdentity::verified);
            pair.client.connection->close();
            pair.run();
            EXPECT_TRUE(pair.server.connection->is_closed());
            EXPECT_TRUE(pair.client.connection->is_closed());
            ++connected;
        }
    }
    EXPECT_GE(connected, 60);
}

}  // namespace
}  // namespace vitrine
