#include "extra/wycheproof.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "support/vector_file.h"

namespace vitrine::test {

namespace {

std::vector<std::string> flags_of(const io::JsonValue& test) {
    std::vector<std::string> flags;
    for (const io::JsonValue& flag : test["flags"].array()) flags.push_back(flag.text());
    return flags;
}

void note(const std::string& where, const io::JsonValue& test, bool accepted, Tally& tally) {
    const std::string& result = test["result"].text();
    if (result == "valid") return tally.valid(where, accepted);
    if (result == "invalid") return tally.invalid(where, accepted);
    EXPECT_EQ(result, "acceptable") << where;
    tally.acceptable(where, flags_of(test), accepted);
}

}  // namespace

Bytes hex_member(const io::JsonValue& object, std::string_view key) {
    EXPECT_TRUE(object[key].is_text()) << "no member " << key;
    return from_hex(object[key].text());
}

io::JsonValue read_json_file(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::ostringstream text;
    text << in.rdbuf();
    auto document = io::parse_json(text.str());
    EXPECT_TRUE(document.ok()) << file;
    return document.ok() ? *std::move(document) : io::JsonValue{};
}

crypto::HashAlg hash_called(const std::string& name) {
    using enum crypto::HashAlg;
    for (const crypto::HashAlg alg : {md5, sha1, sha224, sha256, sha384, sha512}) {
        if (crypto::name_of(alg) == name) return alg;
    }
    ADD_FAILURE() << "no hash " << name;
    return md5;
}

std::optional<crypto::Curve> curve_called(const std::string& name) {
    if (name == "secp256r1" || name == "P-256") return crypto::Curve::p256;
    if (name == "secp384r1" || name == "P-384") return crypto::Curve::p384;
    if (name == "secp521r1" || name == "P-521") return crypto::Curve::p521;
    return std::nullopt;
}

crypto::Curve our_curve(const std::string& name) {
    const std::optional<crypto::Curve> curve = curve_called(name);
    EXPECT_TRUE(curve.has_value()) << "no curve " << name;
    return curve.value_or(crypto::Curve::p256);
}

crypto::Digest digest_of(const io::JsonValue& group, const io::JsonValue& test) {
    return crypto::hash(hash_called(group["sha"].text()), hex_member(test, "msg"));
}

void run_wycheproof(const std::filesystem::path& file,
                    Tally& tally,
                    const Judge& accepts,
                    const LeftOut& left_out) {
    const io::JsonValue document = read_json_file(file);
    std::size_t cases = 0;
    for (const io::JsonValue& group : document["testGroups"].array()) {
        for (const io::JsonValue& test : group["tests"].array()) {
            const std::string where = "case " + std::to_string(test["tcId"].integer()) + " (" +
                                      test["comment"].text() + ")";
            const std::string why = left_out ? left_out(group, test) : std::string{};
            ++cases;
            if (!why.empty()) {
                tally.leave_out(why);
            } else {
                note(where, test, accepts(group, test), tally);
            }
        }
    }
    EXPECT_EQ(cases, document["numberOfTests"].integer()) << file;
}

}  // namespace vitrine::test
