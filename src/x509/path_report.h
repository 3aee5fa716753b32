// What the path search tried: every candidate and why it was taken or dropped. Fixed size, no
// allocation.
#pragma once

#include <array>
#include <span>

#include "x509/certificate.h"
#include "x509/crl.h"
#include "x509/reason.h"

namespace vitrine::x509 {

/// One certificate looked at: the leaf itself, or an issuer tried for the certificate below it.
/// Without a certificate: why there was none to try.
struct Candidate {
    const Certificate* certificate = nullptr;
    std::string_view anchor_label;  ///< where the anchor came from; empty for one of the peer's
    std::uint8_t depth = 0;         ///< 0: the leaf
    bool is_anchor = false;
    bool key_id_match = false;  ///< its subjectKeyIdentifier is the one the certificate below names
    bool signature_checked = false;
    Reason reason = Reason::accepted;  ///< why it was dropped; accepted: part of the path
    std::uint8_t reason_depth = 0;     ///< of which certificate of the path the reason speaks
};

enum class RevocationSource : std::uint8_t { none, crl, ocsp, stapled_ocsp };

/// What one list or response said of one certificate of the path, or why it was of no use.
struct RevocationFinding {
    std::uint8_t depth = 0;  ///< of the certificate: 0 is the leaf
    RevocationSource source = RevocationSource::none;
    std::size_t index = 0;                ///< in the policy's lists or responses
    Reason reason = Reason::accepted;     ///< accepted: not revoked
    std::optional<CrlReason> crl_reason;  ///< if revoked, and said
    Time revocation_date;                 ///< if revoked
};

class PathReport {
  public:
    [[nodiscard]] std::span<const Candidate> candidates() const {
        return std::span{candidates_}.first(size_);
    }
    /// Candidates beyond the room of this report.
    [[nodiscard]] std::size_t not_recorded() const { return not_recorded_; }
    [[nodiscard]] Reason verdict() const { return verdict_; }
    /// Where the verdict was reached: 0 is the leaf.
    [[nodiscard]] std::size_t verdict_depth() const { return verdict_depth_; }
    [[nodiscard]] std::size_t signature_checks() const { return signature_checks_; }
    /// Of the complete path looked at last.
    [[nodiscard]] std::span<const RevocationFinding> revocation() const {
        return std::span{findings_}.first(findings_size_);
    }
    /// The verdict of what is judged after the path.
    void conclude(Reason reason, std::size_t depth) {
        verdict_ = reason;
        verdict_depth_ = depth;
    }
    /// Adds one, while there is room.
    void note(const RevocationFinding& finding) {
        if (findings_size_ < findings_.size()) findings_[findings_size_++] = finding;
    }

  private:
    friend class PathBuilder;

    std::array<Candidate, 64> candidates_{};
    std::size_t size_ = 0;
    std::size_t not_recorded_ = 0;
    Reason verdict_ = Reason::no_issuer;
    std::size_t verdict_depth_ = 0;
    std::size_t signature_checks_ = 0;
    std::array<RevocationFinding, 48> findings_{};
    std::size_t findings_size_ = 0;
};

}  // namespace vitrine::x509
