#include "crypto/mode/cbc.h"

#include <cassert>

#include "base/secret.h"
#include "crypto/cipher/aes.h"
#include "crypto/cipher/camellia.h"
#include "crypto/cipher/des.h"
#include "crypto/mode/cbc_des_kernel.h"
#include "crypto/mode/cbc_kernel.h"
#include "crypto/mode/cbc_portable.h"

namespace vitrine::crypto {

namespace {

struct BitslicedAes {
    using Key = aes::bitsliced::Key;
    static constexpr std::size_t kBlock = aes::kBlock;
    static constexpr std::size_t kAtOnce = 8;
    static void expand(ByteView key, CbcKey::Use /*use*/, Key& out) {
        aes::bitsliced::expand_key(key, out);
    }
    static constexpr auto kEncrypt = aes::bitsliced::encrypt_blocks;
    static constexpr auto kDecrypt = aes::bitsliced::decrypt_blocks;
};

// DES and 3DES alike: the key tells how many passes.
struct Des {
    using Key = des::Key;
    static constexpr std::size_t kBlock = des::kBlock;
    static constexpr std::size_t kAtOnce = 64;
    static void expand(ByteView key, CbcKey::Use /*use*/, Key& out) { des::expand_key(key, out); }
    static constexpr auto kEncrypt = des::encrypt_blocks;
    static constexpr auto kDecrypt = des::decrypt_blocks;
};

struct Camellia {
    using Key = camellia::Key;
    static constexpr std::size_t kBlock = camellia::kBlock;
    static constexpr std::size_t kAtOnce = camellia::kLanes;
    static void expand(ByteView key, CbcKey::Use /*use*/, Key& out) {
        camellia::expand_key(key, out);
    }
    static constexpr auto kEncrypt = camellia::encrypt_blocks;
    static constexpr auto kDecrypt = camellia::decrypt_blocks;
};

constexpr CbcKernel kAesKernels[] = {
#if defined(__x86_64__)
    {"vaes", cpu::kVaes | cpu::kAvx512 | cpu::kAesNi, cbc_aesni::expand_key, cbc_aesni::encrypt,
     cbc_vaes::decrypt, cbc_aesni::encrypt_batch, true},
    {"aesni", cpu::kAesNi | cpu::kSse41, cbc_aesni::expand_key, cbc_aesni::encrypt,
     cbc_aesni::decrypt, cbc_aesni::encrypt_batch, true},
#endif
    cbc_portable::Mode<BitslicedAes>::kernel("portable"),
};

constexpr CbcKernel kDesKernels[] = {
#if defined(__x86_64__)
    {"vbmi", cpu::kVbmi | cpu::kAvx512, cbc_des_vbmi::expand_key, cbc_des_vbmi::encrypt,
     cbc_des_vbmi::decrypt, nullptr},
    {"avx2", cpu::kAvx2, cbc_portable::Mode<Des>::expand_key, cbc_portable::Mode<Des>::encrypt,
     cbc_des_avx2::decrypt, nullptr},
#endif
    cbc_portable::Mode<Des>::kernel("portable"),
};

constexpr CbcKernel kCamelliaKernels[] = {
#if defined(__x86_64__)
    {"gfni", cpu::kGfni | cpu::kVbmi | cpu::kAvx512, cbc_camellia_gfni::expand_key,
     cbc_camellia_gfni::encrypt, cbc_camellia_gfni::decrypt, cbc_camellia_gfni::encrypt_batch},
    {"aesni", cpu::kAesNi | cpu::kSse41, cbc_camellia_aesni::expand_key,
     cbc_camellia_aesni::encrypt, cbc_camellia_aesni::decrypt, nullptr},
#endif
    cbc_portable::Mode<Camellia>::kernel("portable"),
};

struct Cipher {
    BlockCipherAlg alg;
    std::string_view name;
    std::size_t key_len;
    std::size_t block_len;
    std::span<const CbcKernel> kernels;  // best first
};

constexpr Cipher kCiphers[] = {
    {BlockCipherAlg::aes128, "AES-128", 16, 16, kAesKernels},
    {BlockCipherAlg::aes256, "AES-256", 32, 16, kAesKernels},
    {BlockCipherAlg::des, "DES", 8, 8, kDesKernels},
    {BlockCipherAlg::des_ede3, "3DES-EDE", 24, 8, kDesKernels},
    {BlockCipherAlg::camellia128, "Camellia-128", 16, 16, kCamelliaKernels},
    {BlockCipherAlg::camellia256, "Camellia-256", 32, 16, kCamelliaKernels},
};

constexpr bool in_order() {
    for (std::size_t i = 0; i < std::size(kCiphers); ++i) {
        if (kCiphers[i].alg != static_cast<BlockCipherAlg>(i)) return false;
    }
    return true;
}
static_assert(in_order(), "kCiphers must follow the order of BlockCipherAlg");

const Cipher& info(BlockCipherAlg alg) {
    return kCiphers[static_cast<std::size_t>(alg)];
}

const CbcKernel* find_kernel(std::span<const CbcKernel> kernels, std::string_view name) {
    for (const CbcKernel& kernel : kernels) {
        if (cpu::usable(kernel) && (name.empty() || kernel.name == name)) return &kernel;
    }
    return nullptr;
}

}  // namespace

std::size_t key_len(BlockCipherAlg alg) {
    return info(alg).key_len;
}
std::size_t block_len(BlockCipherAlg alg) {
    return info(alg).block_len;
}
std::string_view name_of(BlockCipherAlg alg) {
    return info(alg).name;
}

Result<CbcKey> CbcKey::make(BlockCipherAlg alg, ByteView key, Use use, std::string_view kernel) {
    if (key.size() != info(alg).key_len) return fail(ErrorCode::bad_key_length);
    CbcKey made(alg, use);
    made.kernel_ = find_kernel(info(alg).kernels, kernel);
    if (made.kernel_ == nullptr) return fail(ErrorCode::unsupported_algorithm);
    made.kernel_->expand_key(key, use, made.state_.data());
    return made;
}

void CbcKey::encrypt(MutByteView iv, MutByteView data) const {
    const std::size_t block = info(alg_).block_len;
    assert(use_ == Use::encrypt && iv.size() == block && data.size() % block == 0);
    kernel_->encrypt(state_.data(), iv.data(), data.data(), data.size() / block);
}

void CbcKey::decrypt(MutByteView iv, MutByteView data) const {
    const std::size_t block = info(alg_).block_len;
    assert(use_ == Use::decrypt && iv.size() == block && data.size() % block == 0);
    kernel_->decrypt(state_.data(), iv.data(), data.data(), data.size() / block);
}

void cbc_encrypt_batch(const CbcKey& key, std::span<const CbcStream> streams) {
    const std::size_t block = info(key.alg_).block_len;
    for ([[maybe_unused]] const CbcStream& stream : streams) {
        assert(stream.iv.size() == block && stream.data.size() % block == 0);
    }
    assert(key.use_ == CbcKey::Use::encrypt);
    if (key.kernel_->encrypt_batch != nullptr) {
        key.kernel_->encrypt_batch(key.state_.data(), streams.data(), streams.size());
        return;
    }
    for (const CbcStream& stream : streams) {
        key.kernel_->encrypt(key.state_.data(), stream.iv.data(), stream.data.data(),
                             stream.data.size() / block);
    }
}

std::string_view CbcKey::kernel() const {
    return kernel_->name;
}

CbcKey::CbcKey(CbcKey&& other) noexcept
    : alg_(other.alg_), use_(other.use_), kernel_(other.kernel_), state_(other.state_) {
    wipe(other.state_);
}

CbcKey& CbcKey::operator=(CbcKey&& other) noexcept {
    if (this != &other) {
        alg_ = other.alg_;
        use_ = other.use_;
        kernel_ = other.kernel_;
        state_ = other.state_;
        wipe(other.state_);
    }
    return *this;
}

CbcKey::~CbcKey() {
    wipe(state_);
    wipe_stack();  // round keys, where a kernel had too few registers
}

}  // namespace vitrine::crypto
