#include "io/keylog.h"

#include <gtest/gtest.h>

#include <vector>

#include "unit/io/sample_events.h"

namespace vitrine::io {
namespace {

// The format: NSS Key Log Format, "CLIENT_RANDOM", 64 and 96 hexadecimal digits.
TEST(KeylogSink, WritesOneLineAConnection) {
    std::vector<std::string> lines;
    KeylogSink sink{[&](std::string_view line) { lines.emplace_back(line); }};
    test::send_sample_events(sink);
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0],
              "CLIENT_RANDOM c1" + std::string(62, '0') + " 33" + std::string(94, '0') + "\n");
}

TEST(KeylogSink, FindsTheSecretOfAResumedHandshake) {
    std::vector<std::string> lines;
    KeylogSink sink{[&](std::string_view line) { lines.emplace_back(line); }};
    const std::array<std::uint8_t, 32> random{0xaa};
    const std::array<std::uint8_t, 48> master{0xbb};
    const trace::NamedBytes inputs[] = {
        {"master_secret", master}, {"server_random", random}, {"client_random", random}};
    sink.on(trace::Derive{"key_block", "PRF-SHA256", "key expansion", inputs, master, true});
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].substr(0, 16), "CLIENT_RANDOM aa");
}

TEST(KeylogSink, IgnoresEverythingElse) {
    std::vector<std::string> lines;
    KeylogSink sink{[&](std::string_view line) { lines.emplace_back(line); }};
    const std::array<std::uint8_t, 32> random{0xaa};
    const trace::NamedBytes inputs[] = {{"master_secret", random}};
    sink.on(trace::Derive{"verify_data", "PRF-SHA256", "client finished", inputs, random, false});
    sink.on(trace::Derive{"key_block", "PRF-SHA256", "key expansion", inputs, random, true});
    EXPECT_TRUE(lines.empty());
}

}  // namespace
}  // namespace vitrine::io
