// RSA, DSA and finite-field Diffie-Hellman of Botan.
#include <gtest/gtest.h>

#include "crypto/pk/dh.h"
#include "crypto/pk/dsa.h"
#include "crypto/pk/pss.h"
#include "crypto/pk/rsa.h"
#include "extra/integer.h"
#include "extra/text_vectors.h"
#include "extra/vector_folder.h"
#include "support/rsa_keys.h"

namespace vitrine::test {

namespace {

namespace fs = std::filesystem;
using crypto::HashAlg;
using enum crypto::RsaDigestKind;

/// A private key out of p, q and e.
struct PrivateNumbers {
    explicit PrivateNumbers(const VectorBlock& block)
        : p(integer_of(block.text("P"))), q(integer_of(block.text("Q"))) {
        if (p < q) std::swap(p, q);
        const Integer e_value = integer_of(block.text("E"));
        const Integer p1 = p - 1;
        const Integer q1 = q - 1;
        Integer d;
        Integer common;
        Integer inverted;
        mpz_lcm(common.get_mpz_t(), p1.get_mpz_t(), q1.get_mpz_t());
        mpz_invert(d.get_mpz_t(), e_value.get_mpz_t(), common.get_mpz_t());
        mpz_invert(inverted.get_mpz_t(), q.get_mpz_t(), p.get_mpz_t());
        parts = {be_bytes(p * q), be_bytes(e_value), be_bytes(d),      be_bytes(p),
                 be_bytes(q),     be_bytes(d % p1),  be_bytes(d % q1), be_bytes(inverted)};
    }
    [[nodiscard]] Result<crypto::RsaPrivateKey> key() const {
        return crypto::RsaPrivateKey::make(
            {parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6], parts[7]});
    }
    [[nodiscard]] crypto::RsaPublicKey open() const { return {parts[0], parts[1]}; }

    Integer p, q;
    std::vector<Bytes> parts;
};

/// The last key of a file, which often serves many cases.
class KeyOf {
  public:
    const crypto::RsaPrivateKey* of(const VectorBlock& block) {
        const std::string name = block.text("E") + block.text("P") + block.text("Q");
        if (name == name_) return keys_.empty() ? nullptr : &keys_.front();
        keys_.clear();
        name_ = name;
        auto made = PrivateNumbers(block).key();
        if (made.ok()) keys_.push_back(*std::move(made));
        return keys_.empty() ? nullptr : &keys_.front();
    }

  private:
    std::string name_;
    std::vector<crypto::RsaPrivateKey> keys_;
};

struct Padding {
    enum class Kind : std::uint8_t { none, pkcs1, pss } kind = Kind::none;
    HashAlg hash = HashAlg::sha256;
    std::optional<std::size_t> salt_len;
};

/// "PKCS1v15(SHA-256)", "PSS(SHA-1)"
Padding padding_of(const std::string& section) {
    const auto hash = find_hash(in_parentheses(section));
    if (!hash) return {};
    if (section.starts_with("PKCS1v15")) return {Padding::Kind::pkcs1, *hash, {}};
    if (section.starts_with("PSS")) return {Padding::Kind::pss, *hash, {}};
    return {};
}

/// Botan's PSS takes a salt of any length; ours must be told one.
std::optional<std::size_t> salt_len_of(const Integer& n,
                                       const Integer& e,
                                       const Padding& padding,
                                       ByteView digest,
                                       const Bytes& signature) {
    Integer block;
    const Integer s = integer_of_bytes(signature);
    mpz_powm(block.get_mpz_t(), s.get_mpz_t(), e.get_mpz_t(), n.get_mpz_t());
    const std::size_t em_bits = bits_of(n) - 1;
    const std::size_t size = (em_bits + 7) / 8;
    if (bits_of(block) > 8 * size) return std::nullopt;
    for (std::size_t length = 0; length + crypto::digest_len(padding.hash) + 2 <= size; ++length) {
        Bytes copy = be_bytes(block, size);
        if (crypto::emsa_pss_verify_vartime(padding.hash, digest, length, em_bits, copy).ok())
            return length;
    }
    return std::nullopt;
}

bool verifies(const VectorBlock& block, const Padding& padding, const Bytes& signature) {
    const Integer n = integer_of(block.text("N"));
    const Integer e = integer_of(block.text("E"));
    const Bytes n_bytes = be_bytes(n);
    const Bytes e_bytes = be_bytes(e);
    const crypto::RsaPublicKey key{n_bytes, e_bytes};
    const crypto::Digest digest = crypto::hash(padding.hash, bytes_of(block, "Msg"));
    if (padding.kind == Padding::Kind::pkcs1) {
        return crypto::rsa_verify_pkcs1_vartime(key, digest_info, padding.hash, digest.view(),
                                                signature)
            .ok();
    }
    const std::size_t salt_len = salt_len_of(n, e, padding, digest.view(), signature)
                                     .value_or(crypto::digest_len(padding.hash));
    return crypto::rsa_verify_pss_vartime(key, padding.hash, salt_len, digest.view(), signature)
        .ok();
}

void read_verify(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Signature"}, Keep::everything)) {
        const Padding padding = padding_of(block.section);
        if (padding.kind == Padding::Kind::none) {
            tally.leave_out("not a padding of TLS: " + block.section);
            continue;
        }
        tally.valid(where(block), verifies(block, padding, bytes_of(block, "Signature")));
    }
}

void read_invalid(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"InvalidSignature"}, Keep::everything)) {
        const Padding padding = padding_of(block.section);
        tally.invalid(where(block), verifies(block, padding, bytes_of(block, "InvalidSignature")));
    }
}

void read_sign(const fs::path& file, Tally& tally) {
    KeyOf keys;
    for (const VectorBlock& block : read_ending(file, {"Signature"}, Keep::everything)) {
        const Padding padding = padding_of(block.section);
        if (padding.kind == Padding::Kind::none) {
            tally.leave_out("not a padding of TLS: " + block.section);
            continue;
        }
        const Bytes expected = bytes_of(block, "Signature");
        VectorBlock open = block;
        open.values["N"] =
            Integer(integer_of(block.text("P")) * integer_of(block.text("Q"))).get_str();
        bool right = verifies(open, padding, expected);
        const crypto::RsaPrivateKey* key = keys.of(block);
        if (padding.kind == Padding::Kind::pkcs1 && key != nullptr) {
            const crypto::Digest digest = crypto::hash(padding.hash, bytes_of(block, "Msg"));
            crypto::Drbg rng = seeded_rng();
            Bytes made(key->public_key().modulus_len());
            right = key->sign_pkcs1(digest_info, padding.hash, digest.view(), rng, made).ok() &&
                    made == expected && right;
        }
        if (key == nullptr && !right) {
            tally.leave_out(
                "keys here have 512 bits and more, a multiple of 64, and two primes of "
                "half the size");
            continue;
        }
        tally.valid(where(block), right);
    }
}

// The salt is known: the encoding under the signature must be the one made here, to the bit.
void read_pss(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Signature"}, Keep::everything)) {
        const auto hash = find_hash(block.text("Hash"));
        if (!hash) {
            tally.leave_out("not a hash of ours: " + block.text("Hash"));
            continue;
        }
        const Integer n = integer_of(block.text("P")) * integer_of(block.text("Q"));
        const Integer e = integer_of(block.text("E"));
        const Integer s = integer_of_bytes(bytes_of(block, "Signature"));
        Integer power;
        mpz_powm(power.get_mpz_t(), s.get_mpz_t(), e.get_mpz_t(), n.get_mpz_t());
        const std::size_t em_bits = bits_of(n) - 1;
        Bytes made((em_bits + 7) / 8);
        const crypto::Digest digest = crypto::hash(*hash, bytes_of(block, "Msg"));
        const Bytes salt = bytes_of(block, "Nonce");
        const bool encodes =
            crypto::emsa_pss_encode(*hash, digest.view(), salt, em_bits, made).ok();
        VectorBlock open = block;
        open.values["N"] = n.get_str();
        tally.valid(where(block), encodes && made == be_bytes(power, made.size()) &&
                                      verifies(open, {Padding::Kind::pss, *hash, salt.size()},
                                               bytes_of(block, "Signature")));
    }
}

void read_decrypt(const fs::path& file, Tally& tally) {
    KeyOf keys;
    for (const VectorBlock& block : read_ending(file, {"Ciphertext"}, Keep::everything)) {
        if (block.section != "EME-PKCS1-v1_5") {
            tally.leave_out("TLS encrypts with PKCS#1 v1.5 alone: " + block.section);
            continue;
        }
        const crypto::RsaPrivateKey* key = keys.of(block);
        if (key == nullptr) {
            tally.leave_out(
                "keys here have 512 bits and more, a multiple of 64, and two primes of "
                "half the size");
            continue;
        }
        crypto::Drbg rng = seeded_rng();
        Bytes message(key->public_key().modulus_len());
        const auto length = key->decrypt_pkcs1(bytes_of(block, "Ciphertext"), rng, message);
        message.resize(length.ok() ? *length : 0);
        tally.valid(where(block), length.ok() && message == bytes_of(block, "Msg"));
    }
}

/// Holds the numbers that DSA parameters view.
struct DsaNumbers {
    explicit DsaNumbers(const VectorBlock& block)
        : p(be_bytes(integer_of(block.text("P")))),
          q(be_bytes(integer_of(block.text("Q")))),
          g(be_bytes(integer_of(block.text("G")))) {}
    [[nodiscard]] crypto::DsaParameters parameters() const { return {p, q, g}; }
    Bytes p, q, g;
};

bool dsa_verifies(const VectorBlock& block, const Bytes& y, ByteView digest) {
    const DsaNumbers numbers(block);
    const Bytes signature = bytes_of(block, "Signature");
    const ByteView both{signature};
    return crypto::dsa_check_parameters_vartime(numbers.parameters()).ok() &&
           crypto::dsa_verify_vartime(numbers.parameters(), y, digest, both.first(both.size() / 2),
                                      both.subspan(both.size() / 2))
               .ok();
}

crypto::DsaPrivateKey dsa_key(const VectorBlock& block, const DsaNumbers& numbers) {
    return crypto::DsaPrivateKey{ByteView{be_bytes(integer_of(block.text("X")), numbers.q.size())}};
}

// Their nonces are random: what they signed verifies.
void read_dsa_signed(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Signature"}, Keep::everything)) {
        const DsaNumbers numbers(block);
        Bytes y(numbers.p.size());
        const bool made =
            crypto::dsa_public_key(numbers.parameters(), dsa_key(block, numbers), y).ok();
        const auto hash = find_hash(block.text("Hash"));
        if (!hash) {
            tally.leave_out("not a hash of ours: " + block.text("Hash"));
            continue;
        }
        const crypto::Digest digest = crypto::hash(*hash, bytes_of(block, "Msg"));
        tally.valid(where(block), made && dsa_verifies(block, y, digest.view()));
    }
}

void read_dsa_rfc6979(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Signature"}, Keep::everything)) {
        const DsaNumbers numbers(block);
        const auto hash = find_hash(block.text("Hash"));
        if (!hash) {
            tally.leave_out("not a hash of ours: " + block.text("Hash"));
            continue;
        }
        const crypto::Digest digest = crypto::hash(*hash, bytes_of(block, "Msg"));
        crypto::DsaSignature made;
        const bool signs = crypto::dsa_sign(numbers.parameters(), dsa_key(block, numbers), *hash,
                                            digest.view(), nullptr, made)
                               .ok();
        const auto len = static_cast<std::ptrdiff_t>(numbers.q.size());
        Bytes both(made.r.begin(), made.r.begin() + len);
        both.insert(both.end(), made.s.begin(), made.s.begin() + len);
        tally.valid(where(block), signs && both == bytes_of(block, "Signature"));
    }
}

void read_dsa_verified(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Signature"}, Keep::everything)) {
        tally.valid(where(block), dsa_verifies(block, be_bytes(integer_of(block.text("Y"))),
                                               bytes_of(block, "Msg")));
    }
}

void read_dh(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"K"})) {
        const Bytes p = be_bytes(integer_of(block.text("P")));
        const Bytes g = be_bytes(integer_of(block.text("G")));
        const Integer x = integer_of(block.text("X"));
        const crypto::DhGroup group{p, g, bits_of(x)};
        if (block.has("KDF")) {
            tally.leave_out("TLS puts its own PRF behind a shared secret");
            continue;
        }
        const crypto::DhExponent exponent{ByteView{be_bytes(x)}};
        crypto::DhShared shared;
        const bool agreed =
            crypto::dh_agree(group, exponent, be_bytes(integer_of(block.text("Y"))), shared).ok();
        Bytes expected = bytes_of(block, "K");
        expected.insert(expected.begin(), p.size() - expected.size(), 0);
        tally.valid(where(block), agreed && equal_public(shared.expose(), expected));
    }
}

}  // namespace

std::span<const Reader> rsa_dsa_dh_readers() {
    static constexpr Reader kReaders[] = {
        {"vectors-facts/botan/pubkey/rsa_verify\\.vec", Kernels::public_key, read_verify},
        {"vectors-facts/botan/pubkey/rsa_invalid\\.vec", Kernels::public_key, read_invalid},
        {"vectors-facts/botan/pubkey/rsa_sig\\.vec", Kernels::public_key, read_sign},
        {"vectors-facts/botan/pubkey/rsa_pss\\.vec", Kernels::public_key, read_pss},
        {"vectors-facts/botan/pubkey/rsaes\\.vec", Kernels::public_key, read_decrypt},
        {"vectors-facts/botan/pubkey/dsa_prob\\.vec", Kernels::public_key, read_dsa_signed},
        {"vectors-facts/botan/pubkey/dsa_rfc6979\\.vec", Kernels::public_key, read_dsa_rfc6979},
        {"vectors-facts/botan/pubkey/dsa_verify\\.vec", Kernels::public_key, read_dsa_verified},
        {"vectors-facts/botan/pubkey/dh\\.vec", Kernels::public_key, read_dh},
    };
    return kReaders;
}

}  // namespace vitrine::test
