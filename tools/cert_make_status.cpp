#include "tools/cert_make_status.h"

#include "base/hex.h"
#include "tools/cert_make_input.h"
#include "tools/cert_make_output.h"
#include "tools/verb.h"

namespace vitrine::tools {

namespace {

using x509::Bytes;

/// "FILE", "0a1b", either with "=keyCompromise" after it.
int read_revoked(const std::string& text, Time when, x509::RevokedSpec& out) {
    const std::size_t equals = text.rfind('=');
    const std::string what = text.substr(0, equals);
    out.revocation_date = when;
    if (equals != std::string::npos) {
        out.reason = x509::crl_reason_number(std::string_view{text}.substr(equals + 1));
        if (!out.reason)
            return complain(kUsage, text, "names no reason: keyCompromise, superseded ...");
    }
    Bytes serial(what.size() / 2);
    if (!what.empty() && hex::decode(what, serial).ok()) {
        out.serial_number = std::move(serial);
        return kDone;
    }
    LoadedCertificate revoked;
    const int code = load_certificate(what, revoked);
    if (code != kDone) return code;
    const ByteView number = revoked.certificate.serial_number;
    out.serial_number.assign(number.begin(), number.end());
    return kDone;
}

int load_issuer(const Options& options, LoadedCertificate& issuer) {
    if (!options.has("issuer"))
        return complain(kUsage, "--issuer", "is needed: the CA that speaks");
    return load_with_key(options, options.value("issuer"), "issuer-key", issuer);
}

int read_status(const Options& options, x509::SingleResponseSpec& out, Time when) {
    const std::string status = options.value_or("status", "good");
    if (status == "good") return kDone;
    out.status = status == "revoked" ? x509::OcspStatus::revoked : x509::OcspStatus::unknown;
    out.revocation_time = when;
    if (status == "revoked" || status == "unknown") return kDone;
    return complain(kUsage, "--status", "takes good, revoked or unknown");
}

int add_responses(const Options& options,
                  const x509::Certificate& issuer,
                  x509::Validity updates,
                  x509::OcspSpec& spec) {
    if (!options.has("for"))
        return complain(kUsage, "--for", "is needed: the certificate that is asked about");
    for (const std::string& file : options.values("for")) {
        LoadedCertificate about;
        int code = load_certificate(file, about);
        if (code != kDone) return code;
        x509::SingleResponseSpec single;
        single.id = x509::cert_id_of(about.certificate, issuer);
        single.this_update = updates.not_before;
        single.next_update = updates.not_after;
        code = read_status(options, single, updates.not_before);
        if (code != kDone) return code;
        spec.responses.push_back(std::move(single));
    }
    return kDone;
}

}  // namespace

int make_crl_file(const Options& options) {
    LoadedCertificate issuer;
    x509::Validity updates;
    std::unique_ptr<Rng> rng;
    ExtensionEdits edits;
    int code = load_issuer(options, issuer);
    if (code == kDone) code = read_validity(options, updates);
    if (code == kDone) code = make_rng(options, rng);
    if (code == kDone) code = edits.read(options);
    const auto number = options.number("number", 1);
    if (code != kDone || !number || *number < 0) return code != kDone ? code : int{kUsage};
    x509::CrlSpec spec = x509::crl_spec(issuer.certificate, *issuer.key, updates,
                                        static_cast<std::uint32_t>(*number));
    code = read_scheme(options, spec.signature);
    for (const std::string& text : options.values("revoke")) {
        if (code != kDone) return code;
        code = read_revoked(text, updates.not_before, spec.revoked.emplace_back());
    }
    if (code != kDone) return code;
    edits.apply(spec.extensions);
    const auto der = x509::make_crl(spec, *issuer.key, *rng);
    if (!der.ok()) return complain(kCannotStart, "cert make crl", der.error());
    std::string stem;
    code = output_stem(options, "crl", stem);
    return code != kDone ? code : write_made(stem, "X509 CRL", *der, nullptr);
}

int make_ocsp_file(const Options& options) {
    LoadedCertificate issuer;
    LoadedCertificate responder;
    x509::Validity updates;
    std::unique_ptr<Rng> rng;
    const bool delegated = options.has("responder");
    // A responder needs no more of the issuer than its certificate.
    int code = delegated && options.has("issuer")
                   ? load_certificate(options.value("issuer"), issuer)
                   : load_issuer(options, issuer);
    if (code == kDone && delegated)
        code = load_with_key(options, options.value("responder"), "responder-key", responder);
    if (code == kDone) code = read_validity(options, updates);
    if (code == kDone) code = make_rng(options, rng);
    if (code != kDone) return code;
    const LoadedCertificate& signer = delegated ? responder : issuer;
    x509::OcspSpec spec =
        x509::ocsp_spec(signer.certificate, *signer.key, delegated, updates.not_before);
    code = read_scheme(options, spec.signature);
    if (code == kDone) code = add_responses(options, issuer.certificate, updates, spec);
    if (code != kDone) return code;
    const auto der = x509::make_ocsp(spec, *signer.key, *rng);
    if (!der.ok()) return complain(kCannotStart, "cert make ocsp", der.error());
    std::string stem;
    code = output_stem(options, "ocsp", stem);
    return code != kDone ? code : write_der(stem, *der);
}

}  // namespace vitrine::tools
