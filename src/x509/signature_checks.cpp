#include "x509/signature_checks.h"

namespace vitrine::x509 {

Reason SignatureChecks::check(const SignedData& data, const PublicKey& key) {
    if (key.type == KeyType::unsupported) {
        return key.explicit_curve ? Reason::explicit_curve : Reason::key_unsupported;
    }
    // Keys are told apart by type, point, y or modulus, and parameters; those of DSA may be
    // inherited.
    const ByteView identity = key.key_bits;
    const ByteView parameters = key.algorithm.parameters;
    const bool cacheable = key.type != KeyType::dsa || !parameters.empty();
    for (std::size_t i = 0; cacheable && i < known_size_; ++i) {
        const Known& known = known_[i];
        if (known.tbs.data() == data.tbs.data() && known.type == key.type &&
            equal_public(known.key, identity) && equal_public(known.parameters, parameters)) {
            return known.reason;
        }
    }
    if (!fits(key.type, data.algorithm.scheme.kind)) return Reason::signature_mismatch;
    if (count_ == limit_) return Reason::limit;
    ++count_;
    const Status status = verifier_.verify(key, data.algorithm.scheme, data.tbs, data.signature);
    const Reason reason = status.ok() ? Reason::accepted : Reason::bad_signature;
    if (cacheable && known_size_ < known_.size()) {
        known_[known_size_++] = {data.tbs, key.type, identity, parameters, reason};
    }
    return reason;
}

}  // namespace vitrine::x509
