// Botan's verdicts on DER, and OpenSSL's encodings of object identifiers.
#include <gtest/gtest.h>

#include "asn1/der_reader.h"
#include "support/vector_file.h"

namespace vitrine::asn1 {
namespace {

// Reads any value as its tag says, and what is nested in it.
void read_value(DerReader& in) {
    if (in.next_is(Tag::boolean)) {
        in.boolean("value");
    } else if (in.next_is(Tag::integer)) {
        in.integer("value");
    } else if (in.next_is(Tag::bit_string)) {
        in.bit_string("value");
    } else if (in.next_is(Tag::null)) {
        in.null("value");
    } else if (in.next_is(Tag::object_identifier)) {
        in.oid("value");
    } else if (in.next_is(Tag::sequence)) {
        DerReader inside = in.sequence("value");
        while (!inside.empty()) read_value(inside);
        inside.end();
    } else {
        in.any("value");
    }
}

Status read_all(ByteView der) {
    wire::Context context(der, nullptr, trace::Layer::other);
    DerReader in(der, context);
    while (!in.empty()) read_value(in);
    return in.finish();
}

TEST(Der, IsAcceptedAndRefusedAsByBotan) {
    for (const auto& block : test::read_vectors("asn1/der.txt")) {
        const auto der = block.bytes("Der");
        EXPECT_EQ(read_all(der).ok(), block.text("Result") == "ok")
            << block.text("Der") << ", line " << block.line;
    }
}

TEST(Der, CutShortIsRefusedAndSaysWhere) {
    for (const auto& block : test::read_vectors("asn1/der.txt")) {
        const auto der = block.bytes("Der");
        if (block.text("Result") != "ok") continue;
        for (std::size_t n = 1; n < der.size(); ++n) {
            const Status read = read_all(ByteView{der}.first(n));
            ASSERT_FALSE(read.ok()) << block.text("Der") << " cut to " << n;
            EXPECT_LE(read.error().offset, n);
        }
    }
}

TEST(Oid, IsWrittenAndParsedAsByOpenssl) {
    for (const auto& block : test::read_vectors("asn1/oid.txt")) {
        const auto der = block.bytes("Der");
        wire::Context context(der, nullptr, trace::Layer::other);
        DerReader in(der, context);
        const auto oid = in.finish(in.oid("oid"));
        ASSERT_TRUE(oid.ok()) << block.text("Oid");
        std::array<char, kMaxDottedLen> dotted{};
        EXPECT_EQ((std::string_view{dotted.data(), write_dotted(*oid, dotted)}), block.text("Oid"));
        std::array<std::uint8_t, 64> contents{};
        const std::size_t size = parse_dotted(block.text("Oid"), contents);
        EXPECT_TRUE(equal_public(ByteView{contents}.first(size), oid->contents()))
            << block.text("Oid");
    }
}

TEST(Oid, IsNotParsedFromOtherTexts) {
    std::array<std::uint8_t, 64> contents{};
    for (const char* text : {"", "1", "3.1", "1.40", "1.2.", ".1.2", "1..2", "1.2.x", "1.2.-3",
                             "2.5.4.03", "1.2.18446744073709551616"}) {
        EXPECT_EQ(parse_dotted(text, contents), 0U) << text;
    }
}

}  // namespace
}  // namespace vitrine::asn1
