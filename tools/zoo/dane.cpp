// TLSA records beside a chain: what the DNS says takes the place of an anchor, or is asked for
// beside one. RFC 6698 §2.1, RFC 7671 §4, §5.
#include "base/hex.h"
#include "tools/zoo/families.h"

namespace vitrine::zoo {

namespace {

/// "USAGE SELECTOR MATCHING HEX" of a certificate, as the DNS has it.
std::string record(unsigned usage, unsigned selector, unsigned matching, ByteView certificate) {
    Bytes data{certificate.begin(), certificate.end()};
    if (selector == 1) {
        const ByteView key = must(x509::parse_certificate(certificate)).public_key.encoded;
        data.assign(key.begin(), key.end());
    }
    if (matching != 0) {
        const auto hash = matching == 1 ? crypto::HashAlg::sha256 : crypto::HashAlg::sha512;
        const crypto::Digest digest = crypto::hash(hash, data);
        data.assign(digest.view().begin(), digest.view().end());
    }
    std::string text;
    for (const unsigned number : {usage, selector, matching})
        (text += std::to_string(number)) += ' ';
    std::string digits(2 * data.size(), '0');
    hex::encode(data, digits);
    return text + digits;
}

/// Of which link a usage speaks: the root for TA, the server for EE.
std::size_t subject_of(unsigned usage) {
    return usage % 2 == 0 ? 0 : 2;
}

void fitting_record(Catalogue& zoo, unsigned usage, unsigned selector, unsigned matching) {
    constexpr std::string_view kUsages[] = {"pkix-ta", "pkix-ee", "dane-ta", "dane-ee"};
    constexpr std::string_view kSelectors[] = {"cert", "spki"};
    constexpr std::string_view kMatchings[] = {"full", "sha256", "sha512"};
    std::string name{"dane-"};
    (((name += kUsages[usage]) += '-') += kSelectors[selector]) += '-';
    name += kMatchings[matching];
    zoo.add({name, "", "accepted", "-",
             "A record of this usage, selector and matching type that fits (RFC 6698 §2.1)."},
            {}, [=](Made& made) {
                const Bytes& of = made.der[subject_of(usage)];
                made.specimen.tlsa = {record(usage, selector, matching, of)};
                if (usage == 2) made.specimen.untrusted.push_back(of);
                if (usage >= 2) made.specimen.trust.clear();
            });
}

void every_record(Catalogue& zoo) {
    for (unsigned number = 0; number < 24; ++number)
        fitting_record(zoo, number / 6, number / 3 % 2, number % 3);
}

/// The record fits another certificate.
void no_match(Catalogue& zoo) {
    constexpr std::string_view kNames[] = {"dane-pkix-ta-other", "dane-pkix-ee-other",
                                           "dane-dane-ta-other", "dane-dane-ee-other"};
    for (unsigned u = 0; u < 4; ++u) {
        zoo.add({kNames[u], "", "dane_no_match", "-",
                 "RFC 7671 §4: a usable record is there, and it fits none of the certificates."},
                {}, [=](Made& made) {
                    Link other = made.chain.shop.server(kHost, made.chain.shop.key("other"),
                                                        made.chain.ca());
                    const Bytes der = made.issue(other, &made.chain.ca());
                    made.specimen.tlsa = {record(u, 1, 1, der)};
                });
    }
    zoo.add(
        {"dane-second-of-two", "", "accepted", "-", "One of the records fits, and that will do."},
        {}, [](Made& made) {
            std::string wrong = record(3, 1, 1, made.der[2]);
            wrong.back() = wrong.back() == '0' ? '1' : '0';
            made.specimen.tlsa = {wrong, record(3, 1, 1, made.der[2])};
            made.specimen.trust.clear();
        });
}

std::function<void(Made&)> end_entity_record() {
    return [](Made& made) {
        made.specimen.tlsa = {record(3, 1, 1, made.der[2])};
        made.specimen.trust.clear();
        made.specimen.untrusted.clear();
    };
}

void end_entities(Catalogue& zoo) {
    zoo.add(
        {"dane-ee-expired", "", "accepted", "-",
         "RFC 7671 §5.1: for DANE-EE the dates must be ignored."},
        [](Chain& c) { c.leaf().spec.validity.not_after = day(2026, 5, 1); }, end_entity_record());
    zoo.add({"dane-ee-other-name", "--host mail.example.test", "accepted", "-",
             "RFC 7671 §5.1: so must the names; the DNS bound the key to the host."},
            {}, end_entity_record());
    zoo.add(
        {"dane-ee-no-path", "", "accepted", "-",
         "RFC 7671 §5.1: nor is an issuer asked for; its signature is another one."},
        [](Chain& c) { c.leaf().on_signature = [](Bytes& s) { s.back() ^= 1U; }; },
        end_entity_record());
    zoo.add({"dane-ee-of-the-ca", "", "dane_no_match", "-",
             "RFC 6698 §2.1.1: usage 3 speaks of the server's certificate, not of its CA's."},
            {}, [](Made& made) { made.specimen.tlsa = {record(3, 1, 1, made.der[1])}; });
    zoo.add({"dane-pkix-ee-no-anchor", "", "no_issuer", "-",
             "RFC 6698 §2.1.1: usage 1 asks for a path to an anchor too."},
            {}, [](Made& made) {
                made.specimen.tlsa = {record(1, 1, 1, made.der[2])};
                made.specimen.trust.clear();
            });
    zoo.add(
        {"dane-pkix-ee-expired", "", "expired", "-", "And for its dates."},
        [](Chain& c) { c.leaf().spec.validity.not_after = day(2026, 5, 1); },
        [](Made& made) { made.specimen.tlsa = {record(1, 1, 1, made.der[2])}; });
}

/// The record speaks of the CA between, which is sent; nothing is trusted otherwise.
void between_record(Made& made) {
    made.specimen.tlsa = {record(2, 0, 1, made.der[1])};
    made.specimen.trust.clear();
}

void anchors(Catalogue& zoo) {
    zoo.add({"dane-ta-between", "", "accepted", "-",
             "RFC 7671 §5.2: any certificate above the server may be the anchor."},
            {}, between_record);
    zoo.add({"dane-ta-not-sent", "", "no_issuer", "-",
             "RFC 7671 §5.2.1: of a digest alone no certificate can be made; the server must send "
             "it."},
            {}, [](Made& made) {
                between_record(made);
                made.specimen.untrusted.clear();
            });
    zoo.add(
        {"dane-ta-expired", "", "expired", "-",
         "RFC 7671 §5.2: with DANE-TA the dates of the server's certificate count."},
        [](Chain& c) { c.leaf().spec.validity.not_after = day(2026, 5, 1); }, between_record);
    zoo.add({"dane-ta-other-name", "--host mail.example.test", "host_mismatch", "-",
             "And so do its names."},
            {}, between_record);
    zoo.add({"dane-pkix-ta-no-anchor", "", "self_signed_in_chain", "-",
             "RFC 6698 §2.1.1: usage 0 narrows the anchors, and adds none."},
            {}, [](Made& made) {
                made.specimen.tlsa = {record(0, 0, 1, made.der[0])};
                made.specimen.untrusted.push_back(made.der[0]);
                made.specimen.trust.clear();
            });
    zoo.add({"dane-pkix-ta-of-the-server", "", "dane_no_match", "-",
             "Usage 0 speaks of a CA, not of the server."},
            {}, [](Made& made) { made.specimen.tlsa = {record(0, 0, 1, made.der[2])}; });
}

void unusable(Catalogue& zoo) {
    const auto only = [](std::string_view text) {
        return [text](Made& made) { made.specimen.tlsa = {std::string{text}}; };
    };
    zoo.add({"dane-unknown-usage", "", "accepted", "-",
             "RFC 6698 §4.1: records that cannot be used are as if they were not there."},
            {},
            only("4 1 1 "
                 "0000000000000000000000000000000000000000000000000000000000000000"));
    zoo.add({"dane-unknown-matching", "", "accepted", "-", "The same: a matching type 3."}, {},
            only("3 1 3 00"));
    zoo.add({"dane-digest-short", "", "accepted", "-",
             "The same: SHA-256 has 32 octets, and the record 31."},
            {}, only("3 1 1 00000000000000000000000000000000000000000000000000000000000000"));
    zoo.add({"dane-digest-wrong", "", "dane_no_match", "-", "With 32 octets it can be used."}, {},
            only("3 1 1 0000000000000000000000000000000000000000000000000000000000000000"));
}

}  // namespace

void add_dane(Catalogue& zoo) {
    every_record(zoo);
    no_match(zoo);
    end_entities(zoo);
    anchors(zoo);
    unusable(zoo);
}

}  // namespace vitrine::zoo
