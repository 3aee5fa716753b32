#include "tools/zoo/families.h"

namespace vitrine::zoo {

namespace {

using crypto::HashAlg;
using x509::SignatureKind;
using x509::SignatureScheme;

constexpr std::string_view kBad = "X509_V_ERR_CERT_SIGNATURE_FAILURE";

void flip_last(Bytes& signature) {
    signature.back() ^= 1U;
}

std::function<void(Chain&)> rsa_ca_signs(SignatureScheme scheme) {
    return [scheme](Chain& c) {
        c.rekey(1, c.shop.key("rsa ca", "rsa"));
        c.leaf().spec.signature = scheme;
    };
}

void damaged(Catalogue& zoo) {
    zoo.add({"signature-leaf-flipped", "", "bad_signature", kBad,
             "One bit of the signature on the server's certificate is another one."},
            [](Chain& c) { c.leaf().on_signature = flip_last; });
    zoo.add({"signature-ca-flipped", "", "bad_signature", kBad,
             "One bit of the signature on the CA's certificate is another one."},
            [](Chain& c) { c.ca().on_signature = flip_last; });
    zoo.add({"signature-root-flipped", "", "accepted", "X509_V_OK",
             "An anchor is believed without proof: nobody looks at its own signature."},
            [](Chain& c) { c.root().on_signature = flip_last; });
    zoo.add({"signature-of-changed-name", "--host evl.example.test", "bad_signature", kBad,
             "The signature is of a certificate for www; the name was changed after it."},
            [](Chain& c) {
                c.leaf().on_der = [](Bytes& der) {
                    const std::string_view from = "www.example.test";
                    const auto at =
                        std::search(der.rbegin(), der.rend(), from.rbegin(), from.rend());
                    // The last one in the bytes stands in subjectAltName, after the subject's.
                    const std::string_view to = "evl.example.test";
                    std::copy(to.rbegin(), to.rend(), at);
                };
            });
    zoo.add({"signature-zero", "", "bad_signature", kBad,
             "ECDSA with r = s = 0: one who does not check the range takes it for any message."},
            [](Chain& c) {
                c.leaf().on_signature = [](Bytes& s) { s = from_hex("3006020100020100"); };
            });
    zoo.add({"signature-ecdsa-trailing-byte", "", "bad_signature", kBad,
             "A byte after the DER of r and s."},
            [](Chain& c) { c.leaf().on_signature = [](Bytes& s) { s.push_back(0); }; });
    zoo.add({"signature-by-another-key", "", "bad_signature", kBad,
             "The CA's name, and somebody else's key."},
            [](Chain& c) { c.leaf().signer = &c.shop.key("somebody"); });
}

void algorithms(Catalogue& zoo) {
    zoo.add({"algorithm-inner-outer-differ", "", "certificate_malformed",
             "X509_V_ERR_SIGNATURE_ALGORITHM_INCONSISTENCY",
             "RFC 5280 §4.1.1.2: signature and signatureAlgorithm must be the same."},
            [](Chain& c) {
                c.leaf().outer_algorithm = must(
                    x509::encode_signature_algorithm({SignatureKind::ecdsa, HashAlg::sha384, 0}));
            });
    zoo.add({"algorithm-not-of-the-key", "", "signature_mismatch",
             "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
             "It says RSA where the CA's key is one of P-256."},
            [](Chain& c) {
                const Bytes rsa = must(x509::encode_signature_algorithm(
                    {SignatureKind::rsa_pkcs1, HashAlg::sha256, 0}));
                c.leaf().on_fields = [rsa](TbsFields& f) { f.signature = rsa; };
                c.leaf().outer_algorithm = rsa;
            });
    zoo.add({"algorithm-unknown", "", "signature_unsupported",
             "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "An algorithm that nobody has."},
            [](Chain& c) {
                const Bytes unknown = sequence({oid("1.3.6.1.4.1.55555.9")});
                c.leaf().on_fields = [unknown](TbsFields& f) { f.signature = unknown; };
                c.leaf().outer_algorithm = unknown;
            });
    zoo.add({"algorithm-rsa-without-null", "", "accepted", "X509_V_OK",
             "RFC 4055 §5: the parameters must be NULL, and readers must let them be absent."},
            [](Chain& c) {
                c.rekey(1, c.shop.key("rsa ca", "rsa"));
                const Bytes bare = sequence({oid("1.2.840.113549.1.1.11")});
                c.leaf().on_fields = [bare](TbsFields& f) { f.signature = bare; };
                c.leaf().outer_algorithm = bare;
            });
    zoo.add({"hash-sha256", "", "accepted", "X509_V_OK", "RSA PKCS#1 with SHA-256."},
            rsa_ca_signs({SignatureKind::rsa_pkcs1, HashAlg::sha256, 0}));
    zoo.add({"hash-sha1", "", "signature_weak", "X509_V_ERR_CA_MD_TOO_WEAK",
             "Two messages with one SHA-1 can be made (RFC 9155)."},
            rsa_ca_signs({SignatureKind::rsa_pkcs1, HashAlg::sha1, 0}));
    zoo.add({"hash-sha1-legacy", "--policy legacy", "accepted", "X509_V_OK",
             "The policy legacy lets SHA-1 through."},
            rsa_ca_signs({SignatureKind::rsa_pkcs1, HashAlg::sha1, 0}));
    zoo.add({"hash-md5", "", "signature_weak", "X509_V_ERR_CA_MD_TOO_WEAK",
             "A forged CA was made of MD5 in 2008."},
            rsa_ca_signs({SignatureKind::rsa_pkcs1, HashAlg::md5, 0}));
    zoo.add({"hash-md5-legacy", "--policy legacy", "signature_weak", "X509_V_OK",
             "No policy lets MD5 through."},
            rsa_ca_signs({SignatureKind::rsa_pkcs1, HashAlg::md5, 0}));
    zoo.add({"hash-sha1-on-ca", "", "signature_weak", "X509_V_ERR_CA_MD_TOO_WEAK",
             "The server's signature uses SHA-256, the CA's SHA-1."},
            [](Chain& c) { c.ca().spec.signature.hash = HashAlg::sha1; });
    zoo.add({"hash-sha1-on-root", "", "accepted", "X509_V_OK",
             "Nobody looks at an anchor's own signature, nor at its hash."},
            [](Chain& c) { c.root().spec.signature.hash = HashAlg::sha1; });
}

/// AlgorithmIdentifier of RSASSA-PSS with parameters given in hexadecimal.
std::function<void(Chain&)> pss_says(std::string_view parameters) {
    return [parameters](Chain& c) {
        c.rekey(1, c.shop.key("rsa ca", "rsa"));
        c.leaf().spec.signature = {SignatureKind::rsa_pss, HashAlg::sha256, 32};
        const Bytes algorithm = sequence({oid("1.2.840.113549.1.1.10"), from_hex(parameters)});
        c.leaf().on_fields = [algorithm](TbsFields& f) { f.signature = algorithm; };
        c.leaf().outer_algorithm = algorithm;
    };
}

constexpr std::string_view kPss32 =
    "3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d0609608648016503040201"
    "0500a203020120";
constexpr std::string_view kPss20 =
    "3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d0609608648016503040201"
    "0500a203020114";
constexpr std::string_view kPssMgf384 =
    "3034a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d0609608648016503040202"
    "0500a203020120";
constexpr std::string_view kPssTrailer =
    "3039a00f300d06096086480165030402010500a11c301a06092a864886f70d010108300d0609608648016503040201"
    "0500a203020120a303020102";

void pss(Catalogue& zoo) {
    zoo.add({"pss-good", "", "accepted", "X509_V_OK",
             "RSASSA-PSS with SHA-256 and a salt of 32 bytes (RFC 4055)."},
            pss_says(kPss32));
    zoo.add({"pss-salt-length", "", "bad_signature", kBad,
             "The parameters say 20 bytes of salt and the signature has 32."},
            pss_says(kPss20));
    zoo.add({"pss-other-mgf-hash", "", "signature_unsupported", kBad,
             "MGF1 with SHA-384 beside a message hash of SHA-256."},
            pss_says(kPssMgf384));
    zoo.add({"pss-trailer", "", "signature_unsupported", "X509_V_ERR_CA_MD_TOO_WEAK",
             "RFC 4055 §3.1: trailerField must be 1."},
            pss_says(kPssTrailer));
    zoo.add({"pss-without-parameters", "", "bad_parameters", "X509_V_ERR_CA_MD_TOO_WEAK",
             "RFC 4055 §3.1: in a signature's algorithm the parameters must be there."},
            pss_says(""));
    zoo.add({"pss-key-limited-to-other-hash", "", "bad_signature", kBad,
             "The CA's key is for RSASSA-PSS with SHA-384 only, and signed with SHA-256."},
            [](Chain& c) {
                pss_says(kPss32)(c);
                c.ca().on_fields = [](TbsFields& f) {
                    const Bytes rsa = f.public_key;
                    const auto bits = std::find(rsa.begin() + 4, rsa.end(), 0x03);
                    const Bytes key(bits, rsa.end());
                    const Bytes limit = from_hex(
                        "3034a00f300d06096086480165030402020500a11c301a06092a864886f70d010108300d06"
                        "096086480165030402020500a203020130");
                    f.public_key = sequence({sequence({oid("1.2.840.113549.1.1.10"), limit}), key});
                };
            });
}

}  // namespace

void add_signatures(Catalogue& zoo) {
    damaged(zoo);
    algorithms(zoo);
    pss(zoo);
}

}  // namespace vitrine::zoo
