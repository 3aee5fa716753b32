// Names under constraints (RFC 5280 §4.2.1.10) that OpenSSL compares otherwise than we do, each
// found by the forms of the name and of the subtree. A path is leaf first, anchor last.
#pragma once

#include "x509/verify.h"

namespace vitrine::fuzz {

using CertificatePath = std::span<const x509::Certificate* const>;

/// Of a subtree alone: a mask with holes; minimum or maximum.
bool has_mask_with_hole(CertificatePath path);
bool has_bounded_subtree(CertificatePath path);

/// Of a name and a subtree of its form above it.
bool has_wildcard_under_exclusion(CertificatePath path);
bool has_final_dot_under_constraint(CertificatePath path);
bool has_empty_label_under_constraint(CertificatePath path);
bool has_other_name_under_constraint(CertificatePath path);
bool has_other_alphabet_under_constraint(CertificatePath path);
/// A mailbox that is none, or a subtree that begins with an at sign.
bool has_odd_mailbox_under_constraint(CertificatePath path);
/// A URI that is more than scheme, host, port and a path.
bool has_odd_uri_under_constraint(CertificatePath path);
/// The subject has an emailAddress that is no IA5String, or stands beside a mailbox in
/// subjectAltName; some certificate above has constraints.
bool has_subject_mailbox_under_constraint(CertificatePath path);

}  // namespace vitrine::fuzz
