#include "tools/zoo/families.h"

namespace vitrine::zoo {

namespace {

constexpr std::string_view kNoIssuer = "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY";

/// The root `name` with its own key, self-signed.
Link other_root(Made& m, const std::string& name) {
    return m.chain.shop.root(name, m.chain.shop.key(name));
}

/// The chain's CA as `above` would have it.
Link crossed_ca(Made& m, const Link& above) {
    return m.chain.shop.ca("Zoo Issuing CA", m.key(1), above);
}

void missing(Catalogue& zoo) {
    zoo.add({"path-intermediate-missing", "", "no_issuer", kNoIssuer,
             "The server did not send the CA between."},
            {}, [](Made& m) { m.specimen.untrusted.clear(); });
    zoo.add({"path-other-anchor", "", "no_issuer", kNoIssuer, "Another root is trusted."}, {},
            [](Made& m) {
                const Link other = other_root(m, "Other Root");
                m.specimen.trust = {m.issue(other, nullptr)};
            });
    zoo.add({"path-other-anchor-root-sent", "", "self_signed_in_chain",
             "X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN",
             "The server sent its root, and that does not make it trusted."},
            {}, [](Made& m) {
                m.specimen.untrusted.push_back(m.der[0]);
                const Link other = other_root(m, "Other Root");
                m.specimen.trust = {m.issue(other, nullptr)};
            });
    zoo.add({"path-anchor-of-same-name", "", "bad_signature", kNoIssuer,
             "A root of the right name and the wrong key is trusted."},
            {}, [](Made& m) {
                Link impostor = m.chain.shop.root("Zoo Root", m.chain.shop.key("impostor"));
                m.specimen.trust = {m.issue(impostor, nullptr)};
            });
    zoo.add(
        {"path-self-signed-leaf", "", "self_signed_leaf", "X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT",
         "The server signed for itself and is no anchor."},
        {}, [](Made& m) {
            Link self = m.chain.leaf();
            self.drop(asn1::oid::kAuthorityKeyIdentifier);
            m.specimen.leaf = m.issue(self, nullptr);
            m.specimen.untrusted.clear();
        });
    zoo.add({"path-self-signed-leaf-trusted", "", "accepted", "X509_V_OK",
             "The server signed for itself and is an anchor."},
            {}, [](Made& m) {
                Link self = m.chain.leaf();
                self.drop(asn1::oid::kAuthorityKeyIdentifier);
                m.specimen.leaf = m.issue(self, nullptr);
                m.specimen.untrusted.clear();
                m.specimen.trust = {m.specimen.leaf};
            });
    zoo.add({"path-intermediate-trusted", "", "accepted", "X509_V_OK",
             "The CA between is an anchor; nobody asks for the root."},
            {}, [](Made& m) {
                m.specimen.trust = {m.der[1]};
                m.specimen.untrusted.clear();
            });
    zoo.add({"path-leaf-trusted", "", "accepted", "X509_V_OK",
             "The server's certificate is itself an anchor."},
            {}, [](Made& m) {
                m.specimen.trust = {m.der[2]};
                m.specimen.untrusted.clear();
            });
}

void several(Catalogue& zoo) {
    zoo.add(
        {"path-extra-certificates", "", "accepted", "X509_V_OK",
         "The list has certificates of no use and is in no order."},
        [](Chain& c) { c.add_ca("Zoo Second CA"); },
        [](Made& m) {
            const Link other = other_root(m, "Other Root");
            m.specimen.untrusted = {m.der[1], m.issue(other, nullptr), m.der[2], m.der[3]};
        });
    zoo.add(
        {"path-cross-good-of-two", "", "accepted", "X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
         "The CA is certified by a root nobody trusts, and by the trusted one."},
        {}, [](Made& m) {
            const Link other = other_root(m, "Other Root");
            m.specimen.untrusted = {m.issue(crossed_ca(m, other), &other), m.der[1]};
        });
    zoo.add({"path-cross-expired-and-good", "", "accepted", "X509_V_OK",
             "The first of two certificates of the CA has expired, the second has not."},
            {}, [](Made& m) {
                Link old = m.chain.ca();
                old.spec.validity.not_after = day(2025, 1, 1);
                m.specimen.untrusted = {m.issue(old, &m.chain.root()), m.der[1]};
            });
    zoo.add(
        {"path-cross-both-expired", "", "expired", "X509_V_ERR_CERT_HAS_EXPIRED",
         "Both certificates of the CA have expired."},
        [](Chain& c) { c.ca().spec.validity.not_after = day(2026, 1, 2); },
        [](Made& m) {
            Link old = m.chain.ca();
            old.spec.validity.not_after = day(2025, 1, 1);
            m.specimen.untrusted = {m.issue(old, &m.chain.root()), m.der[1]};
        });
}

void twins_and_loops(Catalogue& zoo) {
    zoo.add({"path-two-keys-one-name", "", "accepted", "X509_V_OK",
             "Two CAs of one name: the key identifier says which, and the signature decides."},
            {}, [](Made& m) {
                Link twin =
                    m.chain.shop.ca("Zoo Issuing CA", m.chain.shop.key("twin"), m.chain.root());
                m.specimen.untrusted = {m.issue(twin, &m.chain.root()), m.der[1]};
            });
    zoo.add({"path-two-roots-one-name", "", "accepted", "X509_V_OK",
             "Two trusted roots of one name, the wrong one first."},
            {}, [](Made& m) {
                Link twin = m.chain.shop.root("Zoo Root", m.chain.shop.key("twin root"));
                m.specimen.trust = {m.issue(twin, nullptr), m.der[0]};
            });
    zoo.add({"path-loop", "", "no_issuer", kNoIssuer,
             "Two CAs certify each other and lead nowhere else (RFC 4158 §5.2)."},
            {}, [](Made& m) {
                Link left = m.chain.shop.ca("Zoo Issuing CA", m.key(1), m.chain.root());
                Link right = m.chain.shop.ca("Zoo Mirror CA", m.chain.shop.key("mirror"), left);
                left.set(right.spec.extensions.back());
                Link back = m.chain.shop.ca("Zoo Issuing CA", m.key(1), right);
                m.specimen.untrusted = {m.issue(back, &right), m.issue(right, &left)};
            });
    zoo.add(
        {"path-loop-and-way-out", "", "accepted", "X509_V_OK",
         "Two CAs certify each other, and one of them leads to the root."},
        {}, [](Made& m) {
            Link right = m.chain.shop.ca("Zoo Mirror CA", m.chain.shop.key("mirror"), m.chain.ca());
            Link back = m.chain.shop.ca("Zoo Issuing CA", m.key(1), right);
            m.specimen.untrusted = {m.issue(back, &right), m.issue(right, &m.chain.ca()), m.der[1]};
        });
}

void lengths(Catalogue& zoo) {
    zoo.add({"path-depth-kept", "--depth 1", "accepted", "X509_V_OK",
             "One CA between, and one is allowed."});
    zoo.add({"path-depth-exceeded", "--depth 0", "limit", "X509_V_ERR_CERT_CHAIN_TOO_LONG",
             "One CA between, and none is allowed."});
    zoo.add({"path-eight-intermediates", "", "accepted", "X509_V_OK",
             "Eight CAs between: as many as the usual limit allows."},
            [](Chain& c) {
                for (const char* name : {"Zoo CA 2", "Zoo CA 3", "Zoo CA 4", "Zoo CA 5", "Zoo CA 6",
                                         "Zoo CA 7", "Zoo CA 8"})
                    c.add_ca(name);
            });
    zoo.add({"path-nine-intermediates", "", "limit", "X509_V_OK",
             "Nine CAs between: a search has to end somewhere."},
            [](Chain& c) {
                for (const char* name : {"Zoo CA 2", "Zoo CA 3", "Zoo CA 4", "Zoo CA 5", "Zoo CA 6",
                                         "Zoo CA 7", "Zoo CA 8", "Zoo CA 9"})
                    c.add_ca(name);
            });
    zoo.add({"path-name-chaining-case", "", "accepted", "X509_V_OK",
             "RFC 5280 §7.1: the issuer's name in other letters is the same name."},
            [](Chain& c) {
                c.leaf().own_issuer = true;
                c.leaf().spec.issuer = must(x509::encode_common_name("ZOO  issuing ca"));
            });
    zoo.add({"path-name-chaining-broken", "", "no_issuer", kNoIssuer,
             "The issuer's name is another one; the signature is the CA's all the same."},
            [](Chain& c) {
                c.leaf().own_issuer = true;
                c.leaf().spec.issuer = must(x509::encode_common_name("Zoo Issuing CB"));
            });
}

}  // namespace

void add_paths(Catalogue& zoo) {
    missing(zoo);
    several(zoo);
    twins_and_loops(zoo);
    lengths(zoo);
}

}  // namespace vitrine::zoo
