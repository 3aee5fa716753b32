// The blocks of PKCS#1 v1.5 (RFC 8017 §8.2, §9.2, §7.2): what is put around a digest or a message
// before RSA. Read next: pk/rsa_public.cpp and pk/rsa_private.cpp, which raise them to a power.
#pragma once

#include "crypto/pk/rsa.h"

namespace vitrine::crypto {

/// A DigestInfo's AlgorithmIdentifier may end in NULL or leave the parameters out (RFC 5246 §4.7).
enum class DigestInfoForm : std::uint8_t { null_parameters, absent_parameters };

/// EMSA-PKCS1-v1_5: 00 01 FF..FF 00 DigestInfo, filling `block`.
/// digest: digest_len(hash) bytes, or 36 for md5_sha1.
/// Errors: bad_input_length (digest), message_too_long (block too short).
Status emsa_pkcs1_encode(
    RsaDigestKind kind, HashAlg hash, DigestInfoForm form, ByteView digest, MutByteView block);

/// EME-PKCS1-v1_5: 00 02 nonzero random 00 message, filling `block`.
/// Secret: message, padding.  Leaks: nothing of the message; how many random bytes were zero.
/// Errors: message_too_long, entropy_failure.
Status eme_pkcs1_encode(ByteView message, Rng& rng, MutByteView block);

}  // namespace vitrine::crypto
