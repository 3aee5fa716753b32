// vitrine demo: a client and a server in one process on loopback, certificates made on the spot; the handshake
// on the screen and in files. No arguments needed.
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>

#include "crypto/drbg.h"
#include "glass.h"
#include "io/clock.h"
#include "io/event_loop.h"
#include "io/file.h"
#include "io/socket.h"
#include "io/system_rng.h"
#include "io/tls_pump.h"
#include "pki.h"
#include "report.h"
#include "tls_options.h"
#include "www_page.h"

namespace vitrine::tools {

namespace {

constexpr Option kDemoOptions[] = {{"--out", Takes::value}, {"--client-auth", Takes::value}, {"--resume"}};
constexpr std::int64_t kDay = 86400;

int fail_with(const Failure& failure) {
    std::fprintf(stderr, "vitrine: %s\n", failure.text.c_str());
    return failure.exit_code;
}

std::optional<Failure> internal(const Error& error) {
    return Failure{kCannotStart, "could not set up the demo: " + std::string{info(error.code).text}};
}

/// Certificates for both sides, made with the connection's seed so that a seeded demo repeats to the byte.
struct Actors {
    engine::Config client;
    engine::Config server;
    explicit Actors(engine::Policy policy) : client(policy), server(policy) {}

    std::optional<Failure> prepare(Arguments& arguments, const engine::ConnectionOptions& options);
};

Status add_identities(Actors& actors, Time now, Rng& rng, bool client_certificate) {
    const x509::Validity validity{Time{now.seconds - kDay}, Time{now.seconds + 30 * kDay}};
    TLS_TRY_ASSIGN(const Identity ca, make_ca("Vitrine Demo Root", "ec", validity, rng));
    TLS_TRY(actors.client.add_trust(as_bytes(ca.certificate_pem), "demo root"));
    TLS_TRY(actors.server.add_trust(as_bytes(ca.certificate_pem), "demo root"));
    for (const std::string kind : {"ec", "rsa"}) {
        TLS_TRY_ASSIGN(const Identity server, make_server({"localhost", "127.0.0.1"}, kind, validity, ca, rng));
        TLS_TRY(actors.server.add_credential(as_bytes(server.certificate_pem), as_bytes(server.key_pem)));
    }
    if (!client_certificate) return done();
    TLS_TRY_ASSIGN(const Identity client, make_client("student", "ec", validity, ca, rng));
    return actors.client.add_credential(as_bytes(client.certificate_pem), as_bytes(client.key_pem));
}

std::optional<Failure> Actors::prepare(Arguments& arguments, const engine::ConnectionOptions& options) {
    const std::string mode = arguments.value_or("--client-auth", "off");
    using handshake::ClientAuth;
    if (mode != "off" && mode != "request" && mode != "require") return Failure{kUsage, "--client-auth takes off, request or require"};
    crypto::Drbg rng{options.seed};
    if (auto failure = configure(arguments, trace::Role::server, client)) return failure;
    if (auto failure = configure(arguments, trace::Role::server, server)) return failure;
    if (const Status made = add_identities(*this, options.now, rng, mode != "off"); !made.ok()) return internal(made.error());
    server.set_client_auth(mode == "off" ? ClientAuth::off : mode == "request" ? ClientAuth::request : ClientAuth::require);
    server.set_session_cache(16);
    if (!client.build(trace::Role::client).ok() || !server.build(trace::Role::server).ok()) {
        return Failure{kCannotStart, "the options contradict each other: no suite is left for these versions"};
    }
    return std::nullopt;
}

/// Two ends on one loop.
struct Stage {
    std::unique_ptr<io::EventLoop> loop;
    io::Socket client_socket;
    io::Socket server_socket;
};

Result<Stage> open_stage() {
    Stage stage;
    TLS_TRY_ASSIGN(stage.loop, io::EventLoop::make());
    TLS_TRY_ASSIGN(const io::Listener listener, io::listen_on({"127.0.0.1", 0}));
    TLS_TRY_ASSIGN(stage.client_socket, io::connect_to({"127.0.0.1", listener.port}, 2000));
    for (int i = 0; i < 200; ++i) {
        TLS_TRY_ASSIGN(auto accepted, io::accept_from(listener.socket));
        if (accepted.has_value()) {
            stage.server_socket = std::move(accepted->socket);
            return stage;
        }
        TLS_TRY(io::wait_for(listener.socket, true, false, 2000));
    }
    return fail(ErrorCode::timed_out);
}

/// Runs one connection to its end: the client asks for a page, the server answers and closes.
Status play(Stage& stage, engine::Connection& client, engine::Connection& server) {
    std::string answer;
    std::string request;
    io::TlsPump client_pump{client, stage.client_socket, [&](ByteView data) { answer.append(as_text(data)); }};
    io::TlsPump server_pump{server, stage.server_socket, [&](ByteView data) {
                                request.append(as_text(data));
                                if (request.find("\r\n\r\n") == std::string::npos) return;
                                server_pump.send(as_bytes(www_answer(request, server)));
                                server_pump.finish();
                            }};
    client_pump.start();
    client_pump.send(as_bytes("GET /demo.txt HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    const auto serve = [&](io::TlsPump& pump, io::Socket& socket) {
        return [&pump, &socket, &stage](io::Readiness ready) {
            if (ready.readable) pump.readable();
            if (ready.writable) pump.writable();
            if (pump.done()) {
                stage.loop->unwatch(socket.fd());
            } else {
                stage.loop->change(socket.fd(), pump.wants_read(), pump.wants_write());
            }
        };
    };
    stage.loop->watch(stage.client_socket.fd(), true, true, serve(client_pump, stage.client_socket));
    stage.loop->watch(stage.server_socket.fd(), true, true, serve(server_pump, stage.server_socket));
    const std::uint64_t deadline = io::monotonic_ns() + 10'000'000'000;
    while (!(client_pump.done() && server_pump.done())) {
        if (io::monotonic_ns() > deadline) return fail(ErrorCode::timed_out);
        stage.loop->run_once(100);
    }
    if (client_pump.error().has_value()) return *client_pump.error();
    return done();
}

struct Recording {
    io::Trace trace;
    std::unique_ptr<io::Recorder> recorder;
    io::PcapngSink capture{{{127, 0, 0, 1}, 49152}, {{127, 0, 0, 1}, 4433}};
    io::TeeSink tee;
};

int write_artefacts(const Arguments& arguments, const Recording& client) {
    const std::filesystem::path out{arguments.value_or("--out", ".")};
    std::error_code ignored;
    std::filesystem::create_directories(out, ignored);
    const auto bytes = client.capture.file();
    const std::string json = (out / "walk.json").string();
    const std::string capture = (out / "walk.pcapng").string();
    if (!io::write_file(json, io::trace_to_json(client.trace)).ok()) return file_error("cannot write", json, kCannotWrite);
    if (!io::write_file(capture, bytes).ok()) return file_error("cannot write", capture, kCannotWrite);
    std::fprintf(stderr, "wrote %s, %s\n", json.c_str(), capture.c_str());
    return kDone;
}

/// One connection of the demo, watched from the client's side.
int run_once(Arguments& arguments, Actors& actors, engine::ConnectionOptions options, int number,
             std::optional<handshake::Session>& session) {
    auto stage = open_stage();
    if (!stage.ok()) return fail_with(*internal(stage.error()));
    Glass glass{arguments, "c" + std::to_string(number), std::to_string(number)};
    if (!glass.problem().empty()) return usage_error("demo", glass.problem());
    Recording seen;
    seen.recorder = std::make_unique<io::Recorder>(seen.trace, "c" + std::to_string(number),
                                                   arguments.has("--seed") ? nullptr : io::monotonic_ns);
    seen.tee.add(glass.sink());
    seen.tee.add(seen.recorder.get());
    seen.tee.add(&seen.capture);
    engine::ConnectionOptions client_options = options;
    client_options.server_name = "localhost";
    client_options.verify_name = "localhost";
    client_options.sink = seen.tee.get();
    client_options.session = session.has_value() ? &*session : nullptr;
    client_options.seed[31] = static_cast<std::uint8_t>(client_options.seed[31] ^ (2 * number));
    engine::ConnectionOptions server_options = options;
    server_options.seed[31] = static_cast<std::uint8_t>(server_options.seed[31] ^ (2 * number + 1));
    engine::Connection client{actors.client, trace::Role::client, client_options};
    engine::Connection server{actors.server, trace::Role::server, server_options};
    const Status played = play(*stage, client, server);
    glass.flush();
    print_why(engine::explain(client), text_style(arguments, STDERR_FILENO));
    if (!played.ok()) return exit_code_of(client.security_state()) == kDone ? kBroken : exit_code_of(client.security_state());
    session = client.session();
    if (const std::string path = glass.write_files(); !path.empty()) return file_error("cannot write", path, kCannotWrite);
    return write_artefacts(arguments, seen);
}

}  // namespace

int run_demo(const Words& words) {
    std::vector<Option> options(kDemoOptions, kDemoOptions + std::size(kDemoOptions));
    options.insert(options.end(), tls_options().begin(), tls_options().end());
    Arguments arguments{words, options};
    if (!arguments.problem().empty()) return usage_error("demo", arguments.problem());
    if (!arguments.words().empty()) return usage_error("demo", "takes options only");
    const auto policy = policy_of(arguments);
    if (!policy.has_value()) return usage_error("demo", "--policy takes modern, compatible, legacy or lab");
    engine::ConnectionOptions connection_options;
    if (auto failure = apply_seed_and_time(arguments, true, connection_options)) return fail_with(*failure);
    Actors actors{*policy};
    if (auto failure = actors.prepare(arguments, connection_options)) return fail_with(*failure);
    std::optional<handshake::Session> session;
    int code = run_once(arguments, actors, connection_options, 1, session);
    if (code == kDone && arguments.has("--resume")) {
        std::fprintf(stderr, "\nonce more, resuming the session:\n");
        code = run_once(arguments, actors, connection_options, 2, session);
    }
    return code;
}

}  // namespace vitrine::tools
