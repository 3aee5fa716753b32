// Every kind of protection against recorded sessions of OpenSSL, GnuTLS and Go.
#include "record/protection.h"

#include <gtest/gtest.h>

#include <set>

#include "support/record_session.h"

namespace vitrine::record {
namespace {

using crypto::CbcKey;
using test::Bytes;
using test::RecordSession;

TEST(Protection, OpensTheRecordsOfOtherImplementations) {
    const auto sessions = test::read_sessions();
    EXPECT_GE(sessions.size(), 80U);
    for (const RecordSession& session : sessions) {
        SCOPED_TRACE(session.name);
        Protection protection = session.protection(CbcKey::Use::decrypt);
        ASSERT_FALSE(session.steps.empty());
        for (const RecordSession::Step& step : session.steps) {
            Bytes fragment = step.fragment();
            FragmentLayout layout;
            const auto opened = protection.open(step.info(), fragment, layout);
            ASSERT_TRUE(opened.ok()) << step.sequence;
            EXPECT_EQ(Bytes(opened->begin(), opened->end()), step.plain);
            EXPECT_EQ(
                layout.explicit_nonce_len + step.plain.size() + layout.mac_len + layout.padding_len,
                fragment.size());
        }
    }
}

/// Given the same IVs, we write the same bytes: minimal padding, and the sequence number as
/// explicit nonce (where another implementation counts its nonces from elsewhere, the record must
/// open again).
TEST(Protection, SealsTheRecordsOfOtherImplementations) {
    std::set<std::string> equal_kinds;
    for (const RecordSession& session : test::read_sessions()) {
        SCOPED_TRACE(session.name);
        Protection protection = session.protection(CbcKey::Use::encrypt);
        Protection receiver = session.protection(CbcKey::Use::decrypt);
        for (const RecordSession::Step& step : session.steps) {
            const Bytes expected = step.fragment();
            ASSERT_EQ(protection.sealed_len(step.plain.size()), expected.size());
            test::FixedRng rng{expected};
            Bytes fragment(expected.size());
            FragmentLayout layout;
            ASSERT_TRUE(protection.seal(step.info(), step.plain, fragment, rng, layout).ok());
            if (fragment == expected) {
                equal_kinds.insert(session.kind);
            } else {
                EXPECT_EQ(session.kind, "aead");
            }
            FragmentLayout again;
            const auto opened = receiver.open(step.info(), fragment, again);
            ASSERT_TRUE(opened.ok());
            EXPECT_EQ(Bytes(opened->begin(), opened->end()), step.plain);
            EXPECT_EQ(again.mac_len, layout.mac_len);
            EXPECT_EQ(again.padding_len, layout.padding_len);
            EXPECT_EQ(again.explicit_nonce_len, layout.explicit_nonce_len);
        }
    }
    EXPECT_EQ(equal_kinds, (std::set<std::string>{"aead", "cbc", "etm", "stream"}));
}

/// The code with which a fresh receiver refuses this fragment; `internal` if it accepts.
ErrorCode refusal(const RecordSession& session, const FragmentInfo& info, Bytes fragment) {
    Protection protection = session.protection(CbcKey::Use::decrypt);
    FragmentLayout layout;
    const auto opened = protection.open(info, fragment, layout);
    return opened.ok() ? ErrorCode::internal : opened.error().code;
}

TEST(Protection, RefusesEveryTamperedByteWithOneCode) {
    for (const RecordSession& session : test::read_sessions()) {
        SCOPED_TRACE(session.name);
        const RecordSession::Step& step = session.steps.front();
        Bytes fragment = step.fragment();
        for (std::size_t i = 0; i < fragment.size(); ++i) {
            for (const int flip : {0x01, 0x80}) {
                fragment[i] = static_cast<std::uint8_t>(fragment[i] ^ flip);
                ASSERT_EQ(refusal(session, step.info(), fragment), ErrorCode::record_not_authentic)
                    << i;
                fragment[i] = static_cast<std::uint8_t>(fragment[i] ^ flip);
            }
        }
    }
}

TEST(Protection, RefusesEveryOtherLengthWithOneCode) {
    for (const RecordSession& session : test::read_sessions()) {
        SCOPED_TRACE(session.name);
        const RecordSession::Step& step = session.steps.front();
        Bytes fragment = step.fragment();
        for (std::size_t n = 0; n < fragment.size(); ++n) {
            const Bytes cut(fragment.begin(), fragment.begin() + static_cast<std::ptrdiff_t>(n));
            ASSERT_EQ(refusal(session, step.info(), cut), ErrorCode::record_not_authentic) << n;
        }
        for (int more = 1; more <= 17; ++more) {
            fragment.push_back(0);
            ASSERT_EQ(refusal(session, step.info(), fragment), ErrorCode::record_not_authentic)
                << more;
        }
    }
}

TEST(Protection, RefusesAnotherSequenceNumberTypeOrVersion) {
    for (const RecordSession& session : test::read_sessions()) {
        SCOPED_TRACE(session.name);
        const RecordSession::Step& step = session.steps.front();
        EXPECT_EQ(refusal(session, step.info(), step.fragment()), ErrorCode::internal);
        FragmentInfo later = step.info();
        ++later.sequence;
        EXPECT_EQ(refusal(session, later, step.fragment()), ErrorCode::record_not_authentic);
        FragmentInfo other_type = step.info();
        other_type.type = ContentType::application_data;
        EXPECT_EQ(refusal(session, other_type, step.fragment()), ErrorCode::record_not_authentic);
        FragmentInfo other_version = step.info();
        other_version.version ^= 1;
        EXPECT_EQ(refusal(session, other_version, step.fragment()),
                  ErrorCode::record_not_authentic);
    }
}

/// Records swapped, dropped or repeated: the sequence number is in every MAC (attack A13).
TEST(Protection, RefusesReplayedAndSwappedRecords) {
    std::size_t tried = 0;
    for (const RecordSession& session : test::read_sessions()) {
        if (session.steps.size() < 3) continue;
        SCOPED_TRACE(session.name);
        Protection protection = session.protection(CbcKey::Use::decrypt);
        const RecordSession::Step& first = session.steps[0];
        Bytes fragment = first.fragment();
        FragmentLayout layout;
        ASSERT_TRUE(protection.open(first.info(), fragment, layout).ok());
        for (const RecordSession::Step& wrong : {session.steps[0], session.steps[2]}) {
            FragmentInfo info = wrong.info();
            info.sequence = 1;
            fragment = wrong.fragment();
            const auto opened = protection.open(info, fragment, layout);
            ASSERT_FALSE(opened.ok());
            EXPECT_EQ(opened.error().code, ErrorCode::record_not_authentic);
        }
        ++tried;
    }
    EXPECT_GT(tried, 50U);
}

TEST(Protection, RefusesKeysOfTheWrongLength) {
    const Bytes key(15, 1);
    ProtectionSpec spec;
    for (const ProtectionKind kind :
         {ProtectionKind::aead, ProtectionKind::cbc_hmac, ProtectionKind::cbc_etm}) {
        spec.kind = kind;
        const auto made = Protection::make(spec, {key, key, key}, CbcKey::Use::encrypt);
        ASSERT_FALSE(made.ok());
        EXPECT_EQ(made.error().code, ErrorCode::bad_key_length);
    }
}

TEST(Protection, BeforeTheFirstKeysIsNoneAtAll) {
    Protection none;
    EXPECT_TRUE(none.is_null());
    EXPECT_EQ(none.sealed_len(7), 7U);
    EXPECT_EQ(none.name(), "NULL");
    Bytes fragment{1, 2, 3};
    FragmentLayout layout;
    const auto opened = none.open({0, ContentType::handshake, 0x0303}, fragment, layout);
    ASSERT_TRUE(opened.ok());
    EXPECT_EQ(opened->data(), fragment.data());  // in place
}

/// Only CBC with chained IVs has BEAST's problem (attack A1).
TEST(Protection, WantsTheSplitOnlyForCbcBelowTls11) {
    for (const RecordSession& session : test::read_sessions()) {
        const bool cbc = session.kind == "cbc" || session.kind == "etm";
        EXPECT_EQ(session.protection(CbcKey::Use::encrypt).wants_split(),
                  cbc && session.spec.version == ProtocolVersion::tls10)
            << session.name;
    }
}

}  // namespace
}  // namespace vitrine::record
