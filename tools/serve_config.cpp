// The engine's configuration of `vitrine serve`, from its options.
#include "tools/serve_config.h"

#include "io/file.h"
#include "tools/print.h"

namespace vitrine::tools {

namespace {

/// Responses to staple, each for the certificate that it is about.
int add_statuses(const Options& options, engine::Config& config) {
    for (const std::string& file : options.values("status")) {
        const auto bytes = io::read_file(file);
        if (!bytes.ok()) return complain(kCannotRead, file, "cannot be read");
        const Status added = config.add_status(*bytes);
        if (!added.ok())
            return complain(kOwnCertificate, file, "no OCSP response about a certificate of ours");
    }
    return kDone;
}

/// Whose client certificates are asked for, and which of them are believed.
int set_client_authentication(const Options& options, engine::Config& config) {
    for (const std::string& file : options.values("client-ca")) {
        const auto bytes = io::read_file(file);
        if (!bytes.ok() || !config.add_trust(*bytes, file).ok())
            return complain(kCannotRead, file, "cannot be read");
    }
    const std::string auth =
        options.value_or("client-auth", options.has("client-ca") ? "require" : "off");
    if (auth == "request")
        config.set_client_auth(handshake::ClientAuth::request);
    else if (auth == "require")
        config.set_client_auth(handshake::ClientAuth::require);
    else if (auth != "off")
        return complain(kUsage, "--client-auth", "off, request or require");
    return kDone;
}

int set_dh_group(const Options& options, engine::Config& config) {
    if (!options.has("dh-params")) return kDone;
    const auto group = handshake::named_group(options.value("dh-params"));
    if (!group.has_value() || !handshake::is_finite_field(*group))
        return complain(kUsage, "--dh-params", "ffdhe2048 to ffdhe8192");
    config.set_dh_group(*group);
    return kDone;
}

int set_session_cache(const Options& options, engine::Config& config) {
    const auto sessions = options.number("session-cache", 1000);
    if (!sessions.has_value() || *sessions < 0) return kUsage;
    config.set_session_cache(static_cast<std::size_t>(*sessions));
    return kDone;
}

}  // namespace

int configure_server(const Options& options, engine::Config& config) {
    if (const int code = apply_tls_options(options, config); code != kDone) return code;
    if (const int code = add_trust(options, config, false); code != kDone) return code;
    if (const int code = add_credentials(options, config); code != kDone) return code;
    for (const auto set :
         {add_statuses, set_client_authentication, set_dh_group, set_session_cache})
        if (const int code = set(options, config); code != kDone) return code;
    const Status built = config.build(trace::Role::server);
    if (!built.ok()) return complain(exit_code_of(built.error()), sentence(built.error()));
    return kDone;
}

}  // namespace vitrine::tools
