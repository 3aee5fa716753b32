// vitrine connect: a client. stdin goes to the server, the server's data to stdout, the handshake to stderr.
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <optional>

#include "glass.h"
#include "io/socket.h"
#include "io/tls_stream.h"
#include "report.h"
#include "tls_options.h"

namespace vitrine::tools {

namespace {

constexpr Option kConnectOptions[] = {
    {"--insecure"},
    {"-k", Takes::nothing, "--insecure"},
    {"--sni", Takes::value},
    {"--no-sni"},
    {"--verify-name", Takes::value},
    {"--http", Takes::value},
    {"--send", Takes::value},
    {"--reconnect", Takes::value},
    {"--fallback-scsv"},
};

int fail_with(const Failure& failure) {
    std::fprintf(stderr, "vitrine: %s\n", failure.text.c_str());
    return failure.exit_code;
}

int network_failure(const Error& error, const std::string& target) {
    std::fprintf(stderr, "vitrine: %s: %s\n", target.c_str(), std::string{info(error.code).text}.c_str());
    switch (error.code) {
        case ErrorCode::host_not_found: return kHostNotFound;
        case ErrorCode::connection_refused: return kRefused;
        case ErrorCode::timed_out: return kTimedOut;
        default: return kRefused;
    }
}

bool is_address_literal(const std::string& host) {
    return host.find(':') != std::string::npos || host.find_first_not_of("0123456789.") == std::string::npos;
}

/// Everything one run needs that outlives a single connection.
struct Run {
    Arguments& arguments;
    const engine::Config& config;
    io::Address address;
    std::string server_name;
    std::string verify_name;
    std::optional<handshake::Session> session;  // of the connection before
};

void write_data(ByteView data) {
    std::fwrite(data.data(), 1, data.size(), stdout);
    std::fflush(stdout);
}

/// Carries stdin to the server and its data to stdout until one of them ends.
Status shuttle(io::TlsPump& pump, io::Socket& socket) {
    bool input_open = true;
    std::array<std::uint8_t, 16384> buffer;
    while (!pump.done()) {
        const bool take_input = input_open && pump.backlog() < buffer.size();
        pollfd watched[2] = {{socket.fd(), static_cast<short>(POLLIN | (pump.wants_write() ? POLLOUT : 0)), 0},
                             {take_input ? STDIN_FILENO : -1, POLLIN, 0}};
        if (::poll(watched, 2, -1) < 0) return fail(ErrorCode::socket_failed);
        if ((watched[1].revents & (POLLIN | POLLHUP)) != 0) {
            const ssize_t n = ::read(STDIN_FILENO, buffer.data(), buffer.size());
            if (n > 0) pump.send(ByteView{buffer}.first(static_cast<std::size_t>(n)));
            if (n <= 0) {
                input_open = false;
                pump.finish();
            }
        }
        if ((watched[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0) pump.readable();
        if ((watched[0].revents & POLLOUT) != 0) pump.writable();
        if (pump.error().has_value()) return *pump.error();
    }
    return done();
}

/// The request of --http or --send; empty: what stdin says.
std::optional<std::string> request_of(const Run& run) {
    if (run.arguments.has("--send")) return run.arguments.value("--send");
    if (!run.arguments.has("--http")) return std::nullopt;
    return "GET " + run.arguments.value("--http") + " HTTP/1.1\r\nHost: " + run.server_name +
           "\r\nConnection: close\r\nUser-Agent: vitrine\r\n\r\n";
}

Status talk(const Run& run, io::TlsStream& stream, io::Socket& socket) {
    const auto request = request_of(run);
    if (!request.has_value()) return shuttle(stream.pump(), socket);
    TLS_TRY(stream.write(as_bytes(*request)));
    TLS_TRY(stream.read_to_end());
    stream.close();
    return done();
}

int timeout_ms(Arguments& arguments) {
    const auto seconds = arguments.number("--timeout");
    return seconds.has_value() ? static_cast<int>(*seconds * 1000) : 10000;
}

int connect_once(Run& run, int number, bool last) {
    engine::ConnectionOptions options;
    if (auto failure = apply_seed_and_time(run.arguments, io::is_loopback(run.address.host), options)) return fail_with(*failure);
    Glass glass{run.arguments, "c" + std::to_string(number), std::to_string(number)};
    if (!glass.problem().empty()) return usage_error("connect", glass.problem());
    auto socket = io::connect_to(run.address, timeout_ms(run.arguments));
    if (!socket.ok()) return network_failure(socket.error(), io::address_text(run.address));

    options.server_name = run.arguments.has("--no-sni") || is_address_literal(run.server_name) ? std::string_view{} : run.server_name;
    options.verify_name = run.arguments.has("--insecure") ? std::string_view{} : run.verify_name;
    options.sink = glass.sink();
    x509::PathReport report;
    options.path_report = &report;
    options.session = run.session.has_value() ? &*run.session : nullptr;
    engine::Connection connection{run.config, trace::Role::client, options};
    io::TlsStream::Timeouts timeouts;
    timeouts.handshake_ms = timeout_ms(run.arguments);
    const bool json_on_stdout = run.arguments.value("--json") == "-" || run.arguments.value("--ndjson") == "-";
    io::TlsStream stream{connection, *socket, json_on_stdout ? [](ByteView) {} : write_data, timeouts};

    Status went = stream.handshake();
    if (went.ok() && last) went = talk(run, stream, *socket);
    if (went.ok() && !last) {
        run.session = connection.session();
        stream.close();
        if (!run.session.has_value()) run.session = connection.session();
    }
    const std::string unwritable = glass.write_files();
    if (!unwritable.empty()) return file_error("cannot write", unwritable, kCannotWrite);
    if (!went.ok() && went.error().code == ErrorCode::timed_out) {
        std::fprintf(stderr, "vitrine: the server did not answer in time (state %s)\n",
                     std::string{handshake::name_of(connection.handshake().state)}.c_str());
        return kTimedOut;
    }
    print_why(engine::explain(connection), text_style(run.arguments, STDERR_FILENO));
    return exit_code_of(connection.security_state());
}

}  // namespace

int run_connect(const Words& words) {
    std::vector<Option> options(kConnectOptions, kConnectOptions + std::size(kConnectOptions));
    options.insert(options.end(), tls_options().begin(), tls_options().end());
    Arguments arguments{words, options};
    if (!arguments.problem().empty()) return usage_error("connect", arguments.problem());
    if (arguments.words().size() != 1) return usage_error("connect", "say where to: vitrine connect HOST:PORT");
    const auto address = io::parse_address(arguments.words().front());
    if (!address.ok()) {
        std::fprintf(stderr, "vitrine: '%s' is not HOST:PORT\n", arguments.words().front().c_str());
        return kBadAddress;
    }
    const auto policy = policy_of(arguments);
    if (!policy.has_value()) return usage_error("connect", "--policy takes modern, compatible, legacy or lab");
    engine::Config config{*policy};
    if (auto failure = configure(arguments, trace::Role::client, config)) return fail_with(*failure);
    config.set_send_fallback_scsv(arguments.has("--fallback-scsv"));
    if (!config.build(trace::Role::client).ok()) {
        return fail_with({kCannotStart, "the options contradict each other: no suite is left for these versions"});
    }
    const std::string name = arguments.value_or("--sni", address->host);
    Run run{arguments, config, *address, name, arguments.value_or("--verify-name", name), std::nullopt};
    const long again = arguments.has("--reconnect") ? arguments.number("--reconnect").value_or(0) : 0;
    if (!arguments.problem().empty()) return usage_error("connect", arguments.problem());
    int code = kDone;
    for (long i = 0; i <= again && code == kDone; ++i) code = connect_once(run, static_cast<int>(i) + 1, i == again);
    return code;
}

}  // namespace vitrine::tools
