// The families of the zoo: what each spoils, one thing a specimen, with neighbours that are right.
#pragma once

#include "tools/zoo/specimen.h"

namespace vitrine::zoo {

void add_validity(Catalogue& zoo);          ///< dates, RFC 5280 §4.1.2.5
void add_authority(Catalogue& zoo);         ///< who is a CA, §4.2.1.9, §4.2.1.3, path lengths
void add_usage(Catalogue& zoo);             ///< keyUsage of servers and extKeyUsage, §4.2.1.12
void add_constraints(Catalogue& zoo);       ///< nameConstraints, §4.2.1.10
void add_constraint_forms(Catalogue& zoo);  ///< the same: dots, wildcards, ranges, several CAs
void add_constraint_names(Catalogue& zoo);  ///< the same: mailboxes, URIs, directories
void add_policies(Catalogue& zoo);          ///< certificate policies, §6.1
void add_signatures(Catalogue& zoo);        ///< signatures and their algorithms, §4.1.1.2, RFC 4055
void add_keys(Catalogue& zoo);              ///< subjectPublicKeyInfo, §4.1.2.7
void add_structure(Catalogue& zoo);         ///< fields and extensions, §4.1, §4.2
void add_paths(Catalogue& zoo);             ///< which certificates lead where, RFC 4158
void add_crossings(Catalogue& zoo);         ///< two ways, the first one barred
void add_names(Catalogue& zoo);             ///< for which host, RFC 6125
void add_crls(Catalogue& zoo);              ///< revocation lists, RFC 5280 §5, §6.3
void add_crl_entries(Catalogue& zoo);       ///< entries, indirect lists, deltas that do not fit
void add_ocsp(Catalogue& zoo);              ///< OCSP responses, RFC 6960
void add_dane(Catalogue& zoo);              ///< TLSA records, RFC 6698, RFC 7671
void add_encoding(Catalogue& zoo);          ///< DER, X.690 §10 and §11

}  // namespace vitrine::zoo
