// One test of Botan's tls_cbc_kat.vec: KeylenMAC bytes of Key are the MAC key, the others the
// cipher's; Nonce is the explicit IV.
#pragma once

#include <gtest/gtest.h>

#include "support/aws_lc_record.h"

namespace vitrine::test {

/// Seals and opens it as Botan does. Protection: CbcHmac or CbcEtm.
template <class Protection>
void expect_botans_record(const VectorBlock& block) {
    const Bytes key = block.bytes("Key");
    const auto mac_len = static_cast<std::size_t>(block.number("KeylenMAC"));
    const record::KeyMaterial keys{
        ByteView{key}.first(mac_len), ByteView{key}.subspan(mac_len), {}};
    const bool aes = block.text("BlockCipher") == "AES-128";
    const auto cipher = aes ? crypto::BlockCipherAlg::aes128 : crypto::BlockCipherAlg::des_ede3;
    const crypto::HashAlg hash = aes ? crypto::HashAlg::sha256 : crypto::HashAlg::sha1;
    auto encrypt = crypto::CbcKey::make(cipher, keys.key, crypto::CbcKey::Use::encrypt);
    auto decrypt = crypto::CbcKey::make(cipher, keys.key, crypto::CbcKey::Use::decrypt);
    ASSERT_TRUE(encrypt.ok() && decrypt.ok());
    Protection sealer{*std::move(encrypt), hash, keys, true};
    Protection opener{*std::move(decrypt), hash, keys, true};

    const record::FragmentInfo info = info_of(block.bytes("AssociatedData"));
    const Bytes plain = block.bytes("Plaintext");
    Bytes expected = block.bytes("Nonce");
    const Bytes ciphertext = block.bytes("Ciphertext");
    FixedRng rng{expected};
    expected.insert(expected.end(), ciphertext.begin(), ciphertext.end());
    Bytes sealed(sealer.sealed_len(plain.size()));
    record::FragmentLayout layout;
    ASSERT_TRUE(sealer.seal(info, plain, sealed, rng, layout).ok());
    EXPECT_EQ(sealed, expected);
    const auto opened = opener.open(info, sealed, layout);
    ASSERT_TRUE(opened.ok());
    EXPECT_EQ(Bytes(opened->begin(), opened->end()), plain);
}

}  // namespace vitrine::test
