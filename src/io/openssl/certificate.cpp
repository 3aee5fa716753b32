#include "io/openssl/certificate.h"

#include <array>
#include <cstdio>

#include "io/der_values.h"
#include "io/openssl/extension.h"
#include "io/openssl/key.h"
#include "io/openssl/number.h"
#include "io/openssl/object.h"

namespace vitrine::io {

namespace {

namespace oid = asn1::oid;
using asn1::Tag;
using x509::CertificateFrame;

constexpr std::size_t kSignatureLine = 18;

std::string version_text(ByteView contents) {
    const BigInteger number = BigInteger::from_contents(contents);
    const std::string v = number_text(number);
    if (v == "0" || v == "1" || v == "2")
        return std::to_string(number.low64() + 1) + " (0x" + v + ")\n";
    return "Unknown (" + v + ")\n";
}

/// A number that fits a long in decimal, others as bytes; -1 is one of the others, since OpenSSL
/// takes it for an error.
std::string serial_text(ByteView contents) {
    const BigInteger serial = BigInteger::from_contents(contents);
    const std::uint64_t limit = (std::uint64_t{1} << 63) - (serial.negative ? 0 : 1);
    const bool is_minus_one = serial.negative && serial.magnitude == "\x01";
    if (serial.magnitude.size() <= 8 && serial.low64() <= limit && !is_minus_one) {
        std::array<char, 64> text{};
        const char* sign = serial.negative ? "-" : "";
        const auto value = static_cast<unsigned long long>(serial.low64());
        (void)std::snprintf(text.data(), text.size(), " %s%llu (%s0x%llx)\n", sign, value, sign,
                            value);
        return text.data();
    }
    std::string out{"\n            "};
    if (serial.negative) out += " (Negative)";
    return (out += hex_lines(serial.bytes(), serial.magnitude.size(), 0)) += '\n';
}

std::string signature_bytes(ByteView bytes, std::size_t indent) {
    return hex_lines(bytes, kSignatureLine, indent) + "\n";
}

bool is_dsa_signature(asn1::Oid id) {
    return id == oid::kDsaWithSha1 || id == oid::kDsaWithSha224 || id == oid::kDsaWithSha256;
}

/// Dss-Sig-Value as two numbers; other bytes as they are.
std::string dsa_signature(ByteView bytes) {
    const auto sequence = DerValues{bytes}.take(Tag::sequence);
    if (sequence) {
        DerValues members = inside(*sequence);
        const auto r = members.take(Tag::integer);
        const auto s = members.take(Tag::integer);
        if (r && s && members.empty()) {
            return "\n" + labelled_number("r:   ", BigInteger::from_contents(r->contents), 8) +
                   labelled_number("s:   ", BigInteger::from_contents(s->contents), 8);
        }
    }
    return "\n" + signature_bytes(bytes, 8);
}

std::string algorithm_line(const x509::AlgorithmIdentifier& algorithm) {
    return "Signature Algorithm: " + object_long_name(algorithm.oid);
}

std::string inner_algorithm(const x509::AlgorithmIdentifier& algorithm) {
    std::string out = "        " + algorithm_line(algorithm);
    if (algorithm.oid == oid::kRsassaPss)
        return out + openssl_pss_parameters(algorithm.parameters, 8);
    return out + "\n";
}

std::string outer_signature(const CertificateFrame& c) {
    const x509::AlgorithmIdentifier& algorithm = c.signature_algorithm;
    const std::vector<std::uint8_t> bytes =
        bit_string_bytes(c.signature).value_or(std::vector<std::uint8_t>{});
    std::string out = "    " + algorithm_line(algorithm) + "\n    Signature Value:";
    if (is_dsa_signature(algorithm.oid)) return out + dsa_signature(bytes);
    if (algorithm.oid == oid::kRsassaPss)
        out += openssl_pss_parameters(algorithm.parameters, 8);
    else
        out += "\n";
    return out + signature_bytes(bytes, 8);
}

std::string name_line(std::string_view title, const x509::Name& name, const NameFormat& format) {
    std::string out = "        " + std::string{title} + ":";
    if (format.separator == NameFormat::Separator::multiline)
        return out + "\n" + openssl_name(name, format, 12) + "\n";
    return out + " " + openssl_name(name, format) + "\n";
}

std::string key_text(const CertificateFrame& c) {
    std::string out = "        Subject Public Key Info:\n            Public Key Algorithm: ";
    out += object_long_name(c.key_algorithm.oid) + "\n";
    const auto key = openssl_public_key(c.public_key, 16);
    return out + (key ? *key : "            Unable to load Public Key\n");
}

std::string unique_id(std::string_view title, const std::optional<ByteView>& id) {
    if (!id) return {};
    const std::vector<std::uint8_t> bytes =
        bit_string_bytes(*id).value_or(std::vector<std::uint8_t>{});
    return "        " + std::string{title} + " Unique ID: " + signature_bytes(bytes, 12);
}

}  // namespace

std::string openssl_certificate(const CertificateFrame& c, const NameFormat& names) {
    std::string out = "Certificate:\n    Data:\n        Version: " + version_text(c.version);
    out += "        Serial Number:" + serial_text(c.serial_number);
    out += inner_algorithm(c.inner_algorithm);
    out += name_line("Issuer", c.issuer, names);
    out += "        Validity\n            Not Before: " + openssl_time(c.not_before);
    out += "\n            Not After : " + openssl_time(c.not_after) + "\n";
    out += name_line("Subject", c.subject, names);
    out += key_text(c);
    out += unique_id("Issuer", c.issuer_unique_id);
    out += unique_id("Subject", c.subject_unique_id);
    if (!c.extensions.empty()) out += openssl_extensions(c.extensions, "X509v3 extensions", 8);
    return out + outer_signature(c);
}

}  // namespace vitrine::io
