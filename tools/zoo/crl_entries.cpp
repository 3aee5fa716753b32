// Revocation lists of others than the issuer, their entries, and deltas that do not fit. RFC 5280
// §5.2.4, §5.2.5, §5.3.3.
#include "tools/zoo/families.h"

namespace vitrine::zoo {

namespace {

using x509::CrlSpec;
using x509::RevokedSpec;

constexpr std::string_view kOk = "X509_V_OK";
constexpr std::string_view kRevoked = "X509_V_ERR_CERT_REVOKED";
/// OpenSSL asks the signer of a list for the name that the server must have.
constexpr std::string_view kPath = "X509_V_ERR_CRL_PATH_VALIDATION_ERROR";

CrlSpec list_of(const Made& m, std::size_t index) {
    return x509::crl_spec(m.certificate(index), m.key(index), {day(2026, 5, 25), day(2026, 6, 25)},
                          5);
}

Bytes sign(const Made& m, const CrlSpec& spec, const x509::PrivateKey& key) {
    return must(x509::make_crl(spec, key, m.rng()));
}

RevokedSpec entry(const Made& m, std::size_t index, std::uint8_t reason = 1) {
    RevokedSpec revoked;
    revoked.serial_number = m.chain.links[index].spec.serial_number;
    revoked.revocation_date = day(2026, 5, 20);
    revoked.reason = reason;
    return revoked;
}

/// Lists of root and CA, the CA's as `edit` has it.
std::function<void(Made&)> lists(const std::function<void(const Made&, CrlSpec&)>& edit) {
    return [edit](Made& m) {
        CrlSpec of_ca = list_of(m, 1);
        edit(m, of_ca);
        m.specimen.crls = {sign(m, list_of(m, 0), m.key(0)), sign(m, of_ca, m.key(1))};
    };
}

ExtensionSpec issuing_point(std::string_view contents_hex) {
    return spec_of(asn1::oid::kIssuingDistributionPoint, true, tlv(0x30, from_hex(contents_hex)));
}

const Bytes& unknown_extension() {
    static const Bytes id = from_hex("2b0601040183b20307");
    return id;
}

void entries(Catalogue& zoo) {
    zoo.add({"crl-entry-critical-unknown", "", "crl_critical",
             "X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION",
             "RFC 5280 §5.3: a critical extension of any entry that is not known bars the list."},
            {}, lists([](const Made& m, CrlSpec& list) {
                list.revoked = {entry(m, 2)};
                list.revoked[0].serial_number.back() ^= 1U;
                list.revoked[0].extensions.push_back(
                    spec_of(asn1::Oid{unknown_extension()}, true, from_hex("0500")));
            }));
    zoo.add({"crl-entry-unknown", "", "accepted", kOk, "One that is not critical is passed over."},
            {}, lists([](const Made& m, CrlSpec& list) {
                list.revoked = {entry(m, 2)};
                list.revoked[0].serial_number.back() ^= 1U;
                list.revoked[0].extensions.push_back(
                    spec_of(asn1::Oid{unknown_extension()}, false, from_hex("0500")));
            }));
    zoo.add({"crl-revoked-tomorrow", "", "revoked", kRevoked,
             "RFC 5280 §6.3.3 does not ask when: who is on the list is revoked."},
            {}, lists([](const Made& m, CrlSpec& list) {
                list.revoked = {entry(m, 2)};
                list.revoked[0].revocation_date = day(2026, 6, 20);
            }));
    zoo.add({"crl-last-of-many", "", "revoked", kRevoked, "The last of a thousand entries."}, {},
            lists([](const Made& m, CrlSpec& list) {
                for (unsigned i = 0; i < 1000; ++i) {
                    RevokedSpec other = entry(m, 2);
                    other.serial_number = from_hex("7f000000");
                    other.serial_number[2] = static_cast<std::uint8_t>(i >> 8U);
                    other.serial_number[3] = static_cast<std::uint8_t>(i);
                    list.revoked.push_back(other);
                }
                list.revoked.push_back(entry(m, 2));
            }));
    zoo.add({"crl-of-another-issuer", "", "crl_missing", "X509_V_ERR_UNABLE_TO_GET_CRL",
             "The list has another issuer's name and the CA's signature."},
            {}, lists([](const Made&, CrlSpec& list) {
                list.issuer = must(x509::encode_common_name("Zoo Other CA"));
            }));
    zoo.add({"crl-removed-in-complete", "", "accepted", "X509_V_OK",
             "removeFromCRL says that the certificate is on hold no longer."},
            {}, lists([](const Made& m, CrlSpec& list) { list.revoked = {entry(m, 2, 8)}; }));
}

/// A signer of lists whom the root certified, and its list about the CA's certificates; the server
/// names it in its distribution point.
struct Indirect {
    std::string_view point = "8401ff";  ///< of the list: indirectCRL
    bool names_issuer = true;           ///< the entry says whose certificate it is
    bool revokes = false;
    bool may_sign = true;
};

Bytes signer_name() {
    return must(x509::encode_common_name("Zoo List Signer"));
}

std::function<void(Chain&)> sends_to_signer() {
    return [](Chain& c) {
        const Bytes point = sequence({tlv(0xa2, general_directory(signer_name()))});
        c.leaf().set(spec_of(asn1::oid::kCrlDistributionPoints, false, sequence({point})));
    };
}

std::function<void(Made&)> signed_by_other(const Indirect& how) {
    return [how](Made& m) {
        const x509::PrivateKey& key = m.chain.shop.key("list signer");
        Link signer = m.chain.shop.ca("Zoo List Signer", key, m.chain.root());
        signer.set(x509::basic_constraints(false));
        constexpr x509::KeyUsage kLists[] = {x509::KeyUsage::crl_sign};
        constexpr x509::KeyUsage kOther[] = {x509::KeyUsage::digital_signature};
        signer.set(x509::key_usage(how.may_sign ? std::span{kLists} : std::span{kOther}));
        const Bytes der = m.issue(signer, &m.chain.root());
        m.specimen.untrusted.push_back(der);
        CrlSpec list = x509::crl_spec(must(x509::parse_certificate(der)), key,
                                      {day(2026, 5, 25), day(2026, 6, 25)}, 5);
        if (!how.point.empty()) list.extensions.push_back(issuing_point(how.point));
        if (how.revokes) {
            RevokedSpec revoked = entry(m, 2);
            if (how.names_issuer) {
                revoked.extensions.push_back(
                    spec_of(asn1::oid::kCertificateIssuer, true,
                            sequence({general_directory(m.chain.ca().spec.subject)})));
            }
            list.revoked = {revoked};
        }
        m.specimen.crls = {sign(m, list_of(m, 0), m.key(0)), sign(m, list, key)};
    };
}

void indirect(Catalogue& zoo) {
    zoo.add({"crl-indirect-good", "", "accepted", kPath,
             "RFC 5280 §5.2.5: the CA lets another sign its list, and says so in the certificate."},
            sends_to_signer(), signed_by_other({}));
    zoo.add({"crl-indirect-revokes", "", "revoked", kPath,
             "Its entry says whose certificate it is (RFC 5280 §5.3.3)."},
            sends_to_signer(), signed_by_other({"8401ff", true, true, true}));
    zoo.add({"crl-indirect-of-another", "", "accepted", kPath,
             "The same number without certificateIssuer is one of the signer's own."},
            sends_to_signer(), signed_by_other({"8401ff", false, true, true}));
    zoo.add({"crl-indirect-not-said", "", "crl_missing", "X509_V_ERR_UNABLE_TO_GET_CRL",
             "The list does not say that it is an indirect one."},
            sends_to_signer(), signed_by_other({"", true, false, true}));
    zoo.add({"crl-indirect-not-asked", "", "crl_missing", "X509_V_ERR_DIFFERENT_CRL_SCOPE",
             "The certificate names no other signer."},
            {}, signed_by_other({}));
    zoo.add({"crl-indirect-may-not-sign", "", "crl_no_crl_sign", kPath,
             "The signer's keyUsage lacks cRLSign."},
            sends_to_signer(), signed_by_other({"8401ff", true, false, false}));
}

/// The CA's complete list, and a delta that revokes the server and does not fit, as `edit` has it.
std::function<void(Made&)> unfit_delta(
    std::uint8_t base, const std::function<void(CrlSpec&)>& edit = [](CrlSpec&) {}) {
    return [=](Made& m) {
        lists([](const Made&, CrlSpec& list) {
            const Bytes name = general_text(6, "http://a.test/delta");
            list.extensions.push_back(spec_of(asn1::oid::kFreshestCrl, false,
                                              sequence({sequence({tlv(0xa0, tlv(0xa0, name))})})));
        })(m);
        CrlSpec delta =
            x509::crl_spec(m.certificate(1), m.key(1), {day(2026, 5, 30), day(2026, 6, 10)}, 9);
        delta.extensions.push_back(
            spec_of(asn1::oid::kDeltaCrlIndicator, true, tlv(0x02, {&base, 1})));
        delta.revoked = {entry(m, 2)};
        edit(delta);
        m.specimen.crls.push_back(sign(m, delta, m.key(1)));
    };
}

void deltas(Catalogue& zoo) {
    zoo.add({"crl-delta-fits", "", "revoked", kRevoked,
             "The delta that the next three spoil: it revokes the server."},
            {}, unfit_delta(5));
    zoo.add({"crl-delta-of-later-base", "", "accepted", kOk,
             "RFC 5280 §5.2.4: the delta changes list 6, and the list at hand is number 5."},
            {}, unfit_delta(6));
    zoo.add(
        {"crl-delta-stale", "", "accepted", kRevoked, "The delta is out of date, the list is not."},
        {}, unfit_delta(5, [](CrlSpec& delta) { delta.next_update = day(2026, 5, 31); }));
    zoo.add({"crl-delta-of-other-scope", "", "accepted", kOk,
             "RFC 5280 §5.2.4: scopes must be the same, and the delta is for CAs only."},
            {}, unfit_delta(5, [](CrlSpec& delta) {
                delta.extensions.push_back(issuing_point("8201ff"));
            }));
}

}  // namespace

void add_crl_entries(Catalogue& zoo) {
    entries(zoo);
    indirect(zoo);
    deltas(zoo);
}

}  // namespace vitrine::zoo
