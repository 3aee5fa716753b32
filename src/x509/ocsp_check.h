// Whether an OCSP response is to be believed, and what it then says of one certificate of a path
// (RFC 6960 §3.2): for this certificate, signed by its issuer or by one whom the issuer named for
// it, and recent.
#pragma once

#include "x509/crl_check.h"
#include "x509/ocsp.h"

namespace vitrine::x509 {

class OcspCheck {
  public:
    /// Clocks of responder and client may differ by this.
    static constexpr std::int64_t kSkewSeconds = 300;
    /// Certificates that come with a response and are looked at.
    static constexpr std::size_t kMaxCertificates = 8;

    OcspCheck(const SearchContext& context, const RevocationSubject& subject)
        : context_(context), subject_(subject) {}

    /// accepted, revoked, ocsp_*, signature_weak or limit; `finding` gets date and reason.
    /// Errors: out_of_memory.
    Result<Reason> run(const OcspResponse& response, RevocationFinding& finding);

  private:
    [[nodiscard]] std::optional<SingleResponse> find(const OcspResponse& response) const;
    [[nodiscard]] Reason judge_dates(const OcspResponse& response,
                                     const SingleResponse& single) const;
    Result<Reason> check_signature(const OcspResponse& response);
    Result<Reason> check_delegate(const OcspResponse& response, const Certificate& responder);
    [[nodiscard]] const Certificate& issuer() const { return *subject_.path[subject_.depth + 1]; }

    const SearchContext& context_;
    const RevocationSubject& subject_;
};

}  // namespace vitrine::x509
