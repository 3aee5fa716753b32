// Our verdict beside OpenSSL's, on certificates and on paths, with the same anchors, time and
// options. Changed certificates are signed again with real keys, so that a change gets past the
// signature. What differs must be in a class of disagreements.h.
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string>

#include "crypto/drbg.h"
#include "fuzz/chain_policy.h"
#include "fuzz/disagreements.h"
#include "fuzz/openssl_verdict.h"
#include "fuzz/properties.h"
#include "fuzz/seeds/forge_key.h"
#include "x509/certificate_frame.h"
#include "x509/key_writer.h"
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

ByteView current_input;

/// Puts the first input of each kind of difference into the folder.
void keep(const std::string& folder, const std::string& difference) {
    static std::set<std::string> kept;
    if (!kept.insert(difference).second) return;
    std::string name = difference;
    std::ranges::replace_if(name, [](unsigned char c) { return std::isalnum(c) == 0; }, '-');
    std::ofstream file{folder + "/" + name, std::ios::binary};
    file.write(reinterpret_cast<const char*>(current_input.data()),
               static_cast<std::streamsize>(current_input.size()));
}

/// VITRINE_FUZZ_CLASSES=FOLDER names each difference on standard error and keeps one input of each,
/// instead of ending at the first that is in no class.
void differ(bool on_purpose, const char* what, std::string_view why) {
    static const char* const folder = std::getenv("VITRINE_FUZZ_CLASSES");
    if (on_purpose && folder == nullptr) return;
    const std::string difference =
        std::string{on_purpose ? "known " : "DIFFERENT "} + what + ": " + std::string{why};
    (void)std::fprintf(stderr, "%s\n", difference.c_str());
    if (folder == nullptr) std::abort();
    keep(folder, difference);
}

/// True if both read it.
bool compare_certificate(ByteView der, const X509* theirs) {
    const auto ours = parse_certificate(der);
    if (ours.ok() && theirs == nullptr) {
        differ(fuzz::read_on_purpose(*ours), "certificate read by us only", "");
    } else if (!ours.ok() && theirs != nullptr) {
        const Error& error = ours.error();
        const bool is_opaque = fuzz::is_opaque_to_openssl(*theirs, der, error.offset);
        differ(fuzz::refused_on_purpose(error, der, is_opaque), "certificate read by OpenSSL only",
               std::string{info(error.code).name} + ", " +
                   (error.field != nullptr ? error.field : ""));
    }
    return ours.ok() && theirs != nullptr;
}

/// What is compared of the options: nothing of revocation, and no limit but the usual ones.
void leave_out(fuzz::ChainInput& input) {
    input.options[0] &= 0xefU;
    input.options[1] &= 0x30U;
    input.options[3] = 0;
}

/// OpenSSL does not go back from a dead end (RFC 4158 §5.1): what it says of the path that we
/// found, with nothing else to choose from.
int openssl_of_path(fuzz::CertificatePath path, const PathPolicy& policy) {
    fuzz::OpensslChain alone;
    std::vector<fuzz::X509Pointer> fixed;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (i == 0 || i + 1 < path.size())
            alone.add_listed(fuzz::openssl_certificate(path[i]->der));
        fixed.push_back(fuzz::openssl_certificate(path[i]->der));
    }
    alone.add_anchor(fixed.back().get());
    alone.fix_path(std::move(fixed));
    return alone.verify(policy, false).error;
}

void accepted_by_us(fuzz::CertificatePath path, const PathPolicy& policy) {
    const int error = openssl_of_path(path, policy);
    differ(error == X509_V_OK || fuzz::path_accepted_on_purpose(error, path, policy),
           "path accepted by us only", X509_verify_cert_error_string(error));
}

/// What we say of the path that OpenSSL found, with nothing else to choose from: if we accept it
/// so, nothing but a limit may have kept us from finding it.
void accepted_by_openssl(const std::vector<fuzz::Bytes>& ders,
                         const PathPolicy& policy,
                         Reason before) {
    std::vector<Certificate> list;
    TrustAnchors anchors;
    for (const fuzz::Bytes& der : ders) {
        auto c = parse_certificate(der);
        if (!c.ok()) return differ(false, "certificate changed by OpenSSL", "");
        list.push_back(*c);
    }
    static_cast<void>(anchors.add(ders.back(), "anchor"));
    std::vector<const Certificate*> path;
    for (const Certificate& c : list) path.push_back(&c);
    const std::size_t listed = std::max<std::size_t>(list.size() - 1, 1);
    DirectSignatureVerifier verifier;
    base::Arena arena{std::size_t{1} << 20};
    PathReport report;
    const auto alone =
        verify_chain(std::span{list}.first(listed), anchors, policy, verifier, arena, &report);
    if (alone.ok()) {
        differ(before == Reason::limit, "path not found by us", info(before).id);
    } else {
        differ(fuzz::path_refused_on_purpose(report, path, policy), "path accepted by OpenSSL only",
               info(report.verdict()).id);
    }
}

void compare_paths(const fuzz::ChainCase& chain, const fuzz::OpensslChain& theirs) {
    DirectSignatureVerifier verifier;
    base::Arena arena{std::size_t{1} << 20};
    PathReport report;
    const auto ours =
        verify_chain(chain.list, chain.anchors, chain.policy, verifier, arena, &report);
    const fuzz::OpensslVerdict verdict = theirs.verify(chain.policy, !ours.ok());
    if (ours.ok() == verdict.ok()) return;
    if (ours.ok()) return accepted_by_us(ours->path(), chain.policy);
    accepted_by_openssl(verdict.path, chain.policy, report.verdict());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::ChainInput input = fuzz::read_chain_input(ByteView{data, size});
    current_input = ByteView{data, size};
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
