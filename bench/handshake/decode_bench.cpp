// What decoding costs: a browser-sized ClientHello and a Certificate message of three, without a
// sink (as a live connection runs), by a reader that knows no names (bench/nameless), and with a
// sink that ignores everything (the price of being watched).
#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "handshake/extensions/alpn.h"
#include "handshake/extensions/ec_point_formats.h"
#include "handshake/extensions/renegotiation_info.h"
#include "handshake/extensions/server_name.h"
#include "handshake/extensions/signature_algorithms.h"
#include "handshake/extensions/status_request.h"
#include "handshake/extensions/supported_groups.h"
#include "handshake/messages/certificate.h"
#include "handshake/messages/client_hello.h"
#include "handshake/suites.h"
#include "nameless/placed.h"
#include "support/pair.h"

namespace vitrine::bench {
namespace {

using namespace handshake;
using Bytes = std::vector<std::uint8_t>;

void write_extensions(wire::Writer& out) {
    write_server_name(out, "www.example.org");
    write_extension(out, ExtensionType::extended_master_secret, [](wire::Writer&) {});
    write_renegotiation_info(out, {});
    const std::array groups{NamedGroup::x25519, NamedGroup::secp256r1, NamedGroup::secp384r1};
    write_supported_groups(out, groups);
    write_ec_point_formats(out);
    write_extension(out, ExtensionType::session_ticket, [](wire::Writer&) {});
    const std::array<std::string_view, 2> names{"h2", "http/1.1"};
    write_alpn(out, names);
    write_status_request(out);
    const std::array<std::uint16_t, 9> schemes{0x0403, 0x0804, 0x0401, 0x0503, 0x0805,
                                               0x0501, 0x0806, 0x0601, 0x0201};
    write_signature_algorithms(out, schemes);
}

Bytes client_hello() {
    Bytes buffer(1024);
    wire::Writer out{buffer};
    const Bytes random(32, 0x11);
    Bytes suites;
    for (const std::uint16_t suite : preference_order()) {
        suites.push_back(static_cast<std::uint8_t>(suite >> 8));
        suites.push_back(static_cast<std::uint8_t>(suite));
    }
    const std::array<std::uint8_t, 1> compression{0};
    ClientHello hello;
    hello.client_version = 0x0303;
    hello.random = random;
    hello.session_id = random;
    hello.cipher_suites = wire::U16View{suites};
    hello.compression_methods = compression;
    encode_client_hello(out, hello, write_extensions);
    buffer.resize(out.size());
    return buffer;
}

Bytes certificate_of_three() {
    Bytes buffer(8192);
    wire::Writer out{buffer};
    const Bytes one(1200, 0x30);
    const std::array<ByteView, 3> list{one, one, one};
    encode_certificate(out, list);
    buffer.resize(out.size());
    return buffer;
}

/// Hears everything and does nothing.
class DeafSink : public trace::Sink {};

bool watched_hello(const Bytes& bytes) {
    DeafSink sink;
    wire::Context context{bytes, &sink};
    return decode_client_hello(wire::Reader{bytes, context}).ok();
}

bool watched_chain(const Bytes& bytes) {
    DeafSink sink;
    wire::Context context{bytes, &sink};
    const auto message = decode_certificate(wire::Reader{bytes, context});
    return message.ok() && message->count == 3;
}

/// Goes from place to place: not with each call, which would find no place warm.
auto at_all_places(const Placed& placed, const std::shared_ptr<Bytes>& message) {
    return [=, calls = std::size_t{0}]() mutable {
        keep(placed[(calls++ / 4096) % placed.size()](*message));
    };
}

struct Decoders {
    Placed named;
    Placed nameless;
    bool (*watched)(const Bytes&);
};

void add_rows(Rows& rows, const std::string& name, const Bytes& bytes, const Decoders& decoders) {
    const auto message = std::make_shared<Bytes>(bytes);
    rows.add("handshake/decode_" + name, bytes.size(), [=](Row& row) {
        row.check([=] {
            const auto reads = [&](Decoder decode) { return decode(*message); };
            return decoders.watched(*message) && std::ranges::all_of(decoders.named, reads) &&
                   std::ranges::all_of(decoders.nameless, reads);
        });
        row.ours("no sink", at_all_places(decoders.named, message));
        row.peer("no names", at_all_places(decoders.nameless, message));
    });
    rows.add("handshake/decode_watched_" + name, bytes.size(), [=](Row& row) {
        row.ours("sink that ignores", [=] { keep(decoders.watched(*message)); });
    });
}

#define VITRINE_HELLO_AT(placed) placed::client_hello,
#define VITRINE_CHAIN_AT(placed) placed::certificate,

const Group kDecode{[](Rows& rows) {
    add_rows(rows, "client_hello", client_hello(),
             {.named = {VITRINE_EACH_PLACE(VITRINE_HELLO_AT, named)},
              .nameless = {VITRINE_EACH_PLACE(VITRINE_HELLO_AT, nameless)},
              .watched = watched_hello});
    add_rows(rows, "certificate", certificate_of_three(),
             {.named = {VITRINE_EACH_PLACE(VITRINE_CHAIN_AT, named)},
              .nameless = {VITRINE_EACH_PLACE(VITRINE_CHAIN_AT, nameless)},
              .watched = watched_chain});
}};

}  // namespace
}  // namespace vitrine::bench
