// Whole connections: a client and a server are configured, shake hands, talk, close and are
// destroyed, all on the searched stack and heap. A rehearsal with the same seeds, outside, tells
// which secrets to look for: its sink hears of every derivation, and operations show ephemeral
// keys.
#include <gtest/gtest.h>

#include <memory>

#include "handshake/operation.h"
#include "secrets/gone.h"
#include "support/pair.h"
#include "x509/key_file.h"

namespace vitrine::test {
namespace {

using record::ProtocolVersion;
using trace::Role;

struct Exchange {
    const char* suite;
    ProtocolVersion version;
    std::vector<handshake::NamedGroup> groups;  ///< empty: those of the policy
};

/// Notes every secret that is derived.
class DerivedSecrets final : public trace::Sink {
  public:
    explicit DerivedSecrets(Secrets& secrets) : secrets_(secrets) {}
    void on(const trace::Derive& derived) override {
        if (!derived.secret) return;
        secrets_.add(std::string{derived.name}, derived.output);
        for (const trace::NamedBytes& input : derived.inputs) {
            if (input.name == "pre_master_secret") secrets_.add("premaster secret", input.bytes);
        }
        ++count;
    }
    int count = 0;

  private:
    Secrets& secrets_;
};

std::unique_ptr<engine::Config> config_of(Role role, const Exchange& exchange) {
    auto config = std::make_unique<engine::Config>(engine::Policy::lab);
    EXPECT_TRUE(config->add_trust(pki_file("root.pem")).ok());
    const handshake::CipherSuite* suites[] = {handshake::find_suite(exchange.suite)};
    EXPECT_TRUE(config->set_suites(suites).ok());
    config->set_versions(exchange.version, exchange.version);
    if (!exchange.groups.empty()) config->set_groups(exchange.groups);
    const std::string side = role == Role::client ? "client" : "server";
    for (const std::string kind : {"-ec", "-rsa"}) {
        const auto chain = pki_file(side + kind + ".pem");
        const auto key = pki_file(side + kind + ".key");
        EXPECT_TRUE(config->add_credential(chain, key).ok());
    }
    if (role == Role::server) {
        config->set_client_auth(handshake::ClientAuth::require);
        config->set_session_cache(8);
    }
    EXPECT_TRUE(config->build(role).ok());
    return config;
}

/// Ephemeral keys, as an operation leaves them; null: nobody looks.
void note(const handshake::Operation& operation, Secrets* secrets) {
    if (secrets == nullptr) return;
    if (const auto* made = std::get_if<handshake::ExchangeKeys>(&operation.work))
        secrets->add("ephemeral key", made->own_secret.expose());
}

void run_operations(engine::Connection& connection, Secrets* secrets) {
    while (handshake::Operation* operation = connection.operation()) {
        const Status status = handshake::run_operation(*operation);
        note(*operation, secrets);
        static_cast<void>(connection.complete(status));
    }
}

/// Both ends, from configuration to destruction. True if they connected and the data came.
bool talk(const Exchange& exchange, Secrets* secrets, trace::Sink* sink) {
    const auto client_config = config_of(Role::client, exchange);
    const auto server_config = config_of(Role::server, exchange);
    engine::ConnectionOptions options;
    options.now = kTestNow;
    options.server_name = options.verify_name = "localhost";
    options.immediate_operations = false;
    options.sink = sink;
    options.seed = {1};
    Side client;
    client.connection = std::make_unique<engine::Connection>(*client_config, Role::client, options);
    options.seed = {2};
    options.verify_name = {};
    Side server;
    server.connection = std::make_unique<engine::Connection>(*server_config, Role::server, options);
    if (!client.connection->start().ok()) return false;
    const auto carry = [&](Side& from, Side& to) {
        const auto bytes = from.take_output();
        to.feed(bytes);
        run_operations(*to.connection, secrets);
        to.feed({});  // what waited behind the operation
        return !bytes.empty();
    };
    const auto settle = [&] {
        for (int still = 0; still < 3; ++still) {
            if (carry(client, server)) still = 0;
            if (carry(server, client)) still = 0;
        }
    };
    settle();
    const bool connected = client.connection->is_connected() && server.connection->is_connected();
    const Bytes question(100, 'q');
    const bool written = connected && client.connection->write(question).ok();
    settle();
    const bool heard = server.received == question;
    client.connection->close();
    server.connection->close();
    settle();
    return written && heard;
}

void add_private_keys(Secrets& secrets) {
    for (const char* name :
         {"client-ec.key", "server-ec.key", "client-rsa.key", "server-rsa.key"}) {
        const auto key = x509::load_private_key(pki_file(name));
        ASSERT_TRUE(key.ok()) << name;
        if (key->ec() != nullptr) {
            secrets.add(name, key->ec()->scalar.expose());
            continue;
        }
        const crypto::RsaPrivateParts parts = key->rsa()->parts();
        for (const ByteView part : {parts.d, parts.p, parts.q, parts.dp, parts.dq, parts.qinv})
            secrets.add(name, part);
    }
}

void expect_connection_gone(const Exchange& exchange) {
    SCOPED_TRACE(exchange.suite);
    Secrets secrets;
    DerivedSecrets derived{secrets};
    ASSERT_TRUE(talk(exchange, &secrets, &derived));
    ASSERT_GE(derived.count, 4) << "master secret and key block, of either side";
    add_private_keys(secrets);
    expect_gone([&] { ASSERT_TRUE(talk(exchange, nullptr, nullptr)); }, secrets);
}

TEST(ConnectionSecretsGone, AfterX25519AndGcm) {
    expect_connection_gone({"ECDHE-ECDSA-AES128-GCM-SHA256",
                            ProtocolVersion::tls12,
                            {handshake::NamedGroup::x25519, handshake::NamedGroup::secp256r1}});
}

TEST(ConnectionSecretsGone, AfterP256AndChaCha) {
    expect_connection_gone({"ECDHE-RSA-CHACHA20-POLY1305",
                            ProtocolVersion::tls12,
                            {handshake::NamedGroup::secp256r1}});
}

TEST(ConnectionSecretsGone, AfterFiniteFieldsAndCbc) {
    expect_connection_gone({"DHE-RSA-AES256-SHA", ProtocolVersion::tls11, {}});
}

TEST(ConnectionSecretsGone, AfterKeyTransportOfTls10) {
    expect_connection_gone({"AES128-SHA", ProtocolVersion::tls10, {}});
}

}  // namespace
}  // namespace vitrine::test
