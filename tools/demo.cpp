// vitrine demo: a client and a server in one process on loopback, certificates made on the spot;
// the handshake on the screen and in files. No arguments needed.
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>

#include "crypto/drbg.h"
#include "io/clock.h"
#include "io/diagram.h"
#include "io/event_loop.h"
#include "io/file.h"
#include "io/socket.h"
#include "io/tls_pump.h"
#include "tools/pki.h"
#include "tools/setup.h"
#include "tools/watch.h"

namespace vitrine::tools {

namespace {

constexpr std::array kDemoOptions = {
    OptionSpec{"out", '\0', "DIR",
               "where walk.json, walk.pcapng, client.svg, server.svg go (here)"},
    OptionSpec{"client-auth", '\0', "MODE",
               "off, request or require: the client has a certificate"},
    OptionSpec{"resume", '\0', "", "a second connection that resumes the first"},
};
constexpr auto kOptions = join(kDemoOptions, kTlsOptions);
constexpr std::int64_t kDay = 86400;
constexpr std::uint64_t kLongest = 10'000'000'000;  // ns

/// The configurations of both sides, on a PKI made for the occasion.
struct Actors {
    engine::Config client;
    engine::Config server;

    explicit Actors(engine::Policy policy) : client(policy), server(policy) {}
};

Status add_identities(Actors& actors, Time now, Rng& rng, bool client_certificate) {
    const x509::Validity validity{Time{now.seconds - kDay}, Time{now.seconds + 30 * kDay}};
    TLS_TRY_ASSIGN(const Identity ca, make_ca("Vitrine Demo Root", "ec", validity, rng));
    TLS_TRY(actors.client.add_trust(as_bytes(ca.certificate_pem), "demo root"));
    TLS_TRY(actors.server.add_trust(as_bytes(ca.certificate_pem), "demo root"));
    for (const std::string kind : {"ec", "rsa"}) {
        TLS_TRY_ASSIGN(const Identity server,
                       make_server({"localhost", "127.0.0.1"}, kind, validity, ca, rng));
        TLS_TRY(actors.server.add_credential(as_bytes(server.certificate_pem),
                                             as_bytes(server.key_pem)));
    }
    if (!client_certificate) return done();
    TLS_TRY_ASSIGN(const Identity client, make_client("student", "ec", validity, ca, rng));
    return actors.client.add_credential(as_bytes(client.certificate_pem), as_bytes(client.key_pem));
}

int prepare(const Options& options, Actors& actors, Time now) {
    using handshake::ClientAuth;
    const std::string mode = options.value_or("client-auth", "off");
    if (mode != "off" && mode != "request" && mode != "require") {
        return complain(kUsage, "--client-auth", "takes off, request or require");
    }
    for (engine::Config* config : {&actors.client, &actors.server}) {
        if (const int code = apply_tls_options(options, *config); code != kDone) return code;
    }
    const auto seed = seed_of(options, "pki");
    if (!seed.has_value()) return kCannotStart;
    crypto::Drbg rng{*seed};
    const Status made = add_identities(actors, now, rng, mode != "off");
    if (!made.ok()) return complain(kCannotStart, "the demo's certificates", made.error());
    actors.server.set_client_auth(mode == "off"       ? ClientAuth::off
                                  : mode == "request" ? ClientAuth::request
                                                      : ClientAuth::require);
    actors.server.set_session_cache(16);
    const bool built = actors.client.build(trace::Role::client).ok() &&
                       actors.server.build(trace::Role::server).ok();
    return built ? kDone : complain(kCannotStart, "the options leave no suite for these versions");
}

/// Both ends of a loopback connection, on one loop.
struct Stage {
    std::unique_ptr<io::EventLoop> loop;
    io::Socket client;
    io::Socket server;
};

Result<Stage> open_stage() {
    Stage stage;
    TLS_TRY_ASSIGN(stage.loop, io::EventLoop::make());
    TLS_TRY_ASSIGN(const io::Listener listener, io::listen_on({"127.0.0.1", 0}));
    TLS_TRY_ASSIGN(stage.client, io::connect_to({"127.0.0.1", listener.port}, 2000));
    TLS_TRY(io::wait_for(listener.socket, true, false, 2000));
    TLS_TRY_ASSIGN(auto accepted, io::accept_from(listener.socket));
    if (!accepted.has_value()) return fail(ErrorCode::socket_failed);
    stage.server = std::move(accepted->socket);
    return stage;
}

io::EventLoop::OnReady carrier(Stage& stage, io::TlsPump& pump, const io::Socket& socket) {
    return [&stage, &pump, &socket](io::Readiness ready) {
        if (ready.readable) pump.readable();
        if (ready.writable) pump.writable();
        if (pump.done()) {
            stage.loop->unwatch(socket.fd());
        } else {
            stage.loop->change(socket.fd(), pump.wants_read(), pump.wants_write());
        }
    };
}

/// The client asks, the server answers and closes; both ends run until nothing is left to do.
Status play(Stage& stage, engine::Connection& client, engine::Connection& server) {
    io::TlsPump asks{client, stage.client, [](ByteView) {}};
    io::TlsPump answers{
        server, stage.server, [&, request = std::string{}](ByteView data) mutable {
            request += as_text(data);  // at TLS 1.0 it comes in two records
            if (!request.ends_with("\r\n\r\n")) return;
            answers.send(as_bytes("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello\n"));
            answers.finish();
        }};
    asks.send(as_bytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    asks.start();
    stage.loop->watch(stage.client.fd(), true, true, carrier(stage, asks, stage.client));
    stage.loop->watch(stage.server.fd(), true, true, carrier(stage, answers, stage.server));
    const std::uint64_t deadline = io::monotonic_ns() + kLongest;
    while (!asks.done() || !answers.done()) {
        if (io::monotonic_ns() > deadline) return fail(ErrorCode::timed_out);
        stage.loop->run_once(50);
    }
    TLS_TRY(asks.outcome());
    return answers.outcome();
}

/// What is kept of the connections: both sides in one trace, the client's bytes as a capture.
struct Recording {
    io::Trace trace;
    io::PcapngSink capture{{{127, 0, 0, 1}, 49152}, {{127, 0, 0, 1}, 4433}};
};

/// One connection.  0 or the exit code.
int run_once(const Options& options,
             Actors& actors,
             Time now,
             int number,
             Recording& recording,
             std::optional<handshake::Session>& session) {
    auto stage = open_stage();
    if (!stage.ok()) return complain(kCannotStart, "loopback", stage.error());
    const std::string suffix = number == 1 ? "" : "-" + std::to_string(number);
    const auto clock = is_reproducible(options) ? nullptr : io::monotonic_ns;
    io::Recorder client_recorder{recording.trace, "client" + suffix, clock};
    io::Recorder server_recorder{recording.trace, "server" + suffix, clock};
    Watch watch{options, "client" + suffix, static_cast<std::size_t>(number), stdout};
    io::TeeSink tee;
    tee.add(watch.sink());
    tee.add(&client_recorder);
    if (number == 1) tee.add(&recording.capture);

    const auto client_seed = seed_of(options, "client" + suffix);
    const auto server_seed = seed_of(options, "server" + suffix);
    if (!client_seed.has_value() || !server_seed.has_value()) return kCannotStart;
    engine::ConnectionOptions as_client;
    as_client.server_name = as_client.verify_name = "localhost";
    as_client.now = now;
    as_client.seed = *client_seed;
    as_client.sink = tee.get();
    as_client.session = session.has_value() ? &*session : nullptr;
    engine::ConnectionOptions as_server;
    as_server.now = now;
    as_server.seed = *server_seed;
    as_server.sink = &server_recorder;
    engine::Connection client{actors.client, trace::Role::client, as_client};
    engine::Connection server{actors.server, trace::Role::server, as_server};
    const Status played = play(*stage, client, server);
    if (const int code = watch.write_files(); code != kDone) return code;
    if (!played.ok()) {
        explain_failure(client, played.error());
        return exit_code_of(played.error());
    }
    session = client.session();
    return kDone;
}

std::string painted(const io::Trace& trace, trace::Role role) {
    io::DiagramOptions wanted;
    wanted.role = role;
    io::Diagram diagram = io::make_diagram(wanted);
    io::paint_path(diagram, trace, role == trace::Role::client ? "client" : "server");
    return io::diagram_svg(diagram);
}

int write_artefacts(const Options& options, const Recording& recording) {
    const std::filesystem::path out{options.value_or("out", ".")};
    std::error_code ignored;  // a folder that cannot be made shows when the first file is written
    std::filesystem::create_directories(out, ignored);
    const auto capture = recording.capture.file();
    const struct {
        const char* name;
        std::string contents;
    } files[] = {
        {"walk.json", io::trace_to_json(recording.trace)},
        {"walk.pcapng", std::string{as_text(capture)}},
        {"client.svg", painted(recording.trace, trace::Role::client)},
        {"server.svg", painted(recording.trace, trace::Role::server)},
    };
    std::string wrote = "wrote";
    for (const auto& file : files) {
        const std::string path = (out / file.name).string();
        if (!io::write_file(path, file.contents).ok())
            return complain(kCannotWrite, path, "cannot be written");
        (wrote += ' ') += path;
    }
    (void)std::fprintf(
        stderr,
        "%s\nnext: open client.svg, or walk.pcapng in Wireshark; vitrine demo --show hex,keys\n",
        wrote.c_str());
    return kDone;
}

int run(const Options& options) {
    if (!options.words().empty()) return complain(kUsage, "demo", "takes options only");
    const auto now = time_of(options);
    if (!now.has_value()) return kUsage;
    Actors actors{policy_of(options)};
    if (const int code = prepare(options, actors, *now); code != kDone) return code;
    Recording recording;
    std::optional<handshake::Session> session;
    int code = run_once(options, actors, *now, 1, recording, session);
    if (code == kDone && options.has("resume"))
        code = run_once(options, actors, *now, 2, recording, session);
    const int written = write_artefacts(options, recording);
    return code != kDone ? code : written;
}

}  // namespace

const Verb kDemo{"demo", "client and server on loopback, the handshake on screen and in files",
                 "vitrine demo\n"
                 "vitrine demo --tls 1.0 --ciphers AES128-SHA --show hex\n"
                 "vitrine demo --client-auth require --resume --out walk\n",
                 kOptions, run};

}  // namespace vitrine::tools
