// Mailboxes and internationalised names as identities: RFC 5280 §7.2 and §7.5, RFC 9549.
#include <gtest/gtest.h>

#include "support/certificate_lab.h"
#include "x509/host_name.h"

namespace vitrine::x509 {
namespace {

const test::MadeCertificate& with_mailbox(test::CertificateLab& lab, const std::string& mailbox) {
    const auto& root = lab.ca("Root");
    return lab.server("www.example.test", root, [&](CertificateSpec& spec) {
        for (ExtensionSpec& extension : spec.extensions) {
            if (!(extension.oid == asn1::oid::kSubjectAltName)) continue;
            extension.value = encode_small([&](asn1::DerWriter& out) {
                out.constructed(asn1::Tag::sequence, [&](asn1::DerWriter& names) {
                    names.primitive(asn1::context(1), as_bytes(mailbox));
                });
            });
        }
    });
}

TEST(Mailbox, MatchesByCaseBeforeTheAtAndWithoutBehind) {
    test::CertificateLab lab;
    const Certificate& leaf = with_mailbox(lab, "First.Last@Mail.Example.test").certificate;
    for (const char* good : {"First.Last@Mail.Example.test", "First.Last@mail.example.TEST"})
        EXPECT_TRUE(match_email(leaf, good).ok()) << good;
    for (const char* bad : {"first.last@mail.example.test", "First.Last@example.test",
                            "First.Last@x.mail.example.test", "Last@mail.example.test",
                            "First.Last@mail.example.tes", "First.Last@mail.example.testt",
                            "xFirst.Last@mail.example.test", "First.Last@*.example.test"}) {
        EXPECT_FALSE(match_email(leaf, bad).ok()) << bad;
    }
}

TEST(Mailbox, EveryChangedLetterIsAnother) {
    test::CertificateLab lab;
    const std::string mailbox = "student@example.test";
    const Certificate& leaf = with_mailbox(lab, mailbox).certificate;
    for (std::size_t i = 0; i < mailbox.size(); ++i) {
        std::string changed = mailbox;
        changed[i] = static_cast<char>(changed[i] ^ 0x01);
        EXPECT_FALSE(match_email(leaf, changed).ok()) << changed;
        EXPECT_FALSE(match_email(leaf, mailbox.substr(0, i)).ok());
    }
}

TEST(Mailbox, WhatIsNoneIsRefusedBeforeItIsCompared) {
    for (const char* good : {"a@b", "a.b@c.d", "\"odd@local\"@example.test", "a+b@example.test"})
        EXPECT_TRUE(is_mailbox(good)) << good;
    for (const char* bad : {"", "@", "a@", "@b", "ab", "a b@c", "a@b c", "a@b..c", "a@.b",
                            "a\x01@b", "a@b@c", "\"a@b@c", "a@\xc3\xbc", "\xc3\xbc@b", "a@b\n"}) {
        EXPECT_FALSE(is_mailbox(bad)) << bad;
    }
}

TEST(Mailbox, HostsAreNoMailboxesAndTheOtherWayRound) {
    test::CertificateLab lab;
    const auto& root = lab.ca("Root");
    const Certificate& host = lab.server("www.example.test", root).certificate;
    EXPECT_FALSE(match_email(host, "student@www.example.test").ok());
    const Certificate& mailbox = with_mailbox(lab, "student@www.example.test").certificate;
    EXPECT_FALSE(match_host(mailbox, *ReferenceId::parse("www.example.test")).ok());
}

TEST(HostName, IsComparedByItsALabels) {
    test::CertificateLab lab;
    const auto& root = lab.ca("Root");
    const Certificate& leaf = lab.server("xn--bcher-kva.example.test", root).certificate;
    for (const char* good : {"xn--bcher-kva.example.test", "XN--BCHER-KVA.Example.Test",
                             "xn--bcher-kva.example.test."})
        EXPECT_TRUE(match_host(leaf, *ReferenceId::parse(good)).ok()) << good;
    for (const char* bad :
         {"xn--bcher-kvb.example.test", "bcher.example.test", "xn--bcher-kva.test"})
        EXPECT_FALSE(match_host(leaf, *ReferenceId::parse(bad)).ok()) << bad;
    // The core knows no other form: conversion is the caller's.
    EXPECT_FALSE(ReferenceId::parse("b\xc3\xbc"
                                    "cher.example.test")
                     .ok());
}

}  // namespace
}  // namespace vitrine::x509
