#include "io/text_sink.h"

#include <gtest/gtest.h>

#include <sstream>

#include "base/wire_writer.h"
#include "io/file.h"
#include "unit/io/sample_events.h"
#include "x509/pem.h"

namespace vitrine::io {
namespace {

std::string shown(std::string_view show, TextStyle style = {}) {
    std::string text;
    {
        TextSink sink{*Show::parse(show), style, [&](std::string_view more) { text += more; }};
        test::send_sample_events(sink);
    }
    return text;
}

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

TEST(Show, TakesTheWordsAndRefusesOthers) {
    const auto show = Show::parse("hex,keys");
    ASSERT_TRUE(show.ok());
    EXPECT_TRUE(show->hex && show->keys);
    EXPECT_FALSE(show->state || show->cost);
    EXPECT_TRUE(Show::parse("").ok());
    for (const char* list : {"hexx", "hex,,keys", "hex;keys", ","})
        EXPECT_FALSE(Show::parse(list).ok()) << list;
}

TEST(TextSink, GivesEachMessageALine) {
    EXPECT_TRUE(has(shown(""), "→ ClientHello "));
    EXPECT_TRUE(
        has(shown(""),
            " B   offers TLS 1.2 · 2 suites + renegotiation SCSV · 1 extension · example.test  "));
}

TEST(TextSink, SpellsItsGlyphsInAsciiWhereItMust) {
    TextStyle ascii;
    ascii.unicode = false;
    const std::string text = shown("hex,state,keys,cost", ascii);
    EXPECT_TRUE(has(text, "-> ClientHello"));
    for (const char c : text) EXPECT_LT(static_cast<unsigned char>(c), 0x80);
}

TEST(TextSink, ShowsNoKeysUnlessAsked) {
    EXPECT_FALSE(has(shown("hex,state"), "33000000"));
    EXPECT_TRUE(has(shown("keys"), "33000000"));
}

TEST(TextSink, NamesTheBytesOfAMessage) {
    const std::string text = shown("hex");
    EXPECT_TRUE(has(text, "0004  03 03"));
    EXPECT_TRUE(has(text, "client_version"));
    EXPECT_TRUE(has(text, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"));
    EXPECT_TRUE(has(text, "\"example.test\""));
}

/// What is shown of a Certificate message with these bytes in the place of its one certificate.
std::string shown_certificate(std::string_view show, ByteView der) {
    std::array<std::uint8_t, 4096> room{};
    wire::Writer out{room};
    out.u8(11);  // certificate
    out.vec24([&](wire::Writer& body) {
        body.vec24([&](wire::Writer& list) {
            list.vec24([&](wire::Writer& certificate) { certificate.bytes(der); });
        });
    });
    std::string text;
    {
        TextSink sink{*Show::parse(show), {}, [&](std::string_view more) { text += more; }};
        sink.on(trace::Conn{trace::Role::client, Time{}, ""});
        sink.on(
            trace::Message{trace::Direction::received, "Certificate", 22, 11, *out.finish(), 0});
    }
    return text;
}

// The text is OpenSSL's, from the corpus; here each of its lines is indented.
TEST(TextSink, ShowsCertificatesInFullIfAsked) {
    const auto file = read_text_file(VITRINE_VECTORS "/x509/print/ca.txt");
    ASSERT_TRUE(file.ok());
    const auto blocks = x509::read_pem(*file);
    ASSERT_TRUE(blocks.ok());
    const ByteView der = blocks->front().der;
    const std::string text = shown_certificate("cert", der);
    std::size_t lines = 0;
    std::istringstream expected{file->substr(0, file->find("-----BEGIN"))};
    for (std::string line; std::getline(expected, line); ++lines)
        EXPECT_TRUE(has(text, std::string{"    "}.append(line).append("\n"))) << line;
    EXPECT_GT(lines, 20U);
    EXPECT_FALSE(has(shown_certificate("", der), "Subject: "));
    EXPECT_TRUE(has(shown_certificate("cert", der.first(30)), "    a malformed certificate\n"));
}

TEST(TextSink, SaysWhatWasRefusedAndWhatWasAllowed) {
    const std::string text = shown("");
    EXPECT_TRUE(
        has(text, "refused in state wait_server_hello: message is not allowed in this state"));
    EXPECT_TRUE(has(text, "byte 4, field msg_type"));
    EXPECT_TRUE(has(text, "allowed ServerHello, HelloRequest"));
    EXPECT_TRUE(has(text, "END  alert sent"));
}

TEST(TextSink, PaintsOnlyWhenAsked) {
    EXPECT_FALSE(has(shown("hex,state,keys"), "\x1b["));
    TextStyle colour;
    colour.colour = true;
    EXPECT_TRUE(has(shown("", colour), "\x1b["));
}

TEST(HexDump, CutsLongLeavesAndCountsTheRest) {
    const std::vector<std::uint8_t> bytes(100, 0xab);
    FieldDump dump;
    dump.add(trace::Field{trace::Layer::message, "data", 0, bytes, false});
    const std::string text = dump.text({}, "", 32);
    EXPECT_TRUE(has(text, "0010  ab"));
    EXPECT_FALSE(has(text, "0020  ab"));
    EXPECT_TRUE(has(text, "68 more bytes"));
}

}  // namespace
}  // namespace vitrine::io
