#include "x509/trust_anchors.h"

#include "x509/pem.h"

namespace vitrine::x509 {

/// Entries keep their place: the certificates are views into their own bytes.
struct TrustAnchors::Store {
    struct Entry {
        std::vector<std::uint8_t> der;
        std::string label;
        TrustAnchor anchor;
    };
    std::vector<std::unique_ptr<Entry>> entries;
};

TrustAnchors::TrustAnchors() : store_(std::make_unique<Store>()) {}
TrustAnchors::TrustAnchors(TrustAnchors&&) noexcept = default;
TrustAnchors& TrustAnchors::operator=(TrustAnchors&&) noexcept = default;
TrustAnchors::~TrustAnchors() = default;

Status TrustAnchors::add(ByteView der, std::string_view label, AnchorUse use) {
    auto entry = std::make_unique<Store::Entry>();
    entry->der.assign(der.begin(), der.end());
    entry->label = label;
    TLS_TRY_ASSIGN(entry->anchor.certificate, parse_certificate(entry->der));
    entry->anchor.label = entry->label;
    entry->anchor.use = use;
    entry->anchor.subject_hash = hash_of(entry->anchor.certificate.subject);
    store_->entries.push_back(std::move(entry));
    return done();
}

Result<std::size_t> TrustAnchors::add_file(ByteView file,
                                           std::string_view name,
                                           AnchorUse use,
                                           bool skip_unreadable) {
    constexpr std::string_view kLabels[] = {"CERTIFICATE", "X509 CERTIFICATE"};
    TLS_TRY_ASSIGN(const std::vector<PemBlock> blocks, read_pem_or_der(file, kLabels));
    std::size_t added = 0;
    std::size_t number = 0;
    for (const PemBlock& block : blocks) {
        const std::string label = std::string{name} + ":" + std::to_string(++number);
        const Status status = add(block.der, label, use);
        if (status.ok()) ++added;
        if (!status.ok() && !skip_unreadable) return status.error();
    }
    return added;
}

std::size_t TrustAnchors::size() const {
    return store_->entries.size();
}

const TrustAnchor& TrustAnchors::operator[](std::size_t i) const {
    return store_->entries[i]->anchor;
}

}  // namespace vitrine::x509
