// Traces in JSON: one of every event, from a record of what a sink would be told.
#include "fuzz/seeds/seeds.h"
#include "io/recorder.h"
#include "io/trace_json.h"

namespace vitrine::fuzz {

namespace {

constexpr std::uint8_t kBytes[] = {1, 2, 3, 250};

void put_small(SeedWriter& out) {
    int number = 0;
    for (const std::string_view text :
         {R"({"a":[1,-2.5e3,true,false,null,"\u00e9\n"],"b":{"c":{}}})", "[]", R"("\ud83d\ude00")",
          R"({"schema":"vitrine-trace/1","events":[]})", "[[[[[[[[[[1]]]]]]]]]]", "1e400"}) {
        out.put("json", "small-" + std::to_string(++number), as_bytes(text));
    }
}

void tell_all(trace::Sink& sink) {
    using namespace trace;
    sink.on(Conn{Role::client, Time{1767225600}, "localhost"});
    sink.on(Bytes{Direction::received, 7, kBytes});
    sink.on(Record{Direction::sent, 1, 5, 1, 3, 22, 0x0303, kBytes, kBytes, 1, 1, 1, "NULL"});
    sink.on(Message{Direction::received, "ClientHello", 22, 1, kBytes, 0});
    sink.on(Field{Layer::message, "client_version", 0, ByteView{kBytes}.first(2), false});
    const NamedBytes inputs[] = {{"secret", kBytes}, {"seed", kBytes}};
    sink.on(Derive{"master_secret", "PRF-SHA256", "master secret", inputs, kBytes, true});
    sink.on(Check{"verify_data", false, "01", "02", "RFC 5246 §7.4.9"});
    sink.on(Operation{1, "sign", "RSA", true, false});
    sink.on(Transition{"C5", "wait_server_hello", "server_hello", "wait_certificate", "always",
                       "RFC 5246 §7.3"});
    const std::string_view expected[] = {"server_hello", "fatal_alert"};
    sink.on(Refused{"start", "finished", {ErrorCode::unexpected_message, 4, "body"}, expected});
    sink.on(Alert{Direction::sent, static_cast<AlertLevel>(2), AlertDescription::decode_error});
}

}  // namespace

void put_json_seeds(SeedWriter& out) {
    put_small(out);
    io::Trace trace;
    io::Recorder recorder{trace, "client"};
    tell_all(recorder);
    out.put("json", "trace", as_bytes(io::trace_to_json(trace)));
    std::string lines;
    io::NdjsonSink sink{"server", [&](std::string_view line) { lines += line; }};
    tell_all(sink);
    out.put("json", "lines", as_bytes(lines));
}

}  // namespace vitrine::fuzz
