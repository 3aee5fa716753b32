// The transcript: running hashes over all handshake messages, both directions, headers included,
// never a copy of them (RFC 5246 §7.4.9). HelloRequest and ChangeCipherSpec are not part of it.
// Which hashes are needed is known only after ServerHello (and, for CertificateVerify, after
// CertificateRequest), so the first messages are held as views until `start`.
#pragma once

#include <optional>

#include "base/result.h"
#include "crypto/hash/hash.h"
#include "crypto/kdf/prf.h"

namespace vitrine::handshake {

class Transcript {
  public:
    /// Adds a whole message. Before `start` only its view is kept: one message, which must stay
    /// valid.
    void add(ByteView message);

    /// Begins hashing for the negotiated PRF, and with every hash of `also` that a
    /// CertificateVerify may use.
    void start(crypto::PrfAlg prf, std::span<const crypto::HashAlg> also = {});

    /// MD5 || SHA-1 (36 bytes) below TLS 1.2, else the hash of the PRF: what Finished and the
    /// extended master secret cover.
    [[nodiscard]] crypto::Digest session_hash() const;
    /// The hash of everything so far by one algorithm; it must be one of those started.
    [[nodiscard]] crypto::Digest digest(crypto::HashAlg alg) const;
    /// True if `alg` is being computed.
    [[nodiscard]] bool has(crypto::HashAlg alg) const;

  private:
    static constexpr std::size_t kHashes = 6;
    void begin(crypto::HashAlg alg);

    ByteView held_;
    crypto::PrfAlg prf_ = crypto::PrfAlg::sha256;
    std::array<std::optional<crypto::Hash>, kHashes> hashes_;
};

}  // namespace vitrine::handshake
