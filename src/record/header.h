// The five bytes before every record (RFC 5246 §6.2.1), and what else a peer may send in their
// place: an SSL 2.0 hello, plain HTTP, or no protocol at all. Read next: protection.h,
// record_layer.h.
#pragma once

#include "base/wire_reader.h"
#include "base/wire_writer.h"
#include "record/content_type.h"
#include "record/protocol_version.h"

namespace vitrine::record {

inline constexpr std::size_t kHeaderLen = 5;
inline constexpr std::size_t kMaxPlaintext = 16384;                  // RFC 5246 §6.2.1: 2^14
inline constexpr std::size_t kMaxCiphertext = kMaxPlaintext + 2048;  // RFC 5246 §6.2.3
inline constexpr std::size_t kMaxRecord = kHeaderLen + kMaxCiphertext;

struct RecordHeader {
    ContentType type{};
    std::uint16_t version = 0;
    std::uint16_t length = 0;
};

/// Reads the header of a record; does not judge its values.
Result<RecordHeader> decode_header(wire::Reader& in);
void encode_header(wire::Writer& out, const RecordHeader& header);

/// Judges a header before its body is read: length, content type, major version.
/// Errors: record_overflow, record_type_unknown, not_tls.
Status check_header(const RecordHeader& header);

/// Judges the first bytes (at least five) of a connection.
/// Errors: sslv2_hello, plain_http, not_tls.
Status check_first_bytes(ByteView first);

}  // namespace vitrine::record
