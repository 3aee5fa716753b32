// CBC without a MAC: encryption, decryption, and many records at once, beside OpenSSL's EVP.
#include <openssl/evp.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "crypto/mode/cbc.h"
#include "crypto/mode/cbc_batch.h"
#include "support/legacy.h"
#include "support/pair.h"

namespace vitrine::bench {
namespace {

using crypto::BlockCipherAlg;
using crypto::CbcKey;
using crypto::CbcStream;
using Bytes = std::vector<std::uint8_t>;
using Use = CbcKey::Use;

constexpr std::size_t kRecords = 8;

struct Cipher {
    BlockCipherAlg alg;
    const char* row;
    const EVP_CIPHER* (*evp)();
};

constexpr Cipher kCiphers[] = {
    {BlockCipherAlg::aes128, "aes128cbc", EVP_aes_128_cbc},
    {BlockCipherAlg::aes256, "aes256cbc", EVP_aes_256_cbc},
    {BlockCipherAlg::camellia128, "camellia128cbc", EVP_camellia_128_cbc},
    {BlockCipherAlg::camellia256, "camellia256cbc", EVP_camellia_256_cbc},
    {BlockCipherAlg::des_ede3, "3descbc", EVP_des_ede3_cbc},
    {BlockCipherAlg::des, "descbc", EVP_des_cbc},
};

class Ours {
  public:
    Ours(const Cipher& cipher, Use use, std::size_t size, std::string_view kernel = {})
        : key_(*CbcKey::make(cipher.alg, Bytes(crypto::key_len(cipher.alg), 7), use, kernel)),
          block_(crypto::block_len(cipher.alg)),
          data_(size, 0x5a) {}

    void encrypt() {
        iv_.fill(3);
        key_.encrypt(MutByteView{iv_}.first(block_), data_);
    }
    void decrypt() {
        iv_.fill(3);
        key_.decrypt(MutByteView{iv_}.first(block_), data_);
    }
    [[nodiscard]] std::string kernel() const { return std::string{key_.kernel()}; }
    [[nodiscard]] const Bytes& data() const { return data_; }

  private:
    CbcKey key_;
    std::size_t block_;
    std::array<std::uint8_t, 16> iv_{};
    Bytes data_;
};

// kRecords records, with one key.
class Batch {
  public:
    Batch(const Cipher& cipher, std::size_t size)
        : key_(*CbcKey::make(cipher.alg, Bytes(crypto::key_len(cipher.alg), 7), Use::encrypt)),
          data_(kRecords, Bytes(size, 0x5a)),
          ivs_(kRecords, Bytes(16)) {}

    void encrypt() {
        std::array<CbcStream, kRecords> streams;
        for (std::size_t i = 0; i < kRecords; ++i) {
            ivs_[i].assign(16, 3);
            streams[i] = {ivs_[i], data_[i]};
        }
        crypto::cbc_encrypt_batch(key_, streams);
    }
    [[nodiscard]] const Bytes& last() const { return data_.back(); }

  private:
    CbcKey key_;
    std::vector<Bytes> data_;
    std::vector<Bytes> ivs_;
};

class Evp {
  public:
    Evp(const Cipher& cipher, bool encrypts, std::size_t size)
        : context_(EVP_CIPHER_CTX_new()), data_(size, 0x5a) {
        load_legacy_provider();
        const Bytes key(crypto::key_len(cipher.alg), 7);
        EVP_CipherInit_ex(context_, cipher.evp(), nullptr, key.data(), nullptr, encrypts ? 1 : 0);
        EVP_CIPHER_CTX_set_padding(context_, 0);
    }
    Evp(const Evp&) = delete;
    Evp& operator=(const Evp&) = delete;
    ~Evp() { EVP_CIPHER_CTX_free(context_); }

    void run() {
        const std::array<std::uint8_t, 16> iv{3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3};
        EVP_CipherInit_ex(context_, nullptr, nullptr, nullptr, iv.data(), -1);
        int done = 0;
        EVP_CipherUpdate(context_, data_.data(), &done, data_.data(),
                         static_cast<int>(data_.size()));
    }
    [[nodiscard]] const Bytes& data() const { return data_; }

  private:
    EVP_CIPHER_CTX* context_;
    Bytes data_;
};

std::string row_name(const Cipher& cipher, const char* what, std::size_t size) {
    return std::string{"crypto/"} + cipher.row + "_" + what + "/" + std::to_string(size);
}

void add_one_way(Rows& rows, const Cipher& cipher, Use use, std::size_t size) {
    const bool encrypts = use == Use::encrypt;
    rows.add(
        row_name(cipher, encrypts ? "encrypt" : "decrypt", size), size, [=, &cipher](Row& row) {
            auto ours = std::make_shared<Ours>(cipher, use, size);
            auto portable = std::make_shared<Ours>(cipher, use, size, "portable");
            auto evp = std::make_shared<Evp>(cipher, encrypts, size);
            const auto work = [encrypts](Ours& one) { encrypts ? one.encrypt() : one.decrypt(); };
            row.check([=] {
                work(*ours);
                work(*portable);
                evp->run();
                return ours->data() == evp->data() && portable->data() == evp->data();
            });
            row.ours(ours->kernel(), [=] { work(*ours); });
            if (ours->kernel() != "portable") row.portable([=] { work(*portable); });
            row.peer("openssl", [=] { evp->run(); });
        });
}

void add_batch(Rows& rows, const Cipher& cipher, std::size_t size) {
    rows.add(row_name(cipher, "encrypt8", size), size, [=, &cipher](Row& row) {
        auto ours = std::make_shared<Batch>(cipher, size);
        auto evp = std::make_shared<Evp>(cipher, true, size);
        row.check([=] {
            ours->encrypt();
            evp->run();
            return ours->last() == evp->data();
        });
        row.ours("batch", [=] { ours->encrypt(); }, kRecords);
        row.peer("openssl", [=] { evp->run(); });
    });
}

const Group kCbc{[](Rows& rows) {
    for (const Cipher& cipher : kCiphers) {
        for (const std::size_t size : {std::size_t{64}, std::size_t{1024}, std::size_t{16384}}) {
            add_one_way(rows, cipher, Use::encrypt, size);
            add_one_way(rows, cipher, Use::decrypt, size);
            if (crypto::block_len(cipher.alg) == 16) add_batch(rows, cipher, size);
        }
    }
}};

}  // namespace
}  // namespace vitrine::bench
