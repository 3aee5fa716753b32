// A chain that is right in everything, root, CA and server, to be spoiled in one thing before it is
// signed. Read next: specimen.h (what is kept of it), families.h (what is spoiled).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "tools/zoo/der.h"
#include "x509/make.h"

namespace vitrine::zoo {

inline constexpr std::string_view kHost = "www.example.test";

/// Seconds since 1970 of a day.
Time day(int year, int month, int day);

/// tbsCertificate cut into its fields, each with its tag, so that one of them can be spoiled below
/// the level where the writer of certificates would let it be.
struct TbsFields {
    Bytes version;  ///< empty: version 1
    Bytes serial_number;
    Bytes signature;
    Bytes issuer;
    Bytes validity;
    Bytes subject;
    Bytes public_key;
    Bytes unique_ids;  ///< issuerUniqueID and subjectUniqueID; empty: none
    Bytes extensions;  ///< Extension after Extension, without what is around them

    [[nodiscard]] Bytes encode() const;
};

/// One certificate to be.
struct Link {
    std::string name;
    const x509::PrivateKey* key = nullptr;  ///< the subject's
    x509::CertificateSpec spec;             ///< `issuer` is filled in, unless `own_issuer`
    std::vector<Bytes> raw_extensions;      ///< whole Extensions, behind those of `spec`
    bool own_issuer = false;
    const x509::PrivateKey* signer = nullptr;  ///< in place of the key of the link above
    std::function<void(TbsFields&)> on_fields;
    std::function<void(Bytes&)> on_tbs;
    std::optional<Bytes> outer_algorithm;  ///< in place of the inner one's double
    std::function<void(Bytes&)> on_signature;
    std::function<void(Bytes&)> on_der;

    /// The extension replaces the one of its type, if there is one.
    void set(ExtensionSpec extension);
    void add(ExtensionSpec extension) { spec.extensions.push_back(std::move(extension)); }
    void drop(asn1::Oid oid);
    ExtensionSpec* find(asn1::Oid oid);
};

/// Keys by name, each drawn from the seed and its name alone, and randomness for one specimen.
class Workshop {
  public:
    explicit Workshop(ByteView seed) : seed_(seed.begin(), seed.end()) {}

    /// Kinds: p256, p384, p521, rsa, rsa:BITS. The same name gives the same key.
    const x509::PrivateKey& key(const std::string& name, std::string_view kind = "p256");
    /// Starts the randomness of the specimen `name` anew.
    void begin(std::string_view name);
    [[nodiscard]] Rng& rng() { return *rng_; }

    /// Everything that a certificate of this kind should be. `above`: null for a root.
    Link root(const std::string& name, const x509::PrivateKey& key);
    Link ca(const std::string& name, const x509::PrivateKey& key, const Link& above);
    Link server(std::string_view host, const x509::PrivateKey& key, const Link& above);

    /// Signs it; `above` is the issuer's, null: self-signed.
    Bytes issue(const Link& link, const Link* above);

  private:
    std::unique_ptr<Rng> rng_for(std::string_view name) const;

    Bytes seed_;
    std::map<std::string, std::unique_ptr<x509::PrivateKey>> keys_;
    std::unique_ptr<Rng> rng_;
};

/// What a family spoils.
struct Chain {
    explicit Chain(Workshop& workshop);

    /// Puts another CA between the last one and the server.
    Link& add_ca(const std::string& name);
    /// Another key for a link, its key identifiers with it. The links below follow.
    void rekey(std::size_t index, const x509::PrivateKey& key);
    [[nodiscard]] Link& root() { return links.front(); }
    [[nodiscard]] Link& ca() { return links[1]; }
    [[nodiscard]] Link& leaf() { return links.back(); }

    Workshop& shop;
    std::vector<Link> links;  ///< root first
};

/// For what cannot fail but by a mistake here: the value, or the end of the program.
template <class T>
T must(Result<T> result) {
    if (!result.ok()) std::abort();
    return *std::move(result);
}

}  // namespace vitrine::zoo
