// Whole recipes, byte for byte beside the certificates that OpenSSL made from the same fields.
#include "x509/make_recipe.h"

#include "support/made_vectors.h"

namespace vitrine::x509 {
namespace {

using test::made_by_openssl;
using test::MadeByOpenssl;

/// The certificate made from a recipe, under the number that OpenSSL's has; hexadecimal.
std::string made(Result<CertificateSpec> spec,
                 const MadeByOpenssl& like,
                 const PrivateKey& signer) {
    if (!spec.ok()) return "no recipe";
    spec->serial_number = like.serial();
    crypto::Drbg rng{std::array<std::uint8_t, 32>{5}};
    const auto der = make_certificate(*spec, signer, rng);
    return der.ok() ? test::to_hex(*der) : "not made";
}

TEST(MakeRecipe, ARootIsOpenssls) {
    const MadeByOpenssl root = made_by_openssl("root");
    EXPECT_EQ(made(ca_spec("Made Root", *root.key, root.validity()), root, *root.key),
              test::to_hex(root.der));
    EXPECT_NE(made(ca_spec("Made root", *root.key, root.validity()), root, *root.key),
              test::to_hex(root.der));
}

TEST(MakeRecipe, AnIntermediateIsOpenssls) {
    const MadeByOpenssl root = made_by_openssl("root");
    const MadeByOpenssl between = made_by_openssl("between");
    const Issuer issuer = root.as_issuer();
    EXPECT_EQ(made(ca_spec("Made Between", *between.key, between.validity(), &issuer, 0), between,
                   *root.key),
              test::to_hex(between.der));
    EXPECT_NE(made(ca_spec("Made Between", *between.key, between.validity(), &issuer), between,
                   *root.key),
              test::to_hex(between.der));  // without pathLenConstraint
}

// RSA decrypts premaster secrets, an elliptic curve does not; dates from 2050 on are
// GeneralizedTime (RFC 5280 §4.1.2.5).
TEST(MakeRecipe, LeavesAreOpenssls) {
    const MadeByOpenssl root = made_by_openssl("root");
    const Issuer issuer = root.as_issuer();
    const MadeByOpenssl server = made_by_openssl("server");
    EXPECT_EQ(made(server_spec({"www.example.test", {"www.example.test", "192.0.2.7"}}, *server.key,
                               server.validity(), &issuer),
                   server, *root.key),
              test::to_hex(server.der));
    const MadeByOpenssl client = made_by_openssl("client");
    EXPECT_EQ(
        made(client_spec({"ada", {}}, *client.key, client.validity(), &issuer), client, *root.key),
        test::to_hex(client.der));
    EXPECT_NE(
        made(server_spec({"ada", {}}, *client.key, client.validity(), &issuer), client, *root.key),
        test::to_hex(client.der));  // another purpose
    const MadeByOpenssl responder = made_by_openssl("responder");
    EXPECT_EQ(made(responder_spec("Responder", *responder.key, responder.validity(), &issuer),
                   responder, *root.key),
              test::to_hex(responder.der));
}

// RFC 5280 §4.2.1.6: dNSName is an IA5String.
TEST(MakeRecipe, RefusesHostsBeyondAscii) {
    const MadeByOpenssl client = made_by_openssl("client");
    const auto spec_for = [&](const char* host) {
        return server_spec({"x", {host}}, *client.key, client.validity(), nullptr);
    };
    EXPECT_TRUE(spec_for("xn--bcher-kva.test").ok());
    const auto refused = spec_for("b\xc3\xbc\x63her.test");
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().code, ErrorCode::bad_parameters);
}

// RFC 4158 §1.4: the same subject and key under another issuer, whose key identifier it names.
TEST(MakeRecipe, ACrossCertificateChangesTheIssuerOnly) {
    const MadeByOpenssl root = made_by_openssl("root");
    const MadeByOpenssl between = made_by_openssl("between");
    const auto spec = cross_spec(between.certificate, between.validity(), root.as_issuer());
    ASSERT_TRUE(spec.ok());
    // Under the issuer that it has already it is the same but for where the key identifier stands.
    EXPECT_EQ(spec->subject, test::from_hex(test::hex_text(between.certificate.subject.encoded())));
    EXPECT_EQ(spec->issuer, test::from_hex(test::hex_text(between.certificate.issuer.encoded())));
    EXPECT_EQ(test::to_hex(spec->public_key),
              test::hex_text(between.certificate.public_key.encoded));
    std::size_t found = 0;
    ExtensionCursor cursor{between.certificate.extensions};
    while (const auto wanted = cursor.next()) {
        for (const ExtensionSpec& extension : spec->extensions) {
            if (!(extension.oid == wanted->oid)) continue;
            ++found;
            EXPECT_EQ(extension.critical, wanted->critical);
            EXPECT_EQ(test::to_hex(extension.value), test::hex_text(wanted->value));
        }
    }
    EXPECT_EQ(found, 4U);
    EXPECT_EQ(spec->extensions.size(), 4U);
}

}  // namespace
}  // namespace vitrine::x509
