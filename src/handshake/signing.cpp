#include "handshake/signing.h"

#include "base/variant.h"
#include "handshake/common.h"
#include "handshake/groups.h"
#include "handshake/messages/certificate_request.h"

namespace vitrine::handshake {

namespace {

using crypto::Digest;
using crypto::HashAlg;
using record::ProtocolVersion;

bool has_type(ByteView types, ClientCertificateType type) {
    for (const std::uint8_t t : types) {
        if (t == static_cast<std::uint8_t>(type)) return true;
    }
    return false;
}

Digest join(const Digest& md5, const Digest& sha1) {
    Digest both = md5;
    copy_bytes(sha1.view(), MutByteView{both.bytes}.subspan(md5.len));
    both.len = static_cast<std::uint8_t>(md5.len + sha1.len);
    return both;
}

Digest hash_params(const Handshake& hs, HashAlg alg) {
    crypto::Hash running{alg};
    running.update(hs.randoms.client);
    running.update(hs.randoms.server);
    running.update(hs.params);
    return running.digest();
}

}  // namespace

void HashSet::add(HashAlg alg) {
    for (const HashAlg have : view()) {
        if (have == alg) return;
    }
    algs[count++] = alg;
}

HashSet hashes_for_signing(const Handshake& hs) {
    HashSet set;
    const bool may_sign = hs.role == trace::Role::client
                              ? !hs.settings.credentials.empty()
                              : hs.settings.client_auth != ClientAuth::off;
    if (!may_sign || hs.version < ProtocolVersion::tls12) return set;
    for (const SignatureScheme scheme : hs.settings.signature_schemes) {
        const auto algorithm = algorithm_of(scheme);
        if (algorithm.has_value()) set.add(algorithm->hash);
    }
    return set;
}

Result<x509::SignatureScheme> accept_signature_algorithm(Handshake& hs,
                                                         std::uint16_t scheme,
                                                         const x509::PublicKey& key) {
    if (hs.version < ProtocolVersion::tls12) return legacy_algorithm(key);
    const auto named = static_cast<SignatureScheme>(scheme);
    bool accepted = false;
    for (const SignatureScheme ours : hs.settings.signature_schemes)
        accepted = accepted || ours == named;
    TLS_TRY(check(
        hs, {"signature algorithm was offered", accepted, "", name_of(named), "RFC 5246 §7.4.3"},
        ErrorCode::signature_algorithm_not_offered));
    const auto algorithm = algorithm_of(named);
    if (!algorithm.has_value()) return fail(ErrorCode::signature_algorithm_not_offered);
    if (!fits(named, key)) return fail(ErrorCode::signature_algorithm_wrong_key);
    return *algorithm;
}

std::optional<SignatureScheme> choose_scheme(const Handshake& hs,
                                             const x509::PublicKey& own_key,
                                             const wire::U16View& peer_schemes) {
    for (const SignatureScheme scheme : hs.settings.signature_schemes) {
        const bool common = peer_schemes.contains(static_cast<std::uint16_t>(scheme));
        if (common && fits(scheme, own_key) && algorithm_of(scheme).has_value()) return scheme;
    }
    return std::nullopt;
}

Digest digest_of_params(const Handshake& hs, const x509::SignatureScheme& algorithm) {
    if (algorithm.kind == x509::SignatureKind::rsa_pkcs1_md5_sha1) {
        return join(hash_params(hs, HashAlg::md5), hash_params(hs, HashAlg::sha1));
    }
    return hash_params(hs, algorithm.hash);
}

Digest digest_of_transcript(const Handshake& hs, const x509::SignatureScheme& algorithm) {
    if (algorithm.kind == x509::SignatureKind::rsa_pkcs1_md5_sha1) {
        return join(hs.transcript.digest(HashAlg::md5), hs.transcript.digest(HashAlg::sha1));
    }
    return hs.transcript.digest(algorithm.hash);
}

bool fits_request(Handshake& hs, const Credential& credential) {
    const x509::PublicKey& key = credential.leaf->public_key;
    const bool ec = key.type == x509::KeyType::ec;
    const auto wanted = ec ? ClientCertificateType::ecdsa_sign : ClientCertificateType::rsa_sign;
    if (!has_type(hs.requested_types, wanted)) return false;
    if (!credential.leaf->extensions.allows(x509::KeyUsage::digital_signature)) return false;
    if (hs.version < ProtocolVersion::tls12) return true;
    const auto scheme = choose_scheme(hs, key, hs.requested_schemes);
    if (!scheme.has_value()) return false;
    hs.own_scheme = *scheme;
    return true;
}

Status ask_to_sign_transcript(Handshake& hs) {
    const x509::PublicKey& key = hs.own_credential->leaf->public_key;
    x509::SignatureScheme algorithm = legacy_algorithm(key);
    const auto chosen = algorithm_of(hs.own_scheme);
    if (hs.version >= ProtocolVersion::tls12 && chosen.has_value()) algorithm = *chosen;
    TLS_TRY_ASSIGN(Operation * operation, ask(hs));
    Sign& work = put<Sign>(operation->work);
    work.key = hs.own_credential->key;
    work.algorithm = algorithm;
    work.digest = digest_of_transcript(hs, algorithm);
    return done();
}

void show_premaster(Handshake& hs) {
    if (hs.sink == nullptr) [[likely]]
        return;
    const bool rsa = hs.suite->key_exchange == KeyExchange::rsa;
    const trace::NamedBytes inputs[] = {{"own public value", hs.own_value},
                                        {"peer's public value", hs.peer_value}};
    hs.sink->on(trace::Derive{"pre_master_secret", rsa ? "RSA" : name_of(hs.group), "",
                              rsa ? std::span<const trace::NamedBytes>{} : std::span{inputs},
                              hs.premaster.expose(), true});
}

}  // namespace vitrine::handshake
