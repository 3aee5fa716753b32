// One animal of the zoo: the files of a chain, how to verify it and what must come out.
#pragma once

#include <string>

#include "tools/zoo/chain.h"

namespace vitrine::zoo {

/// How a specimen is described; the strings are literals.
struct Plate {
    std::string_view name;     ///< the folder's: "validity-leaf-expired"
    std::string_view options;  ///< of `cert verify`, beyond the usual ones
    std::string_view reason;   ///< "accepted", the id of an x509::Reason, or of an ErrorCode
    std::string_view openssl;  ///< the code of OpenSSL 3.0; "unreadable"; "-": it has no such check
    std::string_view why;
};

struct Specimen {
    std::string name;
    std::string options;
    std::string reason;
    std::string openssl;
    std::string why;

    Bytes leaf;
    std::vector<Bytes> untrusted;
    std::vector<Bytes> trust;
    std::vector<Bytes> crls;
    std::vector<Bytes> ocsp;
    std::vector<std::string> tlsa;  ///< records as the DNS has them
};

/// A chain that was signed, and what may still be added beside it.
struct Made {
    Chain& chain;
    Specimen& specimen;
    std::vector<Bytes> der;  ///< of each link, root first

    [[nodiscard]] x509::Certificate certificate(std::size_t index) const {
        return must(x509::parse_certificate(der[index]));
    }
    [[nodiscard]] const x509::PrivateKey& key(std::size_t index) const {
        return *chain.links[index].key;
    }
    [[nodiscard]] Rng& rng() const { return chain.shop.rng(); }
    /// Signs one more certificate.
    [[nodiscard]] Bytes issue(const Link& link, const Link* above) const {
        return chain.shop.issue(link, above);
    }
};

class Catalogue {
  public:
    explicit Catalogue(ByteView seed) : shop_(seed) {}

    /// `change` spoils the chain before it is signed, `after` adds to or takes from what was made.
    void add(const Plate& plate,
             const std::function<void(Chain&)>& change = {},
             const std::function<void(Made&)>& after = {});
    [[nodiscard]] std::vector<Specimen>& specimens() { return specimens_; }

  private:
    Workshop shop_;
    std::vector<Specimen> specimens_;
};

/// The whole zoo.
std::vector<Specimen> all_specimens(ByteView seed);

}  // namespace vitrine::zoo
