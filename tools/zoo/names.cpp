#include "tools/zoo/families.h"

namespace vitrine::zoo {

namespace {

constexpr std::string_view kHostName = "X509_V_ERR_HOSTNAME_MISMATCH";
constexpr std::string_view kAddress = "X509_V_ERR_IP_ADDRESS_MISMATCH";

std::function<void(Chain&)> named(std::initializer_list<Bytes> names) {
    Bytes all;
    for (const Bytes& name : names) all.insert(all.end(), name.begin(), name.end());
    return [all](Chain& c) {
        c.leaf().set(spec_of(asn1::oid::kSubjectAltName, false, tlv(0x30, all)));
    };
}

std::function<void(Chain&)> for_host(std::string_view name) {
    return named({general_text(2, name)});
}

void plain(Catalogue& zoo) {
    zoo.add({"name-exact", "", "accepted", "X509_V_OK", "The very name."}, for_host(kHost));
    zoo.add({"name-case", "--host WWW.example.TEST", "accepted", "X509_V_OK",
             "RFC 6125 §6.4.1: host names have no case."},
            for_host("www.EXAMPLE.test"));
    zoo.add({"name-other", "", "host_mismatch", kHostName, "Another host."},
            for_host("mail.example.test"));
    zoo.add({"name-second-of-two", "", "accepted", "X509_V_OK", "Any of the names may match."},
            named({general_text(2, "mail.example.test"), general_text(2, kHost)}));
    zoo.add({"name-reference-trailing-dot", "--host www.example.test.", "accepted", kHostName,
             "The user's final dot says that the name is complete; it is no part of it."},
            for_host(kHost));
    zoo.add({"name-presented-trailing-dot", "", "host_mismatch", kHostName,
             "RFC 5280 §4.2.1.6: names are in the preferred syntax, which has no final dot."},
            for_host("www.example.test."));
    zoo.add(
        {"name-suffix", "", "host_mismatch", kHostName, "example.test is not www.example.test."},
        for_host("example.test"));
    zoo.add({"name-prefix", "", "host_mismatch", kHostName,
             "www.example.test.evil.test begins like it."},
            for_host("www.example.test.evil.test"));
    zoo.add({"name-leading-dot", "", "host_mismatch", kHostName,
             ".example.test is a constraint's form and no name."},
            for_host(".example.test"));
    zoo.add({"name-empty-label", "", "host_mismatch", kHostName, "www..example.test is no name."},
            for_host("www..example.test"));
    zoo.add({"name-space", "", "host_mismatch", kHostName, "A space before the name."},
            for_host(" www.example.test"));
    zoo.add({"name-label-of-63",
             "--host "
             "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.test",
             "accepted", "X509_V_OK", "A label as long as one may be."},
            for_host("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.test"));
    zoo.add({"name-underscore", "--host my_host.example.test", "accepted", "X509_V_OK",
             "Underscores are no letters of host names, and are used."},
            for_host("my_host.example.test"));
    zoo.add({"name-nul", "", "der_bad_string", kHostName,
             "A zero byte within the name: who reads it as a C string sees www.example.test "
             "(CVE-2009-2408)."},
            for_host(std::string_view{"www.example.test\0.evil.test", 27}));
}

void common_names(Catalogue& zoo) {
    zoo.add({"name-common-name-only", "", "host_mismatch", "X509_V_OK",
             "RFC 6125 §6.4.4 let the common name do where there is no subjectAltName; RFC 9525 "
             "does not."},
            [](Chain& c) { c.leaf().drop(asn1::oid::kSubjectAltName); });
    zoo.add({"name-common-name-beside", "", "host_mismatch", kHostName,
             "RFC 6125 §6.4.4: with DNS names in subjectAltName the common name is not looked at."},
            for_host("mail.example.test"));
    zoo.add({"name-only-address", "", "host_mismatch", "X509_V_OK",
             "subjectAltName has just an address; the common name still does not count."},
            named({general_address("c0000207")}));
    zoo.add({"name-empty-list", "", "certificate_bad_extension",
             "X509_V_ERR_EMPTY_SUBJECT_ALT_NAME", "RFC 5280 §4.2.1.6: at least one name."},
            named({}));
}

void wildcards(Catalogue& zoo) {
    zoo.add(
        {"wildcard-good", "", "accepted", "X509_V_OK", "RFC 6125 §6.4.3: * stands for one label."},
        for_host("*.example.test"));
    zoo.add({"wildcard-two-labels", "--host a.www.example.test", "host_mismatch", kHostName,
             "* does not stand for two labels."},
            for_host("*.example.test"));
    zoo.add({"wildcard-no-label", "--host example.test", "host_mismatch", kHostName,
             "* does not stand for nothing."},
            for_host("*.example.test"));
    zoo.add({"wildcard-partial-front", "", "host_mismatch", "X509_V_OK",
             "RFC 9525 §6.3: * must be the whole label."},
            for_host("w*.example.test"));
    zoo.add({"wildcard-partial-back", "", "host_mismatch", "X509_V_OK",
             "RFC 9525 §6.3: * must be the whole label."},
            for_host("*w.example.test"));
    zoo.add({"wildcard-in-the-middle", "", "host_mismatch", kHostName,
             "* must be the left-most label."},
            for_host("www.*.test"));
    zoo.add({"wildcard-twice", "", "host_mismatch", kHostName, "One * at most."},
            for_host("*.*.test"));
    zoo.add({"wildcard-top-level", "--host example.test", "host_mismatch", kHostName,
             "*.test would be everybody's."},
            for_host("*.test"));
    zoo.add({"wildcard-alone", "--host localhost", "host_mismatch", kHostName,
             "* alone would be everybody's."},
            for_host("*"));
    zoo.add({"wildcard-for-address", "--ip 192.0.2.7", "ip_mismatch", kAddress,
             "An address is no name with labels."},
            for_host("*.0.2.7"));
    zoo.add({"wildcard-for-a-label", "--host xn--bcher-kva.example.test", "accepted", "X509_V_OK",
             "* alone may stand for a label of an internationalized name."},
            for_host("*.example.test"));
    zoo.add({"wildcard-in-a-label", "--host xn--bcher-kva.example.test", "host_mismatch", kHostName,
             "RFC 6125 §6.4.3: no * within a label of an internationalized name."},
            for_host("xn--b*.example.test"));
}

void international(Catalogue& zoo) {
    zoo.add({"name-idn", "--host xn--bcher-kva.example.test", "accepted", "X509_V_OK",
             "Internationalized names are compared in their ASCII form."},
            for_host("xn--bcher-kva.example.test"));
    zoo.add({"name-idn-utf8", "--host xn--bcher-kva.example.test", "der_bad_string", kHostName,
             "RFC 5280 §7.2: in a dNSName the ASCII form must stand; IA5String has no other "
             "letters."},
            for_host("b\xc3\xbc"
                     "cher.example.test"));
}

void addresses(Catalogue& zoo) {
    zoo.add({"name-ip", "--ip 192.0.2.7", "accepted", "X509_V_OK", "The very address."},
            named({general_address("c0000207")}));
    zoo.add({"name-ip-other", "--ip 192.0.2.8", "ip_mismatch", kAddress, "Another address."},
            named({general_address("c0000207")}));
    zoo.add({"name-ip-v6", "--ip 2001:db8::7", "accepted", "X509_V_OK", "An address of version 6."},
            named({general_address("20010db8000000000000000000000007")}));
    zoo.add({"name-ip-mapped", "--ip 192.0.2.7", "ip_mismatch", kAddress,
             "::ffff:192.0.2.7 is an address of version 6 and not 192.0.2.7."},
            named({general_address("00000000000000000000ffffc0000207")}));
    zoo.add({"name-ip-as-dns", "--ip 192.0.2.7", "ip_mismatch", kAddress,
             "RFC 5280 §4.2.1.6: addresses stand in iPAddress, not in dNSName."},
            for_host("192.0.2.7"));
    zoo.add({"name-ip-as-common-name", "--ip 192.0.2.7", "ip_mismatch", kAddress,
             "Nor in the common name."},
            [](Chain& c) { c.leaf().spec.subject = must(x509::encode_common_name("192.0.2.7")); });
    zoo.add({"name-ip-of-5-octets", "--ip 192.0.2.7", "certificate_bad_extension", kAddress,
             "RFC 5280 §4.2.1.6: four octets or sixteen."},
            named({general_address("c000020700")}));
}

}  // namespace

void add_names(Catalogue& zoo) {
    plain(zoo);
    common_names(zoo);
    wildcards(zoo);
    international(zoo);
    addresses(zoo);
}

}  // namespace vitrine::zoo
