// A certificate as a JSON document: every field, decoded where it can be and in hexadecimal where
// it cannot.
#pragma once

#include <string_view>

#include "x509/certificate_frame.h"

namespace vitrine::io {

class JsonWriter;

/// An object with the fields of RFC 5280 §4.1, fingerprints, the subject's hashes, lint findings,
/// and `error` where no verifier of ours would read it. With `pem` the certificate itself as well.
void write_certificate(JsonWriter& out, const x509::CertificateFrame& certificate, bool pem);

}  // namespace vitrine::io
