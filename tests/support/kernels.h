// Runs a test once for every level of VITRINE_CPU that this processor has, so that each kernel is
// tested.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "base/cpu.h"

namespace vitrine::test {

/// Calls `body` under each level, and leaves everything enabled again.
template <class Body>
void for_each_cpu_level(Body&& body) {
    for (const std::string_view level : cpu::level_names()) {
        ASSERT_TRUE(cpu::limit(level));
        SCOPED_TRACE("VITRINE_CPU=" + std::string{level});
        body();
    }
    ASSERT_TRUE(cpu::limit("avx512"));
}

}  // namespace vitrine::test
