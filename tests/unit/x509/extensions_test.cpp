// Extensions as pyca/cryptography reads them, and wrong ones.
#include "x509/extensions.h"

#include <gtest/gtest.h>

#include "support/der_text.h"
#include "x509/certificate.h"

namespace vitrine::x509 {
namespace {

using test::VectorBlock;

std::string listed(const Extensions& extensions) {
    std::string out;
    ExtensionCursor cursor{extensions};
    while (const auto extension = cursor.next()) {
        if (!out.empty()) out += ' ';
        out += test::oid_text(extension->oid);
        if (extension->critical) out += '!';
    }
    return out;
}

std::string name_text(const GeneralName& name) {
    const std::string text{as_text(name.value)};
    switch (name.type) {
        case GeneralNameType::rfc822_name:
            return "email:" + text;
        case GeneralNameType::dns_name:
            return "dns:" + text;
        case GeneralNameType::uniform_resource_identifier:
            return "uri:" + text;
        case GeneralNameType::ip_address:
            return "ip:" + test::hex_text(name.value);
        case GeneralNameType::directory_name:
            return "directory:" + test::hex_text(name.value);
        case GeneralNameType::registered_id:
            return "id:" + test::oid_text(asn1::Oid{name.value});
        default:
            return "other";
    }
}

std::string names_text(const GeneralNames& names) {
    std::string out;
    GeneralNameCursor cursor{names};
    while (const auto name = cursor.next()) {
        if (!out.empty()) out += ' ';
        out += name_text(*name);
    }
    return out;
}

std::string count_text(const std::optional<std::uint32_t>& count) {
    return count ? std::to_string(*count) : std::string{};
}

template <class Visit>
void for_each_good(Visit visit) {
    for (const VectorBlock& block : test::read_vectors("x509/certificates.txt")) {
        const auto der = block.bytes("Der");
        const auto certificate = parse_certificate(der);
        if (certificate.ok() && block.text("Result") == "ok") visit(block, certificate->extensions);
    }
}

TEST(Extensions, AreThoseThatCryptographyLists) {
    std::size_t with_names = 0;
    for_each_good([&](const VectorBlock& block, const Extensions& e) {
        EXPECT_EQ(listed(e), test::text_or(block, "Extensions")) << block.section;
        EXPECT_EQ(names_text(e.subject_alt_name), test::text_or(block, "Names")) << block.section;
        with_names += e.subject_alt_name.empty() ? 0U : 1U;
    });
    EXPECT_GE(with_names, 10U);
}

TEST(Extensions, SayWhatCryptographyReads) {
    for_each_good([](const VectorBlock& block, const Extensions& e) {
        EXPECT_EQ(e.ca, test::text_or(block, "Ca") == "yes") << block.section;
        EXPECT_EQ(count_text(e.path_len), test::text_or(block, "PathLen")) << block.section;
        if (e.has(ExtensionId::key_usage)) {
            EXPECT_EQ(std::to_string(e.key_usage), test::text_or(block, "KeyUsage"))
                << block.section;
        }
        EXPECT_EQ(test::hex_text(e.subject_key_identifier), test::text_or(block, "KeyId"))
            << block.section;
        EXPECT_EQ(test::hex_text(e.authority_key_identifier.key_identifier),
                  test::text_or(block, "AuthorityKeyId"))
            << block.section;
        EXPECT_EQ(count_text(e.policy_constraints.require_explicit_policy),
                  test::text_or(block, "RequireExplicit"))
            << block.section;
        EXPECT_EQ(count_text(e.policy_constraints.inhibit_policy_mapping),
                  test::text_or(block, "InhibitMapping"))
            << block.section;
        if (e.has(ExtensionId::inhibit_any_policy)) {
            EXPECT_EQ(std::to_string(e.inhibit_any_policy), test::text_or(block, "InhibitAny"))
                << block.section;
        }
        const std::string purposes = test::text_or(block, "Purposes");
        EXPECT_EQ(e.ext_key_usage.server_auth,
                  purposes.find("1.3.6.1.5.5.7.3.1") != std::string::npos)
            << block.section;
        EXPECT_EQ(e.ext_key_usage.client_auth,
                  purposes.find("1.3.6.1.5.5.7.3.2") != std::string::npos)
            << block.section;
    });
}

/// Extensions with one of this identifier and value.
Result<Extensions> with(std::string_view oid_hex, std::string_view value_hex) {
    const auto value = test::from_hex(value_hex);
    const auto oid = test::from_hex(oid_hex);
    std::vector<std::uint8_t> octets{0x04, static_cast<std::uint8_t>(value.size())};
    octets.insert(octets.end(), value.begin(), value.end());
    std::vector<std::uint8_t> members{0x06, static_cast<std::uint8_t>(oid.size())};
    members.insert(members.end(), oid.begin(), oid.end());
    members.insert(members.end(), octets.begin(), octets.end());
    std::vector<std::uint8_t> one{0x30, static_cast<std::uint8_t>(members.size())};
    one.insert(one.end(), members.begin(), members.end());
    wire::Context context{one};
    const Extensions extensions = read_extensions(asn1::DerReader{one, context});
    if (context.failed()) return context.error();
    return extensions;
}

struct Pair {
    const char* oid;
    const char* good;
    std::vector<const char*> bad;
};

// The right value beside wrong ones of the same extension.
TEST(Extensions, WrongValuesAreRefused) {
    const std::vector<Pair> pairs = {
        {"551d13",
         "30030101ff",
         {"30030101fe", "3003010100", "30060101ff0201ff", "300402020005", "3000 00", "0101ff",
          "30060201000101ff"}},
        {"551d0f", "03020780", {"030100", "03020880", "03020781", "03020080", "0300", "0401ff"}},
        {"551d25",
         "300a06082b06010505070301",
         {"3000", "3003020101", "300b06082b0601050507030100"}},
        {"551d11",
         "3003820161",
         {"3000", "3003820180", "3003820100", "300687040102030405", "3005870301020 3",
          "30048a020500", "3005a4030c0161"}},
        {"551d1e",
         "3007a0053003820161",
         {"3000", "3004a0023000", "3002a000", "300aa0083006820161800100 00",
          "300ba0093007870501020304ff"}},
        {"551d20", "30053003060129", {"3000", "3004300206 00", "300a30030601293003060129"}},
        {"551d21", "300830060601290601 2a", {"3000", "30053003060129"}},
        {"551d24", "3003800100", {"3000", "3003800180", "3003820100", "3006800100800100"}},
        {"551d36", "020100", {"0201ff", "0200", "02020000", "0101ff"}},
        {"551d0e", "040101", {"030101", "04020 1", "2403040101"}},
        {"551d23", "3003800101", {"3003830101", "3006820101800101", "3003810101"}},
        {"551d38", "0500", {"050100", "0400", ""}},
        {"2b06010505070118", "3003020105", {"3003020 1ff", "30050203010000", "3002 0500"}},
        {"551d1f", "30093007a005a003820161", {"3000", "3006820161820161"}},
    };
    const auto packed = [](std::string text) {
        std::erase(text, ' ');
        if (text.size() % 2 != 0) text.pop_back();
        return text;
    };
    for (const Pair& pair : pairs) {
        EXPECT_TRUE(with(pair.oid, packed(pair.good)).ok()) << pair.oid << " " << pair.good;
        for (const char* bad : pair.bad)
            EXPECT_FALSE(with(pair.oid, packed(bad)).ok()) << pair.oid << " " << bad;
    }
}

TEST(Extensions, AnUnknownOneIsKeptAndACriticalOneNoted) {
    const auto quiet = test::from_hex("300706012904020500");
    const auto loud = test::from_hex("300a0601290101ff04020500");
    wire::Context first{quiet};
    EXPECT_TRUE(read_extensions(asn1::DerReader{quiet, first}).unknown_critical.empty());
    EXPECT_FALSE(first.failed());
    wire::Context second{loud};
    const Extensions noted = read_extensions(asn1::DerReader{loud, second});
    EXPECT_EQ(test::oid_text(noted.unknown_critical), "1.1");
}

TEST(Extensions, NoneMayComeTwice) {
    for (const std::string one : {"300706012904020500", "300c0603551d130405300301 01ff"}) {
        std::string packed = one;
        std::erase(packed, ' ');
        const auto twice = test::from_hex(packed + packed);
        wire::Context context{twice};
        read_extensions(asn1::DerReader{twice, context});
        ASSERT_TRUE(context.failed());
        EXPECT_EQ(context.error().code, ErrorCode::certificate_duplicate_extension);
    }
}

TEST(Extensions, NoneAtAllAreNoList) {
    const std::vector<std::uint8_t> nothing;
    wire::Context context{nothing};
    read_extensions(asn1::DerReader{nothing, context});
    EXPECT_EQ(context.error().code, ErrorCode::certificate_malformed);
}

}  // namespace
}  // namespace vitrine::x509
