#include "io/idn.h"

#include <gtest/gtest.h>

namespace vitrine::io {
namespace {

TEST(Idn, GivesTheLabelsOfTheStandard) {
    // RFC 3492 §7.1 (A, B, I, L), lower case; RFC 5891 keeps U+00DF.
    const std::pair<const char*, const char*> kNames[] = {
        {"www.example.test", "www.example.test"},
        {"WWW.Example.TEST", "WWW.Example.TEST"},
        {"b\u00fccher.example", "xn--bcher-kva.example"},
        {"B\u00dcCHER.example", "xn--bcher-kva.example"},
        {"fa\u00df.example", "xn--fa-hia.example"},
        {"\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587", "xn--ihqwcrb4cv8a8dqg056pqjye"},
        {"b\u00fccher\u3002example", "xn--bcher-kva.example"},
    };
    for (const auto& [name, wanted] : kNames) {
        const auto labels = to_a_labels(name);
        ASSERT_TRUE(labels.ok()) << name;
        EXPECT_EQ(*labels, wanted);
    }
}

TEST(Idn, RefusesWhatIsNoName) {
    for (const std::string& bad :
         {std::string{"b\xff\xff.example"}, std::string{"\xc3"},
          std::string{"\u00fc\0x.example", 12}, std::string{"\u0301b.example"},
          std::string{"\u00fc"} + std::string(70, 'a') + ".example"}) {
        EXPECT_FALSE(to_a_labels(bad).ok()) << bad;
    }
}

}  // namespace
}  // namespace vitrine::io
