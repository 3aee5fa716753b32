// vitrine serve: a server. All connections live in one event loop; one bad client never disturbs another.
#include <fcntl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <list>
#include <memory>

#include "glass.h"
#include "io/clock.h"
#include "io/event_loop.h"
#include "io/socket.h"
#include "io/tls_pump.h"
#include "report.h"
#include "tls_options.h"
#include "www_page.h"

namespace vitrine::tools {

namespace {

constexpr Option kServeOptions[] = {
    {"--client-ca", Takes::value}, {"--client-auth", Takes::value}, {"--dh-params", Takes::value},
    {"--session-cache", Takes::value}, {"--www"}, {"--echo"}, {"--rev"}, {"--sink"},
};

enum class Service : std::uint8_t { none, www, echo, reverse, sink };

int fail_with(const Failure& failure) {
    std::fprintf(stderr, "vitrine: %s\n", failure.text.c_str());
    return failure.exit_code;
}

Service service_of(const Arguments& arguments) {
    if (arguments.has("--www")) return Service::www;
    if (arguments.has("--echo")) return Service::echo;
    if (arguments.has("--rev")) return Service::reverse;
    return arguments.has("--sink") ? Service::sink : Service::none;
}

/// What a running server holds.
class Server {
  public:
    Server(Arguments& arguments, const engine::Config& config, std::unique_ptr<io::EventLoop> loop, io::Listener listener)
        : arguments_(arguments),
          config_(config),
          loop_(std::move(loop)),
          listener_(std::move(listener)),
          service_(service_of(arguments)),
          limit_(arguments.number("--count").value_or(0)),
          handshake_ms_(arguments.number("--timeout").value_or(10) * 1000) {}

    int run();
    [[nodiscard]] std::uint16_t port() const { return listener_.port; }

  private:
    struct Client {
        int number = 0;
        io::Socket socket;
        std::unique_ptr<Glass> glass;
        std::unique_ptr<engine::Connection> connection;
        std::unique_ptr<io::TlsPump> pump;
        std::string request;  // of --www, or the line of --rev
        bool answered = false;
        io::EventLoop::TimerId deadline = 0;
    };
    using Place = std::list<Client>::iterator;

    void accept_all();
    void add(io::Socket socket);
    void on_ready(Place client, io::Readiness ready);
    void on_data(Client& client, ByteView data);
    void answer_www(Client& client);
    void answer_lines(Client& client);
    void settle(Place client);
    void end(Place client);
    void stop_listening();
    void watch_signals();

    Arguments& arguments_;
    const engine::Config& config_;
    std::unique_ptr<io::EventLoop> loop_;
    io::Listener listener_;
    Service service_;
    std::list<Client> clients_;
    int accepted_ = 0;
    long limit_;
    long handshake_ms_;
    bool listening_ = true;
    int code_ = kDone;
    int signal_fd_ = -1;
};

int Server::run() {
    watch_signals();
    loop_->watch(listener_.socket.fd(), true, false, [this](io::Readiness) { accept_all(); });
    while (listening_ || !clients_.empty()) loop_->run_once();
    if (signal_fd_ >= 0) ::close(signal_fd_);
    return code_;
}

/// SIGTERM and SIGINT stop listening and let what runs end.
void Server::watch_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigprocmask(SIG_BLOCK, &set, nullptr);
    signal_fd_ = ::signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    if (signal_fd_ < 0) return;
    loop_->watch(signal_fd_, true, false, [this](io::Readiness) {
        loop_->unwatch(signal_fd_);
        stop_listening();
        loop_->after_ms(static_cast<std::uint64_t>(handshake_ms_), [this] {
            while (!clients_.empty()) end(clients_.begin());
        });
    });
}

void Server::stop_listening() {
    if (!listening_) return;
    loop_->unwatch(listener_.socket.fd());
    listener_.socket.close();
    listening_ = false;
}

void Server::accept_all() {
    while (listening_) {
        auto accepted = io::accept_from(listener_.socket);
        if (!accepted.ok() || !accepted->has_value()) return;
        add(std::move((*accepted)->socket));
        if (limit_ > 0 && accepted_ >= limit_) stop_listening();
    }
}

void Server::add(io::Socket socket) {
    engine::ConnectionOptions options;
    if (apply_seed_and_time(arguments_, true, options).has_value()) return;
    clients_.emplace_back();
    const Place client = std::prev(clients_.end());
    client->number = ++accepted_;
    client->socket = std::move(socket);
    const std::string number = std::to_string(client->number);
    client->glass = std::make_unique<Glass>(arguments_, "c" + number, number);
    options.sink = client->glass->sink();
    client->connection = std::make_unique<engine::Connection>(config_, trace::Role::server, options);
    client->pump = std::make_unique<io::TlsPump>(*client->connection, client->socket,
                                                 [this, client](ByteView data) { on_data(*client, data); });
    client->deadline = loop_->after_ms(static_cast<std::uint64_t>(handshake_ms_), [this, client] {
        client->deadline = 0;
        if (client->connection->is_connected()) return;
        std::fprintf(stderr, "c%d: handshake did not end in time (state %s)\n", client->number,
                     std::string{handshake::name_of(client->connection->handshake().state)}.c_str());
        code_ = code_ == kDone ? kTimedOut : code_;
        end(client);
    });
    loop_->watch(client->socket.fd(), true, false, [this, client](io::Readiness ready) { on_ready(client, ready); });
}

void Server::on_ready(Place client, io::Readiness ready) {
    if (ready.readable) client->pump->readable();
    if (ready.writable) client->pump->writable();
    settle(client);
}

void Server::settle(Place client) {
    if (client->pump->done()) return end(client);
    loop_->change(client->socket.fd(), client->pump->wants_read(), client->pump->wants_write());
}

void Server::on_data(Client& client, ByteView data) {
    switch (service_) {
        case Service::echo: client.pump->send(data); break;
        case Service::www:
            client.request.append(as_text(data));
            answer_www(client);
            break;
        case Service::reverse:
            client.request.append(as_text(data));
            answer_lines(client);
            break;
        case Service::none:
            std::fwrite(data.data(), 1, data.size(), stdout);
            std::fflush(stdout);
            break;
        case Service::sink: break;
    }
}

/// An HTTP/1.x GET gets its page once the blank line has come, then close_notify.
void Server::answer_www(Client& client) {
    constexpr std::size_t kLongestRequest = 65536;
    const bool complete = client.request.find("\r\n\r\n") != std::string::npos || client.request.find("\n\n") != std::string::npos;
    if (client.answered || (!complete && client.request.size() < kLongestRequest)) return;
    client.answered = true;
    client.pump->send(as_bytes(www_answer(client.request, *client.connection)));
    client.pump->finish();
}

void Server::answer_lines(Client& client) {
    for (auto end = client.request.find('\n'); end != std::string::npos; end = client.request.find('\n')) {
        std::string line = client.request.substr(0, end);
        client.request.erase(0, end + 1);
        client.pump->send(as_bytes(std::string{line.rbegin(), line.rend()} + "\n"));
    }
}

void Server::end(Place client) {
    if (client->deadline != 0) loop_->cancel(client->deadline);
    loop_->unwatch(client->socket.fd());
    const std::string unwritable = client->glass->write_files();
    if (!unwritable.empty()) code_ = file_error("cannot write", unwritable, kCannotWrite);
    const engine::Why why = engine::explain(*client->connection);
    if (!why.headline.empty()) {
        std::fprintf(stderr, "c%d: ", client->number);
        print_why(why, text_style(arguments_, STDERR_FILENO));
    }
    if (!listening_ && clients_.size() == 1 && limit_ == 1) code_ = code_ == kDone ? exit_code_of(client->connection->security_state()) : code_;
    clients_.erase(client);
}

std::optional<Failure> configure_server(Arguments& arguments, engine::Config& config) {
    if (auto failure = configure(arguments, trace::Role::server, config)) return failure;
    const std::string mode = arguments.value_or("--client-auth", arguments.has("--client-ca") ? "request" : "off");
    using handshake::ClientAuth;
    if (mode != "off" && mode != "request" && mode != "require") return Failure{kUsage, "--client-auth takes off, request or require"};
    config.set_client_auth(mode == "off" ? ClientAuth::off : mode == "request" ? ClientAuth::request : ClientAuth::require);
    for (const std::string& path : arguments.values("--client-ca")) {
        std::vector<std::uint8_t> contents;
        if (auto failure = read_input(path, contents)) return failure;
        if (!config.add_trust(contents, path).ok()) return Failure{kCannotRead, "cannot use " + path + " as trust"};
    }
    if (arguments.has("--dh-params")) {
        const auto group = handshake::named_group(arguments.value("--dh-params"));
        if (!group.has_value() || !handshake::is_finite_field(*group)) {
            return Failure{kUsage, "--dh-params takes ffdhe2048, ffdhe3072, ffdhe4096, ffdhe6144 or ffdhe8192"};
        }
        config.set_dh_group(*group);
    }
    const long cache = arguments.has("--session-cache") ? arguments.number("--session-cache").value_or(-1) : 1024;
    if (cache < 0) return Failure{kUsage, "--session-cache takes a number of sessions"};
    config.set_session_cache(static_cast<std::size_t>(cache));
    const Status built = config.build(trace::Role::server);
    if (built.ok()) return std::nullopt;
    const bool no_certificate = built.error().code == ErrorCode::no_certificate_configured;
    return Failure{no_certificate ? kOwnCertificate : kCannotStart,
                   no_certificate ? "a server needs --cert FILE and --key FILE; make them: vitrine cert make server"
                                  : "the options contradict each other: no suite is left for these versions"};
}

void tell_port(const Arguments& arguments, std::uint16_t port) {
    if (!arguments.has("--ready-fd")) return;
    int fd = -1;
    const std::string text = arguments.value("--ready-fd");
    std::from_chars(text.data(), text.data() + text.size(), fd);
    const std::string line = std::to_string(port) + "\n";
    if (fd >= 0 && ::write(fd, line.data(), line.size()) > 0 && fd > 2) ::close(fd);
}

}  // namespace

int run_serve(const Words& words) {
    std::vector<Option> options(kServeOptions, kServeOptions + std::size(kServeOptions));
    options.insert(options.end(), tls_options().begin(), tls_options().end());
    Arguments arguments{words, options};
    if (!arguments.problem().empty()) return usage_error("serve", arguments.problem());
    if (arguments.words().size() != 1) return usage_error("serve", "say where to listen: vitrine serve PORT");
    const auto address = io::parse_address(arguments.words().front(), "127.0.0.1");
    if (!address.ok()) {
        std::fprintf(stderr, "vitrine: '%s' is not [ADDRESS:]PORT\n", arguments.words().front().c_str());
        return kBadAddress;
    }
    const auto policy = policy_of(arguments);
    if (!policy.has_value()) return usage_error("serve", "--policy takes modern, compatible, legacy or lab");
    if (!io::is_loopback(address->host) && (arguments.has("--seed") || arguments.has("--now")) &&
        !arguments.has("--i-know-this-is-insecure")) {
        return usage_error("serve", "--seed and --now beyond loopback need --i-know-this-is-insecure");
    }
    const Glass probe{arguments, "c0", "0"};
    if (!probe.problem().empty()) return usage_error("serve", probe.problem());
    engine::Config config{*policy};
    if (auto failure = configure_server(arguments, config)) return fail_with(*failure);
    auto loop = io::EventLoop::make();
    auto listener = io::listen_on(*address);
    if (!loop.ok() || !listener.ok()) {
        std::fprintf(stderr, "vitrine: cannot listen on %s\n", io::address_text(*address).c_str());
        return kRefused;
    }
    Server server{arguments, config, std::move(*loop), std::move(*listener)};
    if (!arguments.problem().empty()) return usage_error("serve", arguments.problem());
    if (!arguments.has("--quiet")) {
        std::fprintf(stderr, "listening on %s\n", io::address_text({address->host, server.port()}).c_str());
    }
    tell_port(arguments, server.port());
    return server.run();
}

}  // namespace vitrine::tools
