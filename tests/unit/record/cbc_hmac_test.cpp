// MAC-then-encrypt against vectors of AWS-LC and Botan, and the attacks on it.
#include "record/cbc_hmac.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "support/aws_lc_record.h"
#include "support/botan_record.h"
#include "support/kernels.h"
#include "support/record_session.h"

namespace vitrine::record {
namespace {

using crypto::BlockCipherAlg;
using crypto::CbcKey;
using crypto::HashAlg;
using test::Bytes;

TEST(CbcHmac, OpensAndRefusesAsAwsLcDoesWithEveryKernel) {
    const auto blocks = test::read_vectors("record/aws_lc_cbc.txt");
    test::for_each_cpu_level([&] {
        std::size_t opened = 0;
        std::size_t refused = 0;
        for (const test::VectorBlock& block : blocks) {
            const test::AwsLcRecord record{block};
            SCOPED_TRACE(block.section + ", line " + std::to_string(block.line));
            const auto plain = record.open();
            EXPECT_EQ(plain.has_value(), !record.fails);
            EXPECT_EQ(plain.value_or(record.plain), record.plain);
            if (record.can_seal) {
                EXPECT_EQ(record.seal(), record.fragment);
            }
            ++(record.fails ? refused : opened);
        }
        EXPECT_GT(opened, 30U);
        EXPECT_GT(refused, 50U);
    });
}

TEST(CbcHmac, OpensAndSealsAsBotanDoesWithEveryKernel) {
    const auto blocks = test::read_vectors("record/botan_cbc.txt");
    test::for_each_cpu_level([&] {
        std::size_t seen = 0;
        for (const test::VectorBlock& block : blocks) {
            if (block.text("EncryptThenMAC") == "true") continue;  // cbc_etm_test.cpp
            SCOPED_TRACE(block.line);
            test::expect_botans_record<CbcHmac>(block);
            ++seen;
        }
        EXPECT_GE(seen, 5U);
    });
}

TEST(CbcPadding, IsJudgedAsBotanDoes) {
    std::size_t good = 0;
    std::size_t bad = 0;
    for (const test::VectorBlock& block : test::read_vectors("record/botan_padding.txt")) {
        const Bytes data = block.bytes("Record");
        const Padding padding = check_padding(data, 0);
        const bool accepted = ct::declassify(padding.good, "a test");
        const std::size_t removed = accepted ? padding.len + 1 : 0;
        EXPECT_EQ(removed, static_cast<std::size_t>(block.number("Output"))) << block.line;
        ++(accepted ? good : bad);
    }
    EXPECT_GT(good, 10U);
    EXPECT_GE(bad, 9U);
}

TEST(CbcPadding, MustLeaveRoomForTheMac) {
    Bytes data(64, 43);  // 44 bytes of padding and a MAC of 20 fill it
    EXPECT_TRUE(ct::declassify(check_padding(data, 20).good, "a test"));
    EXPECT_FALSE(ct::declassify(check_padding(data, 21).good, "a test"));
    EXPECT_EQ(check_padding(data, 21).len, 0U);
}

TEST(ExtractMac, FindsItAtEveryOffset) {
    for (const std::size_t mac_len : {16U, 20U, 32U, 48U}) {
        for (const std::size_t size : {std::size_t{64}, std::size_t{336}, std::size_t{1024}}) {
            Bytes data(size);
            for (std::size_t i = 0; i < size; ++i)
                data[i] = static_cast<std::uint8_t>(i * 7 + i / 256);
            const std::size_t last = size - mac_len - 1;
            const std::size_t first = last > 255 ? last - 255 : 0;
            for (std::size_t offset = first; offset <= last; ++offset) {
                Bytes mac(mac_len);
                extract_mac(data, offset, mac);
                ASSERT_TRUE(std::equal(mac.begin(), mac.end(),
                                       data.begin() + static_cast<std::ptrdiff_t>(offset)))
                    << mac_len << " of " << size << " at " << offset;
            }
        }
    }
}

/// Builds records by hand, so that padding may have any length and any content.
class HandmadeRecord {
  public:
    explicit HandmadeRecord(HashAlg hash) : hash_(hash), mac_key_(crypto::digest_len(hash), 0x0b) {}

    /// An explicit-IV fragment of AES-128: content, its MAC, then `padding` as it is.
    [[nodiscard]] Bytes seal(const Bytes& content, const Bytes& padding) const {
        Bytes body = content;
        const crypto::HmacKey key{hash_, mac_key_};
        const crypto::Digest mac = key.mac(kInfo.additional_data(content.size()), content);
        body.insert(body.end(), mac.view().begin(), mac.view().end());
        body.insert(body.end(), padding.begin(), padding.end());
        EXPECT_EQ(body.size() % 16, 0U);
        auto cipher = CbcKey::make(BlockCipherAlg::aes128, cipher_key_, CbcKey::Use::encrypt);
        Bytes iv(16, 0x1f);
        Bytes fragment = iv;
        cipher->encrypt(iv, body);
        fragment.insert(fragment.end(), body.begin(), body.end());
        return fragment;
    }

    /// What `open` says: the content's length, or nothing.
    [[nodiscard]] std::optional<std::size_t> open(Bytes fragment) const {
        auto cipher = CbcKey::make(BlockCipherAlg::aes128, cipher_key_, CbcKey::Use::decrypt);
        CbcHmac protection{*std::move(cipher), hash_, {mac_key_, cipher_key_, {}}, true};
        FragmentLayout layout;
        const auto opened = protection.open(kInfo, fragment, layout);
        if (opened.ok()) return opened->size();
        EXPECT_EQ(opened.error().code, ErrorCode::record_not_authentic);
        return std::nullopt;
    }

  private:
    static constexpr FragmentInfo kInfo{3, ContentType::application_data, 0x0303};
    HashAlg hash_;
    Bytes mac_key_;
    Bytes cipher_key_ = Bytes(16, 0x0c);
};

/// A content that makes whole blocks with this much padding (length byte included).
Bytes content_for(HashAlg hash, std::size_t padding) {
    const std::size_t rest = (crypto::digest_len(hash) + padding) % 16;
    return Bytes(32 + (16 - rest) % 16, 0x61);
}

/// All 256 lengths open; a single wrong byte in any place of the padding refuses (POODLE on TLS,
/// attack A6).
TEST(CbcHmac, ChecksEveryByteOfPaddingOfEveryLength) {
    for (const HashAlg hash : {HashAlg::sha1, HashAlg::sha256, HashAlg::sha384}) {
        const HandmadeRecord record{hash};
        for (std::size_t len = 0; len < 256; ++len) {
            const Bytes content = content_for(hash, len + 1);
            Bytes padding(len + 1, static_cast<std::uint8_t>(len));
            EXPECT_EQ(record.open(record.seal(content, padding)), content.size()) << len;
            for (std::size_t i = 0; i < len; ++i) {
                padding[i] ^= 0x40;
                ASSERT_EQ(record.open(record.seal(content, padding)), std::nullopt)
                    << len << ", byte " << i;
                padding[i] ^= 0x40;
            }
        }
    }
}

/// A padding length that reaches into or beyond the MAC (attack A4).
TEST(CbcHmac, RefusesPaddingThatLeavesNoRoomForTheMac) {
    const HandmadeRecord record{HashAlg::sha1};
    for (std::size_t claimed = 0; claimed < 256; ++claimed) {
        // 12 bytes of padding are there, and all say `claimed`.
        const bool honest = claimed == 11;
        EXPECT_EQ(
            record.open(record.seal({}, Bytes(12, static_cast<std::uint8_t>(claimed)))).has_value(),
            honest)
            << claimed;
    }
}

TEST(CbcHmac, OpensEmptyRecordsAndRefusesTheirTamperedTwins) {
    const HandmadeRecord record{HashAlg::sha256};
    Bytes fragment = record.seal({}, Bytes(16, 15));
    EXPECT_EQ(record.open(fragment), 0U);
    for (std::uint8_t& byte : fragment) {
        byte ^= 1;
        EXPECT_EQ(record.open(fragment), std::nullopt);
        byte ^= 1;
    }
}

class Pair {
  public:
    Pair(BlockCipherAlg alg, HashAlg hash)
        : key_(crypto::key_len(alg), 0x21),
          sealer_{
              *CbcKey::make(alg, key_, CbcKey::Use::encrypt), hash, {mac_key_, key_, iv_}, false},
          opener_{
              *CbcKey::make(alg, key_, CbcKey::Use::decrypt), hash, {mac_key_, key_, iv_}, false} {}
    Bytes seal(const Bytes& plain) {
        test::FixedRng no_random{{}};
        Bytes out(sealer_.sealed_len(plain.size()));
        EXPECT_TRUE(sealer_.seal(kInfo, plain, out, no_random, layout_).ok());
        return out;
    }
    std::optional<Bytes> open(Bytes fragment) {
        const auto opened = opener_.open(kInfo, fragment, layout_);
        if (!opened.ok()) return std::nullopt;
        return Bytes(opened->begin(), opened->end());
    }

  private:
    static constexpr FragmentInfo kInfo{7, ContentType::application_data, 0x0301};
    Bytes mac_key_ = Bytes(20, 0x22);
    Bytes iv_ = Bytes(16, 0x23);
    Bytes key_;
    CbcHmac sealer_;
    CbcHmac opener_;
    FragmentLayout layout_;
};

/// The portable twin is the reference: it was compared with AWS-LC's and Botan's records above.
/// Both chain the IV, so that it must come out of every record as it should.
TEST(CbcHmac, StitchedRecordsEqualTheirPortableTwinsOfEveryLength) {
    for (const auto alg : {BlockCipherAlg::aes128, BlockCipherAlg::aes256}) {
        for (const auto hash : {HashAlg::sha1, HashAlg::sha256, HashAlg::sha384}) {
            ASSERT_TRUE(cpu::limit("portable"));
            Pair portable{alg, hash};
            ASSERT_TRUE(cpu::limit("avx512"));
            Pair best{alg, hash};
            for (std::size_t size = 0; size < 700; ++size) {
                Bytes plain(size);
                for (std::size_t i = 0; i < size; ++i)
                    plain[i] = static_cast<std::uint8_t>(i * 13 + size);
                const Bytes sealed = best.seal(plain);
                ASSERT_EQ(sealed, portable.seal(plain)) << size;
                ASSERT_EQ(best.open(sealed), plain) << size;
                ASSERT_EQ(portable.open(sealed), plain) << size;
            }
        }
    }
}

/// Every byte, with every kernel, in a record that is long enough to be opened in one pass.
TEST(CbcHmac, RefusesALongRecordWithAnyByteTampered) {
    test::for_each_cpu_level([] {
        for (const HashAlg hash : {HashAlg::sha1, HashAlg::sha256}) {
            const HandmadeRecord record{hash};
            Bytes fragment = record.seal(content_for(hash, 1 + 16 * 40), Bytes(1 + 16 * 8, 128));
            ASSERT_TRUE(record.open(fragment).has_value());
            for (std::uint8_t& byte : fragment) {
                byte ^= 1;
                ASSERT_EQ(record.open(fragment), std::nullopt);
                byte ^= 1;
            }
        }
    });
}

/// TLS 1.0 chains: the second record opens only after the first, and with its last block as IV.
TEST(CbcHmac, ChainsTheIvFromRecordToRecordBelowTls11) {
    const Bytes key(16, 1);
    const Bytes mac_key(20, 2);
    const Bytes iv(16, 3);
    const KeyMaterial keys{mac_key, key, iv};
    auto encrypt = CbcKey::make(BlockCipherAlg::aes128, key, CbcKey::Use::encrypt);
    CbcHmac sealer{*std::move(encrypt), HashAlg::sha1, keys, false};
    test::FixedRng no_random{{}};
    std::vector<Bytes> fragments;
    FragmentLayout layout;
    for (std::uint64_t n = 0; n < 3; ++n) {
        Bytes fragment(sealer.sealed_len(5));
        ASSERT_TRUE(sealer
                        .seal({n, ContentType::application_data, 0x0301}, Bytes(5, 7), fragment,
                              no_random, layout)
                        .ok());
        fragments.push_back(fragment);
    }
    const auto opens = [&](std::initializer_list<std::size_t> order) {
        auto decrypt = CbcKey::make(BlockCipherAlg::aes128, key, CbcKey::Use::decrypt);
        CbcHmac opener{*std::move(decrypt), HashAlg::sha1, keys, false};
        for (const std::size_t n : order) {
            Bytes fragment = fragments[n];
            if (!opener.open({n, ContentType::application_data, 0x0301}, fragment, layout).ok())
                return false;
        }
        return true;
    };
    EXPECT_TRUE(opens({0, 1, 2}));
    EXPECT_FALSE(opens({1}));
    EXPECT_FALSE(opens({0, 2}));
}

TEST(CbcHmac, WithoutRandomBytesSendsNothing) {
    const Bytes key(16, 1);
    auto encrypt = CbcKey::make(BlockCipherAlg::aes128, key, CbcKey::Use::encrypt);
    CbcHmac sealer{*std::move(encrypt), HashAlg::sha1, {key, key, {}}, true};
    test::FixedRng broken{{}};
    Bytes fragment(sealer.sealed_len(1));
    FragmentLayout layout;
    const Status sealed = sealer.seal({}, Bytes(1, 0), fragment, broken, layout);
    ASSERT_FALSE(sealed.ok());
    EXPECT_EQ(sealed.error().code, ErrorCode::entropy_failure);
}

}  // namespace
}  // namespace vitrine::record
