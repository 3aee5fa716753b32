// Eight operations at a time, one to a lane, beside OpenSSL doing them one after another. Times are
// those of one operation. "portable" is our own single lane at its best: what the lanes save.
#include <openssl/evp.h>

#include <array>
#include <memory>
#include <vector>

#include "crypto/drbg.h"
#include "crypto/pk/x25519.h"
#include "crypto/pk/x25519_lanes.h"
#include "support/pair.h"

namespace vitrine::bench {
namespace {

using namespace crypto;
using Key = std::array<std::uint8_t, 32>;

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
    Key evp_agree() const {
        Key out{};
        std::size_t len = out.size();
        EVP_PKEY_CTX* context = EVP_PKEY_CTX_new(own.get(), nullptr);
        EVP_PKEY_derive_init(context);
        EVP_PKEY_derive_set_peer_ex(context, peer.get(), 0);
        EVP_PKEY_derive(context, out.data(), &len);
        EVP_PKEY_CTX_free(context);
        return out;
    }
    void evp_generate() const {
        EVP_PKEY* made = nullptr;
        EVP_PKEY_generate(generating.get(), &made);
        EVP_PKEY_free(made);
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
            return s->agreements[0].status.ok() && s->shared[0] == s->evp_agree();
        });
        row.ours(x25519_kernel(), [=] { s->agree(); }, kLanes);
        row.portable([=] { keep(x25519(s->scalars[0], s->values[1], s->shared[0])); });
        row.peer("openssl", [=] { keep(s->evp_agree()); });
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
        row.peer("openssl", [=] { s->evp_generate(); });
    });
}

const Group kLaneRows{[](Rows& rows) { add_x25519(rows); }};

}  // namespace
}  // namespace vitrine::bench
