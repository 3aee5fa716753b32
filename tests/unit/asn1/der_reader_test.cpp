// What the strict reader takes and what it refuses: the examples of X.690 §8 with the restrictions
// of §10 and §11, each beside its neighbours.
#include "asn1/der_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace vitrine::asn1 {
namespace {

using Bytes = std::vector<std::uint8_t>;
using Read = std::function<void(DerReader&)>;

/// The first failure of reading all of `der`; nothing if there is none.
std::optional<Error> failure(ByteView der, const Read& read) {
    wire::Context context{der};
    DerReader in{der, context};
    read(in);
    const Status end = in.finish();
    return end.ok() ? std::nullopt : std::optional{end.error()};
}

void expect_good(const Bytes& der, const Read& read) {
    EXPECT_FALSE(failure(der, read).has_value()) << testing::PrintToString(der);
    // Every prefix is cut short, and a byte more is one too many.
    for (std::size_t n = 0; n < der.size(); ++n)
        EXPECT_TRUE(failure(ByteView{der}.first(n), read).has_value()) << n;
    Bytes longer;
    for (const std::uint8_t byte : der) longer.push_back(byte);
    longer.push_back(0);
    const auto error = failure(longer, read);
    ASSERT_TRUE(error.has_value());
    EXPECT_EQ(error->code, ErrorCode::der_trailing_data);
    EXPECT_EQ(error->offset, der.size());
}

void expect_bad(const Bytes& der, const Read& read, ErrorCode code) {
    const auto error = failure(der, read);
    ASSERT_TRUE(error.has_value()) << testing::PrintToString(der);
    EXPECT_EQ(error->code, code) << testing::PrintToString(der);
}

// X.690 §8.2, §11.1.
TEST(DerReader, Booleans) {
    const auto read = [](bool expected) {
        return [=](DerReader& in) { EXPECT_EQ(in.boolean("b"), expected && !in.failed()); };
    };
    expect_good({0x01, 0x01, 0xff}, [](DerReader& in) { (void)in.boolean("b"); });
    EXPECT_FALSE(failure(Bytes{0x01, 0x01, 0xff}, read(true)).has_value());
    EXPECT_FALSE(failure(Bytes{0x01, 0x01, 0x00}, read(false)).has_value());
    const Read any = [](DerReader& in) { (void)in.boolean("b"); };
    expect_bad({0x01, 0x01, 0x01}, any, ErrorCode::der_bad_boolean);
    expect_bad({0x01, 0x00}, any, ErrorCode::der_bad_boolean);
    expect_bad({0x01, 0x02, 0xff, 0xff}, any, ErrorCode::der_bad_boolean);
    expect_bad({0x02, 0x01, 0xff}, any, ErrorCode::der_unexpected_tag);
    const Read with_default = [](DerReader& in) { (void)in.boolean_default_false("b"); };
    EXPECT_FALSE(failure(Bytes{}, with_default).has_value());
    EXPECT_FALSE(failure(Bytes{0x01, 0x01, 0xff}, with_default).has_value());
    expect_bad({0x01, 0x01, 0x00}, with_default, ErrorCode::der_default_encoded);
}

// X.690 §8.1.3, §10.1: "The definite form of length encoding shall be used, encoded in the minimum
// number of octets."
TEST(DerReader, LengthsInTheirOneForm) {
    const Read octets = [](DerReader& in) { (void)in.octet_string("o"); };
    const auto of = [](std::initializer_list<std::uint8_t> head, std::size_t n) {
        Bytes der(head.size() + n, 0x61);
        std::ranges::copy(head, der.begin());
        return der;
    };
    EXPECT_FALSE(failure(of({0x04, 0x7f}, 127), octets).has_value());
    EXPECT_FALSE(failure(of({0x04, 0x81, 0x80}, 128), octets).has_value());
    EXPECT_FALSE(failure(of({0x04, 0x82, 0x01, 0x00}, 256), octets).has_value());
    for (const Bytes& der : {of({0x04, 0x81, 0x7f}, 127), of({0x04, 0x82, 0x00, 0x80}, 128),
                             of({0x04, 0x83, 0x00, 0x01, 0x00}, 256), of({0x04, 0x80}, 2),
                             of({0x04, 0x85, 0, 0, 0, 0, 1}, 1), of({0x04, 0xff}, 1)}) {
        expect_bad(der, octets, ErrorCode::der_bad_length);
    }
    expect_bad(of({0x04, 0x84, 0xff, 0xff, 0xff, 0xff}, 10), octets, ErrorCode::der_truncated);
}

// X.690 §8.3.2: "the bits of the first octet and bit 8 of the second octet shall not all be ones;
// and shall not all be zero".
TEST(DerReader, Integers) {
    const Read any = [](DerReader& in) { (void)in.integer("i"); };
    for (const Bytes& good : {Bytes{0x02, 0x01, 0x00}, Bytes{0x02, 0x01, 0xff},
                              Bytes{0x02, 0x02, 0x00, 0x80}, Bytes{0x02, 0x02, 0xff, 0x7f}})
        expect_good(good, any);
    for (const Bytes& bad : {Bytes{0x02, 0x00}, Bytes{0x02, 0x02, 0x00, 0x7f},
                             Bytes{0x02, 0x02, 0xff, 0x80}, Bytes{0x02, 0x02, 0x00, 0x00}})
        expect_bad(bad, any, ErrorCode::der_bad_integer);
    const Read unsigned_only = [](DerReader& in) { (void)in.unsigned_integer("i"); };
    expect_bad({0x02, 0x01, 0xff}, unsigned_only, ErrorCode::der_bad_integer);
    const Read small = [](DerReader& in) { (void)in.small_integer("i", 5); };
    expect_good({0x02, 0x01, 0x05}, small);
    expect_bad({0x02, 0x01, 0x06}, small, ErrorCode::der_bad_integer);
    expect_bad({0x02, 0x05, 0x01, 0, 0, 0, 0}, small, ErrorCode::der_bad_integer);
}

// X.690 §8.6.4.2: the value '0A3B5F291CD'H is 03 07 04 0A3B5F291CD0.
TEST(DerReader, BitStrings) {
    const Bytes example{0x03, 0x07, 0x04, 0x0a, 0x3b, 0x5f, 0x29, 0x1c, 0xd0};
    BitString got;
    expect_good(example, [&](DerReader& in) {
        const BitString bits = in.bit_string("b");
        if (!in.failed()) got = bits;
    });
    EXPECT_FALSE(failure(example, [&](DerReader& in) { got = in.bit_string("b"); }).has_value());
    EXPECT_EQ(got.size(), 44U);
    EXPECT_TRUE(got.bit(4));  // 0A: 0000 1010
    EXPECT_FALSE(got.bit(5));
    EXPECT_TRUE(got.bit(43));  // the last of D: 1101
    EXPECT_FALSE(got.bit(44));
    const Read any = [](DerReader& in) { (void)in.bit_string("b"); };
    EXPECT_FALSE(failure(Bytes{0x03, 0x01, 0x00}, any).has_value());
    for (const Bytes& bad : {Bytes{0x03, 0x00}, Bytes{0x03, 0x01, 0x01},
                             Bytes{0x03, 0x02, 0x08, 0x00}, Bytes{0x03, 0x02, 0x04, 0xd8}})
        expect_bad(bad, any, ErrorCode::der_bad_bit_string);
    // §11.2.2: a named bit list has no zero bits at its end.
    const Read named = [](DerReader& in) { (void)in.named_bits("b"); };
    expect_good({0x03, 0x02, 0x01, 0x06}, named);  // RFC 5280 appendix C.1: keyUsage
    expect_bad({0x03, 0x02, 0x00, 0x06}, named, ErrorCode::der_bad_bit_string);
    expect_bad({0x03, 0x03, 0x01, 0x06, 0x00}, named, ErrorCode::der_bad_bit_string);
}

// X.690 §8.8, §8.19.
TEST(DerReader, NullsAndIdentifiers) {
    expect_good({0x05, 0x00}, [](DerReader& in) { in.null("n"); });
    expect_bad({0x05, 0x01, 0x00}, [](DerReader& in) { in.null("n"); }, ErrorCode::der_bad_null);
    const Read oid = [](DerReader& in) { (void)in.oid("o"); };
    expect_good({0x06, 0x03, 0x81, 0x34, 0x03}, oid);
    expect_bad({0x06, 0x00}, oid, ErrorCode::der_bad_oid);
    expect_bad({0x06, 0x03, 0x80, 0x34, 0x03}, oid, ErrorCode::der_bad_oid);
}

// X.690 §11.6: "The encodings of the component values of a set-of value shall appear in ascending
// order".
TEST(DerReader, SetsOfAreSorted) {
    const Read two = [](DerReader& in) {
        DerReader set = in.set_of("s");
        while (!set.empty()) (void)set.integer("i");
    };
    EXPECT_FALSE(failure(Bytes{0x31, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x02}, two).has_value());
    EXPECT_FALSE(failure(Bytes{0x31, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01}, two).has_value());
    expect_bad({0x31, 0x06, 0x02, 0x01, 0x02, 0x02, 0x01, 0x01}, two, ErrorCode::der_not_sorted);
}

TEST(DerReader, NestingEndsSomewhere) {
    const auto nested = [](std::size_t depth) {
        Bytes der(2 * depth);
        for (std::size_t i = 0; i < depth; ++i) {
            der[2 * i] = 0x30;
            der[2 * i + 1] = static_cast<std::uint8_t>(2 * (depth - 1 - i));
        }
        return der;
    };
    const Read deep = [](DerReader& in) { (void)in.any_deep("v"); };
    EXPECT_FALSE(failure(nested(kMaxDepth), deep).has_value());
    expect_bad(nested(kMaxDepth + 1), deep, ErrorCode::der_too_deep);
}

TEST(DerReader, TheFirstFailureStays) {
    const Bytes der{0x30, 0x06, 0x02, 0x00, 0x01, 0x01, 0x01, 0x00};
    const auto error = failure(der, [](DerReader& in) {
        DerReader members = in.sequence("Pair");
        EXPECT_TRUE(members.integer("first").empty());
        EXPECT_FALSE(members.boolean("second"));
        EXPECT_TRUE(members.empty());
        EXPECT_TRUE(members.peek().empty());
    });
    ASSERT_TRUE(error.has_value());
    EXPECT_EQ(error->code, ErrorCode::der_bad_integer);
    EXPECT_EQ(std::string{error->field}, "first");
    EXPECT_EQ(error->offset, 2U);
}

}  // namespace
}  // namespace vitrine::asn1
