// The verdict as lines of text.
#include <algorithm>

#include "io/clock.h"
#include "io/openssl/verify_error.h"
#include "io/verdict.h"

namespace vitrine::io {

namespace {

using State = VerdictCheck::State;
using x509::Candidate;
using x509::Reason;

constexpr std::string_view kIndent = "              ";

class VerdictText {
  public:
    VerdictText(const VerdictSubject& subject, const TextStyle& style)
        : subject_(subject), style_(style) {}

    std::string make() {
        say_validation();
        say_verification();
        say_legitimation();
        say_status();
        say_result();
        return out_;
    }

    std::string make_refusal() {
        margin_ = "  ";
        only_bad_ = true;
        say_verification();
        say_legitimation();
        say_status();
        return out_;
    }

  private:
    void say_validation() {
        std::string line{"validation    leaf"};
        for (const VerdictCheck& check : validation_of(subject_)) {
            line += check.text == "DER" ? " " : "  ";
            line += mark(check.state) + " " + check.text;
            note(check.reason);
        }
        end_line(line);
    }

    /// What is good in one line; what is bad in a line each, and nothing beside it.
    void say_verification() {
        std::string good;
        std::string lead{"verification  "};
        for (const VerdictCheck& check : verification_of(subject_)) {
            const std::string text = check.what + " " + mark(check.state) + " " + check.text;
            note(check.reason);
            if (check.state == State::bad) {
                end_line(lead + text);
                lead = kIndent;
            } else {
                good += (good.empty() ? "" : "  ") + text;
            }
        }
        if (lead != kIndent && !only_bad_) end_line(lead + good);
    }

    void say_legitimation() {
        std::string lead{"legitimation  "};
        std::size_t last_depth = 9999;
        for (const Candidate& candidate : subject_.report.candidates()) {
            if (candidate.depth == 0 && !candidate.is_anchor) continue;
            const bool names_leaf = candidate.depth <= 1 && last_depth != 1;
            last_depth = candidate.depth;
            std::string line = lead + (names_leaf ? "leaf " : "     ");
            lead = kIndent;
            if (candidate.depth > 0) line += std::string{style_.from_peer()} + " ";
            end_line(line + tell(candidate));
        }
        if (lead != kIndent) end_line(lead + "leaf " + mark(State::bad) + " not reached");
        if (const std::size_t more = subject_.report.not_recorded(); more > 0)
            end_line(std::string{kIndent} + std::to_string(more) + " more candidates");
    }

    std::string tell(const Candidate& candidate) {
        note(candidate.reason);
        if (candidate.certificate == nullptr)
            return mark(State::bad) + " " + reason_text(candidate.reason, nullptr);
        std::string text;
        if (candidate.depth > 0)
            text = '"' + plain_name(candidate.certificate->subject) + '"' + number_of(candidate);
        if (candidate.reason != Reason::accepted) return text + "  " + dropped(candidate);
        if (!candidate.is_anchor) return text + " " + merits(candidate);
        if (candidate.depth > 0) text += "  ";
        return text + mark(State::good) + " trusted (" + std::string{candidate.anchor_label} + ")";
    }

    [[nodiscard]] std::string dropped(const Candidate& candidate) const {
        if (candidate.reason_depth == candidate.depth || !candidate.is_anchor)
            return "dropped: " + reason_text(candidate.reason, candidate.certificate);
        const x509::Certificate* about = certificate_at(subject_.report, candidate.reason_depth);
        std::string text{"path dropped: "};
        text += candidate.reason_depth == 0 || about == nullptr
                    ? "leaf"
                    : '"' + plain_name(about->subject) + '"';
        return text + ": " + reason_text(candidate.reason, about);
    }

    /// " #2" where several of one name were tried in the same place.
    [[nodiscard]] std::string number_of(const Candidate& candidate) const {
        std::size_t number = 0;
        std::size_t all = 0;
        for (const Candidate& other : subject_.report.candidates()) {
            const bool same =
                other.certificate != nullptr && other.depth == candidate.depth &&
                x509::same_name(other.certificate->subject, candidate.certificate->subject);
            if (!same) continue;
            ++all;
            if (&other <= &candidate) ++number;
        }
        return all > 1 ? " #" + std::to_string(number) : "";
    }

    [[nodiscard]] std::string merits(const Candidate& candidate) const {
        const x509::Extensions& extensions = candidate.certificate->extensions;
        const std::string good = mark(State::good);
        std::string text{"("};
        const auto add = [&](const std::string& merit) {
            text += (text.size() > 1 ? ", " : "") + merit;
        };
        if (candidate.key_id_match) add("AKI match");
        if (candidate.signature_checked) add("signature " + good);
        if (extensions.ca) add("CA:TRUE " + good);
        if (extensions.has(x509::ExtensionId::key_usage)) add("keyCertSign " + good);
        if (extensions.path_len)
            add("pathLen " + std::to_string(*extensions.path_len) + " " + good);
        return text + ")";
    }

    void say_status() {
        for (const x509::RevocationFinding& finding : subject_.report.revocation()) {
            const x509::Certificate* about = certificate_at(subject_.report, finding.depth);
            std::string line{kIndent};
            line += "status of " + (finding.depth == 0 || about == nullptr
                                        ? std::string{"leaf"}
                                        : '"' + plain_name(about->subject) + '"');
            line += " " + mark(finding.reason == Reason::accepted ? State::good : State::bad) + " ";
            line += finding.reason == Reason::accepted ? std::string{"not revoked"}
                                                       : reason_text(finding.reason, nullptr);
            if (finding.reason == Reason::revoked) {
                line += " " + format_time(finding.revocation_date).substr(0, 10);
                if (finding.crl_reason) (line += ", ") += x509::name_of(*finding.crl_reason);
            }
            note(finding.reason);
            end_line(line + " (" + source_of(finding) + ")");
        }
    }

    [[nodiscard]] std::string source_of(const x509::RevocationFinding& finding) const {
        if (finding.source == x509::RevocationSource::stapled_ocsp) return "stapled OCSP";
        const bool crl = finding.source == x509::RevocationSource::crl;
        const auto names = crl ? subject_.crl_names : subject_.ocsp_names;
        const std::string kind = crl ? "CRL" : "OCSP";
        return finding.index < names.size() ? kind + " " + names[finding.index] : kind;
    }

    void say_result() {
        const x509::PathReport& report = subject_.report;
        if (report.verdict() == Reason::accepted) {
            std::string anchor;
            for (const Candidate& candidate : report.candidates()) {
                if (candidate.is_anchor && candidate.reason == Reason::accepted)
                    anchor = candidate.anchor_label;
            }
            end_line("result " + mark(State::good) + " 0: accepted, anchor " + anchor);
        } else {
            note(report.verdict());
            std::string line =
                "result " + mark(State::bad) + " 60: " + verdict_title(report.verdict());
            const x509::Certificate* about = certificate_at(report, report.verdict_depth());
            if (report.verdict_depth() > 0 && about != nullptr)
                line += ": \"" + plain_name(about->subject) + '"';
            end_line(line);
        }
        std::string lead{"reasons       "};
        for (const Reason reason : noted_) {
            const x509::ReasonInfo& info = x509::info(reason);
            std::string line = lead + padded(info.id, 26) + " " + std::string{info.clause};
            const OpenSslVerifyError* theirs = find_openssl_verify_error(info.x509_v_err);
            if (theirs != nullptr)
                line +=
                    "  " + std::string{theirs->name} + " (" + std::to_string(theirs->number) + ")";
            end_line(line);
            lead = kIndent;
        }
    }

    void note(Reason reason) {
        if (reason != Reason::accepted && std::ranges::find(noted_, reason) == noted_.end())
            noted_.push_back(reason);
    }
    [[nodiscard]] std::string mark(State state) const {
        return state == State::warning ? style_.paint(Paint::warn, "!")
                                       : style_.mark(state == State::good);
    }
    void end_line(const std::string& line) { out_ += margin_ + style_.fit(line) + "\n"; }

    const VerdictSubject& subject_;
    const TextStyle& style_;
    std::string out_;
    std::string margin_;
    bool only_bad_ = false;
    std::vector<Reason> noted_;
};

}  // namespace

std::string verdict_text(const VerdictSubject& subject, const TextStyle& style) {
    return VerdictText{subject, style}.make();
}

std::string refusal_text(const VerdictSubject& subject, const TextStyle& style) {
    return VerdictText{subject, style}.make_refusal();
}

}  // namespace vitrine::io
