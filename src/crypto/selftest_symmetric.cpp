// Known answers of hashes, MACs, PRFs, ciphers and their modes.
#include <vector>

#include "crypto/cipher/rc4.h"
#include "crypto/hash/kernels.h"
#include "crypto/mac/hmac.h"
#include "crypto/mode/cbc_batch.h"
#include "crypto/mode/cbc_hmac.h"
#include "crypto/mode/cbc_hmac_kernel.h"
#include "crypto/selftest_checks.h"

namespace vitrine::crypto::selftest {

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes copy_of(ByteView view) {
    return {view.begin(), view.end()};
}

std::string_view kernel_of_hash(HashAlg alg) {
    for (const HashKernel& kernel : hash_kernels(alg)) {
        if (cpu::usable(kernel)) return kernel.name;
    }
    return {};
}

std::string_view hash_kernel(const KnownAnswer& answer) {
    return kernel_of_hash(static_cast<HashAlg>(answer.alg));
}

bool hash_answers(const KnownAnswer& answer, const Fields& in) {
    return equal_public(hash(static_cast<HashAlg>(answer.alg), in[0]).view(), in[1]);
}

bool hmac_answers(const KnownAnswer& answer, const Fields& in) {
    const Digest mac = HmacKey{static_cast<HashAlg>(answer.alg), in[0]}.mac(in[1]);
    return !in[2].empty() && equal_public(mac.view().first(in[2].size()), in[2]);
}

std::string_view prf_kernel(const KnownAnswer& answer) {
    switch (static_cast<PrfAlg>(answer.alg)) {
        case PrfAlg::md5_sha1:
            return kernel_of_hash(HashAlg::sha1);
        case PrfAlg::sha256:
            return kernel_of_hash(HashAlg::sha256);
        case PrfAlg::sha384:
            return kernel_of_hash(HashAlg::sha384);
    }
    return {};
}

bool prf_answers(const KnownAnswer& answer, const Fields& in) {
    Bytes out(in[3].size());
    prf(static_cast<PrfAlg>(answer.alg), in[0], as_text(in[1]), in[2], {}, out);
    return !out.empty() && equal_public(out, in[3]);
}

std::string_view only_kernel(const KnownAnswer&) {
    return "portable";
}

bool rc4_answers(const KnownAnswer&, const Fields& in) {
    Bytes out(in[1].size());
    Rc4Vartime(in[0]).apply(out);
    return !out.empty() && equal_public(out, in[1]);
}

/// A key of bytes that does not matter: its kernel is asked for.
std::string_view kernel_of_cipher(BlockCipherAlg alg, CbcKey::Use use) {
    const Bytes key(key_len(alg), 1);
    const auto made = CbcKey::make(alg, key, use);
    return made.ok() ? made->kernel() : std::string_view{};
}

std::string_view encrypt_kernel(const KnownAnswer& answer) {
    return kernel_of_cipher(static_cast<BlockCipherAlg>(answer.alg), CbcKey::Use::encrypt);
}

std::string_view decrypt_kernel(const KnownAnswer& answer) {
    return kernel_of_cipher(static_cast<BlockCipherAlg>(answer.alg), CbcKey::Use::decrypt);
}

Bytes cbc(BlockCipherAlg alg, CbcKey::Use use, ByteView key, ByteView iv, ByteView from) {
    Bytes chain = copy_of(iv);
    Bytes data = copy_of(from);
    const auto made = CbcKey::make(alg, key, use);
    if (!made.ok()) return {};
    if (use == CbcKey::Use::encrypt) {
        made->encrypt(chain, data);
    } else {
        made->decrypt(chain, data);
    }
    return data;
}

bool cbc_answers(const KnownAnswer& answer, const Fields& in) {
    const auto alg = static_cast<BlockCipherAlg>(answer.alg);
    return equal_public(cbc(alg, CbcKey::Use::encrypt, in[0], in[1], in[2]), in[3]) &&
           equal_public(cbc(alg, CbcKey::Use::decrypt, in[0], in[1], in[3]), in[2]);
}

/// Eleven times the same record: more than a batch, and not a whole number of them.
bool batch_answers(const KnownAnswer& answer, const Fields& in) {
    const auto key =
        CbcKey::make(static_cast<BlockCipherAlg>(answer.alg), in[0], CbcKey::Use::encrypt);
    if (!key.ok()) return false;
    std::vector<Bytes> ivs(11, copy_of(in[1]));
    std::vector<Bytes> records(11, copy_of(in[2]));
    std::vector<CbcStream> streams;
    for (std::size_t i = 0; i < 11; ++i) streams.push_back({ivs[i], records[i]});
    cbc_encrypt_batch(*key, streams);
    for (const Bytes& record : records) {
        if (!equal_public(record, in[3])) return false;
    }
    return true;
}

/// Blocks that were encrypted each for itself, read as a chain: D(c[i]) xor c[i-1]. Encrypting the
/// result must give the ciphertext again.
bool blocks_answer(const KnownAnswer& answer, const Fields& in) {
    const auto alg = static_cast<BlockCipherAlg>(answer.alg);
    const std::size_t block = block_len(alg);
    Bytes chained = copy_of(in[1]);
    for (std::size_t i = block; i < chained.size(); ++i)
        chained[i] = static_cast<std::uint8_t>(chained[i] ^ in[2][i - block]);
    const Bytes iv(block, 0);
    return !chained.empty() &&
           equal_public(cbc(alg, CbcKey::Use::decrypt, in[0], iv, in[2]), chained) &&
           equal_public(cbc(alg, CbcKey::Use::encrypt, in[0], iv, chained), in[2]);
}

HashAlg hash_named(std::string_view name) {
    for (const HashAlg alg : {HashAlg::sha1, HashAlg::sha256, HashAlg::sha384}) {
        if (name_of(alg) == name) return alg;
    }
    return HashAlg::md5;
}

std::string_view cbc_hmac_kernel(const KnownAnswer& answer) {
    const Fields in(answer);
    const auto key =
        CbcKey::make(static_cast<BlockCipherAlg>(answer.alg), in[2], CbcKey::Use::encrypt);
    if (!key.ok()) return {};
    const StitchKernel* stitch = CbcHmacPass::stitch_for(*key, hash_named(as_text(in[0])));
    return stitch != nullptr ? stitch->name : key->kernel();
}

bool cbc_hmac_answers(const KnownAnswer& answer, const Fields& in) {
    const auto alg = static_cast<BlockCipherAlg>(answer.alg);
    const HashAlg mac_alg = hash_named(as_text(in[0]));
    const auto sealing = CbcKey::make(alg, in[2], CbcKey::Use::encrypt);
    const auto opening = CbcKey::make(alg, in[2], CbcKey::Use::decrypt);
    if (!sealing.ok() || !opening.ok()) return false;
    const HmacKey mac(mac_alg, in[1]);
    Bytes iv = copy_of(in[3]);
    Bytes fragment(in[6].size());
    CbcHmacPass{*sealing, mac, CbcHmacPass::stitch_for(*sealing, mac_alg)}.seal(iv, in[4], in[5],
                                                                                fragment);
    const Bytes opened = cbc(alg, CbcKey::Use::decrypt, in[2], in[3], in[6]);
    return equal_public(fragment, in[6]) && opened.size() > in[5].size() &&
           equal_public(ByteView{opened}.first(in[5].size()), in[5]);
}

std::string_view aead_kernel(const KnownAnswer& answer) {
    const auto alg = static_cast<AeadAlg>(answer.alg);
    const auto made = AeadKey::make(alg, Bytes(key_len(alg), 1));
    return made.ok() ? made->kernel() : std::string_view{};
}

bool aead_answers(const KnownAnswer& answer, const Fields& in) {
    const auto key = AeadKey::make(static_cast<AeadAlg>(answer.alg), in[0]);
    if (!key.ok() || in[1].size() != kAeadNonceLen) return false;
    const std::span<const std::uint8_t, kAeadNonceLen> nonce{in[1].data(), kAeadNonceLen};
    Bytes data = copy_of(in[3]);
    Bytes tag(in[5].size());
    key->seal(nonce, in[2], data, tag);
    const bool sealed = equal_public(data, in[4]) && equal_public(tag, in[5]);
    return sealed && key->open(nonce, in[2], data, tag).ok() && equal_public(data, in[3]);
}

}  // namespace

Check symmetric_check(AnswerKind kind) {
    switch (kind) {
        case AnswerKind::hash:
            return {hash_kernel, hash_answers};
        case AnswerKind::hmac:
            return {hash_kernel, hmac_answers};
        case AnswerKind::prf:
            return {prf_kernel, prf_answers};
        case AnswerKind::rc4:
            return {only_kernel, rc4_answers};
        case AnswerKind::cbc:
            return {decrypt_kernel, cbc_answers};
        case AnswerKind::cbc_batch:
            return {encrypt_kernel, batch_answers};
        case AnswerKind::blocks:
            return {decrypt_kernel, blocks_answer};
        case AnswerKind::cbc_hmac:
            return {cbc_hmac_kernel, cbc_hmac_answers};
        case AnswerKind::aead:
            return {aead_kernel, aead_answers};
        default:
            return {nullptr, nullptr};
    }
}

}  // namespace vitrine::crypto::selftest
