// What a puppet says: each message as RFC 5246 §7.4 wants it, through the encoders of
// src/handshake/messages, with a place for mistakes between its stages.
#include <gtest/gtest.h>

#include "crypto/pk/rsa_core.h"
#include "handshake/extensions/ec_point_formats.h"
#include "handshake/extensions/renegotiation_info.h"
#include "handshake/extensions/server_name.h"
#include "handshake/message_trace.h"
#include "handshake/messages/certificate.h"
#include "handshake/messages/certificate_request.h"
#include "handshake/messages/certificate_status.h"
#include "handshake/messages/certificate_verify.h"
#include "handshake/messages/client_hello.h"
#include "handshake/messages/client_key_exchange.h"
#include "handshake/messages/finished.h"
#include "handshake/messages/new_session_ticket.h"
#include "handshake/messages/server_hello.h"
#include "handshake/messages/server_key_exchange.h"
#include "support/puppet.h"
#include "support/staple.h"

namespace vitrine::test {

using handshake::Event;
using handshake::ExtensionType;
using handshake::SignatureScheme;
using record::ProtocolVersion;

namespace {

constexpr std::size_t kRoom = 1 << 18;  // a ClientHello can have 131400 bytes

/// What `write` writes.
template <class Write>
Bytes written(Write&& write) {
    Bytes room(kRoom);
    wire::Writer out{room};
    write(out);
    const auto done = out.finish();
    EXPECT_TRUE(done.ok());
    return {done->begin(), done->end()};
}

template <class Values>
Bytes u16_list(const Values& values) {
    return written([&](wire::Writer& out) {
        for (const auto value : values) out.u16(static_cast<std::uint16_t>(value));
    });
}

template <class Hook, class Stage>
void apply(const Mistakes& mistakes, Hook Mistake::* hook, Stage& stage) {
    for (const Mistake& mistake : mistakes) {
        if (mistake.*hook) (mistake.*hook)(stage);
    }
}

constexpr SignatureScheme kSchemes[] = {
    SignatureScheme::ecdsa_sha256,     SignatureScheme::ecdsa_sha384,
    SignatureScheme::rsa_pkcs1_sha256, SignatureScheme::rsa_pss_rsae_sha256,
    SignatureScheme::rsa_pkcs1_sha384, SignatureScheme::rsa_pkcs1_sha512,
};

void write_extensions(wire::Writer& out, const HelloDraft& hello) {
    for (const auto& extension : hello.extensions) {
        out.u16(extension.first);
        out.vec16([&](wire::Writer& w) { w.bytes(extension.second); });
    }
}

Bytes content_of(Event event) {
    switch (event) {
        case Event::change_cipher_spec:
            return {1};
        case Event::application_data:
            return {'d', 'a', 't', 'a'};
        case Event::warning_alert:
            return {1, 90};  // user_canceled
        case Event::fatal_alert:
            return {2, 40};  // handshake_failure
        default:
            return {1, 0};  // close_notify
    }
}

}  // namespace

Bytes Puppet::message_of(Event event, const Mistakes& mistakes) {
    if (!is_handshake_message(event)) {
        Bytes content = content_of(event);
        apply(mistakes, &Mistake::body, content);
        apply(mistakes, &Mistake::message, content);
        return content;
    }
    Bytes body = body_of(event, mistakes);
    apply(mistakes, &Mistake::body, body);
    Bytes message = written([&](wire::Writer& out) {
        out.u8(event == Event::unknown_message
                   ? std::uint8_t{99}
                   : static_cast<std::uint8_t>(handshake::type_of(event)));
        out.vec24([&](wire::Writer& w) { w.bytes(body); });
    });
    apply(mistakes, &Mistake::message, message);
    return message;
}

Bytes Puppet::body_of(Event event, const Mistakes& mistakes) {
    switch (event) {
        case Event::client_hello:
            return say_client_hello(mistakes);
        case Event::server_hello:
            return say_server_hello(mistakes);
        case Event::new_session_ticket:
            return written([](wire::Writer& out) {
                handshake::encode_new_session_ticket(out, {300, as_bytes("a ticket")});
            });
        case Event::certificate:
            return say_certificate(mistakes);
        case Event::server_key_exchange:
            return say_server_key_exchange(mistakes);
        case Event::certificate_request:
            return written([&](wire::Writer& out) {
                constexpr std::uint8_t kTypes[] = {1, 64};
                std::vector<std::uint16_t> schemes;
                for (const auto scheme : kSchemes)
                    schemes.push_back(static_cast<std::uint16_t>(scheme));
                handshake::encode_certificate_request(out, facts.version, kTypes, schemes, {});
            });
        case Event::certificate_verify:
            return certificate_verify(mistakes);
        case Event::client_key_exchange:
            return say_client_key_exchange(mistakes);
        case Event::finished:
            return finished(mistakes);
        case Event::certificate_status:
            return say_certificate_status();
        default:
            return {};  // HelloRequest, ServerHelloDone and the unknown have no body
    }
}

/// That the certificate of the suite's kind of key is good, if a status is played at all.
Bytes Puppet::say_certificate_status() const {
    if (cast_.staple == Staple::none) return {1, 0, 0, 1, 0};  // ocsp, one byte of a response
    const bool ecdsa = facts.suite->auth == handshake::Auth::ecdsa;
    const Bytes response = staple_for(ecdsa ? "server-ec.pem" : "server-rsa.pem");
    return written([&](wire::Writer& out) { handshake::encode_certificate_status(out, response); });
}

// ClientHello: RFC 5246 §7.4.1.2.
HelloDraft Puppet::client_hello() const {
    HelloDraft hello;
    hello.version = static_cast<std::uint16_t>(cast_.version);
    hello.random.assign(facts.randoms.client.begin(), facts.randoms.client.end());
    if (cast_.resumes != nullptr) hello.session_id = cast_.resumes->id;
    hello.suites = {facts.suite->value, handshake::kEmptyRenegotiationInfoScsv};
    hello.add(ExtensionType::server_name, written([](wire::Writer& out) {
                  out.vec16([](wire::Writer& list) {
                      list.u8(0);
                      list.vec16([](wire::Writer& name) { name.bytes(as_bytes("localhost")); });
                  });
              }));
    if (cast_.extended_master_secret) hello.add(ExtensionType::extended_master_secret, {});
    const std::uint16_t groups[] = {static_cast<std::uint16_t>(cast_.curve), 23, 24, 256};
    hello.add(ExtensionType::supported_groups, written([&](wire::Writer& out) {
                  out.vec16([&](wire::Writer& list) { list.bytes(u16_list(groups)); });
              }));
    hello.add(ExtensionType::ec_point_formats, {1, 0});
    if (cast_.staple != Staple::none)
        hello.add(ExtensionType::status_request, {handshake::kStatusTypeOcsp, 0, 0, 0, 0});
    if (cast_.version >= ProtocolVersion::tls12) {
        hello.add(ExtensionType::signature_algorithms, written([](wire::Writer& out) {
                      out.vec16([](wire::Writer& list) { list.bytes(u16_list(kSchemes)); });
                  }));
    }
    return hello;
}

Bytes Puppet::say_client_hello(const Mistakes& mistakes) {
    EXPECT_TRUE(rng_.fill(facts.randoms.client).ok());
    HelloDraft draft = client_hello();
    apply(mistakes, &Mistake::hello, draft);
    copy_bytes(draft.random, facts.randoms.client);
    facts.offered_version = draft.version;
    facts.offered_extensions = {0xff01};  // the signalling value stands for it
    for (const auto& extension : draft.extensions)
        facts.offered_extensions.push_back(extension.first);
    const Bytes suites = u16_list(draft.suites);
    return written([&](wire::Writer& out) {
        handshake::ClientHello hello;
        hello.client_version = draft.version;
        hello.random = draft.random;
        hello.session_id = draft.session_id;
        hello.cipher_suites = wire::U16View{suites};
        hello.compression_methods = draft.compressions;
        handshake::encode_client_hello(out, hello,
                                       [&](wire::Writer& list) { write_extensions(list, draft); });
    });
}

// ServerHello: RFC 5246 §7.4.1.3.
HelloDraft Puppet::server_hello() const {
    HelloDraft hello;
    hello.version = static_cast<std::uint16_t>(cast_.version);
    hello.random.assign(facts.randoms.server.begin(), facts.randoms.server.end());
    hello.session_id = facts.session_id;
    hello.suites = {facts.suite->value};
    hello.add(ExtensionType::renegotiation_info, {0});
    if (cast_.extended_master_secret && facts.offered_extended_master_secret)
        hello.add(ExtensionType::extended_master_secret, {});
    if (cast_.staple != Staple::none && !facts.resuming)
        hello.add(ExtensionType::status_request, {});
    return hello;
}

Bytes Puppet::say_server_hello(const Mistakes& mistakes) {
    EXPECT_TRUE(rng_.fill(facts.randoms.server).ok());
    if (cast_.resumes != nullptr) {
        facts.session_id = cast_.resumes->id;
        facts.master = cast_.resumes->master;
        facts.has_master = true;
        facts.resuming = true;
    } else {
        facts.session_id.resize(32);
        EXPECT_TRUE(rng_.fill(facts.session_id).ok());
    }
    HelloDraft draft = server_hello();
    apply(mistakes, &Mistake::hello, draft);
    copy_bytes(draft.random, facts.randoms.server);
    facts.session_id = draft.session_id;
    facts.extended_master_secret = false;
    for (const auto& [type, body] : draft.extensions) {
        if (type == static_cast<std::uint16_t>(ExtensionType::extended_master_secret))
            facts.extended_master_secret = true;
    }
    records.version = static_cast<std::uint16_t>(facts.version);
    return written([&](wire::Writer& out) {
        handshake::ServerHello hello;
        hello.server_version = draft.version;
        hello.random = draft.random;
        hello.session_id = draft.session_id;
        hello.cipher_suite = draft.suites.front();
        hello.compression_method = draft.compressions.front();
        handshake::encode_server_hello(out, hello, draft.has_extensions,
                                       [&](wire::Writer& list) { write_extensions(list, draft); });
    });
}

const Identity* Puppet::own_identity() const {
    if (role_ == trace::Role::client)
        return cast_.client_identity.empty() ? nullptr
                                             : &identity(std::string{cast_.client_identity});
    return &identity(facts.suite->auth == handshake::Auth::ecdsa ? "server-ec" : "server-rsa");
}

// Certificate: RFC 5246 §7.4.2, §7.4.6.
Bytes Puppet::say_certificate(const Mistakes& mistakes) const {
    std::vector<Bytes> chain;
    if (const Identity* own = own_identity()) chain = own->chain;
    apply(mistakes, &Mistake::certificates, chain);
    const std::vector<ByteView> views{chain.begin(), chain.end()};
    return written([&](wire::Writer& out) { handshake::encode_certificate(out, views); });
}

SigningDraft Puppet::signing_of(const Identity& signer) const {
    SigningDraft draft;
    const bool ec = signer.leaf.public_key.type == x509::KeyType::ec;
    const auto scheme = ec ? SignatureScheme::ecdsa_sha256 : SignatureScheme::rsa_pkcs1_sha256;
    draft.announced = static_cast<std::uint16_t>(scheme);
    const auto algorithm = handshake::algorithm_of(scheme);
    draft.algorithm = facts.version >= ProtocolVersion::tls12 && algorithm.has_value()
                          ? *algorithm
                          : handshake::legacy_algorithm(signer.leaf.public_key);
    return draft;
}

Bytes Puppet::sign(const SigningDraft& draft, const Identity& signer) {
    Bytes signature(handshake::kMaxSignatureLen);
    const ByteView pieces[] = {draft.content};
    const crypto::Digest digest = x509::scheme_digest(draft.algorithm, pieces);
    // NOLINTNEXTLINE(bugprone-unchecked-optional-access): an identity of the puppet has its key
    const auto len = signer.key->sign_digest(draft.algorithm, digest.view(), rng_, signature);
    EXPECT_TRUE(len.ok());
    signature.resize(len.ok() ? *len : 0);
    return signature;
}

// ServerKeyExchange: RFC 5246 §7.4.3, RFC 8422 §5.4.
Bytes Puppet::say_server_key_exchange(const Mistakes& mistakes) {
    ExchangeDraft exchange;
    exchange.finite_field = facts.suite->key_exchange == handshake::KeyExchange::dhe;
    if (exchange.finite_field) {
        const crypto::DhGroup& group = crypto::ffdhe(crypto::DhGroupId::ffdhe2048);
        facts.group = {handshake::NamedGroup::ffdhe2048, false, group};
        exchange.p.assign(group.p.begin(), group.p.end());
        exchange.g.assign(group.g.begin(), group.g.end());
    } else {
        facts.group = {cast_.curve, false, {}};
        exchange.named_curve = static_cast<std::uint16_t>(cast_.curve);
    }
    facts.own_secret.clear();
    make_share({});
    exchange.value = facts.own_value;
    apply(mistakes, &Mistake::exchange, exchange);
    const Bytes params = written([&](wire::Writer& out) {
        if (exchange.finite_field)
            return handshake::encode_server_dh_params(out, exchange.p, exchange.g, exchange.value);
        handshake::encode_server_ecdh_params(out, exchange.named_curve, exchange.value);
    });
    // Who has nothing to sign with, a client, signs as the RSA client would.
    const Identity* own = own_identity();
    const Identity& signer = own != nullptr ? *own : identity("client-rsa");
    SigningDraft signing = signing_of(signer);
    signing.content.assign(facts.randoms.client.begin(), facts.randoms.client.end());
    signing.content.insert(signing.content.end(), facts.randoms.server.begin(),
                           facts.randoms.server.end());
    signing.content.insert(signing.content.end(), params.begin(), params.end());
    if (!exchange.finite_field) signing.content[64] = exchange.curve_type;
    apply(mistakes, &Mistake::signing, signing);
    const Bytes signature = sign(signing, signer);
    Bytes body = written([&](wire::Writer& out) {
        handshake::ServerKeyExchange message;
        message.params = params;
        message.signature_algorithm = signing.announced;
        message.signature = signature;
        handshake::encode_server_key_exchange(out, message, facts.version);
    });
    if (!exchange.finite_field) body[0] = exchange.curve_type;
    return body;
}

// ClientKeyExchange: RFC 5246 §7.4.7.
Bytes Puppet::say_client_key_exchange(const Mistakes& mistakes) {
    ExchangeDraft exchange;
    if (facts.suite->key_exchange == handshake::KeyExchange::rsa) {
        exchange.value = encrypted_premaster(mistakes);
    } else {
        facts.own_secret.clear();
        make_share(facts.peer_value);
        exchange.value = facts.own_value;
    }
    apply(mistakes, &Mistake::exchange, exchange);
    return written([&](wire::Writer& out) {
        handshake::encode_client_key_exchange(out, facts.suite->key_exchange, exchange.value);
    });
}

// RFC 5246 §7.4.7.1: 00 || 02 || nonzero padding || 00 || version || 46 random bytes, to the power
// of e.
Bytes Puppet::encrypted_premaster(const Mistakes& mistakes) {
    Bytes premaster(48);
    EXPECT_TRUE(rng_.fill(premaster).ok());
    premaster[0] = static_cast<std::uint8_t>(facts.offered_version >> 8);
    premaster[1] = static_cast<std::uint8_t>(facts.offered_version);
    apply(mistakes, &Mistake::premaster, premaster);
    facts.premaster = premaster;
    // Said out of turn, it is encrypted to the server of the test PKI.
    const x509::Certificate& peer =
        facts.peer_leaf.empty() ? identity("server-rsa").leaf : facts.peer;
    const crypto::RsaPublicKey& key = peer.public_key.rsa;
    Bytes block(key.modulus_len());
    const std::size_t padding_end = block.size() - premaster.size() - 1;
    EXPECT_TRUE(rng_.fill(MutByteView{block}.subspan(2, padding_end - 2)).ok());
    for (std::size_t i = 2; i < padding_end; ++i)
        block[i] = static_cast<std::uint8_t>(block[i] | 1);
    block[1] = 2;
    copy_bytes(premaster, MutByteView{block}.subspan(padding_end + 1));
    apply(mistakes, &Mistake::rsa_block, block);
    Bytes encrypted(block.size());
    EXPECT_TRUE(crypto::rsa_public_op(key, block, encrypted).ok());
    return encrypted;
}

// CertificateVerify: RFC 5246 §7.4.8.
Bytes Puppet::certificate_verify(const Mistakes& mistakes) {
    // Who has nothing to sign with signs as the RSA client would.
    const Identity* own = own_identity();
    const Identity& signer = own != nullptr ? *own : identity("client-rsa");
    SigningDraft signing = signing_of(signer);
    signing.content = facts.transcript();
    apply(mistakes, &Mistake::signing, signing);
    const Bytes signature = sign(signing, signer);
    return written([&](wire::Writer& out) {
        handshake::encode_certificate_verify(out, {signing.announced, signature}, facts.version);
    });
}

// Finished: RFC 5246 §7.4.9.
Bytes Puppet::finished(const Mistakes& mistakes) const {
    Bytes verify_data(handshake::kVerifyDataLen);
    copy_bytes(facts.verify_data(role_), verify_data);
    for (const Mistake& mistake : mistakes) {
        if (mistake.finished) mistake.finished(*this, verify_data);
    }
    return written([&](wire::Writer& out) { handshake::encode_finished(out, verify_data); });
}

}  // namespace vitrine::test
