// Seeds for lists and responses, and PKCS #12 files that hide nothing.
#include "fuzz/seeds/forge.h"
#include "fuzz/seeds/seeds.h"
#include "x509/key_writer.h"

namespace vitrine::fuzz {

namespace {

namespace oid = asn1::oid;
using namespace x509;

void put_lists(SeedWriter& out, Forge& forge, const Certificate& root, const Certificate& leaf) {
    out.put("crl", "empty", forge.crl(root, 0, nullptr));
    out.put("crl", "two", forge.crl(root, 0, &leaf));
    out.put("crl", "delta",
            forge.crl(root, 0, &leaf, {raw_extension(oid::kDeltaCrlIndicator, true, "020105")}));
    // IssuingDistributionPoint: fullName [0], onlyContainsUserCerts, indirectCRL
    out.put("crl", "scope",
            forge.crl(root, 0, &leaf,
                      {raw_extension(oid::kIssuingDistributionPoint, true,
                                     "3014a00ca00a8608687474703a2f2f618101ff8401ff")}));
    // onlySomeReasons
    out.put("crl", "reasons",
            forge.crl(root, 0, nullptr,
                      {raw_extension(oid::kIssuingDistributionPoint, true, "300483020560")}));
    out.put("crl", "no-point",
            forge.crl(root, 0, nullptr,
                      {raw_extension(oid::kIssuingDistributionPoint, true, "30038501ff")}));
}

void put_responses(SeedWriter& out, Forge& forge, const Certificate& root) {
    const Certificate& leaf = forge.server(1, root, 0);
    const Certificate& responder = forge.make(forge.responder(root, 0), 0);
    out.put("ocsp", "good", forge.ocsp(root, 0, false, leaf, root, OcspStatus::good));
    out.put("ocsp", "revoked", forge.ocsp(root, 0, false, leaf, root, OcspStatus::revoked));
    out.put("ocsp", "unknown", forge.ocsp(root, 0, false, leaf, root, OcspStatus::unknown));
    out.put("ocsp", "delegated", forge.ocsp(responder, 4, true, leaf, root, OcspStatus::good));
    const std::array<std::uint8_t, 5> later{0x30, 0x03, 0x0a, 0x01, 0x03};
    out.put("ocsp", "try-later", later);
}

/// PFX { 3, data { AuthenticatedSafe { data { SafeContents } } } } without a MAC.
Bytes open_pkcs12(ByteView key, ByteView certificate) {
    const auto content = [](asn1::DerWriter& w, auto&& body) {
        w.sequence([&](asn1::DerWriter& info) {
            info.oid(oid::kPkcs7Data);
            info.constructed(asn1::context_constructed(0), [&](asn1::DerWriter& wrapped) {
                wrapped.octet_string_wrapping(body);
            });
        });
    };
    const auto bag = [](asn1::DerWriter& w, asn1::Oid type, auto&& body) {
        w.sequence([&](asn1::DerWriter& b) {
            b.oid(type);
            b.constructed(asn1::context_constructed(0), body);
        });
    };
    const auto certificate_bag = [&](asn1::DerWriter& w) {
        w.sequence([&](asn1::DerWriter& c) {
            c.oid(oid::kX509CertificateBag);
            c.constructed(asn1::context_constructed(0),
                          [&](asn1::DerWriter& d) { d.octet_string(certificate); });
        });
    };
    const auto safe = [&](asn1::DerWriter& w) {
        w.sequence([&](asn1::DerWriter& bags) {
            bag(bags, oid::kPkcs12KeyBag, [&](asn1::DerWriter& k) { k.raw(key); });
            bag(bags, oid::kPkcs12CertBag, certificate_bag);
            bag(bags, oid::kPkcs12SafeContentsBag, [&](asn1::DerWriter& inner) {
                inner.sequence(
                    [&](asn1::DerWriter& b) { bag(b, oid::kPkcs12CertBag, certificate_bag); });
            });
        });
    };
    return must(encode_der([&](asn1::DerWriter& w) {
        w.sequence([&](asn1::DerWriter& pfx) {
            pfx.small_integer(3);
            content(pfx, [&](asn1::DerWriter& infos) {
                infos.sequence([&](asn1::DerWriter& list) { content(list, safe); });
            });
        });
    }));
}

}  // namespace

void put_revocation_seeds(SeedWriter& out) {
    Forge forge;
    const Certificate& root = forge.ca("Root", 0);
    const Certificate& leaf = forge.server(1, root, 0);
    put_lists(out, forge, root, leaf);
    put_responses(out, forge, root);
    const Bytes file = open_pkcs12(must(encode_pkcs8(forge_key(1))), leaf.der);
    out.put("pkcs12", "open", file);
    out.put("key", "open-pkcs12", file);
    for (const std::string target : {"certificate", "text", "der"}) {
        out.put(target, "forged-ca", root.der);
        out.put(target, "forged-server", leaf.der);
    }
    for (std::size_t i = 0; i < 3; ++i) {
        const auto key = PrivateKey::generate_ec(static_cast<crypto::Curve>(i), forge.rng());
        if (!key.ok()) continue;
        out.put("key", "ec-" + std::to_string(i), must(encode_pkcs8(*key)));
        out.put("key", "sec1-" + std::to_string(i), must(encode_traditional(*key)));
    }
}

}  // namespace vitrine::fuzz
