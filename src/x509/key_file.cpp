#include "x509/key_file.h"

#include "asn1/der_writer.h"
#include "x509/pbes2.h"
#include "x509/pem_encryption.h"
#include "x509/pkcs12.h"

namespace vitrine::x509 {

namespace {

namespace oid = asn1::oid;
using asn1::context_constructed;
using asn1::DerReader;
using asn1::DerWriter;
using crypto::Curve;

constexpr std::size_t kMaxEncodedKey = 16384;

constexpr std::string_view kKeyLabels[] = {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY",
                                           "DSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"};

std::optional<Curve> curve_of(asn1::Oid id) {
    if (id == oid::kSecp256r1) return Curve::p256;
    if (id == oid::kSecp384r1) return Curve::p384;
    if (id == oid::kSecp521r1) return Curve::p521;
    return std::nullopt;
}

asn1::Oid oid_of(Curve curve) {
    switch (curve) {
        case Curve::p256:
            return oid::kSecp256r1;
        case Curve::p384:
            return oid::kSecp384r1;
        case Curve::p521:
            break;
    }
    return oid::kSecp521r1;
}

/// RSAPrivateKey of two primes. RFC 8017 §A.1.2.
Result<PrivateKey> read_rsa(DerReader in) {
    DerReader members = in.sequence("RSAPrivateKey");
    members.small_integer("version", 0);
    crypto::RsaPrivateParts parts;
    parts.n = members.unsigned_integer("modulus");
    parts.e = members.unsigned_integer("publicExponent");
    parts.d = members.unsigned_integer("privateExponent");
    parts.p = members.unsigned_integer("prime1");
    parts.q = members.unsigned_integer("prime2");
    parts.dp = members.unsigned_integer("exponent1");
    parts.dq = members.unsigned_integer("exponent2");
    parts.qinv = members.unsigned_integer("coefficient");
    members.end();
    TLS_TRY(in.finish());
    TLS_TRY_ASSIGN(crypto::RsaPrivateKey key, crypto::RsaPrivateKey::make(parts));
    return PrivateKey{std::move(key)};
}

/// { version 0, p, q, g, y, x }: no standard, but what OpenSSL has always written.
Result<PrivateKey> read_dsa(DerReader in) {
    DerReader members = in.sequence("DSAPrivateKey");
    members.small_integer("version", 0);
    crypto::DsaParameters parameters;
    parameters.p = members.unsigned_integer("p");
    parameters.q = members.unsigned_integer("q");
    parameters.g = members.unsigned_integer("g");
    const ByteView y = members.unsigned_integer("y");
    const ByteView x = members.unsigned_integer("x");
    members.end();
    TLS_TRY(in.finish());
    TLS_TRY_ASSIGN(PrivateKey key, PrivateKey::from_dsa(parameters, x));
    if (!equal_public(key.dsa()->y, y)) return fail(ErrorCode::bad_private_key);
    return key;
}

/// The x of a PrivateKeyInfo, whose AlgorithmIdentifier has the parameters.
Result<PrivateKey> read_dsa_x(DerReader in, ByteView encoded_parameters) {
    const ByteView x = in.unsigned_integer("x");
    TLS_TRY(in.finish());
    wire::Context context{encoded_parameters, nullptr, trace::Layer::other};
    DerReader outer{encoded_parameters, context};
    DerReader members = outer.sequence("Dss-Parms");
    crypto::DsaParameters parameters;
    parameters.p = members.unsigned_integer("p");
    parameters.q = members.unsigned_integer("q");
    parameters.g = members.unsigned_integer("g");
    members.end();
    TLS_TRY(outer.finish());
    return PrivateKey::from_dsa(parameters, x);
}

/// ECPrivateKey. RFC 5915 §3; the curve may stand outside, in a PrivateKeyInfo.
Result<PrivateKey> read_ec(DerReader in, std::optional<Curve> curve) {
    DerReader members = in.sequence("ECPrivateKey");
    if (members.small_integer("version", 1) != 1) members.fail(ErrorCode::bad_private_key);
    const ByteView scalar = members.octet_string("privateKey");
    if (auto parameters = members.optional(context_constructed(0), "parameters")) {
        const auto named = curve_of(parameters->oid("namedCurve"));
        if (curve && named != curve) members.fail(ErrorCode::bad_private_key, "parameters");
        curve = named;
        parameters->end();
    }
    ByteView point;
    if (auto public_key = members.optional(context_constructed(1), "publicKey")) {
        point = public_key->bit_string("publicKey").bytes;
        public_key->end();
    }
    members.end();
    TLS_TRY(in.finish());
    if (!curve) return fail(ErrorCode::unsupported_algorithm);
    TLS_TRY_ASSIGN(PrivateKey key, PrivateKey::from_ec_scalar(*curve, scalar));
    if (!point.empty() && !equal_public(point, key.public_key().point)) {
        return fail(ErrorCode::bad_private_key);
    }
    return key;
}

/// PrivateKeyInfo, OneAsymmetricKey. RFC 5958 §2.
Result<PrivateKey> read_pkcs8(DerReader in) {
    DerReader members = in.sequence("PrivateKeyInfo");
    members.small_integer("version", 1);
    const AlgorithmIdentifier algorithm = read_algorithm_identifier(members, "privateKeyAlgorithm");
    const ByteView key = members.octet_string("privateKey");
    if (members.next_is(context_constructed(0))) members.any_deep("attributes");
    if (members.next_is(asn1::context(1))) members.any("publicKey");
    members.end();
    TLS_TRY(in.finish());
    wire::Context context{key, nullptr, trace::Layer::other};
    DerReader inside{key, context};
    if (algorithm.oid == oid::kRsaEncryption) return read_rsa(inside);
    if (algorithm.oid == oid::kDsa) return read_dsa_x(inside, algorithm.parameters);
    if (algorithm.oid == oid::kEcPublicKey) {
        wire::Context quiet{algorithm.parameters};
        DerReader parameters{algorithm.parameters, quiet};
        const auto curve = curve_of(parameters.oid("namedCurve"));
        if (!curve) return fail(ErrorCode::unsupported_algorithm);
        return read_ec(inside, curve);
    }
    return fail(ErrorCode::unsupported_algorithm);
}

/// PKCS#8 has an AlgorithmIdentifier where SEC 1 has an OCTET STRING and PKCS#1 an INTEGER.
asn1::Tag second_member(ByteView der) {
    wire::Context quiet{der};
    DerReader in{der, quiet};
    DerReader members = in.sequence("");
    members.any("");
    const ByteView rest = members.peek();
    return rest.empty() ? asn1::Tag::null : static_cast<asn1::Tag>(rest[0]);
}

/// RSAPrivateKey has nine members, a DSA key six.
std::size_t member_count(ByteView der) {
    wire::Context quiet{der};
    DerReader in{der, quiet};
    DerReader members = in.sequence("");
    std::size_t count = 0;
    for (; !members.empty(); ++count) members.any("");
    return count;
}

/// EncryptedPrivateKeyInfo begins with an AlgorithmIdentifier, every other form with a version.
bool is_encrypted(ByteView der) {
    wire::Context quiet{der};
    DerReader in{der, quiet};
    return in.sequence("").next_is(asn1::Tag::sequence);
}

template <class Body>
Result<std::vector<std::uint8_t>> encode(Body&& body) {
    std::vector<std::uint8_t> out(kMaxEncodedKey);
    DerWriter writer{out};
    body(writer);
    const Result<ByteView> written = writer.finish();
    const std::size_t size = written.ok() ? written->size() : 0;
    wipe(MutByteView{out}.subspan(size));
    if (!written.ok()) return written.error();
    out.resize(size);
    return out;
}

void write_rsa(DerWriter& out, const crypto::RsaPrivateParts& parts) {
    out.sequence([&](DerWriter& w) {
        w.small_integer(0);
        for (const ByteView number :
             {parts.n, parts.e, parts.d, parts.p, parts.q, parts.dp, parts.dq, parts.qinv}) {
            w.unsigned_integer(number);
        }
    });
}

void write_ec(DerWriter& out, const PrivateKey::Ec& key, bool with_curve) {
    out.sequence([&](DerWriter& w) {
        w.small_integer(1);
        w.octet_string(key.scalar.expose());
        if (with_curve) {
            w.constructed(context_constructed(0), [&](DerWriter& p) { p.oid(oid_of(key.curve)); });
        }
        w.constructed(context_constructed(1), [&](DerWriter& p) {
            p.bit_string(ByteView{key.point}.first(crypto::point_len(key.curve)));
        });
    });
}

void write_dsa(DerWriter& out, const PrivateKey::Dsa& key) {
    out.sequence([&](DerWriter& w) {
        w.small_integer(0);
        for (const ByteView number :
             {ByteView{key.p}, ByteView{key.q}, ByteView{key.g}, ByteView{key.y}, key.x.expose()}) {
            w.unsigned_integer(number);
        }
    });
}

void write_dsa_parameters(DerWriter& out, const DsaParameters& parameters) {
    out.sequence([&](DerWriter& w) {
        for (const ByteView number : {parameters.p, parameters.q, parameters.g}) {
            w.unsigned_integer(number);
        }
    });
}

void write_algorithm(DerWriter& out, const PublicKey& key) {
    out.sequence([&](DerWriter& w) {
        if (key.type == KeyType::ec) {
            w.oid(oid::kEcPublicKey);
            w.oid(oid_of(key.curve));
        } else if (key.type == KeyType::dsa) {
            w.oid(oid::kDsa);
            write_dsa_parameters(w, key.dsa_parameters);
        } else {
            w.oid(oid::kRsaEncryption);
            w.null();
        }
    });
}

/// Padding may look right by chance: what is then not a key was decrypted with the wrong password.
Result<PrivateKey> parse_decrypted(std::vector<std::uint8_t> plain) {
    Result<PrivateKey> key = parse_private_key(plain);
    wipe(plain);
    if (!key.ok()) return fail(ErrorCode::pem_wrong_password);
    return key;
}

Result<PrivateKey> open_encrypted(ByteView der, std::string_view password) {
    if (password.empty()) return fail(ErrorCode::pem_needs_password);
    TLS_TRY_ASSIGN(std::vector<std::uint8_t> plain, decrypt_pbes2(der, password));
    return parse_decrypted(std::move(plain));
}

Result<PrivateKey> open_legacy(const PemBlock& block, std::string_view password) {
    if (password.empty()) return fail(ErrorCode::pem_needs_password);
    TLS_TRY_ASSIGN(std::vector<std::uint8_t> plain,
                   decrypt_pem(block.dek_info, block.der, password));
    return parse_decrypted(std::move(plain));
}

Result<PrivateKey> first_key_of_pkcs12(ByteView file, std::string_view password) {
    TLS_TRY_ASSIGN(const Pkcs12 contents, read_pkcs12(file, password));
    if (contents.keys.empty()) return fail(ErrorCode::pem_no_block);
    return parse_private_key(contents.keys.front());
}

}  // namespace

Result<PrivateKey> load_private_key(ByteView file, std::string_view password) {
    if (is_pkcs12(file)) return first_key_of_pkcs12(file, password);
    TLS_TRY_ASSIGN(std::vector<PemBlock> blocks, read_pem_or_der(file, kKeyLabels));
    PemBlock& first = blocks.front();
    if (first.legacy_encrypted) return open_legacy(first, password);
    return is_encrypted(first.der) ? open_encrypted(first.der, password)
                                   : parse_private_key(first.der);
}

Result<PrivateKey> parse_private_key(ByteView der) {
    const asn1::Tag second = second_member(der);
    wire::Context context{der, nullptr, trace::Layer::other};
    DerReader in{der, context};
    if (second == asn1::Tag::sequence) return read_pkcs8(in);
    if (second == asn1::Tag::octet_string) return read_ec(in, std::nullopt);
    if (member_count(der) == 6) return read_dsa(in);
    return read_rsa(in);
}

Result<std::vector<std::uint8_t>> encode_pkcs8(const PrivateKey& key) {
    return encode([&](DerWriter& out) {
        out.sequence([&](DerWriter& w) {
            w.small_integer(0);
            write_algorithm(w, key.public_key());
            w.octet_string_wrapping([&](DerWriter& inside) {
                if (key.ec() != nullptr) {
                    write_ec(inside, *key.ec(), false);
                } else if (key.dsa() != nullptr) {
                    inside.unsigned_integer(key.dsa()->x.expose());
                } else {
                    write_rsa(inside, key.rsa()->parts());
                }
            });
        });
    });
}

Result<std::vector<std::uint8_t>> encode_traditional(const PrivateKey& key) {
    return encode([&](DerWriter& out) {
        if (key.ec() != nullptr) {
            write_ec(out, *key.ec(), true);
        } else if (key.dsa() != nullptr) {
            write_dsa(out, *key.dsa());
        } else {
            write_rsa(out, key.rsa()->parts());
        }
    });
}

std::string_view traditional_label(const PrivateKey& key) {
    if (key.dsa() != nullptr) return "DSA PRIVATE KEY";
    return key.ec() != nullptr ? "EC PRIVATE KEY" : "RSA PRIVATE KEY";
}

Result<std::vector<std::uint8_t>> encode_public_key(const PublicKey& key) {
    if (!key.encoded.empty())
        return std::vector<std::uint8_t>(key.encoded.begin(), key.encoded.end());
    if (key.type != KeyType::ec && key.type != KeyType::rsa && key.type != KeyType::dsa) {
        return fail(ErrorCode::unsupported_algorithm);
    }
    return encode([&](DerWriter& out) {
        out.sequence([&](DerWriter& w) {
            write_algorithm(w, key);
            if (key.type == KeyType::ec) return w.bit_string(key.point);
            w.bit_string_wrapping([&](DerWriter& inside) {
                if (key.type == KeyType::dsa) return inside.unsigned_integer(key.dsa_y);
                inside.sequence([&](DerWriter& numbers) {
                    numbers.unsigned_integer(key.rsa.n);
                    numbers.unsigned_integer(key.rsa.e);
                });
            });
        });
    });
}

}  // namespace vitrine::x509
