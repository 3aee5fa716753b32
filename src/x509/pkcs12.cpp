#include "x509/pkcs12.h"

#include "base/ct.h"
#include "base/secret.h"
#include "crypto/mac/hmac.h"
#include "x509/algorithm.h"
#include "x509/pbes2.h"
#include "x509/pkcs12_kdf.h"

namespace vitrine::x509 {

namespace {

namespace oid = asn1::oid;
using asn1::context;
using asn1::context_constructed;
using asn1::DerReader;
using Bytes = Pkcs12::Bytes;

constexpr int kMaxNesting = 4;            // SafeContents inside SafeContents
constexpr std::size_t kMaxEntries = 256;  // keys and certificates of one file
constexpr std::uint32_t kPfxVersion = 3;

/// A password in both of its forms.
struct Password {
    std::string_view utf8;
    Bytes utf16;  ///< empty: no password at all, which some writers mean by an empty one

    explicit Password(std::string_view text) : utf8(text) {}
    Password(const Password&) = delete;
    Password& operator=(const Password&) = delete;
    ~Password() { wipe(utf16); }
};

Result<Bytes> decrypt(const AlgorithmIdentifier& algorithm,
                      ByteView ciphertext,
                      const Password& password) {
    if (algorithm.oid == oid::kPbes2)
        return decrypt_pbes2_data(algorithm.parameters, ciphertext, password.utf8);
    return decrypt_pkcs12_pbe(algorithm, ciphertext, password.utf16);
}

class SafeReader {
  public:
    SafeReader(const Password& password, Pkcs12& out) : password_(password), out_(out) {}

    /// AuthenticatedSafe ::= SEQUENCE OF ContentInfo. RFC 7292 §4.1.
    Status read_authenticated_safe(ByteView der) {
        wire::Context context{der, nullptr, trace::Layer::other};
        DerReader in{der, context};
        DerReader infos = in.sequence("AuthenticatedSafe");
        while (!infos.empty()) {
            DerReader info = infos.sequence("ContentInfo");
            const asn1::Oid type = info.oid("contentType");
            DerReader content = info.constructed(context_constructed(0), "content");
            if (context.failed()) return context.error();
            if (type == oid::kPkcs7Data) {
                const ByteView safe = content.octet_string("data");
                if (context.failed()) return context.error();
                TLS_TRY(read_safe_contents(safe, 0));
            } else if (type == oid::kPkcs7EncryptedData) {
                TLS_TRY(read_encrypted_data(content));
            } else {
                return fail(ErrorCode::unsupported_algorithm);  // enveloped: public-key privacy
            }
            content.end();
            info.end();
        }
        return in.finish();
    }

  private:
    /// EncryptedData ::= SEQUENCE { version, EncryptedContentInfo }. RFC 2315 §13.
    Status read_encrypted_data(DerReader& content) {
        DerReader data = content.sequence("EncryptedData");
        data.small_integer("version", 2);
        DerReader info = data.sequence("encryptedContentInfo");
        const bool is_data = info.oid("contentType") == oid::kPkcs7Data;
        const AlgorithmIdentifier algorithm =
            read_algorithm_identifier(info, "contentEncryptionAlgorithm");
        const ByteView ciphertext = info.octet_string("encryptedContent", context(0));
        info.end();
        data.end();
        if (content.failed()) return content.context().error();
        if (!is_data) return fail(ErrorCode::unsupported_algorithm);
        TLS_TRY_ASSIGN(Bytes safe, decrypt(algorithm, ciphertext, password_));
        const Status read = read_safe_contents(safe, 0);
        wipe(safe);
        return read;
    }

    /// SafeContents ::= SEQUENCE OF SafeBag. RFC 7292 §4.2.
    Status read_safe_contents(ByteView der, int depth) {
        if (depth > kMaxNesting) return fail(ErrorCode::der_too_deep);
        wire::Context context{der, nullptr, trace::Layer::other};
        DerReader in{der, context};
        DerReader bags = in.sequence("SafeContents");
        while (!bags.empty()) {
            DerReader bag = bags.sequence("SafeBag");
            const asn1::Oid type = bag.oid("bagId");
            DerReader value = bag.constructed(context_constructed(0), "bagValue");
            if (context.failed()) return context.error();
            TLS_TRY(read_bag(type, value, depth));
            value.end();
            if (!bag.empty()) bag.any_deep("bagAttributes");
            bag.end();
        }
        return in.finish();
    }

    Status read_bag(asn1::Oid type, DerReader& value, int depth) {
        if (out_.keys.size() + out_.certificates.size() >= kMaxEntries)
            return fail(ErrorCode::bad_parameters);
        if (type == oid::kPkcs12CertBag) return read_certificate(value);
        const ByteView whole = value.any_deep("bag").encoded;
        if (value.failed()) return value.context().error();
        if (type == oid::kPkcs12KeyBag) {
            out_.keys.emplace_back(whole.begin(), whole.end());
        } else if (type == oid::kPkcs12ShroudedKeyBag) {
            return read_shrouded_key(whole);
        } else if (type == oid::kPkcs12SafeContentsBag) {
            return read_safe_contents(whole, depth + 1);
        }
        return done();
    }

    /// CertBag ::= SEQUENCE { certId, certValue [0] EXPLICIT OCTET STRING }. RFC 7292 §4.2.3.
    Status read_certificate(DerReader& value) {
        DerReader bag = value.sequence("CertBag");
        const bool is_x509 = bag.oid("certId") == oid::kX509CertificateBag;
        DerReader wrapped = bag.constructed(context_constructed(0), "certValue");
        const ByteView der = wrapped.any("certificate").contents;
        wrapped.end();
        bag.end();
        if (value.failed()) return value.context().error();
        if (is_x509) out_.certificates.emplace_back(der.begin(), der.end());
        return done();
    }

    /// EncryptedPrivateKeyInfo. RFC 5958 §3.
    Status read_shrouded_key(ByteView der) {
        wire::Context context{der, nullptr, trace::Layer::other};
        DerReader in{der, context};
        DerReader members = in.sequence("EncryptedPrivateKeyInfo");
        const AlgorithmIdentifier algorithm =
            read_algorithm_identifier(members, "encryptionAlgorithm");
        const ByteView ciphertext = members.octet_string("encryptedData");
        members.end();
        TLS_TRY(in.finish());
        TLS_TRY_ASSIGN(Bytes key, decrypt(algorithm, ciphertext, password_));
        out_.keys.push_back(std::move(key));
        return done();
    }

    const Password& password_;
    Pkcs12& out_;
};

/// MacData ::= SEQUENCE { mac DigestInfo, macSalt, iterations DEFAULT 1 }. RFC 7292 §4.
struct MacData {
    bool known_hash = false;
    crypto::HashAlg hash = crypto::HashAlg::sha1;
    ByteView digest;
    ByteView salt;
    std::uint32_t iterations = 1;
};

MacData read_mac_data(DerReader& pfx) {
    MacData out;
    DerReader members = pfx.sequence("macData");
    DerReader mac = members.sequence("mac");
    const AlgorithmIdentifier algorithm = read_algorithm_identifier(mac, "digestAlgorithm");
    const ByteView parameters = algorithm.parameters;
    const bool is_null = parameters.size() == 2 && parameters[0] == 0x05;
    if (!parameters.empty() && !is_null) mac.fail(ErrorCode::bad_parameters, "parameters");
    const auto hash = hash_of(algorithm.oid);
    out.known_hash = hash.has_value();
    out.hash = hash.value_or(out.hash);
    out.digest = mac.octet_string("digest");
    mac.end();
    out.salt = members.octet_string("macSalt");
    if (!members.empty()) out.iterations = members.small_integer("iterations", kMaxIterations);
    members.end();
    return out;
}

bool mac_matches(const MacData& mac, ByteView safe, ByteView password) {
    std::array<std::uint8_t, crypto::kMaxDigestLen> key{};
    const MutByteView used = MutByteView{key}.first(crypto::digest_len(mac.hash));
    pkcs12_kdf({mac.hash, password, mac.salt, mac.iterations}, Pkcs12Use::mac, used);
    const crypto::Digest expected = crypto::HmacKey{mac.hash, used}.mac(safe);
    wipe(key);
    if (expected.view().size() != mac.digest.size()) return false;
    return ct::declassify(ct::equal(expected.view(), mac.digest),
                          "whether the file's MAC fits its password decides if it is read");
}

/// Leaves in `password` the form under which the MAC fits: an empty password is written as two zero
/// bytes or as none.
Status check_mac(const MacData& mac, ByteView safe, Password& password) {
    if (!mac.known_hash) return fail(ErrorCode::unsupported_algorithm);
    if (mac.iterations == 0) return fail(ErrorCode::bad_parameters);
    if (mac_matches(mac, safe, password.utf16)) return done();
    if (!password.utf8.empty() || !mac_matches(mac, safe, {}))
        return fail(ErrorCode::pem_wrong_password);
    password.utf16.clear();
    return done();
}

}  // namespace

Pkcs12::~Pkcs12() {
    for (Bytes& key : keys) wipe(key);
}

bool is_pkcs12(ByteView file) {
    wire::Context quiet{file};
    DerReader in{file, quiet};
    DerReader members = in.sequence("PFX");
    const bool is_three = members.small_integer("version", kPfxVersion) == kPfxVersion;
    DerReader info = members.sequence("authSafe");
    info.oid("contentType");
    return !quiet.failed() && is_three && info.next_is(context_constructed(0));
}

Result<Pkcs12> read_pkcs12(ByteView file, std::string_view password) {
    wire::Context context{file, nullptr, trace::Layer::other};
    DerReader in{file, context};
    DerReader members = in.sequence("PFX");
    if (members.small_integer("version", kPfxVersion) != kPfxVersion)
        members.fail(ErrorCode::bad_parameters, "version");
    DerReader info = members.sequence("authSafe");
    const bool is_data = info.oid("contentType") == oid::kPkcs7Data;
    DerReader content = info.constructed(context_constructed(0), "content");
    if (!context.failed() && !is_data)
        return fail(ErrorCode::unsupported_algorithm);  // signed: public-key integrity
    const ByteView safe = content.octet_string("data");
    content.end();
    info.end();
    std::optional<MacData> mac;
    if (!members.empty()) mac = read_mac_data(members);
    members.end();
    TLS_TRY(in.finish());

    Password secret{password};
    TLS_TRY_ASSIGN(secret.utf16, pkcs12_password(password));
    if (mac) TLS_TRY(check_mac(*mac, safe, secret));
    Pkcs12 out;
    TLS_TRY(SafeReader(secret, out).read_authenticated_safe(safe));
    return out;
}

}  // namespace vitrine::x509
