// Hashes, MACs, ciphers, modes and AEADs of AWS-LC and Botan.
#include <gtest/gtest.h>

#include "crypto/cipher/chacha20.h"
#include "crypto/cipher/rc4.h"
#include "crypto/mac/hmac.h"
#include "crypto/mac/poly1305.h"
#include "crypto/mode/aead.h"
#include "crypto/mode/cbc.h"
#include "extra/text_vectors.h"
#include "extra/vector_folder.h"

namespace vitrine::test {

namespace {

namespace fs = std::filesystem;
using crypto::AeadAlg;
using crypto::BlockCipherAlg;
using crypto::CbcKey;

constexpr const char* kNoCipher = "not a cipher or mode of ours";

void read_hash(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Out"})) {
        const auto alg = find_hash(block.section);
        if (!alg) {
            tally.leave_out("not a hash of ours: " + block.section);
            continue;
        }
        const Bytes data = bytes_of(block, "In");
        crypto::Hash running(*alg);  // and byte by byte
        for (const std::uint8_t& byte : data) running.update({&byte, 1});
        const Bytes expected = bytes_of(block, "Out");
        tally.valid(where(block), equal_public(crypto::hash(*alg, data).view(), expected) &&
                                      equal_public(running.digest().view(), expected));
    }
}

void note_hmac(const VectorBlock& block,
               const std::string& hash,
               const Bytes& expected,
               const Bytes& data,
               Tally& tally) {
    const auto alg = find_hash(hash);
    if (!alg) return tally.leave_out("not a hash of ours: " + hash);
    const crypto::HmacKey key(*alg, bytes_of(block, "Key"));
    tally.valid(where(block), equal_public(key.mac(data).view(), expected));
}

void read_aws_hmac(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file))
        note_hmac(block, block.text("HMAC"), bytes_of(block, "Output"), bytes_of(block, "Input"),
                  tally);
}

void read_botan_hmac(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Out"}))
        note_hmac(block, in_parentheses(block.section), bytes_of(block, "Out"),
                  bytes_of(block, "In"), tally);
}

bool poly1305_is(const Bytes& key, const Bytes& data, const Bytes& expected) {
    Bytes tag(16);
    crypto::Poly1305 mac(key.data());
    const std::size_t whole = data.size() / 16 * 16;
    mac.update(ByteView{data}.first(whole));
    if (whole < data.size()) mac.update(ByteView{data}.subspan(whole));
    mac.finish(tag.data());
    return key.size() == 32 && tag == expected;
}

void read_aws_poly1305(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file))
        tally.valid(where(block), poly1305_is(bytes_of(block, "Key"), bytes_of(block, "Input"),
                                              bytes_of(block, "MAC")));
}

void read_botan_poly1305(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Out"}))
        tally.valid(where(block), poly1305_is(bytes_of(block, "Key"), bytes_of(block, "In"),
                                              bytes_of(block, "Out")));
}

struct AeadCase {
    Bytes key, nonce, plain, aad, cipher, tag;
};

std::optional<AeadAlg> gcm_of(const AeadCase& one) {
    if (one.nonce.size() != crypto::kAeadNonceLen || one.tag.size() != 16) return std::nullopt;
    if (one.key.size() == 16) return AeadAlg::aes128_gcm;
    if (one.key.size() == 32) return AeadAlg::aes256_gcm;
    return std::nullopt;
}

/// Seals and opens; then no damaged tag opens.
bool aead_is(AeadAlg alg, const AeadCase& one) {
    const auto key = crypto::AeadKey::make(alg, one.key);
    if (!key.ok()) return false;
    const std::span<const std::uint8_t, crypto::kAeadNonceLen> nonce{one.nonce.data(),
                                                                     crypto::kAeadNonceLen};
    Bytes data = one.plain;
    Bytes tag(one.tag.size());
    key->seal(nonce, one.aad, data, tag);
    bool right = data == one.cipher && tag == one.tag;
    right = key->open(nonce, one.aad, data, tag).ok() && data == one.plain && right;
    data = one.cipher;
    tag[tag.size() / 2] ^= 4;
    return !key->open(nonce, one.aad, data, tag).ok() && right;
}

void note_gcm(const VectorBlock& block, const AeadCase& one, Tally& tally) {
    const auto alg = gcm_of(one);
    if (!alg) return tally.leave_out("TLS has keys of 128 and 256, nonces of 96, tags of 128 bits");
    tally.valid(where(block), aead_is(*alg, one));
}

void read_aws_gcm(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file)) {
        const bool tests = block.has("KEY");
        note_gcm(block,
                 tests ? AeadCase{bytes_of(block, "KEY"), bytes_of(block, "NONCE"),
                                  bytes_of(block, "IN"), bytes_of(block, "AD"),
                                  bytes_of(block, "CT"), bytes_of(block, "TAG")}
                       : AeadCase{bytes_of(block, "Key"), bytes_of(block, "Nonce"),
                                  bytes_of(block, "Plaintext"), bytes_of(block, "AdditionalData"),
                                  bytes_of(block, "Ciphertext"), bytes_of(block, "Tag")},
                 tally);
    }
}

void read_aws_chacha(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file)) {
        const AeadCase one{bytes_of(block, "KEY"), bytes_of(block, "NONCE"),
                           bytes_of(block, "IN"),  bytes_of(block, "AD"),
                           bytes_of(block, "CT"),  bytes_of(block, "TAG")};
        if (one.tag.size() != 16 || one.nonce.size() != 12) {
            tally.leave_out("tags of ChaCha20-Poly1305 are whole (RFC 7905 §2)");
            continue;
        }
        tally.valid(where(block), aead_is(AeadAlg::chacha20_poly1305, one));
    }
}

/// Botan writes ciphertext and tag in one.
AeadCase botan_aead(const VectorBlock& block, std::size_t tag_len) {
    AeadCase one{bytes_of(block, "Key"), bytes_of(block, "Nonce"), bytes_of(block, "In"),
                 bytes_of(block, "AD"),  bytes_of(block, "Out"),   {}};
    const auto end = one.cipher.end() - static_cast<std::ptrdiff_t>(tag_len);
    one.tag.assign(end, one.cipher.end());
    one.cipher.erase(end, one.cipher.end());
    return one;
}

void read_botan_gcm(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Out"})) {
        const std::string length = in_parentheses(block.section);
        if (!block.section.starts_with("AES")) {
            tally.leave_out("not a cipher of ours: " + block.section);
        } else {
            note_gcm(
                block,
                botan_aead(block,
                           length.empty() ? 16U : static_cast<std::size_t>(std::stoul(length))),
                tally);
        }
    }
}

// "AES-128/CCM(16,3)": the tag's length, and 15 less the nonce's.
void read_botan_ccm(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Out"})) {
        const std::string sizes = in_parentheses(block.section);
        if (block.section.starts_with("AES-128") && (sizes == "16,3" || sizes == "8,3")) {
            const bool whole = sizes == "16,3";
            tally.valid(where(block), aead_is(whole ? AeadAlg::aes128_ccm : AeadAlg::aes128_ccm8,
                                              botan_aead(block, whole ? 16 : 8)));
        } else {
            tally.leave_out("TLS has CCM with nonces of 96 bits and tags of 128 or 64");
        }
    }
}

/// One block at a time is the cipher itself: CBC from a zero IV.
bool blocks_are(BlockCipherAlg alg, const Bytes& key, const Bytes& plain, const Bytes& cipher) {
    const std::size_t size = crypto::block_len(alg);
    const auto seal = CbcKey::make(alg, key, CbcKey::Use::encrypt);
    const auto open = CbcKey::make(alg, key, CbcKey::Use::decrypt);
    if (!seal.ok() || !open.ok() || plain.size() % size != 0) return false;
    Bytes data = plain;
    for (std::size_t at = 0; at < data.size(); at += size) {
        Bytes iv(size);
        seal->encrypt(iv, MutByteView{data}.subspan(at, size));
    }
    bool right = data == cipher;
    for (std::size_t at = 0; at < data.size(); at += size) {
        Bytes iv(size);
        open->decrypt(iv, MutByteView{data}.subspan(at, size));
    }
    return right && data == plain;
}

bool cbc_is(BlockCipherAlg alg, const Bytes& key, const Bytes& iv, Bytes plain, const Bytes& out) {
    const auto seal = CbcKey::make(alg, key, CbcKey::Use::encrypt);
    const auto open = CbcKey::make(alg, key, CbcKey::Use::decrypt);
    if (!seal.ok() || !open.ok()) return false;
    const Bytes before = plain;
    Bytes chain = iv;
    seal->encrypt(chain, plain);
    const bool right = plain == out;
    chain = iv;
    open->decrypt(chain, plain);
    return right && plain == before;
}

/// "AES-128", "TripleDES", "DES-EDE3" ... with a key of that length.
std::optional<BlockCipherAlg> cipher_named(const std::string& name, std::size_t key_size) {
    std::optional<BlockCipherAlg> alg;
    if (name == "AES-128") alg = BlockCipherAlg::aes128;
    if (name == "AES-256") alg = BlockCipherAlg::aes256;
    if (name == "Camellia-128") alg = BlockCipherAlg::camellia128;
    if (name == "Camellia-256") alg = BlockCipherAlg::camellia256;
    if (name == "DES") alg = BlockCipherAlg::des;
    if (name == "TripleDES" || name == "DES-EDE3") alg = BlockCipherAlg::des_ede3;
    if (alg && crypto::key_len(*alg) != key_size) return std::nullopt;
    return alg;
}

void read_botan_blocks(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Out"})) {
        const Bytes key = bytes_of(block, "Key");
        const auto alg = cipher_named(block.section, key.size());
        if (!alg) {
            tally.leave_out(std::string{kNoCipher} + ": " + block.section + " with a key of " +
                            std::to_string(8 * key.size()) + " bits");
            continue;
        }
        tally.valid(where(block),
                    blocks_are(*alg, key, bytes_of(block, "In"), bytes_of(block, "Out")));
    }
}

/// PKCS#7: to a whole block.
void pad(Bytes& data, std::size_t block) {
    const std::size_t n = block - data.size() % block;
    data.insert(data.end(), n, static_cast<std::uint8_t>(n));
}

void read_botan_cbc(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Out"})) {
        const Bytes key = bytes_of(block, "Key");
        const auto alg = cipher_named(block.section.substr(0, block.section.find('/')), key.size());
        const bool pkcs7 = block.section.ends_with("PKCS7");
        if (!alg || (!pkcs7 && !block.section.ends_with("NoPadding"))) {
            tally.leave_out(std::string{kNoCipher} + ": " + block.section);
            continue;
        }
        Bytes plain = bytes_of(block, "In");
        if (pkcs7) pad(plain, crypto::block_len(*alg));
        tally.valid(where(block),
                    cbc_is(*alg, key, bytes_of(block, "Nonce"), plain, bytes_of(block, "Out")));
    }
}

bool rc4_is(const Bytes& key, Bytes data, const Bytes& expected) {
    crypto::Rc4Vartime rc4(key);
    rc4.apply(data);
    return data == expected;
}

void read_botan_rc4(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Out"})) {
        const Bytes out = bytes_of(block, "Out");
        if (block.section != "RC4") {
            tally.leave_out("TLS drops no key stream: " + block.section);
            continue;
        }
        tally.valid(where(block),
                    rc4_is(bytes_of(block, "Key"),
                           block.has("In") ? bytes_of(block, "In") : Bytes(out.size()), out));
    }
}

// The 64-bit nonce of the original ChaCha is the last two thirds of ours, behind four zeros.
void read_botan_chacha(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Out"})) {
        const Bytes key = bytes_of(block, "Key");
        Bytes nonce = bytes_of(block, "Nonce");
        const std::size_t seek = block.has("Seek") ? std::stoul(block.text("Seek")) : 0;
        if (block.section != "ChaCha(20)" || key.size() != 32 || nonce.size() > 12) {
            tally.leave_out("TLS has ChaCha of 20 rounds, keys of 256 and nonces of 96 bits");
            continue;
        }
        nonce.insert(nonce.begin(), 12 - nonce.size(), 0);
        const Bytes expected = bytes_of(block, "Out");
        if ((seek + expected.size()) / 64 > 0xffffffff) {
            tally.leave_out("the counter has 32 bits (RFC 8439 §2.3)");
            continue;
        }
        auto state = crypto::chacha20::make_state(key.data(), nonce.data(),
                                                  static_cast<std::uint32_t>(seek / 64));
        Bytes stream(seek % 64 + expected.size());
        crypto::chacha20::crypt(state, stream);
        tally.valid(where(block), equal_public(ByteView{stream}.subspan(seek % 64), expected));
    }
}

void note_cipher(const VectorBlock& block, const std::string& name, Tally& tally) {
    const Bytes key = bytes_of(block, "Key");
    const Bytes plain = bytes_of(block, "Plaintext");
    const Bytes cipher = bytes_of(block, "Ciphertext");
    const std::string mode = name.substr(name.rfind('-') + 1);
    if (mode == "GCM") {
        return note_gcm(block,
                        {key, bytes_of(block, "IV"), plain, bytes_of(block, "AAD"), cipher,
                         bytes_of(block, "Tag")},
                        tally);
    }
    if (name == "RC4") return tally.valid(where(block), rc4_is(key, plain, cipher));
    const bool bare = mode == "EDE3";
    const auto alg = cipher_named(bare ? name : name.substr(0, name.rfind('-')), key.size());
    if (alg && (bare || mode == "ECB"))
        return tally.valid(where(block), blocks_are(*alg, key, plain, cipher));
    if (alg && mode == "CBC")
        return tally.valid(where(block), cbc_is(*alg, key, bytes_of(block, "IV"), plain, cipher));
    tally.leave_out(std::string{kNoCipher} + ": " + name);
}

void read_aws_ciphers(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file)) {
        if (!block.text("Cipher").empty()) note_cipher(block, block.text("Cipher"), tally);
    }
}

}  // namespace

std::span<const Reader> symmetric_readers() {
    static constexpr Reader kReaders[] = {
        {"vectors-facts/botan/hash/[a-z0-9_]+\\.vec", Kernels::symmetric, read_hash},
        {"vectors-facts/aws-lc/hmac_tests\\.txt", Kernels::symmetric, read_aws_hmac},
        {"vectors-facts/botan/mac/hmac\\.vec", Kernels::symmetric, read_botan_hmac},
        {"vectors-facts/aws-lc/poly1305_tests\\.txt", Kernels::none, read_aws_poly1305},
        {"vectors-facts/botan/mac/poly1305\\.vec", Kernels::none, read_botan_poly1305},
        {"vectors-facts/aws-lc/(aes_(128|256)_)?gcm_tests\\.txt", Kernels::symmetric, read_aws_gcm},
        {"vectors-facts/aws-lc/chacha20_poly1305_tests\\.txt", Kernels::symmetric, read_aws_chacha},
        {"vectors-facts/aws-lc/cipher_tests\\.txt", Kernels::symmetric, read_aws_ciphers},
        {"vectors-facts/botan/aead/gcm\\.vec", Kernels::symmetric, read_botan_gcm},
        {"vectors-facts/botan/aead/ccm\\.vec", Kernels::symmetric, read_botan_ccm},
        {"vectors-facts/botan/block/[a-z]+\\.vec", Kernels::symmetric, read_botan_blocks},
        {"vectors-facts/botan/modes/cbc\\.vec", Kernels::symmetric, read_botan_cbc},
        {"vectors-facts/botan/stream/rc4\\.vec", Kernels::none, read_botan_rc4},
        {"vectors-facts/botan/stream/chacha\\.vec", Kernels::none, read_botan_chacha},
    };
    return kReaders;
}

}  // namespace vitrine::test
