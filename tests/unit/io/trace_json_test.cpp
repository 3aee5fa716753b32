#include "io/trace_json.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "io/file.h"
#include "io/json_reader.h"
#include "io/recorder.h"
#include "io/trace_reader.h"
#include "unit/io/sample_events.h"

namespace vitrine::io {
namespace {

/// As much of JSON Schema 2020-12 as docs/trace.schema.json uses; an unknown keyword is an error.
class Validator {
  public:
    explicit Validator(const JsonValue& root) : root_(root) {}

    bool valid(const JsonValue& schema, const JsonValue& value) const {
        for (const auto& [keyword, rule] : schema.object()) {
            if (!holds(keyword, rule, schema, value)) return false;
        }
        return true;
    }

  private:
    bool holds(const std::string& keyword,
               const JsonValue& rule,
               const JsonValue& schema,
               const JsonValue& value) const {
        if (keyword == "$ref") return valid(root_["$defs"][rule.text().substr(8)], value);
        if (keyword == "oneOf") {
            return std::ranges::count_if(rule.array(),
                                         [&](const JsonValue& s) { return valid(s, value); }) == 1;
        }
        if (keyword == "type") return has_type(rule.text(), value);
        if (keyword == "const") return value.text() == rule.text();
        if (keyword == "enum") {
            return std::ranges::any_of(
                rule.array(), [&](const JsonValue& v) { return v.text() == value.text(); });
        }
        if (keyword == "pattern") return std::regex_match(value.text(), std::regex{rule.text()});
        if (keyword == "minimum") return value.number() >= rule.number();
        if (keyword == "minItems") return value.array().size() >= rule.integer();
        if (keyword == "maxItems") return value.array().size() <= rule.integer();
        if (keyword == "required") {
            return std::ranges::all_of(
                rule.array(), [&](const JsonValue& name) { return value.has(name.text()); });
        }
        if (keyword == "items") {
            return std::ranges::all_of(value.array(),
                                       [&](const JsonValue& item) { return valid(rule, item); });
        }
        if (keyword == "properties") {
            return std::ranges::all_of(value.object(), [&](const auto& member) {
                return !rule.has(member.first) || valid(rule[member.first], member.second);
            });
        }
        if (keyword == "additionalProperties") {
            return std::ranges::all_of(value.object(), [&](const auto& member) {
                return schema["properties"].has(member.first);
            });
        }
        if (keyword.starts_with("$") || keyword == "title" || keyword == "description") return true;
        ADD_FAILURE() << "schema keyword " << keyword;
        return false;
    }

    static bool has_type(const std::string& type, const JsonValue& value) {
        if (type == "integer")
            return value.is_number() &&
                   value.number() == static_cast<double>(static_cast<std::int64_t>(value.number()));
        return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
               (type == "string" && value.is_text()) || (type == "boolean" && value.is_bool());
    }

    const JsonValue& root_;
};

JsonValue schema() {
    return *parse_json(*read_text_file(std::string{VITRINE_SOURCE} + "/docs/trace.schema.json"));
}

std::vector<std::string> sample_lines() {
    std::vector<std::string> lines;
    NdjsonSink sink{"client", [&](std::string_view line) { lines.emplace_back(line); }};
    test::send_sample_events(sink);
    return lines;
}

TEST(NdjsonSink, WritesLinesThatTheSchemaAccepts) {
    const JsonValue root = schema();
    const Validator validator{root};
    const auto lines = sample_lines();
    EXPECT_GT(lines.size(), 30u);
    for (const std::string& line : lines) {
        ASSERT_EQ(line.find('\n'), line.size() - 1);
        const auto event = parse_json(line);
        ASSERT_TRUE(event.ok()) << line;
        EXPECT_TRUE(validator.valid(root, *event)) << line;
    }
}

TEST(NdjsonSink, WritesTheSecurityStateInItsOwnSchema) {
    engine::SecurityState state;
    state.peer_name = "mail.example.test";
    state.warn("TLS.RC4", "RC4 is prohibited");
    state.end.emplace();
    std::string line;
    Trace trace;
    Recorder recorder{trace, "c1"};
    recorder.on(trace::SecurityStateChange{"end", &state});
    state = {};  // a trace keeps its own copy
    NdjsonSink sink{"c1", [&](std::string_view text) { line = text; }};
    trace.replay("c1", sink);
    const JsonValue root = schema();
    const auto event = parse_json(line);
    ASSERT_TRUE(event.ok()) << line;
    EXPECT_TRUE(Validator{root}.valid(root, *event)) << line;
    const JsonValue& written = (*event)["state"];
    EXPECT_EQ(written["schema"].text(), "tls-security-state/1");
    EXPECT_EQ(written["peer_identity"]["state"].text(), "not_reached");
    EXPECT_EQ(written["peer_identity"]["name"].text(), "mail.example.test");
    EXPECT_EQ(written["end"]["how"].text(), "clean_close");
    EXPECT_EQ(written["warnings"].array().size(), 1u);
}

TEST(TraceSchema, RefusesWhatIsNoEvent) {
    const JsonValue root = schema();
    const Validator validator{root};
    for (const char* text : {
             "{}",
             R"({"conn":"c","event":"nothing"})",
             R"({"conn":"c","event":"cost","what":"x","nanoseconds":-1})",
             R"({"conn":"c","event":"cost","what":"x"})",
             R"({"conn":"c","event":"cost","what":"x","nanoseconds":1,"more":2})",
             R"({"conn":"c","event":"bytes","direction":"up","offset":0,"hex":""})",
             R"({"conn":"c","event":"bytes","direction":"sent","offset":0,"hex":"0"})",
         }) {
        EXPECT_FALSE(validator.valid(root, *parse_json(text))) << text;
    }
}

TEST(NdjsonSink, NamesTheMeaningOfFields) {
    std::string all;
    for (const std::string& line : sample_lines()) all += line;
    for (const char* meaning : {"\"meaning\":\"ClientHello\"", "\"meaning\":\"TLS 1.2\"",
                                "\"meaning\":\"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\"",
                                "\"meaning\":\"TLS_EMPTY_RENEGOTIATION_INFO_SCSV\"",
                                "\"meaning\":\"server_name\"", "\\\"example.test\\\""}) {
        EXPECT_NE(all.find(meaning), std::string::npos) << meaning;
    }
}

TEST(Trace, ReplaysWhatWasRecorded) {
    Trace trace;
    {
        Recorder recorder{trace, "client"};
        test::send_sample_events(recorder);
    }  // everything that the events pointed to is gone now
    std::vector<std::string> lines;
    NdjsonSink sink{"client", [&](std::string_view line) { lines.emplace_back(line); }};
    trace.replay("client", sink);
    EXPECT_EQ(lines, sample_lines());
}

TEST(Trace, KeepsConnectionsApart) {
    Trace trace;
    Recorder client{trace, "client"};
    Recorder server{trace, "server"};
    test::send_sample_events(client);
    test::send_sample_events(server, trace::Role::server);
    ASSERT_EQ(trace.connections().size(), 2u);
    EXPECT_EQ(trace.connections()[1], "server");
    std::size_t count = 0;
    NdjsonSink sink{"server", [&](std::string_view) { ++count; }};
    trace.replay("server", sink);
    EXPECT_EQ(2 * count, trace.entries().size());
}

TEST(ReadTrace, IsTheInverseOfWriting) {
    Trace trace;
    Recorder client{trace, "client", [] { return std::uint64_t{7}; }};
    Recorder server{trace, "server"};
    test::send_sample_events(client);
    test::send_sample_events(server, trace::Role::server);
    const std::string json = trace_to_json(trace);
    Trace back;
    ASSERT_TRUE(read_trace(json, back).ok());
    EXPECT_EQ(trace_to_json(back), json);
}

TEST(ReadTrace, ReadsLines) {
    std::string json;
    for (const std::string& line : sample_lines()) json += line;
    Trace trace;
    ASSERT_TRUE(read_trace(json, trace).ok());
    EXPECT_EQ(trace.entries().size(), sample_lines().size());
}

TEST(ReadTrace, RefusesOtherDocuments) {
    for (
        const char* text :
        {"", "{}", "[]", "x", R"({"schema":"vitrine-trace/2","events":[]})",
         R"({"schema":"vitrine-trace/1","events":[{"conn":"c","event":"bytes","hex":"0g"}]})",
         R"({"schema":"vitrine-trace/1","events":[{"conn":"c","event":"field","layer":"message","at":[0,9]}]})"}) {
        Trace trace;
        EXPECT_FALSE(read_trace(text, trace).ok()) << text;
    }
}

TEST(ReadTrace, RefusesEveryPrefixOfADocument) {
    Trace trace;
    Recorder client{trace, "client"};
    test::send_sample_events(client);
    const std::string json = trace_to_json(trace);
    for (std::size_t n = 0; n + 1 < json.size(); n += 97) {
        Trace back;
        EXPECT_FALSE(read_trace(std::string_view{json}.substr(0, n), back).ok()) << n;
    }
}

}  // namespace
}  // namespace vitrine::io
