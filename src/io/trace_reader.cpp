#include "io/trace_reader.h"

#include <map>

#include "base/hex.h"
#include "io/clock.h"
#include "io/json_reader.h"
#include "io/trace_json.h"

namespace vitrine::io {

namespace {

using Bytes = std::vector<std::uint8_t>;

Result<Bytes> hex_member(const JsonValue& event, std::string_view name) {
    const std::string& text = event[name].text();
    Bytes bytes(text.size() / 2);
    TLS_TRY(hex::decode(text, bytes));
    return bytes;
}

template <class Integer>
Integer integer(const JsonValue& event, std::string_view name) {
    return static_cast<Integer>(event[name].integer());
}

trace::Direction direction(const JsonValue& event) {
    return event["direction"].text() == "sent" ? trace::Direction::sent
                                               : trace::Direction::received;
}

ErrorCode error_code(std::string_view name) {
    for (const ErrorInfo& row : all_errors()) {
        if (row.name == name) return row.code;
    }
    return ErrorCode::internal;
}

/// Reads the events of one connection; remembers the structures that fields point into.
class EventReader {
  public:
    EventReader(Trace& trace, std::string conn) : trace_(trace), conn_(std::move(conn)) {}

    Status read(const JsonValue& event);

  private:
    Status conn(const JsonValue& e);
    Status bytes(const JsonValue& e);
    Status record(const JsonValue& e);
    Status message(const JsonValue& e);
    Status field(const JsonValue& e);
    Status derive(const JsonValue& e);
    Status check(const JsonValue& e);
    Status operation(const JsonValue& e);
    Status transition(const JsonValue& e);
    Status refused(const JsonValue& e);
    Status alert(const JsonValue& e);
    Status cost(const JsonValue& e);
    Status end(const JsonValue& e);

    Status add(AnyEvent event) {
        trace_.add(conn_, at_ns_, event);
        return done();
    }

    struct Kind {
        std::string_view name;
        Status (EventReader::*read)(const JsonValue&);
    };
    static const Kind kKinds[];

    Trace& trace_;
    std::string conn_;
    std::uint64_t at_ns_ = 0;
    Bytes record_;
    Bytes message_;
};

const EventReader::Kind EventReader::kKinds[] = {
    {"conn", &EventReader::conn},
    {"bytes", &EventReader::bytes},
    {"record", &EventReader::record},
    {"message", &EventReader::message},
    {"field", &EventReader::field},
    {"derive", &EventReader::derive},
    {"check", &EventReader::check},
    {"operation", &EventReader::operation},
    {"transition", &EventReader::transition},
    {"refused", &EventReader::refused},
    {"alert", &EventReader::alert},
    {"cost", &EventReader::cost},
    {"end", &EventReader::end},
};

Status EventReader::read(const JsonValue& event) {
    at_ns_ = event["t"].integer();
    for (const Kind& kind : kKinds) {
        if (kind.name == event["event"].text()) return (this->*kind.read)(event);
    }
    return done();
}

Status EventReader::conn(const JsonValue& e) {
    TLS_TRY_ASSIGN(const Time now, parse_time(e["now"].text()));
    const trace::Role role =
        e["role"].text() == "server" ? trace::Role::server : trace::Role::client;
    return add(trace::Conn{role, now, e["server_name"].text()});
}

Status EventReader::bytes(const JsonValue& e) {
    TLS_TRY_ASSIGN(const Bytes bytes, hex_member(e, "hex"));
    return add(trace::Bytes{direction(e), e["offset"].integer(), bytes});
}

Status EventReader::record(const JsonValue& e) {
    TLS_TRY_ASSIGN(record_, hex_member(e, "wire"));
    TLS_TRY_ASSIGN(const Bytes plaintext, hex_member(e, "plaintext"));
    trace::Record record{};
    record.direction = direction(e);
    record.number = e["number"].integer();
    record.stream_offset = e["stream_offset"].integer();
    record.epoch = integer<std::uint16_t>(e, "epoch");
    record.sequence = e["sequence"].integer();
    record.content_type = integer<std::uint8_t>(e, "content_type");
    record.version = integer<std::uint16_t>(e, "version");
    record.wire = record_;
    record.plaintext = plaintext;
    record.explicit_nonce_len = integer<std::uint16_t>(e, "explicit_nonce_len");
    record.mac_len = integer<std::uint16_t>(e, "mac_len");
    record.padding_len = integer<std::uint16_t>(e, "padding_len");
    record.protection = e["protection"].text();
    return add(record);
}

Status EventReader::message(const JsonValue& e) {
    TLS_TRY_ASSIGN(message_, hex_member(e, "hex"));
    trace::Message message{};
    message.direction = direction(e);
    message.name = e["name"].text();
    message.content_type = integer<std::uint8_t>(e, "content_type");
    message.handshake_type = integer<std::uint8_t>(e, "handshake_type");
    message.bytes = message_;
    message.first_record = e["first_record"].integer();
    return add(message);
}

Status EventReader::field(const JsonValue& e) {
    const std::string& layer = e["layer"].text();
    const JsonValue::Array& at = e["at"].array();
    if (at.size() != 2) return fail(ErrorCode::bad_input_length);
    trace::Field field{trace::Layer::other,
                       e["name"].text(),
                       static_cast<std::size_t>(at[0].integer()),
                       {},
                       e["group"].boolean()};
    if (layer == "record") field.layer = trace::Layer::record;
    if (layer == "message") field.layer = trace::Layer::message;
    if (layer == "certificate") field.layer = trace::Layer::certificate;
    TLS_TRY_ASSIGN(const Bytes own, hex_member(e, "hex"));
    if (e.has("hex")) {
        field.bytes = own;
        return add(field);
    }
    const ByteView around = field.layer == trace::Layer::record ? record_ : message_;
    const std::size_t length = static_cast<std::size_t>(at[1].integer());
    if (field.offset > around.size() || length > around.size() - field.offset) {
        return fail(ErrorCode::bad_input_length);
    }
    field.bytes = around.subspan(field.offset, length);
    return add(field);
}

Status EventReader::derive(const JsonValue& e) {
    const JsonValue::Array& array = e["inputs"].array();
    std::vector<Bytes> values;
    std::vector<trace::NamedBytes> inputs;
    for (const JsonValue& input : array) {
        TLS_TRY_ASSIGN(Bytes value, hex_member(input, "hex"));
        values.push_back(std::move(value));
    }
    for (std::size_t i = 0; i < array.size(); ++i)
        inputs.push_back({array[i]["name"].text(), values[i]});
    TLS_TRY_ASSIGN(const Bytes output, hex_member(e, "output"));
    return add(trace::Derive{e["name"].text(), e["algorithm"].text(), e["label"].text(), inputs,
                             output, e["secret"].boolean()});
}

Status EventReader::check(const JsonValue& e) {
    return add(trace::Check{e["name"].text(), e["passed"].boolean(), e["expected"].text(),
                            e["got"].text(), e["source"].text()});
}

Status EventReader::operation(const JsonValue& e) {
    return add(trace::Operation{integer<std::uint32_t>(e, "id"), e["kind"].text(),
                                e["detail"].text(), e["finished"].boolean(),
                                e["failed"].boolean()});
}

Status EventReader::transition(const JsonValue& e) {
    return add(trace::Transition{e["id"].text(), e["from"].text(), e["on"].text(), e["to"].text(),
                                 e["when"].text(), e["source"].text()});
}

Status EventReader::refused(const JsonValue& e) {
    std::vector<std::string_view> expected;
    for (const JsonValue& text : e["expected"].array()) expected.emplace_back(text.text());
    Error error = fail(error_code(e["code"].text()));
    if (e.has("offset")) error.offset = static_cast<std::size_t>(e["offset"].integer());
    if (e.has("field")) error.field = e["field"].text().c_str();
    return add(trace::Refused{e["state"].text(), e["on"].text(), error, expected});
}

Status EventReader::alert(const JsonValue& e) {
    const AlertLevel level = e["level"].text() == "fatal" ? AlertLevel::fatal : AlertLevel::warning;
    return add(trace::Alert{direction(e), level,
                            static_cast<AlertDescription>(integer<std::uint8_t>(e, "number"))});
}

Status EventReader::cost(const JsonValue& e) {
    return add(trace::Cost{e["what"].text(), e["nanoseconds"].integer()});
}

Status EventReader::end(const JsonValue& e) {
    return add(trace::End{e["how"].text(), e["clean"].boolean()});
}

class DocumentReader {
  public:
    explicit DocumentReader(Trace& trace) : trace_(trace) {}

    Status read(const JsonValue& event) {
        const std::string& conn = event["conn"].text();
        return readers_.try_emplace(conn, trace_, conn).first->second.read(event);
    }

  private:
    Trace& trace_;
    std::map<std::string, EventReader> readers_;
};

Status read_lines(std::string_view json, DocumentReader& reader) {
    while (!json.empty()) {
        const std::size_t end = json.find('\n');
        const std::string_view line = json.substr(0, end);
        json.remove_prefix(end == json.npos ? json.size() : end + 1);
        if (line.empty()) continue;
        TLS_TRY_ASSIGN(const JsonValue event, parse_json(line));
        TLS_TRY(reader.read(event));
    }
    return done();
}

}  // namespace

Status read_trace(std::string_view json, Trace& trace) {
    DocumentReader reader{trace};
    const auto document = parse_json(json);
    // Two lines are no JSON document: then each is an event. So is a single line that is one.
    if (!document.ok() || (*document).has("event")) {
        const std::size_t first_end = json.find('\n');
        const auto first = parse_json(json.substr(0, first_end));
        if (!first.ok()) return document.ok() ? first.error() : document.error();
        if ((*first)["schema"].text() != kTraceSchema) return fail(ErrorCode::bad_input_length);
        return read_lines(json, reader);
    }
    if ((*document)["schema"].text() != kTraceSchema) return fail(ErrorCode::bad_input_length);
    for (const JsonValue& event : (*document)["events"].array()) TLS_TRY(reader.read(event));
    return done();
}

}  // namespace vitrine::io
