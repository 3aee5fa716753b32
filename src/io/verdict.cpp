#include "io/verdict.h"

#include "io/certificate_text.h"
#include "io/clock.h"
#include "x509/judge_certificate.h"

namespace vitrine::io {

namespace {

using State = VerdictCheck::State;
using x509::GeneralNameType;
using x509::Reason;

std::string date_text(Time time) {
    return format_time(time).substr(0, 10);
}

/// "{mail.example.test, 192.0.2.7}": of the forms that could have matched.
std::string alternatives(const x509::Certificate& leaf) {
    std::string text{"{"};
    x509::GeneralNameCursor names{leaf.extensions.subject_alt_name};
    while (const auto name = names.next()) {
        const std::string whole = general_name_text(*name);
        if (text.size() > 1) text += ", ";
        const bool labelled =
            name->type == GeneralNameType::dns_name || name->type == GeneralNameType::ip_address;
        text += labelled ? whole.substr(whole.find(':') + 1) : whole;
    }
    return text + "}";
}

std::string missing_text(const std::string& wanted, const x509::Certificate& leaf) {
    std::string text = wanted;
    text += " not in SAN ";
    text += alternatives(leaf);
    return text + "; CN is ignored (RFC 6125 §6.4.4)";
}

VerdictCheck bad(std::string what, Reason reason, std::string text) {
    return {State::bad, std::move(what), std::move(text), reason};
}

VerdictCheck signature_check(const VerdictSubject& subject) {
    const x509::SignatureScheme& scheme = subject.leaf.signature_algorithm.scheme;
    const Reason reason =
        x509::judge_signature_algorithm(subject.leaf.signature_algorithm, subject.policy);
    const bool sha1 =
        scheme.kind != x509::SignatureKind::unsupported && scheme.hash == crypto::HashAlg::sha1;
    const std::string text = sha1 ? "SHA-1 signature" : reason_text(reason, nullptr);
    // An anchor's own signature is never looked at.
    if (subject.report.verdict() == Reason::accepted || reason == Reason::accepted) {
        return {sha1 ? State::warning : State::good, "", sha1 ? text : "signature algorithm",
                Reason::accepted};
    }
    return bad("", reason, text);
}

VerdictCheck host_check(const VerdictSubject& subject) {
    const x509::ReferenceId& host = *subject.policy.host;
    const bool by_name = host.type() == x509::ReferenceId::Type::dns;
    const std::string what = by_name ? "name" : "address";
    const std::string wanted{subject.asked_name.empty() ? host.dns_name() : subject.asked_name};
    if (x509::match_host(subject.leaf, host).ok())
        return {State::good, what, wanted, Reason::accepted};
    return bad(what, by_name ? Reason::host_mismatch : Reason::ip_mismatch,
               missing_text(wanted, subject.leaf));
}

VerdictCheck mailbox_check(const VerdictSubject& subject) {
    const std::string wanted{subject.policy.mailbox};
    if (x509::match_email(subject.leaf, wanted).ok())
        return {State::good, "mailbox", wanted, Reason::accepted};
    std::string text = wanted;
    text += " not in SAN ";
    text += alternatives(subject.leaf);
    return bad("mailbox", Reason::email_mismatch, text + " (RFC 5280 §4.2.1.6)");
}

VerdictCheck use_check(const VerdictSubject& subject) {
    const bool server = subject.policy.purpose == x509::Purpose::server;
    const std::string wanted = server ? "server" : "client";
    if (x509::judge_purpose(subject.leaf, subject.policy.purpose, true) == Reason::accepted)
        return {State::good, "use", wanted, Reason::accepted};
    return bad("use", Reason::purpose,
               "not for a " + wanted + ": extendedKeyUsage names other uses (RFC 5280 §4.2.1.12)");
}

VerdictCheck time_check(const VerdictSubject& subject) {
    const x509::Validity& validity = subject.leaf.validity;
    Reason reason = Reason::accepted;
    if (subject.policy.now < validity.not_before) reason = Reason::not_yet_valid;
    if (validity.not_after < subject.policy.now) reason = Reason::expired;
    if (reason != Reason::accepted)
        return bad("time", reason, reason_text(reason, &subject.leaf) + " (RFC 5280 §6.1.3)");
    std::string text = date_text(validity.not_before);
    text += " to ";
    return {State::good, "time", text + date_text(validity.not_after), Reason::accepted};
}

}  // namespace

std::vector<VerdictCheck> validation_of(const VerdictSubject& subject) {
    const x509::Certificate& leaf = subject.leaf;
    std::string version{"v"};
    version += std::to_string(leaf.version);
    std::vector<VerdictCheck> checks{
        {State::good, "", "DER", Reason::accepted},
        {leaf.version == 3 ? State::good : State::warning, "", version, Reason::accepted}};
    const VerdictCheck signature = signature_check(subject);
    if (signature.state != State::good) checks.push_back(signature);
    // Dates are the next phase's.
    x509::PathPolicy timeless = subject.policy;
    timeless.now = leaf.validity.not_before;
    const Reason reason = x509::judge_alone(leaf, timeless, true);
    if (reason != Reason::accepted) {
        std::string text = reason_text(reason, nullptr);
        ((text += " (") += x509::info(reason).clause) += ')';
        checks.push_back(bad("", reason, text));
    }
    return checks;
}

std::vector<VerdictCheck> verification_of(const VerdictSubject& subject) {
    std::vector<VerdictCheck> checks;
    if (subject.policy.host != nullptr) checks.push_back(host_check(subject));
    if (!subject.policy.mailbox.empty()) checks.push_back(mailbox_check(subject));
    if (subject.policy.purpose != x509::Purpose::any) checks.push_back(use_check(subject));
    checks.push_back(time_check(subject));
    return checks;
}

std::string plain_name(const x509::Name& name) {
    const std::string text = short_name(name);
    return text.starts_with("CN=") ? text.substr(3) : text;
}

std::string reason_text(Reason reason, const x509::Certificate* certificate) {
    std::string text{x509::info(reason).text};
    if (certificate == nullptr) return text;
    if (reason == Reason::expired) text += " " + date_text(certificate->validity.not_after);
    if (reason == Reason::not_yet_valid)
        text += " before " + date_text(certificate->validity.not_before);
    return text;
}

std::string verdict_title(Reason reason) {
    switch (reason) {
        case Reason::host_mismatch:
            return "name mismatch";
        case Reason::ip_mismatch:
            return "address mismatch";
        case Reason::email_mismatch:
            return "mailbox mismatch";
        default:
            return std::string{x509::info(reason).text};
    }
}

const x509::Certificate* certificate_at(const x509::PathReport& report, std::size_t depth) {
    const x509::Certificate* found = nullptr;
    for (const x509::Candidate& candidate : report.candidates()) {
        if (candidate.depth == depth && candidate.certificate != nullptr)
            found = candidate.certificate;
    }
    return found;
}

}  // namespace vitrine::io
