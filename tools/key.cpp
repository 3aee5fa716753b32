// vitrine key: makes and shows private keys.
#include <cstdio>

#include "io/file.h"
#include "io/system_rng.h"
#include "tools/pki.h"
#include "tools/verb.h"

namespace vitrine::tools {

namespace {

constexpr OptionSpec kOptions[] = {
    {"type", '\0', "KIND", "rsa, rsa:BITS (1024 to 8192), p256, p384 or p521 (p256)"},
    {"out", 'o', "FILE", "where to (standard output)"},
    {"key-pass", '\0', "TEXT", "the password of an encrypted key"},
};

int make(const Options& options) {
    io::SystemRng rng;
    const std::string kind = options.value_or("type", "p256");
    const auto key = make_key(kind, rng);
    if (!key.ok())
        return complain(kUsage, "--type " + kind, "takes rsa, rsa:BITS, p256, p384 or p521");
    const auto pem = key_to_pem(*key);
    if (!pem.ok()) return complain(kCannotStart, "the key", info(pem.error().code).text);
    const std::string path = options.value_or("out", "-");
    if (io::write_file(path, *pem, io::FileMode::owner_only).ok()) return kDone;
    return complain(kCannotWrite, path, "cannot be written");
}

int show(const Options& options, const std::string& path) {
    const auto file = io::read_file(path);
    if (!file.ok()) return complain(kCannotRead, path, "cannot be read");
    const auto key = x509::load_private_key(*file, options.value("key-pass"));
    if (!key.ok()) return complain(kOwnCertificate, path, info(key.error().code).text);
    const x509::PublicKey shown = key->public_key();
    std::printf("%s, %zu bits\n", std::string{x509::name_of(shown.type)}.c_str(), shown.bits());
    return kDone;
}

int run(const Options& options) {
    const auto& words = options.words();
    if (words.size() == 1 && words[0] == "make") return make(options);
    if (words.size() == 2 && words[0] == "show") return show(options, words[1]);
    return complain(kUsage, "key", "takes make, or show FILE");
}

}  // namespace

const Verb kKey{"key", "make and show private keys",
                "vitrine key make --type p256 --out server.key\n"
                "vitrine key make --type rsa:3072 --out ca.key\n"
                "vitrine key show server.key\n",
                kOptions, run};

}  // namespace vitrine::tools
