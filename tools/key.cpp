// vitrine key: makes and shows private keys.
#include <cstdio>

#include "arguments.h"
#include "io/file.h"
#include "io/system_rng.h"
#include "pki.h"

namespace vitrine::tools {

namespace {

constexpr Option kOptions[] = {{"--type", Takes::value}, {"--out", Takes::value}, {"--key-pass", Takes::value}};

int make(const Arguments& arguments) {
    io::SystemRng rng;
    const std::string kind = arguments.value_or("--type", "ec");
    const auto key = make_key(kind, rng);
    if (!key.ok()) return usage_error("key", "--type takes rsa, rsa:BITS (1024 to 8192), p256, p384 or p521, not '" + kind + "'");
    const auto pem = key_to_pem(*key);
    if (!pem.ok()) return kCannotStart;
    const std::string path = arguments.value_or("--out", "-");
    if (!io::write_file(path, *pem, io::FileMode::owner_only).ok()) return file_error("cannot write", path, kCannotWrite);
    return kDone;
}

int show(const Arguments& arguments, const std::string& path) {
    const auto file = io::read_file(path);
    if (!file.ok()) return file_error("cannot read", path, kCannotRead);
    const auto key = x509::load_private_key(*file, arguments.value("--key-pass"));
    if (!key.ok()) {
        std::fprintf(stderr, "vitrine: %s is no usable private key: %s\n", path.c_str(), std::string{info(key.error().code).text}.c_str());
        return kOwnCertificate;
    }
    const x509::PublicKey shown = key->public_key();
    std::printf("%s, %zu bits\n", std::string{x509::name_of(shown.type)}.c_str(), shown.bits());
    return kDone;
}

}  // namespace

int run_key(const Words& words) {
    const Arguments arguments{words, kOptions};
    if (!arguments.problem().empty()) return usage_error("key", arguments.problem());
    const Words& rest = arguments.words();
    if (rest.size() == 1 && rest[0] == "make") return make(arguments);
    if (rest.size() == 2 && rest[0] == "show") return show(arguments, rest[1]);
    return usage_error("key", "takes make or show FILE");
}

}  // namespace vitrine::tools
