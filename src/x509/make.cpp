#include "x509/make.h"

#include <algorithm>

#include "asn1/der_writer.h"
#include "x509/host_name.h"

namespace vitrine::x509 {

namespace {

namespace oid = asn1::oid;
using asn1::context;
using asn1::context_constructed;
using asn1::DerWriter;
using asn1::Tag;
using crypto::HashAlg;

constexpr std::size_t kFirstBuffer = 4096;
constexpr std::size_t kLargestBuffer = std::size_t{1} << 24;

/// Runs `body(DerWriter&)` in a buffer that grows until it fits.
template <class Body>
Result<Bytes> encode(Body&& body) {
    for (std::size_t size = kFirstBuffer; size <= kLargestBuffer; size *= 4) {
        Bytes out(size);
        DerWriter writer{out};
        body(writer);
        if (writer.failed()) continue;
        out.resize(writer.size());
        return out;
    }
    return fail(ErrorCode::output_full);
}

/// For bodies of a few bytes, which always fit.
template <class Body>
Bytes encode_small(Body&& body) {
    Result<Bytes> out = encode(body);
    return out.ok() ? *std::move(out) : Bytes{};
}

/// C and serialNumber must be PrintableString, emailAddress and DC IA5String; the rest where it is
/// enough.
Tag string_tag(const NamePart& part) {
    if (part.type == oid::kEmailAddress || part.type == oid::kDomainComponent)
        return Tag::ia5_string;
    const bool printable = asn1::is_valid_string(Tag::printable_string, as_bytes(part.value));
    return printable ? Tag::printable_string : Tag::utf8_string;
}

void write_extension(DerWriter& out, const ExtensionSpec& extension) {
    out.sequence([&](DerWriter& w) {
        w.oid(extension.oid);
        if (extension.critical) w.boolean(true);
        w.octet_string(extension.value);
    });
}

void write_pss_parameters(DerWriter& out, const SignatureScheme& scheme) {
    const auto hash = [&](DerWriter& w) {
        w.sequence([&](DerWriter& id) {
            id.oid(oid_of(scheme.hash));
            id.null();
        });
    };
    out.sequence([&](DerWriter& params) {
        params.constructed(context_constructed(0), hash);
        params.constructed(context_constructed(1), [&](DerWriter& mgf) {
            mgf.sequence([&](DerWriter& w) {
                w.oid(oid::kMgf1);
                hash(w);
            });
        });
        params.constructed(context_constructed(2), [&](DerWriter& w) {
            w.small_integer(static_cast<std::uint32_t>(scheme.pss_salt_len));
        });
    });
}

asn1::Oid signature_oid(const SignatureScheme& scheme) {
    if (scheme.kind == SignatureKind::rsa_pss) return oid::kRsassaPss;
    const bool rsa = scheme.kind == SignatureKind::rsa_pkcs1;
    switch (scheme.hash) {
        case HashAlg::md5:
            return rsa ? oid::kMd5WithRsa : asn1::Oid{};
        case HashAlg::sha1:
            return rsa ? oid::kSha1WithRsa : oid::kEcdsaWithSha1;
        case HashAlg::sha224:
            return rsa ? oid::kSha224WithRsa : oid::kEcdsaWithSha224;
        case HashAlg::sha256:
            return rsa ? oid::kSha256WithRsa : oid::kEcdsaWithSha256;
        case HashAlg::sha384:
            return rsa ? oid::kSha384WithRsa : oid::kEcdsaWithSha384;
        case HashAlg::sha512:
            return rsa ? oid::kSha512WithRsa : oid::kEcdsaWithSha512;
    }
    return {};
}

void write_signature_algorithm(DerWriter& out, const SignatureScheme& scheme) {
    out.sequence([&](DerWriter& w) {
        w.oid(signature_oid(scheme));
        if (scheme.kind == SignatureKind::rsa_pkcs1) w.null();
        if (scheme.kind == SignatureKind::rsa_pss) write_pss_parameters(w, scheme);
    });
}

void write_tbs(DerWriter& out, const CertificateSpec& spec, ByteView serial) {
    out.sequence([&](DerWriter& tbs) {
        if (spec.version != 1) {
            tbs.constructed(context_constructed(0), [&](DerWriter& w) {
                w.small_integer(static_cast<std::uint32_t>(spec.version - 1));
            });
        }
        tbs.primitive(Tag::integer, serial);
        write_signature_algorithm(tbs, spec.signature);
        tbs.raw(spec.issuer);
        tbs.sequence([&](DerWriter& w) {
            w.time(spec.validity.not_before);
            w.time(spec.validity.not_after);
        });
        tbs.raw(spec.subject);
        tbs.raw(spec.public_key);
        if (spec.extensions.empty()) return;
        tbs.constructed(context_constructed(3), [&](DerWriter& explicit_tag) {
            explicit_tag.sequence([&](DerWriter& list) {
                for (const ExtensionSpec& extension : spec.extensions)
                    write_extension(list, extension);
            });
        });
    });
}

/// 16 random bytes, positive and of full length.
Result<Bytes> random_serial(Rng& rng) {
    Bytes serial(16);
    TLS_TRY(rng.fill(serial));
    serial[0] = static_cast<std::uint8_t>((serial[0] & 0x7fU) | 0x40U);
    return serial;
}

/// What every recipe shares: names, key, validity, key identifiers.
Result<CertificateSpec> base_spec(std::string_view common_name,
                                  const PrivateKey& key,
                                  Validity validity,
                                  const Issuer* issuer) {
    CertificateSpec spec;
    TLS_TRY_ASSIGN(spec.subject, encode_common_name(common_name));
    TLS_TRY_ASSIGN(spec.public_key, encode_public_key(key.public_key()));
    TLS_TRY_ASSIGN(const PublicKey own, parse_public_key(spec.public_key));
    spec.issuer = spec.subject;
    spec.validity = validity;
    spec.signature = default_scheme(issuer != nullptr ? issuer->key : key);
    spec.extensions.push_back(subject_key_identifier(own.key_bits));
    if (issuer != nullptr) {
        const ByteView name = issuer->certificate.subject.encoded();
        spec.issuer.assign(name.begin(), name.end());
        const ByteView id = issuer->certificate.extensions.subject_key_identifier;
        if (!id.empty()) spec.extensions.push_back(authority_key_identifier(id));
    }
    return spec;
}

Result<CertificateSpec> leaf_spec(const LeafNames& names,
                                  const PrivateKey& key,
                                  Validity validity,
                                  const Issuer* issuer,
                                  asn1::Oid purpose) {
    TLS_TRY_ASSIGN(CertificateSpec spec, base_spec(names.common_name, key, validity, issuer));
    spec.extensions.push_back(basic_constraints(false));
    // RSA also decrypts the premaster secret of the suites without ephemeral keys (RFC 5246
    // §7.4.2).
    constexpr KeyUsage kUsages[] = {KeyUsage::digital_signature, KeyUsage::key_encipherment};
    spec.extensions.push_back(key_usage(std::span{kUsages}.first(key.rsa() != nullptr ? 2 : 1)));
    spec.extensions.push_back(ext_key_usage({&purpose, 1}));
    if (!names.hosts.empty()) {
        TLS_TRY_ASSIGN(ExtensionSpec san, subject_alt_name(names.hosts));
        spec.extensions.push_back(std::move(san));
    }
    return spec;
}

}  // namespace

Result<Bytes> encode_name(std::span<const NamePart> parts) {
    for (const NamePart& part : parts) {
        if (!asn1::is_valid_string(string_tag(part), as_bytes(part.value))) {
            return fail(ErrorCode::der_bad_string);
        }
    }
    return encode([&](DerWriter& out) {
        out.sequence([&](DerWriter& rdns) {
            for (const NamePart& part : parts) {
                rdns.set_of([&](DerWriter& rdn) {
                    rdn.sequence([&](DerWriter& w) {
                        w.oid(part.type);
                        w.primitive(string_tag(part), as_bytes(part.value));
                    });
                });
            }
        });
    });
}

Result<Bytes> encode_common_name(std::string_view text) {
    const NamePart part{oid::kCommonName, std::string{text}};
    return encode_name({&part, 1});
}

ExtensionSpec basic_constraints(bool ca, std::optional<std::uint32_t> path_len) {
    return {oid::kBasicConstraints, true, encode_small([&](DerWriter& out) {
                out.sequence([&](DerWriter& w) {
                    if (ca) w.boolean(true);
                    if (path_len) w.small_integer(*path_len);
                });
            })};
}

ExtensionSpec key_usage(std::span<const KeyUsage> usages) {
    std::uint32_t bits = 0;
    for (const KeyUsage usage : usages) bits |= 1U << static_cast<unsigned>(usage);
    return {oid::kKeyUsage, true, encode_small([&](DerWriter& out) { out.named_bits(bits); })};
}

ExtensionSpec ext_key_usage(std::span<const asn1::Oid> purposes) {
    return {oid::kExtKeyUsage, false, encode_small([&](DerWriter& out) {
                out.sequence([&](DerWriter& w) {
                    for (const asn1::Oid purpose : purposes) w.oid(purpose);
                });
            })};
}

Result<ExtensionSpec> subject_alt_name(std::span<const std::string> hosts) {
    struct Entry {
        Tag tag{};
        Bytes value;
    };
    std::vector<Entry> entries;
    for (const std::string& host : hosts) {
        const auto id = ReferenceId::parse(host);
        if (id.ok() && id->type() == ReferenceId::Type::ip) {
            entries.push_back({context(7), {id->address().begin(), id->address().end()}});
            continue;
        }
        // Wildcards and names that are wrong on purpose go in as they are, if they are ASCII at
        // all.
        const ByteView text = as_bytes(host);
        if (!asn1::is_valid_string(Tag::ia5_string, text)) return fail(ErrorCode::bad_parameters);
        entries.push_back({context(2), {text.begin(), text.end()}});
    }
    TLS_TRY_ASSIGN(Bytes value, encode([&](DerWriter& out) {
                       out.sequence([&](DerWriter& w) {
                           for (const Entry& entry : entries) w.primitive(entry.tag, entry.value);
                       });
                   }));
    return ExtensionSpec{oid::kSubjectAltName, false, std::move(value)};
}

/// RFC 5280 §4.2.1.2, method 1: SHA-1 of subjectPublicKey without tag, length and unused bits.
ExtensionSpec subject_key_identifier(ByteView key_bits) {
    const crypto::Digest digest = crypto::hash(HashAlg::sha1, key_bits);
    return {oid::kSubjectKeyIdentifier, false,
            encode_small([&](DerWriter& out) { out.octet_string(digest.view()); })};
}

ExtensionSpec authority_key_identifier(ByteView key_identifier) {
    return {oid::kAuthorityKeyIdentifier, false, encode_small([&](DerWriter& out) {
                out.sequence([&](DerWriter& w) { w.primitive(context(0), key_identifier); });
            })};
}

ExtensionSpec tls_feature_status_request() {
    constexpr std::uint32_t kStatusRequest = 5;
    return {oid::kTlsFeature, false, encode_small([&](DerWriter& out) {
                out.sequence([&](DerWriter& w) { w.small_integer(kStatusRequest); });
            })};
}

Result<Bytes> make_certificate(const CertificateSpec& spec,
                               const PrivateKey& issuer_key,
                               Rng& rng) {
    Bytes serial = spec.serial_number;
    if (serial.empty()) {
        TLS_TRY_ASSIGN(serial, random_serial(rng));
    }
    TLS_TRY_ASSIGN(const Bytes tbs, encode([&](DerWriter& out) { write_tbs(out, spec, serial); }));
    Bytes signature(issuer_key.max_signature_len());
    TLS_TRY_ASSIGN(const std::size_t len,
                   issuer_key.sign_message(spec.signature, tbs, rng, signature));
    signature.resize(len);
    return encode([&](DerWriter& out) {
        out.sequence([&](DerWriter& w) {
            w.raw(tbs);
            write_signature_algorithm(w, spec.signature);
            w.bit_string(signature);
        });
    });
}

SignatureScheme default_scheme(const PrivateKey& key) {
    if (key.ec() == nullptr) return {SignatureKind::rsa_pkcs1, HashAlg::sha256, 0};
    switch (key.ec()->curve) {
        case crypto::Curve::p256:
            return {SignatureKind::ecdsa, HashAlg::sha256, 0};
        case crypto::Curve::p384:
            return {SignatureKind::ecdsa, HashAlg::sha384, 0};
        case crypto::Curve::p521:
            break;
    }
    return {SignatureKind::ecdsa, HashAlg::sha512, 0};
}

Result<CertificateSpec> ca_spec(std::string_view common_name,
                                const PrivateKey& key,
                                Validity validity,
                                const Issuer* issuer,
                                std::optional<std::uint32_t> path_len) {
    TLS_TRY_ASSIGN(CertificateSpec spec, base_spec(common_name, key, validity, issuer));
    spec.extensions.push_back(basic_constraints(true, path_len));
    constexpr KeyUsage kUsages[] = {KeyUsage::key_cert_sign, KeyUsage::crl_sign};
    spec.extensions.push_back(key_usage(kUsages));
    return spec;
}

Result<CertificateSpec> server_spec(const LeafNames& names,
                                    const PrivateKey& key,
                                    Validity validity,
                                    const Issuer* issuer) {
    return leaf_spec(names, key, validity, issuer, oid::kServerAuth);
}

Result<CertificateSpec> client_spec(const LeafNames& names,
                                    const PrivateKey& key,
                                    Validity validity,
                                    const Issuer* issuer) {
    return leaf_spec(names, key, validity, issuer, oid::kClientAuth);
}

}  // namespace vitrine::x509
