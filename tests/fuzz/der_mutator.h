// Changes that keep DER well formed, or break it in one place: a value deleted, doubled, moved,
// retagged, its contents changed, an extension made critical. The idea is that of Brubaker et al.,
// "Using Frankencerts for Automated Adversarial Testing of Certificate Validation" (2014).
#pragma once

#include <cstdint>

#include "fuzz/der_tree.h"

namespace vitrine::fuzz {

/// A small generator: the same seed gives the same changes.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15ULL + 1) {}
    std::uint64_t roll() {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 7;
        state_ ^= state_ << 17;
        return state_;
    }
    /// In 0..n-1; n is not 0.
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(roll() >> 11) % n; }

  private:
    std::uint64_t state_;
};

/// Changes the bytes of one primitive value; libFuzzer's own mutator in a fuzz target.
using MutateBytes = void (*)(Bytes& contents, Dice& dice);

/// One to three changes of `der`; `other` lends values if it is DER. Not DER: left as it is and
/// false.
bool mutate_der(Bytes& der, ByteView other, Dice& dice, MutateBytes mutate);

/// One change to the extensions of a certificate and nothing else, so that it stays well formed:
/// one is added, dropped, lent by `other` or made critical.
bool mutate_extensions(Bytes& der, ByteView other, Dice& dice);

}  // namespace vitrine::fuzz
