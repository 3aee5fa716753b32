// The tree of any bytes: no mark on right DER, a mark on each kind of wrong DER, and no end in it.
#include "io/asn1_tree.h"

#include <gtest/gtest.h>

#include "io/file.h"
#include "support/vector_file.h"
#include "x509/pem.h"

namespace vitrine::io {
namespace {

std::vector<std::uint8_t> certificate(const char* name) {
    const auto text = read_text_file(std::string(VITRINE_VECTORS "/x509/print/") + name);
    return x509::read_pem(*text)->front().der;
}

TEST(Asn1Tree, MarksNothingInACertificate) {
    for (const char* name : {"ca.txt", "dsa.txt", "ext-misc.txt", "name-bmp.txt"}) {
        const Asn1Tree tree = asn1_tree(certificate(name));
        EXPECT_EQ(tree.problems, 0U) << tree.text;
    }
}

TEST(Asn1Tree, OpensStringsThatHoldDer) {
    const std::string text = asn1_tree(certificate("ext-misc.txt")).text;
    EXPECT_NE(text.find("UTF8STRING \"readable text\""), std::string::npos) << text;
    EXPECT_NE(text.find("CT Precertificate Poison"), std::string::npos);
}

struct Wrong {
    const char* hex;
    const char* mark;
};
/// Each from X.690: §8.1.3, §8.1.5, §8.2, §8.3.2, §8.6.2, §8.8, §8.19.2, §10.1, §10.2.
constexpr Wrong kWrong[] = {
    {"3003020101ff", "no value begins here"},
    {"30050201010500ff00", "! "},
    {"308002010100 00", "indefinite length"},
    {"3081030201 01", "not in its shortest form"},
    {"30060201", "runs 4 bytes past the end"},
    {"0101 01", "! "},
    {"02020001", "! "},
    {"0302 0801", "! "},
    {"0501 00", "! "},
    {"06020180", "! "},
    {"2403040101", "constructed string"},
    {"1001 00", "must be constructed"},
    {"1f1e 00", "not in its shortest form"},
    {"170d3230303233303030303030305a", "! "},
    {"0c02c320", "! "},
};

TEST(Asn1Tree, MarksWhatIsWrongAndGoesOn) {
    for (const Wrong& wrong : kWrong) {
        std::string hex;
        for (const char* c = wrong.hex; *c != '\0'; ++c) {
            if (*c != ' ') hex += *c;
        }
        const Asn1Tree tree = asn1_tree(test::from_hex(hex));
        EXPECT_GT(tree.problems, 0U) << hex << "\n" << tree.text;
        EXPECT_NE(tree.text.find(wrong.mark), std::string::npos) << hex << "\n" << tree.text;
    }
}

TEST(Asn1Tree, ShowsWhatStandsBehindAWrongValue) {
    // SEQUENCE { INTEGER 00 01 (not minimal), UTF8String "after" }
    const Asn1Tree tree = asn1_tree(test::from_hex("300b020200010c056166746572"));
    EXPECT_EQ(tree.problems, 1U);
    EXPECT_NE(tree.text.find("\"after\""), std::string::npos) << tree.text;
}

TEST(Asn1Tree, EndsForEveryPrefixAndEveryChangedByte) {
    std::vector<std::uint8_t> der = certificate("ext-misc.txt");
    for (std::size_t n = 1; n < der.size(); ++n)
        EXPECT_GT(asn1_tree(ByteView{der}.first(n)).problems, 0U) << n;
    for (std::uint8_t& byte : der) {
        byte ^= 0x80;
        EXPECT_FALSE(asn1_tree(der).text.empty());
        byte ^= 0x80;
    }
}

TEST(Asn1Tree, DeepNestingIsCutOff) {
    std::vector<std::uint8_t> der;
    for (int i = 0; i < 100000; ++i) der.insert(der.end(), {0x30, 0x80});
    EXPECT_LT(asn1_tree(der).text.size(), std::size_t{20} << 20);
}

}  // namespace
}  // namespace vitrine::io
