// What `cert make` is given: files of others, times, randomness, extensions. Each function says on
// stderr what is wrong and returns an exit code, kDone if nothing is.
#pragma once

#include <memory>
#include <optional>

#include "base/rng.h"
#include "tools/options.h"
#include "x509/make.h"

namespace vitrine::tools {

/// A certificate with the bytes it looks into, and perhaps its key. Not to be moved once loaded.
struct LoadedCertificate {
    x509::Bytes der;
    x509::Certificate certificate;
    std::unique_ptr<x509::PrivateKey> key;  ///< null: not loaded

    [[nodiscard]] x509::Issuer issuer() const { return {certificate, *key}; }
};

/// The first certificate of a file.
int load_certificate(const std::string& file, LoadedCertificate& out);
/// Its key too: from the file named by `key_option`, or beside it (ca.pem: ca.key).
int load_with_key(const Options& options,
                  const std::string& file,
                  std::string_view key_option,
                  LoadedCertificate& out);

/// --not-before and --not-after, or an hour ago and --days from --now.
int read_validity(const Options& options, x509::Validity& out);
/// Random bytes from --seed, or the system's.
int make_rng(const Options& options, std::unique_ptr<Rng>& out);
/// --digest and --pss over what the key would use.
int read_scheme(const Options& options, x509::SignatureScheme& scheme);
/// "/C=DE/O=Lab/CN=name", with OpenSSL's names of attributes or dotted identifiers.
int read_subject(std::string_view text, x509::Bytes& out);

/// --extension and --without over the recipe's extensions. Keeps the identifiers it reads.
class ExtensionEdits {
  public:
    int read(const Options& options);
    void apply(std::vector<x509::ExtensionSpec>& extensions) const;

  private:
    struct Edit {
        x509::Bytes oid;
        bool remove = true;                      ///< the recipe's extension goes
        std::optional<x509::ExtensionSpec> add;  ///< its `oid` is set by `apply`
    };
    bool read_one(std::string_view text);

    std::vector<Edit> edits_;
};

}  // namespace vitrine::tools
