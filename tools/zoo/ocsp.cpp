#include "tools/zoo/families.h"

namespace vitrine::zoo {

namespace {

using x509::OcspSpec;
using x509::OcspStatus;
using x509::SingleResponseSpec;

/// The CA's answer about the server, of this morning.
OcspSpec answer(const Made& m,
                const x509::Certificate& responder,
                const x509::PrivateKey& key,
                bool delegated) {
    OcspSpec spec = x509::ocsp_spec(responder, key, delegated, day(2026, 6, 1));
    SingleResponseSpec single;
    single.id = x509::cert_id_of(m.certificate(2), m.certificate(1));
    single.this_update = day(2026, 6, 1);
    single.next_update = day(2026, 6, 8);
    spec.responses.push_back(std::move(single));
    return spec;
}

/// Signed by the CA, as `edit` has it.
std::function<void(Made&)> says(const std::function<void(const Made&, OcspSpec&)>& edit = {}) {
    return [edit](Made& m) {
        OcspSpec spec = answer(m, m.certificate(1), m.key(1), false);
        if (edit) edit(m, spec);
        m.specimen.ocsp = {must(x509::make_ocsp(spec, m.key(1), m.rng()))};
    };
}

/// Signed by a responder whom `issuer` certified, as `edit` has its certificate.
std::function<void(Made&)> delegate_says(std::size_t issuer,
                                         const std::function<void(Link&)>& edit = {}) {
    return [issuer, edit](Made& m) {
        const x509::PrivateKey& key = m.chain.shop.key("responder");
        const Link& above = m.chain.links[issuer];
        Link link = m.chain.shop.server("ocsp.example.test", key, above);
        constexpr asn1::Oid kPurposes[] = {asn1::oid::kOcspSigning};
        link.set(x509::ext_key_usage(kPurposes));
        link.add(x509::ocsp_no_check());
        if (edit) edit(link);
        const Bytes der = m.issue(link, &above);
        const OcspSpec spec = answer(m, must(x509::parse_certificate(der)), key, true);
        m.specimen.ocsp = {must(x509::make_ocsp(spec, key, m.rng()))};
    };
}

/// A delegate's answer that names its responder by name.
std::function<void(Made&)> named_responder(std::string_view name) {
    return [name](Made& m) {
        const x509::PrivateKey& key = m.chain.shop.key("responder");
        Link link = m.chain.shop.server("ocsp.example.test", key, m.chain.ca());
        constexpr asn1::Oid kPurposes[] = {asn1::oid::kOcspSigning};
        link.set(x509::ext_key_usage(kPurposes));
        link.add(x509::ocsp_no_check());
        const Bytes der = m.issue(link, &m.chain.ca());
        OcspSpec spec = answer(m, must(x509::parse_certificate(der)), key, true);
        spec.responder_name = must(x509::encode_common_name(name));
        spec.responder_key_hash.clear();
        m.specimen.ocsp = {must(x509::make_ocsp(spec, key, m.rng()))};
    };
}

void answers(Catalogue& zoo) {
    zoo.add({"ocsp-good", "", "accepted", "-", "The CA says that the server is good."}, {}, says());
    zoo.add({"ocsp-revoked", "", "revoked", "-", "The CA says that it revoked the server."}, {},
            says([](const Made&, OcspSpec& spec) {
                spec.responses[0].status = OcspStatus::revoked;
                spec.responses[0].revocation_time = day(2026, 5, 20);
                spec.responses[0].revocation_reason = 1;
            }));
    zoo.add({"ocsp-unknown", "", "ocsp_unknown", "-",
             "RFC 6960 §2.2: the responder does not know the certificate."},
            {}, says([](const Made&, OcspSpec& spec) {
                spec.responses[0].status = OcspStatus::unknown;
            }));
    zoo.add({"ocsp-of-another", "", "ocsp_other_certificate", "-",
             "RFC 6960 §3.2: the answer is about another certificate."},
            {}, says([](const Made&, OcspSpec& spec) {
                spec.responses[0].id.serial_number.back() ^= 1U;
            }));
    zoo.add({"ocsp-of-another-issuer", "", "ocsp_other_certificate", "-",
             "The number is right, and the issuer's key is another one."},
            {}, says([](const Made&, OcspSpec& spec) {
                spec.responses[0].id.issuer_key_hash.back() ^= 1U;
            }));
    zoo.add({"ocsp-of-another-issuer-name", "", "ocsp_other_certificate", "-",
             "The number and the key are right, and the issuer's name is another one."},
            {}, says([](const Made&, OcspSpec& spec) {
                spec.responses[0].id.issuer_name_hash.back() ^= 1U;
            }));
    zoo.add({"ocsp-id-hash-mislabelled", "", "ocsp_other_certificate", "-",
             "A CertID that says SHA-1 and has digests of SHA-256."},
            {}, says([](const Made& m, OcspSpec& spec) {
                spec.responses[0].id =
                    x509::cert_id_of(m.certificate(2), m.certificate(1), crypto::HashAlg::sha256);
                spec.responses[0].id.hash = crypto::HashAlg::sha1;
            }));
    zoo.add({"ocsp-no-answer", "", "ocsp_other_certificate", "-",
             "A response without a single answer."},
            {}, says([](const Made&, OcspSpec& spec) { spec.responses.clear(); }));
    zoo.add({"ocsp-good-and-revoked", "", "revoked", "-",
             "Two answers about the server: the one that is not good counts."},
            {}, says([](const Made&, OcspSpec& spec) {
                SingleResponseSpec second = spec.responses[0];
                second.status = OcspStatus::revoked;
                second.revocation_time = day(2026, 5, 20);
                spec.responses.push_back(second);
            }));
    zoo.add({"ocsp-sha1", "", "signature_weak", "-",
             "An answer whose signature uses SHA-1 proves as little as such a certificate."},
            {},
            says([](const Made&, OcspSpec& spec) { spec.signature.hash = crypto::HashAlg::sha1; }));
    zoo.add({"ocsp-second-answer", "", "accepted", "-", "The second answer is the right one."}, {},
            says([](const Made&, OcspSpec& spec) {
                SingleResponseSpec first = spec.responses[0];
                first.id.serial_number.back() ^= 1U;
                first.status = OcspStatus::revoked;
                first.revocation_time = day(2026, 5, 20);
                spec.responses.insert(spec.responses.begin(), first);
            }));
    zoo.add({"ocsp-sha256-id", "", "accepted", "-", "A CertID with SHA-256."}, {},
            says([](const Made& m, OcspSpec& spec) {
                spec.responses[0].id =
                    x509::cert_id_of(m.certificate(2), m.certificate(1), crypto::HashAlg::sha256);
            }));
    zoo.add({"ocsp-try-later", "", "ocsp_not_successful", "-",
             "RFC 6960 §2.3: the responder was too busy to answer."},
            {}, says([](const Made&, OcspSpec& spec) { spec.response_status = 3; }));
    zoo.add({"ocsp-of-another-type", "", "ocsp_malformed", "-",
             "RFC 6960 §4.2.1: a response that is not a basic one."},
            {}, [](Made& m) {
                says()(m);
                const Bytes basic = oid("1.3.6.1.5.5.7.48.1.1");
                Bytes& der = m.specimen.ocsp[0];
                const auto at = std::search(der.begin(), der.end(), basic.begin(), basic.end());
                at[static_cast<std::ptrdiff_t>(basic.size()) - 1] = 0x09;
            });
    zoo.add({"ocsp-critical-unknown", "", "ocsp_critical", "-",
             "An answer with a critical extension that is not known."},
            {}, says([](const Made&, OcspSpec& spec) {
                static const Bytes unknown = from_hex("2b0601040183b20307");
                spec.extensions.push_back(spec_of(asn1::Oid{unknown}, true, from_hex("0500")));
            }));
}

void times(Catalogue& zoo) {
    zoo.add({"ocsp-stale", "", "ocsp_expired", "-",
             "RFC 6960 §4.2.2.1: an answer whose nextUpdate is past."},
            {}, says([](const Made&, OcspSpec& spec) {
                spec.responses[0].this_update = day(2026, 5, 1);
                spec.responses[0].next_update = day(2026, 5, 8);
            }));
    zoo.add({"ocsp-of-the-future", "", "ocsp_not_yet_valid", "-",
             "RFC 6960 §4.2.2.1: an answer whose thisUpdate is still to come."},
            {}, says([](const Made&, OcspSpec& spec) {
                spec.responses[0].this_update = day(2026, 6, 2);
            }));
    zoo.add({"ocsp-made-tomorrow", "", "ocsp_not_yet_valid", "-",
             "The answer is of today, and says that it was signed tomorrow."},
            {}, says([](const Made&, OcspSpec& spec) { spec.produced_at = day(2026, 6, 2); }));
    zoo.add({"ocsp-without-end", "", "ocsp_no_next_update", "-",
             "RFC 5019 §2.2.4: without nextUpdate the answer's age cannot be judged."},
            {}, says([](const Made&, OcspSpec& spec) { spec.responses[0].next_update.reset(); }));
}

void responders(Catalogue& zoo) {
    zoo.add({"ocsp-signature-flipped", "", "ocsp_signature", "-",
             "One bit of the answer's signature is another one."},
            {}, [](Made& m) {
                says()(m);
                m.specimen.ocsp[0].back() ^= 1U;
            });
    zoo.add({"ocsp-by-root", "", "ocsp_responder", "-",
             "RFC 6960 §4.2.2.2: the issuer's issuer may not answer for it."},
            {}, [](Made& m) {
                const OcspSpec spec = answer(m, m.certificate(0), m.key(0), true);
                m.specimen.ocsp = {must(x509::make_ocsp(spec, m.key(0), m.rng()))};
            });
    zoo.add({"ocsp-by-server", "", "ocsp_responder", "-",
             "The server answers for itself, with a certificate of its CA."},
            {}, [](Made& m) {
                const OcspSpec spec = answer(m, m.certificate(2), m.key(2), true);
                m.specimen.ocsp = {must(x509::make_ocsp(spec, m.key(2), m.rng()))};
            });
    zoo.add({"ocsp-delegated", "", "accepted", "-",
             "RFC 6960 §4.2.2.2: the CA certified the responder for this."},
            {}, delegate_says(1));
    zoo.add({"ocsp-delegated-to-be-checked", "", "accepted", "-",
             "Without id-pkix-ocsp-nocheck the responder could be revoked; no list says so."},
            {}, delegate_says(1, [](Link& link) { link.drop(asn1::oid::kOcspNoCheck); }));
    zoo.add({"ocsp-delegated-by-name", "", "accepted", "-",
             "The responder is named by its name, not by its key."},
            {}, named_responder("ocsp.example.test"));
    zoo.add({"ocsp-delegated-other-name", "", "ocsp_responder", "-",
             "The response names another responder than the one whose certificate it has."},
            {}, named_responder("other.example.test"));
    zoo.add({"ocsp-delegated-flipped", "", "ocsp_responder", "-",
             "The signature on the responder's certificate is another one."},
            {}, delegate_says(1, [](Link& link) {
                link.on_signature = [](Bytes& s) { s.back() ^= 1U; };
            }));
    zoo.add({"ocsp-delegated-any-purpose", "", "ocsp_responder", "-",
             "RFC 6960 §4.2.2.2: id-kp-OCSPSigning must be named; anyExtendedKeyUsage is not it."},
            {}, delegate_says(1, [](Link& link) {
                constexpr asn1::Oid kAny[] = {asn1::oid::kAnyExtendedKeyUsage};
                link.set(x509::ext_key_usage(kAny));
            }));
    zoo.add({"ocsp-delegated-without-purpose", "", "ocsp_responder", "-",
             "The responder's certificate lacks id-kp-OCSPSigning."},
            {}, delegate_says(1, [](Link& link) {
                constexpr asn1::Oid kServer[] = {asn1::oid::kServerAuth};
                link.set(x509::ext_key_usage(kServer));
            }));
    zoo.add({"ocsp-delegated-expired", "", "ocsp_responder", "-",
             "The responder's certificate has expired."},
            {},
            delegate_says(1, [](Link& link) { link.spec.validity.not_after = day(2026, 5, 1); }));
    zoo.add({"ocsp-delegated-by-root", "", "ocsp_responder", "-",
             "RFC 6960 §4.2.2.2: the responder must be certified by the CA itself."},
            {}, delegate_says(0));
}

}  // namespace

void add_ocsp(Catalogue& zoo) {
    answers(zoo);
    times(zoo);
    responders(zoo);
}

}  // namespace vitrine::zoo
