// The glass: everything that happens in a connection, as events to an optional `Sink`.
// No sink, no cost: every producer asks one unlikely `if (sink)`. Sinks that write text, JSON,
// HTML, pcapng and key logs live in `io`; tests use their own. All views and texts in an event are
// valid during the call only. docs/trace.md tells what each event means and in what order they
// come.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/alert.h"
#include "base/bytes.h"
#include "base/error.h"
#include "base/time.h"

namespace vitrine::engine {
struct SecurityState;
}

namespace vitrine::trace {

enum class Role : std::uint8_t { client, server };
enum class Direction : std::uint8_t { sent, received };

/// Which structure a field's offset counts in.
enum class Layer : std::uint8_t {
    record,       ///< from the first byte of the record header
    message,      ///< from the first byte of the handshake message header (or alert, or CCS body)
    certificate,  ///< from the first byte of a certificate's DER
    other,        ///< any other DER or file
};

/// A connection begins.
struct Conn {
    Role role;
    Time now;
    std::string_view server_name;  ///< empty if none
};

/// Bytes crossed the boundary between engine and transport. `offset` counts from the first of this
/// direction.
struct Bytes {
    Direction direction;
    std::uint64_t offset;
    ByteView bytes;
};

/// A record, after its protection was removed (received) or before it is handed out (sent).
struct Record {
    Direction direction;
    std::uint64_t number;         ///< counts all records of this direction, from 0
    std::uint64_t stream_offset;  ///< of its header, in this direction's bytes
    std::uint16_t epoch;     ///< 0 before the first ChangeCipherSpec of this direction, then 1 ...
    std::uint64_t sequence;  ///< the sequence number that its MAC or nonce used
    std::uint8_t content_type;
    std::uint16_t version;
    ByteView wire;       ///< header and protected fragment, as on the wire
    ByteView plaintext;  ///< the fragment's content
    // How the protected fragment is cut, in bytes from its start; zero lengths where a part is
    // absent.
    std::uint16_t explicit_nonce_len;  ///< CBC IV or AEAD nonce in clear
    std::uint16_t mac_len;             ///< MAC or authentication tag
    std::uint16_t padding_len;         ///< CBC padding with its length byte
    std::string_view protection;       ///< "NULL", "AES-128-GCM", "AES-128-CBC + HMAC-SHA1"
};

/// A whole handshake message, alert, ChangeCipherSpec or piece of application data.
struct Message {
    Direction direction;
    std::string_view name;  ///< "ClientHello", "Alert", "ChangeCipherSpec", "ApplicationData"
    std::uint8_t content_type;
    std::uint8_t handshake_type;  ///< meaningful if content_type is 22
    ByteView bytes;               ///< header and body
    std::uint64_t first_record;   ///< `number` of the record it begins in
};

/// One field of the structure announced last. Groups come before what they hold and cover it.
struct Field {
    Layer layer;
    std::string_view name;  ///< the standard's name
    std::size_t offset;
    ByteView bytes;
    bool group;  ///< false: a leaf; leaves cover every byte exactly once
};

struct NamedBytes {
    std::string_view name;
    ByteView bytes;
};

/// A secret or value was derived. Carries inputs and output; explainers recompute the steps
/// between.
struct Derive {
    std::string_view name;  ///< "master_secret", "key_block", "client_write_key", "verify_data"
    std::string_view algorithm;  ///< "PRF-SHA256", "PRF-MD5-SHA1", "ECDH x25519"
    std::string_view label;      ///< the PRF's label, may be empty
    std::span<const NamedBytes> inputs;
    ByteView output;
    bool secret;
};

/// Something was checked.
struct Check {
    std::string_view name;  ///< "verify_data", "certificate name", "cipher suite was offered"
    bool passed;
    std::string_view expected;  ///< short text, may be empty
    std::string_view got;
    std::string_view source;
};

/// A slow operation was asked for, or its result came.
struct Operation {
    std::uint32_t id;
    std::string_view kind;  ///< "sign", "verify_chain", "key_exchange"
    std::string_view detail;
    bool finished;
    bool failed;
};

/// The state machine took a row of its table.
struct Transition {
    std::string_view id;  ///< "C5", as in docs/rules.md
    std::string_view from;
    std::string_view event;
    std::string_view to;
    std::string_view when;  ///< the guard that held: "always" or a condition
    std::string_view source;
};

/// The peer's input was refused.
struct Refused {
    std::string_view state;
    std::string_view event;
    Error error;
    std::span<const std::string_view> expected;  ///< events the table has for that state
};

struct Alert {
    Direction direction;
    AlertLevel level;
    AlertDescription description;
};

/// The security state changed; a value that may be kept by copying.
struct SecurityStateChange {
    std::string_view at;  ///< "after client Finished"
    const engine::SecurityState* state;
};

/// Time spent on one thing, by the clock that the connection's configuration lends.
struct Cost {
    std::string_view what;
    std::uint64_t nanoseconds;
};

/// The connection ended.
struct End {
    std::string_view
        how;  ///< "clean_close", "truncated", "alert_sent", "alert_received", "refused_by_policy"
    bool clean;
};

class Sink {
  public:
    Sink() = default;
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;
    virtual ~Sink() = default;

    virtual void on(const Conn&) {}
    virtual void on(const Bytes&) {}
    virtual void on(const Record&) {}
    virtual void on(const Message&) {}
    virtual void on(const Field&) {}
    virtual void on(const Derive&) {}
    virtual void on(const Check&) {}
    virtual void on(const Operation&) {}
    virtual void on(const Transition&) {}
    virtual void on(const Refused&) {}
    virtual void on(const Alert&) {}
    virtual void on(const SecurityStateChange&) {}
    virtual void on(const Cost&) {}
    virtual void on(const End&) {}
};

/// Sends `event` to `sink` if there is one. Build the event inside `if (sink)` when that costs
/// anything.
template <class Event>
inline void emit(Sink* sink, const Event& event) {
    if (sink != nullptr) [[unlikely]]
        sink->on(event);
}

}  // namespace vitrine::trace
