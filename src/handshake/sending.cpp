#include "handshake/sending.h"

#include <utility>

#include "handshake/keys.h"
#include "handshake/message_trace.h"

namespace vitrine::handshake {

namespace {

using record::ContentType;

constexpr std::size_t kFirstTry = 2048;
constexpr std::size_t kLastTry = 1 << 18;

/// Encodes header and body into the arena; most messages fit the first try, long chains a later
/// one.
Result<ByteView> encode(Handshake& hs, const Outgoing& what) {
    for (std::size_t room = kFirstTry; room <= kLastTry; room *= 8) {
        TLS_TRY_ASSIGN(const MutByteView place, hs.arena.bytes(room));
        wire::Writer out{place};
        out.u8(static_cast<std::uint8_t>(type_of(what.at_peer)));
        Status written = done();
        out.vec24([&](wire::Writer& body) { written = what.write(hs, body); });
        TLS_TRY(written);
        const auto message = out.finish();
        if (message.ok()) return *message;
        if (message.error().code != ErrorCode::output_full) return message.error();
    }
    return fail(ErrorCode::output_full);
}

Status send_message(Handshake& hs, const Outgoing& what) {
    TLS_TRY_ASSIGN(const ByteView message, encode(hs, what));
    if (hs.sink != nullptr) [[unlikely]]
        show_sent(hs, what, ContentType::handshake, message);
    TLS_TRY(hs.records.send(ContentType::handshake, message));
    hs.transcript.add(message);
    return done();
}

Status send_small(Handshake& hs, const Outgoing& what, ContentType type) {
    std::array<std::uint8_t, 2> place{};
    wire::Writer out{place};
    TLS_TRY(what.write(hs, out));
    if (hs.sink != nullptr) [[unlikely]]
        show_sent(hs, what, type, out.written());
    return hs.records.send(type, out.written());
}

}  // namespace

Status send(Handshake& hs, const Outgoing& what) {
    switch (what.kind) {
        case OutgoingKind::nothing:
            return done();
        case OutgoingKind::handshake_message:
            return send_message(hs, what);
        case OutgoingKind::alert:
            return send_small(hs, what, ContentType::alert);
        case OutgoingKind::change_cipher_spec:
            TLS_TRY(send_small(hs, what, ContentType::change_cipher_spec));
            return change_write_keys(hs);
    }
    return done();
}

}  // namespace vitrine::handshake
