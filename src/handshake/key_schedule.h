// From the premaster secret to keys: master secret, key block, verify_data (RFC 5246 §6.3, §8.1,
// §7.4.9, RFC 7627 §4). Each derivation is announced to the sink with inputs and output. Read next:
// crypto/kdf/prf.h (the function), record/protection.h (what the keys are for).
#pragma once

#include "base/secret.h"
#include "base/trace.h"
#include "crypto/kdf/prf.h"
#include "handshake/suites.h"
#include "record/protocol_version.h"

namespace vitrine::handshake {

using MasterSecret = Secret<48, struct MasterSecretTag>;
using PremasterSecret =
    SecretBytes<struct PremasterSecretTag, 1024>;  // its length depends on the exchange

inline constexpr std::size_t kVerifyDataLen = 12;
inline constexpr std::size_t kRandomLen = 32;
inline constexpr std::size_t kMaxKeyBlockLen = 192;  // two of each: MAC key 48, key 32, IV 16

using VerifyData = std::array<std::uint8_t, kVerifyDataLen>;

struct HelloRandoms {
    std::array<std::uint8_t, kRandomLen> client{};
    std::array<std::uint8_t, kRandomLen> server{};
};

/// The PRF of a suite under a version: MD5/SHA-1 below TLS 1.2, whatever the suite says.
crypto::PrfAlg prf_for(record::ProtocolVersion version, const CipherSuite& suite);

/// PRF(premaster, "master secret", client_random || server_random). The premaster dies here.
MasterSecret derive_master_secret(crypto::PrfAlg prf,
                                  PremasterSecret premaster,
                                  const HelloRandoms& randoms,
                                  trace::Sink* sink);

/// PRF(premaster, "extended master secret", session_hash): bound to the whole transcript (RFC 7627
/// §4).
MasterSecret derive_extended_master_secret(crypto::PrfAlg prf,
                                           PremasterSecret premaster,
                                           const crypto::Digest& session_hash,
                                           const HelloRandoms& randoms,
                                           trace::Sink* sink);

/// One direction's part of the key block; lengths are the suite's.
struct DirectionKeys {
    ByteView mac_key;
    ByteView key;
    ByteView iv;
};

/// The key block cut as RFC 5246 §6.3 says: MAC keys, cipher keys, IVs, the client's first of each.
class KeyBlock {
  public:
    KeyBlock(crypto::PrfAlg prf,
             const MasterSecret& master,
             const HelloRandoms& randoms,
             record::ProtocolVersion version,
             const CipherSuite& suite,
             trace::Sink* sink);

    [[nodiscard]] DirectionKeys client() const { return part(0); }
    [[nodiscard]] DirectionKeys server() const { return part(1); }

  private:
    [[nodiscard]] DirectionKeys part(std::size_t side) const;

    Secret<kMaxKeyBlockLen, struct KeyBlockTag> bytes_;
    std::size_t mac_len_;
    std::size_t key_len_;
    std::size_t iv_len_;
};

/// PRF(master, "client finished" or "server finished", session_hash), 12 bytes.
VerifyData compute_verify_data(crypto::PrfAlg prf,
                               const MasterSecret& master,
                               trace::Role sender,
                               const crypto::Digest& session_hash,
                               trace::Sink* sink);

}  // namespace vitrine::handshake
