#include "record/cbc_etm.h"

#include <gtest/gtest.h>

#include "support/botan_record.h"
#include "support/record_session.h"

namespace vitrine::record {
namespace {

using crypto::BlockCipherAlg;
using crypto::CbcKey;
using crypto::HashAlg;
using test::Bytes;

constexpr FragmentInfo kInfo{9, ContentType::application_data, 0x0303};

/// Fragments whose padding is anything at all, under a MAC that is right.
Bytes handmade(const Bytes& padded, const Bytes& key, const Bytes& mac_key) {
    auto cipher = CbcKey::make(BlockCipherAlg::aes128, key, CbcKey::Use::encrypt);
    Bytes iv(16, 0x1f);
    Bytes fragment = iv;
    Bytes body = padded;
    cipher->encrypt(iv, body);
    fragment.insert(fragment.end(), body.begin(), body.end());
    const crypto::HmacKey mac_with{HashAlg::sha1, mac_key};
    const crypto::Digest mac = mac_with.mac(kInfo.additional_data(fragment.size()), fragment);
    fragment.insert(fragment.end(), mac.view().begin(), mac.view().end());
    return fragment;
}

TEST(CbcEtm, ChecksEveryByteOfPaddingOfEveryLength) {
    const Bytes key(16, 1);
    const Bytes mac_key(20, 2);
    const auto open = [&](Bytes fragment) {
        auto cipher = CbcKey::make(BlockCipherAlg::aes128, key, CbcKey::Use::decrypt);
        CbcEtm protection{*std::move(cipher), HashAlg::sha1, {mac_key, key, {}}, true};
        FragmentLayout layout;
        const auto opened = protection.open(kInfo, fragment, layout);
        if (opened.ok()) {
            EXPECT_EQ(
                layout.explicit_nonce_len + opened->size() + layout.padding_len + layout.mac_len,
                fragment.size());
        } else {
            EXPECT_EQ(opened.error().code, ErrorCode::record_not_authentic);
        }
        return opened.ok() ? static_cast<int>(opened->size()) : -1;
    };
    for (std::size_t len = 0; len < 256; ++len) {
        const std::size_t content = 16 + (16 - (len + 1) % 16) % 16;
        Bytes padded(content, 0x61);
        padded.insert(padded.end(), len + 1, static_cast<std::uint8_t>(len));
        EXPECT_EQ(open(handmade(padded, key, mac_key)), static_cast<int>(content)) << len;
        for (std::size_t i = content; i + 1 < padded.size(); ++i) {
            padded[i] ^= 0x04;
            ASSERT_EQ(open(handmade(padded, key, mac_key)), -1) << len << ", byte " << i;
            padded[i] ^= 0x04;
        }
    }
    EXPECT_EQ(open(handmade(Bytes(16, 16), key, mac_key)), -1);  // more padding than there is
}

/// RFC 7366 §3: the MAC is evaluated "before any further processing such as decryption".
TEST(CbcEtm, LeavesTheCiphertextAloneIfTheMacIsWrong) {
    const Bytes key(16, 1);
    auto cipher = CbcKey::make(BlockCipherAlg::aes128, key, CbcKey::Use::decrypt);
    CbcEtm protection{*std::move(cipher), HashAlg::sha1, {key, key, {}}, true};
    Bytes fragment(16 + 32 + 20, 0x55);
    const Bytes before = fragment;
    FragmentLayout layout;
    EXPECT_FALSE(protection.open(kInfo, fragment, layout).ok());
    EXPECT_EQ(fragment, before);
}

TEST(CbcEtm, IsShorterThanMacThenEncryptByNoMoreThanABlock) {
    const Bytes key(16, 1);
    auto a = CbcKey::make(BlockCipherAlg::aes128, key, CbcKey::Use::encrypt);
    const CbcEtm protection{*std::move(a), HashAlg::sha1, {key, key, {}}, true};
    EXPECT_EQ(protection.sealed_len(0), 16U + 16U + 20U);
    EXPECT_EQ(protection.sealed_len(15), 16U + 16U + 20U);
    EXPECT_EQ(protection.sealed_len(16), 16U + 32U + 20U);
}

TEST(CbcEtm, OpensAndSealsAsBotanDoes) {
    std::size_t seen = 0;
    for (const test::VectorBlock& block : test::read_vectors("record/botan_cbc.txt")) {
        if (block.text("EncryptThenMAC") != "true") continue;
        SCOPED_TRACE(block.line);
        test::expect_botans_record<CbcEtm>(block);
        ++seen;
    }
    EXPECT_GE(seen, 4U);
}

}  // namespace
}  // namespace vitrine::record
