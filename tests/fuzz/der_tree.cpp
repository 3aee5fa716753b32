#include "fuzz/der_tree.h"

namespace vitrine::fuzz {

namespace {

constexpr int kMaxDepth = 40;
constexpr std::size_t kMaxNodes = 4000;
constexpr std::uint8_t kConstructed = 0x20;
constexpr std::uint8_t kBitString = 3;
constexpr std::uint8_t kOctetString = 4;

class TreeReader {
  public:
    std::optional<std::vector<DerNode>> values(ByteView bytes, int depth) {
        std::vector<DerNode> nodes;
        while (!bytes.empty()) {
            auto node = value(bytes, depth);
            if (!node) return std::nullopt;
            nodes.push_back(std::move(*node));
        }
        return nodes;
    }

  private:
    std::optional<DerNode> value(ByteView& bytes, int depth) {
        const auto length = take_header(bytes);
        if (!length || depth > kMaxDepth || ++count_ > kMaxNodes) return std::nullopt;
        DerNode node;
        node.tag = tag_;
        const ByteView contents = bytes.first(*length);
        bytes = bytes.subspan(*length);
        node.contents.assign(contents.begin(), contents.end());
        look_inside(node, contents, depth);
        return node;
    }

    /// The length of the value whose header was taken; the tag goes to `tag_`.
    std::optional<std::size_t> take_header(ByteView& bytes) {
        if (bytes.size() < 2) return std::nullopt;
        tag_ = bytes[0];
        std::size_t length = bytes[1];
        std::size_t header = 2;
        if (length > 0x80) {
            const std::size_t octets = length & 0x7fU;
            if (octets > 3 || bytes.size() < 2 + octets) return std::nullopt;
            length = 0;
            for (std::size_t i = 0; i < octets; ++i) length = length << 8 | bytes[2 + i];
            header += octets;
        }
        if (bytes[1] == 0x80 || length > bytes.size() - header) return std::nullopt;
        bytes = bytes.subspan(header);
        return length;
    }

    void look_inside(DerNode& node, ByteView contents, int depth) {
        const bool constructed = (node.tag & kConstructed) != 0;
        const bool wrapper = node.tag == kOctetString || node.tag == kBitString;
        if ((!constructed && !wrapper) || (wrapper && contents.size() < 2)) return;
        if (node.tag == kBitString) contents = contents.subspan(1);
        auto inside = values(contents, depth + 1);
        if (!inside) return;
        if (node.tag == kBitString) node.unused_bits = node.contents[0];
        node.children = std::move(*inside);
        node.has_children = true;
        node.contents.clear();
    }

    std::uint8_t tag_ = 0;
    std::size_t count_ = 0;
};

void put_length(Bytes& out, std::size_t length, std::uint8_t damage) {
    if (damage == 2) return out.push_back(0x80);
    if (damage == 3) ++length;
    if (damage == 4 && length > 0) --length;
    if (damage == 5) length = 0x7fffffff;
    std::size_t octets = 0;
    while (length >> (8 * octets) != 0) ++octets;
    if (damage == 1) ++octets;
    if (length < 0x80 && damage != 1) return out.push_back(static_cast<std::uint8_t>(length));
    out.push_back(static_cast<std::uint8_t>(0x80U | octets));
    while (octets-- > 0) out.push_back(static_cast<std::uint8_t>(length >> (8 * octets)));
}

void put(Bytes& out, const DerNode& node) {
    Bytes inside = node.contents;
    if (node.has_children) {
        if (node.unused_bits) inside.push_back(*node.unused_bits);
        for (const DerNode& child : node.children) put(inside, child);
    }
    out.push_back(node.tag);
    put_length(out, inside.size(), node.length_damage);
    out.insert(out.end(), inside.begin(), inside.end());
}

void collect(std::vector<DerNode>& nodes, std::vector<DerNode*>& out) {
    for (DerNode& node : nodes) {
        out.push_back(&node);
        collect(node.children, out);
    }
}

}  // namespace

std::optional<std::vector<DerNode>> read_der_tree(ByteView bytes) {
    return TreeReader{}.values(bytes, 0);
}

Bytes write_der_tree(const std::vector<DerNode>& nodes) {
    Bytes out;
    for (const DerNode& node : nodes) put(out, node);
    return out;
}

std::vector<DerNode*> all_nodes(std::vector<DerNode>& nodes) {
    std::vector<DerNode*> out;
    collect(nodes, out);
    return out;
}

}  // namespace vitrine::fuzz
