// One certificate parsed, and a chain of three (leaf, intermediate, root as the anchor) parsed and
// verified for a host name, beside OpenSSL's d2i_X509 and X509_verify_cert. Both sides know the
// anchor beforehand and start from the peer's bytes each time.
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "base/arena.h"
#include "crypto/drbg.h"
#include "support/pair.h"
#include "x509/make.h"
#include "x509/verify.h"

namespace vitrine::bench {
namespace {

using x509::Bytes;

constexpr Time kNow{1767225600};  // 2026-01-01
constexpr x509::Validity kValidity{{kNow.seconds - 86400}, {kNow.seconds + 86400}};
constexpr const char* kHost = "www.example.test";

Result<x509::PrivateKey> make_key(bool rsa, Rng& rng) {
    return rsa ? x509::PrivateKey::generate_rsa(2048, rng)
               : x509::PrivateKey::generate_ec(crypto::Curve::p256, rng);
}

/// Leaf, intermediate and root as DER, leaf first.  Errors: those of making keys and certificates.
Result<std::array<Bytes, 3>> make_chain(bool rsa) {
    crypto::Drbg rng{std::array<std::uint8_t, 32>{7}};
    TLS_TRY_ASSIGN(const x509::PrivateKey root_key, make_key(rsa, rng));
    TLS_TRY_ASSIGN(const x509::PrivateKey middle_key, make_key(rsa, rng));
    TLS_TRY_ASSIGN(const x509::PrivateKey leaf_key, make_key(rsa, rng));
    std::array<Bytes, 3> chain;
    TLS_TRY_ASSIGN(const auto root_spec, x509::ca_spec("Bench Root", root_key, kValidity));
    TLS_TRY_ASSIGN(chain[2], x509::make_certificate(root_spec, root_key, rng));
    TLS_TRY_ASSIGN(const x509::Certificate root, x509::parse_certificate(chain[2]));
    const x509::Issuer by_root{root, root_key};
    TLS_TRY_ASSIGN(const auto middle_spec,
                   x509::ca_spec("Bench Issuing", middle_key, kValidity, &by_root, 0));
    TLS_TRY_ASSIGN(chain[1], x509::make_certificate(middle_spec, root_key, rng));
    TLS_TRY_ASSIGN(const x509::Certificate middle, x509::parse_certificate(chain[1]));
    const x509::Issuer by_middle{middle, middle_key};
    TLS_TRY_ASSIGN(const auto leaf_spec,
                   x509::server_spec({kHost, {kHost}}, leaf_key, kValidity, &by_middle));
    TLS_TRY_ASSIGN(chain[0], x509::make_certificate(leaf_spec, middle_key, rng));
    return chain;
}

class Ours {
  public:
    explicit Ours(const std::array<Bytes, 3>& chain) : chain_(chain) {
        good_ = anchors_.add(chain_[2], "root").ok();
    }

    bool parse() const {
        const auto certificate = x509::parse_certificate(chain_[0]);
        keep(certificate);
        return certificate.ok();
    }
    bool verify(const char* host) {
        const auto leaf = x509::parse_certificate(chain_[0]);
        const auto middle = x509::parse_certificate(chain_[1]);
        const auto wanted = x509::ReferenceId::parse(host);
        if (!good_ || !leaf.ok() || !middle.ok() || !wanted.ok()) return false;
        const std::array list{*leaf, *middle};
        x509::PathPolicy policy;
        policy.now = kNow;
        policy.host = &*wanted;
        x509::DirectSignatureVerifier verifier;
        base::Arena arena{std::size_t{1} << 16};
        const auto verified = x509::verify_chain(list, anchors_, policy, verifier, arena);
        keep(verified);
        return verified.ok();
    }

  private:
    std::array<Bytes, 3> chain_;
    x509::TrustAnchors anchors_;
    bool good_ = false;
};

struct FreeX509 {
    void operator()(X509* certificate) const { X509_free(certificate); }
};
using X509Ptr = std::unique_ptr<X509, FreeX509>;

X509Ptr decode(const Bytes& der) {
    const std::uint8_t* at = der.data();
    return X509Ptr{d2i_X509(nullptr, &at, static_cast<long>(der.size()))};
}

class Openssl {
  public:
    explicit Openssl(const std::array<Bytes, 3>& chain)
        : chain_(chain), store_(X509_STORE_new(), X509_STORE_free) {
        X509_STORE_add_cert(store_.get(), decode(chain_[2]).get());
    }

    bool parse() const {
        const X509Ptr certificate = decode(chain_[0]);
        keep(certificate);
        return certificate != nullptr;
    }
    bool verify(const char* host) const {
        const X509Ptr leaf = decode(chain_[0]);
        const X509Ptr middle = decode(chain_[1]);
        STACK_OF(X509)* untrusted = sk_X509_new_null();
        sk_X509_push(untrusted, middle.get());
        X509_STORE_CTX* context = X509_STORE_CTX_new();
        X509_STORE_CTX_init(context, store_.get(), leaf.get(), untrusted);
        X509_STORE_CTX_set_default(context, "ssl_server");
        X509_VERIFY_PARAM* param = X509_STORE_CTX_get0_param(context);
        X509_VERIFY_PARAM_set_time(param, kNow.seconds);
        X509_VERIFY_PARAM_set1_host(param, host, 0);
        const bool accepted = X509_verify_cert(context) == 1;
        X509_STORE_CTX_free(context);
        sk_X509_free(untrusted);
        return accepted;
    }

  private:
    std::array<Bytes, 3> chain_;
    std::shared_ptr<X509_STORE> store_;
};

struct Setting {
    explicit Setting(const std::array<Bytes, 3>& chain) : ours(chain), peer(chain) {}
    Ours ours;
    Openssl peer;
};

/// Null if the chain cannot be made; then the row fails its check.
std::shared_ptr<Setting> make_setting(bool rsa) {
    const auto chain = make_chain(rsa);
    return chain.ok() ? std::make_shared<Setting>(*chain) : nullptr;
}

void add_parse(Rows& rows, const std::string& name, bool rsa) {
    rows.add("x509/parse_" + name + "/1", 0, [=](Row& row) {
        const auto s = make_setting(rsa);
        row.check([=] { return s != nullptr && s->ours.parse() && s->peer.parse(); });
        if (s == nullptr) return;
        row.ours("view", [=] { keep(s->ours.parse()); });
        row.peer("openssl", [=] { keep(s->peer.parse()); });
    });
}

void add_chain(Rows& rows, const std::string& name, bool rsa) {
    rows.add("x509/chain_of_three_" + name + "/1", 0, [=](Row& row) {
        const auto s = make_setting(rsa);
        row.check([=] { return s != nullptr && s->ours.verify(kHost) && s->peer.verify(kHost); });
        row.check([=] {
            constexpr const char* kOther = "other.example.test";
            return s != nullptr && !s->ours.verify(kOther) && !s->peer.verify(kOther);
        });
        if (s == nullptr) return;
        row.ours("view", [=] { keep(s->ours.verify(kHost)); });
        row.peer("openssl", [=] { keep(s->peer.verify(kHost)); });
    });
}

const Group kChains{[](Rows& rows) {
    add_parse(rows, "rsa2048", true);
    add_parse(rows, "p256", false);
    add_chain(rows, "rsa2048", true);
    add_chain(rows, "p256", false);
}};

}  // namespace
}  // namespace vitrine::bench
