#include "tools/zoo/families.h"

namespace vitrine::zoo {

namespace {

void leaf_edges(Catalogue& zoo) {
    zoo.add({"validity-good", "", "accepted", "X509_V_OK",
             "Root, CA and server are right in everything; what the others differ from."});
    zoo.add({"validity-leaf-first-second", "--now 2026-01-01T00:00:00Z", "accepted", "X509_V_OK",
             "RFC 5280 §4.1.2.5: the period runs from notBefore through notAfter, inclusive."});
    zoo.add({"validity-leaf-second-before", "--now 2025-12-31T23:59:59Z", "not_yet_valid",
             "X509_V_ERR_CERT_NOT_YET_VALID", "One second before notBefore is too early."});
    zoo.add({"validity-leaf-last-second", "--now 2027-01-01T00:00:00Z", "accepted",
             "X509_V_ERR_CERT_HAS_EXPIRED",
             "RFC 5280 §4.1.2.5: notAfter itself is still inside of the period."});
    zoo.add({"validity-leaf-second-after", "--now 2027-01-01T00:00:01Z", "expired",
             "X509_V_ERR_CERT_HAS_EXPIRED", "One second after notAfter is too late."});
    zoo.add({"validity-leaf-expired", "", "expired", "X509_V_ERR_CERT_HAS_EXPIRED",
             "The server's certificate ended a month before."},
            [](Chain& c) { c.leaf().spec.validity.not_after = day(2026, 5, 1); });
    zoo.add({"validity-leaf-not-yet", "", "not_yet_valid", "X509_V_ERR_CERT_NOT_YET_VALID",
             "The server's certificate begins next month."},
            [](Chain& c) { c.leaf().spec.validity.not_before = day(2026, 7, 1); });
    zoo.add({"validity-leaf-reversed", "", "validity_order", "X509_V_ERR_CERT_NOT_YET_VALID",
             "notAfter lies before notBefore: there is no time at which it could be valid."},
            [](Chain& c) { c.leaf().spec.validity = {day(2027, 1, 1), day(2026, 1, 1)}; });
    zoo.add({"validity-no-expiry", "--now 2039-12-31T00:00:00Z", "accepted", "X509_V_OK",
             "99991231235959Z says that there is no end (RFC 5280 §4.1.2.5)."},
            [](Chain& c) {
                c.leaf().spec.validity.not_after = from_civil({9999, 12, 31, 23, 59, 59});
                c.ca().spec.validity.not_after = day(2040, 1, 1);
            });
    zoo.add({"validity-leaf-outlives-ca", "", "accepted", "X509_V_OK",
             "A certificate may end after its issuer's; only the present counts."},
            [](Chain& c) { c.leaf().spec.validity.not_after = day(2039, 1, 1); });
}

}  // namespace

void add_validity(Catalogue& zoo) {
    leaf_edges(zoo);
    zoo.add({"validity-ca-expired", "", "expired", "X509_V_ERR_CERT_HAS_EXPIRED",
             "The CA between has expired; the server's certificate has not."},
            [](Chain& c) { c.ca().spec.validity.not_after = day(2026, 5, 1); });
    zoo.add({"validity-ca-not-yet", "", "not_yet_valid", "X509_V_ERR_CERT_NOT_YET_VALID",
             "The CA between begins next month."},
            [](Chain& c) { c.ca().spec.validity.not_before = day(2026, 7, 1); });
    zoo.add({"validity-root-expired", "", "expired", "X509_V_ERR_CERT_HAS_EXPIRED",
             "An anchor that is given as a certificate is held to its period too."},
            [](Chain& c) { c.root().spec.validity.not_after = day(2026, 5, 1); });
    zoo.add({"validity-root-not-yet", "", "not_yet_valid", "X509_V_ERR_CERT_NOT_YET_VALID",
             "The anchor begins next month."},
            [](Chain& c) { c.root().spec.validity.not_before = day(2026, 7, 1); });
    zoo.add({"validity-root-expired-key-only", "--anchor-key-only", "accepted", "-",
             "RFC 5280 §6.1.1 d: an anchor may be just a name and a key, which do not expire."},
            [](Chain& c) { c.root().spec.validity.not_after = day(2026, 5, 1); });
}

}  // namespace vitrine::zoo
