// CBC encryption of many records at once. Inside one record each block waits for the one before;
// records with explicit IVs (RFC 4346 §6.2.3.2) do not wait for each other, so the cipher's latency
// is shared by eight.
#pragma once

#include "crypto/mode/cbc.h"

namespace vitrine::crypto {

/// One record: its IV, and its plaintext padded to whole blocks.
struct CbcStream {
    MutByteView iv;    ///< one block; becomes the last ciphertext block
    MutByteView data;  ///< encrypted in place
};

/// The same as key.encrypt() of each stream. The streams may differ in length and must not overlap.
/// Secret: key, data.  Public: number and sizes of the streams.  Leaks: nothing.
void cbc_encrypt_batch(const CbcKey& key, std::span<const CbcStream> streams);

}  // namespace vitrine::crypto
