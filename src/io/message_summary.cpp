#include "io/message_summary.h"

#include "base/hex.h"
#include "handshake/message_header.h"
#include "handshake/messages/certificate.h"
#include "handshake/messages/certificate_request.h"
#include "handshake/messages/certificate_status.h"
#include "handshake/messages/certificate_verify.h"
#include "handshake/messages/client_hello.h"
#include "handshake/messages/client_key_exchange.h"
#include "handshake/messages/finished.h"
#include "handshake/messages/server_hello.h"
#include "handshake/messages/server_key_exchange.h"
#include "io/certificate_text.h"
#include "io/field_meaning.h"
#include "io/trace_names.h"
#include "io/utf8.h"
#include "record/content_type.h"
#include "x509/ocsp.h"

namespace vitrine::io {

namespace {

using handshake::ExtensionType;
using handshake::HandshakeType;
using record::ProtocolVersion;

/// Joins what is not empty with middle dots.
class Parts {
  public:
    Parts& add(std::string_view part) {
        if (part.empty()) return *this;
        if (!text_.empty()) text_ += " · ";
        text_ += part;
        return *this;
    }
    [[nodiscard]] std::string str() const { return text_; }

  private:
    std::string text_;
};

std::string counted(std::size_t n, std::string_view noun) {
    std::string text = std::to_string(n);
    text += ' ';
    text += noun;
    if (n != 1) text += 's';
    return text;
}

/// Decodes the body of a whole message.
template <class Decode>
auto decode(ByteView message, Decode&& decode_body) {
    wire::Context context{message};
    wire::Reader in{message, context};
    return decode_body(handshake::read_message_body(in));
}

std::string suites_text(const wire::U16View& suites) {
    std::size_t real = 0;
    std::uint16_t last = 0;
    bool renegotiation_scsv = false;
    bool fallback_scsv = false;
    for (std::size_t i = 0; i < suites.size(); ++i) {
        renegotiation_scsv =
            renegotiation_scsv || suites[i] == handshake::kEmptyRenegotiationInfoScsv;
        fallback_scsv = fallback_scsv || suites[i] == handshake::kFallbackScsv;
        if (suites[i] == handshake::kEmptyRenegotiationInfoScsv ||
            suites[i] == handshake::kFallbackScsv)
            continue;
        last = suites[i];
        ++real;
    }
    std::string text = counted(real, "suite");
    if (real == 1) {
        text += ": ";
        text += handshake::suite_name(last);
    }
    if (renegotiation_scsv) text += " + renegotiation SCSV";
    if (fallback_scsv) text += " + fallback SCSV";
    return text;
}

std::string extension_count(const handshake::Extensions& extensions) {
    if (!extensions.block_present) return "no extensions";
    std::size_t n = 0;
    handshake::for_each_extension(extensions.all, [&](std::uint16_t) { ++n; });
    return counted(n, "extension");
}

/// The extensions whose very presence means something, by their short names.
std::string agreed(const handshake::Extensions& extensions) {
    struct Row {
        ExtensionType type;
        std::string_view name;
    };
    constexpr Row kRows[] = {
        {ExtensionType::session_ticket, "tickets"},
        {ExtensionType::encrypt_then_mac, "EtM"},
        {ExtensionType::extended_master_secret, "EMS"},
        {ExtensionType::renegotiation_info, "secure renegotiation"},
        {ExtensionType::application_layer_protocol_negotiation, "ALPN"},
        {ExtensionType::status_request, "stapling"},
    };
    std::string text;
    for (const Row& row : kRows) {
        if (!extensions.has(row.type)) continue;
        if (!text.empty()) text += ", ";
        text += row.name;
    }
    return text;
}

std::string hex_text(ByteView bytes) {
    std::string text(2 * bytes.size(), '\0');
    hex::encode(bytes, text);
    return text;
}

std::size_t bit_length(ByteView number) {
    while (!number.empty() && number.front() == 0) number = number.subspan(1);
    if (number.empty()) return 0;
    std::size_t bits = 8 * number.size();
    for (unsigned top = number.front(); top < 0x80; top <<= 1) --bits;
    return bits;
}

/// The first line of some data, if it is text.
std::string data_text(ByteView data) {
    constexpr std::size_t kMost = 40;
    std::string line;
    for (const std::uint8_t byte : data.first(std::min(kMost, data.size()))) {
        if (byte == '\r' || byte == '\n') break;
        if (byte < 0x20 || byte > 0x7e) return {};
        line += static_cast<char>(byte);
    }
    if (line.empty()) return {};
    std::string text{"\""};
    text += line;
    text += line.size() < data.size() ? "…\"" : "\"";
    return text;
}

}  // namespace

std::string MessageSummary::of(const trace::Message& message) {
    switch (static_cast<record::ContentType>(message.content_type)) {
        case record::ContentType::handshake:
            return handshake_message(message);
        case record::ContentType::change_cipher_spec:
            return change_cipher_spec(message.direction);
        case record::ContentType::application_data:
            return data_text(message.bytes);
        case record::ContentType::alert:
            break;
    }
    if (message.bytes.size() != 2) return "malformed";
    return alert_text(static_cast<AlertLevel>(message.bytes[0]),
                      static_cast<AlertDescription>(message.bytes[1]));
}

std::string MessageSummary::handshake_message(const trace::Message& message) {
    const ByteView bytes = message.bytes;
    switch (static_cast<HandshakeType>(message.handshake_type)) {
        case HandshakeType::client_hello:
            return client_hello(bytes);
        case HandshakeType::server_hello:
            return server_hello(bytes);
        case HandshakeType::certificate:
            return certificate(bytes);
        case HandshakeType::certificate_status:
            return certificate_status(bytes);
        case HandshakeType::server_key_exchange:
            return server_key_exchange(bytes);
        case HandshakeType::certificate_request:
            return certificate_request(bytes);
        case HandshakeType::certificate_verify:
            return certificate_verify(bytes);
        case HandshakeType::client_key_exchange:
            return client_key_exchange(bytes);
        case HandshakeType::finished:
            return finished(bytes);
        default:
            return {};
    }
}

std::string MessageSummary::client_hello(ByteView message) {
    const auto hello =
        decode(message, [](wire::Reader in) { return handshake::decode_client_hello(in); });
    if (!hello.ok()) return "malformed";
    offered_session_.assign(hello->session_id.begin(), hello->session_id.end());
    std::string offers{"offers "};
    offers += version_text(hello->client_version);
    Parts parts;
    parts.add(offers)
        .add(suites_text(hello->cipher_suites))
        .add(extension_count(hello->extensions));
    if (!hello->extensions.server_name.empty()) parts.add(printable(hello->extensions.server_name));
    if (!offered_session_.empty()) parts.add("a session to resume");
    return parts.str();
}

std::string MessageSummary::server_hello(ByteView message) {
    const auto hello =
        decode(message, [](wire::Reader in) { return handshake::decode_server_hello(in); });
    if (!hello.ok()) return "malformed";
    version_ = hello->server_version;
    suite_ = handshake::find_suite(hello->cipher_suite);
    Parts parts;
    parts.add(version_text(version_))
        .add(handshake::suite_name(hello->cipher_suite))
        .add(agreed(hello->extensions));
    if (!offered_session_.empty() && equal_public(offered_session_, hello->session_id))
        parts.add("session resumed");
    return parts.str();
}

std::string MessageSummary::certificate(ByteView message) const {
    const auto list =
        decode(message, [](wire::Reader in) { return handshake::decode_certificate(in); });
    if (!list.ok()) return "malformed";
    if (list->count == 0) return "none";
    return chain_text(std::span{list->certificate_list}.first(list->count));
}

std::vector<ByteView> certificates_of(const trace::Message& message) {
    const bool right =
        static_cast<record::ContentType>(message.content_type) == record::ContentType::handshake &&
        static_cast<HandshakeType>(message.handshake_type) == HandshakeType::certificate;
    if (!right) return {};
    const auto list =
        decode(message.bytes, [](wire::Reader in) { return handshake::decode_certificate(in); });
    if (!list.ok()) return {};
    const auto certificates = std::span{list->certificate_list}.first(list->count);
    return {certificates.begin(), certificates.end()};
}

std::string MessageSummary::certificate_status(ByteView message) {
    const auto status =
        decode(message, [](wire::Reader in) { return handshake::decode_certificate_status(in); });
    const auto response = status.ok() ? x509::parse_ocsp_response(status->ocsp_response)
                                      : Result<x509::OcspResponse>{status.error()};
    if (!response.ok()) return "malformed";
    if (!response->is_basic) return "OCSP: " + std::string{x509::name_of(response->status)};
    const auto single = x509::SingleResponseCursor{*response}.next();
    if (!single) return "OCSP: nothing";
    constexpr std::string_view kStatuses[] = {"good", "revoked", "unknown"};
    return "OCSP: " + std::string{kStatuses[static_cast<std::size_t>(single->status)]};
}

std::string MessageSummary::server_key_exchange(ByteView message) const {
    if (suite_ == nullptr) return {};
    const auto kx = decode(message, [this](wire::Reader in) {
        return handshake::decode_server_key_exchange(in, suite_->key_exchange,
                                                     static_cast<ProtocolVersion>(version_));
    });
    if (!kx.ok()) return "malformed";
    Parts parts;
    if (!kx->dh_p.empty()) {
        std::string group = std::to_string(bit_length(kx->dh_p));
        group += "-bit Diffie-Hellman group";
        parts.add(group);
    } else {
        parts.add(group_text(kx->named_curve));
    }
    if (kx->signature_algorithm != 0) {
        std::string text{"signed with "};
        text += signature_algorithm_text(kx->signature_algorithm);
        parts.add(text);
    } else if (kx->signature.empty()) {
        parts.add("not signed");
    } else {
        parts.add("signed");
    }
    return parts.str();
}

std::string MessageSummary::certificate_request(ByteView message) const {
    const auto request = decode(message, [this](wire::Reader in) {
        return handshake::decode_certificate_request(in, static_cast<ProtocolVersion>(version_));
    });
    if (!request.ok()) return "malformed";
    const trace::Field types{trace::Layer::message, "certificate_types", 0,
                             request->certificate_types, false};
    Parts parts;
    parts.add(meaning_of(types));
    const std::size_t algorithms = request->supported_signature_algorithms.size();
    if (algorithms > 0) parts.add(counted(algorithms, "signature algorithm"));
    return parts.str();
}

std::string MessageSummary::certificate_verify(ByteView message) const {
    const auto verify = decode(message, [this](wire::Reader in) {
        return handshake::decode_certificate_verify(in, static_cast<ProtocolVersion>(version_));
    });
    if (!verify.ok()) return "malformed";
    std::string text{"the handshake so far, signed"};
    if (verify->algorithm != 0) {
        text += " with ";
        text += signature_algorithm_text(verify->algorithm);
    }
    return text;
}

std::string MessageSummary::client_key_exchange(ByteView message) const {
    if (suite_ == nullptr) return {};
    const auto kx = decode(message, [this](wire::Reader in) {
        return handshake::decode_client_key_exchange(in, suite_->key_exchange);
    });
    if (!kx.ok()) return "malformed";
    if (suite_->key_exchange == handshake::KeyExchange::rsa)
        return "pre-master encrypted to the server's RSA key";
    std::string text{handshake::name_of(suite_->key_exchange)};
    text += " public value, ";
    text += counted(kx->exchange_keys.size(), "byte");
    return text;
}

std::string MessageSummary::finished(ByteView message) const {
    const auto done =
        decode(message, [](wire::Reader in) { return handshake::decode_finished(in); });
    if (!done.ok()) return "malformed";
    std::string text{"verify_data "};
    text += hex_text(done->verify_data);
    return text;
}

std::string MessageSummary::change_cipher_spec(trace::Direction direction) const {
    std::string text{name_of(role_)};
    text += direction == trace::Direction::sent ? " write" : " read";
    text += ": pending → current";
    if (suite_ != nullptr) {
        text += "  (";
        text += protection_text(*suite_);
        text += ')';
    }
    return text;
}

std::string alert_text(AlertLevel level, AlertDescription description) {
    std::string text{name_of(level)};
    text += ' ';
    text += vitrine::name_of(description);
    text += '(';
    text += std::to_string(static_cast<unsigned>(description));
    text += ')';
    return text;
}

std::string protection_text(const handshake::CipherSuite& suite) {
    std::string text{handshake::name_of(suite.cipher)};
    if (!handshake::is_aead(suite.cipher)) {
        text += " + ";
        text += handshake::name_of(suite.mac);
    }
    return text;
}

}  // namespace vitrine::io
