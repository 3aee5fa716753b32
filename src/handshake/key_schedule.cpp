#include "handshake/key_schedule.h"

#include <algorithm>

namespace vitrine::handshake {

namespace {

using crypto::PrfAlg;
using record::ProtocolVersion;

struct Derivation {
    std::string_view name;
    std::string_view label;
    ByteView secret;
    std::string_view secret_name;
    trace::NamedBytes seed_a;
    trace::NamedBytes seed_b;
};

/// Runs the PRF and shows it.
void derive(PrfAlg prf, const Derivation& what, MutByteView out, bool secret, trace::Sink* sink) {
    crypto::prf(prf, what.secret, what.label, what.seed_a.bytes, what.seed_b.bytes, out);
    if (sink == nullptr) [[likely]]
        return;
    const trace::NamedBytes inputs[] = {{what.secret_name, what.secret}, what.seed_a, what.seed_b};
    const std::size_t count = what.seed_b.bytes.empty() ? 2 : 3;
    sink->on(trace::Derive{what.name, crypto::name_of(prf), what.label,
                           std::span{inputs}.first(count), out, secret});
}

std::size_t iv_len_in_key_block(ProtocolVersion version, const CipherSuite& suite) {
    if (is_cbc(suite.cipher))
        return version == ProtocolVersion::tls10 ? block_len(suite.cipher) : 0;
    return fixed_iv_len(suite.cipher);
}

}  // namespace

PrfAlg prf_for(ProtocolVersion version, const CipherSuite& suite) {
    return version < ProtocolVersion::tls12 ? PrfAlg::md5_sha1 : suite.prf;
}

MasterSecret derive_master_secret(PrfAlg prf,
                                  PremasterSecret premaster,
                                  const HelloRandoms& randoms,
                                  trace::Sink* sink) {
    MasterSecret master;
    derive(prf,
           {"master_secret",
            "master secret",
            premaster.expose(),
            "pre_master_secret",
            {"client_random", randoms.client},
            {"server_random", randoms.server}},
           master.expose_mut(), true, sink);
    return master;
}

MasterSecret derive_extended_master_secret(PrfAlg prf,
                                           PremasterSecret premaster,
                                           const crypto::Digest& session_hash,
                                           const HelloRandoms& randoms,
                                           trace::Sink* sink) {
    MasterSecret master;
    crypto::prf(prf, premaster.expose(), "extended master secret", session_hash.view(), {},
                master.expose_mut());
    if (sink != nullptr) [[unlikely]] {
        // client_random is no input here; key log sinks find the connection by it.
        const trace::NamedBytes inputs[] = {{"pre_master_secret", premaster.expose()},
                                            {"session_hash", session_hash.view()},
                                            {"client_random", randoms.client}};
        sink->on(trace::Derive{"master_secret", crypto::name_of(prf), "extended master secret",
                               inputs, master.expose(), true});
    }
    return master;
}

KeyBlock::KeyBlock(PrfAlg prf,
                   const MasterSecret& master,
                   const HelloRandoms& randoms,
                   ProtocolVersion version,
                   const CipherSuite& suite,
                   trace::Sink* sink)
    : mac_len_(mac_key_len(suite)),
      key_len_(key_len(suite.cipher)),
      iv_len_(iv_len_in_key_block(version, suite)) {
    const MutByteView block = bytes_.expose_mut().first(2 * (mac_len_ + key_len_ + iv_len_));
    derive(prf,
           {"key_block",
            "key expansion",
            master.expose(),
            "master_secret",
            {"server_random", randoms.server},
            {"client_random", randoms.client}},
           block, true, sink);
    if (sink == nullptr) [[likely]]
        return;
    const DirectionKeys c = client();
    const DirectionKeys s = server();
    const trace::NamedBytes cuts[] = {
        {"client_write_MAC_key", c.mac_key}, {"server_write_MAC_key", s.mac_key},
        {"client_write_key", c.key},         {"server_write_key", s.key},
        {"client_write_IV", c.iv},           {"server_write_IV", s.iv}};
    const trace::NamedBytes input[] = {{"key_block", block}};
    for (const trace::NamedBytes& cut : cuts) {
        if (!cut.bytes.empty())
            sink->on(trace::Derive{cut.name, "cut", "", input, cut.bytes, true});
    }
}

DirectionKeys KeyBlock::part(std::size_t side) const {
    const ByteView all = bytes_.expose();
    return {all.subspan(side * mac_len_, mac_len_),
            all.subspan(2 * mac_len_ + side * key_len_, key_len_),
            all.subspan(2 * (mac_len_ + key_len_) + side * iv_len_, iv_len_)};
}

VerifyData compute_verify_data(PrfAlg prf,
                               const MasterSecret& master,
                               trace::Role sender,
                               const crypto::Digest& session_hash,
                               trace::Sink* sink) {
    VerifyData out{};
    const bool client = sender == trace::Role::client;
    derive(prf,
           {client ? "client verify_data" : "server verify_data",
            client ? "client finished" : "server finished",
            master.expose(),
            "master_secret",
            {"Hash(handshake_messages)", session_hash.view()},
            {"", {}}},
           out, false, sink);
    return out;
}

}  // namespace vitrine::handshake
