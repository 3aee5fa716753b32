#include "support/puppet_facts.h"

#include "handshake/keys.h"

namespace vitrine::test {

using handshake::MasterSecret;
using handshake::PremasterSecret;

Bytes Facts::transcript() const {
    Bytes all;
    for (const Bytes& message : messages) all.insert(all.end(), message.begin(), message.end());
    return all;
}

crypto::Digest Facts::session_hash() const {
    handshake::Transcript running;
    running.start(handshake::prf_for(version, *suite));
    for (const Bytes& message : messages) running.add(message);
    return running.session_hash();
}

void Facts::derive_master() {
    const crypto::PrfAlg prf = handshake::prf_for(version, *suite);
    const MasterSecret made =
        extended_master_secret
            ? handshake::derive_extended_master_secret(prf, PremasterSecret{premaster},
                                                       session_hash(), randoms, nullptr)
            : handshake::derive_master_secret(prf, PremasterSecret{premaster}, randoms, nullptr);
    copy_bytes(made.expose(), master);
    has_master = true;
}

handshake::KeyBlock Facts::key_block() const {
    return {handshake::prf_for(version, *suite),
            MasterSecret{master},
            randoms,
            version,
            *suite,
            nullptr};
}

handshake::VerifyData Facts::verify_data(trace::Role sender) const {
    return handshake::compute_verify_data(handshake::prf_for(version, *suite), MasterSecret{master},
                                          sender, session_hash(), nullptr);
}

record::ProtectionSpec Facts::protection() const {
    return handshake::protection_of(*suite, version);
}

Memory Facts::memory() const {
    return {session_id, version, suite->value, master, extended_master_secret};
}

}  // namespace vitrine::test
