#include "tools/serve_session.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "io/markup.h"
#include "io/security_text.h"
#include "io/terminal.h"
#include "tools/print.h"

namespace vitrine::tools {

namespace {

std::string page(const engine::SecurityState& state, bool plain) {
    io::TextStyle style;
    std::string text{state.version.has_value() ? record::name_of(*state.version) : ""};
    ((text += "  ") += state.cipher_suite) += "\n\n";
    text += io::security_text(state, style);
    if (!plain) {
        const std::string html{"<!doctype html><meta charset=utf-8><title>Vitrine</title><pre>"};
        text = html + io::markup_escaped(text) + "</pre>\n";
    }
    std::string head{"HTTP/1.0 200 OK\r\nContent-Type: "};
    head += plain ? "text/plain" : "text/html";
    ((head += "; charset=utf-8\r\nContent-Length: ") += std::to_string(text.size())) +=
        "\r\nConnection: close\r\n\r\n";
    return head + text;
}

}  // namespace

ServeSession::ServeSession(const Options& options,
                           std::shared_ptr<engine::Config> config,
                           io::Accepted accepted,
                           std::size_t number,
                           const engine::ConnectionOptions& how)
    : mode_(mode_of(options)),
      config_(std::move(config)),
      peer_(io::address_text(accepted.peer)),
      watch_(options, "c" + std::to_string(number), number),
      socket_(std::move(accepted.socket)),
      connection_(*config_, trace::Role::server, with_sink(how)),
      pump_(connection_, socket_, [this](ByteView data) { take(data); }) {}

ServeSession::Mode ServeSession::mode_of(const Options& options) {
    if (options.has("www")) return Mode::www;
    if (options.has("echo")) return Mode::echo;
    if (options.has("rev")) return Mode::reverse;
    return options.has("sink") ? Mode::sink : Mode::print;
}

engine::ConnectionOptions ServeSession::with_sink(engine::ConnectionOptions how) {
    how.sink = watch_.sink();
    return how;
}

void ServeSession::end() {
    const auto style = io::TextStyle::of(STDERR_FILENO);
    const std::string why = why_in_one_line(connection_, pump_.error());
    const auto& state = connection_.security_state();
    const std::string line = joined({peer_, "  ", style.mark(why.empty()), " ",
                                     state.cipher_suite.empty() ? "" : state.cipher_suite,
                                     state.cipher_suite.empty() ? "" : "  ",
                                     why.empty() ? "clean close" : style.fit(why)});
    (void)std::fprintf(stderr, "%s\n", line.c_str());
    (void)watch_.write_files();
}

void ServeSession::take(ByteView data) {
    switch (mode_) {
        case Mode::print:
            (void)std::fwrite(data.data(), 1, data.size(), stdout);
            (void)std::fflush(stdout);
            break;
        case Mode::echo:
            pump_.send(data);
            break;
        case Mode::reverse:
            reverse(data);
            break;
        case Mode::www:
            answer(data);
            break;
        case Mode::sink:
            break;
    }
}

void ServeSession::reverse(ByteView data) {
    for (const std::uint8_t byte : data) {
        if (byte != '\n') {
            text_ += static_cast<char>(byte);
            continue;
        }
        std::ranges::reverse(text_);
        pump_.send(as_bytes(text_ + "\n"));
        text_.clear();
    }
    if (text_.size() > 65536) text_.clear();
}

void ServeSession::answer(ByteView data) {
    text_ += as_text(data);
    const bool whole =
        text_.find("\r\n\r\n") != std::string::npos || text_.find("\n\n") != std::string::npos;
    if (!whole && text_.size() < 65536) return;
    const std::string target = text_.substr(0, text_.find_first_of("\r\n"));
    const std::string path = target.substr(0, target.rfind(' '));
    pump_.send(as_bytes(page(connection_.security_state(), path.ends_with(".txt"))));
    pump_.finish();
    text_.clear();
}

}  // namespace vitrine::tools
