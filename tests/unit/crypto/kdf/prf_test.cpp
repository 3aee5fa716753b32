#include "crypto/kdf/prf.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/kernels.h"
#include "support/vector_file.h"

namespace vitrine::crypto {
namespace {

std::vector<std::uint8_t> run(const test::VectorBlock& block) {
    const auto secret = block.bytes("secret");
    const auto seed = block.bytes("seed");
    std::vector<std::uint8_t> out(block.text("output").size() / 2);
    const std::string& kind = block.text("prf");
    const std::string& label = block.text("label");
    if (kind == "tls10") prf_tls10(secret, label, seed, out);
    if (kind == "sha224") prf_tls12(HashAlg::sha224, secret, label, seed, out);
    if (kind == "sha256") prf_tls12(HashAlg::sha256, secret, label, seed, out);
    if (kind == "sha384") prf_tls12(HashAlg::sha384, secret, label, seed, out);
    if (kind == "sha512") prf_tls12(HashAlg::sha512, secret, label, seed, out);
    return out;
}

TEST(Prf, EqualsEveryVectorWithEveryKernel) {
    test::for_each_cpu_level([] {
        for (const auto& block : test::read_vectors("crypto/tls_prf.txt")) {
            EXPECT_EQ(test::to_hex(run(block)), block.text("output")) << block.text("name");
        }
    });
}

TEST(Prf, OfASplitSeedIsThatOfTheWhole) {
    const auto seed = test::from_hex("00112233445566778899aabbccddeeff");
    const ByteView view = seed;
    std::vector<std::uint8_t> whole(77);
    prf(PrfAlg::sha384, as_bytes("secret"), "label", view, {}, whole);
    for (std::size_t cut = 0; cut <= seed.size(); ++cut) {
        std::vector<std::uint8_t> split(77);
        prf(PrfAlg::sha384, as_bytes("secret"), "label", view.first(cut), view.subspan(cut), split);
        EXPECT_EQ(split, whole);
    }
}

TEST(Prf, OfAnotherLabelSecretOrSeedDiffers) {
    std::vector<std::uint8_t> right(48);
    std::vector<std::uint8_t> other(48);
    for (const PrfAlg alg : {PrfAlg::md5_sha1, PrfAlg::sha256, PrfAlg::sha384}) {
        prf(alg, as_bytes("secret"), "master secret", as_bytes("seed"), {}, right);
        prf(alg, as_bytes("secreu"), "master secret", as_bytes("seed"), {}, other);
        EXPECT_NE(other, right);
        prf(alg, as_bytes("secret"), "master secreu", as_bytes("seed"), {}, other);
        EXPECT_NE(other, right);
        prf(alg, as_bytes("secret"), "master secret", as_bytes("seee"), {}, other);
        EXPECT_NE(other, right);
    }
}

}  // namespace
}  // namespace vitrine::crypto
