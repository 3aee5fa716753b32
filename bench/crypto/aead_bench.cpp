// Sealing and opening records with every AEAD, beside OpenSSL's EVP: 13 bytes of additional data, a
// new nonce each time, in place.
#include <openssl/evp.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "crypto/mode/aead.h"
#include "support/pair.h"

namespace vitrine::bench {
namespace {

using crypto::AeadAlg;
using crypto::AeadKey;
using Bytes = std::vector<std::uint8_t>;

struct Cipher {
    AeadAlg alg;
    const char* row;
    const EVP_CIPHER* (*evp)();
    bool lengths_first;  // CCM asks for tag and message lengths before the data
};

constexpr Cipher kCiphers[] = {
    {AeadAlg::aes128_gcm, "aes128gcm", EVP_aes_128_gcm, false},
    {AeadAlg::aes256_gcm, "aes256gcm", EVP_aes_256_gcm, false},
    {AeadAlg::aes128_ccm, "aes128ccm", EVP_aes_128_ccm, true},
    {AeadAlg::aes256_ccm, "aes256ccm", EVP_aes_256_ccm, true},
    {AeadAlg::chacha20_poly1305, "chacha20poly1305", EVP_chacha20_poly1305, false},
};

/// A buffer that is sealed over and over; opening wants the text that belongs to its tag each time.
struct Record {
    explicit Record(std::size_t size) : data(size, 0x5a) {}

    void next_nonce() {
        if (++nonce[11] == 0) ++nonce[10];
    }

    std::array<std::uint8_t, 12> nonce{};
    std::array<std::uint8_t, 13> aad{0, 0, 0, 0, 0, 0, 0, 1, 23, 3, 3, 0, 64};
    Bytes data;
    std::array<std::uint8_t, 16> tag{};
};

class Ours {
  public:
    Ours(const Cipher& cipher, std::size_t size, std::string_view kernel = {})
        : key_(*AeadKey::make(cipher.alg, Bytes(crypto::key_len(cipher.alg), 7), kernel)),
          record_(size) {}

    void seal() {
        record_.next_nonce();
        key_.seal(record_.nonce, record_.aad, record_.data, record_.tag);
    }
    bool open(Record& record) const {
        return key_.open(record.nonce, record.aad, record.data, record.tag).ok();
    }
    [[nodiscard]] std::string kernel() const { return std::string{key_.kernel()}; }
    Record& record() { return record_; }

  private:
    AeadKey key_;
    Record record_;
};

class Evp {
  public:
    Evp(const Cipher& cipher, std::size_t size, bool encrypts)
        : cipher_(cipher),
          encrypts_(encrypts ? 1 : 0),
          context_(EVP_CIPHER_CTX_new()),
          record_(size) {
        const Bytes key(crypto::key_len(cipher.alg), 7);
        EVP_CipherInit_ex(context_, cipher.evp(), nullptr, nullptr, nullptr, encrypts_);
        EVP_CIPHER_CTX_ctrl(context_, EVP_CTRL_AEAD_SET_IVLEN, 12, nullptr);
        if (cipher.lengths_first) EVP_CIPHER_CTX_ctrl(context_, EVP_CTRL_AEAD_SET_TAG, 16, nullptr);
        EVP_CipherInit_ex(context_, nullptr, nullptr, key.data(), nullptr, encrypts_);
    }
    Evp(const Evp&) = delete;
    Evp& operator=(const Evp&) = delete;
    ~Evp() { EVP_CIPHER_CTX_free(context_); }

    void seal() {
        record_.next_nonce();
        run(record_);
        EVP_CIPHER_CTX_ctrl(context_, EVP_CTRL_AEAD_GET_TAG, 16, record_.tag.data());
    }
    bool open(Record& record) { return run(record); }
    Record& record() { return record_; }

  private:
    bool run(Record& record) {
        EVP_CipherInit_ex(context_, nullptr, nullptr, nullptr, record.nonce.data(), encrypts_);
        if (encrypts_ == 0)
            EVP_CIPHER_CTX_ctrl(context_, EVP_CTRL_AEAD_SET_TAG, 16, record.tag.data());
        int done = 0;
        const int size = static_cast<int>(record.data.size());
        if (cipher_.lengths_first) EVP_CipherUpdate(context_, nullptr, &done, nullptr, size);
        EVP_CipherUpdate(context_, nullptr, &done, record.aad.data(), 13);
        const int ok =
            EVP_CipherUpdate(context_, record.data.data(), &done, record.data.data(), size);
        if (cipher_.lengths_first) return ok == 1;
        return EVP_CipherFinal_ex(context_, record.data.data() + done, &done) == 1 && ok == 1;
    }

    Cipher cipher_;
    int encrypts_;
    EVP_CIPHER_CTX* context_;
    Record record_;
};

void add_seal(Rows& rows, const Cipher& cipher, std::size_t size) {
    const std::string name = std::string{"crypto/"} + cipher.row + "_seal/" + std::to_string(size);
    rows.add(name, size, [&cipher, size](Row& row) {
        auto ours = std::make_shared<Ours>(cipher, size);
        auto portable = std::make_shared<Ours>(cipher, size, "portable");
        auto evp = std::make_shared<Evp>(cipher, size, true);
        row.check([=] {
            ours->seal();
            portable->seal();
            evp->seal();
            const auto same = [&](Record& r) {
                return r.data == evp->record().data && r.tag == evp->record().tag;
            };
            return same(ours->record()) && same(portable->record());
        });
        row.ours(ours->kernel(), [=] { ours->seal(); });
        if (ours->kernel() != "portable") row.portable([=] { portable->seal(); });
        row.peer("openssl", [=] { evp->seal(); });
    });
}

// Each opening first gets its ciphertext back by a copy, ours and the peer's alike.
void add_open(Rows& rows, const Cipher& cipher, std::size_t size) {
    const std::string name = std::string{"crypto/"} + cipher.row + "_open/" + std::to_string(size);
    rows.add(name, size, [&cipher, size](Row& row) {
        auto ours = std::make_shared<Ours>(cipher, size);
        auto evp = std::make_shared<Evp>(cipher, size, false);
        auto sealed = std::make_shared<Record>(size);
        ours->seal();
        *sealed = ours->record();
        const auto opened = [sealed](auto& opener) {
            Record& record = opener.record();
            record.nonce = sealed->nonce;
            record.tag = sealed->tag;
            record.data.assign(sealed->data.begin(), sealed->data.end());
            return opener.open(record);
        };
        row.check([=] {
            return opened(*ours) && opened(*evp) && ours->record().data == evp->record().data;
        });
        row.ours(ours->kernel(), [=] { keep(opened(*ours)); });
        row.peer("openssl", [=] { keep(opened(*evp)); });
    });
}

const Group kAead{[](Rows& rows) {
    for (const Cipher& cipher : kCiphers) {
        for (const std::size_t size : {std::size_t{64}, std::size_t{1024}, std::size_t{16384}}) {
            add_seal(rows, cipher, size);
            add_open(rows, cipher, size);
        }
    }
}};

}  // namespace
}  // namespace vitrine::bench
