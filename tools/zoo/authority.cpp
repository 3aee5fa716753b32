#include "tools/zoo/families.h"

namespace vitrine::zoo {

namespace {

namespace id = asn1::oid;
using x509::KeyUsage;

ExtensionSpec usage(std::initializer_list<KeyUsage> usages) {
    return x509::key_usage(std::span{usages.begin(), usages.size()});
}

void basic_constraints(Catalogue& zoo) {
    zoo.add({"ca-basic-constraints-absent", "", "cert_sign_without_ca", "X509_V_ERR_INVALID_CA",
             "RFC 5280 §4.2.1.3: keyCertSign needs cA TRUE, and nothing says so."},
            [](Chain& c) { c.ca().drop(id::kBasicConstraints); });
    zoo.add({"ca-no-extension-says-so", "", "not_a_ca", "X509_V_ERR_INVALID_CA",
             "RFC 5280 §6.1.4 k: only basicConstraints with cA TRUE makes a CA."},
            [](Chain& c) {
                c.ca().drop(id::kBasicConstraints);
                c.ca().drop(id::kKeyUsage);
            });
    zoo.add({"ca-basic-constraints-false", "", "not_a_ca", "X509_V_ERR_INVALID_CA",
             "A certificate that says it is no CA issued one: the bug of 2002 and of 2011."},
            [](Chain& c) {
                c.ca().set(x509::basic_constraints(false));
                c.ca().set(usage({KeyUsage::digital_signature}));
            });
    zoo.add({"ca-false-with-cert-sign", "", "cert_sign_without_ca", "X509_V_ERR_INVALID_CA",
             "RFC 5280 §4.2.1.9: without cA TRUE, keyCertSign must not be asserted."},
            [](Chain& c) { c.ca().set(x509::basic_constraints(false)); });
    zoo.add(
        {"ca-basic-constraints-not-critical", "", "accepted", "X509_V_ERR_CA_BCONS_NOT_CRITICAL",
         "RFC 5280 §4.2.1.9 asks CAs to make it critical; it is understood all the same."},
        [](Chain& c) { c.ca().find(id::kBasicConstraints)->critical = false; });
    zoo.add({"leaf-signs-another", "", "not_a_ca", "X509_V_ERR_INVALID_CA",
             "A server's certificate without keyUsage signed another server's."},
            [](Chain& c) {
                Link middle = c.shop.server("owner.example.test", c.shop.key("owner"), c.ca());
                middle.drop(id::kKeyUsage);
                c.links.insert(c.links.end() - 1, middle);
                c.rekey(2, c.shop.key("owner"));
            });
}

void path_lengths(Catalogue& zoo) {
    zoo.add({"path-len-zero-kept", "", "accepted", "X509_V_OK",
             "pathLenConstraint 0 allows servers below, and there is only one."},
            [](Chain& c) { c.ca().set(x509::basic_constraints(true, 0)); });
    zoo.add({"path-len-zero-exceeded", "", "path_length", "X509_V_ERR_PATH_LENGTH_EXCEEDED",
             "RFC 5280 §6.1.4 l: a CA stands below one that allows none."},
            [](Chain& c) {
                c.ca().set(x509::basic_constraints(true, 0));
                c.add_ca("Zoo Second CA");
            });
    zoo.add({"path-len-one-kept", "", "accepted", "X509_V_OK",
             "pathLenConstraint 1 allows the one CA below."},
            [](Chain& c) {
                c.ca().set(x509::basic_constraints(true, 1));
                c.add_ca("Zoo Second CA");
            });
    zoo.add({"path-len-of-root-exceeded", "", "path_length", "X509_V_ERR_PATH_LENGTH_EXCEEDED",
             "The anchor's own constraint binds what is below it."},
            [](Chain& c) { c.root().set(x509::basic_constraints(true, 0)); });
    zoo.add({"path-len-self-issued-free", "", "accepted", "X509_V_OK",
             "RFC 5280 §6.1.4 l: a self-issued certificate, a CA's new key, does not count."},
            [](Chain& c) {
                c.ca().set(x509::basic_constraints(true, 0));
                c.add_ca("Zoo Issuing CA (new key)").spec.subject = c.ca().spec.subject;
            });
    zoo.add(
        {"path-len-negative", "", "no_issuer", "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
         "pathLenConstraint -1 cannot be read, so that there is no such CA."},
        [](Chain& c) { c.ca().find(id::kBasicConstraints)->value = from_hex("30060101ff0201ff"); });
    zoo.add(
        {"path-len-without-ca", "", "path_len_without_ca", "X509_V_ERR_PATHLEN_INVALID_FOR_NON_CA",
         "RFC 5280 §4.2.1.9: pathLenConstraint needs cA TRUE."},
        [](Chain& c) { c.leaf().find(id::kBasicConstraints)->value = from_hex("3003020100"); });
    zoo.add({"path-len-without-cert-sign", "", "path_len_without_cert_sign",
             "X509_V_ERR_PATHLEN_WITHOUT_KU_KEY_CERT_SIGN",
             "RFC 5280 §4.2.1.9: pathLenConstraint needs keyCertSign too."},
            [](Chain& c) {
                c.leaf().set(x509::basic_constraints(true, 0));
                c.leaf().set(usage({KeyUsage::digital_signature}));
            });
}

}  // namespace

void add_authority(Catalogue& zoo) {
    basic_constraints(zoo);
    path_lengths(zoo);
    zoo.add({"ca-no-cert-sign", "", "no_cert_sign", "X509_V_ERR_INVALID_CA",
             "RFC 5280 §6.1.4 n: where keyUsage is, keyCertSign must be in it."},
            [](Chain& c) { c.ca().set(usage({KeyUsage::crl_sign})); });
    zoo.add({"ca-key-usage-absent", "", "accepted", "X509_V_ERR_CA_CERT_MISSING_KEY_USAGE",
             "RFC 5280 §6.1.4 n asks for keyCertSign only where keyUsage is."},
            [](Chain& c) { c.ca().drop(id::kKeyUsage); });
    zoo.add({"ca-version-1", "", "version_1_ca", "X509_V_ERR_INVALID_CA",
             "A certificate of version 1 cannot say that it is a CA's."},
            [](Chain& c) {
                c.ca().spec.version = 1;
                c.ca().spec.extensions.clear();
            });
    zoo.add(
        {"ca-version-2", "", "version_1_ca", "X509_V_ERR_INVALID_CA", "Nor can one of version 2."},
        [](Chain& c) {
            c.ca().spec.version = 2;
            c.ca().spec.extensions.clear();
        });
    zoo.add({"root-version-1", "", "accepted", "X509_V_ERR_INVALID_CA",
             "An anchor was chosen by the user, and needs no extension to be one."},
            [](Chain& c) {
                c.root().spec.version = 1;
                c.root().spec.extensions.clear();
            });
    zoo.add({"version-1-with-extensions", "", "certificate_version",
             "X509_V_ERR_EXTENSIONS_REQUIRE_VERSION_3",
             "RFC 5280 §4.1.2.9: extensions are only for version 3."},
            [](Chain& c) { c.leaf().spec.version = 1; });
    zoo.add({"leaf-is-ca", "", "accepted", "X509_V_OK",
             "A CA's certificate may serve too; RFC 5280 does not forbid it."},
            [](Chain& c) {
                c.leaf().set(x509::basic_constraints(true));
                c.leaf().set(usage({KeyUsage::digital_signature, KeyUsage::key_cert_sign}));
            });
}

}  // namespace vitrine::zoo
