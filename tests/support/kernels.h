// Runs a test once for every level of VITRINE_CPU that this processor has, so that each kernel is
// tested.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "base/cpu.h"

namespace vitrine::test {

/// Calls `body` under each level up to the present one (VITRINE_CPU's, or all), which is left in
/// force again.
template <class Body>
void for_each_cpu_level(Body&& body) {
    const std::string highest{cpu::level()};
    for (const std::string_view level : cpu::level_names()) {
        ASSERT_TRUE(cpu::limit(level));
        SCOPED_TRACE("VITRINE_CPU=" + std::string{level});
        body();
        if (level == highest) break;
    }
    ASSERT_TRUE(cpu::limit(highest));
}

}  // namespace vitrine::test
