#include "support/staple.h"

#include <gtest/gtest.h>

#include "crypto/drbg.h"
#include "support/pair.h"
#include "x509/key_file.h"
#include "x509/pem.h"

namespace vitrine::test {

namespace {

constexpr std::int64_t kDay = 86400;

std::vector<std::uint8_t> pki_der(const std::string& name) {
    constexpr std::string_view kLabels[] = {"CERTIFICATE"};
    const auto blocks = x509::read_pem_or_der(pki_file(name), kLabels);
    EXPECT_TRUE(blocks.ok());
    return blocks->front().der;
}

}  // namespace

std::vector<std::uint8_t> staple_for(const std::string& certificate_file, const StapleEdit& edit) {
    const auto leaf_der = pki_der(certificate_file);
    const auto root_der = pki_der("root.pem");
    const auto leaf = x509::parse_certificate(leaf_der);
    const auto root = x509::parse_certificate(root_der);
    const auto key = x509::load_private_key(pki_file("root.key"));
    EXPECT_TRUE(leaf.ok() && root.ok() && key.ok());
    x509::OcspSpec spec = x509::ocsp_spec(*root, *key, false, Time{kTestNow.seconds - kDay});
    x509::SingleResponseSpec single;
    single.id = x509::cert_id_of(*leaf, *root);
    single.this_update = Time{kTestNow.seconds - kDay};
    single.next_update = Time{kTestNow.seconds + kDay};
    spec.responses.push_back(single);
    if (edit) edit(spec);
    constexpr std::array<std::uint8_t, 32> kSeed = {0x4f};
    crypto::Drbg rng{kSeed};
    const auto der = x509::make_ocsp(spec, *key, rng);
    EXPECT_TRUE(der.ok());
    return *der;
}

}  // namespace vitrine::test
