// When two names are one: as OpenSSL compares them.
#include "x509/name.h"

#include <gtest/gtest.h>

#include "support/der_text.h"

namespace vitrine::x509 {
namespace {

Result<Name> read(ByteView der) {
    wire::Context context{der};
    asn1::DerReader in{der, context};
    const Name name = read_name(in, "name");
    return in.finish(name);
}

TEST(Name, AreEqualAsOpensslComparesThem) {
    std::size_t equal = 0;
    for (const auto& block : test::read_vectors("x509/names.txt")) {
        const auto a_der = block.bytes("A");
        const auto b_der = block.bytes("B");
        const auto a = read(a_der);
        const auto b = read(b_der);
        ASSERT_TRUE(a.ok() && b.ok()) << block.section;
        const bool expected = block.text("Equal") == "yes";
        equal += expected ? 1U : 0U;
        EXPECT_EQ(same_name(*a, *b), expected) << block.section;
        EXPECT_EQ(same_name(*b, *a), expected) << block.section;
        EXPECT_TRUE(same_name(*a, *a)) << block.section;
        if (expected) {
            EXPECT_EQ(hash_of(*a), hash_of(*b)) << block.section;
        }
    }
    EXPECT_GE(equal, 8U);
}

TEST(Name, RefusesEveryPrefixAndEveryChangedLength) {
    for (const auto& block : test::read_vectors("x509/names.txt")) {
        auto der = block.bytes("A");
        for (std::size_t n = 0; n < der.size(); ++n)
            EXPECT_FALSE(read(ByteView{der}.first(n)).ok()) << block.section << " cut to " << n;
        ++der[1];
        EXPECT_FALSE(read(der).ok()) << block.section;
    }
}

// Each byte changed gives an unequal name, or none, but for a letter's case and what the comparison
// is made to overlook.
TEST(Name, AChangedByteIsAnotherName) {
    const auto der = test::from_hex("3010310e300c060355040a0c054c61622037");
    const auto whole = read(der);
    ASSERT_TRUE(whole.ok());
    for (std::size_t i = 0; i < der.size(); ++i) {
        for (const unsigned bit : {0x01U, 0x02U, 0x04U, 0x08U, 0x10U}) {
            auto changed = der;
            changed[i] = static_cast<std::uint8_t>(changed[i] ^ bit);
            const auto other = read(changed);
            if (other.ok()) {
                EXPECT_FALSE(same_name(*whole, *other)) << i << " bit " << bit;
            }
        }
    }
}

TEST(Name, RefusesWhatIsNone) {
    for (const char* hex : {
             "30023100",                                            // an RDN without attributes
             "3007310530030601 29",                                 // an attribute without a value
             "300c310a30080603550403 0c0100",                       // a zero byte
             "300c310a3008060355040313012a",                        // * is no PrintableString's
             "300d310b300906035504030c02c080",                      // overlong UTF-8
             "300c310a30080603550403160180",                        // IA5 beyond ASCII
             "300c310a300806035504031e0141",                        // half a letter of a BMPString
             "3016311430080603550403 0c01623008060355040 30c0161",  // not sorted
             "310c310a3008060355040 30c0161",                       // a SET
         }) {
        std::string packed{hex};
        std::erase(packed, ' ');
        EXPECT_FALSE(read(test::from_hex(packed)).ok()) << hex;
    }
    EXPECT_TRUE(read(test::from_hex("300c310a300806035504030c0161")).ok());
}

TEST(Name, ASubtreeIsAPrefixOfRdns) {
    const auto base_der = test::from_hex("300c310a3008060355040a0c0161");
    const auto inside_der = test::from_hex("3018310a3008060355040a0c0141310a300806035504030c0162");
    const auto outside_der = test::from_hex("3018310a300806035504030c0162310a3008060355040a0c0161");
    const auto base = read(base_der);
    const auto inside = read(inside_der);
    const auto outside = read(outside_der);
    ASSERT_TRUE(base.ok() && inside.ok() && outside.ok());
    EXPECT_TRUE(is_within(*base, *base));
    EXPECT_TRUE(is_within(*inside, *base));
    EXPECT_FALSE(is_within(*outside, *base));
    EXPECT_FALSE(is_within(*base, *inside));
    EXPECT_TRUE(is_within(*outside, Name{}));
}

TEST(Name, TheCommonNameIsTheLastOne) {
    const auto der = test::from_hex("3018310a300806035504030c0161310a300806035504030c0162");
    const auto name = read(der);
    ASSERT_TRUE(name.ok());
    EXPECT_EQ(as_text(common_name(*name)), "b");
    EXPECT_TRUE(common_name(Name{}).empty());
}

}  // namespace
}  // namespace vitrine::x509
