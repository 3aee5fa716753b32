// DH parameters that OpenSSL wrote, read and written again, and their refusing neighbours.
#include "x509/dh_parameters.h"

#include <gtest/gtest.h>

#include "support/der_text.h"
#include "x509/pem.h"

namespace vitrine::x509 {
namespace {

template <class Visit>
void for_each(Visit visit) {
    std::size_t count = 0;
    for (const auto& block : test::read_vectors("x509/keys.txt")) {
        if (!block.has("Parameters")) continue;
        ++count;
        visit(block, block.bytes("Parameters"));
    }
    EXPECT_EQ(count, 2U);
}

TEST(DhParameters, AreRead) {
    for_each([](const auto& block, const std::vector<std::uint8_t>& der) {
        const auto parameters = parse_dh_parameters(der);
        ASSERT_TRUE(parameters.ok()) << block.section;
        EXPECT_EQ(test::hex_text(parameters->p), block.text("P"));
        EXPECT_EQ(test::hex_text(parameters->g), block.text("G"));
        EXPECT_NE(crypto::known_group(parameters->p, parameters->g), nullptr);
        std::vector<std::uint8_t> storage;
        const std::string pem = write_pem("DH PARAMETERS", der);
        const auto loaded = load_dh_parameters(as_bytes(pem), storage);
        ASSERT_TRUE(loaded.ok());
        EXPECT_TRUE(equal_public(loaded->p, parameters->p));
        EXPECT_EQ(load_dh_parameters(as_bytes(write_pem("OTHER", der)), storage).error().code,
                  ErrorCode::pem_no_block);
    });
}

TEST(DhParameters, AreWrittenSoThatTheyReadTheSame) {
    for (const auto id : {crypto::DhGroupId::ffdhe2048, crypto::DhGroupId::ffdhe4096}) {
        const crypto::DhGroup& group = crypto::ffdhe(id);
        const auto der = encode_dh_parameters(group);
        ASSERT_TRUE(der.ok());
        const auto parameters = parse_dh_parameters(*der);
        ASSERT_TRUE(parameters.ok());
        EXPECT_EQ(crypto::known_group(parameters->p, parameters->g), &group);
        EXPECT_EQ(parameters->exponent_bits.value_or(0), group.exponent_bits);
    }
}

TEST(DhParameters, RefuseEveryPrefixAndOtherStructures) {
    for_each([](const auto& block, const std::vector<std::uint8_t>& der) {
        for (std::size_t n = 0; n < der.size(); ++n)
            EXPECT_FALSE(parse_dh_parameters(ByteView{der}.first(n)).ok()) << block.section << n;
        auto longer = der;
        longer.push_back(0);
        EXPECT_FALSE(parse_dh_parameters(longer).ok());
    });
    EXPECT_TRUE(parse_dh_parameters(test::from_hex("300602010b020102")).ok());
    EXPECT_TRUE(parse_dh_parameters(test::from_hex("300902010b020102020103")).ok());
    for (const char* wrong :
         {"3000", "300302010b", "30060201f5020102", "300702020 00b020102", "300902010b0201020201ff",
          "300c02010b020102020103020104", "310602010b020102", "300602010b040102"}) {
        std::string packed{wrong};
        std::erase(packed, ' ');
        EXPECT_FALSE(parse_dh_parameters(test::from_hex(packed)).ok()) << wrong;
    }
}

}  // namespace
}  // namespace vitrine::x509
