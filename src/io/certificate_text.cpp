#include "io/certificate_text.h"

#include <arpa/inet.h>

#include <array>

#include "asn1/oid.h"
#include "io/utf8.h"

namespace vitrine::io {

namespace {

std::string oid_text(asn1::Oid oid) {
    if (const asn1::OidName* known = asn1::find_name(oid); known != nullptr)
        return std::string{known->short_name};
    std::array<char, asn1::kMaxDottedLen> dotted{};
    return std::string(dotted.data(), asn1::write_dotted(oid, dotted));
}

std::string address_text(ByteView bytes) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const int family = bytes.size() == 4 ? AF_INET : AF_INET6;
    if (::inet_ntop(family, bytes.data(), text.data(), text.size()) == nullptr) return "?";
    return text.data();
}

}  // namespace

std::string general_name_text(const x509::GeneralName& name) {
    using Type = x509::GeneralNameType;
    switch (name.type) {
        case Type::dns_name:
            return "DNS:" + printable(as_text(name.value));
        case Type::rfc822_name:
            return "email:" + printable(as_text(name.value));
        case Type::uniform_resource_identifier:
            return "URI:" + printable(as_text(name.value));
        case Type::ip_address:
            return "IP:" + address_text(name.value);
        case Type::directory_name:
            return "DirName:" + name_text(name.directory_name);
        default:
            return "another kind of name";
    }
}

std::string name_text(const x509::Name& name) {
    std::string text;
    x509::AttributeCursor cursor{name};
    while (const auto attribute = cursor.next()) {
        if (!text.empty()) text += attribute->begins_rdn ? ", " : " + ";
        ((text += oid_text(attribute->type)) += '=') += printable(as_text(attribute->value.bytes));
    }
    return text.empty() ? "(empty)" : text;
}

std::string short_name(const x509::Name& name) {
    std::array<char, 128> room{};
    return printable(x509::short_subject(name, room));
}

std::string key_text(const x509::PublicKey& key) {
    std::string text{x509::name_of(key.type)};
    text += ' ';
    if (key.type == x509::KeyType::ec) return text += crypto::name_of(key.curve);
    return text += std::to_string(key.bits());
}

std::string chain_text(std::span<const ByteView> certificates) {
    std::string text;
    for (std::size_t i = 0; i < certificates.size(); ++i) {
        const auto certificate = x509::parse_certificate(certificates[i]);
        if (!certificate.ok()) return text + (i == 0 ? "" : " ← ") + "a malformed certificate";
        if (i > 0) text += " ← ";
        text += short_name(certificate->subject);
        ((text += " (") += key_text(certificate->public_key)) += ')';
        const bool last = i + 1 == certificates.size();
        if (last && !certificate->is_self_issued())
            (text += " ← ") += short_name(certificate->issuer);
    }
    return text;
}

std::string general_names_text(const x509::GeneralNames& names) {
    std::string text;
    x509::GeneralNameCursor cursor{names};
    while (const auto name = cursor.next()) {
        if (!text.empty()) text += ", ";
        text += general_name_text(*name);
    }
    return text;
}

}  // namespace vitrine::io
