#include "io/trace_json.h"

#include <map>

#include "io/clock.h"
#include "io/field_meaning.h"
#include "io/security_text.h"
#include "io/trace_names.h"

namespace vitrine::io {

void EventJson::begin(JsonWriter& out, std::uint64_t at_ns) {
    out.begin_object();
    out.member("conn", conn_);
    if (at_ns != 0) out.member("t", at_ns);
}

void EventJson::body(JsonWriter& out, const trace::Conn& e) {
    out.member("event", "conn");
    out.member("schema", kTraceSchema);
    out.member("role", name_of(e.role));
    out.member("now", format_time(e.now));
    out.member("server_name", e.server_name);
}

void EventJson::body(JsonWriter& out, const trace::Bytes& e) {
    out.member("event", "bytes");
    out.member("direction", name_of(e.direction));
    out.member("offset", e.offset);
    out.member_hex("hex", e.bytes);
}

void EventJson::body(JsonWriter& out, const trace::Record& e) {
    record_len_ = e.wire.size();
    out.member("event", "record");
    out.member("direction", name_of(e.direction));
    out.member("number", e.number);
    out.member("stream_offset", e.stream_offset);
    out.member("epoch", e.epoch);
    out.member("sequence", e.sequence);
    out.member("content_type", e.content_type);
    out.member("version", e.version);
    out.member("protection", e.protection);
    out.member("explicit_nonce_len", e.explicit_nonce_len);
    out.member("mac_len", e.mac_len);
    out.member("padding_len", e.padding_len);
    out.member_hex("wire", e.wire);
    out.member_hex("plaintext", e.plaintext);
}

void EventJson::body(JsonWriter& out, const trace::Message& e) {
    message_len_ = e.bytes.size();
    out.member("event", "message");
    out.member("direction", name_of(e.direction));
    out.member("name", e.name);
    out.member("content_type", e.content_type);
    out.member("handshake_type", e.handshake_type);
    out.member("first_record", e.first_record);
    out.member_hex("hex", e.bytes);
}

void EventJson::body(JsonWriter& out, const trace::Field& e) {
    out.member("event", "field");
    out.member("layer", name_of(e.layer));
    out.member("name", e.name);
    out.key("at");
    out.begin_array();
    out.number(std::uint64_t{e.offset});
    out.number(std::uint64_t{e.bytes.size()});
    out.end_array();
    out.member("group", e.group);
    const std::string meaning = meaning_of(e);
    if (!meaning.empty()) out.member("meaning", meaning);
    if (!inside_structure(e)) out.member_hex("hex", e.bytes);
}

void EventJson::body(JsonWriter& out, const trace::Derive& e) {
    out.member("event", "derive");
    out.member("name", e.name);
    out.member("algorithm", e.algorithm);
    out.member("label", e.label);
    out.key("inputs");
    out.begin_array();
    for (const trace::NamedBytes& input : e.inputs) {
        out.begin_object();
        out.member("name", input.name);
        out.member_hex("hex", input.bytes);
        out.end_object();
    }
    out.end_array();
    out.member_hex("output", e.output);
    out.member("secret", e.secret);
}

void EventJson::body(JsonWriter& out, const trace::Check& e) {
    out.member("event", "check");
    out.member("name", e.name);
    out.member("passed", e.passed);
    out.member("expected", e.expected);
    out.member("got", e.got);
    out.member("source", e.source);
}

void EventJson::body(JsonWriter& out, const trace::Operation& e) {
    out.member("event", "operation");
    out.member("id", e.id);
    out.member("kind", e.kind);
    out.member("detail", e.detail);
    out.member("finished", e.finished);
    out.member("failed", e.failed);
}

void EventJson::body(JsonWriter& out, const trace::Transition& e) {
    out.member("event", "transition");
    out.member("id", e.id);
    out.member("from", e.from);
    out.member("on", e.event);
    out.member("to", e.to);
    out.member("when", e.when);
    out.member("source", e.source);
}

void EventJson::body(JsonWriter& out, const trace::Refused& e) {
    const ErrorInfo& error = info(e.error.code);
    out.member("event", "refused");
    out.member("state", e.state);
    out.member("on", e.event);
    out.member("code", error.name);
    out.member("text", error.text);
    out.member("alert", vitrine::name_of(error.alert));
    out.member("source", error.source);
    if (e.error.offset != Error::kNoOffset) out.member("offset", e.error.offset);
    if (e.error.field != nullptr) out.member("field", e.error.field);
    out.key("expected");
    out.begin_array();
    for (const std::string_view expected : e.expected) out.text(expected);
    out.end_array();
}

void EventJson::body(JsonWriter& out, const trace::Alert& e) {
    out.member("event", "alert");
    out.member("direction", name_of(e.direction));
    out.member("level", name_of(e.level));
    out.member("description", vitrine::name_of(e.description));
    out.member("number", static_cast<unsigned>(e.description));
}

void EventJson::body(JsonWriter& out, const trace::SecurityStateChange& e) {
    out.member("event", "security_state");
    out.member("at", e.at);
    if (e.state == nullptr) return;
    out.key("state");
    write_security_state(out, *e.state, conn_);
}

void EventJson::body(JsonWriter& out, const trace::Cost& e) {
    out.member("event", "cost");
    out.member("what", e.what);
    out.member("nanoseconds", e.nanoseconds);
}

void EventJson::body(JsonWriter& out, const trace::End& e) {
    out.member("event", "end");
    out.member("how", e.how);
    out.member("clean", e.clean);
}

bool EventJson::inside_structure(const trace::Field& e) const {
    const std::size_t end = e.offset + e.bytes.size();
    if (e.layer == trace::Layer::record) return end <= record_len_;
    return e.layer == trace::Layer::message && end <= message_len_;
}

std::string trace_to_json(const Trace& trace) {
    std::map<std::string_view, EventJson> writers;
    JsonWriter line;
    std::string out = "{\"schema\":" + json_quoted(kTraceSchema) + ",\"events\":[";
    std::string_view separator = "\n";
    for (const Trace::Entry& entry : trace.entries()) {
        EventJson& writer = writers.try_emplace(entry.conn, std::string{entry.conn}).first->second;
        std::visit([&](const auto& e) { writer.write(line, e, entry.at_ns); }, entry.event);
        out += separator;
        out += line.take();
        separator = ",\n";
    }
    return out + "\n]}\n";
}

}  // namespace vitrine::io
