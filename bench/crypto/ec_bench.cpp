// Elliptic curves: keys made, secrets agreed, digests signed and signatures verified, beside
// OpenSSL's EVP. OpenSSL's agreement takes a peer key that is decoded already and
// (EVP_PKEY_derive_set_peer_ex without validation) not checked again; ours takes bytes and checks
// the point each time.
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "base/cpu.h"
#include "crypto/drbg.h"
#include "crypto/pk/ec.h"
#include "crypto/pk/ec_implementations.h"
#include "crypto/pk/x25519.h"
#include "crypto/pk/x25519_ladder.h"
#include "support/pair.h"

namespace vitrine::bench {
namespace {

using namespace crypto;
using Bytes = std::vector<std::uint8_t>;

/// The level of VITRINE_CPU that a contender runs at.
void best() {
    cpu::limit(asked_level());
}
void portable() {
    cpu::limit("portable");
}

struct EvpKey {
    explicit EvpKey(EVP_PKEY* made) : key(made) {}
    EvpKey(const EvpKey&) = delete;
    EvpKey& operator=(const EvpKey&) = delete;
    ~EvpKey() { EVP_PKEY_free(key); }
    EVP_PKEY* key;
};

EVP_PKEY* evp_key(const char* group, ByteView scalar, ByteView point) {
    OSSL_PARAM_BLD* build = OSSL_PARAM_BLD_new();
    BIGNUM* number = BN_bin2bn(scalar.data(), static_cast<int>(scalar.size()), nullptr);
    OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, group, 0);
    OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
    if (!scalar.empty()) OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PRIV_KEY, number);
    OSSL_PARAM* params = OSSL_PARAM_BLD_to_param(build);
    EVP_PKEY_CTX* context = EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr);
    EVP_PKEY* key = nullptr;
    EVP_PKEY_fromdata_init(context);
    EVP_PKEY_fromdata(context, &key, scalar.empty() ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR,
                      params);
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_free(params);
    BN_free(number);
    OSSL_PARAM_BLD_free(build);
    return key;
}

Bytes evp_agree(EVP_PKEY* own, EVP_PKEY* peer, std::size_t len) {
    Bytes shared(len);
    EVP_PKEY_CTX* context = EVP_PKEY_CTX_new(own, nullptr);
    EVP_PKEY_derive_init(context);
    EVP_PKEY_derive_set_peer_ex(context, peer, 0);
    EVP_PKEY_derive(context, shared.data(), &len);
    EVP_PKEY_CTX_free(context);
    return shared;
}

/// A key pair, a peer and a signature of ours, and the same for OpenSSL.
struct Setting {
    Setting(Curve which, const char* group)
        : curve(which),
          scalar(field_len(which)),
          point(point_len(which)),
          peer_scalar(scalar),
          peer_point(point) {
        best();
        std::ignore = ec_generate(curve, rng, scalar, point);
        std::ignore = ec_generate(curve, rng, peer_scalar, peer_point);
        std::ignore = ecdsa_sign(curve, scalar, hash, digest, nullptr, signature);
        own = std::make_unique<EvpKey>(evp_key(group, scalar, point));
        peer = std::make_unique<EvpKey>(evp_key(group, {}, peer_point));
        signing.reset(EVP_PKEY_CTX_new(own->key, nullptr), EVP_PKEY_CTX_free);
        EVP_PKEY_sign_init(signing.get());
        verifying.reset(EVP_PKEY_CTX_new(own->key, nullptr), EVP_PKEY_CTX_free);
        EVP_PKEY_verify_init(verifying.get());
        generating.reset(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr), EVP_PKEY_CTX_free);
        EVP_PKEY_keygen_init(generating.get());
        EVP_PKEY_CTX_set_group_name(generating.get(), group);
        der = evp_sign();
    }
    bool generate() {
        Bytes k(field_len(curve)), q(point_len(curve));
        const bool good = ec_generate(curve, rng, k, q).ok();
        keep(q);
        return good;
    }
    bool evp_generate() const {
        EVP_PKEY* made = nullptr;
        const bool good = EVP_PKEY_generate(generating.get(), &made) == 1;
        EVP_PKEY_free(made);
        return good;
    }
    Bytes agree() const {
        Bytes shared(field_len(curve));
        std::ignore = ec_agree(curve, scalar, peer_point, shared);
        return shared;
    }
    bool sign() {
        EcdsaSignature made;
        const bool good = ecdsa_sign(curve, scalar, hash, digest, &rng, made).ok();
        keep(made);
        return good;
    }
    Bytes evp_sign() const {
        std::size_t len = 200;
        Bytes made(len);
        EVP_PKEY_sign(signing.get(), made.data(), &len, digest.data(), digest.size());
        made.resize(len);
        return made;
    }
    bool verify() const { return ecdsa_verify_vartime(curve, point, digest, signature).ok(); }
    bool evp_verify(const Bytes& sig) const {
        return EVP_PKEY_verify(verifying.get(), sig.data(), sig.size(), digest.data(),
                               digest.size()) == 1;
    }
    /// Our signature, accepted by OpenSSL.
    bool evp_accepts_ours() const {
        ECDSA_SIG* sig = ECDSA_SIG_new();
        const int len = static_cast<int>(field_len(curve));
        ECDSA_SIG_set0(sig, BN_bin2bn(signature.r.data(), len, nullptr),
                       BN_bin2bn(signature.s.data(), len, nullptr));
        Bytes encoded(200);
        std::uint8_t* end = encoded.data();
        encoded.resize(static_cast<std::size_t>(i2d_ECDSA_SIG(sig, &end)));
        ECDSA_SIG_free(sig);
        return evp_verify(encoded);
    }

    Curve curve;
    Drbg rng{std::array<std::uint8_t, 32>{3}};
    Bytes scalar, point, peer_scalar, peer_point;
    HashAlg hash = HashAlg::sha256;
    Bytes digest = Bytes(32, 0x5a);
    EcdsaSignature signature;
    Bytes der;
    std::unique_ptr<EvpKey> own, peer;
    std::shared_ptr<EVP_PKEY_CTX> signing, verifying, generating;
};

/// Adds ours, the portable twin and OpenSSL, as `work` of a Setting each.
template <class Ours, class Peer>
void add_row(Row& row, const std::shared_ptr<Setting>& s, Ours ours, Peer peer) {
    best();
    const std::string name{ec::best_implementation(s->curve).name};
    row.ours(name, [=] {
        best();
        keep(ours(*s));
    });
    if (name != "portable") {
        row.portable([=] {
            portable();
            keep(ours(*s));
        });
    }
    row.peer("openssl", [=] { keep(peer(*s)); });
}

void add_curve(Rows& rows, Curve curve, const std::string& name, const char* group) {
    rows.add("crypto/" + name + "_keygen/1", 0, [=](Row& row) {
        auto s = std::make_shared<Setting>(curve, group);
        row.check([=] { return s->generate() && s->evp_generate(); });
        add_row(
            row, s, [](Setting& t) { return t.generate(); },
            [](Setting& t) { return t.evp_generate(); });
    });
    rows.add("crypto/" + name + "_derive/1", 0, [=](Row& row) {
        auto s = std::make_shared<Setting>(curve, group);
        row.check(
            [=] { return s->agree() == evp_agree(s->own->key, s->peer->key, field_len(curve)); });
        add_row(
            row, s, [](Setting& t) { return t.agree(); },
            [](Setting& t) { return evp_agree(t.own->key, t.peer->key, field_len(t.curve)); });
    });
    rows.add("crypto/" + name + "_sign/1", 0, [=](Row& row) {
        auto s = std::make_shared<Setting>(curve, group);
        row.check([=] { return s->sign() && s->evp_accepts_ours(); });
        add_row(
            row, s, [](Setting& t) { return t.sign(); }, [](Setting& t) { return t.evp_sign(); });
    });
    rows.add("crypto/" + name + "_verify/1", 0, [=](Row& row) {
        auto s = std::make_shared<Setting>(curve, group);
        row.check([=] { return s->verify() && s->evp_verify(s->der); });
        add_row(
            row, s, [](Setting& t) { return t.verify(); },
            [](Setting& t) { return t.evp_verify(t.der); });
    });
}

struct XSetting {
    XSetting() {
        x25519_public_key(scalar, point);
        x25519_public_key(peer_scalar, peer_point);
        own = std::make_unique<EvpKey>(
            EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, scalar.data(), 32));
        peer = std::make_unique<EvpKey>(
            EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, peer_point.data(), 32));
        generating.reset(EVP_PKEY_CTX_new_id(EVP_PKEY_X25519, nullptr), EVP_PKEY_CTX_free);
        EVP_PKEY_keygen_init(generating.get());
    }
    Bytes agree() const {
        Bytes shared(32);
        std::ignore = x25519(scalar, peer_point, std::span<std::uint8_t, 32>{shared.data(), 32});
        return shared;
    }
    bool generate() {
        const bool good = rng.fill(scalar).ok();
        x25519_public_key(scalar, point);
        keep(point);
        return good;
    }
    bool evp_generate() const {
        EVP_PKEY* made = nullptr;
        const bool good = EVP_PKEY_generate(generating.get(), &made) == 1;
        EVP_PKEY_free(made);
        return good;
    }

    Drbg rng{std::array<std::uint8_t, 32>{4}};
    std::array<std::uint8_t, 32> scalar{5}, point{}, peer_scalar{6}, peer_point{};
    std::unique_ptr<EvpKey> own, peer;
    std::shared_ptr<EVP_PKEY_CTX> generating;
};

void add_x25519(Rows& rows) {
    rows.add("crypto/x25519_keygen/1", 0, [](Row& row) {
        auto s = std::make_shared<XSetting>();
        row.check([=] { return s->generate() && s->evp_generate(); });
        row.ours("comb", [=] { keep(s->generate()); });
        row.peer("openssl", [=] { keep(s->evp_generate()); });
    });
    rows.add("crypto/x25519_derive/1", 0, [](Row& row) {
        auto s = std::make_shared<XSetting>();
        row.check([=] { return s->agree() == evp_agree(s->own->key, s->peer->key, 32); });
        row.ours(std::string{x25519_implementation().name}, [=] {
            best();
            keep(s->agree());
        });
        row.portable([=] {
            portable();
            keep(s->agree());
        });
        row.peer("openssl", [=] { keep(evp_agree(s->own->key, s->peer->key, 32)); });
    });
}

const Group kCurves{[](Rows& rows) {
    add_curve(rows, Curve::p256, "p256", "prime256v1");
    add_curve(rows, Curve::p384, "p384", "secp384r1");
    add_curve(rows, Curve::p521, "p521", "secp521r1");
    add_x25519(rows);
}};

}  // namespace
}  // namespace vitrine::bench
