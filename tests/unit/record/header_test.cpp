#include "record/header.h"

#include <gtest/gtest.h>

#include <array>

#include "support/field_recorder.h"

namespace vitrine::record {
namespace {

constexpr auto kHandshake = ContentType::handshake;

TEST(RecordHeader, ReadsTypeVersionAndLengthAsFields) {
    const std::array<std::uint8_t, 5> bytes{22, 3, 1, 0x02, 0x01};
    test::FieldRecorder fields;
    wire::Context context{bytes, &fields, trace::Layer::record};
    wire::Reader in{bytes, context};
    const auto header = decode_header(in);
    ASSERT_TRUE(header.ok());
    EXPECT_EQ(header->type, kHandshake);
    EXPECT_EQ(header->version, 0x0301);
    EXPECT_EQ(header->length, 0x0201);
    EXPECT_TRUE(fields.covers_once(5));
    std::array<std::uint8_t, 5> again{};
    wire::Writer out{again};
    encode_header(out, *header);
    EXPECT_EQ(again, bytes);
}

TEST(RecordHeader, CutAnywhereIsTruncated) {
    const std::array<std::uint8_t, 5> bytes{22, 3, 1, 0, 1};
    for (std::size_t n = 0; n < bytes.size(); ++n) {
        wire::Context context{bytes};
        wire::Reader in{ByteView{bytes}.first(n), context};
        EXPECT_EQ(decode_header(in).error().code, ErrorCode::truncated) << n;
    }
}

TEST(RecordHeader, LengthEndsAtTwoToTheFourteenPlus2048) {
    EXPECT_TRUE(check_header({kHandshake, 0x0303, 0}).ok());
    EXPECT_TRUE(check_header({kHandshake, 0x0303, 16384 + 2048}).ok());
    for (const int length : {16384 + 2049, 0xffff}) {
        const Status checked =
            check_header({kHandshake, 0x0303, static_cast<std::uint16_t>(length)});
        ASSERT_FALSE(checked.ok());
        EXPECT_EQ(checked.error().code, ErrorCode::record_overflow);
        EXPECT_EQ(info(checked.error().code).alert, AlertDescription::record_overflow);
    }
}

TEST(RecordHeader, OnlyTheFourContentTypesExist) {
    for (int type = 0; type < 256; ++type) {
        const Status checked = check_header({static_cast<ContentType>(type), 0x0303, 1});
        EXPECT_EQ(checked.ok(), type >= 20 && type <= 23) << type;
        if (checked.ok()) continue;
        EXPECT_EQ(checked.error().code, ErrorCode::record_type_unknown);
    }
}

TEST(RecordHeader, AnyMinorVersionOfThreeMayBeginAConnectionAndNoOtherMajor) {
    for (int major = 0; major < 256; ++major) {
        const auto version = static_cast<std::uint16_t>((major << 8) | 0x7f);
        EXPECT_EQ(check_header({kHandshake, version, 1}).ok(), major == 3) << major;
    }
}

ErrorCode first_bytes(ByteView bytes) {
    const Status checked = check_first_bytes(bytes);
    return checked.ok() ? ErrorCode::internal : checked.error().code;
}

TEST(FirstBytes, TellTlsFromSsl2FromHttpFromNoise) {
    for (const char* text :
         {"GET / HTTP/1.1", "POST /", "HEAD /", "PUT /x", "OPTIONS *", "CONNECT a", "HTTP/1.0"}) {
        EXPECT_EQ(first_bytes(as_bytes(text)), ErrorCode::plain_http) << text;
    }
    EXPECT_EQ(first_bytes(as_bytes("SSH-2.0-x")), ErrorCode::not_tls);
    EXPECT_EQ(first_bytes(as_bytes("220 mail")), ErrorCode::not_tls);
    // A 2-byte length with the high bit, CLIENT-HELLO, version 3.1 (RFC 5246 §E.2).
    EXPECT_EQ(first_bytes(test::from_hex("802e010301")), ErrorCode::sslv2_hello);
    EXPECT_EQ(first_bytes(test::from_hex("8103010002")), ErrorCode::sslv2_hello);
    EXPECT_TRUE(check_first_bytes(test::from_hex("1603010200")).ok());
    EXPECT_TRUE(check_first_bytes(test::from_hex("1503030002")).ok());
    EXPECT_EQ(info(ErrorCode::sslv2_hello).alert, AlertDescription::protocol_version);
}

}  // namespace
}  // namespace vitrine::record
