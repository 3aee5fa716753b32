// Private-key operations: the NIST curves, X25519, finite-field Diffie-Hellman, RSA.
#include "crypto/pk/dh.h"
#include "crypto/pk/dsa.h"
#include "crypto/pk/ec.h"
#include "crypto/pk/p256_lanes.h"
#include "crypto/pk/rsa.h"
#include "crypto/pk/rsa_lanes.h"
#include "crypto/pk/x25519.h"
#include "crypto/pk/x25519_lanes.h"
#include "ct/checker.h"
#include "ct/driver.h"
#include "support/vector_file.h"

namespace vitrine::ct_run {
namespace {

using crypto::Curve;

// Vectors are read by code of the C++ library that MemorySanitizer does not know.
std::vector<Bytes> numbers_of(const char* file,
                              bool last,
                              std::initializer_list<const char*> names) {
    const Unwatched reading;
    const auto blocks = test::read_vectors(file);
    std::vector<Bytes> numbers;
    for (const char* name : names) {
        numbers.push_back((last ? blocks.back() : blocks.front()).bytes(name));
        ct::unpoison(&numbers.back(), sizeof numbers.back());
        ct::unpoison(numbers.back().data(), numbers.back().size());
    }
    return numbers;
}

struct KeyPair {
    explicit KeyPair(Curve curve)
        : scalar(crypto::field_len(curve)), point(crypto::point_len(curve)) {
        SecretRng rng(7);
        require(crypto::ec_generate(curve, rng, scalar, point).ok(), "no key pair");
        ct::unpoison(point.data(), point.size());
        ct::poison(scalar.data(), scalar.size());
    }
    Bytes scalar;
    Bytes point;
};

void ecdh(Curve curve) {
    const KeyPair ours(curve);
    const KeyPair theirs(curve);
    Bytes shared(crypto::field_len(curve));
    require(crypto::ec_agree(curve, ours.scalar, theirs.point, shared).ok(), "no agreement");
    keep(shared);
}

void ecdsa(Curve curve) {
    const KeyPair key(curve);
    const Bytes digest = public_bytes(32);
    crypto::EcdsaSignature signature;
    require(
        crypto::ecdsa_sign(curve, key.scalar, crypto::HashAlg::sha256, digest, nullptr, signature)
            .ok(),
        "no signature");
    keep(signature);
    require(crypto::ecdsa_verify_vartime(curve, key.point, digest, signature).ok(),
            "signature is wrong");
}

void x25519() {
    std::array<std::uint8_t, 32> scalar{9, 8, 7};
    std::array<std::uint8_t, 32> point{};
    std::array<std::uint8_t, 32> shared{};
    poison(scalar);
    crypto::x25519_public_key(scalar, point);
    keep(point);
    require(crypto::x25519(scalar, point, shared).ok(), "no agreement");
    keep(shared);
}

void x25519_of_eight() {
    std::array<std::array<std::uint8_t, 32>, 8> scalars{}, points{}, shared{};
    std::array<crypto::X25519PublicValue, 8> values;
    std::array<crypto::X25519Agreement, 8> agreements;
    for (std::size_t i = 0; i < 8; ++i) {
        scalars[i][3] = static_cast<std::uint8_t>(i + 1);
        poison(scalars[i]);
        values[i] = {scalars[i], points[i]};
        agreements[i] = {scalars[i], points[7 - i], shared[i]};
    }
    crypto::x25519_public_lanes(values);
    for (auto& point : points) keep(point);
    crypto::x25519_lanes(agreements);
    for (std::size_t i = 0; i < 8; ++i) {
        require(agreements[i].status.ok(), "no agreement");
        keep(shared[i]);
    }
    require(shared[0] == shared[7] && shared[3] == shared[4], "secrets differ");
}

void p256_of_eight() {
    SecretRng rng(11);
    std::array<std::array<std::uint8_t, 32>, 8> scalars{}, shared{};
    std::array<std::array<std::uint8_t, 65>, 8> points{};
    std::array<crypto::P256KeyPair, 8> pairs;
    std::array<crypto::P256Agreement, 8> agreements;
    for (std::size_t i = 0; i < 8; ++i) {
        pairs[i] = {&rng, scalars[i], points[i]};
        agreements[i] = {scalars[i], points[7 - i], shared[i]};
    }
    crypto::p256_generate_lanes(pairs);
    for (auto& point : points) keep(point);
    crypto::p256_agree_lanes(agreements);
    for (std::size_t i = 0; i < 8; ++i) {
        require(agreements[i].status.ok(), "no agreement");
        keep(shared[i]);
    }
    require(shared[0] == shared[7] && shared[3] == shared[4], "secrets differ");
}

void dh() {
    const crypto::DhGroup& group = crypto::ffdhe(crypto::DhGroupId::ffdhe2048);
    SecretRng rng(3);
    crypto::DhExponent exponent;
    Bytes point(group.p_len());
    require(crypto::dh_generate(group, rng, exponent, point).ok(), "no key pair");
    keep(point);
    crypto::DhShared shared;
    require(crypto::dh_agree(group, exponent, point, shared).ok(), "no agreement");
    ct::unpoison(shared.expose().data(), shared.size());
}

// The numbers of RFC 6979 (vectors/crypto/dsa_rfc6979.txt).
void dsa() {
    const auto numbers = numbers_of("crypto/dsa_rfc6979.txt", true, {"P", "Q", "G", "X", "Y"});
    const Bytes& p = numbers[0];
    const Bytes& q = numbers[1];
    const Bytes& g = numbers[2];
    const crypto::DsaPrivateKey x{numbers[3]};
    ct::poison(x.expose().data(), x.size());
    const Bytes digest = public_bytes(32);
    crypto::DsaSignature signature;
    constexpr auto kHash = crypto::HashAlg::sha256;
    require(crypto::dsa_sign({p, q, g}, x, kHash, digest, nullptr, signature).ok(), "no signature");
    keep(signature);
    const auto made =
        crypto::dsa_verify_vartime({p, q, g}, numbers[4], digest, signature.r, signature.s);
    require(made.ok(), "signature is wrong");
}

// A key of somebody else (vectors/crypto/rsa_pkcs1_decrypt.txt). RsaPrivateKey::make itself marks
// all but n, e and the lengths as secret.
class RsaKey {
  public:
    RsaKey()
        : parts_(numbers_of("crypto/rsa_pkcs1_decrypt.txt",
                            false,
                            {"N", "E", "D", "P", "Q", "DP", "DQ", "QInv"})) {}
    [[nodiscard]] crypto::RsaPrivateKey prepared() const {
        auto key = crypto::RsaPrivateKey::make({parts_[0], parts_[1], parts_[2], parts_[3],
                                                parts_[4], parts_[5], parts_[6], parts_[7]});
        require(key.ok(), "no RSA key");
        return *std::move(key);
    }
    [[nodiscard]] crypto::RsaPublicKey public_part() const { return {parts_[0], parts_[1]}; }

  private:
    std::vector<Bytes> parts_;
};

void rsa_sign() {
    const RsaKey bytes;
    const crypto::RsaPrivateKey key = bytes.prepared();
    SecretRng rng(5);
    const Bytes digest = public_bytes(32);
    Bytes signature(bytes.public_part().modulus_len());
    constexpr auto kKind = crypto::RsaDigestKind::digest_info;
    require(key.sign_pkcs1(kKind, crypto::HashAlg::sha256, digest, rng, signature).ok(),
            "no signature");
    keep(signature);
    require(crypto::rsa_verify_pkcs1_vartime(bytes.public_part(), kKind, crypto::HashAlg::sha256,
                                             digest, signature)
                .ok(),
            "signature is wrong");
}

void rsa_sign_of_eight() {
    const RsaKey bytes;
    const crypto::RsaPrivateKey key = bytes.prepared();
    SecretRng rng(6);
    const Bytes digest = public_bytes(32);
    std::array<Bytes, 8> signatures;
    std::array<crypto::RsaSigning, 8> requests;
    for (std::size_t i = 0; i < 8; ++i) {
        signatures[i].resize(bytes.public_part().modulus_len());
        requests[i].key = &key;
        requests[i].hash = crypto::HashAlg::sha256;
        requests[i].digest = digest;
        requests[i].rng = &rng;
        requests[i].signature = signatures[i];
    }
    crypto::rsa_sign_lanes(requests);
    for (std::size_t i = 0; i < 8; ++i) {
        require(requests[i].status.ok(), "no signature");
        keep(signatures[i]);
    }
    require(signatures[0] == signatures[7], "signatures differ");
}

// RFC 5246 §7.4.7.1: nobody may learn whether the padding was right.
void rsa_premaster(bool right_padding) {
    const RsaKey bytes;
    const crypto::RsaPrivateKey key = bytes.prepared();
    SecretRng rng(5);
    Bytes ciphertext = public_bytes(bytes.public_part().modulus_len(), 0);
    if (right_padding) {
        Bytes premaster = public_bytes(48);
        premaster[0] = 3;
        premaster[1] = 3;
        require(crypto::rsa_encrypt_pkcs1(bytes.public_part(), premaster, rng, ciphertext).ok(),
                "no ciphertext");
        keep(ciphertext);
    }
    std::array<std::uint8_t, 48> premaster{};
    require(key.decrypt_premaster(ciphertext, 0x0303, rng, premaster).ok(),
            "decryption told something");
    keep(premaster);
}

const Group kPublicKey{{
    {"ECDH P-256", [] { ecdh(Curve::p256); }},
    {"ECDH P-384", [] { ecdh(Curve::p384); }},
    {"ECDH P-521", [] { ecdh(Curve::p521); }},
    {"ECDSA P-256", [] { ecdsa(Curve::p256); }},
    {"ECDSA P-384", [] { ecdsa(Curve::p384); }},
    {"ECDSA P-521", [] { ecdsa(Curve::p521); }},
    {"X25519", [] { x25519(); }},
    {"X25519, eight at once", [] { x25519_of_eight(); }},
    {"ECDH P-256, eight at once", [] { p256_of_eight(); }},
    {"DH ffdhe2048", [] { dh(); }},
    {"DSA sign", [] { dsa(); }},
    {"RSA sign", [] { rsa_sign(); }},
    {"RSA sign, eight at once", [] { rsa_sign_of_eight(); }},
    {"RSA premaster, right padding", [] { rsa_premaster(true); }},
    {"RSA premaster, wrong padding", [] { rsa_premaster(false); }},
}};

}  // namespace
}  // namespace vitrine::ct_run
