#include "handshake/defragmenter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "base/wire_writer.h"

namespace vitrine::handshake {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes message(HandshakeType type, std::size_t body_len) {
    Bytes out(kMessageHeaderLen + body_len);
    wire::Writer header{out};
    header.u8(static_cast<std::uint8_t>(type));
    header.u24(static_cast<std::uint32_t>(body_len));
    for (std::size_t i = 4; i < out.size(); ++i)
        out[i] = static_cast<std::uint8_t>(i * 3 + body_len);
    return out;
}

Bytes joined(std::initializer_list<Bytes> parts) {
    Bytes out;
    for (const Bytes& part : parts) out.insert(out.end(), part.begin(), part.end());
    return out;
}

struct Fixture {
    base::Arena arena{512 * 1024};
    Limits limits;
    Defragmenter defragmenter{arena, limits};

    /// Takes what is whole now.
    std::vector<Bytes> drain() {
        std::vector<Bytes> out;
        for (;;) {
            const auto next = defragmenter.next();
            EXPECT_TRUE(next.ok());
            if (!next.ok() || next->empty()) return out;
            out.emplace_back(next->begin(), next->end());
        }
    }
};

const Bytes kStream =
    joined({message(HandshakeType::server_hello, 70), message(HandshakeType::certificate, 2000),
            message(HandshakeType::server_hello_done, 0), message(HandshakeType::finished, 12)});

TEST(Defragmenter, GivesTheSameMessagesHoweverTheyAreCut) {
    Fixture whole;
    ASSERT_TRUE(whole.defragmenter.feed(kStream).ok());
    const auto expected = whole.drain();
    ASSERT_EQ(expected.size(), 4U);
    EXPECT_EQ(joined({expected[0], expected[1], expected[2], expected[3]}), kStream);
    for (const std::size_t step : {9U, 11U, 74U, 75U, 500U, 1500U}) {
        Fixture cut;
        std::vector<Bytes> got;
        for (std::size_t at = 0; at < kStream.size(); at += step) {
            // A copy that goes away: what is pending must not look at it any more.
            Bytes fragment(
                kStream.begin() + static_cast<std::ptrdiff_t>(at),
                kStream.begin() + static_cast<std::ptrdiff_t>(std::min(at + step, kStream.size())));
            ASSERT_TRUE(cut.defragmenter.feed(fragment).ok());
            for (Bytes& one : cut.drain()) got.push_back(std::move(one));
            std::fill(fragment.begin(), fragment.end(), std::uint8_t{0xee});
        }
        EXPECT_EQ(got, expected) << step;
        EXPECT_TRUE(cut.defragmenter.empty());
    }
}

TEST(Defragmenter, CopiesNothingOfAMessageThatIsWhole) {
    Fixture f;
    ASSERT_TRUE(f.defragmenter.feed(kStream).ok());
    std::size_t at = 0;
    for (;;) {
        const auto next = f.defragmenter.next();
        ASSERT_TRUE(next.ok());
        if (next->empty()) break;
        EXPECT_EQ(next->data(), kStream.data() + at);
        at += next->size();
    }
    EXPECT_EQ(at, kStream.size());
    EXPECT_EQ(f.arena.used(), 0U);
}

TEST(Defragmenter, IsNotEmptyWhileBytesArePending) {
    Fixture f;
    EXPECT_TRUE(f.defragmenter.empty());
    const Bytes one = message(HandshakeType::finished, 12);
    for (std::size_t n = 1; n < one.size(); ++n) {
        Fixture cut;
        ASSERT_TRUE(cut.defragmenter.feed(ByteView{one}.first(n)).ok());
        EXPECT_TRUE(cut.drain().empty());
        EXPECT_FALSE(cut.defragmenter.empty())
            << n;  // a ChangeCipherSpec here is refused (rule 6.3)
    }
    ASSERT_TRUE(f.defragmenter.feed(one).ok());
    EXPECT_FALSE(f.defragmenter.empty());
    EXPECT_EQ(f.drain().size(), 1U);
    EXPECT_TRUE(f.defragmenter.empty());
}

/// Judged when the fourth byte arrives, before anything is kept: a length of 2^24-1 costs us
/// nothing.
TEST(Defragmenter, JudgesALengthByTheFourthByte) {
    const Bytes header{static_cast<std::uint8_t>(HandshakeType::certificate), 0xff, 0xff, 0xff};
    for (std::size_t first = 1; first <= 4; ++first) {
        Fixture f;
        ASSERT_TRUE(f.defragmenter.feed(ByteView{header}.first(first)).ok());
        if (first < 4) {
            EXPECT_TRUE(f.drain().empty());
            ASSERT_TRUE(f.defragmenter.feed(ByteView{header}.subspan(first)).ok());
        }
        const auto next = f.defragmenter.next();
        ASSERT_FALSE(next.ok()) << first;
        EXPECT_EQ(next.error().code, ErrorCode::message_too_large);
        EXPECT_LE(f.arena.used(), 4096U);  // one chunk
    }
}

TEST(Defragmenter, HasALimitForEachKindOfMessage) {
    const Limits limits;
    const auto whole = [&](HandshakeType type, std::size_t length) {
        const Bytes header{static_cast<std::uint8_t>(type), static_cast<std::uint8_t>(length >> 16),
                           static_cast<std::uint8_t>(length >> 8),
                           static_cast<std::uint8_t>(length)};
        return whole_message_len(header, limits).ok();
    };
    for (const auto& [type, limit] :
         {std::pair{HandshakeType::client_hello, std::size_t{131396}},
          std::pair{HandshakeType::server_hello, std::size_t{4096}},
          std::pair{HandshakeType::certificate, std::size_t{65536}},
          std::pair{HandshakeType::server_key_exchange, std::size_t{16384}},
          std::pair{HandshakeType::client_key_exchange, std::size_t{4096}},
          std::pair{HandshakeType::certificate_request, std::size_t{65536}},
          std::pair{HandshakeType::new_session_ticket, std::size_t{69632}}}) {
        EXPECT_TRUE(whole(type, limit)) << name_of(type);
        EXPECT_FALSE(whole(type, limit + 1)) << name_of(type);
    }
}

TEST(Defragmenter, CountsTheRecordsOfAMessage) {
    Fixture f;
    const Bytes one = message(HandshakeType::certificate, 1000);
    std::size_t fed = 0;
    Status status = done();
    while (status.ok() && fed < one.size()) {
        status = f.defragmenter.feed(ByteView{one}.subspan(fed, 1));
        if (!status.ok()) break;
        EXPECT_TRUE(f.drain().empty());
        ++fed;
    }
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::too_many_fragments);
    EXPECT_EQ(fed, f.limits.records_per_message);
}

TEST(Defragmenter, RefusesWhatTheArenaCannotHold) {
    base::Arena small{1500};
    const Limits limits;
    Defragmenter defragmenter{small, limits};
    const Bytes one = message(HandshakeType::certificate, 4000);
    Status status = done();
    for (std::size_t at = 0; status.ok() && at < one.size(); at += 500) {
        ASSERT_TRUE(
            defragmenter
                .feed(ByteView{one}.subspan(at, std::min<std::size_t>(500, one.size() - at)))
                .ok());
        const auto next = defragmenter.next();
        if (!next.ok()) status = next.error();
    }
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().code, ErrorCode::out_of_memory);
}

/// While an operation is out, what lies behind the message at hand is kept although its record goes
/// away.
TEST(Defragmenter, HoldsWhatWasNotTakenYet) {
    Fixture f;
    Bytes record = kStream;
    ASSERT_TRUE(f.defragmenter.feed(record).ok());
    const auto first = f.defragmenter.next();
    ASSERT_TRUE(first.ok());
    EXPECT_TRUE(f.defragmenter.has_fresh());
    ASSERT_TRUE(f.defragmenter.hold().ok());
    std::fill(record.begin(), record.end(), std::uint8_t{0xee});
    const auto rest = f.drain();
    ASSERT_EQ(rest.size(), 3U);
    EXPECT_EQ(joined({rest[0], rest[1], rest[2]}), Bytes(kStream.begin() + 74, kStream.end()));
}

}  // namespace
}  // namespace vitrine::handshake
