#include "fuzz/chain_policy.h"

namespace vitrine::fuzz {

namespace {

constexpr asn1::OidConstant kPolicy{"1.2.3.4"};
constexpr std::int64_t kYear = 31536000;

bool bit(std::uint8_t byte, unsigned i) {
    return (byte >> i & 1U) != 0;
}

}  // namespace

ChainCase::ChainCase(const ChainInput& input)
    : host_(*x509::ReferenceId::parse("www.example.test")), policies_{kPolicy} {
    for (const ChainItem& item : input.items) {
        if (item.kind() == ItemKind::certificate) {
            if (auto c = x509::parse_certificate(item.der); c.ok()) list.push_back(*c);
        } else if (item.kind() == ItemKind::anchor) {
            static_cast<void>(anchors.add(item.der, "anchor"));
        } else if (item.kind() == ItemKind::crl) {
            if (auto c = x509::parse_crl(item.der); c.ok()) crls.push_back(*c);
        } else if (auto r = x509::parse_ocsp_response(item.der); r.ok()) {
            responses.push_back(*r);
        }
    }
    read_options(input);
}

/// Byte 0: purpose, host, legacy, anchor_key_only, policies. Byte 1: revocation. Byte 2: the year,
/// counted from 2026. Byte 3: limits.
void ChainCase::read_options(const ChainInput& input) {
    const auto& o = input.options;
    policy.now.seconds = kChainNow.seconds + kYear * static_cast<std::int8_t>(o[2]);
    policy.purpose = static_cast<x509::Purpose>((o[0] & 3U) % 3);
    if (bit(o[0], 2)) policy.host = &host_;
    if (bit(o[0], 3)) policy.make_legacy();
    policy.anchor_key_only = bit(o[0], 4);
    policy.require_explicit_policy = bit(o[0], 5);
    policy.inhibit_policy_mapping = bit(o[0], 6);
    policy.inhibit_any_policy = bit(o[0], 7);
    policy.revocation = static_cast<x509::RevocationMode>(o[1] & 3U);
    policy.crls = crls;
    policy.ocsp = responses;
    if (bit(o[1], 2) && !responses.empty()) policy.stapled_ocsp = responses.front().der;
    policy.staple_asked = bit(o[1], 3);
    policy.allow_ca_leaf = !bit(o[1], 4);
    if (bit(o[1], 5)) policy.user_policies = policies_;
    if (o[3] != 0) policy.max_certificates = o[3] & 15U;
    if (o[3] >> 4 != 0) policy.max_signature_checks = o[3] >> 4;
}

}  // namespace vitrine::fuzz
