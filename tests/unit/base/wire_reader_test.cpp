#include "base/wire_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/vector_file.h"

namespace vitrine {
namespace {

using test::from_hex;

// A structure with every kind of read; its bytes are written out by hand after RFC 5246 §4.
struct Sample {
    std::uint8_t a = 0;
    std::uint16_t b = 0;
    std::uint32_t c = 0;
    std::uint64_t d = 0;
    ByteView id;
    wire::U16View suites;
    ByteView tail;
};

// 07 | 0102 | 010203 | 01020304 | 0102030405060708 | aabb | 02 c0c1 | 0004 c02f009c | 000003 646566
constexpr const char* kSample =
    "070102010203010203040102030405060708aabb02c0c10004c02f009c000003646566";

Result<Sample> decode_sample(wire::Reader in) {
    Sample s;
    s.a = in.u8("a");
    s.b = in.u16("b");
    in.u24("b24");
    s.c = in.u32("c");
    s.d = in.u64("d");
    in.fixed<2>("magic");
    s.id = in.vec8("id", {0, 32}).rest();
    s.suites = in.vec16("suites", {2, 65534}).u16s("suite");
    s.tail = in.vec24("tail").rest();
    return in.finish(s);
}

Result<Sample> decode(ByteView bytes, trace::Sink* sink = nullptr) {
    wire::Context context(bytes, sink);
    return decode_sample(wire::Reader(bytes, context, "sample"));
}

class Leaves : public trace::Sink {
  public:
    using trace::Sink::on;
    void on(const trace::Field& field) override {
        names += std::string(field.name) + (field.group ? "{} " : " ");
        if (field.group) return;
        EXPECT_EQ(field.offset, covered) << field.name;
        covered = field.offset + field.bytes.size();
    }
    std::size_t covered = 0;
    std::string names;
};

TEST(WireReader, ReadsEveryWidthBigEndian) {
    const auto bytes = from_hex(kSample);
    const auto sample = decode(bytes);
    ASSERT_TRUE(sample.ok());
    EXPECT_EQ(sample->a, 7U);
    EXPECT_EQ(sample->b, 0x0102U);
    EXPECT_EQ(sample->c, 0x01020304U);
    EXPECT_EQ(sample->d, 0x0102030405060708U);
    EXPECT_EQ(sample->id.size(), 2U);
    ASSERT_EQ(sample->suites.size(), 2U);
    EXPECT_EQ(sample->suites[1], 0x009cU);
    EXPECT_TRUE(sample->suites.contains(0xc02f));
    EXPECT_FALSE(sample->suites.contains(0x2f00));
    EXPECT_EQ(as_text(sample->tail), "def");
}

TEST(WireReader, ShowsWhatAFailureLeavesUnread) {
    const auto bytes = from_hex(kSample);
    for (std::size_t n = 0; n < bytes.size(); ++n) {
        Leaves leaves;
        ASSERT_FALSE(decode(ByteView{bytes}.first(n), &leaves).ok()) << n;
        EXPECT_EQ(leaves.covered, n);
    }
}

TEST(WireReader, RefusesEveryPrefix) {
    const auto bytes = from_hex(kSample);
    for (std::size_t n = 0; n < bytes.size(); ++n) {
        const auto sample = decode(ByteView{bytes}.first(n));
        ASSERT_FALSE(sample.ok()) << n;
        EXPECT_EQ(sample.error().code, ErrorCode::truncated) << n;
        EXPECT_LE(sample.error().offset, n);
    }
}

TEST(WireReader, RefusesTrailingBytesAndSaysWhere) {
    auto bytes = from_hex(kSample);
    bytes.push_back(0);
    const auto sample = decode(bytes);
    ASSERT_FALSE(sample.ok());
    EXPECT_EQ(sample.error().code, ErrorCode::trailing_data);
    EXPECT_EQ(sample.error().offset, bytes.size() - 1);
    EXPECT_STREQ(sample.error().field, "sample");
}

TEST(WireReader, LeavesCoverEveryByteOnceAndInOrder) {
    const auto bytes = from_hex(kSample);
    Leaves leaves;
    ASSERT_TRUE(decode(bytes, &leaves).ok());
    EXPECT_EQ(leaves.covered, bytes.size());
    EXPECT_EQ(leaves.names,
              "a b b24 c d magic length id{} id length suites{} suite suite length tail{} tail ");
}

TEST(WireReader, HoldsVectorsToTheirBounds) {
    const auto length_of = [](std::vector<std::uint8_t> bytes, wire::Bounds bounds) {
        wire::Context context(bytes);
        wire::Reader in(bytes, context);
        in.vec8("v", bounds).rest();
        return in.finish();
    };
    EXPECT_TRUE(length_of({0}, {0, 2}).ok());
    EXPECT_TRUE(length_of({1, 9}, {1, 2}).ok());
    EXPECT_TRUE(length_of({2, 9, 9}, {1, 2}).ok());
    const auto below = length_of({0}, {1, 2});
    ASSERT_FALSE(below.ok());
    EXPECT_EQ(below.error().code, ErrorCode::vector_out_of_bounds);
    EXPECT_EQ(below.error().offset, 0U);
    EXPECT_STREQ(below.error().field, "v");
    EXPECT_EQ(length_of({3, 9, 9, 9}, {1, 2}).error().code, ErrorCode::vector_out_of_bounds);
}

TEST(WireReader, RefusesAnOddListOfNumbers) {
    const std::vector<std::uint8_t> bytes = {0, 3, 1, 2, 3};
    wire::Context context(bytes);
    wire::Reader in(bytes, context);
    EXPECT_TRUE(in.vec16("list").u16s("item").empty());
    EXPECT_EQ(in.finish().error().code, ErrorCode::vector_out_of_bounds);
}

TEST(WireReader, StaysFailedSoThatLoopsEnd) {
    const std::vector<std::uint8_t> bytes = {1, 2, 3};
    wire::Context context(bytes);
    wire::Reader in(bytes, context);
    wire::Reader child = in.sub(2, "child");
    EXPECT_EQ(child.u32("too much"), 0U);
    EXPECT_TRUE(child.empty());
    EXPECT_TRUE(in.empty()) << "a child's failure is its parent's";
    EXPECT_EQ(in.u8("left"), 0U);
    EXPECT_EQ(in.remaining(), 0U);
    EXPECT_TRUE(in.rest("rest").empty());
    EXPECT_EQ(in.fixed<4>("zeros")[3], 0U);
    in.fail(ErrorCode::extension_bad_value);
    EXPECT_EQ(in.finish().error().code, ErrorCode::truncated) << "the first failure is kept";
    EXPECT_STREQ(in.finish().error().field, "too much");
}

}  // namespace
}  // namespace vitrine
