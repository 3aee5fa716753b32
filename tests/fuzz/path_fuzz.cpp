// The path verifier, whole: certificates, anchors, lists, responses and options from one input.
// Signatures are hashes of key and message, so that every changed certificate can be signed again
// and a second costs nothing (openssl_fuzz.cpp has real ones).
#include "fuzz/chain_policy.h"
#include "fuzz/path_oracle.h"
#include "fuzz/properties.h"
#include "x509/certificate_frame.h"

namespace {

using namespace vitrine;
using namespace vitrine::x509;
using fuzz::require;

constexpr std::size_t kArena = std::size_t{1} << 20;

crypto::Digest toy_signature(ByteView key_bits, ByteView message) {
    crypto::Hash hash{crypto::HashAlg::sha256};
    hash.update(key_bits);
    hash.update(message);
    return hash.digest();
}

std::optional<fuzz::Bytes> toy_sign(ByteView certificate, ByteView tbs, ByteView /*algorithm*/) {
    const auto signer = cut_certificate(certificate);
    if (!signer.ok() || signer->key_bits.empty()) return std::nullopt;
    const crypto::Digest signature = toy_signature(signer->key_bits.subspan(1), tbs);
    return fuzz::Bytes{signature.view().begin(), signature.view().end()};
}

class ToyVerifier final : public SignatureVerifier {
  public:
    Status verify(const PublicKey& key,
                  const SignatureScheme& /*scheme*/,
                  ByteView message,
                  ByteView signature) override {
        ++count_;
        if (equal_public(toy_signature(key.key_bits, message).view(), signature)) return done();
        return fail(ErrorCode::bad_signature);
    }
    [[nodiscard]] std::size_t count() const { return count_; }

  private:
    std::size_t count_ = 0;
};

struct Verdict {
    explicit Verdict(const fuzz::ChainCase& chain, PathReport* report = nullptr)
        : Verdict(chain, chain.policy, report) {}
    Verdict(const fuzz::ChainCase& chain, const PathPolicy& policy, PathReport* report)
        : result(verify_chain(chain.list, chain.anchors, policy, verifier, arena, report)) {
        require(verifier.count() <= policy.max_signature_checks, "signature checks are limited");
    }

    ToyVerifier verifier;
    base::Arena arena{kArena};
    Result<VerifiedChain> result;
};

void check_path(const VerifiedChain& chain, const fuzz::ChainCase& input) {
    const auto path = chain.path();
    require(path.front()->der.data() == input.list.front().der.data(), "a path begins at the leaf");
    bool anchored = false;
    for (std::size_t i = 0; i < input.anchors.size(); ++i) {
        anchored |= equal_public(input.anchors[i].certificate.der, path.back()->der);
    }
    require(anchored, "a path ends at an anchor");
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const auto expected = toy_signature(path[i + 1]->public_key.key_bits, path[i]->tbs);
        require(equal_public(expected.view(), path[i]->signature), "every signature is right");
    }
    require(chain.host_matched() == (input.policy.host != nullptr), "the host was looked at");
    fuzz::check_accepted_path(path, input.policy);
}

/// The same input with one byte of the leaf changed, in its signature or in what is signed.
void check_changed_leaf(const fuzz::ChainInput& input, const Certificate& leaf) {
    const std::size_t choice = fuzz::pick(leaf.der, leaf.signature.size() + leaf.tbs.size());
    const bool in_signature = choice < leaf.signature.size();
    const std::uint8_t* at =
        in_signature ? &leaf.signature[choice] : &leaf.tbs[choice - leaf.signature.size()];
    const auto offset = static_cast<std::size_t>(at - leaf.der.data());
    fuzz::ChainInput changed = input;
    for (fuzz::ChainItem& item : changed.items) {
        if (item.kind() != fuzz::ItemKind::certificate || !equal_public(item.der, leaf.der))
            continue;
        item.der[offset] ^= 1;
        const fuzz::ChainCase chain{changed};
        if (chain.list.empty() || chain.list.front().der.data() != item.der.data()) return;
        const Verdict verdict{chain};
        require(!verdict.result.ok(), "a leaf with a byte changed is refused");
        return;
    }
}

/// What is accepted is accepted by a policy that asks for less.
void check_weaker_policy(const fuzz::ChainCase& chain) {
    PathPolicy weaker = chain.policy;
    weaker.host = nullptr;
    weaker.make_legacy();
    weaker.require_explicit_policy = false;
    weaker.allow_ca_leaf = true;
    weaker.staple_asked = false;
    weaker.max_certificates = 10;
    weaker.max_signature_checks = 32;
    PathReport report;
    const Verdict verdict{chain, weaker, &report};
    require(verdict.result.ok() || report.verdict() == Reason::limit,
            "what is accepted is accepted by a weaker policy");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::ChainInput input = fuzz::read_chain_input(ByteView{data, size});
    fuzz::sign_items(input, toy_sign);
    const fuzz::ChainCase chain{input};
    if (chain.list.empty()) return 0;
    PathReport report;
    const Verdict verdict{chain, &report};
    fuzz::check_same(verdict.result, Verdict{chain}.result);
    require(verdict.result.ok() == (report.verdict() == Reason::accepted),
            "verdict and report agree");
    require(report.signature_checks() == verdict.verifier.count(), "the report counts the work");
    if (!verdict.result.ok()) {
        fuzz::check_error(verdict.result.error(), size);
        require(info(report.verdict()).code == verdict.result.error().code,
                "a reason has its code");
        return 0;
    }
    check_path(*verdict.result, chain);
    check_weaker_policy(chain);
    if (verdict.result->path().size() > 1) check_changed_leaf(input, chain.list.front());
    return 0;
}
