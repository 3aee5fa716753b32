// A DerWriter over a buffer that grows until it fits: for values that are made once and kept.
#pragma once

#include <vector>

#include "asn1/der_writer.h"

namespace vitrine::x509 {

using Bytes = std::vector<std::uint8_t>;

/// What `body(DerWriter&)` writes; the body may run more than once.  Errors: output_full (over 16
/// MiB).
template <class Body>
Result<Bytes> encode_der(Body&& body) {
    constexpr std::size_t kFirstBuffer = 4096;
    constexpr std::size_t kLargestBuffer = std::size_t{1} << 24;
    for (std::size_t size = kFirstBuffer; size <= kLargestBuffer; size *= 4) {
        Bytes out(size);
        asn1::DerWriter writer{out};
        body(writer);
        if (writer.failed()) continue;
        out.resize(writer.size());
        return out;
    }
    return fail(ErrorCode::output_full);
}

/// For bodies of a few bytes, which always fit.
template <class Body>
Bytes encode_small(Body&& body) {
    Result<Bytes> out = encode_der(body);
    return out.ok() ? *std::move(out) : Bytes{};
}

}  // namespace vitrine::x509
