#include "support/puppet.h"

#include <gtest/gtest.h>

namespace vitrine::test {

using handshake::Event;
using record::ContentType;

namespace {

std::array<std::uint8_t, 32> next_seed() {
    static std::uint32_t puppets = 0;  // no two puppets of a run draw the same bytes
    ++puppets;
    std::array<std::uint8_t, 32> seed{};
    for (std::size_t i = 0; i < 4; ++i) seed[i] = static_cast<std::uint8_t>(puppets >> (8 * i));
    seed[31] = 0x50;
    return seed;
}

}  // namespace

ContentType content_type_of(Event event) {
    switch (event) {
        case Event::change_cipher_spec:
            return ContentType::change_cipher_spec;
        case Event::application_data:
            return ContentType::application_data;
        case Event::warning_alert:
        case Event::fatal_alert:
        case Event::close_notify:
            return ContentType::alert;
        default:
            return ContentType::handshake;
    }
}

bool is_handshake_message(Event event) {
    return content_type_of(event) == ContentType::handshake;
}

Puppet::Puppet(trace::Role role, const Cast& cast)
    : records(next_seed()), role_(role), cast_(cast), rng_(next_seed()) {
    facts.version = cast.version;
    facts.suite = handshake::find_suite(cast.suite);
    EXPECT_NE(facts.suite, nullptr) << cast.suite;
    facts.group = {cast.curve, false, {}};  // until a ServerKeyExchange says another
    if (facts.suite->key_exchange == handshake::KeyExchange::dhe)
        facts.group = {handshake::NamedGroup::ffdhe2048, false,
                       crypto::ffdhe(crypto::DhGroupId::ffdhe2048)};
}

Bytes Puppet::say(Event event, const Mistakes& mistakes) {
    Bytes message = message_of(event, mistakes);
    Delivery delivery;
    for (const Mistake& mistake : mistakes) {
        if (mistake.delivery) mistake.delivery(delivery);
    }
    // HelloRequest is not part of the transcript (RFC 5246 §7.4.1.1).
    if (is_handshake_message(event) && event != Event::hello_request && delivery.in_transcript)
        facts.messages.push_back(message);
    if (event == Event::client_key_exchange) facts.derive_master();
    const Bytes sent = deliver(content_type_of(event), std::move(message), delivery);
    if (event == Event::change_cipher_spec && delivery.changes_keys) change_keys(true);
    return sent;
}

Bytes Puppet::say_bytes(ContentType type, ByteView content, const RecordPlan& plan) {
    return records.seal(type, content, plan);
}

/// Cuts into records; what is held back waits in front of the next content of its type.
Bytes Puppet::deliver(ContentType type, Bytes content, const Delivery& delivery) {
    Bytes& held = held_[type];
    held.insert(held.end(), content.begin(), content.end());
    if (delivery.hold_all) return {};
    const std::size_t now = std::min(held.size() - delivery.hold_last, delivery.hold_from);
    Bytes out;
    std::size_t at = 0;
    do {
        const std::size_t piece = std::min(delivery.piece, now - at);
        const Bytes record = records.seal(type, ByteView{held}.subspan(at, piece), delivery.record);
        out.insert(out.end(), record.begin(), record.end());
        at += piece;
    } while (at < now);
    held.erase(held.begin(), held.begin() + static_cast<std::ptrdiff_t>(now));
    return out;
}

/// A key pair in the facts' group, and with a peer's value the premaster secret.
void Puppet::make_share(ByteView peer_value) {
    handshake::Operation operation;
    EXPECT_TRUE(rng_.fill(operation.seed).ok());
    auto& work = operation.work.emplace<handshake::ExchangeKeys>();
    work.group = facts.group;
    work.peer_value = peer_value;
    if (facts.own_secret.size() > 0) {
        work.generate = false;
        work.own_secret = handshake::KeyShareSecret{facts.own_secret.expose()};
    }
    const Status made = handshake::run_operation(operation);
    EXPECT_TRUE(made.ok());
    if (work.generate) {
        facts.own_secret = std::move(work.own_secret);
        facts.own_value.assign(
            work.own_value.begin(),
            work.own_value.begin() + static_cast<std::ptrdiff_t>(work.own_value_len));
    }
    const ByteView secret = work.premaster.expose();
    facts.premaster.assign(secret.begin(), secret.end());
}

/// Without a key exchange: from an empty premaster secret, as in the attack of CVE-2014-0224.
void Puppet::change_keys(bool write) {
    if (!facts.has_master) facts.derive_master();
    const handshake::KeyBlock block = facts.key_block();
    const bool client_writes = (role_ == trace::Role::client) == write;
    const auto keys = client_writes ? block.client() : block.server();
    if (write) {
        records.change_write(facts.protection(), keys);
    } else {
        records.change_read(facts.protection(), keys);
    }
}

}  // namespace vitrine::test
