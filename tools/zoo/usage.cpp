#include "tools/zoo/families.h"

namespace vitrine::zoo {

namespace {

namespace id = asn1::oid;
using x509::KeyUsage;

ExtensionSpec purposes(std::initializer_list<asn1::Oid> list) {
    return x509::ext_key_usage(std::span{list.begin(), list.size()});
}

}  // namespace

void add_usage(Catalogue& zoo) {
    zoo.add({"purpose-leaf-client-only", "", "purpose", "X509_V_ERR_INVALID_PURPOSE",
             "RFC 5280 §4.2.1.12: a certificate for clients is none for a server."},
            [](Chain& c) { c.leaf().set(purposes({id::kClientAuth})); });
    zoo.add({"purpose-leaf-client-as-client", "--purpose client", "accepted", "X509_V_OK",
             "For clients, and used by one."},
            [](Chain& c) { c.leaf().set(purposes({id::kClientAuth})); });
    zoo.add({"purpose-leaf-server-as-client", "--purpose client", "purpose",
             "X509_V_ERR_INVALID_PURPOSE", "For servers, and used by a client."});
    zoo.add({"purpose-leaf-absent", "", "accepted", "X509_V_OK",
             "Without the extension a certificate is for every use."},
            [](Chain& c) { c.leaf().drop(id::kExtKeyUsage); });
    zoo.add({"purpose-leaf-any-only", "", "purpose", "X509_V_ERR_INVALID_PURPOSE",
             "RFC 5280 §4.2.1.12 lets an application ask for its own purpose beside the any."},
            [](Chain& c) { c.leaf().set(purposes({id::kAnyExtendedKeyUsage})); });
    zoo.add({"purpose-leaf-code-signing", "", "purpose", "X509_V_ERR_INVALID_PURPOSE",
             "A certificate to sign programs with."},
            [](Chain& c) { c.leaf().set(purposes({id::kCodeSigning})); });
    zoo.add(
        {"purpose-ca-client-only", "", "purpose", "X509_V_ERR_INVALID_PURPOSE",
         "A CA for clients issued a server's: each certificate of the path must allow the use."},
        [](Chain& c) { c.ca().set(purposes({id::kClientAuth})); });
    zoo.add({"purpose-ca-server", "", "accepted", "X509_V_OK", "A CA for servers and clients."},
            [](Chain& c) { c.ca().set(purposes({id::kClientAuth, id::kServerAuth})); });
    zoo.add({"purpose-ca-any", "", "accepted", "X509_V_ERR_INVALID_PURPOSE",
             "anyExtendedKeyUsage in a CA does not narrow what is below."},
            [](Chain& c) { c.ca().set(purposes({id::kAnyExtendedKeyUsage})); });
    zoo.add({"purpose-root-client-only", "", "purpose", "X509_V_ERR_INVALID_PURPOSE",
             "The anchor's own extended key usage narrows what is below it."},
            [](Chain& c) { c.root().set(purposes({id::kClientAuth})); });
    zoo.add({"purpose-ca-narrower", "", "purpose", "X509_V_ERR_INVALID_PURPOSE",
             "The upper CA is for servers, the lower one for clients, the server for both."},
            [](Chain& c) {
                c.ca().set(purposes({id::kServerAuth}));
                c.add_ca("Zoo Second CA").set(purposes({id::kClientAuth}));
                c.leaf().set(purposes({id::kServerAuth, id::kClientAuth}));
            });
    zoo.add({"usage-leaf-absent", "", "accepted", "X509_V_OK",
             "Without keyUsage a key is for every use."},
            [](Chain& c) { c.leaf().drop(id::kKeyUsage); });
    zoo.add({"usage-leaf-crl-sign-only", "", "accepted", "X509_V_ERR_INVALID_PURPOSE",
             "Which bit is needed depends on the key exchange: the handshake asks, not the path."},
            [](Chain& c) {
                constexpr KeyUsage kUsages[] = {KeyUsage::crl_sign};
                c.leaf().set(x509::key_usage(kUsages));
            });
    zoo.add({"usage-leaf-cert-sign", "", "cert_sign_without_ca",
             "X509_V_ERR_KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA",
             "RFC 5280 §4.2.1.9: keyCertSign is for CAs."},
            [](Chain& c) {
                constexpr KeyUsage kUsages[] = {KeyUsage::digital_signature,
                                                KeyUsage::key_cert_sign};
                c.leaf().set(x509::key_usage(kUsages));
            });
    zoo.add({"usage-empty", "", "certificate_bad_extension",
             "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
             "RFC 5280 §4.2.1.3: at least one bit of keyUsage must be set."},
            [](Chain& c) { c.leaf().find(id::kKeyUsage)->value = from_hex("030100"); });
}

}  // namespace vitrine::zoo
