#include "x509/key_writer.h"

#include "asn1/der_writer.h"

namespace vitrine::x509 {

namespace {

namespace oid = asn1::oid;
using asn1::context_constructed;
using asn1::DerWriter;

constexpr std::size_t kMaxEncodedKey = 16384;

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

}  // namespace

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
