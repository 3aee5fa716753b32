// The verdict as a JSON document.
#include "io/clock.h"
#include "io/error_json.h"
#include "io/json_writer.h"
#include "io/openssl/verify_error.h"
#include "io/verdict.h"

namespace vitrine::io {

namespace {

using State = VerdictCheck::State;
using x509::Reason;

void write_reason(JsonWriter& out, Reason reason) {
    const x509::ReasonInfo& info = x509::info(reason);
    out.member("id", info.id);
    out.member("text", info.text);
    out.member("clause", info.clause);
    const OpenSslVerifyError* theirs = find_openssl_verify_error(info.x509_v_err);
    out.key("openssl");
    if (theirs == nullptr) {
        out.null();
        return;
    }
    out.begin_object();
    out.member("name", theirs->name);
    out.member("number", theirs->number);
    out.end_object();
}

void write_checks(JsonWriter& out,
                  std::string_view phase,
                  const std::vector<VerdictCheck>& checks) {
    constexpr std::string_view kStates[] = {"good", "warning", "bad"};
    out.key(phase);
    out.begin_array();
    for (const VerdictCheck& check : checks) {
        out.begin_object();
        out.member("state", kStates[static_cast<std::size_t>(check.state)]);
        if (!check.what.empty()) out.member("what", check.what);
        out.member("text", check.text);
        if (check.state == State::bad) {
            out.key("reason");
            out.begin_object();
            write_reason(out, check.reason);
            out.end_object();
        }
        out.end_object();
    }
    out.end_array();
}

void write_candidate(JsonWriter& out, const x509::Candidate& candidate) {
    out.begin_object();
    out.member("depth", candidate.depth);
    if (candidate.certificate != nullptr)
        out.member("subject", plain_name(candidate.certificate->subject));
    if (candidate.is_anchor) out.member("anchor", candidate.anchor_label);
    out.member("key_id_match", candidate.key_id_match);
    out.member("signature_checked", candidate.signature_checked);
    out.member("accepted", candidate.reason == Reason::accepted);
    if (candidate.reason != Reason::accepted) {
        out.key("dropped");
        out.begin_object();
        write_reason(out, candidate.reason);
        out.member("depth", candidate.reason_depth);
        out.end_object();
    }
    out.end_object();
}

void write_finding(JsonWriter& out,
                   const VerdictSubject& subject,
                   const x509::RevocationFinding& finding) {
    constexpr std::string_view kSources[] = {"none", "crl", "ocsp", "stapled_ocsp"};
    const bool crl = finding.source == x509::RevocationSource::crl;
    const auto names = crl ? subject.crl_names : subject.ocsp_names;
    out.begin_object();
    out.member("depth", finding.depth);
    out.member("source", kSources[static_cast<std::size_t>(finding.source)]);
    if (finding.source != x509::RevocationSource::stapled_ocsp && finding.index < names.size())
        out.member("file", names[finding.index]);
    write_reason(out, finding.reason);
    if (finding.reason == Reason::revoked) {
        out.member("revoked_at", format_time(finding.revocation_date));
        if (finding.crl_reason) out.member("reason", x509::name_of(*finding.crl_reason));
    }
    out.end_object();
}

}  // namespace

std::string verdict_json(const VerdictSubject& subject) {
    const x509::PathReport& report = subject.report;
    JsonWriter out{2};
    out.begin_object();
    out.member("schema", "certificate-verdict/1");
    out.member("accepted", report.verdict() == Reason::accepted);
    out.member("exit", report.verdict() == Reason::accepted ? 0 : 60);
    out.key("result");
    out.begin_object();
    write_reason(out, report.verdict());
    out.member("depth", report.verdict_depth());
    out.end_object();
    out.member("time", format_time(subject.policy.now));
    write_checks(out, "validation", validation_of(subject));
    write_checks(out, "verification", verification_of(subject));
    out.key("legitimation");
    out.begin_array();
    for (const x509::Candidate& candidate : report.candidates()) write_candidate(out, candidate);
    out.end_array();
    out.member("candidates_not_recorded", report.not_recorded());
    out.member("signature_checks", report.signature_checks());
    out.key("revocation");
    out.begin_array();
    for (const x509::RevocationFinding& finding : report.revocation())
        write_finding(out, subject, finding);
    out.end_array();
    out.end_object();
    return out.take() + "\n";
}

std::string malformed_json(const Error& error) {
    JsonWriter out{2};
    out.begin_object();
    out.member("schema", "certificate-verdict/1");
    out.member("accepted", false);
    out.member("exit", 60);
    out.key("result");
    out.begin_object();
    write_error_members(out, error);
    out.end_object();
    out.end_object();
    return out.take() + "\n";
}

}  // namespace vitrine::io
