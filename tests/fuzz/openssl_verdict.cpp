#include "fuzz/openssl_verdict.h"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <string>

namespace vitrine::fuzz {

namespace {

/// Security levels of OpenSSL: 2 asks for 112 bits, as our `modern` does; 0 for none.
constexpr int kModernLevel = 2;
constexpr int kLegacyLevel = 0;

unsigned long flags_of(const x509::PathPolicy& policy, bool strict) {
    unsigned long flags = X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_POLICY_CHECK;
    if (strict) flags |= X509_V_FLAG_X509_STRICT;
    if (policy.require_explicit_policy) flags |= X509_V_FLAG_EXPLICIT_POLICY;
    if (policy.inhibit_policy_mapping) flags |= X509_V_FLAG_INHIBIT_MAP;
    if (policy.inhibit_any_policy) flags |= X509_V_FLAG_INHIBIT_ANY;
    return flags;
}

void add_policy(X509_VERIFY_PARAM* param, ByteView contents) {
    std::vector<unsigned char> der{0x06, static_cast<unsigned char>(contents.size())};
    der.insert(der.end(), contents.begin(), contents.end());
    const unsigned char* at = der.data();
    ASN1_OBJECT* object = d2i_ASN1_OBJECT(nullptr, &at, static_cast<long>(der.size()));
    if (object != nullptr) X509_VERIFY_PARAM_add0_policy(param, object);
}

/// user-initial-policy-set: none given is any-policy here, and none at all there.
void set_policies(X509_VERIFY_PARAM* param, const x509::PathPolicy& policy) {
    for (const asn1::Oid& oid : policy.user_policies) add_policy(param, oid.contents());
    const asn1::Oid any = asn1::oid::kAnyPolicy;
    if (policy.user_policies.empty()) add_policy(param, any.contents());
}

void set_options(X509_VERIFY_PARAM* param, const x509::PathPolicy& policy, bool strict) {
    X509_VERIFY_PARAM_set_flags(param, flags_of(policy, strict));
    X509_VERIFY_PARAM_set_time(param, policy.now.seconds);
    X509_VERIFY_PARAM_set_depth(param, static_cast<int>(policy.max_intermediates));
    X509_VERIFY_PARAM_set_auth_level(param, policy.allow_sha1 ? kLegacyLevel : kModernLevel);
    if (policy.purpose == x509::Purpose::server)
        X509_VERIFY_PARAM_set_purpose(param, X509_PURPOSE_SSL_SERVER);
    if (policy.purpose == x509::Purpose::client)
        X509_VERIFY_PARAM_set_purpose(param, X509_PURPOSE_SSL_CLIENT);
    set_policies(param, policy);
    // Name constraints ask for these flags too.
    X509_VERIFY_PARAM_set_hostflags(
        param, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    if (policy.host == nullptr) return;
    const std::string host{policy.host->dns_name()};
    X509_VERIFY_PARAM_set1_host(param, host.data(), host.size());
}

std::vector<Bytes> path_of(const X509_STORE_CTX* context) {
    std::vector<Bytes> path;
    const STACK_OF(X509)* chain = X509_STORE_CTX_get0_chain(context);
    for (int i = 0; i < sk_X509_num(chain); ++i) {
        const X509* x = sk_X509_value(chain, i);
        const int size = i2d_X509(x, nullptr);
        Bytes der(size > 0 ? static_cast<std::size_t>(size) : 0);
        unsigned char* at = der.data();
        if (size > 0) i2d_X509(x, &at);
        path.push_back(std::move(der));
    }
    return path;
}

/// True if a place in `der` where the contents of an OCTET STRING or BIT STRING are `part` has
/// `offset` in it, or just behind it.
bool lies_in(ByteView part, ByteView der, std::size_t offset) {
    if (offset > der.size()) return false;
    if (part.empty()) return offset >= 2 && der[offset - 2] == 0x04 && der[offset - 1] == 0x00;
    for (auto at = der.begin();; ++at) {
        at = std::search(at, der.end(), part.begin(), part.end());
        if (at == der.end()) return false;
        const auto begin = static_cast<std::size_t>(at - der.begin());
        if (offset >= begin && offset <= begin + part.size()) return true;
    }
}

}  // namespace

X509Pointer openssl_certificate(ByteView der) {
    const unsigned char* at = der.data();
    X509Pointer x{d2i_X509(nullptr, &at, static_cast<long>(der.size()))};
    ERR_clear_error();
    return x != nullptr && at == der.data() + der.size() ? std::move(x) : nullptr;
}

bool is_opaque_to_openssl(const X509& x, ByteView der, std::size_t offset) {
    for (int i = 0; i < X509_get_ext_count(&x); ++i) {
        const ASN1_OCTET_STRING* value = X509_EXTENSION_get_data(X509_get_ext(&x, i));
        const ByteView bytes{ASN1_STRING_get0_data(value),
                             static_cast<std::size_t>(ASN1_STRING_length(value))};
        if (lies_in(bytes, der, offset)) return true;
    }
    const ASN1_BIT_STRING* key = X509_get0_pubkey_bitstr(&x);
    const ByteView bytes{key->data, static_cast<std::size_t>(key->length)};
    return lies_in(bytes, der, offset);
}

OpensslChain::~OpensslChain() {
    X509_STORE_free(store_);
    sk_X509_pop_free(untrusted_, X509_free);
}

void OpensslChain::add_listed(X509Pointer x) {
    if (leaf_ == nullptr) {
        leaf_ = std::move(x);
    } else {
        sk_X509_push(untrusted_, x.release());
    }
}

int OpensslChain::is_issuer(X509_STORE_CTX* context, X509* x, X509* issuer) {
    const auto* chain = static_cast<const OpensslChain*>(X509_STORE_CTX_get_app_data(context));
    const std::vector<X509Pointer>& path = chain->fixed_;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        if (X509_cmp(path[i].get(), x) == 0 && X509_cmp(path[i + 1].get(), issuer) == 0)
            return X509_check_issued(issuer, x) == X509_V_OK ? 1 : 0;
    }
    return 0;
}

OpensslVerdict OpensslChain::verify(const x509::PathPolicy& policy, bool strict) const {
    const std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> context{
        X509_STORE_CTX_new(), X509_STORE_CTX_free};
    if (!fixed_.empty()) X509_STORE_set_check_issued(store_, is_issuer);
    X509_STORE_CTX_init(context.get(), store_, leaf_.get(), untrusted_);
    X509_STORE_CTX_set_app_data(context.get(), const_cast<OpensslChain*>(this));
    set_options(X509_STORE_CTX_get0_param(context.get()), policy, strict);
    const int good = X509_verify_cert(context.get());
    const int error = X509_STORE_CTX_get_error(context.get());
    ERR_clear_error();
    if (good == 1) return {X509_V_OK, path_of(context.get())};
    return {error == X509_V_OK ? X509_V_ERR_UNSPECIFIED : error, {}};
}

}  // namespace vitrine::fuzz
