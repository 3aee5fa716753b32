// What a verification says, for people and for programs, in its three phases: validation (is the
// certificate well formed?), verification (is it for this name, use and time?), legitimation (does
// a path lead to a trust anchor?). Every candidate that was tried is named, and why it was dropped.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/terminal.h"
#include "x509/verify.h"

namespace vitrine::io {

/// A verification that is over. Views; all must outlive the texts' making.
struct VerdictSubject {
    const x509::Certificate& leaf;
    const x509::PathPolicy& policy;
    const x509::PathReport& report;
    std::string_view asked_name;              ///< as the user wrote it; empty: as the policy has it
    std::span<const std::string> crl_names;   ///< of the policy's lists, in their order
    std::span<const std::string> ocsp_names;  ///< of its responses
};

/// One check of a phase.
struct VerdictCheck {
    enum class State : std::uint8_t { good, warning, bad };
    State state = State::good;
    std::string what;                              ///< "name"; empty: the text says it all
    std::string text;                              ///< "www.example.test not in SAN {...}"
    x509::Reason reason = x509::Reason::accepted;  ///< of what is bad
};

std::vector<VerdictCheck> validation_of(const VerdictSubject& subject);
std::vector<VerdictCheck> verification_of(const VerdictSubject& subject);

/// "Lab Root": the common name, or the last attribute.
std::string plain_name(const x509::Name& name);
/// "expired 2014-06-01": a reason with the date that makes it one.
std::string reason_text(x509::Reason reason, const x509::Certificate* certificate);
/// "name mismatch"
std::string verdict_title(x509::Reason reason);
/// The certificate that the verdict is about, or null.
const x509::Certificate* certificate_at(const x509::PathReport& report, std::size_t depth);

/// The whole verdict, a line a check; the last begins with "result".
std::string verdict_text(const VerdictSubject& subject, const TextStyle& style);
/// Of a refusal only what matters, indented by two: the checks of name, use and time that failed,
/// and every candidate of the path; in the same words.
std::string refusal_text(const VerdictSubject& subject, const TextStyle& style);
/// The same as one JSON document.
std::string verdict_json(const VerdictSubject& subject);
/// The document for a leaf that is no certificate.
std::string malformed_json(const Error& error);

}  // namespace vitrine::io
