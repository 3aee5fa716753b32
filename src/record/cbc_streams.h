// CBC fragments of many records on their way to be encrypted together (crypto/mode/cbc_batch.h):
// what cbc_hmac.cpp and cbc_etm.cpp have in common there.
#pragma once

#include <algorithm>
#include <array>

#include "crypto/mode/cbc_batch.h"
#include "record/fragment.h"

namespace vitrine::record {

/// Padding as RFC 5246 §6.2.3.2 has it: every byte says how many bytes come before the last.
inline void pad(MutByteView padding) {
    std::fill(padding.begin(), padding.end(), static_cast<std::uint8_t>(padding.size() - 1));
}

class CbcStreams {
  public:
    /// `fragment` begins with its IV, which stays as it is; returns the rest, to be filled.
    MutByteView add(MutByteView fragment, std::size_t block_len) {
        const MutByteView iv = MutByteView{ivs_[count_]}.first(block_len);
        copy_bytes(fragment.first(block_len), iv);
        streams_[count_] = {iv, fragment.subspan(block_len)};
        return streams_[count_++].data;
    }
    void encrypt(const crypto::CbcKey& key) const {
        crypto::cbc_encrypt_batch(key, std::span{streams_}.first(count_));
    }

  private:
    std::array<std::array<std::uint8_t, crypto::kMaxCipherBlock>, kMaxSealings> ivs_{};
    std::array<crypto::CbcStream, kMaxSealings> streams_{};
    std::size_t count_ = 0;
};

}  // namespace vitrine::record
