// Eight operations at a time, one to a lane, beside OpenSSL doing them one after another. Times are
// those of one operation. "portable" is our own single lane at its best: what the lanes save.
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <array>
#include <memory>
#include <vector>

#include "crypto/bignum/montgomery_lanes.h"
#include "crypto/drbg.h"
#include "crypto/pk/ec.h"
#include "crypto/pk/p256_lanes.h"
#include "crypto/pk/rsa_lanes.h"
#include "crypto/pk/x25519.h"
#include "crypto/pk/x25519_lanes.h"
#include "support/pair.h"

namespace vitrine::bench {
namespace {

using namespace crypto;
using Key = std::array<std::uint8_t, 32>;

Key evp_agree(const std::shared_ptr<EVP_PKEY>& own, const std::shared_ptr<EVP_PKEY>& peer) {
    Key out{};
    std::size_t len = out.size();
    EVP_PKEY_CTX* context = EVP_PKEY_CTX_new(own.get(), nullptr);
    EVP_PKEY_derive_init(context);
    EVP_PKEY_derive_set_peer_ex(context, peer.get(), 0);
    EVP_PKEY_derive(context, out.data(), &len);
    EVP_PKEY_CTX_free(context);
    return out;
}

void evp_generate(const std::shared_ptr<EVP_PKEY_CTX>& generating) {
    EVP_PKEY* made = nullptr;
    EVP_PKEY_generate(generating.get(), &made);
    EVP_PKEY_free(made);
}

struct X25519Eight {
    X25519Eight() {
        for (std::size_t i = 0; i < kLanes; ++i) {
            std::ignore = rng.fill(scalars[i]);
            x25519_public_key(scalars[i], values[i]);
        }
        for (std::size_t i = 0; i < kLanes; ++i) {
            agreements[i] = {scalars[i], values[(i + 1) % kLanes], shared[i]};
            public_values[i] = {scalars[i], values[i]};
        }
        own.reset(EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, scalars[0].data(), 32),
                  EVP_PKEY_free);
        peer.reset(EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, values[1].data(), 32),
                   EVP_PKEY_free);
        generating.reset(EVP_PKEY_CTX_new_id(EVP_PKEY_X25519, nullptr), EVP_PKEY_CTX_free);
        EVP_PKEY_keygen_init(generating.get());
    }
    void agree() { x25519_lanes(agreements); }
    void generate() {
        for (Key& scalar : scalars) std::ignore = rng.fill(scalar);
        x25519_public_lanes(public_values);
    }

    Drbg rng{std::array<std::uint8_t, 32>{8}};
    std::array<Key, kLanes> scalars{}, values{}, shared{};
    std::array<X25519Agreement, kLanes> agreements;
    std::array<X25519PublicValue, kLanes> public_values;
    std::shared_ptr<EVP_PKEY> own, peer;
    std::shared_ptr<EVP_PKEY_CTX> generating;
};

std::string x25519_kernel() {
    const X25519LanesImpl* kernel = x25519_lanes_impl();
    return kernel == nullptr ? "single" : std::string{kernel->name};
}

void add_x25519(Rows& rows) {
    rows.add("crypto/x25519_derive/8", 0, [](Row& row) {
        auto s = std::make_shared<X25519Eight>();
        row.check([=] {
            s->agree();
            return s->agreements[0].status.ok() && s->shared[0] == evp_agree(s->own, s->peer);
        });
        row.ours(x25519_kernel(), [=] { s->agree(); }, kLanes);
        row.portable([=] { keep(x25519(s->scalars[0], s->values[1], s->shared[0])); });
        row.peer("openssl", [=] { keep(evp_agree(s->own, s->peer)); });
    });
    rows.add("crypto/x25519_keygen/8", 0, [](Row& row) {
        auto s = std::make_shared<X25519Eight>();
        row.check([=] {
            s->generate();
            Key expected{};
            x25519_public_key(s->scalars[7], expected);
            return expected == s->values[7];
        });
        row.ours(x25519_kernel(), [=] { s->generate(); }, kLanes);
        row.portable([=] { x25519_public_key(s->scalars[0], s->values[0]); });
        row.peer("openssl", [=] { evp_generate(s->generating); });
    });
}

struct P256Eight {
    P256Eight() {
        for (std::size_t i = 0; i < kLanes; ++i) {
            std::ignore = ec_generate(Curve::p256, rng, scalars[i], points[i]);
            pairs[i] = {&rng, made[i].first(32), made[i].subspan(32)};
        }
        for (std::size_t i = 0; i < kLanes; ++i)
            agreements[i] = {scalars[i], points[(i + 1) % kLanes], shared[i]};
        own = evp_key(scalars[0], points[0]);
        peer = evp_key({}, points[1]);
        generating.reset(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr), EVP_PKEY_CTX_free);
        EVP_PKEY_keygen_init(generating.get());
        EVP_PKEY_CTX_set_group_name(generating.get(), "prime256v1");
    }
    static std::shared_ptr<EVP_PKEY> evp_key(ByteView scalar, ByteView point) {
        OSSL_PARAM_BLD* build = OSSL_PARAM_BLD_new();
        BIGNUM* number = BN_bin2bn(scalar.data(), static_cast<int>(scalar.size()), nullptr);
        OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
        OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                         point.size());
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
        return {key, EVP_PKEY_free};
    }
    void agree() { p256_agree_lanes(agreements); }
    void generate() { p256_generate_lanes(pairs); }

    Drbg rng{std::array<std::uint8_t, 32>{9}};
    std::array<Key, kLanes> scalars{}, shared{};
    std::array<std::array<std::uint8_t, 65>, kLanes> points{};
    std::array<std::array<std::uint8_t, 97>, kLanes> room{};
    std::array<MutByteView, kLanes> made{room[0], room[1], room[2], room[3],
                                         room[4], room[5], room[6], room[7]};
    std::array<P256Agreement, kLanes> agreements;
    std::array<P256KeyPair, kLanes> pairs;
    std::shared_ptr<EVP_PKEY> own, peer;
    std::shared_ptr<EVP_PKEY_CTX> generating;
};

std::string p256_kernel() {
    const P256LanesImpl* kernel = p256_lanes_impl();
    return kernel == nullptr ? "single" : std::string{kernel->name};
}

void add_p256(Rows& rows) {
    rows.add("crypto/p256_derive/8", 0, [](Row& row) {
        auto s = std::make_shared<P256Eight>();
        row.check([=] {
            s->agree();
            return s->agreements[0].status.ok() && s->shared[0] == evp_agree(s->own, s->peer);
        });
        row.ours(p256_kernel(), [=] { s->agree(); }, kLanes);
        row.portable(
            [=] { keep(ec_agree(Curve::p256, s->scalars[0], s->points[1], s->shared[0])); });
        row.peer("openssl", [=] { keep(evp_agree(s->own, s->peer)); });
    });
    rows.add("crypto/p256_keygen/8", 0, [](Row& row) {
        auto s = std::make_shared<P256Eight>();
        row.check([=] {
            s->generate();
            std::array<std::uint8_t, 65> expected{};
            std::ignore = ec_public_key(Curve::p256, s->made[7].first(32), expected);
            return equal_public(expected, s->made[7].subspan(32));
        });
        row.ours(p256_kernel(), [=] { s->generate(); }, kLanes);
        row.portable([=] { keep(ec_generate(Curve::p256, s->rng, s->scalars[0], s->points[0])); });
        row.peer("openssl", [=] { evp_generate(s->generating); });
    });
}

/// `keys` different keys share the lanes: one, as at a server of one certificate, or eight.
struct RsaEight {
    RsaEight(std::size_t bits, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            auto made = RsaPrivateKey::generate(bits, rng);
            if (made.ok()) keys.push_back(*std::move(made));
        }
        for (std::size_t i = 0; i < kLanes; ++i) {
            signatures[i].resize(bits / 8);
            requests[i].key = &keys[i % keys.size()];
            requests[i].scheme = RsaScheme::pkcs1;
            requests[i].hash = HashAlg::sha256;
            requests[i].digest = digest;
            requests[i].rng = &rng;
            requests[i].signature = signatures[i];
        }
        own = evp_key(keys[0].parts());
        signing.reset(EVP_PKEY_CTX_new(own.get(), nullptr), EVP_PKEY_CTX_free);
        EVP_PKEY_sign_init(signing.get());
        EVP_PKEY_CTX_set_rsa_padding(signing.get(), RSA_PKCS1_PADDING);
        EVP_PKEY_CTX_set_signature_md(signing.get(), EVP_sha256());
    }
    static std::shared_ptr<EVP_PKEY> evp_key(const RsaPrivateParts& parts) {
        const std::pair<const char*, ByteView> numbers[] = {
            {OSSL_PKEY_PARAM_RSA_N, parts.n},
            {OSSL_PKEY_PARAM_RSA_E, parts.e},
            {OSSL_PKEY_PARAM_RSA_D, parts.d},
            {OSSL_PKEY_PARAM_RSA_FACTOR1, parts.p},
            {OSSL_PKEY_PARAM_RSA_FACTOR2, parts.q},
            {OSSL_PKEY_PARAM_RSA_EXPONENT1, parts.dp},
            {OSSL_PKEY_PARAM_RSA_EXPONENT2, parts.dq},
            {OSSL_PKEY_PARAM_RSA_COEFFICIENT1, parts.qinv}};
        OSSL_PARAM_BLD* build = OSSL_PARAM_BLD_new();
        std::vector<BIGNUM*> kept;
        for (const auto& [name, bytes] : numbers) {
            kept.push_back(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
            OSSL_PARAM_BLD_push_BN(build, name, kept.back());
        }
        OSSL_PARAM* params = OSSL_PARAM_BLD_to_param(build);
        EVP_PKEY_CTX* context = EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr);
        EVP_PKEY* key = nullptr;
        EVP_PKEY_fromdata_init(context);
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_KEYPAIR, params);
        EVP_PKEY_CTX_free(context);
        OSSL_PARAM_free(params);
        OSSL_PARAM_BLD_free(build);
        for (BIGNUM* number : kept) BN_free(number);
        return {key, EVP_PKEY_free};
    }
    void sign() { rsa_sign_lanes(requests); }
    void sign_one() {
        keep(keys[0].sign_pkcs1(RsaDigestKind::digest_info, HashAlg::sha256, digest, rng,
                                signatures[0]));
    }
    std::vector<std::uint8_t> evp_sign() const {
        std::vector<std::uint8_t> made(signatures[0].size());
        std::size_t len = made.size();
        EVP_PKEY_sign(signing.get(), made.data(), &len, digest.data(), digest.size());
        return made;
    }

    Drbg rng{std::array<std::uint8_t, 32>{10}};
    std::vector<RsaPrivateKey> keys;
    Key digest{7};
    std::array<std::vector<std::uint8_t>, kLanes> signatures;
    std::array<RsaSigning, kLanes> requests;
    std::shared_ptr<EVP_PKEY> own;
    std::shared_ptr<EVP_PKEY_CTX> signing;
};

void add_rsa(Rows& rows, std::size_t bits, std::size_t keys) {
    const std::string name = "crypto/rsa" + std::to_string(bits) + "_sign_" + std::to_string(keys) +
                             (keys == 1 ? "key/8" : "keys/8");
    rows.add(name, 0, [=](Row& row) {
        auto s = std::make_shared<RsaEight>(bits, keys);
        row.check([=] {
            s->sign();
            return s->requests[0].status.ok() && s->signatures[0] == s->evp_sign();
        });
        const bignum::LaneArithmetic* kernel = bignum::lane_arithmetic();
        row.ours(
            kernel == nullptr ? "single" : std::string{kernel->name}, [=] { s->sign(); }, kLanes);
        row.portable([=] { s->sign_one(); });
        row.peer("openssl", [=] { keep(s->evp_sign()); });
    });
}

const Group kLaneRows{[](Rows& rows) {
    add_x25519(rows);
    add_p256(rows);
    add_rsa(rows, 2048, 1);
    add_rsa(rows, 2048, 8);
    add_rsa(rows, 3072, 1);
    add_rsa(rows, 4096, 1);
}};

}  // namespace
}  // namespace vitrine::bench
