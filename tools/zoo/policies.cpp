#include "tools/zoo/families.h"

namespace vitrine::zoo {

namespace {

constexpr std::string_view kRed = "1.3.6.1.4.1.55555.1";
constexpr std::string_view kBlue = "1.3.6.1.4.1.55555.2";
constexpr std::string_view kAny = "2.5.29.32.0";
constexpr std::string_view kNone = "X509_V_ERR_NO_EXPLICIT_POLICY";

std::function<void(Chain&)> with(ExtensionSpec ca, ExtensionSpec leaf) {
    return [ca = std::move(ca), leaf = std::move(leaf)](Chain& c) {
        c.ca().set(ca);
        c.leaf().set(leaf);
    };
}

void explicit_policies(Catalogue& zoo) {
    zoo.add({"policy-explicit-kept", "--explicit-policy", "accepted", "X509_V_OK",
             "CA and server have the same policy."},
            with(policies({kRed}), policies({kRed})));
    zoo.add({"policy-explicit-missing", "--explicit-policy", "explicit_policy", kNone,
             "A policy is asked for and nobody has one."});
    zoo.add({"policy-not-asked-for", "", "accepted", "X509_V_OK",
             "CA and server have different policies, and nobody asks."},
            with(policies({kRed}), policies({kBlue})));
    zoo.add({"policy-explicit-different", "--explicit-policy", "explicit_policy", kNone,
             "CA and server have different policies."},
            with(policies({kRed}), policies({kBlue})));
    zoo.add({"policy-explicit-any", "--explicit-policy", "accepted", "X509_V_OK",
             "The CA's anyPolicy covers the server's policy."},
            with(policies({kAny}), policies({kBlue})));
    zoo.add({"policy-any-inhibited", "--explicit-policy --inhibit-any-policy", "explicit_policy",
             kNone, "anyPolicy does not count where the user says so."},
            with(policies({kAny}), policies({kBlue})));
    zoo.add({"policy-user-set", "--explicit-policy --policy-oids 1.3.6.1.4.1.55555.1", "accepted",
             "X509_V_OK", "The policy that the user asks for."},
            with(policies({kRed}), policies({kRed})));
    zoo.add({"policy-user-set-other", "--explicit-policy --policy-oids 1.3.6.1.4.1.55555.2",
             "explicit_policy", kNone, "Not the policy that the user asks for."},
            with(policies({kRed}), policies({kRed})));
}

void of_the_ca(Catalogue& zoo) {
    zoo.add({"policy-ca-requires", "", "explicit_policy", kNone,
             "The CA's policyConstraints ask for a policy, and the server has none."},
            [](Chain& c) {
                c.ca().set(policies({kRed}));
                c.ca().set(policy_constraints(0, -1));
            });
    zoo.add({"policy-ca-requires-kept", "", "accepted", "X509_V_OK",
             "The CA's policyConstraints ask for a policy, and the server has it."},
            [](Chain& c) {
                c.ca().set(policies({kRed}));
                c.ca().set(policy_constraints(0, -1));
                c.leaf().set(policies({kRed}));
            });
    zoo.add({"policy-mapped", "--explicit-policy", "accepted", "X509_V_OK",
             "The CA maps its red policy to the blue one of the server."},
            [](Chain& c) {
                c.ca().set(policies({kRed}));
                c.ca().set(policy_mapping(kRed, kBlue));
                c.leaf().set(policies({kBlue}));
            });
    zoo.add({"policy-mapping-inhibited", "--explicit-policy --inhibit-mapping", "explicit_policy",
             kNone, "The user does not allow mappings."},
            [](Chain& c) {
                c.ca().set(policies({kRed}));
                c.ca().set(policy_mapping(kRed, kBlue));
                c.leaf().set(policies({kBlue}));
            });
    zoo.add({"policy-mapping-of-any", "", "policy_invalid", "X509_V_ERR_INVALID_POLICY_EXTENSION",
             "RFC 5280 §4.2.1.5: nothing may be mapped to or from anyPolicy."},
            [](Chain& c) {
                c.ca().set(policies({kAny}));
                c.ca().set(policy_mapping(kAny, kBlue));
                c.leaf().set(policies({kBlue}));
            });
    zoo.add({"policy-ca-inhibits-any", "--explicit-policy", "explicit_policy", kNone,
             "The CA's inhibitAnyPolicy: the server's anyPolicy does not count."},
            [](Chain& c) {
                c.ca().set(policies({kRed}));
                c.ca().set(inhibit_any_policy(0));
                c.leaf().set(policies({kAny}));
            });
    zoo.add({"policy-any-of-server", "--explicit-policy", "accepted", "X509_V_OK",
             "The server's anyPolicy takes on what the CA has."},
            with(policies({kRed}), policies({kAny})));
    zoo.add({"policy-twice", "", "certificate_bad_extension", "X509_V_ERR_INVALID_POLICY_EXTENSION",
             "RFC 5280 §4.2.1.4: a policy must not be named more than once."},
            [](Chain& c) { c.leaf().set(policies({kRed, kRed})); });
}

}  // namespace

void add_policies(Catalogue& zoo) {
    explicit_policies(zoo);
    of_the_ca(zoo);
}

}  // namespace vitrine::zoo
