// vitrine version: what this build is and which kernels this processor runs.
#include <cstdio>

#include "arguments.h"
#include "base/cpu.h"
#include "crypto/hash/kernels.h"
#include "crypto/mode/aead.h"
#include "crypto/mode/cbc.h"
#include "io/json_writer.h"

namespace vitrine::tools {

namespace {

struct Chosen {
    std::string primitive;
    std::string kernel;
};

std::vector<Chosen> chosen_kernels() {
    std::vector<Chosen> rows;
    using crypto::HashAlg;
    for (const HashAlg alg : {HashAlg::md5, HashAlg::sha1, HashAlg::sha256, HashAlg::sha384}) {
        for (const auto& kernel : crypto::hash_kernels(alg)) {
            if (!cpu::usable(kernel)) continue;
            rows.push_back({std::string{crypto::name_of(alg)}, std::string{kernel.name}});
            break;
        }
    }
    const std::uint8_t zeros[32] = {};
    using crypto::AeadAlg;
    for (const AeadAlg alg : {AeadAlg::aes128_gcm, AeadAlg::aes256_gcm, AeadAlg::aes128_ccm, AeadAlg::chacha20_poly1305}) {
        const auto key = crypto::AeadKey::make(alg, ByteView{zeros}.first(crypto::key_len(alg)));
        if (key.ok()) rows.push_back({std::string{crypto::name_of(alg)}, std::string{key->kernel()}});
    }
    using crypto::BlockCipherAlg;
    for (const BlockCipherAlg alg : {BlockCipherAlg::aes128, BlockCipherAlg::des_ede3}) {
        const auto key = crypto::CbcKey::make(alg, ByteView{zeros}.first(crypto::key_len(alg)), crypto::CbcKey::Use::decrypt);
        if (key.ok()) rows.push_back({std::string{crypto::name_of(alg)} + "-CBC", std::string{key->kernel()}});
    }
    return rows;
}

std::vector<std::string> features() {
    std::vector<std::string> names;
    for (int bit = 0; bit < 32; ++bit) {
        const cpu::Features one = cpu::Features{1} << bit;
        if ((cpu::enabled() & one) != 0 && cpu::name_of(one) != "unknown") names.emplace_back(cpu::name_of(one));
    }
    return names;
}

void print_json() {
    io::JsonWriter out;
    out.begin_object();
    out.key("version");
    out.text(VITRINE_VERSION);
    out.key("cpu");
    out.begin_array();
    for (const std::string& name : features()) out.text(name);
    out.end_array();
    out.key("kernels");
    out.begin_object();
    for (const Chosen& row : chosen_kernels()) {
        out.key(row.primitive);
        out.text(row.kernel);
    }
    out.end_object();
    out.end_object();
    std::printf("%s\n", out.take().c_str());
}

}  // namespace

int run_version(const Words& words) {
    constexpr Option kOptions[] = {{"--json"}};
    const Arguments arguments{words, kOptions};
    if (!arguments.problem().empty()) return usage_error("version", arguments.problem());
    if (arguments.has("--json")) {
        print_json();
        return kDone;
    }
    std::printf("vitrine %s\n", VITRINE_VERSION);
    for (const Chosen& row : chosen_kernels()) std::printf("  %-18s %s\n", row.primitive.c_str(), row.kernel.c_str());
    return kDone;
}

}  // namespace vitrine::tools
