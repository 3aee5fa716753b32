// vitrine serve [ADDR:]PORT: a server, any number of clients in one event loop.
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cstdio>
#include <map>
#include <memory>

#include "io/event_loop.h"
#include "tools/serve_config.h"
#include "tools/serve_session.h"

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

class Server {
  public:
    Server(const Options& options,
           std::shared_ptr<engine::Config> config,
           io::Listener& listener,
           io::EventLoop& loop)
        : options_(options), config_(std::move(config)), listener_(listener), loop_(loop) {}

    int run(long count, std::uint64_t timeout_ms) {
        left_ = count;
        timeout_ms_ = timeout_ms;
        loop_.watch(listener_.socket.fd(), true, false, [this](io::Readiness) { accept(); });
        loop_.watch(signals_.fd(), true, false, [this](io::Readiness) { take_signals(); });
        while (listening_ || !sessions_.empty()) loop_.run_once();
        return kDone;
    }

  private:
    static io::Socket watched_signals() {
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, SIGTERM);
        sigaddset(&set, SIGHUP);
        sigprocmask(SIG_BLOCK, &set, nullptr);
        return io::Socket{::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK)};
    }

    void take_signals() {
        signalfd_siginfo signal{};
        while (::read(signals_.fd(), &signal, sizeof signal) == sizeof signal) {
            if (signal.ssi_signo == SIGTERM) stop_listening();
            if (signal.ssi_signo == SIGHUP) reload();
        }
    }

    /// The files are read again, for the connections that come; those that are open keep what they
    /// began with. Where something is wrong with a file all stays as it was.
    void reload() {
        auto fresh = std::make_shared<engine::Config>(policy_of(options_));
        const bool good = configure_server(options_, *fresh) == kDone;
        if (good) config_ = std::move(fresh);
        (void)std::fputs(good ? "certificates read again\n" : "the old certificates stay\n",
                         stderr);
    }

    void accept() {
        auto accepted = io::accept_from(listener_.socket);
        if (!accepted.ok()) return;
        std::optional<io::Accepted>& arrival = *accepted;
        if (!arrival.has_value()) return;
        const std::size_t number = ++accepted_;
        const auto now = time_of(options_);
        const auto seed = seed_of(options_, "server" + std::to_string(number));
        if (!now.has_value() || !seed.has_value()) return;
        engine::ConnectionOptions how;
        how.now = *now;
        how.seed = *seed;
        auto session =
            std::make_shared<ServeSession>(options_, config_, std::move(*arrival), number, how);
        const int fd = session->socket().fd();
        sessions_[fd] = session;
        loop_.watch(fd, true, false,
                    [this, session](io::Readiness ready) { turn(session, ready); });
        loop_.after_ms(timeout_ms_,
                       [this, weak = std::weak_ptr<ServeSession>{session}] { give_up(weak); });
        if (left_ == 0) return;  // as many as come
        --left_;
        if (left_ == 0) stop_listening();
    }

    void turn(const std::shared_ptr<ServeSession>& session, io::Readiness ready) {
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
    void give_up(const std::weak_ptr<ServeSession>& weak) {
        const auto session = weak.lock();
        if (session == nullptr || !sessions_.contains(session->socket().fd())) return;
        if (session->connection().is_connected() && listening_ && !session->ending) return;
        session->connection().transport_ended();
        remove(session);
    }

    void end_within_timeout(const std::shared_ptr<ServeSession>& session) {
        if (session->ending) return;
        session->ending = true;
        loop_.after_ms(timeout_ms_,
                       [this, weak = std::weak_ptr<ServeSession>{session}] { give_up(weak); });
    }

    void remove(const std::shared_ptr<ServeSession>& session) {
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
    std::shared_ptr<engine::Config> config_;
    io::Listener& listener_;
    io::Socket signals_ = watched_signals();  // from before the port is told
    io::EventLoop& loop_;
    std::map<int, std::shared_ptr<ServeSession>> sessions_;
    std::size_t accepted_ = 0;
    long left_ = 0;
    std::uint64_t timeout_ms_ = 10000;
    bool listening_ = true;
};

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
    auto config = std::make_shared<engine::Config>(policy_of(options));
    if (const int code = configure_server(options, *config); code != kDone) return code;
    auto listener = io::listen_on(*address);
    if (!listener.ok()) return complain(kCannotStart, io::address_text(*address), listener.error());
    auto loop = io::EventLoop::make();
    const auto count = options.number("count", 0);
    const auto timeout = options.number("timeout", 10);
    if (!loop.ok() || !count.has_value() || !timeout.has_value()) return kUsage;
    Server server{options, std::move(config), *listener, **loop};
    tell_port(options, listener->port);
    return server.run(*count, static_cast<std::uint64_t>(*timeout) * 1000);
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
