#include "fuzz/conversation.h"

#include <algorithm>
#include <array>

#include "fuzz/properties.h"
#include "support/connection_access.h"

namespace vitrine::fuzz {

namespace {

/// The records at the front of `bytes`, one by one.
std::vector<std::vector<std::uint8_t>> split_records(ByteView bytes) {
    std::vector<std::vector<std::uint8_t>> records;
    while (bytes.size() >= record::kHeaderLen) {
        const std::size_t whole = record::kHeaderLen + std::size_t{bytes[3]} * 256 + bytes[4];
        const ByteView one = bytes.first(whole);
        records.emplace_back(one.begin(), one.end());
        bytes = bytes.subspan(whole);
    }
    return records;
}

using engine::Config;
using record::ProtocolVersion;

struct Variant {
    std::string_view suite;
    ProtocolVersion version;
};

constexpr Variant kTable[kVariants] = {
    {"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", ProtocolVersion::tls12},
    {"TLS_RSA_WITH_AES_128_CBC_SHA", ProtocolVersion::tls10},
    {"TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", ProtocolVersion::tls11},
    {"TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", ProtocolVersion::tls12},
    {"TLS_RSA_WITH_AES_256_CBC_SHA256", ProtocolVersion::tls12},
    {"TLS_RSA_WITH_RC4_128_SHA", ProtocolVersion::tls12},
};

std::unique_ptr<Config> make_config(trace::Role role, const Variant& variant, bool client_auth) {
    auto config = std::make_unique<Config>(engine::Policy::lab);
    const auto* suite = handshake::find_suite(variant.suite);
    const std::array suites{suite};
    config->set_versions(variant.version, variant.version);
    bool good = suite != nullptr && config->set_suites(suites).ok();
    good = good && config->add_trust(test::pki_file("root.pem")).ok();
    const bool ecdsa = variant.suite.find("ECDSA") != std::string_view::npos;
    const std::string name = role == trace::Role::client ? "client" : "server";
    const std::string file = name + (ecdsa ? "-ec" : "-rsa");
    if (role == trace::Role::server || client_auth) {
        good = good &&
               config->add_credential(test::pki_file(file + ".pem"), test::pki_file(file + ".key"))
                   .ok();
    }
    if (role == trace::Role::server) {
        config->set_session_cache(0);
        if (client_auth) config->set_client_auth(handshake::ClientAuth::require);
    }
    require(good && config->build(role).ok(), "the configuration is one");
    return config;
}

/// Built once: it takes longer than a connection.
const Config& config_for(trace::Role role, std::size_t variant, bool client_auth) {
    static std::array<std::array<std::unique_ptr<Config>, 2>, 2 * kVariants> configs;
    auto& slot = configs[2 * variant + (role == trace::Role::client ? 0 : 1)][client_auth ? 1 : 0];
    if (slot == nullptr) slot = make_config(role, kTable[variant], client_auth);
    return *slot;
}

engine::ConnectionOptions options_for(trace::Role role, trace::Sink& sink) {
    engine::ConnectionOptions options;
    options.server_name = role == trace::Role::client ? "localhost" : "";
    options.verify_name = options.server_name;
    options.now = test::kTestNow;
    options.seed.fill(role == trace::Role::client ? 1 : 2);
    options.sink = &sink;
    return options;
}

/// True if the first messages of `all` are `some`.
bool begins_with(const std::vector<std::vector<std::uint8_t>>& all,
                 const std::vector<std::vector<std::uint8_t>>& some) {
    return some.size() <= all.size() && std::equal(some.begin(), some.end(), all.begin());
}

}  // namespace

Conversation::Conversation(trace::Role victim, std::size_t variant, bool client_auth) {
    const trace::Role other =
        victim == trace::Role::client ? trace::Role::server : trace::Role::client;
    victim_.connection = std::make_unique<engine::Connection>(
        config_for(victim, variant, client_auth), victim, options_for(victim, victim_log_));
    puppet_.connection = std::make_unique<engine::Connection>(
        config_for(other, variant, client_auth), other, options_for(other, puppet_log_));
    require(victim_.connection->start().ok() && puppet_.connection->start().ok(),
            "both sides start");
}

void Conversation::run(Script script) {
    for (int steps = 0; !script.empty() && steps < 64; ++steps) step(script);
    victim_.connection->transport_ended();
    static_cast<void>(victim_.take_output());
    check_end();
}

void Conversation::step(Script& script) {
    const std::uint8_t what = script.byte();
    switch (what % 10) {
        case 0:
            return exchange();
        case 1:
            return deliver(script.bytes());
        case 2: {
            const std::uint8_t type = script.byte();
            return say(type, script.bytes());
        }
        case 3:
        case 4:
        case 5: {
            const std::uint8_t which = script.byte();
            return change_records(what % 10, which, script.byte());
        }
        case 6: {
            const ByteView data = script.bytes();
            const auto taken = puppet_.connection->write(data);
            if (taken.ok()) said_.append(as_text(data.first(*taken)));
            return;
        }
        case 7:
            return puppet_.connection->close();
        case 8:
            static_cast<void>(victim_.connection->write(script.bytes()));
            return;
        default:
            return victim_.connection->close();
    }
}

/// A whole round: what the victim has to say, then the puppet's answer, record by record.
void Conversation::exchange() {
    const auto out = victim_.take_output();
    if (!out.empty()) puppet_.feed(out);
    const auto answer = puppet_.take_output();
    if (!answer.empty()) deliver(answer);
}

void Conversation::deliver(ByteView bytes) {
    if (bytes.empty()) return;
    const bool was_closed = victim_.connection->is_closed();
    victim_.feed(bytes);
    if (victim_.error) {
        check_error(*victim_.error, SIZE_MAX - 1);
        require(victim_.connection->is_closed(), "a refusal closes");
    }
    require(!was_closed || victim_.connection->is_closed(), "what is closed stays closed");
    check_agreement();
    require(as_text(victim_.received) == std::string_view{said_}.substr(0, victim_.received.size()),
            "data arrives as it was sent");
}

/// 3: a byte of one record flipped; 4: one record lost; 5: one record doubled.
void Conversation::change_records(std::uint8_t how, std::uint8_t which, std::uint8_t with) {
    const auto out = victim_.take_output();
    if (!out.empty()) puppet_.feed(out);
    auto records = split_records(puppet_.take_output());
    if (records.empty()) return;
    const std::size_t i = which % records.size();
    if (how == 3) records[i][(which / records.size() + with) % records[i].size()] ^= with | 1U;
    if (how == 4) records.erase(records.begin() + static_cast<std::ptrdiff_t>(i));
    if (how == 5) records.push_back(std::vector<std::uint8_t>{records[i]});
    std::vector<std::uint8_t> all;
    for (const auto& record : records) all.insert(all.end(), record.begin(), record.end());
    deliver(all);
}

/// A record of any kind under the puppet's present keys; what waited before it goes out first.
void Conversation::say(std::uint8_t type, ByteView content) {
    exchange();
    const auto kind = static_cast<record::ContentType>(20 + type % 5);
    const ByteView cut = content.first(std::min(content.size(), record::kMaxPlaintext));
    record::RecordLayer& records = engine::ConnectionAccess::records(*puppet_.connection);
    if (puppet_.connection->is_closed() || !records.send(kind, cut).ok()) return;
    if (kind == record::ContentType::application_data) said_.append(as_text(cut));
    deliver(puppet_.take_output());
}

/// At the moment that the victim is connected, both have seen the same handshake.
void Conversation::check_agreement() {
    if (was_connected_ || !victim_.connection->is_connected()) return;
    was_connected_ = true;
    require(begins_with(puppet_log_.sent, victim_log_.received),
            "a connected side received what the other sent");
    require(begins_with(victim_log_.sent, puppet_log_.received),
            "a connected side sent what the other received");
    require(victim_.connection->security_state().protected_read, "a connection is protected");
}

void Conversation::check_end() {
    const engine::Connection& c = *victim_.connection;
    require(c.pending_output().empty(), "all output can be taken");
    if (!victim_.error) return;
    require(c.is_closed() && c.security_state().end.has_value(), "a refusal is an end");
    require(victim_.connection->write(as_bytes("x")).ok() == false, "nothing is sent after it");
}

}  // namespace vitrine::fuzz
