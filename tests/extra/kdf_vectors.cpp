// The PRFs of TLS: NIST's ACVP samples, Botan's, and a collection from other projects.
#include <gtest/gtest.h>

#include "crypto/kdf/prf.h"
#include "extra/text_vectors.h"
#include "extra/vector_folder.h"
#include "extra/wycheproof.h"

namespace vitrine::test {

namespace {

namespace fs = std::filesystem;
using io::JsonValue;

/// Which PRF: MD5 and SHA-1 together, or one hash.
struct Prf {
    std::optional<crypto::HashAlg> hash;  ///< nothing: TLS 1.0's
    [[nodiscard]] Bytes operator()(ByteView secret,
                                   std::string_view label,
                                   const Bytes& seed,
                                   std::size_t size) const {
        Bytes out(size);
        if (!hash) {
            crypto::prf_tls10(secret, label, seed, out);
            return out;
        }
        crypto::prf_tls12(*hash, secret, label, seed, out);
        // The suites' own way, where they have it.
        const bool wide = *hash == crypto::HashAlg::sha384;
        if (wide || *hash == crypto::HashAlg::sha256) {
            Bytes same(size);
            const ByteView all{seed};
            crypto::prf(wide ? crypto::PrfAlg::sha384 : crypto::PrfAlg::sha256, secret, label,
                        all.first(all.size() / 2), all.subspan(all.size() / 2), same);
            EXPECT_EQ(same, out);
        }
        return out;
    }
};

Bytes joined(const Bytes& a, const Bytes& b) {
    Bytes both = a;
    both.insert(both.end(), b.begin(), b.end());
    return both;
}

/// The answers beside a file of questions: X-vectors.json, X-expected.json.
fs::path expected_of(const fs::path& file) {
    std::string name = file.filename().string();
    name.replace(name.rfind("-vectors"), 8, "-expected");
    return file.parent_path() / name;
}

const JsonValue& member_with(const JsonValue::Array& all, std::string_view key, std::uint64_t id) {
    for (const JsonValue& one : all) {
        if (one[key].integer() == id) return one;
    }
    ADD_FAILURE() << "no " << key << ' ' << id;
    return all.front();
}

bool derives(const Prf& prf,
             const JsonValue& group,
             const JsonValue& test,
             const JsonValue& wanted) {
    const Bytes premaster = hex_member(test, "preMasterSecret");
    const Bytes client = hex_member(test, "clientRandom");
    const Bytes server = hex_member(test, "serverRandom");
    const bool extended = test.has("sessionHash");
    // The older samples have other randoms for the master secret.
    const Bytes seed = extended ? hex_member(test, "sessionHash")
                                : joined(hex_member(test, "clientHelloRandom"),
                                         hex_member(test, "serverHelloRandom"));
    const Bytes master =
        prf(premaster, extended ? "extended master secret" : "master secret", seed, 48);
    return master == hex_member(wanted, "masterSecret") &&
           prf(master, "key expansion", joined(server, client),
               group["keyBlockLength"].integer() / 8) == hex_member(wanted, "keyBlock");
}

void read_acvp(const fs::path& file, Tally& tally) {
    const JsonValue questions = read_json_file(file);
    const JsonValue answers = read_json_file(expected_of(file));
    ASSERT_EQ(questions.array().size(), 2U);
    ASSERT_EQ(answers.array().size(), 2U);
    for (const JsonValue& group : questions.array()[1]["testGroups"].array()) {
        const JsonValue& answered =
            member_with(answers.array()[1]["testGroups"].array(), "tgId", group["tgId"].integer());
        Prf prf;
        if (group["tlsVersion"].text() != "v1.0/1.1") {
            const std::string& name = group["hashAlg"].text();
            prf.hash = find_hash("SHA-" + name.substr(name.rfind('-') + 1));
            EXPECT_TRUE(prf.hash.has_value()) << name;
        }
        for (const JsonValue& test : group["tests"].array()) {
            tally.valid(
                "tcId " + std::to_string(test["tcId"].integer()),
                derives(prf, group, test,
                        member_with(answered["tests"].array(), "tcId", test["tcId"].integer())));
        }
    }
}

// Read with its questions; here each must have an answer's form.
void read_acvp_answers(const fs::path& file, Tally& tally) {
    const JsonValue answers = read_json_file(file);
    ASSERT_EQ(answers.array().size(), 2U);
    for (const JsonValue& group : answers.array()[1]["testGroups"].array()) {
        for (const JsonValue& test : group["tests"].array()) {
            tally.valid("tcId " + std::to_string(test["tcId"].integer()),
                        hex_member(test, "masterSecret").size() == 48 &&
                            !hex_member(test, "keyBlock").empty());
        }
    }
}

void read_collected(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_parted(file)) {
        const std::string& name = block.text("prf");
        const Prf prf{name == "tls10" ? std::nullopt
                                      : find_hash(name == "tls10" ? "" : "SHA-" + name.substr(3))};
        EXPECT_TRUE(name == "tls10" || prf.hash.has_value()) << name;
        const Bytes output = bytes_of(block, "output");
        tally.valid(block.text("name"), prf(bytes_of(block, "secret"), block.text("label"),
                                            bytes_of(block, "seed"), output.size()) == output);
    }
}

// "TLS-PRF", "TLS-12-PRF(HMAC(SHA-256))": Botan's salt is the seed.
void read_botan(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Output"})) {
        const Prf prf{find_hash(in_parentheses(in_parentheses(block.section)))};
        EXPECT_EQ(prf.hash.has_value(), block.section != "TLS-PRF");
        const Bytes output = bytes_of(block, "Output");
        const Bytes label = bytes_of(block, "Label");
        tally.valid(where(block),
                    prf(bytes_of(block, "Secret"), std::string{label.begin(), label.end()},
                        bytes_of(block, "Salt"), output.size()) == output);
    }
}

}  // namespace

std::span<const Reader> kdf_readers() {
    static constexpr Reader kReaders[] = {
        {"vectors-facts/acvp/[a-zA-Z0-9.-]+-vectors\\.json", Kernels::symmetric, read_acvp},
        {"vectors-facts/acvp/[a-zA-Z0-9.-]+-expected\\.json", Kernels::none, read_acvp_answers},
        {"vectors-facts/tls-prf\\.txt", Kernels::symmetric, read_collected},
        {"vectors-facts/botan/kdf/tls_prf\\.vec", Kernels::symmetric, read_botan},
    };
    return kReaders;
}

}  // namespace vitrine::test
