#include "fuzz/der_mutator.h"

#include <string_view>

namespace vitrine::fuzz {

namespace {

constexpr std::uint8_t kTags[] = {0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x12, 0x13, 0x14,
                                  0x16, 0x17, 0x18, 0x1a, 0x1c, 0x1e, 0x30, 0x31, 0x80, 0x81, 0x82,
                                  0x84, 0x86, 0x87, 0x88, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0x24, 0x23};

using namespace std::string_view_literals;

/// Contents of identifiers: extensions, purposes, policies, algorithms, attributes.
constexpr std::string_view kOids[] = {
    "\x55\x1d\x0e"sv,
    "\x55\x1d\x0f"sv,
    "\x55\x1d\x11"sv,
    "\x55\x1d\x12"sv,
    "\x55\x1d\x13"sv,
    "\x55\x1d\x1e"sv,
    "\x55\x1d\x1f"sv,
    "\x55\x1d\x20"sv,
    "\x55\x1d\x21"sv,
    "\x55\x1d\x23"sv,
    "\x55\x1d\x24"sv,
    "\x55\x1d\x25"sv,
    "\x55\x1d\x2e"sv,
    "\x55\x1d\x36"sv,
    "\x55\x1d\x38"sv,
    "\x55\x1d\x14"sv,
    "\x55\x1d\x15"sv,
    "\x55\x1d\x1b"sv,
    "\x55\x1d\x1c"sv,
    "\x55\x1d\x1d"sv,
    "\x55\x1d\x20\x00"sv,
    "\x55\x1d\x25\x00"sv,
    "\x2b\x06\x01\x05\x05\x07\x01\x01"sv,
    "\x2b\x06\x01\x05\x05\x07\x01\x18"sv,
    "\x2b\x06\x01\x05\x05\x07\x03\x01"sv,
    "\x2b\x06\x01\x05\x05\x07\x03\x02"sv,
    "\x2b\x06\x01\x05\x05\x07\x03\x09"sv,
    "\x2b\x06\x01\x05\x05\x07\x30\x01\x02"sv,
    "\x2b\x06\x01\x05\x05\x07\x30\x01\x05"sv,
    "\x60\x86\x48\x01\x86\xf8\x42\x01\x01"sv,
    "\x2a\x86\x48\xce\x3d\x04\x03\x02"sv,
    "\x2a\x86\x48\xce\x3d\x04\x03\x03"sv,
    "\x2a\x86\x48\xce\x3d\x04\x01"sv,
    "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b"sv,
    "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a"sv,
    "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x05"sv,
    "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x04"sv,
    "\x2b\x65\x70"sv,
    "\x2a\x86\x48\xce\x3d\x02\x01"sv,
    "\x2a\x86\x48\xce\x3d\x03\x01\x07"sv,
    "\x2b\x81\x04\x00\x22"sv,
    "\x2b\x81\x04\x00\x23"sv,
    "\x55\x04\x03"sv,
    "\x55\x04\x0a"sv,
    "\x55\x04\x06"sv,
    "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01"sv,
    "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19"sv,
    "\x2a\x03\x04"sv,
    "\x2a\x03\x05"sv,
};

/// Extension ::= SEQUENCE, whole: what RFC 5280 knows and is rarely there.
constexpr std::string_view kExtensions[] = {
    "\x30\x0f\x06\x03\x55\x1d\x13\x01\x01\xff\x04\x05\x30\x03\x01\x01\xff"sv,
    "\x30\x12\x06\x03\x55\x1d\x13\x01\x01\xff\x04\x08\x30\x06\x01\x01\xff\x02\x01\x00"sv,
    "\x30\x0c\x06\x03\x55\x1d\x13\x01\x01\xff\x04\x02\x30\x00"sv,
    "\x30\x0e\x06\x03\x55\x1d\x0f\x01\x01\xff\x04\x04\x03\x02\x02\x04"sv,
    "\x30\x0e\x06\x03\x55\x1d\x0f\x01\x01\xff\x04\x04\x03\x02\x07\x80"sv,
    "\x30\x13\x06\x03\x55\x1d\x25\x04\x0c\x30\x0a\x06\x08\x2b\x06\x01\x05\x05\x07\x03\x01"sv,
    "\x30\x13\x06\x03\x55\x1d\x25\x04\x0c\x30\x0a\x06\x08\x2b\x06\x01\x05\x05\x07\x03\x02"sv,
    "\x30\x0f\x06\x03\x55\x1d\x25\x04\x08\x30\x06\x06\x04\x55\x1d\x25\x00"sv,
    "\x30\x0f\x06\x03\x55\x1d\x24\x01\x01\xff\x04\x05\x30\x03\x80\x01\x00"sv,
    "\x30\x0f\x06\x03\x55\x1d\x24\x01\x01\xff\x04\x05\x30\x03\x81\x01\x00"sv,
    "\x30\x0d\x06\x03\x55\x1d\x36\x01\x01\xff\x04\x03\x02\x01\x00"sv,
    "\x30\x0f\x06\x03\x55\x1d\x20\x04\x08\x30\x06\x30\x04\x06\x02\x2a\x03"sv,
    "\x30\x11\x06\x03\x55\x1d\x20\x04\x0a\x30\x08\x30\x06\x06\x04\x55\x1d\x20\x00"sv,
    "\x30\x15\x06\x03\x55\x1d\x21\x01\x01\xff\x04\x0b\x30\x09\x30\x07\x06\x01\x2a\x06\x02\x2a\x03"sv,
    "\x30\x17\x06\x03\x55\x1d\x1e\x01\x01\xff\x04\x0d\x30\x0b\xa0\x09\x30\x07\x82\x05.test"sv,
    "\x30\x17\x06\x03\x55\x1d\x1e\x01\x01\xff\x04\x0d\x30\x0b\xa1\x09\x30\x07\x82\x05.test"sv,
    "\x30\x0e\x06\x03\x55\x1d\x11\x04\x07\x30\x05\x82\x03\x2a\x2e\x61"sv,
    "\x30\x0f\x06\x03\x55\x1d\x11\x04\x08\x30\x06\x87\x04\x7f\x00\x00\x01"sv,
    "\x30\x11\x06\x08\x2b\x06\x01\x05\x05\x07\x01\x18\x04\x05\x30\x03\x02\x01\x05"sv,
    "\x30\x09\x06\x03\x55\x1d\x38\x04\x02\x05\x00"sv,
    "\x30\x0c\x06\x03\x2a\x03\x04\x01\x01\xff\x04\x02\x05\x00"sv,
};

constexpr std::string_view kTimes[] = {
    "260101000000Z"sv,   "491231235959Z"sv,     "500101000000Z"sv,
    "20260101000000Z"sv, "99991231235959Z"sv,   "700101000000Z"sv,
    "2601010000Z"sv,     "260101000000+0000"sv, "20260101000000.5Z"sv};

template <std::size_t N>
Bytes one_of(const std::string_view (&texts)[N], Dice& dice) {
    const ByteView view = as_bytes(texts[dice.below(N)]);
    return {view.begin(), view.end()};
}

class Mutation {
  public:
    Mutation(std::vector<DerNode>& tree,
             std::vector<DerNode>& other,
             Dice& dice,
             MutateBytes mutate)
        : tree_(tree), other_(other), dice_(dice), mutate_(mutate) {}

    void run() {
        switch (dice_.below(15)) {
            case 0:
                return remove_child();
            case 1:
                return double_child();
            case 2:
                return swap_children();
            case 3:
                any().tag = kTags[dice_.below(std::size(kTags))];
                return;
            case 4:
                any().length_damage = static_cast<std::uint8_t>(1 + dice_.below(5));
                return;
            case 5:
                return copy_over();
            case 6:
            case 7:
            case 8:
            case 9:
                return run_on_extensions();
            default:
                return change_contents();
        }
    }
    void run_on_extensions() {
        switch (dice_.below(4)) {
            case 0:
                return add_extension();
            case 1:
                return toggle_critical();
            case 2:
                return remove_extension();
            default:
                return lend_extension();
        }
    }

  private:
    DerNode& any() {
        const auto nodes = all_nodes(tree_);
        return *nodes[dice_.below(nodes.size())];
    }
    /// A value with children, if there is one.
    DerNode* parent() {
        const auto nodes = all_nodes(tree_);
        for (int tries = 0; tries < 16; ++tries) {
            DerNode* node = nodes[dice_.below(nodes.size())];
            if (!node->children.empty()) return node;
        }
        return nullptr;
    }
    static auto at(DerNode& node, std::size_t i) {
        return node.children.begin() + static_cast<std::ptrdiff_t>(i);
    }

    void remove_child() {
        DerNode* node = parent();
        if (node != nullptr) node->children.erase(at(*node, dice_.below(node->children.size())));
    }
    void double_child() {
        DerNode* node = parent();
        if (node == nullptr) return;
        const DerNode copy = node->children[dice_.below(node->children.size())];
        node->children.insert(at(*node, dice_.below(node->children.size() + 1)), copy);
    }
    void swap_children() {
        DerNode* node = parent();
        if (node == nullptr) return;
        const std::size_t n = node->children.size();
        std::swap(node->children[dice_.below(n)], node->children[dice_.below(n)]);
    }
    void copy_over() {
        const auto from = all_nodes(other_.empty() ? tree_ : other_);
        const DerNode copy = *from[dice_.below(from.size())];
        any() = copy;
    }
    /// The list of extensions: below a context tag, a SEQUENCE of what begins with an OID.
    static DerNode* extensions(std::vector<DerNode>& tree) {
        for (DerNode* node : all_nodes(tree)) {
            if (node->tag != 0xa3 && node->tag != 0xa0 && node->tag != 0xa1) continue;
            if (!node->children.empty() && node->children[0].has_children)
                return &node->children[0];
        }
        return nullptr;
    }
    static bool is_same_extension(const DerNode& a, const DerNode& b) {
        return !a.children.empty() && !b.children.empty() &&
               a.children[0].contents == b.children[0].contents;
    }
    /// Mostly in place of one with the same identifier: twice the same is refused at once.
    void put_extension(const DerNode& extension) {
        DerNode* list = extensions(tree_);
        if (list == nullptr) return;
        if (dice_.below(8) != 0) {
            std::erase_if(list->children,
                          [&](const DerNode& e) { return is_same_extension(e, extension); });
        }
        list->children.insert(at(*list, dice_.below(list->children.size() + 1)), extension);
    }
    void add_extension() {
        const auto extension = read_der_tree(one_of(kExtensions, dice_));
        if (extension) put_extension((*extension)[0]);
    }
    void remove_extension() {
        DerNode* list = extensions(tree_);
        if (list == nullptr || list->children.empty()) return;
        list->children.erase(at(*list, dice_.below(list->children.size())));
    }
    void lend_extension() {
        const DerNode* list = extensions(other_);
        if (list == nullptr || list->children.empty()) return;
        const DerNode extension = list->children[dice_.below(list->children.size())];
        put_extension(extension);
    }
    void toggle_critical() {
        for (int tries = 0; tries < 16; ++tries) {
            DerNode* node = parent();
            if (node == nullptr || node->tag != 0x30 || node->children[0].tag != 0x06) continue;
            if (node->children.size() < 2) continue;
            if (node->children[1].tag == 0x01) {
                node->children.erase(at(*node, 1));
            } else {
                node->children.insert(at(*node, 1), DerNode{1, std::nullopt, {0xff}, {}, false, 0});
            }
            return;
        }
    }
    void change_contents() {
        const auto nodes = all_nodes(tree_);
        for (int tries = 0; tries < 16; ++tries) {
            DerNode* node = nodes[dice_.below(nodes.size())];
            if (node->has_children) continue;
            if (node->tag == 0x06 && dice_.below(4) != 0) {
                node->contents = one_of(kOids, dice_);
            } else if ((node->tag == 0x17 || node->tag == 0x18) && dice_.below(2) != 0) {
                node->contents = one_of(kTimes, dice_);
            } else if (node->tag == 0x02 && dice_.below(2) != 0) {
                node->contents = {static_cast<std::uint8_t>(dice_.below(6) - 1)};
            } else {
                mutate_(node->contents, dice_);
            }
            return;
        }
    }

    std::vector<DerNode>& tree_;
    std::vector<DerNode>& other_;
    Dice& dice_;
    MutateBytes mutate_;
};

}  // namespace

bool mutate_der(Bytes& der, ByteView other, Dice& dice, MutateBytes mutate) {
    auto tree = read_der_tree(der);
    if (!tree || tree->empty()) return false;
    auto lender = read_der_tree(other).value_or(std::vector<DerNode>{});
    const std::size_t changes = 1 + dice.below(3);
    for (std::size_t i = 0; i < changes && !tree->empty(); ++i) {
        Mutation{*tree, lender, dice, mutate}.run();
    }
    der = write_der_tree(*tree);
    return true;
}

bool mutate_extensions(Bytes& der, ByteView other, Dice& dice) {
    auto tree = read_der_tree(der);
    if (!tree || tree->empty()) return false;
    auto lender = read_der_tree(other).value_or(std::vector<DerNode>{});
    Mutation{*tree, lender, dice, nullptr}.run_on_extensions();
    der = write_der_tree(*tree);
    return true;
}

}  // namespace vitrine::fuzz
