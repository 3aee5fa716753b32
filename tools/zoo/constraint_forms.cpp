// nameConstraints of host names and addresses where the form of the constraint is the point: dots,
// wildcards, ranges of every length, several CAs, limits. Read next: constraint_names.cpp.
#include "tools/zoo/constrained.h"

namespace vitrine::zoo {

namespace {

constexpr std::string_view kOk = "X509_V_OK";
constexpr std::string_view kName = "X509_V_ERR_UNSUPPORTED_NAME_SYNTAX";

void dots_and_wildcards(Catalogue& zoo) {
    const ExtensionSpec www = alt_names({dns(kHost)});
    const ExtensionSpec star = alt_names({dns("*.example.test")});
    zoo.add({"constraint-dns-leading-dot", "", "accepted", kOk,
             "With a dot in front every host below is meant."},
            bound(constraints({dns(".example.test")}, {}), www));
    zoo.add({"constraint-dns-leading-dot-itself", "--host example.test", "name_not_permitted",
             kOutside, "With a dot in front the host itself is not meant."},
            bound(constraints({dns(".example.test")}, {}), alt_names({dns("example.test")})));
    zoo.add({"constraint-dns-empty-label", "", "name_not_permitted", kOk,
             "A dot in front makes no name of a host, though it ends as the permitted ones do."},
            bound(constraints({dns("example.test")}, {}),
                  alt_names({dns(kHost), dns(".example.test")})));
    zoo.add({"constraint-dns-final-dot-excluded", "", "name_excluded", kOk,
             "A final dot in the constraint does not lift it."},
            bound(constraints({}, {dns("example.test.")}), www));
    zoo.add({"constraint-dns-wildcard-final-dot", "", "name_excluded", kOk,
             "*.example.test could name the excluded secret.example.test, final dot or not."},
            bound(constraints({}, {dns("secret.example.test.")}), star));
    zoo.add({"constraint-dns-wildcard-too-deep", "", "accepted", kOk,
             "* stands for one label and cannot reach a.b.example.test."},
            bound(constraints({}, {dns("a.b.example.test")}), star));
    zoo.add({"constraint-dns-wildcard-wider", "", "name_not_permitted", kOutside,
             "Only www.example.test is permitted, and *.example.test names others too."},
            bound(constraints({dns(kHost)}, {}), star));
    zoo.add({"constraint-dns-permitted-and-excluded", "", "name_excluded", kInside,
             "RFC 5280 §4.2.1.10: what is excluded is so whatever is permitted."},
            bound(constraints({dns("example.test")}, {dns(kHost)}), www));
    zoo.add({"constraint-dns-not-critical", "", "name_not_permitted", kOutside,
             "RFC 5280 §4.2.1.10 asks for a critical extension; it binds all the same."},
            [](Chain& c) {
                ExtensionSpec binding = constraints({dns("example.org")}, {});
                binding.critical = false;
                c.ca().set(binding);
            });
}

void of_two_cas(Catalogue& zoo) {
    const auto by_both = [](std::string_view upper, std::string_view lower) {
        return [=](Chain& c) {
            c.ca().set(constraints({dns(upper)}, {}));
            c.add_ca("Zoo Second CA").set(constraints({dns(lower)}, {}));
        };
    };
    zoo.add({"constraint-of-both", "", "accepted", kOk, "Both CAs permit the name."},
            by_both("example.test", kHost));
    zoo.add({"constraint-of-lower", "", "name_not_permitted", kOutside,
             "RFC 5280 §6.1.4 g: the intersection counts; the lower CA permits another host."},
            by_both("example.test", "mail.example.test"));
    zoo.add({"constraint-of-upper", "", "name_not_permitted", kOutside,
             "The lower CA cannot permit what the upper one does not."},
            by_both("mail.example.test", "example.test"));
    zoo.add({"constraint-excluded-by-upper", "", "name_excluded", kInside,
             "RFC 5280 §6.1.4 g: excluded subtrees add up."},
            [](Chain& c) {
                c.ca().set(constraints({}, {dns(kHost)}));
                c.add_ca("Zoo Second CA").set(constraints({dns("example.test")}, {}));
            });
}

constexpr std::string_view kV6 = "20010db8000000000000000000000007";

void ranges(Catalogue& zoo) {
    const ExtensionSpec v4 = alt_names({general_address("c0000207")});
    const ExtensionSpec v6 = alt_names({general_address(kV6)});
    const auto range = [](std::string_view hex) { return general_address(hex); };
    const Bytes db8 = range("20010db8000000000000000000000000ffffffff000000000000000000000000");
    const Bytes db9 = range("20010db9000000000000000000000000ffffffff000000000000000000000000");
    const Bytes all_v4 = range("0000000000000000");
    zoo.add({"constraint-ip-v6-permitted", "--ip 2001:db8::7", "accepted", kOk,
             "2001:db8::7 lies in 2001:db8::/32."},
            bound(constraints({db8}, {}), v6));
    zoo.add({"constraint-ip-v6-outside", "--ip 2001:db8::7", "name_not_permitted", kOutside,
             "2001:db8::7 does not lie in 2001:db9::/32."},
            bound(constraints({db9}, {}), v6));
    zoo.add({"constraint-ip-v6-excluded", "--ip 2001:db8::7", "name_excluded", kInside,
             "2001:db8::/32 is excluded."},
            bound(constraints({}, {db8}), v6));
    zoo.add(
        {"constraint-ip-v6-mask-with-hole", "--ip 2001:db8::7", "constraint_syntax", kOk,
         "RFC 5280 §4.2.1.10: also of 16 octets a mask is ones, then zeros."},
        bound(constraints(
                  {range("20010db8000000000000000000000000ffff00ff000000000000000000000000")}, {}),
              v6));
    zoo.add({"constraint-ip-all-permitted", "--ip 192.0.2.7", "accepted", kOk,
             "0.0.0.0/0 holds every address of version 4."},
            bound(constraints({all_v4}, {}), v4));
    zoo.add({"constraint-ip-all-excluded", "--ip 192.0.2.7", "name_excluded", kInside,
             "0.0.0.0/0 is excluded: no address of version 4 at all."},
            bound(constraints({}, {all_v4}), v4));
    zoo.add({"constraint-ip-all-v4-excluded", "--ip 2001:db8::7", "accepted", kOk,
             "0.0.0.0/0 is excluded, and the address is of version 6."},
            bound(constraints({}, {all_v4}), v6));
    zoo.add(
        {"constraint-ip-one", "--ip 192.0.2.7", "accepted", kOk, "192.0.2.7/32 is one address."},
        bound(constraints({range("c0000207ffffffff")}, {}), v4));
    zoo.add({"constraint-ip-next", "--ip 192.0.2.7", "name_not_permitted", kOutside,
             "192.0.2.6/32 is the one before."},
            bound(constraints({range("c0000206ffffffff")}, {}), v4));
    zoo.add({"constraint-ip-base-not-masked", "--ip 192.0.2.7", "accepted", kOk,
             "192.0.2.99 with the mask of a /24: bits outside of the mask do not count."},
            bound(constraints({range("c0000263ffffff00")}, {}), v4));
    zoo.add({"constraint-ip-mapped", "--ip 192.0.2.7", "name_not_permitted", kOutside,
             "::ffff:192.0.2.0/120 is a range of version 6 and holds no address of version 4."},
            bound(constraints({range("00000000000000000000ffffc0000200"
                                     "ffffffffffffffffffffffffffffff00")},
                              {}),
                  v4));
    zoo.add({"constraint-ip-without-mask", "--ip 192.0.2.7", "no_issuer", kName,
             "RFC 5280 §4.2.1.10: eight octets or 32; with four there is no such CA."},
            bound(constraints({range("c0000200")}, {}), v4));
    zoo.add({"constraint-ip-of-16-octets", "--ip 192.0.2.7", "no_issuer", kName,
             "Sixteen octets are neither two of version 4 nor two of version 6."},
            bound(constraints({range(kV6)}, {}), v4));
}

void syntax(Catalogue& zoo) {
    const ExtensionSpec www = alt_names({dns(kHost)});
    const auto subtree = [](unsigned list, std::string_view limits) {
        return spec_of(
            asn1::oid::kNameConstraints, true,
            sequence({tlv(0xa0 + list, sequence({dns("example.test"), from_hex(limits)}))}));
    };
    zoo.add({"constraint-maximum", "", "constraint_min_max", "X509_V_ERR_SUBTREE_MINMAX",
             "RFC 5280 §4.2.1.10: maximum must be absent."},
            bound(subtree(0, "810103"), www));
    zoo.add({"constraint-maximum-excluded", "", "constraint_min_max", "X509_V_ERR_SUBTREE_MINMAX",
             "Nor may it stand in an excluded subtree, whether the name lies in it or not."},
            bound(subtree(1, "810103"), www));
    zoo.add({"constraint-list-empty", "", "no_issuer", kOk,
             "RFC 5280 §4.2.1.10: a list of subtrees has one at least."},
            bound(spec_of(asn1::oid::kNameConstraints, true, sequence({tlv(0xa0, {})})), www));
}

}  // namespace

void add_constraint_forms(Catalogue& zoo) {
    dots_and_wildcards(zoo);
    of_two_cas(zoo);
    ranges(zoo);
    syntax(zoo);
}

}  // namespace vitrine::zoo
