// Puts whole paths together as inputs of the path targets.
#pragma once

#include "fuzz/chain_input.h"
#include "fuzz/seeds/forge.h"
#include "fuzz/seeds/seeds.h"

namespace vitrine::fuzz {

// The bits of the options, as chain_policy.cpp reads them: of byte 0, then of byte 1.
inline constexpr unsigned kServer = 1;
inline constexpr unsigned kClient = 2;
inline constexpr unsigned kHost = 4;
inline constexpr unsigned kLegacy = 8;
inline constexpr unsigned kKeyOnly = 16;
inline constexpr unsigned kExplicitPolicy = 32;
inline constexpr unsigned kSoft = 1;
inline constexpr unsigned kHard = 3;
inline constexpr unsigned kStapled = 4;

/// Puts items together; each certificate is signed by the item of the number given.
class Chain {
  public:
    Chain& add(ItemKind kind, ByteView der, std::uint8_t signer) {
        input_.items.push_back(
            {static_cast<std::uint8_t>(kind), signer, Bytes{der.begin(), der.end()}});
        return *this;
    }
    Chain& leaf(const x509::Certificate& c, std::uint8_t signer) {
        return add(ItemKind::certificate, c.der, signer);
    }
    Chain& anchor(const x509::Certificate& c) {
        return add(ItemKind::anchor, c.der, static_cast<std::uint8_t>(input_.items.size()));
    }
    Chain& option(std::size_t i, unsigned value) {
        input_.options[i] = static_cast<std::uint8_t>(value);
        return *this;
    }
    /// For the path verifier and, where nothing but certificates matter, for both.
    void put(SeedWriter& out, const std::string& name, bool for_openssl = true) const {
        const Bytes bytes = write_chain_input(input_);
        out.put("path", name, bytes);
        if (for_openssl) out.put("openssl", name, bytes);
    }

  private:
    ChainInput input_;
};

}  // namespace vitrine::fuzz
