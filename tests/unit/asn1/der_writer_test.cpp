// What the writer writes: the examples of X.690 §8 and of RFC 5280 appendix C, and nothing once its
// buffer is full.
#include "asn1/der_writer.h"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "asn1/der_reader.h"

namespace vitrine::asn1 {
namespace {

using Bytes = std::vector<std::uint8_t>;
using Write = std::function<void(DerWriter&)>;

Bytes written(const Write& write, std::size_t room = 1024) {
    Bytes out(room);
    DerWriter writer{out};
    write(writer);
    const auto bytes = writer.finish();
    return bytes.ok() ? Bytes(bytes->begin(), bytes->end()) : Bytes{};
}

struct Known {
    Bytes der;
    Write write;
};

std::vector<Known> known() {
    static const Bytes kBits{0x0a, 0x3b, 0x5f, 0x29, 0x1c, 0xd0};
    static const Bytes kNumber{0x00, 0x00, 0x80};
    return {
        {{0x03, 0x07, 0x04, 0x0a, 0x3b, 0x5f, 0x29, 0x1c, 0xd0},  // X.690 §8.6.4.2
         [](DerWriter& w) { w.bit_string(kBits, 4); }},
        {{0x05, 0x00}, [](DerWriter& w) { w.null(); }},               // X.690 §8.8
        {{0x01, 0x01, 0xff}, [](DerWriter& w) { w.boolean(true); }},  // X.690 §11.1
        {{0x01, 0x01, 0x00}, [](DerWriter& w) { w.boolean(false); }},
        {{0x02, 0x02, 0x00, 0x80}, [](DerWriter& w) { w.unsigned_integer(kNumber); }},
        {{0x02, 0x01, 0x00}, [](DerWriter& w) { w.small_integer(0); }},
        {{0x02, 0x02, 0x01, 0x00}, [](DerWriter& w) { w.small_integer(256); }},
        {{0x06, 0x03, 0x55, 0x1d, 0x13}, [](DerWriter& w) { w.oid(oid::kBasicConstraints); }},
        {{0x30, 0x03, 0x01, 0x01, 0xff},  // RFC 5280 appendix C.1: basicConstraints
         [](DerWriter& w) { w.sequence([](DerWriter& s) { s.boolean(true); }); }},
        {{0x03, 0x02, 0x01, 0x06},  // RFC 5280 appendix C.1: keyCertSign (5), cRLSign (6)
         [](DerWriter& w) { w.named_bits(1U << 5 | 1U << 6); }},
        // RFC 5280 §4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050.
        {{0x17, 0x0d, '4', '9', '1', '2', '3', '1', '2', '3', '5', '9', '5', '9', 'Z'},
         [](DerWriter& w) { w.time(from_civil({2049, 12, 31, 23, 59, 59})); }},
        {{0x18, 0x0f, '2', '0', '5', '0', '0', '1', '0', '1', '0', '0', '0', '0', '0', '0', 'Z'},
         [](DerWriter& w) { w.time(from_civil({2050, 1, 1, 0, 0, 0})); }},
        {{0x17, 0x0d, '5', '0', '0', '1', '0', '1', '0', '0', '0', '0', '0', '0', 'Z'},
         [](DerWriter& w) { w.time(from_civil({1950, 1, 1, 0, 0, 0})); }},
    };
}

TEST(DerWriter, WritesWhatTheStandardsHave) {
    for (const Known& one : known()) EXPECT_EQ(written(one.write), one.der);
}

TEST(DerWriter, OneByteTooFewIsNothing) {
    for (const Known& one : known()) {
        EXPECT_EQ(written(one.write, one.der.size()), one.der);
        for (std::size_t room = 0; room < one.der.size(); ++room)
            EXPECT_TRUE(written(one.write, room).empty());
    }
}

// X.690 §10.1: lengths in the shortest form, however long the contents turn out to be.
TEST(DerWriter, LengthsAreTheShortest) {
    for (const auto& [n, head] : {std::pair{std::size_t{127}, Bytes{0x30, 0x7f}},
                                  {128, {0x30, 0x81, 0x80}},
                                  {255, {0x30, 0x81, 0xff}},
                                  {256, {0x30, 0x82, 0x01, 0x00}},
                                  {65535, {0x30, 0x82, 0xff, 0xff}},
                                  {65536, {0x30, 0x83, 0x01, 0x00, 0x00}}}) {
        const Bytes filling(n, 0x05);
        const Bytes got = written(
            [&](DerWriter& w) { w.sequence([&](DerWriter& s) { s.raw(filling); }); }, n + 8);
        ASSERT_EQ(got.size(), head.size() + n);
        EXPECT_EQ(Bytes(got.begin(), got.begin() + static_cast<std::ptrdiff_t>(head.size())), head);
        EXPECT_EQ(got.back(), 0x05);
    }
}

// X.690 §11.6.
TEST(DerWriter, SortsTheMembersOfASetOf) {
    const Bytes expected{0x31, 0x09, 0x02, 0x01, 0x01, 0x02, 0x01, 0x02, 0x04, 0x01, 0x00};
    for (const std::vector<int>& order : {std::vector{0, 1, 2}, {2, 1, 0}, {1, 2, 0}, {2, 0, 1}}) {
        const Bytes got = written([&](DerWriter& w) {
            w.set_of([&](DerWriter& s) {
                for (const int member : order) {
                    if (member == 2) s.octet_string(Bytes{0x00});
                    if (member < 2) s.small_integer(static_cast<std::uint32_t>(member) + 1);
                }
            });
        });
        EXPECT_EQ(got, expected);
    }
}

TEST(DerWriter, WhatItWritesTheReaderReads) {
    const Bytes der = written([](DerWriter& w) {
        w.sequence([](DerWriter& s) {
            s.octet_string_wrapping([](DerWriter& o) { o.small_integer(7); });
            s.bit_string_wrapping([](DerWriter& o) { o.boolean(true); });
        });
    });
    wire::Context context{der};
    DerReader in{der, context};
    DerReader members = in.sequence("s");
    DerReader octets = members.octet_string_wrapping("o");
    EXPECT_EQ(octets.small_integer("i", 9), 7U);
    octets.end();
    DerReader bits = members.bit_string_wrapping("b");
    EXPECT_TRUE(bits.boolean("t"));
    bits.end();
    members.end();
    EXPECT_TRUE(in.finish().ok());
}

}  // namespace
}  // namespace vitrine::asn1
