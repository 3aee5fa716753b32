// The PRFs of TLS beside OpenSSL's EVP_KDF "TLS1-PRF": a key block of 104 bytes (AES-128 + SHA-1,
// TLS 1.0) and a Finished of 12. OpenSSL keeps its context and parameters from call to call.
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <memory>
#include <string>
#include <vector>

#include "crypto/kdf/prf.h"
#include "support/pair.h"

namespace vitrine::bench {
namespace {

using crypto::PrfAlg;
using Bytes = std::vector<std::uint8_t>;

struct Function {
    PrfAlg alg;
    const char* row;
    const char* openssl;
};

constexpr Function kFunctions[] = {
    {PrfAlg::md5_sha1, "prf_md5_sha1", "MD5-SHA1"},
    {PrfAlg::sha256, "prf_sha256", "SHA256"},
    {PrfAlg::sha384, "prf_sha384", "SHA384"},
};

const Bytes kSecret(48, 7);
const Bytes kServerRandom(32, 8);
const Bytes kClientRandom(32, 9);
constexpr std::string_view kLabel = "key expansion";

class Kdf {
  public:
    explicit Kdf(const Function& function)
        : type_(EVP_KDF_fetch(nullptr, "TLS1-PRF", nullptr)), context_(EVP_KDF_CTX_new(type_)) {
        std::string digest = function.openssl;
        Bytes seed(kLabel.begin(), kLabel.end());
        seed.insert(seed.end(), kServerRandom.begin(), kServerRandom.end());
        seed.insert(seed.end(), kClientRandom.begin(), kClientRandom.end());
        Bytes secret = kSecret;
        const OSSL_PARAM params[] = {
            OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
            OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SECRET, secret.data(), secret.size()),
            OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SEED, seed.data(), seed.size()),
            OSSL_PARAM_construct_end()};
        EVP_KDF_CTX_set_params(context_, params);
    }
    Kdf(const Kdf&) = delete;
    Kdf& operator=(const Kdf&) = delete;
    ~Kdf() {
        EVP_KDF_CTX_free(context_);
        EVP_KDF_free(type_);
    }
    void derive(Bytes& out) { EVP_KDF_derive(context_, out.data(), out.size(), nullptr); }

  private:
    EVP_KDF* type_;
    EVP_KDF_CTX* context_;
};

void add(Rows& rows, const Function& function, std::size_t size) {
    const std::string name = std::string{"crypto/"} + function.row + "/" + std::to_string(size);
    rows.add(name, size, [&function, size](Row& row) {
        auto out = std::make_shared<Bytes>(size);
        auto expected = std::make_shared<Bytes>(size);
        auto peer = std::make_shared<Kdf>(function);
        const auto derive = [=, &function] {
            crypto::prf(function.alg, kSecret, kLabel, kServerRandom, kClientRandom, *out);
        };
        row.check([=] {
            derive();
            peer->derive(*expected);
            return *out == *expected;
        });
        row.ours("midstates", [=] {
            derive();
            keep(*out);
        });
        row.peer("openssl", [=] {
            peer->derive(*expected);
            keep(*expected);
        });
    });
}

const Group kPrfs{[](Rows& rows) {
    for (const Function& function : kFunctions) {
        add(rows, function, 12);
        add(rows, function, 104);
    }
}};

}  // namespace
}  // namespace vitrine::bench
