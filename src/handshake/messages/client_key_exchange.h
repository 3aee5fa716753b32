// ClientKeyExchange (RFC 5246 §7.4.7, RFC 8422 §5.7): the encrypted premaster secret or a public
// value.
#pragma once

#include "base/wire_reader.h"
#include "base/wire_writer.h"
#include "handshake/suites.h"

namespace vitrine::handshake {

struct ClientKeyExchange {
    ByteView psk_identity;  ///< with a pre-shared key (RFC 4279 §2)
    ByteView
        exchange_keys;  ///< encrypted_pre_master_secret, dh_Yc or the point, without its length
};

/// Errors: truncated, trailing_data, vector_out_of_bounds.
Result<ClientKeyExchange> decode_client_key_exchange(wire::Reader in, KeyExchange key_exchange);
void encode_client_key_exchange(wire::Writer& out,
                                KeyExchange key_exchange,
                                ByteView exchange_keys);

}  // namespace vitrine::handshake
