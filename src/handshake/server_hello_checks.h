// What a client checks in the server's answers before it believes them: everything chosen was
// offered. Rules C3, C3a-C3g, C4, C9 of docs/rules.md.
#pragma once

#include "handshake/handshake.h"
#include "handshake/messages/server_hello.h"
#include "handshake/messages/server_key_exchange.h"

namespace vitrine::handshake {

/// Errors: version_not_offered, version_downgraded.
Status accept_version(Handshake& hs, const ServerHello& hello);
/// Errors: cipher_suite_not_offered, cipher_suite_wrong_version, compression_not_offered.
Status accept_suite(Handshake& hs, const ServerHello& hello);
/// Errors: extension_not_offered, renegotiation_info_*, extended_master_secret_missing,
/// point_format_missing, extension_bad_value.
Status accept_extensions(Handshake& hs, const ServerHello& hello);
/// Full handshake or resumption.  Errors: resumption_mismatch, extended_master_secret_changed.
Status accept_session_id(Handshake& hs, const ServerHello& hello);
/// The key of the leaf against the suite's authentication.  Errors: certificate_wrong_type,
/// certificate_key_usage.
Status check_key_fits_suite(const x509::Certificate& leaf, const CipherSuite& suite);
/// The group of ServerKeyExchange, offered and strong enough; keeps group and public value.
/// Errors: group_not_offered, dh_group_too_small, bad_parameters.
Status accept_group(Handshake& hs, const ServerKeyExchange& message);

}  // namespace vitrine::handshake
