// Two ways up from the server, the first one barred: a search that does not turn back refuses what
// is good. Each way of being barred is one for which clients have been caught
// (https://bettertls.com).
#include "tools/zoo/families.h"

namespace vitrine::zoo {

namespace {

namespace id = asn1::oid;

using Spoil = std::function<void(Link&)>;

/// The CA has two certificates for its key: one as `spoil` leaves it, and the good one behind it.
std::function<void(Made&)> good_behind(const Spoil& spoil) {
    return [spoil](Made& m) {
        Link barred = m.chain.ca();
        barred.spec.serial_number = must(x509::random_serial(m.rng()));
        spoil(barred);
        m.specimen.untrusted = {m.issue(barred, &m.chain.root()), m.der[1]};
    };
}

/// The barred certificate alone.
std::function<void(Made&)> barred_alone(const Spoil& spoil) {
    return [spoil](Made& m) {
        Link barred = m.chain.ca();
        spoil(barred);
        m.specimen.untrusted = {m.issue(barred, &m.chain.root())};
    };
}

struct Way {
    Plate both;
    Plate alone;
    Spoil spoil;
};

void add(Catalogue& zoo, const Way& way) {
    zoo.add(way.both, {}, good_behind(way.spoil));
    zoo.add(way.alone, {}, barred_alone(way.spoil));
}

}  // namespace

void add_crossings(Catalogue& zoo) {
    add(zoo, {{"path-two-ways-purpose", "", "accepted", "X509_V_ERR_INVALID_PURPOSE",
               "One certificate of the CA is for clients only, the other for all."},
              {"path-one-way-purpose", "", "purpose", "X509_V_ERR_INVALID_PURPOSE",
               "The one for clients alone leads nowhere."},
              [](Link& ca) {
                  constexpr asn1::Oid kClients[] = {id::kClientAuth};
                  ca.set(x509::ext_key_usage(kClients));
              }});
    add(zoo, {{"path-two-ways-names", "", "accepted", "X509_V_ERR_PERMITTED_VIOLATION",
               "One certificate of the CA is bound to other names."},
              {"path-one-way-names", "", "name_not_permitted", "X509_V_ERR_PERMITTED_VIOLATION",
               "The one bound to other names alone leads nowhere."},
              [](Link& ca) { ca.set(constraints({general_text(2, "example.org")}, {})); }});
    add(zoo, {{"path-two-ways-not-a-ca", "", "accepted", "X509_V_ERR_INVALID_CA",
               "One certificate of the CA says that it is none."},
              {"path-one-way-not-a-ca", "", "not_a_ca", "X509_V_ERR_INVALID_CA",
               "The one that says so alone leads nowhere."},
              [](Link& ca) {
                  ca.set(x509::basic_constraints(false));
                  ca.drop(id::kKeyUsage);
              }});
    add(zoo, {{"path-two-ways-no-constraints", "", "accepted", "X509_V_ERR_INVALID_CA",
               "One certificate of the CA lacks basicConstraints."},
              {"path-one-way-no-constraints", "", "not_a_ca", "X509_V_ERR_INVALID_CA",
               "The one without alone leads nowhere."},
              [](Link& ca) {
                  ca.drop(id::kBasicConstraints);
                  ca.drop(id::kKeyUsage);
              }});
    add(zoo, {{"path-two-ways-sha1", "", "accepted", "X509_V_ERR_CA_MD_TOO_WEAK",
               "One certificate of the CA is signed with SHA-1."},
              {"path-one-way-sha1", "", "signature_weak", "X509_V_ERR_CA_MD_TOO_WEAK",
               "The one with SHA-1 alone leads nowhere."},
              [](Link& ca) { ca.spec.signature.hash = crypto::HashAlg::sha1; }});
    add(zoo, {{"path-two-ways-unknown-critical", "", "accepted",
               "X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION",
               "One certificate of the CA has a critical extension that nobody knows."},
              {"path-one-way-unknown-critical", "", "unknown_critical",
               "X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION", "That one alone leads nowhere."},
              [](Link& ca) {
                  ca.raw_extensions = {extension("1.3.6.1.4.1.55555.7", true, from_hex("0500"))};
              }});
    add(zoo, {{"path-two-ways-other-signer", "", "accepted", "X509_V_ERR_CERT_SIGNATURE_FAILURE",
               "One certificate of the CA is signed by somebody else in the root's name."},
              {"path-one-way-other-signer", "", "bad_signature",
               "X509_V_ERR_CERT_SIGNATURE_FAILURE", "That one alone leads nowhere."},
              [](Link& ca) { ca.on_signature = [](Bytes& s) { s.back() ^= 1U; }; }});
    add(zoo, {{"path-two-ways-policy", "", "accepted", "X509_V_ERR_INVALID_POLICY_EXTENSION",
               "One certificate of the CA maps anyPolicy, which RFC 5280 §4.2.1.5 forbids."},
              {"path-one-way-policy", "", "policy_invalid", "X509_V_ERR_INVALID_POLICY_EXTENSION",
               "That one alone leads nowhere."},
              [](Link& ca) {
                  ca.set(policies({"2.5.29.32.0"}));
                  ca.set(policy_mapping("2.5.29.32.0", "1.2.3"));
              }});
}

}  // namespace vitrine::zoo
