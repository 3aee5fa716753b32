#include "fuzz/chain_input.h"

#include <algorithm>

namespace vitrine::fuzz {

namespace {

constexpr std::size_t kItemHeader = 4;

/// SEQUENCE { tbs, algorithm, BIT STRING ... } of an item, if it is there.
DerNode* signed_structure(DerNode& root, ItemKind kind) {
    DerNode* node = &root;
    if (kind == ItemKind::ocsp) {  // OCSPResponse { status, [0] { { type, OCTET STRING } } }
        for (const std::size_t i : {1U, 0U, 1U, 0U}) {
            if (node->children.size() <= i) return nullptr;
            node = &node->children[i];
        }
    }
    const bool whole = node->children.size() >= 3 && node->children[2].tag == 0x03;
    return whole ? node : nullptr;
}

void put_signature(DerNode& structure, ByteView certificate, const Sign& sign) {
    const Bytes tbs = write_der_tree({structure.children[0]});
    const Bytes algorithm = write_der_tree({structure.children[1]});
    const auto signature = sign(certificate, tbs, algorithm);
    if (!signature) return;
    DerNode value{0x03, std::nullopt, {0}, {}, false, 0};
    value.contents.insert(value.contents.end(), signature->begin(), signature->end());
    structure.children[2] = std::move(value);
}

class Signer {
  public:
    Signer(ChainInput& input, const Sign& sign) : input_(input), sign_(sign) {}

    void sign(ChainItem& item) {
        if ((item.flags & ChainItem::kKeepSignature) != 0) return;
        auto tree = read_der_tree(item.der);
        if (!tree || tree->size() != 1 || write_der_tree(*tree) != item.der) return;
        DerNode* structure = signed_structure(tree->front(), item.kind());
        if (structure == nullptr) return;
        sign_carried(*structure, item);
        const ByteView signer = signer_of(*structure, item);
        if (signer.empty()) return;
        put_signature(*structure, signer, sign_);
        item.der = write_der_tree(*tree);
    }

  private:
    /// Certificates inside a response: Basic { tbs, algorithm, signature, [0] { { ... } } }.
    static std::vector<DerNode>* carried(DerNode& structure) {
        if (structure.children.size() < 4 || structure.children[3].children.empty()) return nullptr;
        return &structure.children[3].children[0].children;
    }
    void sign_carried(DerNode& structure, const ChainItem& item) {
        std::vector<DerNode>* certificates = carried(structure);
        const ByteView signer = item_certificate(item.signer >> 4);
        if (item.kind() != ItemKind::ocsp || certificates == nullptr || signer.empty()) return;
        for (DerNode& certificate : *certificates) {
            DerNode* inner = signed_structure(certificate, ItemKind::certificate);
            if (inner != nullptr) put_signature(*inner, signer, sign_);
        }
    }
    ByteView item_certificate(std::size_t index) {
        const ChainItem& item = input_.items[index % input_.items.size()];
        return item.is_certificate() ? ByteView{item.der} : ByteView{};
    }
    ByteView signer_of(DerNode& structure, const ChainItem& item) {
        const std::size_t index = item.signer & 15U;
        if (index != ChainItem::kOwnCertificate) return item_certificate(index);
        const std::vector<DerNode>* certificates = carried(structure);
        if (certificates == nullptr || certificates->empty()) return {};
        own_ = write_der_tree({certificates->front()});
        return own_;
    }

    ChainInput& input_;
    const Sign& sign_;
    Bytes own_;
};

}  // namespace

ChainInput read_chain_input(ByteView bytes) {
    ChainInput input;
    const std::size_t options = std::min(bytes.size(), ChainInput::kOptions);
    copy_bytes(bytes.first(options), input.options);
    bytes = bytes.subspan(options);
    while (bytes.size() > kItemHeader && input.items.size() < ChainInput::kMaxItems) {
        ChainItem item{bytes[0], bytes[1], {}};
        const std::size_t wanted = std::size_t{bytes[2]} << 8 | bytes[3];
        bytes = bytes.subspan(kItemHeader);
        const ByteView der = bytes.first(std::min(wanted, bytes.size()));
        item.der.assign(der.begin(), der.end());
        bytes = bytes.subspan(der.size());
        input.items.push_back(std::move(item));
    }
    return input;
}

Bytes write_chain_input(const ChainInput& input) {
    Bytes out{input.options.begin(), input.options.end()};
    for (const ChainItem& item : input.items) {
        const std::size_t size = std::min<std::size_t>(item.der.size(), 0xffff);
        out.push_back(item.flags);
        out.push_back(item.signer);
        out.push_back(static_cast<std::uint8_t>(size >> 8));
        out.push_back(static_cast<std::uint8_t>(size));
        out.insert(out.end(), item.der.begin(),
                   item.der.begin() + static_cast<std::ptrdiff_t>(size));
    }
    return out;
}

void sign_items(ChainInput& input, const Sign& sign) {
    Signer signer{input, sign};
    for (ChainItem& item : input.items) signer.sign(item);
}

}  // namespace vitrine::fuzz
