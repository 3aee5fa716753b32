#include "x509/padded_cbc.h"

#include <algorithm>
#include <array>

#include "base/secret.h"

namespace vitrine::x509 {

std::size_t unpadded_len(ByteView padded, std::size_t block) {
    if (padded.empty()) return 0;
    const std::size_t n = padded.back();
    if (n == 0 || n > block || n >= padded.size()) return 0;
    const bool fits = std::ranges::all_of(padded.last(n), [n](std::uint8_t b) { return b == n; });
    return fits ? padded.size() - n : 0;
}

Result<std::vector<std::uint8_t>> decrypt_padded_cbc(crypto::BlockCipherAlg cipher,
                                                     ByteView key,
                                                     ByteView iv,
                                                     ByteView ciphertext) {
    const std::size_t block = crypto::block_len(cipher);
    if (ciphertext.empty() || ciphertext.size() % block != 0)
        return fail(ErrorCode::bad_input_length);
    if (iv.size() != block) return fail(ErrorCode::bad_parameters);
    TLS_TRY_ASSIGN(const crypto::CbcKey cbc,
                   crypto::CbcKey::make(cipher, key, crypto::CbcKey::Use::decrypt));
    std::array<std::uint8_t, crypto::kMaxCipherBlock> chaining{};
    copy_bytes(iv, chaining);
    std::vector<std::uint8_t> plain(ciphertext.begin(), ciphertext.end());
    cbc.decrypt(MutByteView{chaining}.first(block), plain);
    const std::size_t len = unpadded_len(plain, block);
    if (len == 0) {
        wipe(plain);
        return fail(ErrorCode::pem_wrong_password);
    }
    wipe(MutByteView{plain}.subspan(len));
    plain.resize(len);
    return plain;
}

}  // namespace vitrine::x509
