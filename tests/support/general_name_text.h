// GeneralNames in the words of `openssl x509 -ext`.
#pragma once

#include "support/der_text.h"
#include "x509/general_name.h"

namespace vitrine::test {

enum class NameForm : std::uint8_t {
    slashes,  ///< "/O=Lab/CN=Ada", as subjectAltName prints names
    commas,   ///< "O = Lab, CN = Ada", as the others do
};

/// Attributes of the vectors: commonName, organizationName.
inline std::string directory_text(const x509::Name& name, NameForm form) {
    std::string out;
    x509::AttributeCursor cursor{name};
    while (const auto attribute = cursor.next()) {
        const bool is_common_name = oid_text(attribute->type) == "2.5.4.3";
        if (form == NameForm::slashes || !out.empty())
            out += form == NameForm::slashes ? "/" : ", ";
        out += is_common_name ? "CN" : "O";
        out += form == NameForm::slashes ? "=" : " = ";
        out += as_text(attribute->value.bytes);
    }
    return out;
}

inline std::string address_text(ByteView address) {
    std::string out;
    std::array<char, 8> part{};
    const bool v4 = address.size() == 4;
    for (std::size_t i = 0; i < address.size(); i += v4 ? 1 : 2) {
        const unsigned value =
            v4 ? address[i] : static_cast<unsigned>(address[i]) << 8 | address[i + 1];
        std::snprintf(part.data(), part.size(), v4 ? "%u" : "%X", value);
        if (i > 0) out += v4 ? '.' : ':';
        out += part.data();
    }
    return out;
}

/// "1.2.3.4::ada": type and value of an OtherName that holds a string.
inline std::string other_name_text(ByteView contents) {
    wire::Context quiet{contents};
    asn1::DerReader in{contents, quiet};
    std::string out = oid_text(in.oid("type-id"));
    asn1::DerReader value = in.constructed(asn1::context_constructed(0), "value");
    return out.append("::").append(as_text(value.string("value").bytes));
}

inline std::string name_text(const x509::GeneralName& name, NameForm form) {
    using enum x509::GeneralNameType;
    std::string out;
    switch (name.type) {
        case dns_name:
            return out.append("DNS:").append(as_text(name.value));
        case rfc822_name:
            return out.append("email:").append(as_text(name.value));
        case uniform_resource_identifier:
            return out.append("URI:").append(as_text(name.value));
        case ip_address:
            return out.append("IP Address:").append(address_text(name.value));
        case registered_id:
            return out.append("Registered ID:").append(oid_text(asn1::Oid{name.value}));
        case directory_name:
            return out.append("DirName:").append(directory_text(name.directory_name, form));
        case other_name:
            return out.append("othername: ").append(other_name_text(name.value));
        default:
            return out.append("<unsupported>");
    }
}

inline std::string names_text(const x509::GeneralNames& names,
                              std::string_view between,
                              NameForm form) {
    std::string out;
    x509::GeneralNameCursor cursor{names};
    while (const auto name = cursor.next()) {
        if (!out.empty()) out += between;
        out += name_text(*name, form);
    }
    return out;
}

}  // namespace vitrine::test
