// From a finished key exchange to protected records: when each direction's keys are made and put to
// use.
#pragma once

#include "handshake/handshake.h"

namespace vitrine::handshake {

/// Makes the key block if it is not there yet. Never from an absent master secret (CVE-2014-0224).
/// Errors: internal.
Status make_keys(Handshake& hs);
/// Puts the new keys of a direction to use; its sequence number starts at zero.
Status change_write_keys(Handshake& hs);
Status change_read_keys(Handshake& hs);
/// What the suite says about records.
record::ProtectionSpec protection_of(const CipherSuite& suite, record::ProtocolVersion version);

}  // namespace vitrine::handshake
