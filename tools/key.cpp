// vitrine key: makes and shows private keys, public keys and DH parameters.
#include <cstdio>
#include <memory>

#include "io/file.h"
#include "tools/cert_make_input.h"
#include "tools/password.h"
#include "tools/pki.h"
#include "tools/verb.h"
#include "x509/dh_parameters.h"
#include "x509/pbes2.h"

namespace vitrine::tools {

namespace {

using x509::Bytes;

constexpr OptionSpec kOptions[] = {
    {"type", '\0', "KIND",
     "rsa, rsa:BITS (1024 to 8192), p256, p384, p521, dsa, dsa:1024, dh:ffdhe2048 to dh:ffdhe8192 "
     "(p256)"},
    {"form", '\0', "WHICH", "make: pkcs8, or traditional: PKCS#1, SEC 1, OpenSSL's DSA (pkcs8)"},
    {"out", 'o', "FILE", "make: where to (standard output)"},
    {"public", '\0', "FILE", "make: the public key too, as SubjectPublicKeyInfo"},
    {"key-pass", '\0', "SRC",
     "pass:TEXT, env:NAME or file:NAME; make: encrypt under it (PBES2, AES-256)"},
    {"seed", '\0', "HEX", "make: the same key each time"},
};

constexpr std::uint32_t kIterations = 600'000;
constexpr std::string_view kKinds =
    "takes rsa, rsa:BITS, p256, p384, p521, dsa, dsa:1024 or dh:ffdhe2048 ...";

/// "ffdhe2048"; null: no such group.
const crypto::DhGroup* find_group(std::string_view name) {
    using enum crypto::DhGroupId;
    for (const crypto::DhGroupId id : {ffdhe2048, ffdhe3072, ffdhe4096, ffdhe6144, ffdhe8192}) {
        if (crypto::name_of(id) == name) return &crypto::ffdhe(id);
    }
    return nullptr;
}

int write_secret(const Options& options, std::string& text) {
    const std::string path = options.value_or("out", "-");
    const bool written = io::write_file(path, text, io::FileMode::owner_only).ok();
    wipe(MutByteView{reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    return written ? kDone : complain(kCannotWrite, path, "cannot be written");
}

int make_parameters(const Options& options, std::string_view name) {
    const crypto::DhGroup* group = find_group(name);
    if (group == nullptr) return complain(kUsage, "--type", kKinds);
    const auto der = x509::encode_dh_parameters(*group);
    if (!der.ok()) return complain(kCannotStart, "the group", der.error());
    std::string pem = x509::write_pem("DH PARAMETERS", *der);
    return write_secret(options, pem);
}

/// The key in the form that is asked for; the caller wipes it.
Result<std::string> encode(const Options& options, const x509::PrivateKey& key, Rng& rng) {
    const bool traditional = options.value_or("form", "pkcs8") == "traditional";
    std::string_view label = traditional ? x509::traditional_label(key) : "PRIVATE KEY";
    TLS_TRY_ASSIGN(Bytes der,
                   traditional ? x509::encode_traditional(key) : x509::encode_pkcs8(key));
    if (options.has("key-pass")) {
        auto sealed =
            x509::encrypt_pbes2(der, password_from(options.value("key-pass")), kIterations, rng);
        wipe(der);
        if (!sealed.ok()) return sealed.error();
        der = *std::move(sealed);
        label = "ENCRYPTED PRIVATE KEY";
    }
    std::string pem = x509::write_pem(label, der);
    wipe(der);
    return pem;
}

int make(const Options& options) {
    const std::string kind = options.value_or("type", "p256");
    if (kind.starts_with("dh:")) return make_parameters(options, std::string_view{kind}.substr(3));
    const std::string form = options.value_or("form", "pkcs8");
    if (form != "pkcs8" && form != "traditional")
        return complain(kUsage, "--form", "takes pkcs8 or traditional");
    if (form == "traditional" && options.has("key-pass"))
        return complain(kUsage, "--key-pass", "encrypts the form pkcs8 only");
    std::unique_ptr<Rng> rng;
    const int code = make_rng(options, rng);
    if (code != kDone) return code;
    const auto key = make_key(kind, *rng);
    if (!key.ok()) return complain(kUsage, "--type " + kind, kKinds);
    auto pem = encode(options, *key, *rng);
    if (!pem.ok()) return complain(kCannotStart, "the key", pem.error());
    if (options.has("public")) {
        const auto spki = x509::encode_public_key(key->public_key());
        const std::string path = options.value("public");
        if (!spki.ok() || !io::write_file(path, x509::write_pem("PUBLIC KEY", *spki)).ok())
            return complain(kCannotWrite, path, "cannot be written");
    }
    return write_secret(options, *pem);
}

void say_public(const x509::PublicKey& key) {
    const auto spki = x509::encode_public_key(key);
    if (!spki.ok()) return;
    std::string digits;
    const crypto::Digest digest = crypto::hash(crypto::HashAlg::sha256, *spki);
    for (const std::uint8_t byte : digest.view()) {
        constexpr std::string_view kDigits = "0123456789abcdef";
        (digits += kDigits[byte >> 4]) += kDigits[byte & 15U];
    }
    std::printf("SHA-256 of the public key: %s\n", digits.c_str());
}

void say_key(const x509::PublicKey& key, std::string_view what) {
    const std::string type{x509::name_of(key.type)};
    std::printf("%s, %zu bits%s\n", type.c_str(), key.bits(), std::string{what}.c_str());
    say_public(key);
}

int show_parameters(const std::string& path, ByteView file) {
    Bytes storage;
    const auto parameters = x509::load_dh_parameters(file, storage);
    if (!parameters.ok()) return complain(kOwnCertificate, path, parameters.error());
    const crypto::DhGroup group{parameters->p, parameters->g, 0};
    const bool known = crypto::known_group(parameters->p, parameters->g) != nullptr;
    const Status judged = crypto::dh_check_group(group, 1024);
    std::printf("DH parameters, %zu bits, %s\n", group.p_bits(),
                known ? "a published group" : "a group of somebody's own");
    if (judged.ok()) return kDone;
    return complain(kOwnCertificate, path, judged.error());
}

/// A label of the file, or empty.
bool holds(ByteView file, std::string_view label) {
    const auto blocks = x509::read_pem_or_der(file, {&label, 1});
    return blocks.ok() && file[0] != 0x30;
}

int show(const Options& options, const std::string& path) {
    const auto file = io::read_file(path);
    if (!file.ok()) return complain(kCannotRead, path, "cannot be read");
    if (holds(*file, "DH PARAMETERS")) return show_parameters(path, *file);
    if (holds(*file, "PUBLIC KEY")) {
        constexpr std::string_view kLabel[] = {"PUBLIC KEY"};
        const auto blocks = x509::read_pem_or_der(*file, kLabel);
        const auto key = x509::parse_public_key(blocks->front().der);
        if (!key.ok()) return complain(kOwnCertificate, path, key.error());
        say_key(*key, ", public");
        return kDone;
    }
    const auto key = x509::load_private_key(*file, password_from(options.value("key-pass")));
    if (!key.ok()) return complain(kOwnCertificate, path, key.error());
    say_key(key->public_key(), "");
    return kDone;
}

int run(const Options& options) {
    const auto& words = options.words();
    if (words.size() == 1 && words[0] == "make") return make(options);
    if (words.size() == 2 && words[0] == "show") return show(options, words[1]);
    return complain(kUsage, "key", "takes make, or show FILE");
}

}  // namespace

const Verb kKey{"key", "make and show keys and DH parameters",
                "vitrine key make --type p256 --out server.key\n"
                "vitrine key make --type rsa:3072 --key-pass secret --out ca.key\n"
                "vitrine key make --type dh:ffdhe2048 --out dh.pem\n"
                "vitrine key show server.key\n",
                kOptions, run};

}  // namespace vitrine::tools
