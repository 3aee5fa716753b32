// vitrine connect HOST:PORT: a client. Standard input goes to the server, the server's data to
// standard output.
#include <poll.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <memory>

#include "handshake/extensions/server_name.h"
#include "io/idn.h"
#include "io/tls_stream.h"
#include "tools/print.h"
#include "tools/setup.h"
#include "tools/watch.h"

namespace vitrine::tools {

namespace {

constexpr std::array kOwnOptions = {
    OptionSpec{"insecure", 'k', "", "do not verify the server"},
    OptionSpec{"sni", '\0', "NAME", "server name to ask for (default: the host)"},
    OptionSpec{"no-sni", '\0', "", "ask for none"},
    OptionSpec{"verify-name", '\0', "NAME",
               "the name its certificate must have (default: the host)"},
    OptionSpec{"http", '\0', "PATH", "GET PATH, then read to the end"},
    OptionSpec{"send", '\0', "TEXT", "send TEXT, then read to the end"},
    OptionSpec{"reconnect", '\0', "N", "connect N times more, resuming the session"},
    OptionSpec{"status", '\0', "", "ask for a stapled OCSP response"},
    OptionSpec{"fallback-scsv", '\0', "", "signal a fallback (RFC 7507)"},
};
constexpr auto kOptions = join(join(kOwnOptions, kTlsOptions), kFileOptions);

class Client {
  public:
    Client(const Options& options, io::Address address, engine::Config& config)
        : options_(options), address_(std::move(address)), config_(config) {}

    /// One connection, the `n`th.  The exit code.
    int run(std::size_t n) {
        Watch watch{options_, "client", n};
        const int code = connect(n, watch.sink());
        const int wrote = watch.write_files();
        return code != kDone ? code : wrote;
    }

  private:
    int connect(std::size_t n, trace::Sink* sink) {
        const int timeout_ms = static_cast<int>(options_.number("timeout", 10).value_or(10)) * 1000;
        auto socket = io::connect_to(address_, timeout_ms);
        if (!socket.ok())
            return complain(exit_code_of(socket.error()), io::address_text(address_),
                            socket.error());
        const auto now = time_of(options_);
        const auto seed = seed_of(options_, "client" + std::to_string(n));
        if (!now.has_value() || !seed.has_value()) return kUsage;
        const auto asked = io::to_a_labels(options_.value_or("sni", host_name()));
        const auto wanted = io::to_a_labels(options_.value_or("verify-name", address_.host));
        if (!asked.ok() || !wanted.ok())
            return complain(kUsage, "--sni, --verify-name", "not a host name");
        const std::string sni = options_.has("no-sni") ? "" : *asked;
        const std::string name = options_.has("insecure") ? "" : *wanted;
        engine::ConnectionOptions how;
        how.server_name = sni;
        how.verify_name = name;
        how.now = *now;
        how.seed = *seed;
        how.sink = sink;
        const auto report = std::make_unique<x509::PathReport>();
        how.path_report = report.get();
        how.session = session_.has_value() ? &*session_ : nullptr;
        engine::Connection connection{config_, trace::Role::client, how};
        io::TlsStream stream{
            connection, *socket, [this](ByteView data) { print(data); }, {timeout_ms, -1, 2000}};
        const Status shaken = stream.handshake();
        if (!shaken.ok()) {
            stream.close();
            explain_failure(connection, shaken.error());
            return exit_code_of(shaken.error());
        }
        const Status talked = talk(stream, *socket, connection);
        stream.close();
        if (auto session = connection.session(); session.has_value())
            session_.emplace(std::move(*session));
        if (talked.ok()) return kDone;
        complain(kBroken, "connection", talked.error());
        return talked.error().code == ErrorCode::timed_out ? static_cast<int>(kTimedOut)
                                                           : static_cast<int>(kBroken);
    }

    /// RFC 6066 §3: literal addresses are not host names.
    [[nodiscard]] std::string host_name() const {
        return handshake::is_host_name(address_.host) ? address_.host : std::string{};
    }

    Status talk(io::TlsStream& stream, const io::Socket& socket, engine::Connection& connection) {
        if (options_.has("http")) {
            const std::string request = "GET " + options_.value("http") +
                                        " HTTP/1.1\r\nHost: " + address_.host +
                                        "\r\nConnection: close\r\n\r\n";
            TLS_TRY(stream.write(as_bytes(request)));
            return stream.read_to_end();
        }
        if (options_.has("send")) {
            TLS_TRY(stream.write(as_bytes(options_.value("send"))));
            return stream.read_to_end();
        }
        if (options_.has("reconnect")) return done();
        return relay(stream, socket, connection);
    }

    /// Standard input to the server, its data to standard output, until one of them ends.
    Status relay(io::TlsStream& stream, const io::Socket& socket, engine::Connection& connection) {
        io::TlsPump& pump = stream.pump();
        while (!connection.is_closed() && !connection.peer_closed() && !pump.transport_ended()) {
            const short wanted = static_cast<short>(POLLIN | (pump.wants_write() ? POLLOUT : 0));
            const int input = pump.backlog() < 65536 ? STDIN_FILENO : -1;
            pollfd waits[] = {{socket.fd(), wanted, 0}, {input, POLLIN, 0}};
            if (::poll(waits, 2, -1) < 0) break;
            if ((waits[0].revents & POLLOUT) != 0) pump.writable();
            if ((waits[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0) pump.readable();
            TLS_TRY(pump.outcome());
            if ((waits[1].revents & (POLLIN | POLLHUP)) != 0 && !send_input(pump)) return done();
        }
        return pump.outcome();
    }

    /// What standard input has now; false at its end.
    static bool send_input(io::TlsPump& pump) {
        std::array<std::uint8_t, 16384> block{};
        const ssize_t n = ::read(STDIN_FILENO, block.data(), block.size());
        if (n > 0) pump.send(ByteView{block}.first(static_cast<std::size_t>(n)));
        return n > 0;
    }

    void print(ByteView data) const {
        // A trace on standard output leaves no room for the peer's data.
        if (options_.value("json") == "-" || options_.value("ndjson") == "-") return;
        (void)std::fwrite(data.data(), 1, data.size(), stdout);
        (void)std::fflush(stdout);
    }

    const Options& options_;
    io::Address address_;
    engine::Config& config_;
    std::optional<handshake::Session> session_;
};

int run(const Options& options) {
    if (options.words().size() != 1) return complain(kUsage, "connect HOST:PORT");
    auto address = io::parse_address(options.words()[0]);
    const auto labels =
        address.ok() ? io::to_a_labels(address->host) : Result<std::string>{address.error()};
    if (!labels.ok()) return complain(kBadAddress, options.words()[0], "not HOST:PORT");
    address->host = *labels;
    const bool fixed = options.has("seed") || options.has("now");
    if (fixed && !io::is_loopback(address->host) && !options.has("i-know-this-is-insecure")) {
        return complain(kUsage, "--seed and --now",
                        "only with a peer on loopback (or --i-know-this-is-insecure)");
    }
    engine::Config config{policy_of(options)};
    if (const int code = apply_tls_options(options, config); code != kDone) return code;
    if (const int code = add_trust(options, config, !options.has("insecure")); code != kDone)
        return code;
    if (const int code = add_credentials(options, config); code != kDone) return code;
    config.set_verify_peer(!options.has("insecure"));
    config.set_ask_status(options.has("status"));
    config.set_send_fallback_scsv(options.has("fallback-scsv"));
    const Status built = config.build(trace::Role::client);
    if (!built.ok()) return complain(exit_code_of(built.error()), sentence(built.error()));
    const auto times = options.number("reconnect", 0);
    if (!times.has_value()) return kUsage;
    Client client{options, *address, config};
    int code = kDone;
    for (long n = 0; n <= *times && code == kDone; ++n)
        code = client.run(static_cast<std::size_t>(n));
    return code;
}

}  // namespace

const Verb kConnect{
    "connect", "a client: stdin to the server, its data to stdout",
    "vitrine connect example.org:443 --http /\n"
    "vitrine connect localhost:4433 --ca ca.pem --show hex,state,keys\n"
    "vitrine connect localhost:4433 -k --tls 1.0 --policy legacy --pcapng c.pcapng\n",
    kOptions, run};

}  // namespace vitrine::tools
