// The trust anchors: whom the user believes without proof. Built at configuration, then only read.
#pragma once

#include <memory>
#include <string_view>

#include "x509/certificate.h"

namespace vitrine::x509 {

struct AnchorUse {
    bool server = true;
    bool client = true;
};

struct TrustAnchor {
    Certificate certificate;  ///< views into the store's own copy
    std::string_view label;   ///< where it came from: "ca.pem:2"
    AnchorUse use;
    std::uint64_t subject_hash = 0;
};

class TrustAnchors {
  public:
    TrustAnchors();
    TrustAnchors(TrustAnchors&&) noexcept;
    TrustAnchors& operator=(TrustAnchors&&) noexcept;
    TrustAnchors(const TrustAnchors&) = delete;
    TrustAnchors& operator=(const TrustAnchors&) = delete;
    ~TrustAnchors();

    /// Copies and parses one certificate.  Errors: those of parse_certificate.
    Status add(ByteView der, std::string_view label, AnchorUse use = {});
    /// Every certificate of a PEM (or one DER) file, labelled "name:1", "name:2" ...; returns their
    /// number. Unreadable ones are an error unless `skip_unreadable`.
    Result<std::size_t> add_file(ByteView file,
                                 std::string_view name,
                                 AnchorUse use = {},
                                 bool skip_unreadable = false);

    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] const TrustAnchor& operator[](std::size_t i) const;

  private:
    struct Store;
    std::unique_ptr<Store> store_;
};

}  // namespace vitrine::x509
