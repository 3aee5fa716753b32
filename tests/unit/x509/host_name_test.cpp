// Presented names against wanted ones, as OpenSSL matches them.
#include "x509/host_name.h"

#include <gtest/gtest.h>

#include "support/der_text.h"
#include "x509/make.h"

namespace vitrine::x509 {
namespace {

TEST(HostName, MatchesAsByOpenssl) {
    std::size_t matches = 0;
    for (const auto& block : test::read_vectors("x509/host_names.txt")) {
        // OpenSSL lets no wildcard stand for a label with an underscore; hosts have such names.
        const bool underscore = block.section == "*.example.test for my_host.example.test";
        const bool expected = underscore || block.text("Match") == "yes";
        matches += expected ? 1U : 0U;
        EXPECT_EQ(dns_name_matches(block.text("Presented"), block.text("Wanted")), expected)
            << block.section;
    }
    EXPECT_GE(matches, 8U);
}

// RFC 9525 §6.3: where OpenSSL still knows wildcards within a label.
TEST(HostName, AWildcardIsAWholeLabel) {
    EXPECT_TRUE(dns_name_matches("*.example.com", "foo.example.com"));
    for (const char* partial : {"f*.example.com", "*o.example.com", "f*o.example.com",
                                "foo*.example.com", "*foo.example.com", "xn--*.example.com"})
        EXPECT_FALSE(dns_name_matches(partial, "foo.example.com")) << partial;
}

TEST(ReferenceId, ReadsNamesAndAddresses) {
    const auto dns = ReferenceId::parse("WWW.Example.TEST.");
    ASSERT_TRUE(dns.ok());
    EXPECT_EQ(dns->type(), ReferenceId::Type::dns);
    EXPECT_EQ(dns->dns_name(), "www.example.test");
    const auto v4 = ReferenceId::parse("192.0.2.7");
    ASSERT_TRUE(v4.ok());
    EXPECT_EQ(test::hex_text(v4->address()), "c0000207");
    // RFC 5952 §4 and RFC 4291 §2.2.
    for (const auto& [text, hex] : std::initializer_list<std::pair<const char*, const char*>>{
             {"2001:db8::1", "20010db8000000000000000000000001"},
             {"::", "00000000000000000000000000000000"},
             {"::1", "00000000000000000000000000000001"},
             {"2001:DB8:0:0:8:800:200C:417A", "20010db80000000000080800200c417a"},
             {"::ffff:192.0.2.7", "00000000000000000000ffffc0000207"},
             {"1::", "00010000000000000000000000000000"}}) {
        const auto v6 = ReferenceId::parse(text);
        ASSERT_TRUE(v6.ok()) << text;
        EXPECT_EQ(v6->type(), ReferenceId::Type::ip) << text;
        EXPECT_EQ(test::hex_text(v6->address()), hex) << text;
    }
}

TEST(ReferenceId, RefusesWhatIsNeither) {
    const std::string long_label(64, 'a');
    const std::string long_name = [] {
        std::string name;
        for (int i = 0; i < 64; ++i) name += "abc.";
        return name + "test";
    }();
    for (const std::string& text :
         {std::string{}, std::string{"."}, std::string{"a..b"}, std::string{".a"},
          std::string{"a b"},
          std::string{"b\xc3\xbc"
                      "cher"},
          std::string{"a/b"}, std::string{"1:2:3:4:5:6:7:8:9"}, std::string{"::1::"},
          std::string{"fe80::1%eth0"}, std::string{"12345::"}, long_label + ".test", long_name,
          std::string{"*.example.test"}, std::string{"a\0b", 3}})
        EXPECT_FALSE(ReferenceId::parse(text).ok()) << text;
    EXPECT_TRUE(ReferenceId::parse(std::string(63, 'a') + ".test").ok());
}

TEST(ReferenceId, AnAddressWithLeadingZerosIsNoAddress) {
    for (const char* text : {"192.0.2.07", "192.0.2", "192.0.2.256", "192.0.2.7.1", "1.2.3.4a"}) {
        const auto id = ReferenceId::parse(text);
        if (id.ok()) {
            EXPECT_EQ(id->type(), ReferenceId::Type::dns) << text;
        }
    }
    EXPECT_FALSE(ReferenceId::ip(test::from_hex("c00002")).ok());
    EXPECT_FALSE(ReferenceId::ip(test::from_hex("c000020700")).ok());
    EXPECT_TRUE(ReferenceId::ip(test::from_hex("c0000207")).ok());
}

}  // namespace
}  // namespace vitrine::x509
