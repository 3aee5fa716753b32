#include "record/header.h"

namespace vitrine::record {

Result<RecordHeader> decode_header(wire::Reader& in) {
    RecordHeader header;
    header.type = static_cast<ContentType>(in.u8("type"));
    header.version = in.u16("version");
    header.length = in.u16("length");
    if (in.failed()) return in.context().error();
    return header;
}

void encode_header(wire::Writer& out, const RecordHeader& header) {
    out.u8(static_cast<std::uint8_t>(header.type));
    out.u16(header.version);
    out.u16(header.length);
}

Status check_header(const RecordHeader& header) {
    if (!is_known(header.type)) return fail(ErrorCode::record_type_unknown, 0, "type");
    if (header.version >> 8 != 3) return fail(ErrorCode::record_version, 1, "version");
    // RFC 5246 §6.2.3: "The length MUST NOT exceed 2^14 + 2048."
    if (header.length > kMaxCiphertext) return fail(ErrorCode::record_overflow, 3, "length");
    return done();
}

Status check_first_bytes(ByteView first) {
    const std::string_view text = as_text(first);
    for (const std::string_view method : {"GET ", "POST", "HEAD", "PUT ", "OPTI", "CONN", "HTTP"}) {
        if (text.starts_with(method)) return fail(ErrorCode::plain_http, 0, "type");
    }
    // RFC 6176 §3: a 2-byte length with the high bit set, then msg_type CLIENT-HELLO.
    if ((first[0] & 0x80) != 0 && first[2] == 1) return fail(ErrorCode::sslv2_hello, 0, "type");
    if (first[1] != 3) return fail(ErrorCode::not_tls, 1, "version");
    return done();
}

}  // namespace vitrine::record
