#include "crypto/mac/hmac.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/kernels.h"
#include "support/vector_file.h"

namespace vitrine::crypto {
namespace {

constexpr HashAlg kAll[] = {HashAlg::md5,    HashAlg::sha1,   HashAlg::sha224,
                            HashAlg::sha256, HashAlg::sha384, HashAlg::sha512};

HashAlg alg_of_section(const std::string& section) {
    for (const HashAlg alg : kAll) {
        if ("HMAC(" + std::string{name_of(alg)} + ")" == section) return alg;
    }
    ADD_FAILURE() << "no hash for " << section;
    return HashAlg::md5;
}

TEST(Hmac, EqualsEveryVectorWithEveryKernel) {
    test::for_each_cpu_level([] {
        for (const auto& block : test::read_vectors("crypto/hmac.txt")) {
            const HmacKey key{alg_of_section(block.section), block.bytes("Key")};
            const Digest got = key.mac(block.bytes("In"));
            EXPECT_EQ(test::to_hex({got.view().begin(), got.view().end()}), block.text("Out"))
                << block.line;
        }
    });
}

TEST(Hmac, DiffersForEveryOtherKeyLength) {
    const std::vector<std::uint8_t> key(40, 0x0b);
    const Digest right = HmacKey{HashAlg::sha256, key}.mac(as_bytes("message"));
    for (std::size_t len = 1; len < key.size(); ++len) {
        const Digest other =
            HmacKey{HashAlg::sha256, ByteView{key}.first(len)}.mac(as_bytes("message"));
        EXPECT_FALSE(equal_public(other.view(), right.view())) << len;
    }
}

// The plain MAC is the reference: it was compared with the standards' vectors above.
TEST(Hmac, OfSecretLengthEqualsThePlainMacForEveryLength) {
    std::vector<std::uint8_t> data(600);
    for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::uint8_t>(i * 31 + 1);
    const std::vector<std::uint8_t> header(13, 0x17);
    for (const HashAlg alg : kAll) {
        const HmacKey key{alg, as_bytes("0123456789abcdef0123")};
        for (const std::size_t size :
             {0U, 1U, 40U, 51U, 64U, 115U, 128U, 255U, 256U, 300U, 511U, 600U}) {
            const ByteView view = ByteView{data}.first(size);
            const std::size_t min_len = size > 255 ? size - 255 : 0;
            for (std::size_t len = min_len; len <= size; ++len) {
                const Digest got = key.mac_secret_length(header, view, len, min_len);
                EXPECT_TRUE(equal_public(got.view(), key.mac(header, view.first(len)).view()))
                    << name_of(alg) << " size " << size << " length " << len;
            }
        }
    }
}

}  // namespace
}  // namespace vitrine::crypto
