// Whether two kinds of measurements, taken turn by turn, differ in their mean: Welch's t, whole and
// with the slow tail cut off at several places, where a noisy machine hides small differences
// (Reparaz, Balasch, Verbauwhede, Dude, is my code constant time?, 2017).
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace vitrine::ct_run {

/// Mean and variance as they come (Welford).
class Moments {
  public:
    void add(double x) {
        n_ += 1;
        const double delta = x - mean_;
        mean_ += delta / n_;
        squares_ += delta * (x - mean_);
    }
    [[nodiscard]] double count() const { return n_; }
    [[nodiscard]] double mean() const { return mean_; }
    [[nodiscard]] double variance() const { return n_ > 1 ? squares_ / (n_ - 1) : 0; }

  private:
    double n_ = 0;
    double mean_ = 0;
    double squares_ = 0;
};

/// Welch's t of two kinds; 0 while either has too few samples to say.
inline double welch_t(const Moments& a, const Moments& b) {
    if (a.count() < 200 || b.count() < 200) return 0;
    const double error = std::sqrt(a.variance() / a.count() + b.variance() / b.count());
    return error > 0 ? (a.mean() - b.mean()) / error : 0;
}

/// The test: samples of class 0 (fixed) and 1 (random).
class WelchTest {
  public:
    /// `first`: measurements of both classes, in any order, which say where to crop.
    explicit WelchTest(std::vector<double> first);
    void add(unsigned sample_class, double cycles);
    /// The t of largest size over all crops.
    [[nodiscard]] double t() const;

  private:
    static constexpr std::array<double, 6> kQuantiles = {1.0, 0.99, 0.95, 0.9, 0.75, 0.5};

    std::array<double, kQuantiles.size()> limits_{};
    std::array<std::array<Moments, 2>, kQuantiles.size()> moments_;
};

}  // namespace vitrine::ct_run
