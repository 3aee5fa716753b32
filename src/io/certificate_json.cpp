#include "io/certificate_json.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

#include "crypto/hash/hash.h"
#include "io/certificate_text.h"
#include "io/clock.h"
#include "io/der_values.h"
#include "io/error_json.h"
#include "io/json_writer.h"
#include "io/openssl/extension.h"
#include "io/openssl/name.h"
#include "io/openssl/number.h"
#include "io/openssl/object.h"
#include "x509/certificate.h"
#include "x509/lint.h"
#include "x509/name_hash.h"
#include "x509/pem.h"

namespace vitrine::io {

namespace {

using x509::CertificateFrame;

void write_object(JsonWriter& out, std::string_view key, asn1::Oid id) {
    out.key(key);
    out.begin_object();
    out.member("oid", dotted_text(id));
    out.member("name", object_long_name(id));
    out.end_object();
}

void write_name(JsonWriter& out, std::string_view key, const x509::Name& name) {
    out.key(key);
    out.begin_object();
    out.member("text", name_text(name));
    out.member_hex("der", name.encoded());
    out.key("attributes");
    out.begin_array();
    x509::AttributeCursor attributes{name};
    while (const auto attribute = attributes.next()) {
        out.begin_object();
        out.member("oid", dotted_text(attribute->type));
        out.member("name", object_short_name(attribute->type));
        out.member("value", as_text(attribute->value.bytes));
        out.member("begins_rdn", attribute->begins_rdn);
        out.end_object();
    }
    out.end_array();
    out.end_object();
}

/// What `openssl x509 -text` says of it, line by line.
void write_lines(JsonWriter& out, std::string_view text) {
    out.key("text");
    out.begin_array();
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::size_t begin = line.find_first_not_of(' ');
        if (begin != std::string_view::npos) out.text(line.substr(begin));
    }
    out.end_array();
}

void write_extension(JsonWriter& out, ByteView encoded) {
    x509::Extensions alone;
    alone.all = encoded;
    const auto extension = x509::ExtensionCursor{alone}.next();
    out.begin_object();
    if (extension) {
        out.member("oid", dotted_text(extension->oid));
        out.member("name", object_long_name(extension->oid));
        out.member("critical", extension->critical);
        out.member_hex("value", extension->value);
        const std::vector<std::string> names{object_short_name(extension->oid)};
        const std::string text = openssl_extensions(encoded, names);
        // the first line is the name once more
        write_lines(out, std::string_view{text}.substr(std::min(text.size(), text.find('\n'))));
    } else {
        out.member_hex("unreadable", encoded);
    }
    out.end_object();
}

void write_extensions(JsonWriter& out, ByteView members) {
    out.key("extensions");
    out.begin_array();
    for (DerValues values{members}; const auto value = values.next();)
        write_extension(out, value->encoded);
    out.end_array();
}

void write_hash(JsonWriter& out, std::string_view key, std::uint32_t hash) {
    std::array<char, 16> text{};
    (void)std::snprintf(text.data(), text.size(), "%08x", hash);
    out.member(key, text.data());
}

void write_findings(JsonWriter& out, const x509::Certificate& certificate) {
    out.key("findings");
    out.begin_array();
    for (const x509::LintRule* rule : x509::lint(certificate)) {
        out.begin_object();
        out.member("id", rule->id);
        out.member("level", x509::name_of(rule->level));
        out.member("text", rule->text);
        out.member("clause", rule->source);
        out.end_object();
    }
    out.end_array();
}

/// What only a certificate has that can be read as one.
void write_judged(JsonWriter& out, const Result<x509::Certificate>& certificate) {
    if (!certificate.ok()) {
        out.key("error");
        out.begin_object();
        write_error_members(out, certificate.error());
        out.end_object();
        return;
    }
    out.member("not_before", format_time(certificate->validity.not_before));
    out.member("not_after", format_time(certificate->validity.not_after));
    out.member("key", key_text(certificate->public_key));
    write_findings(out, *certificate);
}

}  // namespace

void write_certificate(JsonWriter& out, const CertificateFrame& c, bool pem) {
    const auto fingerprint = [&](crypto::HashAlg hash) {
        return colon_hex_upper(crypto::hash(hash, c.der).view());
    };
    out.begin_object();
    out.member("version", BigInteger::from_contents(c.version).low64() + 1);  // none: v1
    out.member_hex("serial_number", c.serial_number);
    write_object(out, "signature_algorithm", c.signature_algorithm.oid);
    write_name(out, "issuer", c.issuer);
    write_name(out, "subject", c.subject);
    write_judged(out, x509::parse_certificate(c.der));
    write_object(out, "key_algorithm", c.key_algorithm.oid);
    out.member_hex("public_key", c.public_key);
    write_extensions(out, c.extensions);
    out.member_hex("signature", c.signature);
    out.member("sha1", fingerprint(crypto::HashAlg::sha1));
    out.member("sha256", fingerprint(crypto::HashAlg::sha256));
    write_hash(out, "subject_hash", x509::name_hash(c.subject));
    write_hash(out, "subject_hash_old", x509::name_hash_old(c.subject));
    if (pem) out.member("pem", x509::write_pem("CERTIFICATE", c.der));
    out.end_object();
}

}  // namespace vitrine::io
