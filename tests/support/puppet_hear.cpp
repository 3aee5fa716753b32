// What a puppet hears: records are opened, messages put together and decoded, and what they say
// goes into the facts. It complains where an honest peer would; a script decides what that means.
#include <gtest/gtest.h>

#include <algorithm>

#include "handshake/machine.h"
#include "handshake/message_header.h"
#include "handshake/messages/certificate.h"
#include "handshake/messages/certificate_verify.h"
#include "handshake/messages/client_hello.h"
#include "handshake/messages/client_key_exchange.h"
#include "handshake/messages/finished.h"
#include "handshake/messages/server_hello.h"
#include "handshake/messages/server_key_exchange.h"
#include "support/messages.h"
#include "support/puppet.h"

namespace vitrine::test {

using handshake::Event;
using handshake::ExtensionType;
using record::ContentType;

namespace {

Bytes bytes_of(ByteView view) {
    return {view.begin(), view.end()};
}

Event event_of_record(ContentType type, ByteView content) {
    if (type == ContentType::change_cipher_spec) return Event::change_cipher_spec;
    if (type == ContentType::application_data) return Event::application_data;
    if (content.size() == 2 && content[1] == 0) return Event::close_notify;
    return content.size() == 2 && content[0] == 1 ? Event::warning_alert : Event::fatal_alert;
}

/// Cuts a whole message off the front; empty if it is not whole.
Bytes take_message(Bytes& from) {
    if (from.size() < handshake::kMessageHeaderLen) return {};
    const std::size_t body = std::size_t{from[1]} * 65536 + std::size_t{from[2]} * 256 + from[3];
    const std::size_t whole = handshake::kMessageHeaderLen + body;
    if (from.size() < whole) return {};
    Bytes message{from.begin(), from.begin() + static_cast<std::ptrdiff_t>(whole)};
    from.erase(from.begin(), from.begin() + static_cast<std::ptrdiff_t>(whole));
    return message;
}

}  // namespace

std::optional<Heard> Puppet::hear() {
    std::optional<Heard> heard = next();
    if (heard.has_value()) understand(*heard);
    return heard;
}

/// The next whole thing: records are opened only when it is their turn, since keys may change.
std::optional<Heard> Puppet::next() {
    while (true) {
        if (Bytes message = take_message(heard_handshake_); !message.empty())
            return Heard{handshake::event_of(message[0]), ContentType::handshake, message, ""};
        if (inbox_.size() < record::kHeaderLen) return std::nullopt;
        const std::size_t whole = record::kHeaderLen + std::size_t{inbox_[3]} * 256 + inbox_[4];
        if (inbox_.size() < whole) return std::nullopt;
        const auto end = inbox_.begin() + static_cast<std::ptrdiff_t>(whole);
        const auto opened = records.open(Bytes{inbox_.begin(), end});
        inbox_.erase(inbox_.begin(), end);
        if (!opened.authentic)
            return Heard{Event::unknown_message, opened.type, {}, "record is not authentic"};
        if (opened.type != ContentType::handshake)
            return Heard{event_of_record(opened.type, opened.content), opened.type, opened.content,
                         heard_handshake_.empty() ? "" : "stands inside a handshake message"};
        heard_handshake_.insert(heard_handshake_.end(), opened.content.begin(),
                                opened.content.end());
    }
}

void Puppet::understand(Heard& heard) {
    if (heard.event == Event::change_cipher_spec && heard.complaint.empty()) {
        if (heard.bytes != Bytes{1}) heard.complaint = "is not one byte of value 1";
        change_keys(false);
    }
    if (heard.type != ContentType::handshake) return;
    wire::Context context{heard.bytes};
    wire::Reader in{heard.bytes, context};
    const wire::Reader body = handshake::read_message_body(in);
    const auto understood = [&](void (Puppet::*read)(wire::Reader, Heard&)) {
        (this->*read)(body, heard);
    };
    switch (heard.event) {
        case Event::client_hello:
            understood(&Puppet::hear_client_hello);
            break;
        case Event::server_hello:
            understood(&Puppet::hear_server_hello);
            break;
        case Event::certificate:
            understood(&Puppet::hear_certificate);
            break;
        case Event::server_key_exchange:
            understood(&Puppet::hear_server_key_exchange);
            break;
        case Event::certificate_verify:
            understood(&Puppet::hear_certificate_verify);
            break;
        case Event::client_key_exchange:
            understood(&Puppet::hear_client_key_exchange);
            break;
        case Event::finished:
            hear_finished(body, heard);
            break;
        default: {
            const auto kx = facts.suite->key_exchange;
            if (!decode_message(heard.bytes, {facts.version, kx}).ok())
                heard.complaint = "cannot be decoded";
            break;
        }
    }
    if (heard.event != Event::hello_request) facts.messages.push_back(heard.bytes);
    if (heard.event == Event::client_key_exchange && heard.complaint.empty()) facts.derive_master();
}

void Puppet::hear_client_hello(wire::Reader body, Heard& heard) {
    const auto hello = handshake::decode_client_hello(body);
    if (!hello.ok()) {
        heard.complaint = "cannot be decoded";
        return;
    }
    facts.offered_version = hello->client_version;
    copy_bytes(hello->random, facts.randoms.client);
    facts.offered_extended_master_secret =
        hello->extensions.has(ExtensionType::extended_master_secret);
    if (!hello->cipher_suites.contains(facts.suite->value))
        heard.complaint = "does not offer the suite";
    if (cast_.resumes != nullptr && bytes_of(hello->session_id) != cast_.resumes->id)
        heard.complaint = "does not offer the session";
}

void Puppet::hear_server_hello(wire::Reader body, Heard& heard) {
    const auto hello = handshake::decode_server_hello(body);
    if (!hello.ok()) {
        heard.complaint = "cannot be decoded";
        return;
    }
    facts.version = static_cast<record::ProtocolVersion>(hello->server_version);
    records.version = hello->server_version;
    copy_bytes(hello->random, facts.randoms.server);
    facts.session_id = bytes_of(hello->session_id);
    if (hello->cipher_suite != facts.suite->value) heard.complaint = "chose another suite";
    facts.extended_master_secret = hello->extensions.has(ExtensionType::extended_master_secret);
    if (!hello->extensions.has(ExtensionType::renegotiation_info))
        heard.complaint = "has no renegotiation_info";
    handshake::for_each_extension(hello->extensions.all, [&](std::uint16_t type) {
        if (std::ranges::find(facts.offered_extensions, type) == facts.offered_extensions.end())
            heard.complaint = "answers an extension that was not offered";
    });
    if (hello->compression_method != 0) heard.complaint = "compresses";
    if (cast_.resumes == nullptr || facts.session_id != cast_.resumes->id) return;
    facts.resuming = true;
    facts.master = cast_.resumes->master;
    facts.has_master = true;
}

void Puppet::hear_certificate(wire::Reader body, Heard& heard) {
    const auto message = handshake::decode_certificate(body);
    if (!message.ok()) {
        heard.complaint = "cannot be decoded";
        return;
    }
    if (message->count == 0) return;
    facts.peer_leaf = bytes_of(message->certificate_list[0]);
    const auto leaf = x509::parse_certificate(facts.peer_leaf);
    if (!leaf.ok()) {
        heard.complaint = "its leaf cannot be parsed";
        return;
    }
    facts.peer = *leaf;
}

void Puppet::hear_server_key_exchange(wire::Reader body, Heard& heard) {
    const auto message =
        handshake::decode_server_key_exchange(body, facts.suite->key_exchange, facts.version);
    if (!message.ok()) {
        heard.complaint = "cannot be decoded";
        return;
    }
    if (facts.suite->key_exchange == handshake::KeyExchange::dhe) {
        facts.group_p = bytes_of(message->dh_p);
        facts.group_g = bytes_of(message->dh_g);
        const crypto::DhGroup* known = crypto::known_group(facts.group_p, facts.group_g);
        facts.group = {
            {}, true, known != nullptr ? *known : crypto::DhGroup{facts.group_p, facts.group_g, 0}};
        facts.peer_value = bytes_of(message->dh_Ys);
    } else {
        facts.group = {static_cast<handshake::NamedGroup>(message->named_curve), false, {}};
        facts.peer_value = bytes_of(message->point);
    }
    Bytes content{facts.randoms.client.begin(), facts.randoms.client.end()};
    content.insert(content.end(), facts.randoms.server.begin(), facts.randoms.server.end());
    content.insert(content.end(), message->params.begin(), message->params.end());
    check_signature(message->signature_algorithm, content, message->signature, heard);
}

void Puppet::hear_client_key_exchange(wire::Reader body, Heard& heard) {
    const auto message = handshake::decode_client_key_exchange(body, facts.suite->key_exchange);
    if (!message.ok()) {
        heard.complaint = "cannot be decoded";
        return;
    }
    if (facts.suite->key_exchange != handshake::KeyExchange::rsa) {
        facts.peer_value = bytes_of(message->exchange_keys);
        make_share(facts.peer_value);
        return;
    }
    const crypto::RsaPrivateKey& key = *own_identity()->key->rsa();
    Bytes premaster(key.public_key().modulus_len());
    const auto len = key.decrypt_pkcs1(message->exchange_keys, rng_, premaster);
    if (!len.ok() || *len != 48) {
        heard.complaint = "premaster secret is not padded as it should be";
        return;
    }
    premaster.resize(*len);
    const int version = premaster[0] * 256 + premaster[1];
    if (version != facts.offered_version) heard.complaint = "premaster secret has another version";
    facts.premaster = premaster;
}

void Puppet::hear_certificate_verify(wire::Reader body, Heard& heard) {
    const auto message = handshake::decode_certificate_verify(body, facts.version);
    if (!message.ok()) {
        heard.complaint = "cannot be decoded";
        return;
    }
    check_signature(message->algorithm, facts.transcript(), message->signature, heard);
}

void Puppet::check_signature(std::uint16_t scheme,
                             ByteView content,
                             ByteView signature,
                             Heard& heard) {
    const x509::PublicKey& key = facts.peer.public_key;
    auto algorithm = std::optional{handshake::legacy_algorithm(key)};
    if (facts.version >= record::ProtocolVersion::tls12)
        algorithm = handshake::algorithm_of(static_cast<handshake::SignatureScheme>(scheme));
    const ByteView pieces[] = {content};
    const bool good = algorithm.has_value() &&
                      x509::verify_digest(key, *algorithm,
                                          x509::scheme_digest(*algorithm, pieces).view(), signature)
                          .ok();
    if (!good) heard.complaint = "signature does not verify";
}

void Puppet::hear_finished(wire::Reader body, Heard& heard) const {
    const auto message = handshake::decode_finished(body);
    const auto peer = role_ == trace::Role::client ? trace::Role::server : trace::Role::client;
    if (!message.ok() || !equal_public(message->verify_data, facts.verify_data(peer)))
        heard.complaint = "verify_data is not what our transcript gives";
}

}  // namespace vitrine::test
