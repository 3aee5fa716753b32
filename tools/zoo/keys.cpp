#include "tools/zoo/families.h"

namespace vitrine::zoo {

namespace {

/// SubjectPublicKeyInfo of an RSA key with any modulus of this many bits and any exponent. Nobody
/// has the private key, and nobody needs it: the server's key signs nothing here.
Bytes rsa_key(Rng& rng, std::size_t bits, std::string_view exponent_hex) {
    Bytes modulus((bits + 7) / 8);
    must(rng.fill(modulus));
    modulus.front() |= 0x80U;
    if (bits % 8 != 0) modulus.front() = 0x7f;
    modulus.back() |= 1U;
    const std::uint8_t zero = 0;
    if (modulus.front() >= 0x80) modulus.insert(modulus.begin(), zero);
    const Bytes numbers = sequence({tlv(0x02, modulus), tlv(0x02, from_hex(exponent_hex))});
    const Bytes algorithm = sequence({oid("1.2.840.113549.1.1.1"), from_hex("0500")});
    return sequence({algorithm, tlv(0x03, join({{&zero, 1}, numbers}))});
}

std::function<void(Chain&)> leaf_has_rsa(std::size_t bits, std::string_view exponent_hex) {
    return [=](Chain& c) { c.leaf().spec.public_key = rsa_key(c.shop.rng(), bits, exponent_hex); };
}

/// SubjectPublicKeyInfo of an EC key: the parameters and the point, in hexadecimal.
Bytes ec_key(std::string_view parameters, std::string_view point) {
    const std::uint8_t zero = 0;
    return sequence({sequence({oid("1.2.840.10045.2.1"), from_hex(parameters)}),
                     tlv(0x03, join({{&zero, 1}, from_hex(point)}))});
}

std::function<void(Chain&)> leaf_has(Bytes key) {
    return [key = std::move(key)](Chain& c) { c.leaf().spec.public_key = key; };
}

void rsa(Catalogue& zoo) {
    constexpr std::string_view kSmall = "X509_V_ERR_EE_KEY_TOO_SMALL";
    zoo.add({"key-rsa-2048", "", "accepted", "X509_V_OK", "An RSA key of 2048 bits."},
            leaf_has_rsa(2048, "010001"));
    zoo.add({"key-rsa-1024", "", "key_small", kSmall, "An RSA key of 1024 bits."},
            leaf_has_rsa(1024, "010001"));
    zoo.add({"key-rsa-1024-legacy", "--policy legacy", "accepted", "X509_V_OK",
             "The policy legacy lets 1024 bits through."},
            leaf_has_rsa(1024, "010001"));
    zoo.add({"key-rsa-512-legacy", "--policy legacy", "key_small", "X509_V_OK",
             "RSA keys of 512 bits have been factored since 1999; no policy lets them through."},
            leaf_has_rsa(512, "010001"));
    zoo.add({"key-rsa-of-ca-1024", "", "ca_key_small", "X509_V_ERR_CA_KEY_TOO_SMALL",
             "The CA's RSA key has 1024 bits."},
            [](Chain& c) { c.rekey(1, c.shop.key("rsa small", "rsa:1024")); });
    zoo.add({"key-rsa-2047", "", "key_small", "X509_V_OK",
             "One bit too short; OpenSSL counts in steps of eight bits of strength."},
            leaf_has_rsa(2047, "010001"));
    zoo.add({"key-rsa-1023-legacy", "--policy legacy", "key_small", "X509_V_OK",
             "The policy legacy lets 1024 bits through, not 1023."},
            leaf_has_rsa(1023, "010001"));
    zoo.add({"key-rsa-exponent-1", "", "bad_public_value", "X509_V_OK",
             "With the exponent 1 every message is its own signature."},
            leaf_has_rsa(2048, "01"));
    zoo.add({"key-rsa-exponent-even", "", "bad_public_value", "X509_V_OK",
             "An even exponent has no inverse."},
            leaf_has_rsa(2048, "010000"));
    zoo.add({"key-rsa-exponent-3", "", "accepted", "X509_V_OK",
             "The exponent 3 is sound, if signatures are compared whole."},
            leaf_has_rsa(2048, "03"));
}

constexpr std::string_view kP256 = "06082a8648ce3d030107";
// The base points of the curves, SEC 2 §2.
constexpr std::string_view kPoint256 =
    "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
constexpr std::string_view kOffCurve =
    "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f6";
constexpr std::string_view kCompressed =
    "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
constexpr std::string_view kPoint224 =
    "04b70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21"
    "bd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34";
constexpr std::string_view kPointK1 =
    "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";
/// P-256, field by field, as ECParameters (RFC 3279 §2.3.5).
constexpr std::string_view kExplicit256 =
    "3081e0020101302c06072a8648ce3d0101022100ffffffff00000001000000000000000000000000ffffffffffffff"
    "ffffffffff30440420ffffffff00000001000000000000000000000000fffffffffffffffffffffffc04205ac635d8"
    "aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b0441046b17d1f2e12c4247f8bce6e563a440f2"
    "77037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51"
    "f5022100ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551020101";

void curves(Catalogue& zoo) {
    zoo.add({"key-p256", "", "accepted", "X509_V_OK", "A point of P-256."},
            leaf_has(ec_key(kP256, kPoint256)));
    zoo.add({"key-p256-explicit", "", "explicit_curve", "X509_V_ERR_EC_KEY_EXPLICIT_PARAMS",
             "RFC 5480 §2.1.1: only named curves; a curve spelled out may be forged "
             "(CVE-2020-0601)."},
            leaf_has(ec_key(kExplicit256, kPoint256)));
    zoo.add({"key-p256-explicit-in-ca", "", "explicit_curve", "X509_V_ERR_EC_KEY_EXPLICIT_PARAMS",
             "The CA's curve spelled out; the key is the right one."},
            [](Chain& c) {
                c.ca().on_fields = [](TbsFields& f) {
                    const ByteView point = must(x509::parse_public_key(f.public_key)).key_bits;
                    const std::uint8_t zero = 0;
                    const Bytes bits = tlv(0x03, join({{&zero, 1}, point}));
                    f.public_key = sequence(
                        {sequence({oid("1.2.840.10045.2.1"), from_hex(kExplicit256)}), bits});
                };
            });
    zoo.add({"key-p256-off-curve", "", "accepted", "X509_V_ERR_EE_KEY_TOO_SMALL",
             "y is one too large; who uses the key finds out, the path does not."},
            leaf_has(ec_key(kP256, kOffCurve)));
    zoo.add({"key-p256-compressed", "", "key_unsupported", "X509_V_OK",
             "RFC 5480 §2.2: readers need not know compressed points, and we do not."},
            leaf_has(ec_key(kP256, kCompressed)));
    zoo.add({"key-p256-short", "", "bad_point", "X509_V_ERR_EE_KEY_TOO_SMALL",
             "The point lacks its last byte."},
            leaf_has(ec_key(kP256, kPoint256.substr(0, kPoint256.size() - 2))));
    zoo.add({"key-p224", "", "key_unsupported", "X509_V_OK", "P-224 is no curve that we have."},
            leaf_has(ec_key("06052b81040021", kPoint224)));
    zoo.add({"key-secp256k1", "", "key_unsupported", "X509_V_OK",
             "secp256k1 is no curve that we have."},
            leaf_has(ec_key("06052b8104000a", kPointK1)));
    zoo.add({"key-ed25519", "", "accepted", "X509_V_OK",
             "Ed25519 in a certificate: RFC 8410, RFC 8422."},
            leaf_has(from_hex("302a300506032b6570032100"
                              "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")));
    zoo.add({"key-ed25519-with-parameters", "", "bad_parameters", "X509_V_ERR_EE_KEY_TOO_SMALL",
             "RFC 8410 §3: the parameters must be absent."},
            leaf_has(from_hex("302c300706032b65700500032100"
                              "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")));
    zoo.add({"key-unknown", "", "key_unsupported", "X509_V_ERR_EE_KEY_TOO_SMALL",
             "A kind of key that nobody has."},
            leaf_has(sequence({sequence({oid("1.3.6.1.4.1.55555.8")}), from_hex("03020001")})));
}

/// The CA's key without p, q, g: they are those of the key that signed its certificate.
void leave_parameters_out(TbsFields& fields) {
    const Bytes whole = fields.public_key;
    const std::uint8_t zero = 0;
    const Bytes bits = join({{&zero, 1}, must(x509::parse_public_key(whole)).key_bits});
    fields.public_key = sequence({sequence({oid("1.2.840.10040.4.1")}), tlv(0x03, bits)});
}

void dsa(Catalogue& zoo) {
    const auto dsa_chain = [](Chain& c) {
        c.rekey(0, c.shop.key("dsa root", "dsa"));
        c.rekey(1, c.shop.key("dsa ca", "dsa"));
    };
    zoo.add(
        {"key-dsa", "", "accepted", "X509_V_OK", "Root and CA sign with DSA (RFC 3279 §2.3.2)."},
        dsa_chain);
    zoo.add({"key-dsa-inherited", "", "accepted", "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
             "RFC 5280 §6.1.4 d: the CA's p, q and g are absent, so they are the root's."},
            [=](Chain& c) {
                dsa_chain(c);
                c.ca().on_fields = leave_parameters_out;
            });
    zoo.add({"key-dsa-inherited-flipped", "", "bad_signature",
             "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
             "With the root's p, q and g, and a signature that is another one."},
            [=](Chain& c) {
                dsa_chain(c);
                c.ca().on_fields = leave_parameters_out;
                c.leaf().on_signature = [](Bytes& s) { s.back() ^= 1U; };
            });
    zoo.add({"key-dsa-nothing-to-inherit", "", "key_unsupported", "-",
             "RFC 5280 §6.1.4 e: the root's key is no DSA key, so that there are no parameters."},
            [](Chain& c) {
                c.rekey(1, c.shop.key("dsa ca", "dsa"));
                c.ca().on_fields = leave_parameters_out;
            });
    zoo.add({"key-dsa-1024", "", "ca_key_small", "X509_V_ERR_CA_KEY_TOO_SMALL",
             "The CA's DSA key has 1024 bits."},
            [](Chain& c) { c.rekey(1, c.shop.key("dsa small", "dsa:1024")); });
}

}  // namespace

void add_keys(Catalogue& zoo) {
    rsa(zoo);
    curves(zoo);
    dsa(zoo);
}

}  // namespace vitrine::zoo
