// Paths with names of every form under constraints, and with extensions that other software reads
// and we do not, or the other way round.
#include "fuzz/seeds/chain.h"

namespace vitrine::fuzz {

namespace {

namespace oid = asn1::oid;
using namespace x509;

constexpr asn1::OidConstant kNetscapeType{"2.16.840.1.113730.1.1"};

/// Mailboxes, hosts and URIs of example.test; none of bad.test, nor CN=Bad, nor an otherName.
constexpr std::string_view kConstraints =
    "308184a030300e810c6578616d706c652e74657374300e860c6578616d706c652e74657374300e820c6578616d"
    "706c652e74657374a150300b81092e6261642e74657374300b86092e6261642e74657374301282106261642e65"
    "78616d706c652e746573743012a410300e310c300a06035504030c03426164300ca00a06032a0304a0030c0178";
/// a@example.test, https://example.test/x, www.example.test, CN=Good.
constexpr std::string_view kNames =
    "304d810e61406578616d706c652e74657374861668747470733a2f2f6578616d706c652e746573742f78821077"
    "77772e6578616d706c652e74657374a411300f310d300b06035504030c04476f6f64";
/// 1.2.3.4 with a CPS and a notice.
constexpr std::string_view kPolicies =
    "3034303206032a0304302b301506082b060105050702011609687474703a2f2f782f301206082b060105050702"
    "0230060c046e6f7465";
constexpr std::string_view kAnyPurpose = "30060604551d2500";
constexpr std::string_view kGatedAndServer = "301506096086480186f842040106082b06010505070301";
/// DC=test, CN=www.example.test, emailAddress=b@example.test.
constexpr std::string_view kSubject =
    "305031143012060a0992268993f22c6401191604746573743119301706035504030c107777772e6578616d706c"
    "652e74657374311d301b06092a864886f70d010901160e62406578616d706c652e74657374";

void replace(CertificateSpec& spec, const ExtensionSpec& extension) {
    std::erase_if(spec.extensions, [&](const ExtensionSpec& e) { return e.oid == extension.oid; });
    spec.extensions.push_back(extension);
}

CertificateSpec server(const Certificate& issuer, std::size_t issuer_key) {
    const PrivateKey above = forge_key(issuer_key);
    const Issuer signer{issuer, above};
    return must(server_spec({"www.example.test", {"www.example.test"}}, forge_key(3),
                            kForgeValidity, &signer));
}

void put_forms(SeedWriter& out, Forge& forge) {
    const Certificate& root = forge.ca("Root", 0);
    const Certificate& sub =
        forge.ca("Sub", 1, &root, 0, {raw_extension(oid::kNameConstraints, true, kConstraints)});
    CertificateSpec spec = server(sub, 1);
    replace(spec, raw_extension(oid::kSubjectAltName, false, kNames));
    const Certificate& leaf = forge.make(spec, 1);
    Chain{}.leaf(leaf, 1).leaf(sub, 2).anchor(root).option(0, kServer | kHost).put(out, "forms");
    replace(spec, must(subject_alt_name(std::vector<std::string>{"www.example.test"})));
    spec.subject = must(decode_hex(kSubject));
    const Certificate& mailbox = forge.make(spec, 1);
    Chain{}.leaf(mailbox, 1).leaf(sub, 2).anchor(root).option(0, kServer).put(out, "mailbox");
}

void put_purposes(SeedWriter& out, Forge& forge) {
    const Certificate& root = forge.ca("Root", 0);
    const Certificate& sub =
        forge.ca("Sub", 1, &root, 0, {raw_extension(oid::kExtKeyUsage, false, kAnyPurpose)});
    CertificateSpec spec = server(sub, 1);
    replace(spec, raw_extension(kNetscapeType, false, "03020640"));
    replace(spec, raw_extension(oid::kCertificatePolicies, false, kPolicies));
    const Certificate& leaf = forge.make(spec, 1);
    Chain{}.leaf(leaf, 1).leaf(sub, 2).anchor(root).option(0, kServer).put(out, "netscape");
    replace(spec, raw_extension(oid::kExtKeyUsage, false, kGatedAndServer));
    const Certificate& gated = forge.make(spec, 1);
    Chain{}.leaf(gated, 1).leaf(sub, 2).anchor(root).option(0, kServer).put(out, "gated");
}

/// No name but one with a wildcard is there to fit the host.
void put_wildcard(SeedWriter& out, Forge& forge) {
    const Certificate& root = forge.ca("Root", 0);
    CertificateSpec spec = server(root, 0);
    replace(spec, must(subject_alt_name(std::vector<std::string>{"*.example.test"})));
    const Certificate& leaf = forge.make(spec, 0);
    Chain{}.leaf(leaf, 1).anchor(root).option(0, kServer | kHost).put(out, "wildcard");
}

/// An end entity that signs another: nothing but basicConstraints, which it lacks, forbids it.
void put_no_ca(SeedWriter& out, Forge& forge) {
    const Certificate& root = forge.ca("Root", 0);
    const PrivateKey above = forge_key(0);
    const Issuer issuer{root, above};
    CertificateSpec spec = must(
        server_spec({"middle", {"middle.example.test"}}, forge_key(1), kForgeValidity, &issuer));
    std::erase_if(spec.extensions, [](const ExtensionSpec& e) { return e.oid == oid::kKeyUsage; });
    const Certificate& middle = forge.make(spec, 0);
    const Certificate& forged = forge.server(3, middle, 1);
    Chain{}
        .leaf(forged, 1)
        .leaf(middle, 2)
        .anchor(root)
        .option(0, kServer)
        .put(out, "no-ca-without-usage");
}

}  // namespace

void put_form_seeds(SeedWriter& out) {
    Forge forge;
    put_forms(out, forge);
    put_purposes(out, forge);
    put_wildcard(out, forge);
    put_no_ca(out, forge);
}

}  // namespace vitrine::fuzz
