// Primes, and DSA signatures.
#include <gtest/gtest.h>

#include "asn1/der_reader.h"
#include "crypto/bignum/limbs.h"
#include "crypto/bignum/prime.h"
#include "crypto/pk/dsa.h"
#include "extra/vector_folder.h"
#include "extra/wycheproof.h"
#include "extra/wycheproof_keys.h"
#include "support/rsa_keys.h"

namespace vitrine::test {

namespace {

namespace fs = std::filesystem;
using io::JsonValue;

bool is_prime(const JsonValue&, const JsonValue& test) {
    using namespace crypto::bignum;
    const Bytes value = hex_member(test, "value");
    const std::size_t bits = bit_length(value);
    std::vector<Limb> n(limbs_for(bits));
    load_be(n.data(), n.size(), strip_zeros(value));
    crypto::Drbg rng = seeded_rng();
    const auto prime = is_probable_prime(n.data(), n.size(), bits, 16, rng);
    return prime.ok() && *prime;
}

std::string not_a_candidate(const JsonValue&, const JsonValue& test) {
    const Bytes value = hex_member(test, "value");  // in two's complement
    if ((value.front() & 0x80) != 0) return "is_probable_prime takes no sign";
    const bool small = crypto::bignum::bit_length(value) <= 2;  // 0 to 3
    return small || (value.back() & 1) == 0 ? "is_probable_prime takes odd numbers above 3" : "";
}

void read_primality(const fs::path& file, Tally& tally) {
    run_wycheproof(file, tally, is_prime, not_a_candidate);
}

/// Holds the numbers that DSA parameters view.
struct DsaKey {
    explicit DsaKey(const JsonValue& key)
        : p(hex_member(key, "p")),
          q(hex_member(key, "q")),
          g(hex_member(key, "g")),
          y(hex_member(key, "y")) {}
    [[nodiscard]] crypto::DsaParameters parameters() const { return {p, q, g}; }
    Bytes p, q, g, y;
};

// Dss-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER } (RFC 3279 §2.2.2)
bool dsa_accepts(const JsonValue& group, const JsonValue& test) {
    const DsaKey key(group["publicKey"]);
    EXPECT_TRUE(crypto::dsa_check_parameters_vartime(key.parameters()).ok());
    const Bytes der = hex_member(test, "sig");
    wire::Context quiet{der};
    asn1::DerReader in{der, quiet};
    asn1::DerReader pair = in.sequence("Dss-Sig-Value");
    const ByteView r = pair.unsigned_integer("r");
    const ByteView s = pair.unsigned_integer("s");
    pair.end();
    in.end();
    const crypto::Digest digest = digest_of(group, test);
    const bool accepted =
        !quiet.failed() &&
        crypto::dsa_verify_vartime(key.parameters(), key.y, digest.view(), r, s).ok();
    EXPECT_EQ(verifies(group, test, {x509::SignatureKind::dsa, hash_of_group(group), 0}), accepted);
    return accepted;
}

void read_dsa(const fs::path& file, Tally& tally) {
    run_wycheproof(file, tally, dsa_accepts);
}

}  // namespace

std::span<const Reader> wycheproof_number_readers() {
    static constexpr Reader kReaders[] = {
        {"wycheproof/primality_test\\.json", Kernels::public_key, read_primality},
        {"wycheproof/dsa_[0-9]+_[0-9]+_sha[0-9]+_test\\.json", Kernels::public_key, read_dsa},
    };
    return kReaders;
}

}  // namespace vitrine::test
