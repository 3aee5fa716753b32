// The keys that seeds are signed with, and changed certificates again: EC P-256, small scalars.
#pragma once

#include <cstdlib>

#include "x509/private_key.h"

namespace vitrine::fuzz {

inline constexpr std::size_t kForgeKeys = 6;

/// The scalar is one repeated byte, `i` + 1.
inline x509::PrivateKey forge_key(std::size_t i) {
    std::array<std::uint8_t, 32> scalar{};
    scalar.fill(static_cast<std::uint8_t>(i + 1));
    auto key = x509::PrivateKey::from_ec_scalar(crypto::Curve::p256, scalar);
    if (!key.ok()) std::abort();
    return *std::move(key);
}

}  // namespace vitrine::fuzz
