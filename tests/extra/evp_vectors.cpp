// AWS-LC's evp_tests.txt: keys as files have them, and what they sign, verify, decrypt and agree
// on.
#include <gtest/gtest.h>

#include <map>

#include "crypto/pk/ec.h"
#include "extra/text_vectors.h"
#include "extra/vector_folder.h"
#include "support/rsa_keys.h"
#include "x509/key_reader.h"
#include "x509/signature.h"

namespace vitrine::test {

namespace {

namespace fs = std::filesystem;
using x509::KeyType;
using x509::SignatureKind;
using x509::SignatureScheme;

/// "parameter missing (NOTE: this differs from upstream)"
constexpr int kMissingNullLine = 429;

class Keys {
  public:
    explicit Keys(Tally& tally) : tally_(tally) {}

    void run(const VectorBlock& block) {
        if (block.has("PrivateKey")) return private_key(block);
        if (block.has("PublicKey")) return public_key(block);
        for (const char* verb : {"Verify", "VerifyMessage"}) {
            if (block.has(verb)) return verify(block, block.text(verb));
        }
        for (const char* verb : {"Sign", "SignMessage"}) {
            if (block.has(verb)) return sign(block, block.text(verb));
        }
        if (block.has("Decrypt")) return decrypt(block);
        if (block.has("Derive")) return derive(block);
        tally_.leave_out("encryption is random, and keys of DH stand in no file");
    }

  private:
    void note(const VectorBlock& block, bool accepted) {
        block.has("Error") ? tally_.invalid(where(block), accepted)
                           : tally_.valid(where(block), accepted);
    }

    void private_key(const VectorBlock& block) {
        const std::string& name = block.text("PrivateKey");
        const std::string type = block.has("Type") ? block.text("Type") : "";
        if (type != "RSA" && type != "EC" && type != "DSA")
            return tally_.leave_out("private keys here are RSA, DSA and EC: not " + type);
        if (block.has("Error") && block.has("PKCS8VersionOut"))
            return tally_.leave_out("what fails is AWS-LC's writing of the key");
        if (name.starts_with("P-224")) return tally_.leave_out("P-224 is no curve of ours");
        auto key = x509::parse_private_key(bytes_of(block, "Input"));
        const bool accepted = key.ok();
        if (accepted) private_.insert_or_assign(name, *std::move(key));
        if (name.find("Explicit") != std::string::npos)
            return tally_.acceptable(where(block) + name, {"UnnamedCurve"}, accepted);
        if (name == "RSA-515" || name == "RSA-512")
            return tally_.acceptable(where(block) + name, {"OddSize"}, accepted);
        if (name.ends_with("WithPublicKey") || name.ends_with("WithV2PublicKey") ||
            name.ends_with("OutputV2"))
            return tally_.acceptable(where(block) + name, {"Pkcs8Version2"}, accepted);
        note(block, accepted);
    }

    void public_key(const VectorBlock& block) {
        const std::string& name = block.text("PublicKey");
        const Bytes der = bytes_of(block, "Input");
        const auto key = x509::parse_public_key(der);
        const bool known = key.ok() && key->type != KeyType::unsupported && !key->explicit_curve &&
                           (key->type != KeyType::rsa || crypto::check_public_key(key->rsa).ok());
        if (key.ok() && key->type == KeyType::unsupported)
            return tally_.leave_out("a public key of no kind that TLS 1.2 signs with");
        if (known) public_[name] = der;
        if (name == "RSA-2048-SPKI-MISSING-NULL")
            return tally_.acceptable(where(block) + name, {"KeyWithoutNull"}, known);
        if (name == "DSA-1024-SPKI-No-Params")
            return tally_.acceptable(where(block) + name, {"InheritedParameters"}, known);
        if (name.find("EXPLICIT") != std::string::npos)
            return tally_.acceptable(where(block) + name, {"UnnamedCurve"}, known);
        note(block, known);
    }

    /// What signs or verifies under that name.
    std::optional<x509::PublicKey> key_named(const std::string& name) {
        if (const auto found = private_.find(name); found != private_.end())
            return found->second.public_key();
        if (const auto found = public_.find(name); found != public_.end()) {
            const auto key = x509::parse_public_key(found->second);
            if (key.ok()) return *key;
        }
        return std::nullopt;
    }

    /// Nothing: no scheme of ours.
    static std::optional<SignatureScheme> scheme_of(const VectorBlock& block, KeyType type) {
        if (type == KeyType::ed25519)
            return SignatureScheme{SignatureKind::ed25519, crypto::HashAlg::sha512, 0};
        if (!block.has("Digest")) return std::nullopt;
        const auto hash = find_hash(block.text("Digest"));
        if (!hash) return std::nullopt;
        if (type == KeyType::ec) return SignatureScheme{SignatureKind::ecdsa, *hash, 0};
        if (type == KeyType::dsa) return SignatureScheme{SignatureKind::dsa, *hash, 0};
        const std::string padding = block.has("RSAPadding") ? block.text("RSAPadding") : "PKCS1";
        if (padding == "PKCS1") return SignatureScheme{SignatureKind::rsa_pkcs1, *hash, 0};
        if (padding != "PSS") return std::nullopt;
        const std::string salt = block.has("PSSSaltLength") ? block.text("PSSSaltLength") : "-2";
        const std::string mgf = block.has("MGF1Digest") ? block.text("MGF1Digest") : "";
        if (salt == "-2" || (!mgf.empty() && find_hash(mgf) != hash)) return std::nullopt;
        return SignatureScheme{SignatureKind::rsa_pss, *hash,
                               salt == "-1" ? crypto::digest_len(*hash) : std::stoul(salt)};
    }

    void verify(const VectorBlock& block, const std::string& name) {
        const auto key = key_named(name);
        if (!key) return tally_.leave_out("the key was left out or refused");
        const auto scheme = scheme_of(block, key->type);
        if (!scheme) return tally_.leave_out("no padding or hash of TLS, or a salt of any length");
        const Bytes input = bytes_of(block, "Input");
        const Bytes output = bytes_of(block, "Output");
        const bool digest = block.has("Verify");
        if (digest && scheme->kind == SignatureKind::ed25519)
            return note(block, false);  // it signs messages
        const bool verified = (digest ? x509::verify_digest(*key, *scheme, input, output)
                                      : x509::verify_message(*key, *scheme, input, output))
                                  .ok();
        if (block.line == kMissingNullLine)
            return tally_.acceptable(where(block), {"MissingNull"}, verified);
        note(block, verified);
    }

    void sign(const VectorBlock& block, const std::string& name) {
        const auto found = private_.find(name);
        if (found == private_.end()) return tally_.leave_out("the key was left out or refused");
        const auto scheme = scheme_of(block, found->second.type());
        if (!scheme || scheme->kind != SignatureKind::rsa_pkcs1)
            return tally_.leave_out("such a signature is random, or no scheme of TLS");
        crypto::Drbg rng = seeded_rng();
        Bytes made(found->second.max_signature_len());
        const Bytes input = bytes_of(block, "Input");
        const auto size = block.has("Sign") ? found->second.sign_digest(*scheme, input, rng, made)
                                            : found->second.sign_message(*scheme, input, rng, made);
        note(block, size.ok() && made == bytes_of(block, "Output"));
    }

    void decrypt(const VectorBlock& block) {
        const auto found = private_.find(block.text("Decrypt"));
        const std::string padding = block.has("RSAPadding") ? block.text("RSAPadding") : "PKCS1";
        if (padding != "PKCS1" || found == private_.end())
            return tally_.leave_out("TLS encrypts with PKCS#1 v1.5 alone");
        crypto::Drbg rng = seeded_rng();
        Bytes message(found->second.rsa()->public_key().modulus_len());
        const auto size =
            found->second.rsa()->decrypt_pkcs1(bytes_of(block, "Input"), rng, message);
        message.resize(size.ok() ? *size : 0);
        note(block, size.ok() && message == bytes_of(block, "Output"));
    }

    void derive(const VectorBlock& block) {
        const auto found = private_.find(block.text("Derive"));
        const auto peer =
            key_named(block.has("DerivePeer") ? block.text("DerivePeer") : std::string{});
        if (found == private_.end() || found->second.ec() == nullptr || !peer)
            return tally_.leave_out("keys of DH and X25519 stand in no file");
        Bytes shared(crypto::field_len(peer->curve));
        const bool agreed =
            crypto::ec_agree(found->second.ec()->curve, found->second.ec()->scalar.expose(),
                             peer->point, shared)
                .ok();
        note(block, agreed && shared == bytes_of(block, "Output"));
    }

    Tally& tally_;
    std::map<std::string, x509::PrivateKey> private_;
    std::map<std::string, Bytes> public_;
};

void read_evp(const fs::path& file, Tally& tally) {
    Keys keys(tally);
    for (const VectorBlock& block : read_parted(file)) keys.run(block);
}

}  // namespace

std::span<const Reader> evp_readers() {
    static constexpr Reader kReaders[] = {
        {"vectors-facts/aws-lc/evp_tests\\.txt", Kernels::public_key, read_evp},
    };
    return kReaders;
}

}  // namespace vitrine::test
