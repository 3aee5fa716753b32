// RC4 beside OpenSSL's, which the legacy provider holds; the keystream goes on from call to call.
#include <openssl/evp.h>

#include <memory>
#include <string>
#include <vector>

#include "crypto/cipher/rc4.h"
#include "support/legacy.h"
#include "support/pair.h"

namespace vitrine::bench {
namespace {

using Bytes = std::vector<std::uint8_t>;

class Evp {
  public:
    explicit Evp(const Bytes& key) {
        load_legacy_provider();
        EVP_EncryptInit_ex(context_, EVP_rc4(), nullptr, key.data(), nullptr);
    }
    Evp(const Evp&) = delete;
    Evp& operator=(const Evp&) = delete;
    ~Evp() { EVP_CIPHER_CTX_free(context_); }

    void apply(Bytes& data) {
        int done = 0;
        EVP_EncryptUpdate(context_, data.data(), &done, data.data(), static_cast<int>(data.size()));
    }

  private:
    EVP_CIPHER_CTX* context_ = EVP_CIPHER_CTX_new();
};

const Group kRc4{[](Rows& rows) {
    for (const std::size_t size : {std::size_t{64}, std::size_t{1024}, std::size_t{16384}}) {
        rows.add("crypto/rc4/" + std::to_string(size), size, [size](Row& row) {
            const Bytes key(16, 7);
            auto ours = std::make_shared<crypto::Rc4Vartime>(key);
            auto peer = std::make_shared<Evp>(key);
            auto data = std::make_shared<Bytes>(size, 0x5a);
            auto theirs = std::make_shared<Bytes>(size, 0x5a);
            row.check([=] {
                ours->apply(*data);
                peer->apply(*theirs);
                return *data == *theirs;
            });
            row.ours("rc4_vartime", [=] { ours->apply(*data); });
            row.peer("openssl", [=] { peer->apply(*theirs); });
        });
    }
}};

}  // namespace
}  // namespace vitrine::bench
