// Our verdict beside OpenSSL's, on certificates and on paths, with the same anchors, time and
// options. Changed certificates are signed again with real keys, so that a change gets past the
// signature. What differs must be in a class of disagreements.h.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "crypto/drbg.h"
#include "fuzz/chain_policy.h"
#include "fuzz/disagreements.h"
#include "fuzz/openssl_verdict.h"
#include "fuzz/properties.h"
#include "fuzz/seeds/forge_key.h"
#include "x509/certificate_frame.h"
#include "x509/key_file.h"
#include "x509/make_signed.h"

namespace {

using namespace vitrine;
using namespace vitrine::x509;

struct SigningKey {
    PrivateKey key;
    std::vector<std::uint8_t> spki;
};

const std::vector<SigningKey>& signing_keys() {
    static const std::vector<SigningKey> all = [] {
        std::vector<SigningKey> keys;
        for (std::size_t i = 0; i < fuzz::kForgeKeys; ++i) {
            PrivateKey key = fuzz::forge_key(i);
            auto spki = encode_public_key(key.public_key());
            keys.push_back({std::move(key), *std::move(spki)});
        }
        return keys;
    }();
    return all;
}

std::optional<fuzz::Bytes> sign(ByteView certificate, ByteView tbs, ByteView algorithm) {
    const auto signer = cut_certificate(certificate);
    if (!signer.ok()) return std::nullopt;
    wire::Context context{algorithm};
    asn1::DerReader in{algorithm, context};
    const SignatureScheme scheme = read_signature_algorithm(in, "algorithm").scheme;
    static constexpr std::array<std::uint8_t, 32> kSeed{};
    for (const SigningKey& candidate : signing_keys()) {
        if (context.failed() || !equal_public(candidate.spki, signer->public_key)) continue;
        crypto::Drbg rng{kSeed};
        const auto signature = sign_bytes(tbs, scheme, candidate.key, rng);
        if (signature.ok()) return *signature;
    }
    return std::nullopt;
}

/// Counts or names the classes: VITRINE_FUZZ_CLASSES=1 lists each difference on standard error
/// instead of ending at the first that is in no class.
void differ(bool on_purpose, const char* what, std::string_view why) {
    static const bool list = std::getenv("VITRINE_FUZZ_CLASSES") != nullptr;
    if (on_purpose && !list) return;
    (void)std::fprintf(stderr, "%s %s: %.*s\n", on_purpose ? "known" : "DIFFERENT", what,
                       static_cast<int>(why.size()), why.data());
    if (!list) std::abort();
}

/// True if both read it.
bool compare_certificate(ByteView der, const X509* theirs) {
    const auto ours = parse_certificate(der);
    if (ours.ok() && theirs == nullptr) {
        differ(fuzz::read_on_purpose(*ours), "certificate read by us only", "");
    } else if (!ours.ok() && theirs != nullptr) {
        const ErrorCode code = ours.error().code;
        differ(fuzz::refused_on_purpose(code), "certificate read by OpenSSL only", info(code).name);
    }
    return ours.ok() && theirs != nullptr;
}

/// What is compared of the options: nothing of revocation, and no limit but the usual ones.
void leave_out(fuzz::ChainInput& input) {
    input.options[0] &= 0xefU;
    input.options[1] &= 0x30U;
    input.options[3] = 0;
}

bool has_other_alphabet(const fuzz::ChainCase& chain) {
    bool found = std::ranges::any_of(chain.list, fuzz::is_in_another_alphabet);
    for (std::size_t i = 0; i < chain.anchors.size(); ++i)
        found |= fuzz::is_in_another_alphabet(chain.anchors[i].certificate);
    return found;
}

/// OpenSSL does not go back from a dead end (RFC 4158 §5.1): what it says of the path that we
/// found, with nothing else to choose from.
int openssl_of_path(const VerifiedChain& chain, const PathPolicy& policy) {
    fuzz::OpensslChain alone;
    const auto path = chain.path();
    for (std::size_t i = 0; i < path.size() && (i == 0 || i + 1 < path.size()); ++i)
        alone.add_listed(fuzz::openssl_certificate(path[i]->der));
    alone.add_anchor(fuzz::openssl_certificate(path.back()->der).get());
    return alone.verify(policy, false);
}

void compare_paths(const fuzz::ChainCase& chain, const fuzz::OpensslChain& theirs) {
    DirectSignatureVerifier verifier;
    base::Arena arena{std::size_t{1} << 20};
    PathReport report;
    const auto ours =
        verify_chain(chain.list, chain.anchors, chain.policy, verifier, arena, &report);
    const int error = theirs.verify(chain.policy, !ours.ok());
    if (ours.ok() == (error == X509_V_OK)) return;
    if (ours.ok()) {
        const int alone = openssl_of_path(*ours, chain.policy);
        differ(alone == X509_V_OK || fuzz::path_accepted_on_purpose(alone, *ours, chain.policy),
               "path accepted by us only", X509_verify_cert_error_string(error));
    } else {
        const bool no_issuer = report.verdict() == Reason::no_issuer;
        differ(fuzz::path_refused_on_purpose(report) || (no_issuer && has_other_alphabet(chain)),
               "path accepted by OpenSSL only", info(report.verdict()).id);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::ChainInput input = fuzz::read_chain_input(ByteView{data, size});
    leave_out(input);
    fuzz::sign_items(input, sign);
    fuzz::OpensslChain theirs;
    std::erase_if(input.items, [&](const fuzz::ChainItem& item) {
        if (!item.is_certificate()) return true;
        fuzz::X509Pointer x = fuzz::openssl_certificate(item.der);
        if (!compare_certificate(item.der, x.get())) return true;
        if (item.kind() == fuzz::ItemKind::anchor) {
            theirs.add_anchor(x.get());
        } else {
            theirs.add_listed(std::move(x));
        }
        return false;
    });
    if (theirs.empty()) return 0;
    compare_paths(fuzz::ChainCase{input}, theirs);
    return 0;
}
