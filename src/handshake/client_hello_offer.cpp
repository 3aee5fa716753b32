// The ClientHello we send: what settings allow, in our order (RFC 5246 §7.4.1.2).
#include "handshake/client.h"
#include "handshake/extensions/alpn.h"
#include "handshake/extensions/ec_point_formats.h"
#include "handshake/extensions/server_name.h"
#include "handshake/extensions/signature_algorithms.h"
#include "handshake/extensions/status_request.h"
#include "handshake/extensions/supported_groups.h"
#include "handshake/messages/client_hello.h"

namespace vitrine::handshake::client::run {

namespace {

using record::ProtocolVersion;

bool fits_versions(const Settings& settings, const CipherSuite& suite) {
    return suite.min_version <= settings.max_version && suite.max_version >= settings.min_version;
}

/// Big-endian numbers in the arena, so that they can be looked at as a U16View.
template <class Values>
Result<wire::U16View> keep(base::Arena& arena,
                           const Values& values,
                           std::size_t extra,
                           std::uint16_t* extras) {
    TLS_TRY_ASSIGN(const MutByteView room, arena.bytes(2 * (values.size() + extra)));
    wire::Writer out{room};
    for (const auto value : values) out.u16(static_cast<std::uint16_t>(value));
    for (std::size_t i = 0; i < extra; ++i) out.u16(extras[i]);
    return wire::U16View{out.written()};
}

Result<wire::U16View> offer_suites(Handshake& hs) {
    TLS_TRY_ASSIGN(const std::span<std::uint16_t> values,
                   hs.arena.array<std::uint16_t>(hs.settings.suites.size()));
    std::size_t count = 0;
    for (const CipherSuite* suite : hs.settings.suites) {
        if (fits_versions(hs.settings, *suite)) values[count++] = suite->value;
    }
    if (count == 0) return fail(ErrorCode::bad_configuration);
    // RFC 5746 §3.4: the signalling value stands for an empty renegotiation_info. RFC 7507 §4: the
    // fallback's.
    std::uint16_t signals[] = {kEmptyRenegotiationInfoScsv, kFallbackScsv};
    return keep(hs.arena, values.first(count), hs.settings.send_fallback_scsv ? 2 : 1, signals);
}

bool offers_ecc(const Handshake& hs) {
    for (const CipherSuite* suite : hs.settings.suites) {
        if (is_ecc(suite->key_exchange) && fits_versions(hs.settings, *suite)) return true;
    }
    return false;
}

bool offers_dhe(const Handshake& hs) {
    for (const CipherSuite* suite : hs.settings.suites) {
        if (suite->key_exchange == KeyExchange::dhe && fits_versions(hs.settings, *suite))
            return true;
    }
    return false;
}

Status offer_groups(Handshake& hs) {
    TLS_TRY_ASSIGN(const std::span<NamedGroup> groups,
                   hs.arena.array<NamedGroup>(hs.settings.groups.size()));
    std::size_t count = 0;
    for (const NamedGroup group : hs.settings.groups) {
        if (is_finite_field(group) ? offers_dhe(hs) : offers_ecc(hs)) groups[count++] = group;
    }
    hs.offer.has_groups = count > 0;
    TLS_TRY_ASSIGN(hs.offer.groups, keep(hs.arena, groups.first(count), 0, nullptr));
    return done();
}

/// An old session may be offered if what it was made with is on offer again, for the same name.
bool can_offer(const Handshake& hs, const Session& session) {
    const bool ems = hs.settings.extended_master_secret != ExtendedMasterSecret::off;
    return session.version >= hs.settings.min_version &&
           session.version <= hs.settings.max_version &&
           hs.offer.cipher_suites.contains(session.cipher_suite) &&
           session.extended_master_secret == ems && session.server_name() == hs.offer.server_name &&
           !session.id.empty();
}

void write_extensions(Handshake& hs, wire::Writer& out) {
    if (!hs.offer.server_name.empty()) write_server_name(out, hs.offer.server_name);
    if (hs.offer.extended_master_secret)
        write_extension(out, ExtensionType::extended_master_secret, [](wire::Writer&) {});
    if (hs.offer.has_groups) {
        write_extension(out, ExtensionType::supported_groups, [&](wire::Writer& body) {
            body.vec16([&](wire::Writer& list) { list.bytes(hs.offer.groups.bytes()); });
        });
        if (offers_ecc(hs)) write_ec_point_formats(out);
    }
    if (hs.offer.has_signature_schemes) {
        write_extension(out, ExtensionType::signature_algorithms, [&](wire::Writer& body) {
            body.vec16([&](wire::Writer& list) { list.bytes(hs.offer.signature_schemes.bytes()); });
        });
    }
    if (hs.offer.status_request) write_status_request(out);
    if (!hs.settings.application_protocols.empty())
        write_alpn(out, hs.settings.application_protocols);
}

}  // namespace

Status begin_hello(Handshake& hs, wire::Reader /*body*/) {
    hs.offer.version = hs.settings.max_version;
    hs.offer.secure_renegotiation = true;
    hs.offer.status_request = hs.settings.ask_status;
    hs.offer.extended_master_secret =
        hs.settings.extended_master_secret != ExtendedMasterSecret::off;
    TLS_TRY(hs.rng.fill(hs.randoms.client));
    TLS_TRY_ASSIGN(hs.offer.cipher_suites, offer_suites(hs));
    TLS_TRY(offer_groups(hs));
    hs.offer.has_signature_schemes = hs.settings.max_version >= ProtocolVersion::tls12;
    TLS_TRY_ASSIGN(hs.offer.signature_schemes,
                   keep(hs.arena, hs.settings.signature_schemes, 0, nullptr));
    if (hs.session.has_value() && !can_offer(hs, *hs.session)) hs.session.reset();
    return done();
}

Status write_client_hello(Handshake& hs, wire::Writer& out) {
    constexpr std::array<std::uint8_t, 1> kNullCompression{};
    ClientHello hello;
    hello.client_version = static_cast<std::uint16_t>(hs.offer.version);
    hello.random = hs.randoms.client;
    if (hs.session.has_value()) hello.session_id = hs.session->id.view();
    hello.cipher_suites = hs.offer.cipher_suites;
    hello.compression_methods = kNullCompression;
    encode_client_hello(out, hello, [&](wire::Writer& list) { write_extensions(hs, list); });
    return done();
}

}  // namespace vitrine::handshake::client::run
