#include "io/trace_record.h"

#include <algorithm>

namespace vitrine::io {

void Trace::add(std::string_view conn, std::uint64_t at_ns, AnyEvent event) {
    std::visit([this](auto& e) { adopt(e); }, event);
    entries_.push_back(Entry{connection_name(conn), at_ns, event});
}

void Trace::replay(std::string_view conn, trace::Sink& sink) const {
    for (const Entry& entry : entries_) {
        if (entry.conn == conn) std::visit([&](const auto& e) { sink.on(e); }, entry.event);
    }
}

std::string_view Trace::connection_name(std::string_view conn) {
    const auto known = std::ranges::find(connections_, conn);
    if (known != connections_.end()) return *known;
    connections_.push_back(keep(conn));
    return connections_.back();
}

ByteView Trace::keep(ByteView bytes) {
    if (bytes.empty()) return {};
    return bytes_.emplace_back(bytes.begin(), bytes.end());
}

std::string_view Trace::keep(std::string_view text) {
    if (text.empty()) return {};
    return texts_.emplace_back(text);
}

void Trace::adopt(trace::Conn& e) {
    e.server_name = keep(e.server_name);
}

void Trace::adopt(trace::Bytes& e) {
    e.bytes = keep(e.bytes);
}

void Trace::adopt(trace::Record& e) {
    e.wire = keep(e.wire);
    e.plaintext = keep(e.plaintext);
    e.protection = keep(e.protection);
}

void Trace::adopt(trace::Message& e) {
    e.name = keep(e.name);
    e.bytes = keep(e.bytes);
}

void Trace::adopt(trace::Field& e) {
    e.name = keep(e.name);
    e.bytes = keep(e.bytes);
}

void Trace::adopt(trace::Derive& e) {
    e.name = keep(e.name);
    e.algorithm = keep(e.algorithm);
    e.label = keep(e.label);
    std::vector<trace::NamedBytes> inputs{e.inputs.begin(), e.inputs.end()};
    for (trace::NamedBytes& input : inputs) input = {keep(input.name), keep(input.bytes)};
    e.inputs = inputs_.emplace_back(std::move(inputs));
    e.output = keep(e.output);
}

void Trace::adopt(trace::Check& e) {
    e.name = keep(e.name);
    e.expected = keep(e.expected);
    e.got = keep(e.got);
    e.source = keep(e.source);
}

void Trace::adopt(trace::Operation& e) {
    e.kind = keep(e.kind);
    e.detail = keep(e.detail);
}

void Trace::adopt(trace::Transition& e) {
    e.id = keep(e.id);
    e.from = keep(e.from);
    e.event = keep(e.event);
    e.to = keep(e.to);
    e.when = keep(e.when);
    e.source = keep(e.source);
}

void Trace::adopt(trace::Refused& e) {
    e.state = keep(e.state);
    e.event = keep(e.event);
    if (e.error.field != nullptr) e.error.field = texts_.emplace_back(e.error.field).c_str();
    std::vector<std::string_view> expected{e.expected.begin(), e.expected.end()};
    for (std::string_view& text : expected) text = keep(text);
    e.expected = lists_.emplace_back(std::move(expected));
}

void Trace::adopt(trace::Alert& /*e*/) {}

void Trace::adopt(trace::SecurityStateChange& e) {
    e.at = keep(e.at);
    if (e.state == nullptr) return;
    engine::SecurityState& copy = states_.emplace_back(*e.state);
    // The other texts of a state are static; these lie in the connection.
    copy.at = keep(copy.at);
    copy.peer_name = keep(copy.peer_name);
    copy.application_protocol = keep(copy.application_protocol);
    e.state = &copy;
}

void Trace::adopt(trace::Cost& e) {
    e.what = keep(e.what);
}

void Trace::adopt(trace::End& e) {
    e.how = keep(e.how);
}

}  // namespace vitrine::io
