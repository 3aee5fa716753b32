// An executor that answers late and in random order: of all operations that are out it completes
// one, chosen at random, while the others wait.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/crowd.h"

namespace vitrine::test {

class ShuffledExecutor {
  public:
    explicit ShuffledExecutor(std::uint32_t seed) : random_(seed) {}

    /// Completes one operation of the crowd. False if none is out.
    bool complete_one(Crowd& crowd) {
        const std::vector<Side*> waiting = crowd.waiting();
        if (waiting.empty()) return false;
        most_out_ = std::max(most_out_, waiting.size());
        Side& side = *waiting[random_() % waiting.size()];
        const Status result = handshake::run_operation(*side.connection->operation());
        EXPECT_TRUE(side.connection->complete(result).ok());
        side.feed({});  // what waited behind the operation
        return true;
    }

    [[nodiscard]] std::size_t most_out() const { return most_out_; }

  private:
    std::mt19937 random_;
    std::size_t most_out_ = 0;
};

}  // namespace vitrine::test
