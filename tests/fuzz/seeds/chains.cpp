// Whole paths: accepted ones of every kind, and ones that a single rule refuses.
#include "fuzz/seeds/chain.h"

namespace vitrine::fuzz {

namespace {

namespace oid = asn1::oid;
using namespace x509;

ExtensionSpec policies(std::string_view hex) {
    return raw_extension(oid::kCertificatePolicies, false, hex);
}

void put_plain(SeedWriter& out, Forge& forge) {
    const Certificate& root = forge.ca("Root", 0);
    const Certificate& sub = forge.ca("Sub", 1, &root, 0);
    const Certificate& third = forge.ca("Third", 2, &sub, 1);
    const Certificate& leaf = forge.server(3, sub, 1);
    Chain{}.leaf(leaf, 1).leaf(sub, 2).anchor(root).option(0, kServer | kHost).put(out, "three");
    Chain{}.leaf(leaf, 1).leaf(sub, 2).anchor(root).option(0, kClient).put(out, "not-a-client");
    Chain{}
        .leaf(leaf, 1)
        .leaf(sub, 2)
        .anchor(root)
        .option(0, kServer | kKeyOnly)
        .put(out, "bare", false);
    const Certificate& deep = forge.server(3, third, 2);
    Chain{}
        .leaf(deep, 1)
        .leaf(third, 2)
        .leaf(sub, 3)
        .anchor(root)
        .option(0, kServer)
        .put(out, "four");
    Chain{}.leaf(leaf, 1).anchor(sub).option(0, kServer | kHost).put(out, "partial");
    Chain{}.leaf(root, 0).put(out, "self-signed");
    Chain{}.leaf(root, 0).leaf(sub, 0).anchor(root).put(out, "the-anchor");
    Chain{}.leaf(leaf, 1).leaf(sub, 2).anchor(root).option(2, 20).put(out, "expired");
}

void put_crossed(SeedWriter& out, Forge& forge) {
    const Certificate& root = forge.ca("Root", 0);
    const Certificate& other = forge.ca("Other", 1);
    const PrivateKey root_key = forge_key(0);
    const Issuer by_root{root, root_key};
    const Certificate& cross = forge.make(must(cross_spec(other, kForgeValidity, by_root)), 0);
    const PrivateKey other_key = forge_key(1);
    const Issuer by_other{other, other_key};
    const Certificate& back = forge.make(must(cross_spec(root, kForgeValidity, by_other)), 1);
    const Certificate& leaf = forge.server(2, other, 1);
    Chain{}.leaf(leaf, 1).leaf(cross, 3).leaf(back, 1).anchor(root).put(out, "crossed");
    // self-issued: the same name with a new key
    const Certificate& rolled = forge.ca("Root", 4, &root, 0, {}, 0);
    const Certificate& below = forge.ca("Sub", 2, &rolled, 4, {}, 0);
    const Certificate& end = forge.server(3, below, 2);
    Chain{}.leaf(end, 1).leaf(below, 2).leaf(rolled, 3).anchor(root).put(out, "self-issued");
}

void put_path_lengths(SeedWriter& out, Forge& forge) {
    for (const std::uint32_t limit : {0U, 1U, 2U}) {
        const Certificate& root = forge.ca("Root", 0, nullptr, 0, {}, limit);
        const Certificate& sub = forge.ca("Sub", 1, &root, 0);
        const Certificate& third = forge.ca("Third", 2, &sub, 1, {}, 0);
        const Certificate& leaf = forge.server(3, third, 2);
        Chain{}.leaf(leaf, 1).leaf(third, 2).leaf(sub, 3).anchor(root).put(
            out, "length-" + std::to_string(limit));
    }
    // Below the anchor, and none too many.
    const Certificate& root = forge.ca("Root", 0);
    const Certificate& sub = forge.ca("Sub", 1, &root, 0, {}, 1);
    const Certificate& third = forge.ca("Third", 2, &sub, 1, {}, 0);
    const Certificate& leaf = forge.server(3, third, 2);
    Chain{}.leaf(leaf, 1).leaf(third, 2).leaf(sub, 3).anchor(root).put(out, "length-below");
}

void put_constraints(SeedWriter& out, Forge& forge) {
    const std::pair<const char*, std::string_view> cases[] = {
        {"permitted", "3010a00e300c820a6578616d706c652e7465"},
        {"permitted-all", "301ea01c300e820c6578616d706c652e74657374300a87080000000000000000"},
        {"excluded", "3012a110300e820c6578616d706c652e74657374"},
        {"address", "300ea00c300a8708c0000200ffffff00"},
        {"name", "3023a021301fa41d301b3119301706035504030c107777772e6578616d706c652e74657374"},
        {"permitted-host", "3012a010300e820c6578616d706c652e74657374"},
    };
    for (const auto& [name, hex] : cases) {
        const Certificate& root = forge.ca("Root", 0);
        const auto value = raw_extension(oid::kNameConstraints, true, hex);
        ExtensionSpec extension = value;
        CertificateSpec spec;
        const PrivateKey key = forge_key(1);
        const PrivateKey above = forge_key(0);
        const Issuer issuer{root, above};
        spec = must(ca_spec("Sub", key, kForgeValidity, &issuer));
        spec.extensions.push_back(extension);
        const Bytes der = must(make_certificate(spec, above, forge.rng()));
        const Certificate& plain = forge.ca("Sub", 1, &root, 0);
        const Certificate& leaf = forge.server(3, plain, 1);
        Chain{}
            .leaf(leaf, 1)
            .add(ItemKind::certificate, der, 2)
            .anchor(root)
            .option(0, kServer | kHost)
            .put(out, std::string{"constraint-"} + name);
    }
}

void put_policies(SeedWriter& out, Forge& forge) {
    const Certificate& root = forge.ca("Root", 0);
    for (const bool mapped : {false, true}) {
        std::vector<ExtensionSpec> more{policies("3007300506032a0304")};
        if (mapped) {
            more.push_back(
                raw_extension(oid::kPolicyMappings, true, "300c300a06032a030406032a0305"));
            more.push_back(raw_extension(oid::kPolicyConstraints, true, "3003800100"));
        }
        const Certificate& sub = forge.ca("Sub", 1, &root, 0, std::move(more));
        const Certificate& leaf = forge.server(
            3, sub, 1, {policies(mapped ? "3007300506032a0305" : "3007300506032a0304")});
        Chain{}
            .leaf(leaf, 1)
            .leaf(sub, 2)
            .anchor(root)
            .option(0, kServer | kExplicitPolicy)
            .option(1, mapped ? 0 : 32)
            .put(out, mapped ? "policy-mapped" : "policy");
    }
    const Certificate& any = forge.ca(
        "Any", 2, &root, 0,
        {policies("300830060604551d2000"), raw_extension(oid::kInhibitAnyPolicy, true, "020100")});
    const Certificate& leaf = forge.server(3, any, 2, {policies("300830060604551d2000")});
    Chain{}
        .leaf(leaf, 1)
        .leaf(any, 2)
        .anchor(root)
        .option(0, kServer | kExplicitPolicy)
        .put(out, "any-policy");
}

void put_revoked(SeedWriter& out, Forge& forge) {
    const Certificate& root = forge.ca("Root", 0);
    const Certificate& sub = forge.ca("Sub", 1, &root, 0);
    const Certificate& leaf = forge.server(3, sub, 1);
    const auto chain = [&] {
        Chain c;
        c.leaf(leaf, 1).leaf(sub, 2).anchor(root).option(0, kServer | kHost);
        return c;
    };
    chain()
        .add(ItemKind::crl, forge.crl(sub, 1, &leaf), 1)
        .option(1, kSoft)
        .put(out, "crl-revoked", false);
    chain()
        .add(ItemKind::crl, forge.crl(sub, 1, nullptr), 1)
        .add(ItemKind::crl, forge.crl(root, 0, nullptr), 2)
        .option(1, kHard)
        .put(out, "crl-good", false);
    for (const auto status : {OcspStatus::good, OcspStatus::revoked, OcspStatus::unknown}) {
        const std::string name = "ocsp-" + std::to_string(static_cast<int>(status));
        chain()
            .add(ItemKind::ocsp, forge.ocsp(sub, 1, false, leaf, sub, status), 1)
            .option(1, 2 | kStapled)
            .put(out, name, false);
    }
    const Certificate& responder = forge.make(forge.responder(sub, 1), 1);
    chain()
        .add(ItemKind::ocsp, forge.ocsp(responder, 4, true, leaf, sub, OcspStatus::good), 0x1f)
        .option(1, 2 | kStapled)
        .put(out, "ocsp-delegated", false);
}

void put_odd(SeedWriter& out, Forge& forge) {
    const Certificate& root = forge.ca("Root", 0);
    const PrivateKey above = forge_key(0);
    const Issuer issuer{root, above};
    const Certificate& as_ca = forge.server(1, root, 0);
    const Certificate& forged = forge.server(3, as_ca, 1);
    Chain{}.leaf(forged, 1).leaf(as_ca, 2).anchor(root).option(0, kServer).put(out, "no-ca");
    // a CA that says so in basicConstraints only
    const PrivateKey key = forge_key(1);
    CertificateSpec plain = must(ca_spec("Plain", key, kForgeValidity, &issuer));
    std::erase_if(plain.extensions, [](const ExtensionSpec& e) { return e.oid == oid::kKeyUsage; });
    const Certificate& without_usage = forge.make(plain, 0);
    const Certificate& below = forge.server(3, without_usage, 1);
    Chain{}.leaf(below, 1).leaf(without_usage, 2).anchor(root).put(out, "ca-without-usage");
    CertificateSpec old = must(ca_spec("Root", above, kForgeValidity));
    old.version = 1;
    old.extensions.clear();
    const Certificate& v1 = forge.make(old, 0);
    const Certificate& leaf = forge.server(1, v1, 0);
    Chain{}.leaf(leaf, 1).anchor(v1).option(0, kServer | kHost).put(out, "v1-root");
    CertificateSpec odd =
        must(server_spec({"odd", {"www.example.test"}}, forge_key(1), kForgeValidity, &issuer));
    odd.serial_number = {0x80};
    const Certificate& negative = forge.make(odd, 0);
    Chain{}.leaf(negative, 1).anchor(root).option(0, kServer | kLegacy).put(out, "odd-serial");
    Chain{}.leaf(leaf, 1).anchor(root).anchor(v1).option(3, 0x12).put(out, "limits", false);
}

}  // namespace

void put_chain_seeds(SeedWriter& out) {
    Forge forge;
    put_plain(out, forge);
    put_crossed(out, forge);
    put_path_lengths(out, forge);
    put_constraints(out, forge);
    put_policies(out, forge);
    put_revoked(out, forge);
    put_odd(out, forge);
}

}  // namespace vitrine::fuzz
