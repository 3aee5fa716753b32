#include "tools/zoo/families.h"

namespace vitrine::zoo {

namespace {

using x509::CrlSpec;

constexpr std::string_view kRevoked = "X509_V_ERR_CERT_REVOKED";

/// A list of the link `index` (0: the root, 1: the CA), fresh and empty until `edit` says
/// otherwise.
CrlSpec list_of(const Made& m, std::size_t index) {
    return x509::crl_spec(m.certificate(index), m.key(index), {day(2026, 5, 25), day(2026, 6, 25)},
                          5);
}

Bytes sign(const Made& m, const CrlSpec& spec, std::size_t signer) {
    return must(x509::make_crl(spec, m.key(signer), m.rng()));
}

/// The number of the link's certificate, revoked in May.
x509::RevokedSpec entry(const Made& m, std::size_t index, std::optional<std::uint8_t> reason = {}) {
    x509::RevokedSpec revoked;
    revoked.serial_number = m.chain.links[index].spec.serial_number;
    revoked.revocation_date = day(2026, 5, 20);
    revoked.reason = reason;
    return revoked;
}

/// Lists of root and CA; the CA's as `edit` has it.
std::function<void(Made&)> lists(const std::function<void(const Made&, CrlSpec&)>& edit = {}) {
    return [edit](Made& m) {
        CrlSpec of_ca = list_of(m, 1);
        if (edit) edit(m, of_ca);
        m.specimen.crls = {sign(m, list_of(m, 0), 0), sign(m, of_ca, 1)};
    };
}

ExtensionSpec issuing_point(std::string_view contents_hex) {
    return spec_of(asn1::oid::kIssuingDistributionPoint, true, tlv(0x30, from_hex(contents_hex)));
}

ExtensionSpec delta_of(std::uint8_t base) {
    return spec_of(asn1::oid::kDeltaCrlIndicator, true, tlv(0x02, {&base, 1}));
}

void revocations(Catalogue& zoo) {
    zoo.add({"crl-good", "", "accepted", "X509_V_OK", "Nobody is on the lists."}, {}, lists());
    zoo.add({"crl-leaf-revoked", "", "revoked", kRevoked, "The server is on the CA's list."}, {},
            lists([](const Made& m, CrlSpec& list) { list.revoked = {entry(m, 2, 1)}; }));
    zoo.add({"crl-other-revoked", "", "accepted", "X509_V_OK", "Somebody else is on the list."}, {},
            lists([](const Made& m, CrlSpec& list) {
                list.revoked = {entry(m, 2)};
                list.revoked[0].serial_number.back() ^= 1U;
            }));
    zoo.add({"crl-ca-revoked", "", "revoked", kRevoked, "The CA is on the root's list."}, {},
            [](Made& m) {
                CrlSpec of_root = list_of(m, 0);
                of_root.revoked = {entry(m, 1, 2)};
                m.specimen.crls = {sign(m, of_root, 0), sign(m, list_of(m, 1), 1)};
            });
    zoo.add({"crl-hold", "", "revoked", kRevoked,
             "certificateHold is a revocation for as long as it lasts (RFC 5280 §5.3.1)."},
            {}, lists([](const Made& m, CrlSpec& list) { list.revoked = {entry(m, 2, 6)}; }));
    zoo.add(
        {"crl-negative-serial", "--policy legacy", "accepted", "X509_V_OK",
         "-1 is revoked and 255 is not: the same octet, and not the same number (PKITS 4.4.14)."},
        [](Chain& c) { c.leaf().spec.serial_number = from_hex("00ff"); },
        lists([](const Made& m, CrlSpec& list) {
            list.revoked = {entry(m, 2)};
            list.revoked[0].serial_number = from_hex("ff");
        }));
}

void freshness(Catalogue& zoo) {
    zoo.add({"crl-stale", "", "crl_expired", "X509_V_ERR_CRL_HAS_EXPIRED",
             "The list was to be replaced last month."},
            {}, lists([](const Made&, CrlSpec& list) { list.next_update = day(2026, 5, 30); }));
    zoo.add({"crl-of-the-future", "", "crl_not_yet_valid", "X509_V_ERR_CRL_NOT_YET_VALID",
             "The list is of next week."},
            {}, lists([](const Made&, CrlSpec& list) { list.this_update = day(2026, 6, 8); }));
    zoo.add({"crl-without-end", "", "crl_no_next_update", "X509_V_OK",
             "RFC 5280 §5.1.2.5: nextUpdate must be there."},
            {}, lists([](const Made&, CrlSpec& list) { list.next_update.reset(); }));
    zoo.add({"crl-missing-for-leaf", "", "crl_missing", "X509_V_ERR_UNABLE_TO_GET_CRL",
             "There is only the root's list."},
            {}, [](Made& m) { m.specimen.crls = {sign(m, list_of(m, 0), 0)}; });
    zoo.add({"crl-missing-for-ca", "", "crl_missing", "X509_V_ERR_UNABLE_TO_GET_CRL",
             "There is only the CA's list."},
            {}, [](Made& m) { m.specimen.crls = {sign(m, list_of(m, 1), 1)}; });
}

void signers(Catalogue& zoo) {
    zoo.add({"crl-signature-flipped", "", "crl_signature", "X509_V_ERR_CRL_SIGNATURE_FAILURE",
             "One bit of the list's signature is another one."},
            {}, [](Made& m) {
                lists()(m);
                m.specimen.crls[1].back() ^= 1U;
            });
    zoo.add({"crl-signed-by-server", "", "crl_signature", "X509_V_ERR_CRL_SIGNATURE_FAILURE",
             "In the CA's name, and with the server's key."},
            {}, [](Made& m) {
                m.specimen.crls = {sign(m, list_of(m, 0), 0), sign(m, list_of(m, 1), 2)};
            });
    zoo.add(
        {"crl-issuer-may-not-sign", "", "crl_no_crl_sign", "X509_V_ERR_KEYUSAGE_NO_CRL_SIGN",
         "RFC 5280 §6.3.3 f: the CA's keyUsage lacks cRLSign."},
        [](Chain& c) {
            constexpr x509::KeyUsage kOnly[] = {x509::KeyUsage::key_cert_sign};
            c.ca().set(x509::key_usage(kOnly));
        },
        lists());
    zoo.add(
        {"crl-critical-unknown", "", "crl_critical", "X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION",
         "RFC 5280 §5.2: a list with a critical extension that is not known is of no use."},
        {}, lists([](const Made&, CrlSpec& list) {
            static const Bytes unknown = from_hex("2b0601040183b20307");
            list.extensions.push_back(spec_of(asn1::Oid{unknown}, true, from_hex("0500")));
        }));
    zoo.add({"crl-sha1", "", "signature_weak", "X509_V_OK",
             "A list whose signature uses SHA-1 proves as little as such a certificate."},
            {},
            lists([](const Made&, CrlSpec& list) { list.signature.hash = crypto::HashAlg::sha1; }));
}

void scopes(Catalogue& zoo) {
    zoo.add({"crl-only-users", "", "accepted", "X509_V_OK",
             "The CA's list is for end entities, and the server is one."},
            {}, lists([](const Made&, CrlSpec& list) {
                list.extensions.push_back(issuing_point("8101ff"));
            }));
    zoo.add({"crl-only-cas", "", "crl_scope", "X509_V_ERR_DIFFERENT_CRL_SCOPE",
             "RFC 5280 §6.3.3 b 2: the list is for CAs, and the server is none."},
            {}, lists([](const Made&, CrlSpec& list) {
                list.extensions.push_back(issuing_point("8201ff"));
            }));
    zoo.add({"crl-only-attributes", "", "crl_scope", "X509_V_ERR_DIFFERENT_CRL_SCOPE",
             "The list is for attribute certificates."},
            {}, lists([](const Made&, CrlSpec& list) {
                list.extensions.push_back(issuing_point("8501ff"));
            }));
    zoo.add({"crl-some-reasons", "", "crl_reasons", "X509_V_ERR_UNABLE_TO_GET_CRL",
             "The list covers stolen keys only; of other reasons nobody knows."},
            {}, lists([](const Made&, CrlSpec& list) {
                list.extensions.push_back(issuing_point("83020640"));
            }));
    zoo.add(
        {"crl-of-other-point", "", "crl_scope", "X509_V_ERR_DIFFERENT_CRL_SCOPE",
         "The list is of another distribution point than the certificate's."},
        [](Chain& c) {
            const Bytes point =
                sequence({tlv(0xa0, tlv(0xa0, general_text(6, "http://a.test/1")))});
            c.leaf().set(spec_of(asn1::oid::kCrlDistributionPoints, false, sequence({point})));
        },
        lists([](const Made&, CrlSpec& list) {
            const Bytes name = tlv(0xa0, tlv(0xa0, general_text(6, "http://a.test/2")));
            list.extensions.push_back(
                spec_of(asn1::oid::kIssuingDistributionPoint, true, tlv(0x30, name)));
        }));
    zoo.add(
        {"crl-of-this-point", "", "accepted", "X509_V_OK",
         "The list is of the certificate's distribution point."},
        [](Chain& c) {
            const Bytes point =
                sequence({tlv(0xa0, tlv(0xa0, general_text(6, "http://a.test/1")))});
            c.leaf().set(spec_of(asn1::oid::kCrlDistributionPoints, false, sequence({point})));
        },
        lists([](const Made&, CrlSpec& list) {
            const Bytes name = tlv(0xa0, tlv(0xa0, general_text(6, "http://a.test/1")));
            list.extensions.push_back(
                spec_of(asn1::oid::kIssuingDistributionPoint, true, tlv(0x30, name)));
        }));
}

/// The CA's complete list and a delta to it.
std::function<void(Made&)> with_delta(const std::function<void(const Made&, CrlSpec&)>& base,
                                      const std::function<void(const Made&, CrlSpec&)>& delta) {
    return [base, delta](Made& m) {
        lists([&base](const Made& made, CrlSpec& list) {
            // RFC 5280 §5.2.6: where the delta is found.
            const Bytes name = general_text(6, "http://a.test/delta");
            list.extensions.push_back(spec_of(asn1::oid::kFreshestCrl, false,
                                              sequence({sequence({tlv(0xa0, tlv(0xa0, name))})})));
            if (base) base(made, list);
        })(m);
        CrlSpec change =
            x509::crl_spec(m.certificate(1), m.key(1), {day(2026, 5, 30), day(2026, 6, 10)}, 6);
        change.extensions.push_back(delta_of(5));
        if (delta) delta(m, change);
        m.specimen.crls.push_back(sign(m, change, 1));
    };
}

void deltas(Catalogue& zoo) {
    zoo.add({"crl-delta-good", "", "accepted", "X509_V_OK",
             "Nobody is on the list, nor on what came since."},
            {}, with_delta({}, {}));
    zoo.add({"crl-delta-revokes", "", "revoked", kRevoked,
             "The server was revoked after the complete list (RFC 5280 §5.2.4)."},
            {}, with_delta({}, [](const Made& m, CrlSpec& delta) {
                delta.revoked = {entry(m, 2, 1)};
            }));
    zoo.add({"crl-delta-removes", "", "accepted", "X509_V_OK",
             "The server was on hold, and the delta takes it off the list."},
            {},
            with_delta([](const Made& m, CrlSpec& list) { list.revoked = {entry(m, 2, 6)}; },
                       [](const Made& m, CrlSpec& delta) { delta.revoked = {entry(m, 2, 8)}; }));
    zoo.add({"crl-delta-alone", "", "crl_missing", "X509_V_ERR_UNABLE_TO_GET_CRL",
             "A delta without the list that it changes says nothing."},
            {}, [](Made& m) {
                with_delta({}, {})(m);
                m.specimen.crls.erase(m.specimen.crls.begin() + 1);
            });
}

}  // namespace

void add_crls(Catalogue& zoo) {
    revocations(zoo);
    freshness(zoo);
    signers(zoo);
    scopes(zoo);
    deltas(zoo);
}

}  // namespace vitrine::zoo
