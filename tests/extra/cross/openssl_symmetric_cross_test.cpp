// Beside OpenSSL: all hashes and HMAC. The ciphers are in extra/aead_cross_test.cpp.
#include <openssl/hmac.h>

#include "crypto/hash/hash.h"
#include "crypto/mac/hmac.h"
#include "extra/cross/cross_check.h"

namespace vitrine::test::cross {
namespace {

using crypto::HashAlg;

struct HashPair {
    HashAlg ours;
    const EVP_MD* theirs;
};

std::vector<HashPair> hashes() {
    return {{HashAlg::md5, EVP_md5()},       {HashAlg::sha1, EVP_sha1()},
            {HashAlg::sha224, EVP_sha224()}, {HashAlg::sha256, EVP_sha256()},
            {HashAlg::sha384, EVP_sha384()}, {HashAlg::sha512, EVP_sha512()}};
}

TEST(CrossCheckOpenssl, Hashes) {
    const int count = rounds();
    for (const HashPair& pair : hashes()) {
        SCOPED_TRACE(crypto::name_of(pair.ours));
        Random random;
        for (int i = 0; i < count; ++i) {
            random.pick_kernels();
            const Bytes data = random.bytes(random.message_size());
            Bytes theirs(crypto::digest_len(pair.ours));
            ASSERT_EQ(
                EVP_Digest(data.data(), data.size(), theirs.data(), nullptr, pair.theirs, nullptr),
                1);
            ASSERT_TRUE(equal_public(crypto::hash(pair.ours, data).view(), theirs));
            crypto::Hash running(pair.ours);  // and in two pieces
            const std::size_t cut = random.below(data.size() + 1);
            running.update(ByteView{data}.first(cut));
            running.update(ByteView{data}.subspan(cut));
            ASSERT_TRUE(equal_public(running.digest().view(), theirs));
        }
    }
}

TEST(CrossCheckOpenssl, Hmac) {
    const int count = rounds();
    for (const HashPair& pair : hashes()) {
        SCOPED_TRACE(crypto::name_of(pair.ours));
        Random random;
        for (int i = 0; i < count; ++i) {
            random.pick_kernels();
            const Bytes key = random.bytes(1 + random.below(200)),
                        data = random.bytes(random.message_size());
            Bytes theirs(crypto::digest_len(pair.ours));
            ASSERT_NE(HMAC(pair.theirs, key.data(), static_cast<int>(key.size()), data.data(),
                           data.size(), theirs.data(), nullptr),
                      nullptr);
            ASSERT_TRUE(equal_public(crypto::HmacKey(pair.ours, key).mac(data).view(), theirs));
        }
    }
}

}  // namespace
}  // namespace vitrine::test::cross
