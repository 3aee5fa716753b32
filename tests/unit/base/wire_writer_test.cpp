#include "base/wire_writer.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "support/vector_file.h"

namespace vitrine {
namespace {

void write_sample(wire::Writer& out) {
    out.u8(7);
    out.u16(0x0102);
    out.u24(0x010203);
    out.u32(0x01020304);
    out.u64(0x0102030405060708);
    out.vec8([](wire::Writer& w) { w.u16(0xc0c1); });
    out.vec16([](wire::Writer& w) {
        w.u16(0xc02f);
        w.u16(0x009c);
    });
    out.vec24([](wire::Writer& w) { w.bytes(as_bytes("def")); });
}

// By hand, after RFC 5246 §4.
constexpr const char* kSample =
    "07010201020301020304010203040506070802c0c10004c02f009c000003646566";

TEST(WireWriter, WritesNumbersAndVectorsBigEndian) {
    std::array<std::uint8_t, 64> room{};
    wire::Writer out(room);
    write_sample(out);
    const auto written = out.finish();
    ASSERT_TRUE(written.ok());
    EXPECT_EQ(test::to_hex({written->begin(), written->end()}), kSample);
    EXPECT_EQ(out.size(), written->size());
}

TEST(WireWriter, FitsExactlyAndRefusesEverySmallerBuffer) {
    const std::size_t needed = test::from_hex(kSample).size();
    for (std::size_t n = 0; n <= needed; ++n) {
        std::vector<std::uint8_t> room(n + 1, 0xee);
        wire::Writer out(MutByteView{room}.first(n));
        write_sample(out);
        EXPECT_EQ(out.finish().ok(), n == needed) << n;
        if (n < needed) {
            EXPECT_EQ(out.finish().error().code, ErrorCode::output_full);
        }
        EXPECT_EQ(room[n], 0xee) << "wrote past its end at " << n;
    }
}

TEST(WireWriter, StaysFailedAfterAnOverflow) {
    std::array<std::uint8_t, 3> room{};
    wire::Writer out(room);
    out.u32(1);
    EXPECT_TRUE(out.failed());
    out.u8(1);
    EXPECT_EQ(out.size(), 0U);
    EXPECT_TRUE(out.reserve(1).empty());
    EXPECT_FALSE(out.finish().ok());
}

TEST(WireWriter, RefusesContentLongerThanItsLengthFieldHolds) {
    std::vector<std::uint8_t> room(300);
    for (const std::size_t size : {std::size_t{255}, std::size_t{256}}) {
        wire::Writer out(room);
        out.vec8([&](wire::Writer& w) { w.reserve(size); });
        EXPECT_EQ(out.finish().ok(), size == 255);
        if (size == 256) {
            EXPECT_EQ(out.finish().error().code, ErrorCode::vector_out_of_bounds);
        }
    }
    std::vector<std::uint8_t> large(70000);
    for (const std::size_t size : {std::size_t{65535}, std::size_t{65536}}) {
        wire::Writer out(large);
        out.vec16([&](wire::Writer& w) { w.reserve(size); });
        EXPECT_EQ(out.finish().ok(), size == 65535);
    }
}

}  // namespace
}  // namespace vitrine
