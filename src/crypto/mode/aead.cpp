#include "crypto/mode/aead.h"

#include <cassert>

#include "base/ct.h"
#include "base/secret.h"
#include "crypto/mode/aead_kernel.h"

namespace vitrine::crypto {

namespace {

constexpr AeadKernel kGcmKernels[] = {
#if defined(__x86_64__)
    {"vaes", cpu::kVaes | cpu::kAvx512 | cpu::kAesNi | cpu::kBmi2Adx, gcm_vaes::expand_key,
     gcm_vaes::seal, gcm_vaes::open},
    {"aesni", cpu::kAesNi | cpu::kSse41 | cpu::kPclmul, gcm_pclmul::expand_key, gcm_pclmul::seal,
     gcm_pclmul::open},
#endif
    {"portable", cpu::kBaseline, gcm_portable::expand_key, gcm_portable::seal, gcm_portable::open},
};

constexpr AeadKernel kCcmKernels[] = {
#if defined(__x86_64__)
    {"aesni", cpu::kAesNi | cpu::kSse41, ccm_aesni::expand_key, ccm_aesni::seal, ccm_aesni::open},
#endif
    {"portable", cpu::kBaseline, ccm_portable::expand_key, ccm_portable::seal, ccm_portable::open},
};

constexpr AeadKernel kChachaKernels[] = {
#if defined(__x86_64__)
    {"ifma", cpu::kIfma | cpu::kAvx512 | cpu::kBmi2Adx, chacha20_poly1305_ifma::expand_key,
     chacha20_poly1305_ifma::seal, chacha20_poly1305_ifma::open},
    {"avx2", cpu::kAvx2 | cpu::kBmi2Adx, chacha20_poly1305_avx2::expand_key,
     chacha20_poly1305_avx2::seal, chacha20_poly1305_avx2::open},
    {"sse4.1", cpu::kSse41, chacha20_poly1305_sse41::expand_key, chacha20_poly1305_sse41::seal,
     chacha20_poly1305_sse41::open},
#endif
    {"portable", cpu::kBaseline, chacha20_poly1305_portable::expand_key,
     chacha20_poly1305_portable::seal, chacha20_poly1305_portable::open},
};

struct Aead {
    AeadAlg alg;
    std::string_view name;
    std::size_t key_len;
    std::size_t tag_len;
    std::span<const AeadKernel> kernels;  // best first
};

constexpr Aead kAeads[] = {
    {AeadAlg::aes128_gcm, "AES-128-GCM", 16, 16, kGcmKernels},
    {AeadAlg::aes256_gcm, "AES-256-GCM", 32, 16, kGcmKernels},
    {AeadAlg::aes128_ccm, "AES-128-CCM", 16, 16, kCcmKernels},
    {AeadAlg::aes256_ccm, "AES-256-CCM", 32, 16, kCcmKernels},
    {AeadAlg::aes128_ccm8, "AES-128-CCM-8", 16, 8, kCcmKernels},
    {AeadAlg::aes256_ccm8, "AES-256-CCM-8", 32, 8, kCcmKernels},
    {AeadAlg::chacha20_poly1305, "ChaCha20-Poly1305", 32, 16, kChachaKernels},
};

constexpr bool in_order() {
    for (std::size_t i = 0; i < std::size(kAeads); ++i) {
        if (kAeads[i].alg != static_cast<AeadAlg>(i)) return false;
    }
    return true;
}
static_assert(in_order(), "kAeads must follow the order of AeadAlg");

const Aead& info(AeadAlg alg) {
    return kAeads[static_cast<std::size_t>(alg)];
}

const AeadKernel* find_kernel(std::span<const AeadKernel> kernels, std::string_view name) {
    for (const AeadKernel& kernel : kernels) {
        if (cpu::usable(kernel) && (name.empty() || kernel.name == name)) return &kernel;
    }
    return nullptr;
}

}  // namespace

std::size_t key_len(AeadAlg alg) {
    return info(alg).key_len;
}
std::size_t tag_len(AeadAlg alg) {
    return info(alg).tag_len;
}
std::string_view name_of(AeadAlg alg) {
    return info(alg).name;
}

Result<AeadKey> AeadKey::make(AeadAlg alg, ByteView key, std::string_view kernel) {
    if (key.size() != info(alg).key_len) return fail(ErrorCode::bad_key_length);
    AeadKey made(alg);
    made.kernel_ = find_kernel(info(alg).kernels, kernel);
    if (made.kernel_ == nullptr) return fail(ErrorCode::unsupported_algorithm);
    made.kernel_->expand_key(key, made.state_.data());
    return made;
}

void AeadKey::seal(std::span<const std::uint8_t, kAeadNonceLen> nonce,
                   ByteView aad,
                   MutByteView data,
                   MutByteView tag) const {
    assert(tag.size() == info(alg_).tag_len);
    std::uint8_t full[kFullTag];
    kernel_->seal(state_.data(), {nonce.data(), aad, data, tag.size()}, full);
    copy_bytes({full, tag.size()}, tag);
}

Status AeadKey::open(std::span<const std::uint8_t, kAeadNonceLen> nonce,
                     ByteView aad,
                     MutByteView data,
                     ByteView tag) const {
    // public: the tag's length is on the wire
    if (tag.size() != info(alg_).tag_len) {
        wipe(data);
        return fail(ErrorCode::not_authentic);
    }
    std::uint8_t expected[kFullTag];
    kernel_->open(state_.data(), {nonce.data(), aad, data, tag.size()}, expected);
    const ct::Mask same = ct::equal({expected, tag.size()}, tag);
    wipe(expected);  // a forger would like to know it
    if (!ct::declassify(same, "a refused record is answered by an alert that everybody sees")) {
        wipe(data);
        return fail(ErrorCode::not_authentic);
    }
    return done();
}

std::string_view AeadKey::kernel() const {
    return kernel_->name;
}

AeadKey::AeadKey(AeadKey&& other) noexcept
    : alg_(other.alg_), kernel_(other.kernel_), state_(other.state_) {
    wipe(other.state_);
}

AeadKey& AeadKey::operator=(AeadKey&& other) noexcept {
    if (this != &other) {
        alg_ = other.alg_;
        kernel_ = other.kernel_;
        state_ = other.state_;
        wipe(other.state_);
    }
    return *this;
}

AeadKey::~AeadKey() {
    wipe(state_);
    wipe_stack();  // round keys, where a kernel had too few registers
}

}  // namespace vitrine::crypto
