// One input for the path verifier: options, then certificates, anchors, lists and responses, each
// with the number of the one that signs it. Signatures are put in when the input is run, so that a
// changed certificate still has a right one. Read next: chain_policy.h (what the options mean),
// path_fuzz.cpp, openssl_fuzz.cpp.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <vector>

#include "fuzz/der_tree.h"

namespace vitrine::fuzz {

enum class ItemKind : std::uint8_t { certificate, anchor, crl, ocsp };

struct ChainItem {
    static constexpr std::uint8_t kKeepSignature = 0x80;
    static constexpr std::uint8_t kOwnCertificate = 15;

    std::uint8_t flags = 0;   ///< the kind, and perhaps kKeepSignature
    std::uint8_t signer = 0;  ///< low half: who signs it; high half: who signs what it carries
    Bytes der;

    [[nodiscard]] ItemKind kind() const { return static_cast<ItemKind>(flags & 3U); }
    [[nodiscard]] bool is_certificate() const { return kind() <= ItemKind::anchor; }
};

struct ChainInput {
    static constexpr std::size_t kOptions = 4;
    static constexpr std::size_t kMaxItems = 15;

    std::array<std::uint8_t, kOptions> options{};
    std::vector<ChainItem> items;
};

/// What can be read of `bytes`: a length that goes too far ends with the bytes.
ChainInput read_chain_input(ByteView bytes);
Bytes write_chain_input(const ChainInput& input);

/// The signature of `tbs` under the key in `certificate`, or nothing.
using Sign =
    std::function<std::optional<Bytes>(ByteView certificate, ByteView tbs, ByteView algorithm)>;

/// Puts signatures into every item that is whole and does not keep its own.
void sign_items(ChainInput& input, const Sign& sign);

}  // namespace vitrine::fuzz
