#include "io/text_sink.h"

#include <algorithm>
#include <cstdio>

#include "base/hex.h"
#include "engine/security_state.h"
#include "io/openssl/certificate.h"
#include "io/security_text.h"
#include "io/trace_names.h"
#include "record/content_type.h"

namespace vitrine::io {

namespace {

constexpr std::size_t kNameColumns = 19;
constexpr std::size_t kSizeColumns = 6;
constexpr std::string_view kIndent = "    ";

bool is_data(const trace::Message& e) {
    return static_cast<record::ContentType>(e.content_type) ==
           record::ContentType::application_data;
}

std::string hex_text(ByteView bytes) {
    std::string text(2 * bytes.size(), '\0');
    hex::encode(bytes, text);
    return text;
}

std::string milliseconds(std::uint64_t ns) {
    char text[32];
    const int n = std::snprintf(text, sizeof text, "%.1f", static_cast<double>(ns) / 1e6);
    return std::string(text, static_cast<std::size_t>(n));
}

bool Show::* flag_of(std::string_view word) {
    if (word == "hex") return &Show::hex;
    if (word == "state") return &Show::state;
    if (word == "keys") return &Show::keys;
    if (word == "cert") return &Show::cert;
    if (word == "cost") return &Show::cost;
    if (word == "data") return &Show::data;
    return nullptr;
}

}  // namespace

Result<Show> Show::parse(std::string_view list) {
    Show show;
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        bool Show::* flag = flag_of(list.substr(0, comma));
        if (flag == nullptr) return fail(ErrorCode::bad_configuration);
        show.*flag = true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return show;
}

void TextSink::on(const trace::Conn& e) {
    summary_.emplace(e.role);
    started_ = clock_ == nullptr ? 0 : clock_();
    in_handshake_ = true;
}

void TextSink::on(const trace::Record& e) {
    flush();
    if (!show_.hex) return;
    std::string text{kIndent};
    text += "record ";
    text += std::to_string(e.number);
    text += e.direction == trace::Direction::sent ? " sent, " : " received, ";
    text += e.protection;
    text += ", sequence ";
    text += std::to_string(e.sequence);
    text += '\n';
    after_ += style_.paint(Paint::faint, text);
}

void TextSink::on(const trace::Message& e) {
    flush();
    if (is_data(e) && !show_.data && !show_.hex) return;
    const bool sent = e.direction == trace::Direction::sent;
    pending_ = sent ? style_.to_peer() : style_.from_peer();
    pending_ += ' ';
    pending_ += style_.paint(Paint::name, padded(e.name, kNameColumns));
    pending_ += right_aligned(std::to_string(e.bytes.size()), kSizeColumns);
    pending_ += " B   ";
    if (summary_.has_value()) pending_ += style_.fit(summary_->of(e));
    while (pending_.back() == ' ') pending_.pop_back();
    if (show_.cert) show_certificates(e);
}

/// Each in full, in the layout of `openssl x509 -text`.
void TextSink::show_certificates(const trace::Message& e) {
    for (const ByteView der : certificates_of(e)) {
        const auto certificate = x509::cut_certificate(der);
        const std::string text =
            certificate.ok() ? openssl_certificate(*certificate) : "a malformed certificate\n";
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = text.find('\n', at) + 1;
            (after_ += kIndent) += style_.fit(std::string_view{text}.substr(at, end - at));
            at = end;
        }
    }
}

void TextSink::on(const trace::Field& e) {
    if (!show_.hex) return;
    if (e.layer == trace::Layer::message) message_fields_.add(e);
    if (e.layer == trace::Layer::record) record_fields_.add(e);
}

void TextSink::on(const trace::Derive& e) {
    if (!show_.keys) return;
    std::string text{kIndent};
    text += style_.paint(Paint::name, e.name);
    text += style_.fit(" ← ");
    text += e.algorithm;
    if (!e.label.empty()) {
        text += " \"";
        text += e.label;
        text += '"';
    }
    text += '\n';
    for (const trace::NamedBytes& input : e.inputs) {
        text += "        ";
        text += padded(input.name, 24);
        text += hex_text(input.bytes.first(std::min<std::size_t>(input.bytes.size(), 48)));
        text += input.bytes.size() > 48 ? style_.fit("…\n") : "\n";
    }
    text += "        ";
    text += padded("=", 24);
    text += style_.paint(e.secret ? Paint::secret : Paint::plain, hex_text(e.output));
    text += '\n';
    after_ += text;
}

void TextSink::on(const trace::Check& e) {
    std::string text{"  "};
    text += e.name;
    text += ' ';
    text += style_.mark(e.passed);
    // What passed is said where there is room for it; what failed always.
    if (!e.passed) {
        if (!e.expected.empty()) (text += "  expected ") += e.expected;
        if (!e.got.empty()) (text += ", got ") += e.got;
    }
    const bool worth_a_word = !e.passed || e.name.starts_with("verify_data") ||
                              e.name.ends_with("signature") || e.name.starts_with("certificate");
    if (worth_a_word && !pending_.empty()) pending_ += style_.fit(text);
}

void TextSink::on(const trace::Operation& e) {
    if (e.finished && e.kind == "verify_chain" && !pending_.empty()) {
        pending_ += "   path, time and name ";
        pending_ += style_.mark(!e.failed);
    }
    if (!show_.cost || e.finished) return;
    ((after_ += kIndent) += "operation ") += e.kind;
    after_ += '\n';
}

void TextSink::on(const trace::Transition& e) {
    if (!show_.state) return;
    std::string text{kIndent};
    text += padded(e.id, 4);
    text += padded(e.from, 29);
    text += style_.fit("─ ");
    text += e.event;
    text += style_.fit(" → ");
    text += e.to;
    text += "  ";
    after_ += text;
    after_ += style_.paint(Paint::faint, style_.fit(e.source));
    after_ += '\n';
}

void TextSink::on(const trace::Refused& e) {
    flush();
    const ErrorInfo& error = info(e.error.code);
    std::string text{style_.mark(false)};
    text += " refused in state ";
    text += e.state;
    text += ": ";
    text += error.text;
    text += style_.fit("  (");
    text += style_.fit(error.source);
    text += ")";
    line(text);
    if (e.error.field != nullptr || e.error.offset != Error::kNoOffset) {
        std::string where{"  at      "};
        if (e.error.offset != Error::kNoOffset)
            (where += "byte ") += std::to_string(e.error.offset);
        if (e.error.field != nullptr) (where += ", field ") += e.error.field;
        line(where);
    }
    std::string expected;
    for (const std::string_view event : e.expected) {
        if (event == "failure" || event == "local_close") continue;
        if (!expected.empty()) expected += ", ";
        expected += event;
    }
    if (error.code == ErrorCode::unexpected_message && !expected.empty())
        line("  allowed " + expected);
}

void TextSink::on(const trace::Cost& e) {
    const auto known = std::ranges::find(costs_, e.what, &CostSum::what);
    if (known != costs_.end()) {
        known->nanoseconds += e.nanoseconds;
    } else {
        costs_.push_back({std::string{e.what}, e.nanoseconds});
    }
    if (!show_.cost) return;
    after_ += kIndent;
    after_ += padded(e.what, 24);
    after_ += milliseconds(e.nanoseconds);
    after_ += " ms\n";
}

void TextSink::on(const trace::SecurityStateChange& e) {
    if (e.state == nullptr || e.state->phase != engine::Phase::connected || !in_handshake_) return;
    in_handshake_ = false;
    flush();
    connected(*e.state);
}

void TextSink::on(const trace::End& e) {
    flush();
    std::string text{"  "};
    text += style_.paint(e.clean ? Paint::good : Paint::bad, "END");
    text += "  ";
    std::string how{e.how};
    std::ranges::replace(how, '_', ' ');
    line(text + how);
}

void TextSink::flush() {
    if (!pending_.empty()) {
        line(pending_);
        pending_.clear();
    }
    if (!message_fields_.empty()) write_(message_fields_.text(style_, kIndent, 256));
    message_fields_.clear();
    if (!after_.empty()) write_(after_);
    after_.clear();
    if (!record_fields_.empty()) write_(record_fields_.text(style_, kIndent, 64));
    record_fields_.clear();
}

void TextSink::line(std::string_view text) {
    std::string out{text};
    out += '\n';
    write_(out);
}

void TextSink::connected(const engine::SecurityState& state) {
    std::string text{"  "};
    text += style_.paint(Paint::good, "CONNECTED");
    if (state.version.has_value()) (text += "  ") += record::name_of(*state.version);
    if (clock_ != nullptr) text += costs_text();
    line(text);
    write_(security_text(state, style_));
}

std::string TextSink::costs_text() const {
    const std::uint64_t total = clock_() - started_;
    std::uint64_t counted = 0;
    std::string parts;
    for (const CostSum& cost : costs_) {
        if (cost.nanoseconds < 50000) continue;
        counted += cost.nanoseconds;
        ((parts += cost.what) += ' ') += milliseconds(cost.nanoseconds);
        parts += ", ";
    }
    std::ranges::replace(parts, '_', ' ');
    std::string text{"  "};
    text += milliseconds(total);
    text += " ms (";
    text += parts;
    text += "waiting and the rest ";
    text += milliseconds(total - std::min(total, counted));
    text += ')';
    return text;
}

}  // namespace vitrine::io
