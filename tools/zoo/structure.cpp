#include "tools/zoo/families.h"

namespace vitrine::zoo {

namespace {

namespace id = asn1::oid;

constexpr std::string_view kUnknown = "1.3.6.1.4.1.55555.7";

void serials(Catalogue& zoo) {
    const auto serial = [](std::string_view digits) {
        return [digits](Chain& c) { c.leaf().spec.serial_number = from_hex(digits); };
    };
    zoo.add({"serial-zero", "", "serial_number", "X509_V_OK",
             "RFC 5280 §4.1.2.2: the serial number must be positive."},
            serial("00"));
    zoo.add({"serial-negative", "", "serial_number", "X509_V_OK",
             "RFC 5280 §4.1.2.2: the serial number must be positive."},
            serial("ff"));
    zoo.add({"serial-20-octets", "", "accepted", "X509_V_OK", "As long as one may be."},
            serial("7f0102030405060708090a0b0c0d0e0f10111213"));
    zoo.add({"serial-21-octets", "", "serial_number", "X509_V_OK",
             "RFC 5280 §4.1.2.2: no more than 20 octets."},
            serial("7f0102030405060708090a0b0c0d0e0f1011121314"));
    zoo.add({"serial-zero-in-ca", "", "serial_number", "X509_V_OK",
             "RFC 5280 §4.1.2.2 holds for CAs as well."},
            [](Chain& c) { c.ca().spec.serial_number = from_hex("00"); });
    zoo.add({"serial-zero-in-root", "", "serial_number", "X509_V_OK",
             "And for an anchor that is given as a certificate."},
            [](Chain& c) { c.root().spec.serial_number = from_hex("00"); });
    zoo.add({"serial-negative-legacy", "--policy legacy", "accepted", "X509_V_OK",
             "RFC 5280 §4.1.2.2: readers should handle such numbers; the policy legacy does."},
            serial("ff"));
}

/// RFC 5280 wants these never critical, and OpenSSL handles no critical ones either.
void never_critical(Catalogue& zoo) {
    const auto made_critical = [](asn1::Oid which) {
        return [which](Chain& c) {
            for (ExtensionSpec& e : c.leaf().spec.extensions)
                e.critical = e.critical || e.oid == which;
        };
    };
    zoo.add({"extension-access-critical", "", "unknown_critical",
             "X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION",
             "RFC 5280 §4.2.2.1 wants authorityInfoAccess never critical, and nothing is fetched "
             "here."},
            [](Chain& c) {
                const Bytes ocsp = sequence(
                    {oid("1.3.6.1.5.5.7.48.1"), general_text(6, "http://ocsp.example.test/")});
                c.leaf().raw_extensions = {extension("1.3.6.1.5.5.7.1.1", true, sequence({ocsp}))};
            });
    zoo.add({"extension-subject-key-id-critical", "", "unknown_critical",
             "X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION",
             "RFC 5280 §4.2.1.2: a key identifier is never critical."},
            made_critical(id::kSubjectKeyIdentifier));
    zoo.add({"extension-authority-key-id-critical", "", "unknown_critical",
             "X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION", "RFC 5280 §4.2.1.1: the same."},
            made_critical(id::kAuthorityKeyIdentifier));
}

void extensions(Catalogue& zoo) {
    const auto raw = [](Bytes one) {
        return [one = std::move(one)](Chain& c) { c.leaf().raw_extensions.push_back(one); };
    };
    zoo.add({"extension-unknown-critical", "", "unknown_critical",
             "X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION",
             "RFC 5280 §4.2: what is critical and not known must be refused."},
            raw(extension(kUnknown, true, from_hex("0500"))));
    zoo.add({"extension-unknown", "", "accepted", "X509_V_OK",
             "What is not known and not critical is passed over."},
            raw(extension(kUnknown, false, from_hex("0500"))));
    zoo.add(
        {"extension-unknown-critical-in-ca", "", "unknown_critical",
         "X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION", "In the CA's certificate too."},
        [](Chain& c) { c.ca().raw_extensions = {extension(kUnknown, true, from_hex("0500"))}; });
    zoo.add({"extension-twice", "", "certificate_duplicate_extension",
             "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
             "RFC 5280 §4.2: no more than one instance; readers take different ones."},
            raw(extension("2.5.29.17", false, sequence({general_text(2, "other.example.test")}))));
    zoo.add({"extension-unknown-twice", "", "certificate_duplicate_extension", "X509_V_OK",
             "Two of one that is not even known."},
            [](Chain& c) {
                c.leaf().raw_extensions = {extension(kUnknown, false, from_hex("0500")),
                                           extension(kUnknown, false, from_hex("0500"))};
            });
    zoo.add({"extension-list-empty", "", "certificate_malformed",
             "X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER",
             "RFC 5280 §4.1.2.9: a sequence of one or more extensions."},
            [](Chain& c) {
                c.leaf().on_fields = [](TbsFields& f) {
                    f.extensions.clear();
                    f.unique_ids = from_hex("a3023000");
                };
            });
    zoo.add({"extension-no-rev-avail-in-ca", "", "no_rev_avail_in_ca", "X509_V_OK",
             "RFC 9608 §3: only end entities may be beyond revocation."},
            [](Chain& c) {
                c.ca().raw_extensions = {extension("2.5.29.56", false, from_hex("0500"))};
            });
    zoo.add(
        {"extension-tls-feature-lost", "", "tls_feature_lost", "X509_V_OK",
         "RFC 7633 §4.2.2: the CA promises stapling for all below it, and the server does not."},
        [](Chain& c) { c.ca().set(x509::tls_feature_status_request()); });
    zoo.add({"extension-tls-feature-kept", "", "accepted", "X509_V_OK",
             "The server promises what its CA does."},
            [](Chain& c) {
                c.ca().set(x509::tls_feature_status_request());
                c.leaf().set(x509::tls_feature_status_request());
            });
    zoo.add({"extension-no-rev-avail", "", "accepted", "X509_V_OK",
             "RFC 9608: a server without revocation."},
            raw(extension("2.5.29.56", false, from_hex("0500"))));
}

void key_identifiers(Catalogue& zoo) {
    constexpr std::string_view kOther = "0102030405060708090a0b0c0d0e0f1011121314";
    zoo.add(
        {"key-id-authority-differs", "", "accepted", "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
         "RFC 4158 §3.5.12: key identifiers help to find an issuer; the signature decides."},
        [=](Chain& c) {
            c.leaf().find(id::kAuthorityKeyIdentifier)->value =
                sequence({tlv(0x80, from_hex(kOther))});
        });
    zoo.add(
        {"key-id-authority-absent", "", "accepted", "X509_V_ERR_MISSING_AUTHORITY_KEY_IDENTIFIER",
         "RFC 5280 §4.2.1.1 asks CAs for it, and path validation does not."},
        [](Chain& c) { c.leaf().drop(id::kAuthorityKeyIdentifier); });
    zoo.add(
        {"key-id-subject-absent-in-ca", "", "accepted", "X509_V_ERR_MISSING_SUBJECT_KEY_IDENTIFIER",
         "RFC 5280 §4.2.1.2 asks CAs for it, and path validation does not."},
        [](Chain& c) { c.ca().drop(id::kSubjectKeyIdentifier); });
}

void names_and_versions(Catalogue& zoo) {
    zoo.add({"issuer-empty", "", "issuer_empty", "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
             "RFC 5280 §4.1.2.4: the issuer must have a name."},
            [](Chain& c) {
                c.leaf().own_issuer = true;
                c.leaf().spec.issuer = from_hex("3000");
            });
    zoo.add({"subject-empty-san-critical", "", "accepted", "X509_V_OK",
             "RFC 5280 §4.1.2.6: without a subject, subjectAltName is critical."},
            [](Chain& c) {
                c.leaf().spec.subject = from_hex("3000");
                c.leaf().find(id::kSubjectAltName)->critical = true;
            });
    zoo.add({"subject-empty-san-not-critical", "", "san_not_critical",
             "X509_V_ERR_EMPTY_SUBJECT_SAN_NOT_CRITICAL",
             "RFC 5280 §4.1.2.6: without a subject, subjectAltName must be critical."},
            [](Chain& c) { c.leaf().spec.subject = from_hex("3000"); });
    zoo.add({"subject-empty-in-ca", "", "no_issuer", "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
             "A CA without a name is nobody's issuer; and the server's issuer is empty too."},
            [](Chain& c) {
                c.ca().spec.subject = from_hex("3000");
                c.leaf().own_issuer = true;
                c.leaf().spec.issuer = must(x509::encode_common_name("Zoo Issuing CA"));
            });
    zoo.add({"version-4", "", "certificate_version", "X509_V_OK", "There is no version 4."},
            [](Chain& c) { c.leaf().spec.version = 4; });
    zoo.add({"unique-ids", "", "accepted", "X509_V_OK",
             "RFC 5280 §4.1.2.8: not to be used, and to be read where they are."},
            [](Chain& c) {
                c.leaf().on_fields = [](TbsFields& f) {
                    f.unique_ids = from_hex("810200aa820200bb");
                };
            });
}

}  // namespace

void add_structure(Catalogue& zoo) {
    serials(zoo);
    extensions(zoo);
    never_critical(zoo);
    key_identifiers(zoo);
    names_and_versions(zoo);
}

}  // namespace vitrine::zoo
