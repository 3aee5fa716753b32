// Signatures over the handshake (RFC 5246 §4.7, §7.4.3, §7.4.8): which algorithm, over which bytes.
// TLS 1.2 names hash and signature; below it RSA signs MD5 || SHA-1 and the others SHA-1.
#pragma once

#include "handshake/handshake.h"

namespace vitrine::handshake {

/// A few hash algorithms, without repetition.
struct HashSet {
    std::array<crypto::HashAlg, 6> algs{};
    std::size_t count = 0;

    void add(crypto::HashAlg alg);
    [[nodiscard]] std::span<const crypto::HashAlg> view() const {
        return std::span{algs}.first(count);
    }
};

/// The hashes that a CertificateVerify of this connection could use, beside the PRF's own.
HashSet hashes_for_signing(const Handshake& hs);

/// The algorithm the peer signed with: one we accept, fitting its key. Below TLS 1.2: the only one.
/// Errors: signature_algorithm_not_offered, signature_algorithm_wrong_key.
Result<x509::SignatureScheme> accept_signature_algorithm(Handshake& hs,
                                                         std::uint16_t scheme,
                                                         const x509::PublicKey& key);

/// Our first scheme that the peer accepts and that fits our key; none at 1.2 if nothing does.
std::optional<SignatureScheme> choose_scheme(const Handshake& hs,
                                             const x509::PublicKey& own_key,
                                             const wire::U16View& peer_schemes);

/// client_random || server_random || params, hashed as the algorithm says.
crypto::Digest digest_of_params(const Handshake& hs, const x509::SignatureScheme& algorithm);
/// The transcript so far, hashed as the algorithm says.
crypto::Digest digest_of_transcript(const Handshake& hs, const x509::SignatureScheme& algorithm);

/// Client: whether a credential answers the CertificateRequest; sets hs.own_scheme if it does.
bool fits_request(Handshake& hs, const Credential& credential);
/// Client: asks for the signature of CertificateVerify.
Status ask_to_sign_transcript(Handshake& hs);
/// Announces the agreed premaster secret to the sink.
void show_premaster(Handshake& hs);

}  // namespace vitrine::handshake
