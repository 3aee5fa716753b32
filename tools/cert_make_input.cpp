#include "tools/cert_make_input.h"

#include "base/hex.h"
#include "crypto/drbg.h"
#include "io/clock.h"
#include "io/file.h"
#include "io/system_rng.h"
#include "tools/verb.h"
#include "x509/key_file.h"
#include "x509/pem.h"

namespace vitrine::tools {

namespace {

using x509::Bytes;

std::string key_file_of(const std::string& certificate) {
    const std::size_t dot = certificate.rfind('.');
    return (dot == std::string::npos ? certificate : certificate.substr(0, dot)) + ".key";
}

int read_time(const Options& options, std::string_view name, Time& time) {
    if (!options.has(name)) return kDone;
    const auto given = io::parse_time(options.value(name));
    if (!given.ok())
        return complain(kUsage, options.value(name), "is no time: RFC 3339, or seconds since 1970");
    time = *given;
    return kDone;
}

/// The contents octets of "2.5.29.15" or "keyUsage"; empty if it is neither.
Bytes read_oid(std::string_view text) {
    if (const asn1::OidName* known = asn1::find_oid(text)) {
        const ByteView contents = asn1::Oid{known->oid}.contents();
        return {contents.begin(), contents.end()};
    }
    std::array<std::uint8_t, 64> contents{};
    const std::size_t len = asn1::parse_dotted(text, contents);
    const ByteView used = ByteView{contents}.first(len);
    return {used.begin(), used.end()};
}

}  // namespace

int load_certificate(const std::string& file, LoadedCertificate& out) {
    const auto bytes = io::read_file(file);
    if (!bytes.ok()) return complain(kCannotRead, file, "cannot be read");
    constexpr std::string_view kLabels[] = {"CERTIFICATE"};
    auto blocks = x509::read_pem_or_der(*bytes, kLabels);
    if (!blocks.ok()) return complain(kCannotRead, file, blocks.error());
    out.der = std::move(blocks->front().der);
    auto certificate = x509::parse_certificate(out.der);
    if (!certificate.ok()) return complain(kCannotRead, file, certificate.error());
    out.certificate = *certificate;
    return kDone;
}

int load_with_key(const Options& options,
                  const std::string& file,
                  std::string_view key_option,
                  LoadedCertificate& out) {
    const int code = load_certificate(file, out);
    if (code != kDone) return code;
    const std::string key_file = options.value_or(key_option, key_file_of(file));
    const auto bytes = io::read_file(key_file);
    if (!bytes.ok()) {
        std::string hint{"cannot be read; --"};
        (hint += key_option) += " names the key";
        return complain(kCannotRead, key_file, hint);
    }
    auto key = x509::load_private_key(*bytes);
    if (!key.ok()) return complain(kOwnCertificate, key_file, key.error());
    out.key = std::make_unique<x509::PrivateKey>(std::move(*key));
    return kDone;
}

int read_validity(const Options& options, x509::Validity& out) {
    Time now = io::wall_clock();
    const auto days = options.number("days", 30);
    if (!days || read_time(options, "now", now) != kDone) return kUsage;
    out = {Time{now.seconds - 3600}, Time{now.seconds + 86400 * *days}};
    const int code = read_time(options, "not-before", out.not_before);
    return code != kDone ? code : read_time(options, "not-after", out.not_after);
}

int make_rng(const Options& options, std::unique_ptr<Rng>& out) {
    out = std::make_unique<io::SystemRng>();
    if (!options.has("seed")) return kDone;
    const std::string text = options.value("seed");
    Bytes seed(text.size() / 2);
    if (text.empty() || !hex::decode(text, seed).ok())
        return complain(kUsage, "--seed", "takes hexadecimal digits, two a byte");
    std::array<std::uint8_t, 32> start{};
    copy_bytes(crypto::hash(crypto::HashAlg::sha256, seed).view(), start);
    out = std::make_unique<crypto::Drbg>(start);
    return kDone;
}

int read_scheme(const Options& options, x509::SignatureScheme& scheme) {
    using crypto::HashAlg;
    constexpr std::pair<std::string_view, HashAlg> kHashes[] = {
        {"md5", HashAlg::md5},       {"sha1", HashAlg::sha1},     {"sha224", HashAlg::sha224},
        {"sha256", HashAlg::sha256}, {"sha384", HashAlg::sha384}, {"sha512", HashAlg::sha512}};
    if (options.has("digest")) {
        bool known = false;
        for (const auto& [name, hash] : kHashes) {
            if (options.value("digest") != name) continue;
            scheme.hash = hash;
            known = true;
        }
        if (!known) return complain(kUsage, "--digest", "takes md5, sha1, sha224 to sha512");
    }
    if (!options.has("pss")) return kDone;
    if (scheme.kind != x509::SignatureKind::rsa_pkcs1)
        return complain(kUsage, "--pss", "needs an RSA key");
    scheme.kind = x509::SignatureKind::rsa_pss;
    scheme.pss_salt_len = crypto::digest_len(scheme.hash);
    return kDone;
}

int read_subject(std::string_view text, Bytes& out) {
    std::vector<Bytes> oids;  // their octets stay where they are when the list grows
    std::vector<x509::NamePart> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('/', 1), text.size());
        const std::string_view part = text.substr(0, end);
        const std::size_t equals = part.find('=');
        if (part[0] != '/' || equals == std::string_view::npos)
            return complain(kUsage, "--subject", "takes /TYPE=VALUE/TYPE=VALUE...");
        oids.push_back(read_oid(part.substr(1, equals - 1)));
        if (oids.back().empty()) return complain(kUsage, part, "is of a type that is not known");
        parts.push_back({asn1::Oid{oids.back()}, std::string{part.substr(equals + 1)}});
        text.remove_prefix(end);
    }
    auto name = x509::encode_name(parts);
    if (!name.ok()) return complain(kUsage, "--subject", name.error());
    out = *std::move(name);
    return kDone;
}

int ExtensionEdits::read(const Options& options) {
    for (const std::string& text : options.values("without")) {
        edits_.push_back({read_oid(text), true, std::nullopt});
        if (edits_.back().oid.empty()) return complain(kUsage, text, "is no identifier");
    }
    for (const std::string& text : options.values("extension")) {
        if (!read_one(text))
            return complain(kUsage, text, "is no extension: OID=HEX, or OID!=HEX if critical");
    }
    return kDone;
}

/// "OID=HEX", "OID!=HEX", "OID+=HEX", "OID!+=HEX"
bool ExtensionEdits::read_one(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return false;
    std::string_view name = text.substr(0, equals);
    const bool beside = name.ends_with('+');
    if (beside) name.remove_suffix(1);
    const bool critical = name.ends_with('!');
    if (critical) name.remove_suffix(1);
    Edit edit{read_oid(name), !beside, std::nullopt};
    const std::string_view digits = text.substr(equals + 1);
    Bytes value(digits.size() / 2);
    if (edit.oid.empty() || !hex::decode(digits, value).ok()) return false;
    edit.add = x509::ExtensionSpec{{}, critical, std::move(value)};
    edits_.push_back(std::move(edit));
    return true;
}

void ExtensionEdits::apply(std::vector<x509::ExtensionSpec>& extensions) const {
    for (const Edit& edit : edits_) {
        const asn1::Oid oid{edit.oid};
        if (edit.remove)
            std::erase_if(extensions, [&](const auto& present) { return present.oid == oid; });
        if (!edit.add) continue;
        extensions.push_back(*edit.add);
        extensions.back().oid = oid;
    }
}

}  // namespace vitrine::tools
