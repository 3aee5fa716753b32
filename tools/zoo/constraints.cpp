#include "tools/zoo/constrained.h"

namespace vitrine::zoo {

namespace {

Bytes directory(std::initializer_list<x509::NamePart> parts) {
    return general_directory(must(x509::encode_name(std::span{parts.begin(), parts.size()})));
}

void of_hosts(Catalogue& zoo) {
    const ExtensionSpec www = alt_names({dns(kHost)});
    zoo.add({"constraint-dns-permitted", "", "accepted", "X509_V_OK",
             "www.example.test lies below example.test (RFC 5280 §4.2.1.10)."},
            bound(constraints({dns("example.test")}, {}), www));
    zoo.add({"constraint-dns-outside", "", "name_not_permitted", kOutside,
             "The CA may name hosts below example.org only."},
            bound(constraints({dns("example.org")}, {}), www));
    zoo.add({"constraint-dns-excluded", "", "name_excluded", kInside,
             "The CA may not name hosts below example.test."},
            bound(constraints({}, {dns("example.test")}), www));
    zoo.add(
        {"constraint-dns-not-excluded", "", "accepted", "X509_V_OK", "Another host is excluded."},
        bound(constraints({}, {dns("mail.example.test")}), www));
    zoo.add({"constraint-dns-label-boundary", "--host badexample.test", "name_not_permitted",
             kOutside, "badexample.test ends in example.test, but not at a label's border."},
            bound(constraints({dns("example.test")}, {}), alt_names({dns("badexample.test")})));
    zoo.add({"constraint-dns-second-name", "", "name_not_permitted", kOutside,
             "Each name must be permitted, not just the one that is asked for."},
            bound(constraints({dns("example.test")}, {}),
                  alt_names({dns(kHost), dns("www.example.org")})));
    zoo.add({"constraint-dns-case", "", "accepted", "X509_V_OK", "Host names have no case."},
            bound(constraints({dns("EXAMPLE.Test")}, {}), www));
    zoo.add({"constraint-dns-empty-excluded", "", "name_excluded", kInside,
             "The empty name is a prefix of all: no DNS name at all is allowed."},
            bound(constraints({}, {dns("")}), www));
    zoo.add({"constraint-dns-wildcard-inside", "", "accepted", "X509_V_OK",
             "*.example.test names only what lies below example.test."},
            bound(constraints({dns("example.test")}, {}), alt_names({dns("*.example.test")})));
    zoo.add(
        {"constraint-dns-wildcard-excluded", "", "name_excluded", "X509_V_OK",
         "*.example.test could name the excluded secret.example.test."},
        bound(constraints({}, {dns("secret.example.test")}), alt_names({dns("*.example.test")})));
    zoo.add(
        {"constraint-dns-only-addresses", "--ip 192.0.2.7", "accepted",
         "X509_V_ERR_PERMITTED_VIOLATION", "A constraint on DNS names says nothing of addresses."},
        bound(constraints({dns("example.org")}, {}), alt_names({general_address("c0000207")})));
}

void of_addresses(Catalogue& zoo) {
    const ExtensionSpec address = alt_names({general_address("c0000207")});
    zoo.add({"constraint-ip-permitted", "--ip 192.0.2.7", "accepted", "X509_V_OK",
             "192.0.2.7 lies in 192.0.2.0/24."},
            bound(constraints({general_address("c0000200ffffff00")}, {}), address));
    zoo.add({"constraint-ip-outside", "--ip 192.0.2.7", "name_not_permitted", kOutside,
             "192.0.2.7 does not lie in 198.51.100.0/24."},
            bound(constraints({general_address("c6336400ffffff00")}, {}), address));
    zoo.add({"constraint-ip-excluded", "--ip 192.0.2.7", "name_excluded", kInside,
             "192.0.2.0/24 is excluded."},
            bound(constraints({}, {general_address("c0000200ffffff00")}), address));
    zoo.add({"constraint-ip-other-family", "--ip 2001:db8::7", "name_not_permitted", kOutside,
             "Only a range of version 4 is permitted, so that no address of version 6 is."},
            bound(constraints({general_address("c0000200ffffff00")}, {}),
                  alt_names({general_address("20010db8000000000000000000000007")})));
    zoo.add({"constraint-ip-mask-with-hole", "--ip 192.0.2.7", "constraint_syntax", "X509_V_OK",
             "RFC 5280 §4.2.1.10: a mask in the style of RFC 4632 is ones, then zeros."},
            bound(constraints({general_address("c0000200ff00ff00")}, {}), address));
}

void of_people(Catalogue& zoo) {
    const Bytes www = dns(kHost);
    zoo.add({"constraint-email-host", "", "accepted", "X509_V_OK",
             "A host as constraint permits every mailbox on it."},
            bound(constraints({mailbox("example.test")}, {}),
                  alt_names({www, mailbox("Ada@EXAMPLE.test")})));
    zoo.add({"constraint-email-subdomain", "", "name_not_permitted", kOutside,
             "A host as constraint means that host, not those below it."},
            bound(constraints({mailbox("example.test")}, {}),
                  alt_names({www, mailbox("ada@mail.example.test")})));
    zoo.add({"constraint-email-domain", "", "accepted", "X509_V_OK",
             "With a leading dot every host below is meant."},
            bound(constraints({mailbox(".example.test")}, {}),
                  alt_names({www, mailbox("ada@mail.example.test")})));
    zoo.add({"constraint-email-local-part", "", "name_not_permitted", kOutside,
             "The part before the @ has case."},
            bound(constraints({mailbox("ada@example.test")}, {}),
                  alt_names({www, mailbox("Ada@example.test")})));
    zoo.add({"constraint-email-excluded", "", "name_excluded", kInside,
             "The mailbox itself is excluded."},
            bound(constraints({}, {mailbox("ada@example.test")}),
                  alt_names({www, mailbox("ada@example.test")})));
    zoo.add({"constraint-email-in-subject", "", "name_not_permitted", kOutside,
             "RFC 5280 §4.2.1.10: without mailboxes in subjectAltName, emailAddress counts."},
            [](Chain& c) {
                c.ca().set(constraints({mailbox("example.test")}, {}));
                const x509::NamePart parts[] = {{asn1::oid::kCommonName, std::string{kHost}},
                                                {asn1::oid::kEmailAddress, "ada@example.org"}};
                c.leaf().spec.subject = must(x509::encode_name(parts));
            });
    zoo.add({"constraint-uri-permitted", "", "accepted", "X509_V_OK",
             "The host of the URI lies below .example.test."},
            bound(constraints({uri(".example.test")}, {}),
                  alt_names({www, uri("https://www.example.test:8443/path")})));
    zoo.add({"constraint-uri-outside", "", "name_not_permitted", kOutside,
             "The host counts, not what looks like one in the path."},
            bound(constraints({uri(".example.test")}, {}),
                  alt_names({www, uri("https://www.example.org/www.example.test")})));
    zoo.add({"constraint-uri-without-host", "", "name_not_permitted",
             "X509_V_ERR_UNSUPPORTED_NAME_SYNTAX",
             "A URI without host cannot be compared with a constraint, and is refused."},
            bound(constraints({uri(".example.test")}, {}),
                  alt_names({www, uri("urn:example:animal")})));
}

void of_directories(Catalogue& zoo) {
    const auto in = [](std::string_view organization) {
        return [organization](Chain& c) {
            const x509::NamePart inside[] = {
                {asn1::oid::kCountryName, "DE"},
                {asn1::oid::kOrganizationName, std::string{organization}},
                {asn1::oid::kCommonName, std::string{kHost}}};
            c.leaf().spec.subject = must(x509::encode_name(inside));
        };
    };
    const auto with = [](ExtensionSpec binding, std::function<void(Chain&)> then) {
        return [binding = std::move(binding), then = std::move(then)](Chain& c) {
            c.ca().set(binding);
            then(c);
        };
    };
    const Bytes lab =
        directory({{asn1::oid::kCountryName, "DE"}, {asn1::oid::kOrganizationName, "Lab"}});
    zoo.add({"constraint-directory-permitted", "", "accepted", "X509_V_OK",
             "The subject begins as the constraint does: C=DE, O=Lab."},
            with(constraints({lab}, {}), in("Lab")));
    zoo.add(
        {"constraint-directory-case", "", "accepted", "X509_V_OK",
         "RFC 5280 §7.1: names are compared without case, and spaces at the ends do not count."},
        with(constraints({lab}, {}), in(" lAB ")));
    zoo.add({"constraint-directory-outside", "", "name_not_permitted", kOutside,
             "The subject's organization is another one."},
            with(constraints({lab}, {}), in("Bal")));
    zoo.add(
        {"constraint-directory-excluded", "", "name_excluded", kInside, "C=DE, O=Lab is excluded."},
        with(constraints({}, {lab}), in("Lab")));
}

void odd(Catalogue& zoo) {
    const ExtensionSpec www = alt_names({dns(kHost)});
    zoo.add({"constraint-of-root", "", "name_not_permitted", kOutside,
             "The anchor's own constraints bind what is below it."},
            [](Chain& c) { c.root().set(constraints({dns("example.org")}, {})); });
    zoo.add({"constraint-self-issued", "", "accepted", "X509_V_OK",
             "RFC 5280 §6.1.3 b: a self-issued CA is not held to the names, the server is."},
            [](Chain& c) {
                c.ca().set(constraints({dns("example.test")}, {}));
                Link& fresh = c.add_ca("Zoo Issuing CA (new key)");
                fresh.spec.subject = c.ca().spec.subject;
                fresh.set(alt_names({dns("ca.example.org")}));
            });
    zoo.add({"constraint-ca-name-outside", "", "name_not_permitted", kOutside,
             "A CA that is not self-issued is held to the names like everybody."},
            [](Chain& c) {
                c.ca().set(constraints({dns("example.test")}, {}));
                c.add_ca("Zoo Second CA").set(alt_names({dns("ca.example.org")}));
            });
    zoo.add(
        {"constraint-minimum", "", "constraint_min_max", "X509_V_ERR_SUBTREE_MINMAX",
         "RFC 5280 §4.2.1.10: minimum must be zero."},
        bound(spec_of(asn1::oid::kNameConstraints, true,
                      sequence({tlv(0xa0, sequence({dns("example.test"), from_hex("800101")}))})),
              www));
    zoo.add({"constraint-on-other-name", "", "constraint_type",
             "X509_V_ERR_UNSUPPORTED_CONSTRAINT_TYPE",
             "A constraint that is not understood, and a name of its form."},
            bound(constraints({tlv(0x88, from_hex("2a0304"))}, {}),
                  alt_names({dns(kHost), tlv(0x88, from_hex("2a0304"))})));
    zoo.add({"constraint-on-absent-form", "", "accepted", "X509_V_OK",
             "A constraint that is not understood, and no name of its form."},
            bound(constraints({tlv(0x88, from_hex("2a0304"))}, {}), www));
    zoo.add({"constraint-in-leaf", "", "constraints_not_in_ca", "X509_V_OK",
             "RFC 5280 §4.2.1.10: the extension must be in a CA's certificate only."},
            [](Chain& c) { c.leaf().set(constraints({dns("example.test")}, {})); });
    zoo.add({"constraint-empty", "", "no_issuer", "X509_V_OK",
             "RFC 5280 §4.2.1.10: permitted or excluded subtrees must be there."},
            bound(spec_of(asn1::oid::kNameConstraints, true, from_hex("3000")), www));
}

}  // namespace

void add_constraints(Catalogue& zoo) {
    of_hosts(zoo);
    of_addresses(zoo);
    of_people(zoo);
    of_directories(zoo);
    odd(zoo);
}

}  // namespace vitrine::zoo
