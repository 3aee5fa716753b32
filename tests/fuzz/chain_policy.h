// What the option bytes of a ChainInput say, and a ChainInput made ready for verify_chain.
#pragma once

#include <deque>
#include <vector>

#include "fuzz/chain_input.h"
#include "x509/verify.h"

namespace vitrine::fuzz {

/// 2026-01-01T00:00:00Z: the time that the seeds are made for.
inline constexpr Time kChainNow{1767225600};

/// Everything that a verification takes, with its memory. Items that do not parse are left out.
class ChainCase {
  public:
    /// `input` must outlive it and is signed already.
    explicit ChainCase(const ChainInput& input);

    std::vector<x509::Certificate> list;
    x509::TrustAnchors anchors;
    std::vector<x509::Crl> crls;
    std::vector<x509::OcspResponse> responses;
    x509::PathPolicy policy;

  private:
    void read_options(const ChainInput& input);

    x509::ReferenceId host_;
    std::array<asn1::Oid, 1> policies_;
};

}  // namespace vitrine::fuzz
