#include "io/field_meaning.h"

#include <algorithm>
#include <cstdio>

#include "handshake/extensions/extensions.h"
#include "handshake/message_type.h"
#include "handshake/named_group.h"
#include "handshake/suites.h"
#include "io/trace_names.h"
#include "io/utf8.h"
#include "record/content_type.h"
#include "record/protocol_version.h"

namespace vitrine::io {

namespace {

std::string hex_number(std::uint64_t value) {
    char text[24];
    const int n =
        std::snprintf(text, sizeof text, "0x%04llx", static_cast<unsigned long long>(value));
    return std::string(text, static_cast<std::size_t>(n));
}

std::string cipher_suite(std::uint64_t value) {
    return std::string{handshake::suite_name(static_cast<std::uint16_t>(value))};
}

std::string decimal(std::uint64_t value) {
    return std::to_string(value);
}

std::string length(std::uint64_t value) {
    return std::to_string(value) + (value == 1 ? " byte" : " bytes");
}

std::string message_type(std::uint64_t value) {
    return std::string{handshake::name_of(static_cast<handshake::HandshakeType>(value))};
}

std::string version(std::uint64_t value) {
    return version_text(static_cast<std::uint16_t>(value));
}

std::string extension_type(std::uint64_t value) {
    if ((value & 0x0f0f) == 0x0a0a && (value >> 8) == (value & 0xff)) return "GREASE (RFC 8701)";
    return std::string{handshake::name_of(static_cast<handshake::ExtensionType>(value))};
}

std::string group(std::uint64_t value) {
    return group_text(static_cast<std::uint16_t>(value));
}

std::string signature(std::uint64_t value) {
    return signature_algorithm_text(static_cast<std::uint16_t>(value));
}

std::string compression(std::uint64_t value) {
    return value == 0 ? "null" : value == 1 ? "DEFLATE (RFC 3749)" : "unknown method";
}

std::string curve_type(std::uint64_t value) {
    constexpr std::string_view kNames[] = {"", "explicit_prime", "explicit_char2", "named_curve"};
    return std::string{value < std::size(kNames) ? kNames[value] : "unknown curve type"};
}

std::string name_type(std::uint64_t value) {
    return value == 0 ? "host_name" : "unknown name type";
}

std::string level(std::uint64_t value) {
    return std::string{name_of(static_cast<AlertLevel>(value))};
}

std::string description(std::uint64_t value) {
    return std::string{vitrine::name_of(static_cast<AlertDescription>(value))};
}

std::string max_fragment(std::uint64_t value) {
    return value >= 1 && value <= 4 ? "2^" + std::to_string(value + 8) + " bytes"
                                    : "unknown length";
}

struct NumberMeaning {
    std::string_view name;
    std::string (*text)(std::uint64_t);
};

constexpr NumberMeaning kNumbers[] = {
    {"length", length},
    {"msg_type", message_type},
    {"client_version", version},
    {"server_version", version},
    {"version", version},
    {"cipher_suite", cipher_suite},
    {"compression_method", compression},
    {"extension_type", extension_type},
    {"NamedGroup", group},
    {"namedcurve", group},
    {"SignatureAndHashAlgorithm", signature},
    {"algorithm", signature},
    {"curve_type", curve_type},
    {"name_type", name_type},
    {"level", level},
    {"description", description},
    {"max_fragment_length", max_fragment},
    {"RecordSizeLimit", length},
    {"padding_length", decimal},
    {"ticket_lifetime_hint", decimal},
};

std::string point_formats(ByteView formats) {
    constexpr std::string_view kNames[] = {"uncompressed", "ansiX962_compressed_prime",
                                           "ansiX962_compressed_char2"};
    std::string text;
    for (const std::uint8_t format : formats) {
        if (!text.empty()) text += ", ";
        text += format < std::size(kNames) ? kNames[format] : std::string_view{"unknown format"};
    }
    return text;
}

std::string certificate_types(ByteView types) {
    std::string text;
    for (const std::uint8_t type : types) {
        if (!text.empty()) text += ", ";
        text += type == 1    ? "rsa_sign"
                : type == 2  ? "dss_sign"
                : type == 64 ? "ecdsa_sign"
                             : "type " + std::to_string(type);
    }
    return text;
}

std::string compression_methods(ByteView methods) {
    std::string text;
    for (const std::uint8_t method : methods) {
        if (!text.empty()) text += ", ";
        text += compression(method);
    }
    return text;
}

std::string quoted(ByteView bytes) {
    std::string text{'"'};
    text += printable(as_text(bytes));
    text += '"';
    return text;
}

std::string text_meaning(std::string_view name, ByteView bytes) {
    if (name == "HostName" || name == "ProtocolName") return quoted(bytes);
    if (name == "ec_point_format_list") return point_formats(bytes);
    if (name == "certificate_types") return certificate_types(bytes);
    if (name == "compression_methods") return compression_methods(bytes);
    return {};
}

}  // namespace

std::string meaning_of(const trace::Field& field) {
    if (field.group) return {};
    // A record's and a ChangeCipherSpec's `type` are one name in the standard for two things.
    if (field.name == "type" && field.bytes.size() == 1) {
        if (field.layer == trace::Layer::record) return content_type_text(field.bytes[0]);
        return field.bytes[0] == 1 ? "change_cipher_spec" : "unknown type";
    }
    if (field.layer != trace::Layer::message && field.layer != trace::Layer::record) return {};
    const auto* known = std::ranges::find(kNumbers, field.name, &NumberMeaning::name);
    if (known == std::end(kNumbers)) return text_meaning(field.name, field.bytes);
    if (field.bytes.size() > 8) return {};
    std::uint64_t value = 0;
    for (const std::uint8_t byte : field.bytes) value = (value << 8) | byte;
    return known->text(value);
}

std::string version_text(std::uint16_t value) {
    const std::string_view name = record::name_of(static_cast<record::ProtocolVersion>(value));
    if (name != "unknown version") return std::string{name};
    return "version " + hex_number(value);
}

std::string content_type_text(std::uint8_t type) {
    if (record::is_known(static_cast<record::ContentType>(type))) {
        return std::string{record::name_of(static_cast<record::ContentType>(type))};
    }
    return "content type " + std::to_string(type);
}

std::string group_text(std::uint16_t value) {
    const std::string_view name = handshake::name_of(static_cast<handshake::NamedGroup>(value));
    if (name != "unknown group") return std::string{name};
    return "group " + hex_number(value);
}

// RFC 5246 §7.4.1.4.1: a HashAlgorithm and a SignatureAlgorithm; RFC 8446 §4.2.3 for 08xx.
std::string signature_algorithm_text(std::uint16_t value) {
    constexpr std::string_view kHashes[] = {"none",   "md5",    "sha1",  "sha224",
                                            "sha256", "sha384", "sha512"};
    constexpr std::string_view kSignatures[] = {"anonymous", "rsa_pkcs1", "dsa", "ecdsa"};
    constexpr std::string_view kIntrinsic[] = {"",
                                               "",
                                               "",
                                               "",
                                               "rsa_pss_rsae_sha256",
                                               "rsa_pss_rsae_sha384",
                                               "rsa_pss_rsae_sha512",
                                               "ed25519",
                                               "ed448",
                                               "rsa_pss_pss_sha256",
                                               "rsa_pss_pss_sha384",
                                               "rsa_pss_pss_sha512"};
    const std::size_t hash = value >> 8;
    const std::size_t signature = value & 0xff;
    if (hash == 8 && signature < std::size(kIntrinsic) && !kIntrinsic[signature].empty()) {
        return std::string{kIntrinsic[signature]};
    }
    if (hash >= std::size(kHashes) || signature >= std::size(kSignatures))
        return "scheme " + hex_number(value);
    return std::string{kSignatures[signature]} + "_" + std::string{kHashes[hash]};
}

}  // namespace vitrine::io
