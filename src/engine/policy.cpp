#include "engine/policy.h"

#include <iterator>

namespace vitrine::engine {

using handshake::Auth;
using handshake::BulkCipher;
using handshake::CipherSuite;
using handshake::KeyExchange;
using handshake::SignatureScheme;
using handshake::SuiteClass;

namespace {

constexpr std::string_view kNames[] = {"modern", "compatible", "legacy", "lab"};

bool has_short_tag(BulkCipher cipher) {
    return cipher == BulkCipher::aes_128_ccm_8 || cipher == BulkCipher::aes_256_ccm_8;
}

/// The least policy that has the suite on.
Policy least_policy(const CipherSuite& suite) {
    switch (suite.suite_class) {
        case SuiteClass::best:
        case SuiteClass::ok: {
            const bool cautious =
                suite.key_exchange == KeyExchange::dhe || has_short_tag(suite.cipher);
            return cautious ? Policy::compatible : Policy::modern;
        }
        case SuiteClass::ok_1x:
        case SuiteClass::static_rsa:
        case SuiteClass::psk:
        case SuiteClass::opt:
            return Policy::compatible;
        case SuiteClass::legacy:
            return Policy::legacy;
        case SuiteClass::lab: {
            const bool rc4 = suite.cipher == BulkCipher::rc4_128 && suite.auth != Auth::none;
            return rc4 ? Policy::legacy : Policy::lab;
        }
    }
    return Policy::lab;
}

}  // namespace

std::string_view name_of(Policy policy) {
    return kNames[static_cast<std::size_t>(policy)];
}

std::optional<Policy> policy_named(std::string_view name) {
    for (std::size_t i = 0; i < std::size(kNames); ++i) {
        if (kNames[i] == name) return static_cast<Policy>(i);
    }
    return std::nullopt;
}

bool allows(Policy policy, const CipherSuite& suite) {
    return is_implemented(suite) && policy >= least_policy(suite);
}

bool allows(Policy policy, SignatureScheme scheme) {
    if (scheme == SignatureScheme::rsa_pkcs1_md5) return false;
    return !handshake::is_weak(scheme) || policy >= Policy::legacy;
}

record::ProtocolVersion min_version(Policy policy) {
    return policy == Policy::modern ? record::ProtocolVersion::tls12
                                    : record::ProtocolVersion::tls10;
}

std::size_t min_dh_bits(Policy policy) {
    return policy >= Policy::legacy ? 1024 : 2048;
}

std::size_t min_rsa_bits(Policy policy) {
    return policy >= Policy::legacy ? 1024 : 2048;
}

bool is_implemented(const CipherSuite& suite) {
    const bool key_exchange = suite.key_exchange == KeyExchange::rsa ||
                              suite.key_exchange == KeyExchange::dhe ||
                              suite.key_exchange == KeyExchange::ecdhe;
    return key_exchange && (suite.auth == Auth::rsa || suite.auth == Auth::ecdsa);
}

}  // namespace vitrine::engine
