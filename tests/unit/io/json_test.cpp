#include <gtest/gtest.h>

#include "io/json_reader.h"
#include "io/json_writer.h"
#include "io/utf8.h"

namespace vitrine::io {
namespace {

TEST(JsonWriter, PutsCommasBetweenAndNowhereElse) {
    JsonWriter out;
    out.begin_object();
    out.member("a", 1);
    out.key("b");
    out.begin_array();
    out.null();
    out.boolean(true);
    out.begin_object();
    out.end_object();
    out.end_array();
    out.member("c", std::uint64_t{18446744073709551615u});
    out.end_object();
    EXPECT_EQ(out.take(), R"({"a":1,"b":[null,true,{}],"c":18446744073709551615})");
    EXPECT_EQ(out.str(), "");
}

// RFC 8259 §7: quotation mark, reverse solidus and control characters are escaped.
TEST(JsonWriter, EscapesWhatMustBe) {
    EXPECT_EQ(json_quoted("\"\\\n\x01\x7f/"), R"("\"\\\n\u0001\u007f/")");
    EXPECT_EQ(json_quoted("✓ ö"), "\"✓ ö\"");
}

TEST(JsonWriter, ReplacesWhatIsNotUtf8) {
    EXPECT_EQ(json_quoted("a\xff\x62"), "\"a\xef\xbf\xbd\x62\"");
    EXPECT_EQ(json_quoted("\xc0\xaf"), "\"\xef\xbf\xbd\xef\xbf\xbd\"");   // overlong '/'
    EXPECT_EQ(json_quoted("\xe2\x9c"), "\"\xef\xbf\xbd\xef\xbf\xbd\"");   // cut short
    EXPECT_EQ(json_quoted("\xed\xa0\x80").substr(1, 3), "\xef\xbf\xbd");  // a surrogate
}

TEST(JsonReader, ReadsWhatTheWriterWrote) {
    const std::string text = "quote \" slash \\ tab \t null \x01 ✓";
    JsonWriter out{2};
    out.begin_object();
    out.member("text", text);
    out.member("n", -12);
    out.member("x", 1.5);
    out.end_object();
    const auto value = parse_json(out.str());
    ASSERT_TRUE(value.ok());
    EXPECT_EQ((*value)["text"].text(), text);
    EXPECT_EQ((*value)["n"].number(), -12);
    EXPECT_EQ((*value)["x"].number(), 1.5);
    EXPECT_TRUE((*value)["none"].is_null());
}

TEST(JsonReader, ReadsSurrogatePairs) {
    EXPECT_EQ((*parse_json(R"("\ud83d\ude00")")).text(), "\xf0\x9f\x98\x80");
    EXPECT_EQ((*parse_json(R"("\ud83d")")).text(), "\xef\xbf\xbd");
}

TEST(JsonReader, RefusesWhatIsNotJson) {
    for (const char* text : {"", "{", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "tru", "nan",
                             "\"\\x\"", "\"\\u12\"", "\"", "1 2", "[1 2]", "'a'", "\"\n\"", "+1"}) {
        EXPECT_FALSE(parse_json(text).ok()) << text;
    }
}

TEST(JsonReader, RefusesEveryPrefix) {
    const std::string text = R"({"a":[1,true,"x\u0041"],"b":{"c":null}})";
    ASSERT_TRUE(parse_json(text).ok());
    for (std::size_t n = 0; n < text.size(); ++n) {
        EXPECT_FALSE(parse_json(std::string_view{text}.substr(0, n)).ok()) << n;
    }
}

TEST(JsonReader, RefusesToNestWithoutEnd) {
    EXPECT_TRUE(parse_json(std::string(60, '[') + std::string(60, ']')).ok());
    EXPECT_FALSE(parse_json(std::string(100000, '[')).ok());
}

TEST(Printable, HidesControlCharacters) {
    EXPECT_EQ(printable("a\x1b[31mb\r\n"), "a?[31mb??");
    EXPECT_EQ(printable("a\xe2\x80\xae"
                        "b"),
              "a?b");  // right-to-left override
    EXPECT_EQ(printable("gr\xc3\xb6\xc3\x9f"
                        "e"),
              "gr\xc3\xb6\xc3\x9f"
              "e");
    EXPECT_EQ(utf8_width("✓ö-"), 3u);
}

}  // namespace
}  // namespace vitrine::io
