// Hashes and HMAC beside OpenSSL's EVP, contexts and keys made ready beforehand on both sides: what
// is timed is a message.
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "crypto/hash/hash.h"
#include "crypto/hash/kernels.h"
#include "crypto/mac/hmac.h"
#include "support/pair.h"

namespace vitrine::bench {
namespace {

using crypto::HashAlg;
using Bytes = std::vector<std::uint8_t>;

struct Function {
    HashAlg alg;
    const char* row;
    const char* openssl;
};

constexpr Function kFunctions[] = {
    {HashAlg::md5, "md5", "MD5"},          {HashAlg::sha1, "sha1", "SHA1"},
    {HashAlg::sha224, "sha224", "SHA224"}, {HashAlg::sha256, "sha256", "SHA256"},
    {HashAlg::sha384, "sha384", "SHA384"}, {HashAlg::sha512, "sha512", "SHA512"},
};
constexpr std::size_t kSizes[] = {64, 1024, 16384};

std::string kernel_of(HashAlg alg) {
    for (const crypto::HashKernel& kernel : crypto::hash_kernels(alg)) {
        if (cpu::usable(kernel)) return std::string{kernel.name};
    }
    return "portable";
}

class EvpHash {
  public:
    explicit EvpHash(const Function& function)
        : type_(EVP_MD_fetch(nullptr, function.openssl, nullptr)), context_(EVP_MD_CTX_new()) {}
    EvpHash(const EvpHash&) = delete;
    EvpHash& operator=(const EvpHash&) = delete;
    ~EvpHash() {
        EVP_MD_CTX_free(context_);
        EVP_MD_free(type_);
    }

    ByteView of(const Bytes& message) {
        unsigned len = 0;
        EVP_DigestInit_ex(context_, type_, nullptr);
        EVP_DigestUpdate(context_, message.data(), message.size());
        EVP_DigestFinal_ex(context_, out_.data(), &len);
        return ByteView{out_}.first(len);
    }

  private:
    EVP_MD* type_;
    EVP_MD_CTX* context_;
    std::array<std::uint8_t, 64> out_{};
};

class EvpHmac {
  public:
    EvpHmac(const Function& function, const Bytes& key)
        : type_(EVP_MAC_fetch(nullptr, "HMAC", nullptr)), context_(EVP_MAC_CTX_new(type_)) {
        std::string name = function.openssl;
        const OSSL_PARAM params[] = {
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), 0),
            OSSL_PARAM_construct_end()};
        EVP_MAC_init(context_, key.data(), key.size(), params);
    }
    EvpHmac(const EvpHmac&) = delete;
    EvpHmac& operator=(const EvpHmac&) = delete;
    ~EvpHmac() {
        EVP_MAC_CTX_free(context_);
        EVP_MAC_free(type_);
    }

    ByteView of(const Bytes& message) {
        std::size_t len = 0;
        EVP_MAC_init(context_, nullptr, 0, nullptr);  // keeps the key
        EVP_MAC_update(context_, message.data(), message.size());
        EVP_MAC_final(context_, out_.data(), &len, out_.size());
        return ByteView{out_}.first(len);
    }

  private:
    EVP_MAC* type_;
    EVP_MAC_CTX* context_;
    std::array<std::uint8_t, 64> out_{};
};

void add_hash(Rows& rows, const Function& function, std::size_t size) {
    const std::string name = std::string{"crypto/"} + function.row + "/" + std::to_string(size);
    rows.add(name, size, [&function, size](Row& row) {
        const auto message = std::make_shared<Bytes>(size, 0x5a);
        auto peer = std::make_shared<EvpHash>(function);
        row.check([=, &function] {
            return equal_public(crypto::hash(function.alg, *message).view(), peer->of(*message));
        });
        row.ours(kernel_of(function.alg),
                 [=, &function] { keep(crypto::hash(function.alg, *message)); });
        row.peer("openssl", [=] { keep(peer->of(*message)); });
    });
}

void add_hmac(Rows& rows, const Function& function, std::size_t size) {
    const std::string name =
        std::string{"crypto/hmac_"} + function.row + "/" + std::to_string(size);
    rows.add(name, size, [&function, size](Row& row) {
        const auto message = std::make_shared<Bytes>(size, 0x5a);
        const Bytes key(crypto::digest_len(function.alg), 7);
        auto ours = std::make_shared<crypto::HmacKey>(function.alg, key);
        auto peer = std::make_shared<EvpHmac>(function, key);
        row.check([=] { return equal_public(ours->mac(*message).view(), peer->of(*message)); });
        row.ours(kernel_of(function.alg), [=] { keep(ours->mac(*message)); });
        row.peer("openssl", [=] { keep(peer->of(*message)); });
    });
}

const Group kHashes{[](Rows& rows) {
    for (const Function& function : kFunctions) {
        for (const std::size_t size : kSizes) {
            add_hash(rows, function, size);
            add_hmac(rows, function, size);
        }
    }
}};

}  // namespace
}  // namespace vitrine::bench
