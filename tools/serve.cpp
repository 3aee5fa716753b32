// vitrine serve [ADDR:]PORT: a server, any number of clients in one event loop.
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>

#include "io/event_loop.h"
#include "io/file.h"
#include "io/markup.h"
#include "io/security_text.h"
#include "io/terminal.h"
#include "io/tls_pump.h"
#include "tools/print.h"
#include "tools/setup.h"

namespace vitrine::tools {

namespace {

constexpr std::array kOwnOptions = {
    OptionSpec{"www", '\0', "", "answer a GET with a page about the connection"},
    OptionSpec{"echo", '\0', "", "send back what comes"},
    OptionSpec{"rev", '\0', "", "send back each line reversed"},
    OptionSpec{"sink", '\0', "", "drop what comes"},
    OptionSpec{"client-auth", '\0', "MODE", "off, request or require"},
    OptionSpec{"client-ca", '\0', "FILE", "trust these for clients"},
    OptionSpec{"status", '\0', "FILE", "OCSP response to staple, DER (repeatable)"},
    OptionSpec{"dh-params", '\0', "GROUP", "ffdhe2048 ... for DHE"},
    OptionSpec{"session-cache", '\0', "N", "sessions to remember (1000)"},
    OptionSpec{"count", '\0', "N", "end after N connections"},
    OptionSpec{"ready-fd", '\0', "FD", "write the port there once listening"},
};
constexpr auto kOptions = join(join(kOwnOptions, kTlsOptions), kFileOptions);

enum class Mode : std::uint8_t { print, www, echo, reverse, sink };

Mode mode_of(const Options& options) {
    if (options.has("www")) return Mode::www;
    if (options.has("echo")) return Mode::echo;
    if (options.has("rev")) return Mode::reverse;
    return options.has("sink") ? Mode::sink : Mode::print;
}

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

/// One client.
class Session {
  public:
    Session(const Options& options,
            engine::Config& config,
            io::Accepted accepted,
            std::size_t number,
            const engine::ConnectionOptions& how)
        : mode_(mode_of(options)),
          peer_(io::address_text(accepted.peer)),
          watch_(options, "c" + std::to_string(number), number),
          socket_(std::move(accepted.socket)),
          connection_(config, trace::Role::server, with_sink(how)),
          pump_(connection_, socket_, [this](ByteView data) { take(data); }) {}

    /// It has until the timeout to end by itself.
    bool ending = false;

    [[nodiscard]] io::TlsPump& pump() { return pump_; }
    [[nodiscard]] engine::Connection& connection() { return connection_; }
    [[nodiscard]] const io::Socket& socket() const { return socket_; }

    /// One line about how it ended, and the files.
    void end() {
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

  private:
    engine::ConnectionOptions with_sink(engine::ConnectionOptions how) {
        how.sink = watch_.sink();
        return how;
    }

    void take(ByteView data) {
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

    void reverse(ByteView data) {
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

    void answer(ByteView data) {
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

    Mode mode_;
    std::string peer_;
    std::string text_;
    Watch watch_;
    io::Socket socket_;
    engine::Connection connection_;
    io::TlsPump pump_;
};

class Server {
  public:
    Server(const Options& options,
           engine::Config& config,
           io::Listener& listener,
           io::EventLoop& loop)
        : options_(options), config_(config), listener_(listener), loop_(loop) {}

    int run(long count, std::uint64_t timeout_ms) {
        left_ = count;
        timeout_ms_ = timeout_ms;
        loop_.watch(listener_.socket.fd(), true, false, [this](io::Readiness) { accept(); });
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGTERM);
        sigprocmask(SIG_BLOCK, &signals, nullptr);
        io::Socket signal_fd{::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK)};
        loop_.watch(signal_fd.fd(), true, false, [this](io::Readiness) { stop_listening(); });
        while (listening_ || !sessions_.empty()) loop_.run_once();
        return kDone;
    }

  private:
    void accept() {
        auto accepted = io::accept_from(listener_.socket);
        if (!accepted.ok() || !accepted->has_value()) return;
        io::Accepted& arrival = **accepted;
        const std::size_t number = ++accepted_;
        const auto now = time_of(options_);
        const auto seed = seed_of(options_, "server" + std::to_string(number));
        if (!now.has_value() || !seed.has_value()) return;
        engine::ConnectionOptions how;
        how.now = *now;
        how.seed = *seed;
        auto session =
            std::make_shared<Session>(options_, config_, std::move(arrival), number, how);
        const int fd = session->socket().fd();
        sessions_[fd] = session;
        loop_.watch(fd, true, false,
                    [this, session](io::Readiness ready) { turn(session, ready); });
        loop_.after_ms(timeout_ms_,
                       [this, weak = std::weak_ptr<Session>{session}] { give_up(weak); });
        if (left_ == 0) return;  // as many as come
        --left_;
        if (left_ == 0) stop_listening();
    }

    void turn(const std::shared_ptr<Session>& session, io::Readiness ready) {
        io::TlsPump& pump = session->pump();
        if (ready.writable) pump.writable();
        if (ready.readable) pump.readable();
        // A peer that closed first, and truncated streams, end here too.
        if (session->connection().peer_closed()) pump.finish();
        if (pump.done()) return remove(session);
        if (pump.transport_ended()) end_within_timeout(session);  // what is queued goes out first
        loop_.change(session->socket().fd(), pump.wants_read(), pump.wants_write());
    }

    /// The handshake's time is up, or a closed connection's peer does not go away.
    void give_up(const std::weak_ptr<Session>& weak) {
        const auto session = weak.lock();
        if (session == nullptr || !sessions_.contains(session->socket().fd())) return;
        if (session->connection().is_connected() && listening_ && !session->ending) return;
        session->connection().transport_ended();
        remove(session);
    }

    void end_within_timeout(const std::shared_ptr<Session>& session) {
        if (session->ending) return;
        session->ending = true;
        loop_.after_ms(timeout_ms_,
                       [this, weak = std::weak_ptr<Session>{session}] { give_up(weak); });
    }

    void remove(const std::shared_ptr<Session>& session) {
        const int fd = session->socket().fd();
        session->end();
        loop_.unwatch(fd);
        sessions_.erase(fd);
    }

    void stop_listening() {
        if (!listening_) return;
        listening_ = false;
        loop_.unwatch(listener_.socket.fd());
        listener_.socket.close();
        for (const auto& [fd, session] : sessions_) end_within_timeout(session);
    }

    const Options& options_;
    engine::Config& config_;
    io::Listener& listener_;
    io::EventLoop& loop_;
    std::map<int, std::shared_ptr<Session>> sessions_;
    std::size_t accepted_ = 0;
    long left_ = 0;
    std::uint64_t timeout_ms_ = 10000;
    bool listening_ = true;
};

/// Responses to staple, each for the certificate that it is about.
int add_statuses(const Options& options, engine::Config& config) {
    for (const std::string& file : options.values("status")) {
        const auto bytes = io::read_file(file);
        if (!bytes.ok()) return complain(kCannotRead, file, "cannot be read");
        const Status added = config.add_status(*bytes);
        if (!added.ok())
            return complain(kOwnCertificate, file, "no OCSP response about a certificate of ours");
    }
    return kDone;
}

/// Whose client certificates are asked for, and which of them are believed.
int set_client_authentication(const Options& options, engine::Config& config) {
    for (const std::string& file : options.values("client-ca")) {
        const auto bytes = io::read_file(file);
        if (!bytes.ok() || !config.add_trust(*bytes, file).ok())
            return complain(kCannotRead, file, "cannot be read");
    }
    const std::string auth =
        options.value_or("client-auth", options.has("client-ca") ? "require" : "off");
    if (auth == "request")
        config.set_client_auth(handshake::ClientAuth::request);
    else if (auth == "require")
        config.set_client_auth(handshake::ClientAuth::require);
    else if (auth != "off")
        return complain(kUsage, "--client-auth", "off, request or require");
    return kDone;
}

int set_dh_group(const Options& options, engine::Config& config) {
    if (!options.has("dh-params")) return kDone;
    const auto group = handshake::named_group(options.value("dh-params"));
    if (!group.has_value() || !handshake::is_finite_field(*group))
        return complain(kUsage, "--dh-params", "ffdhe2048 to ffdhe8192");
    config.set_dh_group(*group);
    return kDone;
}

int set_session_cache(const Options& options, engine::Config& config) {
    const auto sessions = options.number("session-cache", 1000);
    if (!sessions.has_value() || *sessions < 0) return kUsage;
    config.set_session_cache(static_cast<std::size_t>(*sessions));
    return kDone;
}

int configure(const Options& options, engine::Config& config) {
    if (const int code = apply_tls_options(options, config); code != kDone) return code;
    if (const int code = add_trust(options, config, false); code != kDone) return code;
    if (const int code = add_credentials(options, config); code != kDone) return code;
    for (const auto set :
         {add_statuses, set_client_authentication, set_dh_group, set_session_cache})
        if (const int code = set(options, config); code != kDone) return code;
    const Status built = config.build(trace::Role::server);
    if (!built.ok()) return complain(exit_code_of(built.error()), info(built.error().code).text);
    return kDone;
}

void tell_port(const Options& options, std::uint16_t port) {
    (void)std::fprintf(stderr, "listening on port %u\n", static_cast<unsigned>(port));
    const auto fd = options.number("ready-fd", -1);
    if (!fd.has_value() || *fd < 0) return;
    const std::string line = std::to_string(port) + "\n";
    if (::write(static_cast<int>(*fd), line.data(), line.size()) < 0)
        complain(kCannotWrite, "--ready-fd", "cannot be written");
}

int run(const Options& options) {
    if (options.words().size() != 1) return complain(kUsage, "serve [ADDR:]PORT");
    const auto address = io::parse_address(options.words()[0], "127.0.0.1");
    if (!address.ok()) return complain(kBadAddress, options.words()[0], "not [ADDR:]PORT");
    const bool fixed = options.has("seed") || options.has("now");
    if (fixed && !io::is_loopback(address->host) && !options.has("i-know-this-is-insecure")) {
        return complain(kUsage, "--seed and --now",
                        "only on loopback (or --i-know-this-is-insecure)");
    }
    engine::Config config{policy_of(options)};
    if (const int code = configure(options, config); code != kDone) return code;
    auto listener = io::listen_on(*address);
    if (!listener.ok())
        return complain(kCannotStart, io::address_text(*address), info(listener.error().code).text);
    auto loop = io::EventLoop::make();
    const auto count = options.number("count", 0);
    const auto timeout = options.number("timeout", 10);
    if (!loop.ok() || !count.has_value() || !timeout.has_value()) return kUsage;
    tell_port(options, listener->port);
    return Server{options, config, *listener, **loop}.run(
        *count, static_cast<std::uint64_t>(*timeout) * 1000);
}

}  // namespace

const Verb kServe{
    "serve", "a server for any number of clients",
    "vitrine serve 4433 --cert server.pem --key server.key --www\n"
    "vitrine serve 4433 --cert s.pem --key s.key --client-auth require --client-ca ca.pem --echo\n"
    "vitrine serve 4433 --cert s.pem --key s.key --policy legacy --tls 1.0-1.2 --ndjson "
    "c%n.ndjson\n",
    kOptions, run};

}  // namespace vitrine::tools
