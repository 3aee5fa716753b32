#include "crypto/mode/cbc_hmac.h"

#include <algorithm>

#include "crypto/mode/cbc_hmac_kernel.h"
#include "crypto/mode/cbc_kernel.h"

namespace vitrine::crypto {

namespace {

constexpr std::size_t kHashBlock = kStitchStep;  // MD5, SHA-1, SHA-256

/// The first block of header || content.
void first_block(ByteView header, ByteView content, MutByteView block) {
    copy_bytes(header, block);
    copy_bytes(content.first(block.size() - header.size()), block.subspan(header.size()));
}

}  // namespace

const StitchKernel* CbcHmacPass::stitch_for(const CbcKey& cipher, HashAlg mac) {
    if (!cipher.kernel_->keeps_aesni_keys) return nullptr;
#if defined(__x86_64__)
    for (const StitchKernel* kernel : {&kStitchSha1Shani, &kStitchSha256Shani}) {
        if (kernel->hash == mac && cpu::usable(*kernel)) return kernel;
    }
#endif
    static_cast<void>(mac);
    return nullptr;
}

void CbcHmacPass::seal(MutByteView iv, ByteView header, ByteView content, MutByteView out) const {
    Digest mac;
    const bool stitched = stitch_ != nullptr && header.size() + content.size() >= 2 * kHashBlock;
    std::size_t done = 0;
    if (stitched) {
        done = seal_stitched(iv, header, content, out, mac);
    } else {
        mac = mac_.mac(header, content);
    }
    const MutByteView rest = out.subspan(done);
    copy_bytes(content.subspan(done), rest);
    copy_bytes(mac.view(), rest.subspan(content.size() - done));
    const MutByteView padding = rest.subspan(content.size() - done + mac.len);
    std::fill(padding.begin(), padding.end(), static_cast<std::uint8_t>(padding.size() - 1));
    cipher_.encrypt(iv, rest);
}

// The hash reads the content a block ahead of AES, less the header; both write elsewhere.
std::size_t CbcHmacPass::seal_stitched(
    MutByteView iv, ByteView header, ByteView content, MutByteView out, Digest& mac) const {
    std::array<std::uint8_t, kHashBlock> block;
    first_block(header, content, block);
    Hash::State state = mac_.inner_state();
    mac_.compress(state, block.data(), 1);
    const std::size_t ahead = kHashBlock - header.size();
    const std::size_t steps = (content.size() - ahead) / kStitchStep;
    stitch_->encrypt(cipher_.state_.data(), iv.data(), state,
                     {content.data() + ahead, content.data(), out.data(), steps});
    const std::size_t hashed = ahead + steps * kStitchStep;
    mac = mac_.finish(state, header.size() + hashed, content.subspan(hashed));
    return steps * kStitchStep;
}

Digest CbcHmacPass::open(MutByteView iv, const PartlyOpened& record) const {
    const std::size_t common = (record.header.size() + record.min_len) / kHashBlock;
    // The cipher goes two steps ahead of the hash.
    const std::size_t lead = 2 * kStitchStep;
    if (stitch_ == nullptr || common < 2 || record.encrypted < lead) {
        cipher_.decrypt(iv, record.data.first(record.encrypted));
        return mac_.mac_secret_length(record.header, record.data, record.secret_len,
                                      record.min_len);
    }
    cipher_.decrypt(iv, record.data.first(lead));
    std::array<std::uint8_t, kHashBlock> block;
    first_block(record.header, record.data, block);
    Hash::State state = mac_.inner_state();
    mac_.compress(state, block.data(), 1);
    const std::size_t ahead = kHashBlock - record.header.size();
    const std::size_t steps = std::min(common - 1, (record.encrypted - lead) / kStitchStep);
    std::uint8_t* data = record.data.data();
    stitch_->decrypt(cipher_.state_.data(), iv.data(), state,
                     {data + ahead, data + lead, data + lead, steps});
    const std::size_t decrypted = lead + steps * kStitchStep;
    cipher_.decrypt(iv, record.data.subspan(decrypted, record.encrypted - decrypted));
    const std::size_t hashed = 1 + steps;
    if (hashed < common) {
        mac_.compress(state, data + ahead + steps * kHashBlock, common - hashed);
    }
    return mac_.finish_secret_length(state, common, record.header, record.data, record.secret_len);
}

}  // namespace vitrine::crypto
