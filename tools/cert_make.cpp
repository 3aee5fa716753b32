#include "tools/cert_make.h"

#include "base/hex.h"
#include "io/file.h"
#include "tools/cert_make_input.h"
#include "tools/cert_make_output.h"
#include "tools/cert_make_status.h"
#include "tools/pki.h"
#include "tools/verb.h"

namespace vitrine::tools {

namespace {

using x509::Bytes;

/// All that one certificate is made of.
struct Order {
    std::string kind;
    x509::Validity validity;
    std::unique_ptr<Rng> rng;
    ExtensionEdits edits;
    LoadedCertificate issuer;               ///< without a certificate: self-signed
    LoadedCertificate crossed;              ///< cross: whose certificate it is
    std::unique_ptr<x509::PrivateKey> key;  ///< none for cross
};

/// --key, or a new one of --type.
int choose_key(const Options& options, Order& order) {
    if (!options.has("key")) {
        auto made = make_key(options.value_or("type", "p256"), *order.rng);
        if (!made.ok())
            return complain(kUsage, "--type", "takes rsa, rsa:BITS, p256, p384 or p521");
        order.key = std::make_unique<x509::PrivateKey>(std::move(*made));
        return kDone;
    }
    const std::string file = options.value("key");
    const auto bytes = io::read_file(file);
    if (!bytes.ok()) return complain(kCannotRead, file, "cannot be read");
    auto loaded = x509::load_private_key(*bytes);
    if (!loaded.ok()) return complain(kOwnCertificate, file, loaded.error());
    order.key = std::make_unique<x509::PrivateKey>(std::move(*loaded));
    return kDone;
}

int read_order(const Options& options, Order& order) {
    int code = read_validity(options, order.validity);
    if (code == kDone) code = make_rng(options, order.rng);
    if (code == kDone) code = order.edits.read(options);
    if (code == kDone && options.has("issuer"))
        code = load_with_key(options, options.value("issuer"), "issuer-key", order.issuer);
    if (code != kDone) return code;
    if (order.kind != "cross") return choose_key(options, order);
    if (!options.has("of") || order.issuer.key == nullptr)
        return complain(kUsage, "cert make cross", "needs --of FILE and --issuer FILE");
    return load_certificate(options.value("of"), order.crossed);
}

Result<x509::CertificateSpec> spec_of(const Options& options, const Order& order) {
    if (order.kind == "cross")
        return x509::cross_spec(order.crossed.certificate, order.validity, order.issuer.issuer());
    std::vector<x509::Issuer> issuers;
    if (order.issuer.key != nullptr) issuers.push_back(order.issuer.issuer());
    const x509::Issuer* by = issuers.empty() ? nullptr : issuers.data();
    std::vector<std::string> hosts = options.values("host");
    const std::string name =
        options.value_or("name", hosts.empty() ? "Vitrine " + order.kind : hosts.front());
    if (order.kind == "ca") {
        std::optional<std::uint32_t> path_len;
        if (options.has("path-len"))
            path_len = static_cast<std::uint32_t>(options.number("path-len", 0).value_or(0));
        return x509::ca_spec(name, *order.key, order.validity, by, path_len);
    }
    if (order.kind == "responder")
        return x509::responder_spec(name, *order.key, order.validity, by);
    if (order.kind == "client")
        return x509::client_spec({name, std::move(hosts)}, *order.key, order.validity, by);
    if (hosts.empty()) hosts = {"localhost", "127.0.0.1"};
    return x509::server_spec({options.value_or("name", hosts.front()), hosts}, *order.key,
                             order.validity, by);
}

/// What the user wants otherwise than the recipe has it.
int change_spec(const Options& options, const Order& order, x509::CertificateSpec& spec) {
    int code = read_scheme(options, spec.signature);
    if (code == kDone && options.has("subject")) {
        code = read_subject(options.value("subject"), spec.subject);
        if (order.issuer.key == nullptr) spec.issuer = spec.subject;
    }
    if (code != kDone) return code;
    if (options.has("serial")) {
        const std::string text = options.value("serial");
        spec.serial_number.resize(text.size() / 2);
        if (text.empty() || !hex::decode(text, spec.serial_number).ok())
            return complain(kUsage, "--serial", "takes hexadecimal digits, two a byte");
    }
    if (options.has("must-staple")) spec.extensions.push_back(x509::tls_feature_status_request());
    const auto version = options.number("x509-version", 3);
    if (!version) return kUsage;
    if (*version < 1 || *version > 3) return complain(kUsage, "--x509-version", "takes 1, 2 or 3");
    spec.version = static_cast<int>(*version);
    if (spec.version < 3) spec.extensions.clear();
    order.edits.apply(spec.extensions);
    return kDone;
}

int make_one(const Options& options, const std::string& kind) {
    Order order;
    order.kind = kind;
    int code = read_order(options, order);
    if (code != kDone) return code;
    auto spec = spec_of(options, order);
    if (!spec.ok()) return complain(kUsage, "cert make", spec.error());
    code = change_spec(options, order, *spec);
    if (code != kDone) return code;
    const x509::PrivateKey& signer = order.issuer.key != nullptr ? *order.issuer.key : *order.key;
    const auto der = x509::make_certificate(*spec, signer, *order.rng);
    if (!der.ok()) return complain(kCannotStart, "cert make", der.error());
    std::string stem;
    code = output_stem(options, kind, stem);
    if (code != kDone) return code;
    return write_made(stem, "CERTIFICATE", *der, order.key.get());
}

}  // namespace

int make_certificate_files(const Options& options, const std::string& kind) {
    if (kind == "crl") return make_crl_file(options);
    if (kind == "ocsp") return make_ocsp_file(options);
    for (const std::string_view known : {"ca", "server", "client", "responder", "cross"}) {
        if (kind == known) return make_one(options, kind);
    }
    return complain(kUsage, "cert make", "takes ca, server, client, responder, cross, crl or ocsp");
}

}  // namespace vitrine::tools
