// ServerKeyExchange (RFC 5246 §7.4.3, RFC 8422 §5.4): the server's ephemeral public value, signed.
// The signature covers both randoms and the parameters' exact bytes (`params`). With a pre-shared
// key (RFC 4279) a hint comes first and nothing is signed.
#pragma once

#include "base/wire_reader.h"
#include "base/wire_writer.h"
#include "handshake/suites.h"
#include "record/protocol_version.h"

namespace vitrine::handshake {

/// Views: valid while the message's bytes are. Which members are set follows the key exchange.
struct ServerKeyExchange {
    ByteView params;  ///< ServerDHParams or ServerECDHParams as sent
    // PSK (RFC 4279 §2, RFC 5489 §2)
    ByteView psk_identity_hint;
    // DHE
    ByteView dh_p;
    ByteView dh_g;
    ByteView dh_Ys;  // NOLINT(readability-identifier-naming): as RFC 5246 §7.4.3 spells it
    // ECDHE
    std::uint16_t named_curve = 0;
    ByteView point;
    // both, unless anonymous
    std::uint16_t signature_algorithm = 0;  ///< TLS 1.2
    ByteView signature;
};

/// Errors: truncated, trailing_data, vector_out_of_bounds, curve_type_unsupported,
/// server_key_exchange_malformed (a key exchange without this message).
Result<ServerKeyExchange> decode_server_key_exchange(wire::Reader in,
                                                     KeyExchange key_exchange,
                                                     record::ProtocolVersion version);

void encode_server_dh_params(wire::Writer& out, ByteView p, ByteView g, ByteView public_value);
void encode_server_ecdh_params(wire::Writer& out, std::uint16_t named_curve, ByteView point);
/// The parameters as they were signed, and the signature with its algorithm at TLS 1.2.
void encode_server_key_exchange(wire::Writer& out,
                                const ServerKeyExchange& message,
                                record::ProtocolVersion version);

}  // namespace vitrine::handshake
