#include "ct/timing/welch.h"

#include <algorithm>
#include <limits>

namespace vitrine::ct_run {

WelchTest::WelchTest(std::vector<double> first) {
    std::ranges::sort(first);
    for (std::size_t i = 0; i < kQuantiles.size(); ++i) {
        const double at = kQuantiles[i] * static_cast<double>(first.size());
        limits_[i] = kQuantiles[i] < 1 ? first[static_cast<std::size_t>(at)]
                                       : std::numeric_limits<double>::infinity();
    }
}

void WelchTest::add(unsigned sample_class, double cycles) {
    for (std::size_t i = 0; i < kQuantiles.size() && cycles <= limits_[i]; ++i)
        moments_[i][sample_class].add(cycles);
}

double WelchTest::t() const {
    double largest = 0;
    for (const auto& [fixed, random] : moments_) {
        const double t = welch_t(fixed, random);
        if (std::abs(t) > std::abs(largest)) largest = t;
    }
    return largest;
}

}  // namespace vitrine::ct_run
