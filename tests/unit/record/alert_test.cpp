#include "record/alert.h"

#include <gtest/gtest.h>

#include <array>

#include "support/field_recorder.h"

namespace vitrine::record {
namespace {

Result<Alert> decode(ByteView bytes, trace::Sink* sink = nullptr) {
    wire::Context context{bytes, sink};
    return decode_alert(wire::Reader{bytes, context});
}

TEST(Alert, IsAcceptedAndRefusedAsBotanDoes) {
    std::size_t seen = 0;
    for (const test::VectorBlock& block : test::read_vectors("handshake/botan_messages.txt")) {
        if (block.section != "alert") continue;
        EXPECT_EQ(decode(block.bytes("Body")).ok(), block.number("Valid") == 1)
            << block.text("Body");
        ++seen;
    }
    EXPECT_EQ(seen, 6U);
}

TEST(Alert, IsExactlyTwoBytes) {
    const std::array<std::uint8_t, 4> bytes{2, 40, 2, 40};
    for (const std::size_t n : {0U, 1U, 3U, 4U}) {
        const auto alert = decode(ByteView{bytes}.first(n));
        ASSERT_FALSE(alert.ok()) << n;
        EXPECT_EQ(alert.error().code, ErrorCode::alert_malformed) << n;
    }
    test::FieldRecorder fields;
    ASSERT_TRUE(decode(ByteView{bytes}.first(2), &fields).ok());
    EXPECT_TRUE(fields.covers_once(2));
}

TEST(Alert, HasOneOfTwoLevels) {
    for (int level = 0; level < 256; ++level) {
        const std::array<std::uint8_t, 2> bytes{static_cast<std::uint8_t>(level), 0};
        const auto alert = decode(bytes);
        EXPECT_EQ(alert.ok(), level == 1 || level == 2) << level;
        if (alert.ok()) continue;
        EXPECT_EQ(alert.error().code, ErrorCode::alert_level_unknown);
    }
}

TEST(Alert, GoesOutAsItCameForEveryDescription) {
    for (int description = 0; description < 256; ++description) {
        const std::array<std::uint8_t, 2> bytes{1, static_cast<std::uint8_t>(description)};
        const auto alert = decode(bytes);
        ASSERT_TRUE(alert.ok());
        std::array<std::uint8_t, 2> again{};
        wire::Writer out{again};
        encode_alert(out, *alert);
        EXPECT_EQ(again, bytes);
    }
}

// RFC 5246 §7.2.2: those that say "This message is always fatal", whatever the level byte says.
TEST(Alert, EndsTheConnectionIfFatalByLevelOrByStandard) {
    using D = AlertDescription;
    for (const D description :
         {D::unexpected_message, D::bad_record_mac, D::record_overflow, D::handshake_failure,
          D::illegal_parameter, D::unknown_ca, D::decode_error, D::protocol_version,
          D::insufficient_security, D::internal_error, D::unsupported_extension,
          D::inappropriate_fallback, D::no_application_protocol}) {
        EXPECT_TRUE(ends_connection({AlertLevel::warning, description})) << name_of(description);
    }
    for (const D description :
         {D::close_notify, D::no_renegotiation, D::user_canceled, D::unrecognized_name}) {
        EXPECT_FALSE(ends_connection({AlertLevel::warning, description})) << name_of(description);
        EXPECT_TRUE(ends_connection({AlertLevel::fatal, description})) << name_of(description);
    }
}

}  // namespace
}  // namespace vitrine::record
