// vitrine x509: OpenSSL's `x509` with the flags that show a certificate; what they print is printed
// in the order in which they are given.
#include <algorithm>
#include <cstdio>

#include "io/clock.h"
#include "io/der_values.h"
#include "io/file.h"
#include "io/openssl/certificate.h"
#include "io/openssl/extension.h"
#include "io/openssl/general_name.h"
#include "io/openssl/number.h"
#include "tools/verb.h"
#include "x509/certificate.h"
#include "x509/name_hash.h"
#include "x509/pem.h"

namespace vitrine::tools {

namespace {

using io::BigInteger;
using io::NameFormat;
using x509::CertificateFrame;

constexpr OptionSpec kOptions[] = {
    {"in", '\0', "FILE", "the certificate (standard input)"},
    {"inform", '\0', "FORM", "PEM or DER (told by the file)"},
    {"out", '\0', "FILE", "where to (standard output)"},
    {"outform", '\0', "FORM", "PEM or DER (PEM)"},
    {"noout", '\0', "", "leave out the certificate itself"},
    {"text", '\0', "", "everything in it"},
    {"serial", '\0', "", "its serial number"},
    {"subject", '\0', "", "its subject"},
    {"issuer", '\0', "", "its issuer"},
    {"nameopt", '\0', "WORDS", "how names are written: oneline, RFC2253, multiline, compat ..."},
    {"dates", '\0', "", "both ends of its validity; also -startdate, -enddate"},
    {"startdate", '\0', "", "notBefore"},
    {"enddate", '\0', "", "notAfter"},
    {"fingerprint", '\0', "", "a hash of it: -md5, -sha1 (the default), -sha256 ..."},
    {"md5", '\0', "", ""},
    {"sha1", '\0', "", ""},
    {"sha224", '\0', "", ""},
    {"sha256", '\0', "", ""},
    {"sha384", '\0', "", ""},
    {"sha512", '\0', "", ""},
    {"hash", '\0', "", "hash of its subject, as hash directories use it; also -subject_hash"},
    {"subject_hash", '\0', "", ""},
    {"subject_hash_old", '\0', "", "the form before OpenSSL 1.0.0"},
    {"issuer_hash", '\0', "", "hash of its issuer; also -issuer_hash_old"},
    {"issuer_hash_old", '\0', "", ""},
    {"pubkey", '\0', "", "its public key as PEM"},
    {"modulus", '\0', "", "the modulus of an RSA key"},
    {"email", '\0', "", "its mail addresses"},
    {"ocsp_uri", '\0', "", "its OCSP responders"},
    {"ext", '\0', "NAMES", "only these extensions: subjectAltName,keyUsage"},
    {"checkend", '\0', "SECONDS", "exit code 1 if it will have expired by then"},
};

/// The value of an extension; empty if it is not there.
ByteView extension_value(const CertificateFrame& c, asn1::Oid id) {
    x509::Extensions all;
    all.all = c.extensions;
    x509::ExtensionCursor cursor{all};
    while (const auto extension = cursor.next()) {
        if (extension->oid == id) return extension->value;
    }
    return {};
}

std::string colon_hex(crypto::HashAlg hash, ByteView der) {
    return io::colon_hex_upper(crypto::hash(hash, der).view());
}

std::string fingerprint(const Options& options, ByteView der) {
    constexpr std::pair<std::string_view, crypto::HashAlg> kHashes[] = {
        {"md5", crypto::HashAlg::md5},       {"sha1", crypto::HashAlg::sha1},
        {"sha224", crypto::HashAlg::sha224}, {"sha256", crypto::HashAlg::sha256},
        {"sha384", crypto::HashAlg::sha384}, {"sha512", crypto::HashAlg::sha512}};
    for (const auto& given : options.given()) {
        for (const auto& [name, hash] : kHashes) {
            if (given == name) return given + " Fingerprint=" + colon_hex(hash, der) + "\n";
        }
    }
    return "SHA1 Fingerprint=" + colon_hex(crypto::HashAlg::sha1, der) + "\n";
}

std::string eight_digits(std::uint32_t hash) {
    char text[16];
    (void)std::snprintf(text, sizeof text, "%08x\n", hash);
    return text;
}

/// Hexadecimal without a leading zero digit.
std::string hex_number(const BigInteger& number) {
    const std::string digits = io::hex_number_text(number);
    std::string out;
    for (const char c : digits) {
        if (c != '\\' && c != '\n') out += c;
    }
    return out.size() > 1 && out[0] == '0' ? out.substr(1) : out;
}

std::string modulus(const CertificateFrame& c) {
    const auto key = x509::parse_public_key(c.public_key);
    std::string out{"Modulus="};
    if (key.ok() && !key->rsa.n.empty())
        return out + hex_number(BigInteger::from_unsigned(key->rsa.n)) + "\n";
    if (key.ok() && !key->dsa_y.empty())
        return out + hex_number(BigInteger::from_unsigned(key->dsa_y)) + "\n";
    return out + "No modulus for this public key type\n";
}

/// Each once: addresses of the subject, then those of subjectAltName.
std::string mail_addresses(const CertificateFrame& c) {
    std::vector<std::string> all;
    const auto add = [&](ByteView text) {
        std::string line = std::string{as_text(text)} + "\n";
        if (std::ranges::find(all, line) == all.end()) all.push_back(std::move(line));
    };
    x509::AttributeCursor cursor{c.subject};
    while (const auto attribute = cursor.next()) {
        if (attribute->type == asn1::oid::kEmailAddress) add(attribute->value.bytes);
    }
    const auto names = io::DerValues{extension_value(c, asn1::oid::kSubjectAltName)}.next();
    for (io::DerValues values{names ? names->contents : ByteView{}}; !values.empty();) {
        const auto name = values.next();
        if (!name) break;
        if (name->tag == asn1::context(1)) add(name->contents);
    }
    std::string out;
    for (const std::string& line : all) out += line;
    return out;
}

std::string responders(const CertificateFrame& c) {
    std::string out;
    const auto list = io::DerValues{extension_value(c, asn1::oid::kAuthorityInfoAccess)}.next();
    for (io::DerValues values{list ? list->contents : ByteView{}}; !values.empty();) {
        const auto description = values.next();
        if (!description) break;
        io::DerValues parts = io::inside(*description);
        const auto method = parts.next();
        const auto location = parts.next();
        const bool is_uri = method && location &&
                            asn1::Oid{method->contents} == asn1::oid::kAccessOcsp &&
                            location->tag == asn1::context(6);
        if (is_uri) (out += as_text(location->contents)) += '\n';
    }
    return out;
}

std::string chosen_extensions(const CertificateFrame& c, const std::string& list) {
    if (c.extensions.empty()) return {};
    std::vector<std::string> names;
    for (std::size_t at = 0; at <= list.size();) {
        const std::size_t end = std::min(list.find(',', at), list.size());
        names.push_back(list.substr(at, end - at));
        at = end + 1;
    }
    return io::openssl_extensions(c.extensions, names);
}

std::string named(std::string_view title, const x509::Name& name, const NameFormat& format) {
    std::string out{title};
    if (format.separator == NameFormat::Separator::multiline) out += '\n';
    const std::size_t indent = format.separator == NameFormat::Separator::multiline ? 4 : 0;
    return out + io::openssl_name(name, format, indent) + "\n";
}

/// What a printing option looks at.
struct Request {
    const Options& options;
    const CertificateFrame& c;
    const NameFormat& names;
};

std::string start_line(const Request& r) {
    return "notBefore=" + io::openssl_time(r.c.not_before) + "\n";
}

std::string end_line(const Request& r) {
    return "notAfter=" + io::openssl_time(r.c.not_after) + "\n";
}

std::string serial_line(const Request& r) {
    return "serial=" + io::hex_number_text(BigInteger::from_contents(r.c.serial_number)) + "\n";
}

struct ShownRow {
    std::string_view option;
    std::string (*print)(const Request&);
};

constexpr ShownRow kShown[] = {
    {"text", [](const Request& r) { return io::openssl_certificate(r.c, r.names); }},
    {"serial", serial_line},
    {"subject", [](const Request& r) { return named("subject=", r.c.subject, r.names); }},
    {"issuer", [](const Request& r) { return named("issuer=", r.c.issuer, r.names); }},
    {"startdate", start_line},
    {"enddate", end_line},
    {"dates", [](const Request& r) { return start_line(r) + end_line(r); }},
    {"fingerprint", [](const Request& r) { return fingerprint(r.options, r.c.der); }},
    {"hash", [](const Request& r) { return eight_digits(x509::name_hash(r.c.subject)); }},
    {"subject_hash", [](const Request& r) { return eight_digits(x509::name_hash(r.c.subject)); }},
    {"issuer_hash", [](const Request& r) { return eight_digits(x509::name_hash(r.c.issuer)); }},
    {"subject_hash_old",
     [](const Request& r) { return eight_digits(x509::name_hash_old(r.c.subject)); }},
    {"issuer_hash_old",
     [](const Request& r) { return eight_digits(x509::name_hash_old(r.c.issuer)); }},
    {"pubkey", [](const Request& r) { return x509::write_pem("PUBLIC KEY", r.c.public_key); }},
    {"modulus", [](const Request& r) { return modulus(r.c); }},
    {"email", [](const Request& r) { return mail_addresses(r.c); }},
    {"ocsp_uri", [](const Request& r) { return responders(r.c); }},
    {"ext", [](const Request& r) { return chosen_extensions(r.c, r.options.value("ext")); }},
};

/// What one option prints; nothing for those that only say how.
std::string shown(const std::string& option, const Request& request) {
    for (const ShownRow& row : kShown) {
        if (row.option == option) return row.print(request);
    }
    return {};
}

/// A "TRUSTED CERTIFICATE" has OpenSSL's settings after it.
Result<std::vector<std::uint8_t>> read_certificate(const Options& options) {
    TLS_TRY_ASSIGN(const std::vector<std::uint8_t> file,
                   io::read_file(options.value_or("in", "-")));
    TLS_TRY_ASSIGN(std::vector<x509::PemBlock> blocks,
                   x509::read_pem_or_der(file, x509::kCertificateLabels));
    TLS_TRY_ASSIGN(const ByteView der, x509::outer_certificate(blocks.front().der));
    return std::vector<std::uint8_t>(der.begin(), der.end());
}

/// Exit code 1 if the certificate will have expired in so many seconds.
int check_end(const Options& options, const CertificateFrame& c, std::string& out) {
    const auto seconds = options.number("checkend", 0);
    if (!seconds) return kUsage;
    const auto end = c.not_after.tag == asn1::Tag::utc_time
                         ? asn1::parse_utc_time(c.not_after.contents)
                         : asn1::parse_generalized_time(c.not_after.contents);
    const bool expires = !end || end->seconds <= io::wall_clock().seconds + *seconds;
    out += expires ? "Certificate will expire\n" : "Certificate will not expire\n";
    return expires ? kDifferent : kDone;
}

std::string encoded(const Options& options, ByteView der) {
    if (options.value("outform") == "DER") return std::string{as_text(der)};
    return x509::write_pem("CERTIFICATE", der);
}

int run(const Options& options) {
    if (!options.words().empty())
        return complain(kUsage, options.words().front(), "not expected here");
    const std::string file = options.value_or("in", "-");
    const auto format = options.has("nameopt") ? NameFormat::parse(options.value("nameopt"))
                                               : std::optional{NameFormat::oneline()};
    if (!format) return complain(kUsage, "-nameopt", "no such word");
    const auto der = read_certificate(options);
    if (!der.ok()) return complain(kCannotRead, file, der.error());
    const auto certificate = x509::cut_certificate(*der);
    if (!certificate.ok()) return complain(kCannotRead, file, certificate.error());
    std::string out;
    for (const std::string& option : options.given())
        out += shown(option, {options, *certificate, *format});
    if (options.has("ext") && certificate->extensions.empty())
        (void)std::fputs("No extensions in certificate\n", stderr);
    int code = kDone;
    if (options.has("checkend"))
        code = check_end(options, *certificate, out);
    else if (!options.has("noout"))
        out += encoded(options, *der);
    const std::string path = options.value_or("out", "-");
    if (!io::write_file(path, out).ok()) return complain(kCannotWrite, path, "cannot be written");
    return code;
}

}  // namespace

const Verb kX509{"x509", "a certificate, with OpenSSL's flags",
                 "vitrine x509 -text -noout -in server.pem\n"
                 "vitrine x509 -noout -subject -dates -fingerprint -sha256 -in server.pem\n",
                 kOptions, run};

}  // namespace vitrine::tools
