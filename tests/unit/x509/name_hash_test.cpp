// Hashes of names beside what `openssl x509 -subject_hash` and `-subject_hash_old` print.
#include "x509/name_hash.h"

#include <gtest/gtest.h>

#include "support/der_text.h"

namespace vitrine::x509 {
namespace {

constexpr const char* kVectors = "x509/name_hashes.txt";

Result<Name> read(ByteView der) {
    wire::Context context{der};
    asn1::DerReader in{der, context};
    const Name name = read_name(in, "name");
    return in.finish(name);
}

std::string eight_digits(std::uint32_t hash) {
    std::array<char, 9> out{};
    std::snprintf(out.data(), out.size(), "%08x", static_cast<unsigned>(hash));
    return out.data();
}

TEST(NameHash, IsOpensslsForEveryTypeOfString) {
    for (const auto& block : test::read_vectors(kVectors)) {
        const auto der = block.bytes("Name");
        const auto name = read(der);
        ASSERT_TRUE(name.ok()) << block.section << ": " << info(name.error().code).text;
        EXPECT_EQ(eight_digits(name_hash(*name)), block.text("Hash")) << block.section;
        EXPECT_EQ(eight_digits(name_hash_old(*name)), block.text("Old")) << block.section;
    }
}

TEST(NameHash, TheOldOneIsOverTheBytesAndTheNewOneOverWhatTheyMean) {
    const auto first = test::from_hex("300e310c300a060355040a13034c6162");     // PrintableString
    const auto second = test::from_hex("300f310d300b060355040a0c04204c4142");  // UTF8String " LAB"
    const auto other = test::from_hex("300e310c300a060355040a13034c6163");
    ASSERT_TRUE(read(first).ok() && read(second).ok() && read(other).ok());
    EXPECT_EQ(name_hash(*read(first)), name_hash(*read(second)));
    EXPECT_NE(name_hash_old(*read(first)), name_hash_old(*read(second)));
    EXPECT_NE(name_hash(*read(first)), name_hash(*read(other)));
}

// What is compared: UTF8String, lower case, RDNs one after the other without the SEQUENCE.
TEST(NameHash, TheCanonicalFormIsFoldedUtf8) {
    auto der = test::from_hex("3014311230100603550403130920416461200920427a");
    EXPECT_FALSE(read(der).ok());  // a TAB is in no PrintableString
    der[11] = 0x0c;
    const auto name = read(der);
    ASSERT_TRUE(name.ok());
    EXPECT_EQ(test::hex_text(canonical_name(*name)), "310f300d06035504030c0661646120627a");
    EXPECT_TRUE(canonical_name(Name{}).empty());
}

}  // namespace
}  // namespace vitrine::x509
