// What a server chooses from a ClientHello: version, resumption, suite, certificate, group, scheme.
// Rules S1-S3 of docs/rules.md.
#pragma once

#include "handshake/handshake.h"
#include "handshake/messages/client_hello.h"

namespace vitrine::handshake {

/// Errors: version_not_supported, inappropriate_fallback.
Status choose_version(Handshake& hs, const ClientHello& hello);
/// Compression, point formats, renegotiation_info, and what the client offered.
/// Errors: compression_null_missing, point_format_missing, renegotiation_info_*,
/// no_application_protocol, extended_master_secret_missing.
Status accept_client_hello(Handshake& hs, const ClientHello& hello);
/// Looks for the session the client names; sets hs.resuming.  Errors:
/// extended_master_secret_changed.
Status choose_session(Handshake& hs, const ClientHello& hello);
/// The first suite of our order for which everything is at hand; sets suite, credential, group and
/// scheme. Errors: no_common_cipher_suite, no_common_group, no_common_signature_algorithm.
Status choose_suite(Handshake& hs);

}  // namespace vitrine::handshake
