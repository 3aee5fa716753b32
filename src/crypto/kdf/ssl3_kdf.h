// How SSL 3.0 made its keys (RFC 6101), before there was a PRF. Off the protocol's path: no
// connection here speaks SSL 3.0. It is kept to be read beside prf.h, which replaced it in TLS 1.0.
#pragma once

#include "base/bytes.h"

namespace vitrine::crypto {

/// master_secret = MD5(pre_master_secret + SHA('A' + pre_master_secret + client + server)) + the
/// same with 'BB' + the same with 'CCC'.
///
/// premaster  any length, in bytes (secret)
/// client_random, server_random  32 bytes each
/// out        any length up to 416 bytes; SSL 3.0 takes 48
/// Errors  none.  Time: constant in `premaster`; linear in out.size().
/// Source  RFC 6101 §6.1.
void ssl3_master_secret(ByteView premaster,
                        ByteView client_random,
                        ByteView server_random,
                        MutByteView out);

/// key_block, from which MAC keys, cipher keys and IVs are cut: the same, of the master secret,
/// with the randoms in the other order and as many letters as it takes.
///
/// master  48 bytes (secret)
/// out     any length up to 416 bytes: RFC 6101 has 26 letters
/// Errors  none.  Time: constant in `master`; linear in out.size().
/// Source  RFC 6101 §6.2.2.
void ssl3_key_block(ByteView master,
                    ByteView server_random,
                    ByteView client_random,
                    MutByteView out);

}  // namespace vitrine::crypto
