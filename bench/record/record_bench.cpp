// Whole records of TLS 1.2, written into memory and written then read back, beside OpenSSL's
// SSL_write and SSL_read over memory BIOs: the same suite, the same sizes, EtM off on both sides.
#include <openssl/ssl.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "crypto/drbg.h"
#include "record/record_layer.h"
#include "support/pair.h"

namespace vitrine::bench {
namespace {

using Bytes = std::vector<std::uint8_t>;

struct Suite {
    const char* row;
    const char* openssl;
    record::ProtectionSpec spec;
    std::size_t mac_key_len;
    std::size_t key_len;
    std::size_t iv_len;
};

using record::ProtectionKind;
constexpr auto kTls12 = record::ProtocolVersion::tls12;

constexpr Suite kSuites[] = {
    {"aes128gcm",
     "PSK-AES128-GCM-SHA256",
     {ProtectionKind::aead, crypto::AeadAlg::aes128_gcm, {}, {}, kTls12, "AES-128-GCM"},
     0,
     16,
     4},
    {"chacha20poly1305",
     "PSK-CHACHA20-POLY1305",
     {ProtectionKind::aead,
      crypto::AeadAlg::chacha20_poly1305,
      {},
      {},
      kTls12,
      "CHACHA20-POLY1305"},
     0,
     32,
     12},
    {"aes128cbc_sha1",
     "PSK-AES128-CBC-SHA",
     {ProtectionKind::cbc_hmac,
      {},
      crypto::BlockCipherAlg::aes128,
      crypto::HashAlg::sha1,
      kTls12,
      "CBC"},
     20,
     16,
     0},
    {"aes128cbc_sha256",
     "PSK-AES128-CBC-SHA256",
     {ProtectionKind::cbc_hmac,
      {},
      crypto::BlockCipherAlg::aes128,
      crypto::HashAlg::sha256,
      kTls12,
      "CBC"},
     32,
     16,
     0},
};

constexpr std::array<std::uint8_t, 32> kSeed{1};

class Ours {
  public:
    Ours(const Suite& suite, std::size_t size)
        : pool_(record::kMaxRecord, size / record::kMaxPlaintext + 4), data_(size, 0x61) {
        const Bytes key(64, 7);
        const record::KeyMaterial keys{ByteView{key}.first(suite.mac_key_len),
                                       ByteView{key}.first(suite.key_len),
                                       ByteView{key}.first(suite.iv_len)};
        writer_.set_version(kTls12);
        reader_.set_version(kTls12);
        writer_.change_write(
            *record::Protection::make(suite.spec, keys, crypto::CbcKey::Use::encrypt));
        reader_.change_read(
            *record::Protection::make(suite.spec, keys, crypto::CbcKey::Use::decrypt));
    }

    /// Bytes that went out.
    std::size_t write() {
        const auto taken = writer_.send_application_data(data_);
        keep(taken.ok());
        std::size_t out = 0;
        while (!writer_.pending_output().empty()) {
            const std::size_t n = writer_.pending_output().size();
            out += n;
            writer_.sent(n);
        }
        return out;
    }
    /// Bytes that came back.
    std::size_t write_and_read() {
        const auto taken = writer_.send_application_data(data_);
        keep(taken.ok());
        const ByteView front = writer_.pending_output();
        copy_bytes(front, received_);
        const auto opened = reader_.open(MutByteView{received_}.first(front.size()));
        writer_.sent(front.size());
        return opened.ok() ? opened->content.size() : 0;
    }

  private:
    base::BufferPool pool_;
    crypto::Drbg rng_{kSeed};
    record::RecordLayer writer_{pool_, rng_};
    record::RecordLayer reader_{pool_, rng_};
    Bytes data_;
    Bytes received_ = Bytes(record::kMaxRecord);
};

unsigned server_psk(SSL*, const char*, unsigned char* psk, unsigned) {
    psk[0] = 1;
    return 1;
}
unsigned client_psk(SSL*, const char*, char* identity, unsigned, unsigned char* psk, unsigned) {
    identity[0] = 'x';
    identity[1] = 0;
    psk[0] = 1;
    return 1;
}

class Openssl {
  public:
    Openssl(const Suite& suite, std::size_t size) : data_(size, 0x61) {
        SSL_CTX_set_max_proto_version(context_, TLS1_2_VERSION);
        SSL_CTX_set_cipher_list(context_, (std::string{suite.openssl} + ":@SECLEVEL=0").c_str());
        SSL_CTX_set_options(context_, SSL_OP_NO_ENCRYPT_THEN_MAC);
        SSL_CTX_set_psk_server_callback(context_, server_psk);
        SSL_CTX_set_psk_client_callback(context_, client_psk);
        client_ = SSL_new(context_);
        server_ = SSL_new(context_);
        BIO* to_server = BIO_new(BIO_s_mem());
        BIO* to_client = BIO_new(BIO_s_mem());
        BIO_up_ref(to_server);
        BIO_up_ref(to_client);
        SSL_set_bio(client_, to_client, to_server);
        SSL_set_bio(server_, to_server, to_client);
        SSL_set_connect_state(client_);
        SSL_set_accept_state(server_);
        for (int i = 0; i < 10; ++i) {
            SSL_do_handshake(client_);
            SSL_do_handshake(server_);
        }
        to_server_ = to_server;
    }
    Openssl(const Openssl&) = delete;
    Openssl& operator=(const Openssl&) = delete;
    ~Openssl() {
        SSL_free(client_);
        SSL_free(server_);
        SSL_CTX_free(context_);
    }

    [[nodiscard]] bool connected() const {
        return SSL_is_init_finished(client_) == 1 && SSL_is_init_finished(server_) == 1;
    }
    std::size_t write() {
        SSL_write(client_, data_.data(), static_cast<int>(data_.size()));
        char* pending = nullptr;
        const auto out = static_cast<std::size_t>(BIO_get_mem_data(to_server_, &pending));
        BIO_reset(to_server_);
        return out;
    }
    std::size_t write_and_read() {
        SSL_write(client_, data_.data(), static_cast<int>(data_.size()));
        return static_cast<std::size_t>(
            SSL_read(server_, received_.data(), static_cast<int>(received_.size())));
    }

  private:
    SSL_CTX* context_ = SSL_CTX_new(TLS_method());
    SSL* client_ = nullptr;
    SSL* server_ = nullptr;
    BIO* to_server_ = nullptr;
    Bytes data_;
    Bytes received_ = Bytes(16384);
};

const Group kRecords{[](Rows& rows) {
    for (const Suite& suite : kSuites) {
        for (const std::size_t size : {std::size_t{64}, std::size_t{1024}, std::size_t{16384}}) {
            const std::string name = std::string{suite.row} + "/" + std::to_string(size);
            rows.add("record/write_" + name, size, [&suite, size](Row& row) {
                auto ours = std::make_shared<Ours>(suite, size);
                auto peer = std::make_shared<Openssl>(suite, size);
                row.check([=] { return peer->connected() && ours->write() == peer->write(); });
                row.ours("record layer", [=] { keep(ours->write()); });
                row.peer("openssl", [=] { keep(peer->write()); });
            });
            rows.add("record/write_read_" + name, size, [&suite, size](Row& row) {
                auto ours = std::make_shared<Ours>(suite, size);
                auto peer = std::make_shared<Openssl>(suite, size);
                row.check([=] {
                    return ours->write_and_read() == size && peer->write_and_read() == size;
                });
                row.ours("record layer", [=] { keep(ours->write_and_read()); });
                row.peer("openssl", [=] { keep(peer->write_and_read()); });
            });
        }
    }
}};

/// One write of eight records. OpenSSL seals them together as well, and cuts them as it likes.
constexpr std::size_t kMany = 8 * record::kMaxPlaintext;
const Group kManyRecords{[](Rows& rows) {
    for (const Suite& suite : kSuites) {
        const std::string name = std::string{suite.row} + "/" + std::to_string(kMany);
        rows.add("record/write_many_" + name, kMany, [&suite](Row& row) {
            auto ours = std::make_shared<Ours>(suite, kMany);
            auto peer = std::make_shared<Openssl>(suite, kMany);
            row.check([=] {
                return peer->connected() && ours->write() > kMany && peer->write() > kMany;
            });
            row.ours("record layer", [=] { keep(ours->write()); });
            row.peer("openssl", [=] { keep(peer->write()); });
        });
    }
}};

}  // namespace
}  // namespace vitrine::bench
