// What OpenSSL's `verify` says of a chain: it goes on behind faults that it can look past, and
// tells them in its own order. Judged by the same functions as ours; ours decides what is accepted.
#pragma once

#include <string_view>
#include <vector>

#include "x509/verify.h"

namespace vitrine::tools {

/// What OpenSSL calls a fault, and of which certificate of the chain it speaks.
struct OpenSslFault {
    std::string_view name;  ///< "X509_V_ERR_CERT_HAS_EXPIRED"
    std::size_t depth = 0;  ///< 0: the leaf
    bool names_certificate = true;
};

/// Leaf first.
using OpenSslChain = std::vector<const x509::Certificate*>;

struct OpenSslQuestion {
    std::span<const x509::Certificate> list;             ///< the leaf, then what may stand between
    std::span<const x509::Certificate> trusted_between;  ///< of the list, what is trusted
    const x509::TrustAnchors& anchors;
    const x509::PathPolicy& policy;
    const x509::ReferenceId* address = nullptr;  ///< asked for beside the policy's host
    bool strict = false;                         ///< -x509_strict
    bool check_root_signature = false;           ///< -check_ss_sig
};

/// The chain as OpenSSL puts it together: by names, key identifiers and kinds of keys, without a
/// second try. It may end before an anchor.
OpenSslChain openssl_chain(const OpenSslQuestion& question);
/// What OpenSSL says of a chain that ends before an anchor.
OpenSslFault openssl_dead_end(const OpenSslQuestion& question, const OpenSslChain& chain);
bool reaches_anchor(const OpenSslQuestion& question, const OpenSslChain& chain);

/// All that OpenSSL would tell of this chain, up to the fault that it does not look past.
std::vector<OpenSslFault> openssl_faults(const OpenSslQuestion& question,
                                         const OpenSslChain& chain);

/// What it would refuse in a chain that is good otherwise: the departures from RFC 5280 that
/// `strict` asks about, a root's wrong signature, an address that is not there.
std::vector<OpenSslFault> openssl_further_faults(const OpenSslQuestion& question,
                                                 const OpenSslChain& chain);

}  // namespace vitrine::tools
