// nameConstraints of mailboxes, URIs and directories: names that are none, excluded ones in
// disguise, names that are equal though their letters differ.
#include "tools/zoo/constrained.h"

namespace vitrine::zoo {

namespace {

constexpr std::string_view kOk = "X509_V_OK";
constexpr std::string_view kName = "X509_V_ERR_UNSUPPORTED_NAME_SYNTAX";

/// The subject with an emailAddress of this string type.
std::function<void(Chain&)> with_mail(const ExtensionSpec& binding,
                                      unsigned tag,
                                      const Bytes& value) {
    return [=](Chain& c) {
        c.ca().set(binding);
        c.leaf().spec.subject =
            sequence({tlv(0x31, sequence({oid("1.2.840.113549.1.9.1"), tlv(tag, value)}))});
    };
}

void mailboxes(Catalogue& zoo) {
    const Bytes www = dns(kHost);
    const ExtensionSpec no_test = constraints({}, {mailbox("example.test")});
    zoo.add({"constraint-email-mailbox", "", "accepted", kOk,
             "The very mailbox; the case of the host does not count."},
            bound(constraints({mailbox("ada@example.test")}, {}),
                  alt_names({www, mailbox("ada@Example.TEST")})));
    zoo.add({"constraint-email-domain-itself", "", "name_not_permitted", kOutside,
             "RFC 5280 §4.2.1.10: with a leading dot the host itself is not meant."},
            bound(constraints({mailbox(".example.test")}, {}),
                  alt_names({www, mailbox("ada@example.test")})));
    zoo.add({"constraint-email-other-mailbox", "", "accepted", kOk,
             "Another mailbox of the host is excluded."},
            bound(constraints({}, {mailbox("bob@example.test")}),
                  alt_names({www, mailbox("ada@example.test")})));
    zoo.add({"constraint-email-without-at", "", "name_not_permitted", kName,
             "No mailbox, and hence none that the exclusion could be asked about."},
            bound(no_test, alt_names({www, mailbox("example.test")})));
    zoo.add({"constraint-email-unquoted-at", "", "name_not_permitted", kOk,
             "RFC 5321 §4.1.2: a second at sign stands in quotes, or it is no mailbox."},
            bound(constraints({mailbox("example.test")}, {}),
                  alt_names({www, mailbox("ada@lovelace@example.test")})));
    zoo.add({"constraint-email-without-at-free", "", "accepted", kOk,
             "The same without a constraint on mailboxes: nobody asks for it."},
            [www](Chain& c) { c.leaf().set(alt_names({www, mailbox("example.test")})); });
    zoo.add({"constraint-email-two-ats", "", "name_excluded", kInside,
             "The last @ is the one before the host."},
            bound(no_test, alt_names({www, mailbox("\"ada@example.org\"@example.test")})));
    zoo.add({"constraint-email-subject-excluded", "", "name_excluded", kInside,
             "emailAddress in the subject, without mailboxes in subjectAltName."},
            with_mail(no_test, 0x16, text("ada@example.test")));
    zoo.add({"constraint-email-subject-bmp", "", "name_not_permitted", kName,
             "The excluded host in letters of two bytes: emailAddress is IA5String (RFC 5280 "
             "appendix A.1)."},
            with_mail(no_test, 0x1e, from_hex("0061004000650078002e0074")));
}

void uris(Catalogue& zoo) {
    const Bytes www = dns(kHost);
    const auto permitted = [&](std::string_view constraint, std::string_view name) {
        return bound(constraints({uri(constraint)}, {}), alt_names({www, uri(name)}));
    };
    const auto excluded = [&](std::string_view constraint, std::string_view name) {
        return bound(constraints({}, {uri(constraint)}), alt_names({www, uri(name)}));
    };
    zoo.add({"constraint-uri-host", "", "accepted", kOk,
             "Without a leading dot the constraint is one host; port and path do not count."},
            permitted("example.test", "https://EXAMPLE.test:8443/a?b#c"));
    zoo.add({"constraint-uri-subdomain", "", "name_not_permitted", kOutside,
             "RFC 5280 §4.2.1.10: a constraint without leading dot is that host alone."},
            permitted("example.test", "https://www.example.test/"));
    zoo.add({"constraint-uri-domain-itself", "", "name_not_permitted", kOutside,
             "RFC 5280 §4.2.1.10: with a leading dot the host itself is not meant."},
            permitted(".example.test", "https://example.test/"));
    zoo.add({"constraint-uri-user", "", "name_not_permitted", kOutside,
             "What stands before the @ is a user; the host is example.org."},
            permitted("example.test", "https://example.test@example.org/"));
    zoo.add({"constraint-uri-excluded", "", "name_excluded", kInside, "The host is excluded."},
            excluded("example.test", "https://example.test/"));
    zoo.add({"constraint-uri-address", "", "name_not_permitted", kOk,
             "RFC 5280 §4.2.1.10: with a constraint on URIs, one whose host is an address must be "
             "refused, excluded or not."},
            excluded("example.test", "https://192.0.2.7/"));
    zoo.add({"constraint-uri-address-permitted", "", "name_not_permitted", kOk,
             "RFC 5280 §4.2.1.10: even where the constraint has the same digits."},
            permitted("192.0.2.7", "https://192.0.2.7/"));
    zoo.add({"constraint-uri-address-v6", "", "name_not_permitted", kOk,
             "The same with an address of version 6."},
            excluded("example.test", "https://[2001:db8::7]/"));
    zoo.add({"constraint-uri-address-free", "", "accepted", kOk,
             "The same without a constraint on URIs."},
            [www](Chain& c) { c.leaf().set(alt_names({www, uri("https://192.0.2.7/")})); });
}

/// Name of attributes that are each an RDN: C, O and CN, in types of one's own.
Bytes subject_of(unsigned type, std::string_view organization) {
    const Bytes country = sequence({oid("2.5.4.6"), tlv(0x13, text("DE"))});
    const Bytes lab = sequence({oid("2.5.4.10"), tlv(type, text(organization))});
    const Bytes name = sequence({oid("2.5.4.3"), tlv(0x0c, text(kHost))});
    return sequence({tlv(0x31, country), tlv(0x31, lab), tlv(0x31, name)});
}

std::function<void(Chain&)> named(ExtensionSpec binding, Bytes subject) {
    return [binding = std::move(binding), subject = std::move(subject)](Chain& c) {
        c.ca().set(binding);
        c.leaf().spec.subject = subject;
    };
}

void directories(Catalogue& zoo) {
    const Bytes country = tlv(0x31, sequence({oid("2.5.4.6"), tlv(0x13, text("DE"))}));
    const Bytes lab = tlv(0x31, sequence({oid("2.5.4.10"), tlv(0x0c, text("Lab One"))}));
    const Bytes base = general_directory(sequence({country, lab}));
    const Bytes turned = general_directory(sequence({lab, country}));
    zoo.add({"constraint-directory-string-type", "", "accepted", kOk,
             "RFC 5280 §7.1: PrintableString and UTF8String of the same letters are the same."},
            named(constraints({base}, {}), subject_of(0x13, "Lab One")));
    zoo.add({"constraint-directory-inner-spaces", "", "accepted", kOk,
             "RFC 5280 §7.1: several spaces count as one."},
            named(constraints({base}, {}), subject_of(0x0c, "lab   ONE")));
    zoo.add({"constraint-directory-inner-spaces-excluded", "", "name_excluded", kInside,
             "Nor does an exclusion end at a second space."},
            named(constraints({}, {base}), subject_of(0x0c, "lab   ONE")));
    zoo.add({"constraint-directory-joined", "", "name_not_permitted", kOutside,
             "Without the space it is another name."},
            named(constraints({base}, {}), subject_of(0x0c, "LabOne")));
    zoo.add({"constraint-directory-order", "", "name_not_permitted", kOutside,
             "The order of the RDNs is part of the name."},
            named(constraints({turned}, {}), subject_of(0x0c, "Lab One")));
    zoo.add({"constraint-directory-longer", "", "name_not_permitted", kOutside,
             "The subject ends before the constraint does."},
            named(constraints({base}, {}), sequence({country})));
    zoo.add({"constraint-directory-empty-excluded", "", "name_excluded", kInside,
             "The empty name is a prefix of all: no subject at all is allowed."},
            [](Chain& c) { c.ca().set(constraints({}, {general_directory(from_hex("3000"))})); });
    zoo.add({"constraint-directory-no-subject", "", "accepted", kOk,
             "RFC 5280 §6.1.3 b: an empty subject is not held to the constraint."},
            [base](Chain& c) {
                c.ca().set(constraints({base}, {}));
                c.leaf().spec.subject = from_hex("3000");
                c.leaf().find(asn1::oid::kSubjectAltName)->critical = true;
            });
    zoo.add({"constraint-directory-in-san", "", "name_not_permitted", kOutside,
             "A directoryName in subjectAltName is held to it like the subject."},
            [base](Chain& c) {
                named(constraints({base}, {}), subject_of(0x0c, "Lab One"))(c);
                c.leaf().set(alt_names({dns(kHost), general_directory(subject_of(0x0c, "Bal"))}));
            });
}

}  // namespace

void add_constraint_names(Catalogue& zoo) {
    mailboxes(zoo);
    uris(zoo);
    directories(zoo);
}

}  // namespace vitrine::zoo
