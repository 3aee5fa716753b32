#include "crypto/pk/rsa_lanes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <memory>

#include "base/cpu.h"
#include "crypto/pk/rsa_core.h"
#include "crypto/pk/rsa_lanes_core.h"
#include "support/rsa_keys.h"

namespace vitrine::crypto {
namespace {

using test::Bytes;
using test::VectorBlock;

/// A generator that gives nothing.
class BrokenRng final : public Rng {
  public:
    Status fill(MutByteView /*out*/) override { return fail(ErrorCode::entropy_failure); }
};

std::array<std::uint8_t, 32> seed(std::size_t number) {
    return {static_cast<std::uint8_t>(number)};
}

/// A key, a digest and the signature that belongs to them.
struct Case {
    explicit Case(const VectorBlock& block)
        : expected(block.bytes("Signature")), alg(test::hash_named(block.text("Hash"))) {
        auto made = RsaPrivateKey::make(test::RsaKeyBytes{block}.parts());
        EXPECT_TRUE(made.ok());
        key = std::make_unique<RsaPrivateKey>(*std::move(made));
        digest = hash(alg, block.bytes("Msg"));
        signature = Bytes(expected.size(), 0xee);
    }
    [[nodiscard]] RsaSigning request(Rng& rng) {
        RsaSigning made;
        made.key = key.get();
        made.scheme = RsaScheme::pkcs1;
        made.hash = alg;
        made.digest = digest.view();
        made.rng = &rng;
        made.signature = signature;
        return made;
    }

    std::unique_ptr<RsaPrivateKey> key;
    Bytes expected;
    HashAlg alg;
    Digest digest;
    Bytes signature;
};

std::vector<Case> cases_of(const std::string& section) {
    std::vector<Case> cases;
    for (const VectorBlock& block : test::read_vectors("crypto/rsa_pkcs1_sign.txt")) {
        if (section.empty() || block.section == section) cases.emplace_back(block);
    }
    return cases;
}

/// `count` requests that all sign the same with the first key.
std::vector<RsaSigning> same_key(Case& one, std::vector<Bytes>& out, Rng& rng) {
    std::vector<RsaSigning> requests;
    for (Bytes& signature : out) {
        requests.push_back(one.request(rng));
        requests.back().signature = signature;
    }
    return requests;
}

/// With the kernels and without them; rsa_test.cpp runs the single lane at every level.
template <class Body>
void with_lanes_and_without(Body&& body) {
    for (const std::string_view level : {"avx2", "avx512"}) {
        ASSERT_TRUE(cpu::limit(level));
        SCOPED_TRACE(level);
        body();
    }
}

TEST(RsaLanes, MakeTheSignaturesOfTheVectorsInEveryLane) {
    auto rng = test::seeded_rng();
    std::vector<Case> cases = cases_of("");
    for (std::size_t shift = 0; shift < kLanes; ++shift) {
        std::ranges::rotate(cases, cases.begin() + 3);
        std::vector<RsaSigning> requests;
        for (Case& one : cases) requests.push_back(one.request(rng));
        rsa_sign_lanes(requests);
        for (std::size_t i = 0; i < cases.size(); ++i) {
            EXPECT_TRUE(requests[i].status.ok());
            EXPECT_EQ(cases[i].signature, cases[i].expected) << i;
        }
    }
}

/// Every size with a kernel, by one key in all lanes and in some of them.
TEST(RsaLanes, SignWithOneKeyAtEverySize) {
    auto rng = test::seeded_rng();
    for (const char* section : {"rsa_pkcs1_1024_sig_gen", "rsa_pkcs1_2048_sig_gen",
                                "rsa_pkcs1_3072_sig_gen", "rsa_pkcs1_4096_sig_gen"}) {
        SCOPED_TRACE(section);
        Case one = std::move(cases_of(section).at(0));
        for (const std::size_t count : {8U, 7U, 4U, 3U, 1U}) {
            std::vector<Bytes> out(count, Bytes(one.expected.size()));
            std::vector<RsaSigning> requests = same_key(one, out, rng);
            rsa_sign_lanes(requests);
            for (std::size_t i = 0; i < count; ++i) {
                EXPECT_TRUE(requests[i].status.ok());
                EXPECT_EQ(out[i], one.expected) << i << " of " << count;
            }
        }
    }
}

TEST(RsaLanes, PssDrawsTheSameSaltsAsTheSingleLane) {
    with_lanes_and_without([] {
        Case one = std::move(cases_of("rsa_pkcs1_2048_sig_gen").at(0));
        std::deque<Drbg> generators;
        std::vector<Bytes> out(kLanes, Bytes(256)), expected(kLanes, Bytes(256));
        std::vector<RsaSigning> requests;
        for (std::size_t i = 0; i < kLanes; ++i) {
            Drbg rng{seed(i)};
            ASSERT_TRUE(one.key->sign_pss(one.alg, one.digest.view(), rng, expected[i]).ok());
            generators.emplace_back(seed(i));
            requests.push_back(one.request(generators.back()));
            requests.back().scheme = RsaScheme::pss;
            requests.back().signature = out[i];
        }
        rsa_sign_lanes(requests);
        EXPECT_EQ(out, expected);
    });
}

TEST(RsaLanes, ABadLaneDisturbsNoOther) {
    with_lanes_and_without([] {
        auto rng = test::seeded_rng();
        BrokenRng broken;
        Case one = std::move(cases_of("rsa_pkcs1_2048_sig_gen").at(0));
        std::vector<Bytes> out(kLanes, Bytes(256));
        std::vector<RsaSigning> requests = same_key(one, out, rng);
        requests[1].digest = requests[1].digest.first(19);
        requests[3].signature = requests[3].signature.first(255);
        requests[6].rng = &broken;
        rsa_sign_lanes(requests);
        EXPECT_EQ(requests[1].status.error().code, ErrorCode::bad_input_length);
        EXPECT_EQ(requests[3].status.error().code, ErrorCode::output_full);
        EXPECT_EQ(requests[6].status.error().code, ErrorCode::entropy_failure);
        for (const std::size_t good : {0U, 2U, 4U, 5U, 7U}) {
            EXPECT_TRUE(requests[good].status.ok());
            EXPECT_EQ(out[good], one.expected);
        }
    });
}

// Lenstra's attack needs a signature that is right modulo one prime only: none leaves, and the
// lanes beside it do.
TEST(RsaLanes, AFaultInOneLaneIsDetectedThere) {
    with_lanes_and_without([] {
        auto rng = test::seeded_rng();
        std::vector<Case> cases;
        for (std::size_t i = 0; i < kLanes; ++i)
            cases.push_back(std::move(cases_of("rsa_pkcs1_2048_sig_gen").at(0)));
        RsaKeyAccess::dp(*cases[2].key)[3] ^= 16;
        RsaKeyAccess::dq(*cases[5].key)[0] ^= 2;
        RsaKeyAccess::qinv(*cases[7].key)[1] ^= 4;
        std::vector<RsaSigning> requests;
        for (Case& one : cases) requests.push_back(one.request(rng));
        rsa_sign_lanes(requests);
        for (std::size_t i = 0; i < kLanes; ++i) {
            if (i == 2 || i == 5 || i == 7) {
                EXPECT_EQ(requests[i].status.error().code, ErrorCode::fault_detected);
                EXPECT_EQ(cases[i].signature, Bytes(256, 0));
            } else {
                EXPECT_TRUE(requests[i].status.ok());
                EXPECT_EQ(cases[i].signature, cases[i].expected);
            }
        }
    });
}

struct Opening {
    Bytes ciphertext;
    std::array<std::uint8_t, 48> premaster{};
    std::array<std::uint8_t, 48> expected{};
};

/// Good ciphertexts, one that is altered, one too short and one above n.
std::vector<Opening> openings(const RsaPrivateKey& key) {
    auto rng = test::seeded_rng(9);
    std::vector<Opening> all(11);
    for (std::size_t i = 0; i < all.size(); ++i) {
        Bytes secret(48, static_cast<std::uint8_t>(0x40 + i));
        all[i].ciphertext = Bytes(256);
        EXPECT_TRUE(rsa_encrypt_pkcs1(key.public_key(), secret, rng, all[i].ciphertext).ok());
    }
    all[2].ciphertext[77] ^= 1;
    all[4].ciphertext.pop_back();
    all[5].ciphertext = Bytes(256, 0xff);
    all[6].ciphertext = Bytes(256, 0);
    return all;
}

TEST(RsaLanes, PremastersAreThoseOfTheSingleLaneGoodOrBad) {
    const Case one = std::move(cases_of("rsa_pkcs1_2048_sig_gen").at(0));
    with_lanes_and_without([&] {
        std::vector<Opening> all = openings(*one.key);
        std::deque<Drbg> generators;
        std::vector<RsaPremaster> requests;
        for (std::size_t i = 0; i < all.size(); ++i) {
            Drbg rng{seed(i)};
            ASSERT_TRUE(
                one.key->decrypt_premaster(all[i].ciphertext, 0x0303, rng, all[i].expected).ok());
            generators.emplace_back(seed(i));
            RsaPremaster request;
            request.key = one.key.get();
            request.ciphertext = all[i].ciphertext;
            request.client_version = 0x0303;
            request.rng = &generators.back();
            request.premaster = all[i].premaster;
            requests.push_back(request);
        }
        rsa_premaster_lanes(requests);
        for (std::size_t i = 0; i < all.size(); ++i) {
            EXPECT_TRUE(requests[i].status.ok());
            EXPECT_EQ(all[i].premaster, all[i].expected) << i;
        }
        EXPECT_EQ(all[3].premaster[5], 0x43);
        EXPECT_NE(all[2].premaster[5], 0x42);
    });
}

/// Numbers at the edges, by the bare operation: 0, 1, n - 1.
TEST(RsaLanes, EdgesOfTheRangeComeBack) {
    const Case one = std::move(cases_of("rsa_pkcs1_2048_sig_gen").at(0));
    auto rng = test::seeded_rng();
    std::vector<Bytes> blocks(kLanes, Bytes(256, 0));
    for (std::size_t i = 1; i < kLanes; ++i) blocks[i].back() = static_cast<std::uint8_t>(i);
    const ByteView n = one.key->public_key().n;
    copy_bytes(n.last(256), blocks[7]);
    blocks[7].back() ^= 1;  // n is odd
    const std::vector<Bytes> inputs = blocks;
    std::array<RsaLaneJob, kLanes> jobs;
    for (std::size_t i = 0; i < kLanes; ++i) {
        jobs[i].key = &RsaKeyAccess::prepared(*one.key);
        jobs[i].block = blocks[i];
        jobs[i].rng = &rng;
    }
    rsa_private_lanes(jobs);
    for (std::size_t i = 0; i < kLanes; ++i) {
        EXPECT_TRUE(ct::declassify(jobs[i].sound, "test"));
        Bytes again(256);
        ASSERT_TRUE(rsa_public_op(one.key->public_key(), blocks[i], again).ok());
        EXPECT_EQ(again, inputs[i]) << i;
    }
    EXPECT_EQ(blocks[0], inputs[0]);
    EXPECT_EQ(blocks[1], inputs[1]);
    EXPECT_EQ(blocks[7], inputs[7]);  // (-1)^d = -1
}

}  // namespace
}  // namespace vitrine::crypto
