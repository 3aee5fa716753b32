#include "tools/cert_make.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <memory>

#include "asn1/oid.h"
#include "base/hex.h"
#include "crypto/drbg.h"
#include "crypto/hash/hash.h"
#include "io/clock.h"
#include "io/file.h"
#include "io/system_rng.h"
#include "tools/pki.h"
#include "tools/verb.h"
#include "x509/pem.h"

namespace vitrine::tools {

namespace {

using Bytes = std::vector<std::uint8_t>;

/// A refusal that was said already, as an exit code.
struct Refused {
    int code = kDone;
};

/// Specs of --extension, with the octets their Oids look into.
struct OwnExtensions {
    using Octets = std::array<std::uint8_t, 64>;
    std::vector<std::unique_ptr<Octets>> oids;
    std::vector<x509::ExtensionSpec> specs;

    /// "OID=HEX" or "OID!=HEX"; false if it is neither.
    bool add(std::string_view text) {
        const std::size_t equals = text.find('=');
        if (equals == std::string_view::npos) return false;
        const bool critical = equals > 0 && text[equals - 1] == '!';
        oids.push_back(std::make_unique<Octets>());
        Octets& octets = *oids.back();
        const std::size_t len =
            asn1::parse_dotted(text.substr(0, critical ? equals - 1 : equals), octets);
        const std::string_view digits = text.substr(equals + 1);
        Bytes value(digits.size() / 2);
        if (len == 0 || !hex::decode(digits, value).ok()) return false;
        specs.push_back({asn1::Oid{ByteView{octets}.first(len)}, critical, std::move(value)});
        return true;
    }
};

/// What signs: a CA read from files.
struct Signer {
    Bytes der;
    std::optional<x509::Certificate> certificate;
    std::optional<x509::PrivateKey> key;
};

std::string key_file_of(const std::string& certificate) {
    const std::size_t dot = certificate.rfind('.');
    return (dot == std::string::npos ? certificate : certificate.substr(0, dot)) + ".key";
}

Refused load_signer(const Options& options, Signer& signer) {
    const std::string file = options.value("issuer");
    const auto bytes = io::read_file(file);
    if (!bytes.ok()) return {complain(kCannotRead, file, "cannot be read")};
    constexpr std::string_view kLabels[] = {"CERTIFICATE"};
    auto blocks = x509::read_pem_or_der(*bytes, kLabels);
    if (!blocks.ok()) return {complain(kCannotRead, file, info(blocks.error().code).text)};
    signer.der = std::move(blocks->front().der);
    auto certificate = x509::parse_certificate(signer.der);
    if (!certificate.ok())
        return {complain(kCannotRead, file, info(certificate.error().code).text)};
    signer.certificate = *certificate;
    const std::string key_file = options.value_or("issuer-key", key_file_of(file));
    const auto key_bytes = io::read_file(key_file);
    if (!key_bytes.ok())
        return {complain(kCannotRead, key_file, "cannot be read; --issuer-key names the CA's key")};
    auto key = x509::load_private_key(*key_bytes);
    if (!key.ok()) return {complain(kOwnCertificate, key_file, info(key.error().code).text)};
    signer.key = std::move(*key);
    return {};
}

std::optional<Time> time_option(const Options& options, std::string_view name, Time otherwise) {
    if (!options.has(name)) return otherwise;
    const auto time = io::parse_time(options.value(name));
    if (time.ok()) return *time;
    complain(kUsage, options.value(name), "is no time: RFC 3339, or seconds since 1970");
    return std::nullopt;
}

std::optional<x509::Validity> validity_of(const Options& options) {
    const auto now = time_option(options, "now", io::wall_clock());
    const auto days = options.number("days", 30);
    if (!now || !days) return std::nullopt;
    const auto from = time_option(options, "not-before", Time{now->seconds - 3600});
    const auto to = time_option(options, "not-after", Time{now->seconds + 86400 * *days});
    if (!from || !to) return std::nullopt;
    return x509::Validity{*from, *to};
}

/// Random bytes from --seed, or the system's; null if the seed is no hexadecimal text (said on
/// stderr).
std::unique_ptr<Rng> rng_of(const Options& options) {
    if (!options.has("seed")) return std::make_unique<io::SystemRng>();
    const std::string text = options.value("seed");
    Bytes seed(text.size() / 2);
    if (text.empty() || !hex::decode(text, seed).ok()) {
        complain(kUsage, "--seed", "takes hexadecimal digits, two a byte");
        return nullptr;
    }
    std::array<std::uint8_t, 32> start{};
    copy_bytes(crypto::hash(crypto::HashAlg::sha256, seed).view(), start);
    return std::make_unique<crypto::Drbg>(start);
}

Result<x509::CertificateSpec> spec_of(const Options& options,
                                      const std::string& kind,
                                      const x509::PrivateKey& key,
                                      x509::Validity validity,
                                      const x509::Issuer* issuer) {
    std::vector<std::string> hosts = options.values("host");
    const std::string name =
        options.value_or("name", hosts.empty() ? "Vitrine " + kind : hosts.front());
    if (kind == "ca") {
        std::optional<std::uint32_t> path_len;
        if (options.has("path-len"))
            path_len = static_cast<std::uint32_t>(options.number("path-len", 0).value_or(0));
        return x509::ca_spec(name, key, validity, issuer, path_len);
    }
    if (kind == "client") return x509::client_spec({name, std::move(hosts)}, key, validity, issuer);
    if (hosts.empty()) hosts = {"localhost", "127.0.0.1"};
    return x509::server_spec({options.value_or("name", hosts.front()), hosts}, key, validity,
                             issuer);
}

int write_pair(const Options& options,
               const std::string& kind,
               const x509::PrivateKey& key,
               ByteView der) {
    const std::string directory = options.value_or("out", ".");
    if (mkdir(directory.c_str(), 0777) != 0 && errno != EEXIST)
        return complain(kCannotWrite, directory, "cannot be made");
    std::string stem = directory;
    (stem += '/') += options.value_or("as", kind);
    const auto key_pem = key_to_pem(key);
    if (!key_pem.ok()) return complain(kCannotStart, "the key", info(key_pem.error().code).text);
    if (!io::write_file(stem + ".key", *key_pem, io::FileMode::owner_only).ok())
        return complain(kCannotWrite, stem + ".key", "cannot be written");
    if (!io::write_file(stem + ".pem", x509::write_pem("CERTIFICATE", der)).ok())
        return complain(kCannotWrite, stem + ".pem", "cannot be written");
    std::printf("wrote %s.pem, %s.key\n", stem.c_str(), stem.c_str());
    return kDone;
}

bool add_own_extensions(const Options& options, OwnExtensions& own) {
    for (const std::string& text : options.values("extension")) {
        if (own.add(text)) continue;
        complain(kUsage, text, "is no extension: OID=HEX, or OID!=HEX if critical");
        return false;
    }
    return true;
}

int make_and_write(const Options& options,
                   const std::string& kind,
                   x509::Validity validity,
                   const Signer& signer,
                   Rng& rng) {
    OwnExtensions own;
    if (!add_own_extensions(options, own)) return kUsage;
    const auto key = make_key(options.value_or("type", "p256"), rng);
    if (!key.ok()) return complain(kUsage, "--type", "takes rsa, rsa:BITS, p256, p384 or p521");
    std::optional<x509::Issuer> issuer;
    if (signer.certificate.has_value() && signer.key.has_value())
        issuer.emplace(x509::Issuer{*signer.certificate, *signer.key});
    auto spec = spec_of(options, kind, *key, validity, issuer.has_value() ? &*issuer : nullptr);
    if (!spec.ok()) return complain(kUsage, "cert make", info(spec.error().code).text);
    for (x509::ExtensionSpec& extension : own.specs)
        spec->extensions.push_back(std::move(extension));
    const auto der = x509::make_certificate(*spec, issuer.has_value() ? issuer->key : *key, rng);
    if (!der.ok()) return complain(kCannotStart, "cert make", info(der.error().code).text);
    return write_pair(options, kind, *key, *der);
}

}  // namespace

int make_certificate_files(const Options& options, const std::string& kind) {
    if (kind != "ca" && kind != "server" && kind != "client")
        return complain(kUsage, "cert make", "takes ca, server or client");
    const auto validity = validity_of(options);
    const auto rng = rng_of(options);
    if (!validity || rng == nullptr) return kUsage;
    Signer signer;
    if (options.has("issuer")) {
        const Refused refused = load_signer(options, signer);
        if (refused.code != kDone) return refused.code;
    }
    return make_and_write(options, kind, *validity, signer, *rng);
}

}  // namespace vitrine::tools
