#include "x509/pkcs12_kdf.h"

#include "base/secret.h"
#include "crypto/cipher/rc2.h"
#include "x509/padded_cbc.h"
#include "x509/pbes2.h"

namespace vitrine::x509 {

namespace {

namespace oid = asn1::oid;
using asn1::DerReader;
using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t kIvLen = 8;

struct Scheme {
    asn1::OidConstant oid;
    std::size_t key_len;  ///< bytes that the derivation gives
    bool is_rc2;
};
constexpr Scheme kSchemes[] = {
    {oid::kPbeSha1TripleDes3Key, 24, false},
    {oid::kPbeSha1TripleDes2Key, 16, false},
    {oid::kPbeSha1Rc2With128, 16, true},
    {oid::kPbeSha1Rc2With40, 5, true},
};

const Scheme* find_scheme(asn1::Oid algorithm) {
    for (const Scheme& scheme : kSchemes) {
        if (algorithm == scheme.oid) return &scheme;
    }
    return nullptr;
}

/// `source` again and again, to the next multiple of `block`; nothing of an empty source.
Bytes repeated(ByteView source, std::size_t block) {
    Bytes out;
    if (source.empty()) return out;
    out.resize((source.size() + block - 1) / block * block);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = source[i % source.size()];
    return out;
}

/// block = block + b + 1 modulo 2^(8 * size).
void add_one_and(MutByteView block, ByteView b) {
    unsigned carry = 1;
    for (std::size_t i = block.size(); i-- > 0;) {
        carry += static_cast<unsigned>(block[i]) + b[i];
        block[i] = static_cast<std::uint8_t>(carry);
        carry >>= 8;
    }
}

crypto::Digest hash_many(crypto::HashAlg alg,
                         ByteView first,
                         ByteView second,
                         std::uint32_t count) {
    crypto::Hash hash{alg};
    hash.update(first);
    hash.update(second);
    crypto::Digest digest = hash.digest();
    for (std::uint32_t i = 1; i < count; ++i) digest = crypto::hash(alg, digest.view());
    return digest;
}

/// One code point of well-formed UTF-8; moves `at` past it. RFC 3629 §3.
std::uint32_t next_code_point(ByteView text, std::size_t& at) {
    const std::uint8_t lead = text[at++];
    if (lead < 0x80) return lead;
    const unsigned more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    std::uint32_t out = lead & (0x3fU >> more);
    for (unsigned i = 0; i < more; ++i) out = out << 6 | (text[at++] & 0x3fU);
    return out;
}

void put_u16(Bytes& out, std::uint32_t unit) {
    out.push_back(static_cast<std::uint8_t>(unit >> 8));
    out.push_back(static_cast<std::uint8_t>(unit));
}

Result<Bytes> decrypt_rc2(ByteView key, ByteView iv, ByteView ciphertext) {
    if (ciphertext.empty() || ciphertext.size() % crypto::kRc2Block != 0)
        return fail(ErrorCode::bad_input_length);
    const crypto::Rc2KeyVartime rc2{key, 8 * key.size()};
    Bytes plain(ciphertext.begin(), ciphertext.end());
    rc2.decrypt_cbc_vartime(iv, plain);
    const std::size_t len = unpadded_len(plain, crypto::kRc2Block);
    if (len == 0) {
        wipe(plain);
        return fail(ErrorCode::pem_wrong_password);
    }
    plain.resize(len);
    return plain;
}

/// pkcs-12PbeParams ::= SEQUENCE { salt OCTET STRING, iterations INTEGER }. RFC 7292 §C.
Result<Pkcs12KdfInput> read_parameters(ByteView parameters) {
    wire::Context context{parameters, nullptr, trace::Layer::other};
    DerReader in{parameters, context};
    Pkcs12KdfInput input;
    DerReader members = in.sequence("pkcs-12PbeParams");
    input.salt = members.octet_string("salt");
    input.iterations = members.small_integer("iterations", kMaxIterations);
    members.end();
    TLS_TRY(in.finish());
    if (input.iterations == 0) return fail(ErrorCode::bad_parameters);
    return input;
}

}  // namespace

Result<Bytes> pkcs12_password(std::string_view utf8) {
    const ByteView text = as_bytes(utf8);
    if (!asn1::is_valid_string(asn1::Tag::utf8_string, text))
        return fail(ErrorCode::bad_parameters);
    Bytes out;
    out.reserve(2 * text.size() + 2);  // never grows: no copy of the secret stays behind
    for (std::size_t at = 0; at < text.size();) {
        std::uint32_t c = next_code_point(text, at);
        if (c > 0xffff) {
            put_u16(out, 0xd800 + ((c - 0x10000) >> 10));
            c = 0xdc00 + ((c - 0x10000) & 0x3ffU);
        }
        put_u16(out, c);
    }
    put_u16(out, 0);
    return out;
}

void pkcs12_kdf(const Pkcs12KdfInput& input, Pkcs12Use use, MutByteView out) {
    const std::size_t block = crypto::block_len(input.hash);
    const Bytes d(block, static_cast<std::uint8_t>(use));
    Bytes i = repeated(input.salt, block);
    Bytes p = repeated(input.password, block);
    i.insert(i.end(), p.begin(), p.end());
    while (!out.empty()) {
        crypto::Digest a = hash_many(input.hash, d, i, input.iterations);
        const std::size_t n = std::min(out.size(), a.view().size());
        copy_bytes(a.view().first(n), out);
        out = out.subspan(n);
        Bytes b = repeated(a.view(), block);
        b.resize(block);
        for (std::size_t at = 0; at < i.size(); at += block)
            add_one_and(MutByteView{i}.subspan(at, block), b);
        wipe_object(a);
        wipe(b);
    }
    wipe(i);
    wipe(p);
}

bool is_pkcs12_pbe(asn1::Oid algorithm) {
    return find_scheme(algorithm) != nullptr;
}

Result<Bytes> decrypt_pkcs12_pbe(const AlgorithmIdentifier& algorithm,
                                 ByteView ciphertext,
                                 ByteView password) {
    const Scheme* scheme = find_scheme(algorithm.oid);
    if (scheme == nullptr) return fail(ErrorCode::unsupported_algorithm);
    TLS_TRY_ASSIGN(Pkcs12KdfInput input, read_parameters(algorithm.parameters));
    input.password = password;
    std::array<std::uint8_t, 24> key{};
    std::array<std::uint8_t, kIvLen> iv{};
    const MutByteView used = MutByteView{key}.first(scheme->key_len);
    pkcs12_kdf(input, Pkcs12Use::key, used);
    pkcs12_kdf(input, Pkcs12Use::iv, iv);
    // Two-key 3DES: the third key is the first.
    if (scheme->key_len == 16 && !scheme->is_rc2)
        copy_bytes(ByteView{key}.first(8), MutByteView{key}.subspan(16));
    auto plain = scheme->is_rc2
                     ? decrypt_rc2(used, iv, ciphertext)
                     : decrypt_padded_cbc(crypto::BlockCipherAlg::des_ede3, key, iv, ciphertext);
    wipe(key);
    return plain;
}

}  // namespace vitrine::x509
