// Which names a CA may certify: the examples of RFC 5280 §4.2.1.10, and neighbours that lie just
// outside.
#include "x509/name_constraints.h"

#include <gtest/gtest.h>

#include "support/certificate_lab.h"

namespace vitrine::x509 {
namespace {

Bytes der(unsigned tag, ByteView contents) {
    return encode_small(
        [&](asn1::DerWriter& out) { out.primitive(static_cast<asn1::Tag>(tag), contents); });
}

/// GeneralName of a text form: 1 a mailbox, 2 a host, 6 a URI.
Bytes general(unsigned number, std::string_view text) {
    return der(0x80 + number, as_bytes(text));
}

/// NameConstraints of one subtree: 0 permitted, 1 excluded.
Bytes constraint(unsigned list, ByteView base) {
    return der(0x30, der(0xa0 + list, der(0x30, base)));
}

class NameConstraints : public testing::Test {
  protected:
    /// What one constraint says of a server with these alternative names, and no subject.
    Reason judge(ByteView value, ByteView names, std::size_t budget = 100) {
        const auto& leaf = lab_.server("www.example.test", root_, [&](CertificateSpec& spec) {
            spec.subject = Bytes{0x30, 0x00};
            for (ExtensionSpec& e : spec.extensions) {
                if (!(e.oid == asn1::oid::kSubjectAltName)) continue;
                e.critical = true;
                e.value = der(0x30, names);
            }
        });
        return check_name_constraints(leaf.certificate, value, budget);
    }
    Reason permitted(unsigned form, std::string_view base, std::string_view name) {
        return judge(constraint(0, general(form, base)), general(form, name));
    }
    Reason excluded(unsigned form, std::string_view base, std::string_view name) {
        return judge(constraint(1, general(form, base)), general(form, name));
    }

    test::CertificateLab lab_;
    const test::MadeCertificate& root_ = lab_.ca("Root");
};

struct Pair {
    const char* base;
    const char* name;
};

// "DNS name restrictions are expressed as host.example.com. Any DNS name that can be constructed by
// simply adding zero or more labels to the left-hand side of the name satisfies the name
// constraint. For example, www.host.example.com would satisfy the constraint but host1.example.com
// would not."
TEST_F(NameConstraints, HostsLieBelowByWholeLabels) {
    for (const Pair& p :
         {Pair{"host.example.com", "www.host.example.com"},
          Pair{"host.example.com", "host.example.com"},
          Pair{"host.example.com", "a.b.HOST.example.com"}, Pair{"", "anything.test"},
          Pair{".example.com", "www.example.com"}, Pair{"example.com.", "www.example.com"}}) {
        EXPECT_EQ(permitted(2, p.base, p.name), Reason::accepted) << p.base << ' ' << p.name;
        EXPECT_EQ(excluded(2, p.base, p.name), Reason::name_excluded) << p.base << ' ' << p.name;
    }
    for (const Pair& p :
         {Pair{"host.example.com", "host1.example.com"},
          Pair{"host.example.com", "xhost.example.com"}, Pair{"host.example.com", "example.com"},
          Pair{"host.example.com", "host.example.com.test"}, Pair{".example.com", "example.com"}}) {
        EXPECT_EQ(permitted(2, p.base, p.name), Reason::name_not_permitted)
            << p.base << ' ' << p.name;
        EXPECT_EQ(excluded(2, p.base, p.name), Reason::accepted) << p.base << ' ' << p.name;
    }
}

TEST_F(NameConstraints, AWildcardIsExcludedWhereItCouldNameWhatIs) {
    for (const char* base : {"secret.example.com", "SECRET.example.com", "secret.example.com.",
                             ".secret.example.com", "example.com"}) {
        EXPECT_EQ(excluded(2, base, "*.example.com"), Reason::name_excluded) << base;
    }
    for (const char* base : {"a.b.example.com", "secret.example.org", "com.test"})
        EXPECT_EQ(excluded(2, base, "*.example.com"), Reason::accepted) << base;
    EXPECT_EQ(permitted(2, "www.example.com", "*.example.com"), Reason::name_not_permitted);
    EXPECT_EQ(permitted(2, "example.com", "*.example.com"), Reason::accepted);
}

// "To indicate all Internet mail addresses on a particular host, the constraint is specified as the
// host name. For example, the constraint "example.com" is satisfied by any mail address at the host
// "example.com". To specify any address within a domain, the constraint is specified with a leading
// period (as with URIs)."
TEST_F(NameConstraints, MailboxesByHostDomainOrWhole) {
    for (const Pair& p :
         {Pair{"example.com", "a@example.com"}, Pair{"example.com", "a@EXAMPLE.com"},
          Pair{".example.com", "a@host.example.com"}, Pair{"a@example.com", "a@example.com"},
          Pair{"example.com", "\"a@b\"@example.com"}}) {
        EXPECT_EQ(permitted(1, p.base, p.name), Reason::accepted) << p.base << ' ' << p.name;
        EXPECT_EQ(excluded(1, p.base, p.name), Reason::name_excluded) << p.base << ' ' << p.name;
    }
    for (const Pair& p :
         {Pair{"example.com", "a@host.example.com"}, Pair{".example.com", "a@example.com"},
          Pair{"a@example.com", "A@example.com"}, Pair{"a@example.com", "b@example.com"},
          Pair{"example.com", "a@example.org"}, Pair{".example.com", "a@xexample.com"}}) {
        EXPECT_EQ(permitted(1, p.base, p.name), Reason::name_not_permitted)
            << p.base << ' ' << p.name;
        EXPECT_EQ(excluded(1, p.base, p.name), Reason::accepted) << p.base << ' ' << p.name;
    }
}

// OpenSSL 3.0 reads it so as well.
TEST_F(NameConstraints, AnAtSignAloneBeforeAHostExcludesItsMailboxes) {
    EXPECT_EQ(excluded(1, "@example.com", "a@example.com"), Reason::name_excluded);
    EXPECT_EQ(excluded(1, "@example.com", "a@example.org"), Reason::accepted);
    EXPECT_EQ(permitted(1, "@example.com", "a@example.com"), Reason::accepted);
    EXPECT_EQ(permitted(1, "@example.com", "a@host.example.com"), Reason::name_not_permitted);
}

TEST_F(NameConstraints, WhatIsNoMailboxDoesNotPassByAnExclusion) {
    for (const char* name : {"example.com", "a@", "@example.com", "a b@example.com", "a@b..c"}) {
        EXPECT_EQ(excluded(1, "example.org", name), Reason::name_not_permitted) << name;
        EXPECT_EQ(permitted(1, "example.com", name), Reason::name_not_permitted) << name;
        // A constraint on another form does not ask.
        EXPECT_EQ(judge(constraint(1, general(2, "example.org")), general(1, name)),
                  Reason::accepted)
            << name;
    }
}

// "The constraint MUST be specified as a fully qualified domain name and MAY specify a host or a
// domain. Examples would be "host.example.com" and ".example.com"."
TEST_F(NameConstraints, UrisByTheirHost) {
    for (const Pair& p : {Pair{"host.example.com", "https://host.example.com/"},
                          Pair{"host.example.com", "ftp://user:word@HOST.example.com:21/a?b#c"},
                          Pair{".example.com", "https://my.host.example.com"}}) {
        EXPECT_EQ(permitted(6, p.base, p.name), Reason::accepted) << p.base << ' ' << p.name;
        EXPECT_EQ(excluded(6, p.base, p.name), Reason::name_excluded) << p.base << ' ' << p.name;
    }
    for (const Pair& p : {Pair{"host.example.com", "https://my.host.example.com/"},
                          Pair{".example.com", "https://example.com/"},
                          Pair{"example.com", "https://example.org/example.com"},
                          Pair{"example.com", "https://example.com@example.org/"},
                          Pair{"example.com", "https://example.org?@example.com"}}) {
        EXPECT_EQ(permitted(6, p.base, p.name), Reason::name_not_permitted)
            << p.base << ' ' << p.name;
        EXPECT_EQ(excluded(6, p.base, p.name), Reason::accepted) << p.base << ' ' << p.name;
    }
}

// "If a constraint is applied to the uniformResourceIdentifier type and a subsequent certificate
// includes a subjectAltName extension with a uniformResourceIdentifier that does not include an
// authority component with a host name specified as a fully qualified domain name (e.g., if the URI
// either does not include an authority component or includes an authority component in which the
// host name is specified as an IP address), then the application MUST reject the certificate."
TEST_F(NameConstraints, AUriWithoutHostNameIsRefused) {
    for (const char* name : {"urn:example:animal", "mailto:a@example.com", "https://192.0.2.7/",
                             "https://u@192.0.2.7:443/", "https://[2001:db8::7]/", "https:///a",
                             "urn:x://host.example.com"}) {
        EXPECT_EQ(permitted(6, "192.0.2.7", name), Reason::name_not_permitted) << name;
        EXPECT_EQ(excluded(6, "example.com", name), Reason::name_not_permitted) << name;
        EXPECT_EQ(judge(constraint(1, general(2, "example.com")), general(6, name)),
                  Reason::accepted)
            << name;
    }
}

// "For example, a name constraint for "class C" subnet 192.0.2.0 is represented as the octets C0 00
// 02 00 FF FF FF 00, representing the CIDR notation 192.0.2.0/24."
TEST_F(NameConstraints, AddressesByRange) {
    const Bytes range = der(0x87, Bytes{0xc0, 0x00, 0x02, 0x00, 0xff, 0xff, 0xff, 0x00});
    const auto address = [](std::uint8_t third, std::uint8_t fourth) {
        return der(0x87, Bytes{0xc0, 0x00, third, fourth});
    };
    for (const std::uint8_t last : Bytes{0, 7, 255}) {
        EXPECT_EQ(judge(constraint(0, range), address(2, last)), Reason::accepted);
        EXPECT_EQ(judge(constraint(1, range), address(2, last)), Reason::name_excluded);
    }
    for (const std::uint8_t third : Bytes{1, 3}) {
        EXPECT_EQ(judge(constraint(0, range), address(third, 7)), Reason::name_not_permitted);
        EXPECT_EQ(judge(constraint(1, range), address(third, 7)), Reason::accepted);
    }
    const Bytes v6 = der(0x87, Bytes(16, 0xc0));
    EXPECT_EQ(judge(constraint(0, range), v6), Reason::name_not_permitted);
    EXPECT_EQ(judge(constraint(1, range), v6), Reason::accepted);
    const Bytes holes = der(0x87, Bytes{0xc0, 0x00, 0x02, 0x00, 0xff, 0x00, 0xff, 0x00});
    for (const unsigned list : {0U, 1U})
        EXPECT_EQ(judge(constraint(list, holes), address(2, 7)), Reason::constraint_syntax);
}

// "minimum MUST be zero, and maximum MUST be absent."
TEST_F(NameConstraints, LimitsAndUnknownFormsAreNotSupported) {
    Bytes limited = general(2, "example.com");
    const Bytes maximum = der(0x81, Bytes{0x05});
    limited.insert(limited.end(), maximum.begin(), maximum.end());
    EXPECT_EQ(judge(constraint(0, limited), general(2, "example.com")), Reason::constraint_min_max);
    EXPECT_EQ(judge(constraint(1, limited), general(2, "example.org")), Reason::constraint_min_max);
    const Bytes registered = der(0x88, Bytes{0x2a, 0x03});
    EXPECT_EQ(judge(constraint(0, registered), registered), Reason::constraint_type);
    EXPECT_EQ(judge(constraint(1, registered), registered), Reason::constraint_type);
    EXPECT_EQ(judge(constraint(0, registered), general(2, "example.com")), Reason::accepted);
}

TEST_F(NameConstraints, WorkIsCounted) {
    Bytes names;
    for (int i = 0; i < 10; ++i) {
        const Bytes name = general(2, "www.example.com");
        names.insert(names.end(), name.begin(), name.end());
    }
    const Bytes value = constraint(0, general(2, "example.com"));
    EXPECT_EQ(judge(value, names, 10), Reason::accepted);
    EXPECT_EQ(judge(value, names, 9), Reason::limit);
}

}  // namespace
}  // namespace vitrine::x509
