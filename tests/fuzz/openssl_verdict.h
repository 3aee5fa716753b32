// What OpenSSL says of a certificate and of a path, under the same options as ours.
#pragma once

#include <openssl/x509v3.h>

#include <memory>
#include <vector>

#include "fuzz/der_tree.h"
#include "x509/verify.h"

namespace vitrine::fuzz {

struct FreeX509 {
    void operator()(X509* x) const { X509_free(x); }
};
using X509Pointer = std::unique_ptr<X509, FreeX509>;

/// The certificate, or null where OpenSSL refuses it or leaves bytes over.
X509Pointer openssl_certificate(ByteView der);

/// True if `offset` of `der` lies in what OpenSSL keeps as it came: an extension's value, the key.
bool is_opaque_to_openssl(const X509& x, ByteView der, std::size_t offset);

struct OpensslVerdict {
    int error = X509_V_OK;
    std::vector<Bytes> path;  ///< if accepted, leaf first, anchor last

    [[nodiscard]] bool ok() const { return error == X509_V_OK; }
};

/// A path to be judged: leaf first, then others in any order.
class OpensslChain {
  public:
    OpensslChain() : store_(X509_STORE_new()), untrusted_(sk_X509_new_null()) {}
    OpensslChain(const OpensslChain&) = delete;
    OpensslChain& operator=(const OpensslChain&) = delete;
    ~OpensslChain();

    void add_listed(X509Pointer x);
    void add_anchor(const X509* x) { X509_STORE_add_cert(store_, const_cast<X509*>(x)); }
    /// From now on nobody but the next of `path`, leaf first, is an issuer: nothing is left to
    /// choose.
    void fix_path(std::vector<X509Pointer> path) { fixed_ = std::move(path); }
    [[nodiscard]] bool empty() const { return leaf_ == nullptr; }

    /// `strict`: with X509_V_FLAG_X509_STRICT.
    [[nodiscard]] OpensslVerdict verify(const x509::PathPolicy& policy, bool strict) const;

  private:
    static int is_issuer(X509_STORE_CTX* context, X509* x, X509* issuer);

    X509_STORE* store_;
    STACK_OF(X509) * untrusted_;
    X509Pointer leaf_;
    std::vector<X509Pointer> fixed_;
};

}  // namespace vitrine::fuzz
