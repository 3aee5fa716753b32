// Slow operations may be answered late and in any order: many connections at once, their operations
// shuffled, give byte for byte what the immediate executor gives.
#include <gtest/gtest.h>

#include "support/shuffled_executor.h"

namespace vitrine {
namespace {

constexpr std::size_t kConnections = 20;

TEST(Executor, LateAndShuffledAnswersGiveTheSameBytes) {
    for (const test::Play& play : test::plays()) {
        SCOPED_TRACE(play.suite);
        const test::PlayConfigs configs{play};
        test::Crowd late{configs, kConnections, false};
        test::ShuffledExecutor executor{20261125};
        bool moved = true;
        while (moved) {
            moved = executor.complete_one(late);
            moved = late.pump() || moved;
        }
        EXPECT_GE(executor.most_out(), kConnections);
        late.expect_same_bytes_as_at_once(configs);
    }
}

TEST(Executor, AFailedOperationEndsTheConnectionWithItsError) {
    const test::PlayConfigs configs{test::plays()[0]};
    test::Ends ends{configs, 1, false};
    while (ends.client.connection->operation() == nullptr) {
        if (ends.server.connection->operation() != nullptr) {
            ASSERT_TRUE(
                ends.server.connection
                    ->complete(handshake::run_operation(*ends.server.connection->operation()))
                    .ok());
        }
        ends.pump();
        ends.server.feed({});
    }
    const Status refused = ends.client.connection->complete(fail(ErrorCode::bad_signature));
    EXPECT_FALSE(refused.ok());
    EXPECT_TRUE(ends.client.connection->is_closed());
    const engine::End end = ends.client.connection->security_state().end.value_or(engine::End{});
    EXPECT_EQ(end.error.value_or(Error{}).code, ErrorCode::bad_signature);
}

}  // namespace
}  // namespace vitrine
