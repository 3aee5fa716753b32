// DER as a tree that can be changed and written again: what the mutators work on. Lengths come out
// right after every change, so that a mutation gets past the outer layers. Read next:
// der_mutator.h.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.h"

namespace vitrine::fuzz {

using Bytes = std::vector<std::uint8_t>;

struct DerNode {
    std::uint8_t tag = 0;
    /// A BIT STRING that wraps DER keeps its count of unused bits here.
    std::optional<std::uint8_t> unused_bits;
    Bytes contents;                 ///< of a value without children
    std::vector<DerNode> children;  ///< also of an OCTET STRING or BIT STRING that wraps DER
    bool has_children = false;
    std::uint8_t length_damage = 0;  ///< 0: the length is written as it should be
};

/// The values in `bytes`, as deep as they go; nothing if they are not DER values in a row.
std::optional<std::vector<DerNode>> read_der_tree(ByteView bytes);

/// The values again. `length_damage` of a node: 1 one octet too many, 2 indefinite, 3 one more
/// than there is, 4 one less, 5 huge.
Bytes write_der_tree(const std::vector<DerNode>& nodes);

/// Every node, parents before children.
std::vector<DerNode*> all_nodes(std::vector<DerNode>& nodes);

}  // namespace vitrine::fuzz
