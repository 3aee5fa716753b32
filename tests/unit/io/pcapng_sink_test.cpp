#include "io/pcapng_sink.h"

#include <gtest/gtest.h>

#include "unit/io/sample_events.h"

namespace vitrine::io {
namespace {

struct Block {
    std::uint32_t type;
    ByteView body;
};

std::uint32_t le32(ByteView bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;) value = (value << 8) | bytes[at + i];
    return value;
}

/// Cuts a file into blocks; each tells its length at both ends.
std::vector<Block> blocks(ByteView file) {
    std::vector<Block> all;
    while (file.size() >= 12) {
        const std::size_t length = le32(file, 4);
        if (length % 4 != 0 || length > file.size() || le32(file, length - 4) != length) break;
        all.push_back({le32(file, 0), file.subspan(8, length - 12)});
        file = file.subspan(length);
    }
    EXPECT_TRUE(file.empty());
    return all;
}

std::uint32_t ones_sum(ByteView bytes) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        sum += std::uint32_t{bytes[i]} << (i % 2 == 0 ? 8 : 0);
    while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
    return sum;
}

TEST(PcapngSink, PutsTheKeysBeforeThePackets) {
    PcapngSink sink;
    test::send_sample_events(sink);
    const auto file = sink.file();
    const auto all = blocks(file);
    ASSERT_GT(all.size(), 5u);
    EXPECT_EQ(all[0].type, 0x0a0d0d0au);
    EXPECT_EQ(all[1].type, 1u);
    EXPECT_EQ(all[2].type, 10u);
    for (std::size_t i = 3; i < all.size(); ++i) EXPECT_EQ(all[i].type, 6u);
    EXPECT_EQ(le32(all[2].body, 0), 0x544c534bu);
    EXPECT_EQ(as_text(all[2].body.subspan(8, 16)), "CLIENT_RANDOM c1");
}

// RFC 1071: over a header with its right checksum the sum is 0xffff.
TEST(PcapngSink, ChecksumsAreRight) {
    PcapngSink sink;
    test::send_sample_events(sink);
    const auto file = sink.file();
    for (const Block& block : blocks(file)) {
        if (block.type != 6) continue;
        const ByteView frame = block.body.subspan(20, le32(block.body, 12));
        const ByteView ip = frame.subspan(14, 20);
        const ByteView tcp = frame.subspan(34);
        EXPECT_EQ(ones_sum(ip), 0xffffu);
        EXPECT_EQ(std::size_t{ip[2]} * 256 + ip[3], ip.size() + tcp.size());
        std::vector<std::uint8_t> covered(ip.begin() + 12, ip.end());
        covered.insert(covered.end(), {0, 6, static_cast<std::uint8_t>(tcp.size() >> 8),
                                       static_cast<std::uint8_t>(tcp.size())});
        covered.insert(covered.end(), tcp.begin(), tcp.end());
        EXPECT_EQ(ones_sum(covered), 0xffffu);
    }
}

TEST(PcapngSink, WritesTheSameCaptureFromEitherSide) {
    PcapngSink client;
    PcapngSink server;
    test::send_sample_events(client, trace::Role::client);
    test::send_sample_events(server, trace::Role::server);
    EXPECT_EQ(client.file(), server.file());
}

TEST(PcapngSink, CutsLongWritesIntoSegments) {
    PcapngSink sink;
    sink.on(trace::Conn{trace::Role::client, Time{0}, ""});
    const std::vector<std::uint8_t> bytes(16384, 0x17);
    sink.on(trace::Bytes{trace::Direction::sent, 0, bytes});
    const auto file = sink.file();
    std::size_t carried = 0;
    for (const Block& block : blocks(file)) {
        if (block.type == 6) carried += le32(block.body, 12) - 54;
    }
    EXPECT_EQ(carried, bytes.size());
}

}  // namespace
}  // namespace vitrine::io
