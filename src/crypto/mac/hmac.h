// HMAC (RFC 2104) with kept midstates: a key is hashed once, each MAC then costs only its own
// blocks. Also the variable-length MAC of CBC records in constant time (RFC 5246 §6.2.3.2, Lucky
// Thirteen).
#pragma once

#include "crypto/hash/hash.h"

namespace vitrine::crypto {

class Hmac;

/// A key made ready: the states after the inner and the outer pad block.
/// Secret: the key.  Public: its length.  Leaks: nothing.  Wiped on destruction.
class HmacKey {
  public:
    HmacKey(HashAlg alg, ByteView key);
    HmacKey(const HmacKey&) = default;
    HmacKey& operator=(const HmacKey&) = default;
    ~HmacKey();

    /// The MAC of `data`, digest_len(alg()) bytes.
    [[nodiscard]] Digest mac(ByteView data) const;
    /// The MAC of `first` followed by `second` (a record's header and fragment).
    [[nodiscard]] Digest mac(ByteView first, ByteView second) const;
    /// The MAC of `header` and the first `secret_len` bytes of `data`, in time that depends on
    /// data.size() and header.size() alone: a fixed number of compressions, masked selection.
    /// min_len <= secret_len <= data.size(); min_len is public and only saves work.
    /// Secret: key, data, secret_len.  Public: the sizes and min_len.  Leaks: nothing.
    [[nodiscard]] Digest mac_secret_length(ByteView header,
                                           ByteView data,
                                           std::size_t secret_len,
                                           std::size_t min_len) const;

    [[nodiscard]] HashAlg alg() const { return alg_; }

    // The parts of a MAC, for who hashes by itself while it encrypts (mode/cbc_hmac.cpp).

    /// The state to go on from: the key's block is in it.
    [[nodiscard]] const Hash::State& inner_state() const { return inner_; }
    /// Takes whole blocks into a state.
    void compress(Hash::State& state, const std::uint8_t* blocks, std::size_t count) const {
        compress_(state, blocks, count);
    }
    /// `state` took in the first `hashed` bytes of the message, whole blocks; `rest` ends it.
    [[nodiscard]] Digest finish(Hash::State state, std::uint64_t hashed, ByteView rest) const;
    /// `state` took in the first `blocks` blocks of header || data, which every length from min_len
    /// on has in common: at most (header.size() + min_len) / block_len. Contract as above.
    [[nodiscard]] Digest finish_secret_length(Hash::State state,
                                              std::size_t blocks,
                                              ByteView header,
                                              ByteView data,
                                              std::size_t secret_len) const;

  private:
    friend class Hmac;
    /// The outer hash over the inner one's final state; `room` is for two blocks.
    [[nodiscard]] Digest outer_digest(const Hash::State& inner, MutByteView room) const;

    HashAlg alg_;
    Hash::Compress compress_;
    Hash::State inner_{};
    Hash::State outer_{};
};

/// A running MAC.
class Hmac {
  public:
    explicit Hmac(const HmacKey& key);
    Hmac(const Hmac&) = default;
    Hmac& operator=(const Hmac&) = default;
    ~Hmac();

    void update(ByteView data);
    [[nodiscard]] Digest digest() const;

  private:
    Hash inner_;
    Hash::State outer_;
};

}  // namespace vitrine::crypto
