// Finite-field Diffie-Hellman in the groups of RFC 7919, and DSA, beside OpenSSL's EVP with the
// same numbers. OpenSSL's agreement takes a peer key that is decoded and checked already
// (EVP_PKEY_derive_set_peer_ex without validation); ours takes bytes and checks the range each
// time. A row's last name is the level of VITRINE_CPU that ours runs at.
#include <openssl/dsa.h>

#include "base/cpu.h"
#include "crypto/bignum/modexp.h"
#include "crypto/drbg.h"
#include "crypto/pk/dh.h"
#include "crypto/pk/dsa.h"
#include "support/evp_numbers.h"
#include "support/pair.h"

namespace vitrine::bench {
namespace {

using namespace crypto;
using Bytes = std::vector<std::uint8_t>;

template <class Setting, class... Args>
void add_row(
    Rows& rows, const std::string& what, auto ours, auto peer, auto equal, const Args&... args) {
    for (const std::string level : {"avx512", "avx2", "portable"}) {
        rows.add(std::string{"crypto/"}.append(what).append("/").append(level), 0, [=](Row& row) {
            cpu::limit("avx512");
            auto s = std::make_shared<Setting>(args...);
            row.check([=] { return cpu::limit(level) && equal(*s); });
            cpu::limit(level);
            row.ours(std::string{bignum::modexp().name}, [=] {
                cpu::limit(level);
                keep(ours(*s));
            });
            row.peer("openssl", [=] { keep(peer(*s)); });
        });
    }
}

struct Dh {
    Dh(DhGroupId id, const char* evp_name) : group(ffdhe(id)) {
        public_value.resize(group.p_len());
        std::ignore = dh_generate(group, rng, exponent, public_value);
        peer_value.resize(group.p_len());
        DhExponent other;
        std::ignore = dh_generate(group, rng, other, peer_value);
        own = EvpNumbers{}
                  .text(OSSL_PKEY_PARAM_GROUP_NAME, evp_name)
                  .number(OSSL_PKEY_PARAM_PUB_KEY, public_value)
                  .number(OSSL_PKEY_PARAM_PRIV_KEY, exponent.expose())
                  .key("DH", EVP_PKEY_KEYPAIR);
        peer = EvpNumbers{}
                   .text(OSSL_PKEY_PARAM_GROUP_NAME, evp_name)
                   .number(OSSL_PKEY_PARAM_PUB_KEY, peer_value)
                   .key("DH", EVP_PKEY_PUBLIC_KEY);
        EVP_PKEY_CTX* context = EVP_PKEY_CTX_new_from_name(nullptr, "DH", nullptr);
        generating = {context, EVP_PKEY_CTX_free};
        EVP_PKEY_keygen_init(context);
        OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME,
                                                                const_cast<char*>(evp_name), 0),
                               OSSL_PARAM_construct_end()};
        EVP_PKEY_CTX_set_params(context, params);
    }
    bool generate() {
        DhExponent x;
        const bool good = dh_generate(group, rng, x, public_value).ok();
        keep(public_value);
        return good;
    }
    bool evp_generate() const {
        EVP_PKEY* made = nullptr;
        const bool good = EVP_PKEY_generate(generating.get(), &made) == 1;
        EVP_PKEY_free(made);
        return good;
    }
    Bytes agree() const {
        DhShared shared;
        std::ignore = dh_agree(group, exponent, peer_value, shared);
        return {shared.expose().begin(), shared.expose().end()};
    }
    Bytes evp_agree() const {
        std::size_t len = group.p_len();
        Bytes shared(len);
        const EvpContextPtr context = evp_context(own);
        EVP_PKEY_derive_init(context.get());
        EVP_PKEY_CTX_set_dh_pad(context.get(), 1);
        EVP_PKEY_derive_set_peer_ex(context.get(), peer.get(), 0);
        EVP_PKEY_derive(context.get(), shared.data(), &len);
        return shared;
    }

    const DhGroup& group;
    Drbg rng{std::array<std::uint8_t, 32>{7}};
    DhExponent exponent;
    Bytes public_value, peer_value;
    EvpKeyPtr own, peer;
    EvpContextPtr generating;
};

void add_group(Rows& rows, DhGroupId id, const char* name) {
    add_row<Dh>(
        rows, std::string{name} + "_keygen", [](Dh& s) { return s.generate(); },
        [](Dh& s) { return s.evp_generate(); },
        [](Dh& s) { return s.generate() && s.evp_generate(); }, id, name);
    add_row<Dh>(
        rows, std::string{name} + "_derive", [](Dh& s) { return s.agree(); },
        [](Dh& s) { return s.evp_agree(); }, [](Dh& s) { return s.agree() == s.evp_agree(); }, id,
        name);
}

struct Dsa {
    explicit Dsa(int bits) {
        generate_parameters(bits);
        y.resize(p.size());
        std::ignore = dsa_generate(parameters(), rng, x, y);
        key = EvpNumbers{}
                  .number(OSSL_PKEY_PARAM_FFC_P, p)
                  .number(OSSL_PKEY_PARAM_FFC_Q, q)
                  .number(OSSL_PKEY_PARAM_FFC_G, g)
                  .number(OSSL_PKEY_PARAM_PUB_KEY, y)
                  .number(OSSL_PKEY_PARAM_PRIV_KEY, x.expose())
                  .key("DSA", EVP_PKEY_KEYPAIR);
        signing = evp_context(key);
        EVP_PKEY_sign_init(signing.get());
        verifying = evp_context(key);
        EVP_PKEY_verify_init(verifying.get());
        std::ignore = sign();
        der = evp_sign();
    }
    void generate_parameters(int bits) {
        EVP_PKEY_CTX* context = EVP_PKEY_CTX_new_from_name(nullptr, "DSA", nullptr);
        EVP_PKEY* made = nullptr;
        EVP_PKEY_paramgen_init(context);
        EVP_PKEY_CTX_set_dsa_paramgen_bits(context, bits);
        EVP_PKEY_generate(context, &made);
        EVP_PKEY_CTX_free(context);
        const auto take = [&](const char* name, Bytes& to) {
            BIGNUM* number = nullptr;
            EVP_PKEY_get_bn_param(made, name, &number);
            to.resize(static_cast<std::size_t>(BN_num_bytes(number)));
            BN_bn2bin(number, to.data());
            BN_free(number);
        };
        take(OSSL_PKEY_PARAM_FFC_P, p);
        take(OSSL_PKEY_PARAM_FFC_Q, q);
        take(OSSL_PKEY_PARAM_FFC_G, g);
        EVP_PKEY_free(made);
    }
    [[nodiscard]] DsaParameters parameters() const { return {p, q, g}; }
    bool sign() { return dsa_sign(parameters(), x, HashAlg::sha256, digest, &rng, signature).ok(); }
    Bytes evp_sign() const {
        std::size_t len = 200;
        Bytes made(len);
        EVP_PKEY_sign(signing.get(), made.data(), &len, digest.data(), digest.size());
        made.resize(len);
        return made;
    }
    bool verify() const {
        return dsa_verify_vartime(parameters(), y, digest, ByteView{signature.r}.first(q.size()),
                                  ByteView{signature.s}.first(q.size()))
            .ok();
    }
    bool evp_verify(const Bytes& sig) const {
        return EVP_PKEY_verify(verifying.get(), sig.data(), sig.size(), digest.data(),
                               digest.size()) == 1;
    }
    bool evp_accepts_ours() const {
        DSA_SIG* sig = DSA_SIG_new();
        const int len = static_cast<int>(q.size());
        DSA_SIG_set0(sig, BN_bin2bn(signature.r.data(), len, nullptr),
                     BN_bin2bn(signature.s.data(), len, nullptr));
        Bytes encoded(200);
        std::uint8_t* end = encoded.data();
        encoded.resize(static_cast<std::size_t>(i2d_DSA_SIG(sig, &end)));
        DSA_SIG_free(sig);
        return evp_verify(encoded);
    }

    Drbg rng{std::array<std::uint8_t, 32>{7}};
    Bytes p, q, g, y, digest = Bytes(32, 0x5a), der;
    DsaPrivateKey x;
    DsaSignature signature;
    EvpKeyPtr key;
    EvpContextPtr signing, verifying;
};

void add_dsa(Rows& rows, int bits) {
    const std::string name = "dsa" + std::to_string(bits);
    add_row<Dsa>(
        rows, name + "_sign", [](Dsa& s) { return s.sign(); }, [](Dsa& s) { return s.evp_sign(); },
        [](Dsa& s) { return s.sign() && s.evp_accepts_ours(); }, bits);
    add_row<Dsa>(
        rows, name + "_verify", [](Dsa& s) { return s.verify(); },
        [](Dsa& s) { return s.evp_verify(s.der); },
        [](Dsa& s) { return s.verify() && s.evp_verify(s.der); }, bits);
}

const Group kDh{[](Rows& rows) {
    add_group(rows, DhGroupId::ffdhe2048, "ffdhe2048");
    add_group(rows, DhGroupId::ffdhe3072, "ffdhe3072");
    add_group(rows, DhGroupId::ffdhe4096, "ffdhe4096");
    for (const int bits : {1024, 2048}) add_dsa(rows, bits);
}};

}  // namespace
}  // namespace vitrine::bench
