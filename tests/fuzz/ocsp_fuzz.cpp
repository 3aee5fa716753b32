// An OCSP response: parsed twice, its answers and certificates stepped through.
#include "fuzz/properties.h"
#include "x509/ocsp.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vitrine;
    const ByteView input{data, size};
    const auto response = fuzz::check_der_decoder(input, x509::parse_ocsp_response);
    if (!response.ok() || !response->is_basic) return 0;
    fuzz::require(response->status == x509::OcspResponseStatus::successful,
                  "only a successful response says something");
    fuzz::check_view(response->tbs, input);
    fuzz::require(
        response->responder_name.encoded().empty() == !response->responder_key_hash.empty(),
        "the responder is named in one way");
    x509::SingleResponseCursor answers{*response};
    while (const auto answer = answers.next()) {
        fuzz::check_view(answer->cert_id.serial_number, response->responses);
        fuzz::check_view(answer->cert_id.issuer_key_hash, response->responses);
        fuzz::require(answer->status <= x509::OcspCertStatus::unknown, "a status is one of three");
    }
    x509::CertificateCursor certificates{*response};
    while (const auto certificate = certificates.next()) {
        fuzz::check_view(certificate->der, response->certificates);
    }
    return 0;
}
