#include "x509/algorithm.h"

namespace vitrine::x509 {

namespace {

using crypto::HashAlg;
namespace oid = asn1::oid;

enum class Parameters : std::uint8_t { null_or_absent, absent, pss, any };

struct SignatureRow {
    asn1::OidConstant oid;
    SignatureKind kind;
    HashAlg hash;
    Parameters parameters;
};

constexpr SignatureRow kSignatures[] = {
    {oid::kSha256WithRsa, SignatureKind::rsa_pkcs1, HashAlg::sha256, Parameters::null_or_absent},
    {oid::kEcdsaWithSha256, SignatureKind::ecdsa, HashAlg::sha256, Parameters::absent},
    {oid::kEcdsaWithSha384, SignatureKind::ecdsa, HashAlg::sha384, Parameters::absent},
    {oid::kSha384WithRsa, SignatureKind::rsa_pkcs1, HashAlg::sha384, Parameters::null_or_absent},
    {oid::kSha1WithRsa, SignatureKind::rsa_pkcs1, HashAlg::sha1, Parameters::null_or_absent},
    {oid::kSha512WithRsa, SignatureKind::rsa_pkcs1, HashAlg::sha512, Parameters::null_or_absent},
    {oid::kSha224WithRsa, SignatureKind::rsa_pkcs1, HashAlg::sha224, Parameters::null_or_absent},
    {oid::kMd5WithRsa, SignatureKind::rsa_pkcs1, HashAlg::md5, Parameters::null_or_absent},
    {oid::kRsassaPss, SignatureKind::rsa_pss, HashAlg::sha1, Parameters::pss},
    {oid::kEcdsaWithSha512, SignatureKind::ecdsa, HashAlg::sha512, Parameters::absent},
    {oid::kEcdsaWithSha224, SignatureKind::ecdsa, HashAlg::sha224, Parameters::absent},
    {oid::kEcdsaWithSha1, SignatureKind::ecdsa, HashAlg::sha1, Parameters::absent},
    {oid::kEd25519, SignatureKind::ed25519, HashAlg::sha512, Parameters::absent},
    {oid::kDsaWithSha1, SignatureKind::dsa, HashAlg::sha1, Parameters::absent},
    {oid::kDsaWithSha224, SignatureKind::dsa, HashAlg::sha224, Parameters::absent},
    {oid::kDsaWithSha256, SignatureKind::dsa, HashAlg::sha256, Parameters::absent},
};

struct HashRow {
    asn1::OidConstant oid;
    HashAlg hash;
};

constexpr HashRow kHashes[] = {
    {oid::kSha256, HashAlg::sha256}, {oid::kSha384, HashAlg::sha384},
    {oid::kSha512, HashAlg::sha512}, {oid::kSha224, HashAlg::sha224},
    {oid::kSha1, HashAlg::sha1},     {oid::kMd5, HashAlg::md5},
};

bool is_null(ByteView parameters) {
    return parameters.size() == 2 && parameters[0] == 0x05 && parameters[1] == 0x00;
}

/// HashAlgorithm: NULL and absent parameters are the same. RFC 4055 §2.1.
std::optional<HashAlg> read_hash(asn1::DerReader& in, const char* name) {
    const AlgorithmIdentifier id = read_algorithm_identifier(in, name);
    if (!id.parameters.empty() && !is_null(id.parameters)) in.fail(ErrorCode::bad_parameters, name);
    return hash_of(id.oid);
}

SignatureScheme scheme_of(const SignatureRow& row,
                          const AlgorithmIdentifier& id,
                          asn1::DerReader& in,
                          const char* name) {
    SignatureScheme scheme{row.kind, row.hash, 0};
    bool fits = true;
    if (row.parameters == Parameters::null_or_absent) {
        fits = id.parameters.empty() || is_null(id.parameters);
    } else if (row.parameters == Parameters::absent) {
        fits = id.parameters.empty();
    } else {
        wire::Context quiet{id.parameters};
        const auto pss = read_pss_parameters(asn1::DerReader{id.parameters, quiet});
        fits = !quiet.failed();
        scheme = pss.value_or(SignatureScheme{});
    }
    if (!fits) in.fail_at(ErrorCode::bad_parameters, id.encoded, name);
    return scheme;
}

}  // namespace

std::string_view name_of(SignatureKind kind) {
    switch (kind) {
        case SignatureKind::rsa_pkcs1:
            return "RSA PKCS#1";
        case SignatureKind::rsa_pkcs1_md5_sha1:
            return "RSA MD5+SHA-1";
        case SignatureKind::rsa_pss:
            return "RSA-PSS";
        case SignatureKind::ecdsa:
            return "ECDSA";
        case SignatureKind::dsa:
            return "DSA";
        case SignatureKind::ed25519:
            return "Ed25519";
        case SignatureKind::unsupported:
            break;
    }
    return "unsupported";
}

AlgorithmIdentifier read_algorithm_identifier(asn1::DerReader& in, const char* name) {
    AlgorithmIdentifier id;
    asn1::DerReader members = in.sequence(name);
    id.encoded = members.encoded();
    id.oid = members.oid("algorithm");
    if (!members.empty()) id.parameters = members.any_deep("parameters").encoded;
    members.end();
    return id;
}

SignatureAlgorithm read_signature_algorithm(asn1::DerReader& in, const char* name) {
    SignatureAlgorithm algorithm;
    algorithm.id = read_algorithm_identifier(in, name);
    if (in.failed()) return algorithm;
    for (const SignatureRow& row : kSignatures) {
        if (algorithm.id.oid == row.oid) {
            algorithm.scheme = scheme_of(row, algorithm.id, in, name);
            break;
        }
    }
    return algorithm;
}

// RFC 5280 §4.1.1.2: "MUST contain the same algorithm identifier as the signature field".
OuterSignature read_outer_signature(asn1::DerReader& in, ByteView inner_algorithm) {
    OuterSignature out{read_signature_algorithm(in, "signatureAlgorithm"), {}};
    if (!in.failed() && !equal_public(inner_algorithm, out.algorithm.id.encoded)) {
        in.fail_at(ErrorCode::certificate_malformed, inner_algorithm, "signature");
    }
    const ByteView at = in.peek();
    const asn1::BitString signature = in.bit_string("signatureValue");
    if (signature.unused_bits != 0) in.fail_at(ErrorCode::der_bad_bit_string, at, "signatureValue");
    out.value = signature.bytes;
    in.end();
    return out;
}

std::optional<SignatureScheme> read_pss_parameters(asn1::DerReader in) {
    asn1::DerReader params = in.sequence("RSASSA-PSS-params");
    std::optional<HashAlg> hash = HashAlg::sha1;
    std::optional<HashAlg> mgf_hash = HashAlg::sha1;
    bool is_mgf1 = true;
    SignatureScheme scheme{SignatureKind::rsa_pss, HashAlg::sha1, 20};
    if (auto explicit_hash = params.optional(asn1::context_constructed(0), "hashAlgorithm")) {
        hash = read_hash(*explicit_hash, "HashAlgorithm");
        explicit_hash->end();
    }
    if (auto mgf = params.optional(asn1::context_constructed(1), "maskGenAlgorithm")) {
        asn1::DerReader members = mgf->sequence("MaskGenAlgorithm");
        is_mgf1 = members.oid("algorithm") == oid::kMgf1;
        if (is_mgf1) mgf_hash = read_hash(members, "parameters");
        if (!is_mgf1 && !members.empty()) members.any_deep("parameters");
        members.end();
        mgf->end();
    }
    if (auto salt = params.optional(asn1::context_constructed(2), "saltLength")) {
        scheme.pss_salt_len = salt->small_integer("saltLength", crypto::kMaxDigestLen * 8);
        salt->end();
    }
    bool trailer_is_bc = true;
    if (auto trailer = params.optional(asn1::context_constructed(3), "trailerField")) {
        trailer_is_bc = trailer->small_integer("trailerField", 255) == 1;
        trailer->end();
    }
    params.end();
    in.end();
    if (in.failed() || !hash || hash != mgf_hash || !is_mgf1 || !trailer_is_bc) return std::nullopt;
    scheme.hash = *hash;
    return scheme;
}

std::optional<HashAlg> hash_of(asn1::Oid wanted) {
    for (const HashRow& row : kHashes) {
        if (wanted == row.oid) return row.hash;
    }
    return std::nullopt;
}

asn1::Oid oid_of(HashAlg hash) {
    for (const HashRow& row : kHashes) {
        if (row.hash == hash) return row.oid;
    }
    return {};
}

}  // namespace vitrine::x509
