// A certificate: parsed twice, its parts inside the input, and encoded again from its fields.
#include "fuzz/properties.h"
#include "x509/certificate.h"
#include "x509/certificate_frame.h"
#include "x509/host_name.h"
#include "x509/make_certificate.h"
#include "x509/name_constraints.h"

namespace {

using namespace vitrine;
using namespace vitrine::x509;

void check_names(const Certificate& c) {
    for (const Name& name : {c.subject, c.issuer}) {
        fuzz::check_view(name.encoded(), c.der);
        AttributeCursor attributes{name};
        std::size_t size = 0;
        while (const auto attribute = attributes.next()) {
            fuzz::check_view(attribute->encoded_value, name.encoded());
            size += attribute->encoded_value.size();
        }
        fuzz::require(size <= name.encoded().size(), "attributes lie side by side");
        fuzz::require(same_name(name, name) && is_within(name, name), "a name is itself");
    }
    const bool same = same_name(c.subject, c.issuer);
    fuzz::require(same == same_name(c.issuer, c.subject), "equality of names has no direction");
    fuzz::require(!same || hash_of(c.subject) == hash_of(c.issuer), "equal names, equal hashes");
    const bool both = is_within(c.subject, c.issuer) && is_within(c.issuer, c.subject);
    fuzz::require(same == both, "names within each other are the same");
}

void check_hosts(const Certificate& c) {
    GeneralNameCursor names{c.extensions.subject_alt_name};
    while (const auto name = names.next()) fuzz::check_view(name->value, c.der);
    for (const char* text : {"www.example.test", "127.0.0.1", "::1"}) {
        const auto wanted = ReferenceId::parse(text);
        fuzz::require(wanted.ok(), "a plain host is one");
        const Status match = match_host(c, *wanted);
        fuzz::require(!match.ok() || c.extensions.has(ExtensionId::subject_alt_name),
                      "only subjectAltName says for whom a certificate is");
    }
    std::size_t comparisons = kMaxNameComparisons;
    const ByteView constraints = c.extensions.value(ExtensionId::name_constraints);
    if (!constraints.empty())
        static_cast<void>(check_name_constraints(c, constraints, comparisons));
    fuzz::require(comparisons <= kMaxNameComparisons, "comparisons are counted");
}

/// The fields that a spec has no room for, or that have a second allowed form.
bool has_one_form(const Certificate& c, const CertificateFrame& frame, const Bytes& algorithm) {
    const bool unique_ids = frame.issuer_unique_id || frame.subject_unique_id;
    const bool dates =
        frame.not_before.tag == asn1::Tag::utc_time && frame.not_after.tag == asn1::Tag::utc_time;
    return !unique_ids && dates && equal_public(c.signature_algorithm.id.encoded, algorithm);
}

/// tbsCertificate from its decoded fields is the one that was read.
void check_encoded_again(const Certificate& c) {
    const auto frame = cut_certificate(c.der);
    fuzz::require(frame.ok(), "what parses can be cut into fields");
    fuzz::require(equal_public(frame->tbs, c.tbs), "both readers see the same signed part");
    const auto algorithm = encode_signature_algorithm(c.signature_algorithm.scheme);
    if (!algorithm.ok() || !has_one_form(c, *frame, *algorithm)) return;
    const auto bytes = [](ByteView view) { return Bytes{view.begin(), view.end()}; };
    CertificateSpec spec;
    spec.version = c.version;
    spec.serial_number = bytes(c.serial_number);
    spec.issuer = bytes(c.issuer.encoded());
    spec.subject = bytes(c.subject.encoded());
    spec.validity = c.validity;
    spec.public_key = bytes(c.public_key.encoded);
    spec.signature = c.signature_algorithm.scheme;
    ExtensionCursor extensions{c.extensions};
    while (const auto e = extensions.next()) {
        spec.extensions.push_back({e->oid, e->critical, bytes(e->value)});
    }
    const auto tbs = encode_tbs_certificate(spec);
    fuzz::require(tbs.ok() && equal_public(*tbs, c.tbs), "a certificate has one encoding");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input{data, size};
    const auto certificate = fuzz::check_der_decoder(input, parse_certificate);
    static_cast<void>(cut_certificate(input));
    if (!certificate.ok()) return 0;
    fuzz::check_view(certificate->tbs, input);
    fuzz::check_view(certificate->signature, input);
    check_names(*certificate);
    check_hosts(*certificate);
    check_encoded_again(*certificate);
    std::array<char, 40> room{};
    fuzz::require(short_subject(certificate->subject, room).size() <= room.size(), "text fits");
    return 0;
}
