// Certificate policies along a path, step by step as RFC 5280 §6.1.2 to §6.1.5 numbers them; the
// arrangements are those of NIST's PKITS, 4.8 to 4.12, under their numbers.
#include "x509/policy_state.h"

#include <gtest/gtest.h>

#include "support/certificate_lab.h"

namespace vitrine::x509 {
namespace {

Bytes wrap(unsigned tag, ByteView contents) {
    return encode_small(
        [&](asn1::DerWriter& out) { out.primitive(static_cast<asn1::Tag>(tag), contents); });
}
Bytes oid_der(asn1::Oid oid) {
    return wrap(0x06, oid.contents());
}

constexpr asn1::OidConstant kOne{"2.16.840.1.101.3.2.1.48.1"};  // NIST-test-policy-1 of PKITS
constexpr asn1::OidConstant kTwo{"2.16.840.1.101.3.2.1.48.2"};
constexpr asn1::OidConstant kThree{"2.16.840.1.101.3.2.1.48.3"};

ExtensionSpec policies(std::initializer_list<asn1::Oid> list) {
    Bytes all;
    for (const asn1::Oid policy : list) {
        const Bytes one = wrap(0x30, oid_der(policy));
        all.insert(all.end(), one.begin(), one.end());
    }
    return {asn1::oid::kCertificatePolicies, false, wrap(0x30, all)};
}
ExtensionSpec mapping(asn1::Oid from, asn1::Oid to) {
    Bytes pair = oid_der(from);
    const Bytes second = oid_der(to);
    pair.insert(pair.end(), second.begin(), second.end());
    return {asn1::oid::kPolicyMappings, true, wrap(0x30, wrap(0x30, pair))};
}
/// requireExplicitPolicy [0] or inhibitPolicyMapping [1].
ExtensionSpec constraint(unsigned number, std::uint8_t skip) {
    return {asn1::oid::kPolicyConstraints, true, wrap(0x30, wrap(0x80 + number, Bytes{skip}))};
}
ExtensionSpec inhibit_any(std::uint8_t skip) {
    return {asn1::oid::kInhibitAnyPolicy, true, wrap(0x02, Bytes{skip})};
}

using Given = std::vector<ExtensionSpec>;

class PolicyStateTest : public testing::Test {
  protected:
    /// The verdict over certificates with these extensions, from below the anchor to the leaf.
    Reason judge(const std::vector<Given>& path, PolicyInputs inputs = {}) {
        base::Arena arena{std::size_t{1} << 18};
        auto state = PolicyState::begin(inputs, path.size(), arena);
        EXPECT_TRUE(state.ok());
        for (std::size_t i = 0; i < path.size(); ++i) {
            const bool last = i + 1 == path.size();
            const Certificate& c =
                lab_.ca("CA " + std::to_string(i), &root_,
                        [&](CertificateSpec& spec) {
                            spec.extensions.insert(spec.extensions.end(), path[i].begin(),
                                                   path[i].end());
                        })
                    .certificate;
            Reason reason = state->process(c, last, false);
            if (reason == Reason::accepted)
                reason = last ? state->wrap_up(c) : state->prepare_next(c, false);
            if (reason != Reason::accepted) return reason;
        }
        return Reason::accepted;
    }
    /// The same, where a policy is required.
    Reason judge_explicit(const std::vector<Given>& path,
                          std::span<const asn1::Oid> user = {},
                          bool inhibit_any_policy = false) {
        return judge(path, {user, true, false, inhibit_any_policy});
    }

    test::CertificateLab lab_;
    const test::MadeCertificate& root_ = lab_.ca("Root");
};

// PKITS 4.8.1, 4.8.2, 4.8.3: the same policy all the way; no policies; different ones.
TEST_F(PolicyStateTest, WhatIsRequiredMustBeInEveryCertificate) {
    EXPECT_EQ(judge_explicit({{policies({kOne})}, {policies({kOne})}}), Reason::accepted);
    EXPECT_EQ(judge({{}, {}}), Reason::accepted);
    EXPECT_EQ(judge_explicit({{}, {}}), Reason::explicit_policy);
    EXPECT_EQ(judge({{policies({kOne})}, {policies({kTwo})}}), Reason::accepted);
    EXPECT_EQ(judge_explicit({{policies({kOne})}, {policies({kTwo})}}), Reason::explicit_policy);
    EXPECT_EQ(judge_explicit({{policies({kOne, kTwo})}, {policies({kTwo, kThree})}}),
              Reason::accepted);
    EXPECT_EQ(judge_explicit({{policies({kOne})}, {}, {policies({kOne})}}),
              Reason::explicit_policy);
}

// PKITS 4.8.1 again, with a user-initial-policy-set.
TEST_F(PolicyStateTest, TheUserSetMustBeMet) {
    const std::vector<Given> path{{policies({kOne, kTwo})}, {policies({kOne, kTwo})}};
    const asn1::Oid one[] = {kOne};
    const asn1::Oid three[] = {kThree};
    const asn1::Oid both[] = {kThree, kTwo};
    const asn1::Oid any[] = {asn1::oid::kAnyPolicy};
    EXPECT_EQ(judge_explicit(path, one), Reason::accepted);
    EXPECT_EQ(judge_explicit(path, three), Reason::explicit_policy);
    EXPECT_EQ(judge_explicit(path, both), Reason::accepted);
    EXPECT_EQ(judge_explicit(path, any), Reason::accepted);
    // Without initial-explicit-policy the set decides nothing.
    EXPECT_EQ(judge(path, {three, false, false, false}), Reason::accepted);
}

// PKITS 4.8.9, 4.8.10, 4.12: anyPolicy stands for every policy, until it is inhibited.
TEST_F(PolicyStateTest, AnyPolicyStandsForAllUntilItIsInhibited) {
    const ExtensionSpec any = policies({asn1::oid::kAnyPolicy});
    EXPECT_EQ(judge_explicit({{any}, {policies({kOne})}}), Reason::accepted);
    EXPECT_EQ(judge_explicit({{policies({kOne})}, {any}}), Reason::accepted);
    EXPECT_EQ(judge_explicit({{any}, {policies({kOne})}}, {}, true), Reason::explicit_policy);
    EXPECT_EQ(judge_explicit({{any, inhibit_any(0)}, {any}}), Reason::explicit_policy);
    EXPECT_EQ(judge_explicit({{any, inhibit_any(1)}, {any}}), Reason::accepted);
    EXPECT_EQ(judge_explicit({{any, inhibit_any(1)}, {any}, {any}}), Reason::explicit_policy);
    const asn1::Oid two[] = {kTwo};
    EXPECT_EQ(judge_explicit({{any}, {any}}, two), Reason::accepted);
    EXPECT_EQ(judge_explicit({{policies({kOne})}, {any}}, two), Reason::explicit_policy);
}

// PKITS 4.9: requireExplicitPolicy counts certificates down.
TEST_F(PolicyStateTest, ACaMayRequireAPolicyFromSomeDepthOn) {
    EXPECT_EQ(judge({{constraint(0, 0)}, {}}), Reason::explicit_policy);
    EXPECT_EQ(judge({{policies({kOne}), constraint(0, 0)}, {policies({kOne})}}), Reason::accepted);
    EXPECT_EQ(judge({{constraint(0, 2)}, {}, {}}), Reason::explicit_policy);
    EXPECT_EQ(judge({{constraint(0, 3)}, {}, {}}), Reason::accepted);
    // §6.1.5 b: in the leaf only 0 has a meaning.
    EXPECT_EQ(judge({{}, {constraint(0, 0)}}), Reason::explicit_policy);
    EXPECT_EQ(judge({{}, {constraint(0, 1)}}), Reason::accepted);
}

// PKITS 4.10, 4.11: mappings, and their inhibition.
TEST_F(PolicyStateTest, AMappedPolicyIsTheIssuersOwn) {
    const Given mapped{policies({kOne}), mapping(kOne, kTwo)};
    const asn1::Oid one[] = {kOne};
    const asn1::Oid two[] = {kTwo};
    EXPECT_EQ(judge_explicit({mapped, {policies({kTwo})}}, one), Reason::accepted);
    EXPECT_EQ(judge_explicit({mapped, {policies({kTwo})}}, two), Reason::explicit_policy);
    EXPECT_EQ(judge_explicit({mapped, {policies({kOne})}}), Reason::explicit_policy);
    EXPECT_EQ(judge({mapped, {policies({kTwo})}}, {{}, true, true, false}),
              Reason::explicit_policy);
    Given inhibited = mapped;
    EXPECT_EQ(judge_explicit({{policies({kOne}), constraint(1, 0)}, inhibited, {policies({kTwo})}}),
              Reason::explicit_policy);
    EXPECT_EQ(judge_explicit({{policies({kOne}), constraint(1, 1)}, inhibited, {policies({kTwo})}}),
              Reason::accepted);
}

// PKITS 4.10.7, 4.10.8. §4.2.1.5: "Policies MUST NOT be mapped either to or from the special value
// anyPolicy".
TEST_F(PolicyStateTest, AnyPolicyIsNotMapped) {
    for (const ExtensionSpec& wrong :
         {mapping(asn1::oid::kAnyPolicy, kTwo), mapping(kOne, asn1::oid::kAnyPolicy)}) {
        EXPECT_EQ(judge({{policies({kOne}), wrong}, {policies({kOne})}}), Reason::policy_invalid);
    }
}

}  // namespace
}  // namespace vitrine::x509
