#include "engine/batch_executor.h"

#include <gtest/gtest.h>

#include "support/crowd.h"
#include "support/kernels.h"

namespace vitrine::engine {
namespace {

using test::Crowd;
using test::PlayConfigs;
using test::Side;

/// Runs a crowd through the executor until nothing moves; returns how many operations were run.
std::size_t play(Crowd& crowd, BatchExecutor& executor) {
    std::size_t ran = 0;
    bool moved = true;
    while (moved) {
        moved = crowd.pump();
        const std::vector<Side*> waiting = crowd.waiting();
        for (Side* side : waiting) EXPECT_TRUE(executor.add(*side->connection));
        ran += executor.run();
        for (Side* side : waiting) side->feed({});  // what waited behind the operation
        moved = moved || !waiting.empty();
    }
    return ran;
}

TEST(BatchExecutor, SixtyFourConnectionsWriteTheBytesOfTheImmediateExecutor) {
    for (const test::Play& one : test::plays()) {
        SCOPED_TRACE(one.suite);
        const PlayConfigs configs{one};
        Crowd crowd{configs, 64, false};
        BatchExecutor executor;
        EXPECT_GE(play(crowd, executor), 3U * 64U);
        crowd.expect_same_bytes_as_at_once(configs);
    }
}

TEST(BatchExecutor, EveryKernelGivesTheSameBytes) {
    const PlayConfigs configs{test::plays()[0]};
    Crowd reference{configs, 11, false};
    BatchExecutor executor;
    play(reference, executor);
    test::for_each_cpu_level([&] {
        Crowd crowd{configs, 11, false};
        play(crowd, executor);
        for (std::size_t i = 0; i < crowd.pairs.size(); ++i) {
            EXPECT_TRUE(crowd.pairs[i]->connected());
            EXPECT_EQ(crowd.pairs[i]->client.wire, reference.pairs[i]->client.wire);
            EXPECT_EQ(crowd.pairs[i]->server.wire, reference.pairs[i]->server.wire);
        }
    });
}

/// Gives the fourth server a peer of small order, if this is the operation that agrees with it.
bool spoil(const Crowd& crowd, Side& side) {
    static constexpr std::array<std::uint8_t, 32> kZero{};
    auto* work = std::get_if<handshake::ExchangeKeys>(&side.connection->operation()->work);
    if (&side != &crowd.pairs[3]->server || work == nullptr || work->peer_value.empty())
        return false;
    work->peer_value = kZero;
    return true;
}

TEST(BatchExecutor, AFailedOperationEndsItsConnectionAlone) {
    const PlayConfigs configs{test::plays()[0]};
    Crowd crowd{configs, 8, false};
    BatchExecutor executor;
    bool spoilt = false;
    bool moved = true;
    while (moved) {
        moved = crowd.pump();
        const std::vector<Side*> waiting = crowd.waiting();
        for (Side* side : waiting) {
            spoilt = spoil(crowd, *side) || spoilt;
            EXPECT_TRUE(executor.add(*side->connection));
        }
        executor.run();
        for (Side* side : waiting) side->feed({});
        moved = moved || !waiting.empty();
    }
    ASSERT_TRUE(spoilt);
    for (std::size_t i = 0; i < crowd.pairs.size(); ++i)
        EXPECT_EQ(crowd.pairs[i]->connected(), i != 3) << i;
    const auto& end = crowd.pairs[3]->server.connection->security_state().end;
    ASSERT_TRUE(end.has_value() && end->error.has_value());
    EXPECT_EQ(end->error->code, ErrorCode::zero_shared_secret);
}

TEST(BatchExecutor, TakesAConnectionOnceAndOnlyWithAnOperation) {
    const PlayConfigs configs{test::plays()[0]};
    Crowd crowd{configs, 2, false};
    BatchExecutor executor;
    Connection& first = *crowd.pairs[0]->server.connection;
    Connection& second = *crowd.pairs[1]->server.connection;
    EXPECT_TRUE(executor.add(first));
    EXPECT_EQ(executor.waiting(), 0U);
    crowd.pump();
    EXPECT_TRUE(executor.add(first));
    EXPECT_TRUE(executor.add(first));
    EXPECT_EQ(executor.waiting(), 1U);
    EXPECT_TRUE(executor.add(second));
    executor.remove(first);
    EXPECT_EQ(executor.waiting(), 1U);
    EXPECT_GE(executor.run(), 1U);
    EXPECT_NE(first.operation(), nullptr);
    EXPECT_EQ(second.operation(), nullptr);
    EXPECT_EQ(executor.waiting(), 0U);
    EXPECT_EQ(executor.run(), 0U);
}

TEST(BatchExecutor, SaysWhenItIsFull) {
    const PlayConfigs configs{test::plays()[0]};
    Crowd crowd{configs, BatchExecutor::kCapacity + 1, false};
    BatchExecutor executor;
    crowd.pump();
    const std::vector<Side*> waiting = crowd.waiting();
    ASSERT_GT(waiting.size(), BatchExecutor::kCapacity);
    for (std::size_t i = 0; i < BatchExecutor::kCapacity; ++i)
        EXPECT_TRUE(executor.add(*waiting[i]->connection));
    EXPECT_FALSE(executor.add(*waiting.back()->connection));
    EXPECT_GE(executor.run(), BatchExecutor::kCapacity);
    EXPECT_TRUE(executor.add(*waiting.back()->connection));
    EXPECT_EQ(executor.waiting(), 1U);
}

}  // namespace
}  // namespace vitrine::engine
