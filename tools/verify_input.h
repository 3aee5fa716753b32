// What a verification reads: certificates, anchors, revocation lists, OCSP responses and TLSA
// records from files and options, kept for as long as the views into them are used. Shared by
// `cert verify` and `verify`.
#pragma once

#include <list>
#include <string>
#include <vector>

#include "tools/options.h"
#include "x509/pem.h"
#include "x509/verify.h"

namespace vitrine::tools {

class VerifyInput {
  public:
    /// The certificates of a file go behind those that are there; those that cannot be parsed are
    /// left out, but the first of all is kept as `leaf_error`.  0, or the exit code (said on
    /// stderr).
    int add_certificates(const std::string& file);
    /// Of the certificates so far, all but the first are forgotten.
    void keep_first_only();
    int add_anchors(const std::string& file);
    int add_anchor_directory(const std::string& directory);
    /// A file or a directory, as a path or as a "file:" URI.
    int add_anchor_store(const std::string& uri);
    int add_system_anchors();
    /// A list or response that cannot be parsed is as if it were not there (said on stderr).
    int add_crls(const std::string& file);
    int add_ocsp(const std::string& file);
    int add_tlsa(const std::string& text);
    /// "1.2.3.4,2.5.29.32.0"
    int add_policies(const std::string& list);

    /// Gives the policy what was read.
    void put(x509::PathPolicy& policy) const;

    [[nodiscard]] const std::vector<x509::Certificate>& certificates() const {
        return certificates_;
    }
    [[nodiscard]] const std::optional<Error>& leaf_error() const { return leaf_error_; }
    [[nodiscard]] const x509::TrustAnchors& anchors() const { return anchors_; }
    [[nodiscard]] const std::vector<std::string>& crl_names() const { return crl_names_; }
    [[nodiscard]] const std::vector<std::string>& ocsp_names() const { return ocsp_names_; }

  private:
    std::list<x509::PemBlock> blocks_;
    std::list<std::vector<std::uint8_t>> bytes_;
    std::vector<x509::Certificate> certificates_;
    std::optional<Error> leaf_error_;
    bool leaf_seen_ = false;
    x509::TrustAnchors anchors_;
    std::vector<x509::Crl> crls_;
    std::vector<std::string> crl_names_;
    std::vector<x509::OcspResponse> ocsp_;
    std::vector<std::string> ocsp_names_;
    std::vector<x509::TlsaRecord> tlsa_;
    std::vector<asn1::Oid> policies_;
};

}  // namespace vitrine::tools
