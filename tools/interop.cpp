// vitrine interop: our client against other servers, other clients against our server, one
// connection for each suite and version that both have, and a table of what came of it. A failing
// cell keeps its trace.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "engine/policy.h"
#include "io/clock.h"
#include "io/file.h"
#include "io/socket.h"
#include "io/system_rng.h"
#include "tools/child.h"
#include "tools/interop_report.h"
#include "tools/own_network.h"
#include "tools/peers.h"
#include "tools/pki.h"
#include "tools/print.h"
#include "tools/verb.h"

namespace vitrine::tools {

namespace {

using handshake::CipherSuite;
using record::ProtocolVersion;

constexpr OptionSpec kOptions[] = {
    {"out", '\0', "DIR", "where failing cells leave their trace (interop-traces)"},
    {"peer", '\0', "NAME", "only peers whose name contains this"},
    {"suite", '\0', "NAME", "only suites whose name contains this"},
    {"json", '\0', "", "the results as JSON"},
    {"html", '\0', "FILE", "the results as a page"},
    {"no-netns", '\0', "",
     "do not hide in a network of our own (gnutls-serv then listens on every address)"},
};

constexpr std::array kVersions = {ProtocolVersion::tls10, ProtocolVersion::tls11,
                                  ProtocolVersion::tls12};
constexpr int kPatienceMs = 15000;

struct Run {
    std::string directory;
    std::string traces;
    std::string suite_filter;
    std::string self;
};

bool is_wanted(const Run& run, const CipherSuite& suite) {
    using handshake::Auth;
    using handshake::KeyExchange;
    const bool exchange = suite.key_exchange == KeyExchange::rsa ||
                          suite.key_exchange == KeyExchange::dhe ||
                          suite.key_exchange == KeyExchange::ecdhe;
    const bool auth = suite.auth == Auth::rsa || suite.auth == Auth::ecdsa;
    return exchange && auth && engine::is_implemented(suite) &&
           suite.name.find(run.suite_filter) != std::string_view::npos;
}

Status write_identity(const std::string& stem, const Identity& identity) {
    TLS_TRY(io::write_file(stem + ".pem", identity.certificate_pem));
    return io::write_file(stem + ".key", identity.key_pem, io::FileMode::owner_only);
}

Status make_certificates(const std::string& directory) {
    io::SystemRng rng;
    const Time now = io::wall_clock();
    const x509::Validity validity{Time{now.seconds - 86400}, Time{now.seconds + 86400}};
    TLS_TRY_ASSIGN(const Identity ca, make_ca("Vitrine Interop Root", "rsa", validity, rng));
    TLS_TRY(write_identity(directory + "/ca", ca));
    for (const std::string kind : {"rsa", "ec"}) {
        TLS_TRY_ASSIGN(const Identity server,
                       make_server({"localhost", "127.0.0.1"}, kind, validity, ca, rng));
        TLS_TRY(write_identity(joined({directory, "/", kind}), server));
    }
    return done();
}

/// True once something listens there.
bool wait_for_port(const std::string& port) {
    for (int attempt = 0; attempt < 200; ++attempt) {
        const auto number = static_cast<std::uint16_t>(std::strtoul(port.c_str(), nullptr, 10));
        if (io::connect_to({"127.0.0.1", number}, 1000).ok()) return true;
        usleep(25000);
    }
    return false;
}

bool file_contains(const std::string& file, std::string_view text) {
    const auto bytes = io::read_text_file(file);
    return bytes.ok() && bytes->find(text) != std::string::npos;
}

/// Where a cell leaves what it said, without an ending.
std::string stem_of(const Run& run, const Peer& peer, const Offer& offer, std::string_view word) {
    return joined({run.traces, "/", interop_stem(peer, *offer.suite, word)});
}

/// Our client asks for a page; its text and its trace stay only if that failed.
bool our_client(const Run& run,
                const Peer& peer,
                const std::string& port,
                const Offer& offer,
                std::string_view word) {
    const std::string output = stem_of(run, peer, offer, word) + ".txt";
    const std::string trace = stem_of(run, peer, offer, word) + ".ndjson";
    Child child{{run.self, "connect", joined({"127.0.0.1:", port}), "--ca",
                 joined({run.directory, "/ca.pem"}), "--verify-name", "localhost", "--policy",
                 "compatible", "--tls", std::string{word}, "--ciphers",
                 std::string{offer.suite->name}, "--http", "/", "--ndjson", trace},
                std::nullopt,
                output};
    const bool good = child.wait(kPatienceMs) == 0 && file_contains(output, " 200 ");
    if (good) {
        (void)unlink(output.c_str());
        (void)unlink(trace.c_str());
    }
    return good;
}

/// Their client asks for our page; what it said stays only if that failed.
bool their_client(const Run& run,
                  const Peer& peer,
                  const std::string& port,
                  const Offer& offer,
                  std::string_view word) {
    const std::string output = stem_of(run, peer, offer, word) + ".txt";
    Child child{peer.words({run.directory, port}, &offer), "GET /a.txt HTTP/1.0\r\n\r\n", output};
    const bool good = child.wait(kPatienceMs) == 0 && file_contains(output, " 200 ") &&
                      file_contains(output, offer.suite->name);
    if (good) (void)unlink(output.c_str());
    return good;
}

/// Starts `vitrine serve` on a port that it picks and tells.
std::string start_our_server(const Run& run, Child& child) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return {};
    const std::string& d = run.directory;
    child = Child{{run.self, "serve", "0", "--ready-fd", "3", "--policy", "lab", "--tls", "1.0-1.2",
                   "--cert", d + "/rsa.pem", "--key", d + "/rsa.key", "--cert", d + "/ec.pem",
                   "--key", d + "/ec.key", "--www"},
                  std::nullopt,
                  run.traces + "/our server.txt",
                  ends[1]};
    ::close(ends[1]);
    std::string port;
    for (char c = 0; ::read(ends[0], &c, 1) == 1 && c != '\n';) port += c;
    ::close(ends[0]);
    return port;
}

/// Starts whatever serves for this peer; the port, or nothing if it did not start.
std::string start_server(const Run& run, const Peer& peer, const std::string& port, Child& server) {
    if (!is_installed(peer.program)) return {};
    if (!peer.is_server) return start_our_server(run, server);
    server = Child{peer.words({run.directory, port}, nullptr), std::nullopt,
                   joined({run.traces, "/", peer.name, ".txt"})};
    return wait_for_port(port) ? port : std::string{};
}

InteropRow test_suite(const Run& run,
                      const Peer& peer,
                      const std::string& port,
                      const CipherSuite& suite) {
    InteropRow row{&suite, {Cell::absent, Cell::absent, Cell::absent}};
    for (std::size_t i = 0; i < kVersions.size(); ++i) {
        if (kVersions[i] < suite.min_version || suite.max_version < kVersions[i]) continue;
        const Offer offer{&suite, kVersions[i]};
        const bool good = peer.is_server ? our_client(run, peer, port, offer, kVersionWords[i])
                                         : their_client(run, peer, port, offer, kVersionWords[i]);
        row.cells[i] = good ? Cell::good : Cell::bad;
    }
    return row;
}

InteropColumn test_peer(const Run& run, const Peer& peer, const std::string& fixed_port) {
    InteropColumn column{&peer, false, {}};
    Child server;
    const std::string port = start_server(run, peer, fixed_port, server);
    if (port.empty()) return column;
    column.started = true;
    const auto known = peer.suites(run.directory);
    for (const CipherSuite& suite : handshake::all_suites()) {
        if (is_wanted(run, suite) && known.contains(suite.value))
            column.rows.push_back(test_suite(run, peer, port, suite));
    }
    return column;
}

std::string own_path() {
    char path[4096];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    return length > 0 ? std::string(path, static_cast<std::size_t>(length)) : "vitrine";
}

void remove_certificates(const std::string& directory) {
    for (const char* file :
         {"ca.pem", "ca.key", "rsa.pem", "rsa.key", "ec.pem", "ec.key", "list.txt"})
        (void)unlink(joined({directory, "/", file}).c_str());
    (void)rmdir(directory.c_str());
}

std::vector<InteropColumn> test_all(const Run& run, const std::string& peer_filter) {
    std::vector<InteropColumn> columns;
    int port = 34430;  // our own network has nobody else on it
    for (const Peer& peer : peers()) {
        ++port;
        if (peer.name.find(peer_filter) == std::string::npos) continue;
        if (isatty(STDERR_FILENO) != 0) (void)std::fprintf(stderr, "%s ...\n", peer.name.c_str());
        columns.push_back(test_peer(run, peer, std::to_string(port)));
    }
    return columns;
}

int report(const std::vector<InteropColumn>& columns, const Run& run, const Options& options) {
    const InteropCount sum = count(columns, !run.suite_filter.empty());
    if (options.has("json")) {
        std::printf("%s", interop_json(columns).c_str());
    } else {
        std::printf("%s%zu passed, %zu failed\n", interop_table(columns).c_str(), sum.good,
                    sum.bad);
    }
    (void)std::fflush(stdout);
    if (sum.bad != 0) (void)std::fprintf(stderr, "traces of what failed: %s\n", run.traces.c_str());
    if (options.has("html") &&
        !io::write_file(options.value("html"), interop_html(columns, run.traces)).ok())
        return complain(kCannotWrite, options.value("html"), "cannot be written");
    return sum.bad == 0 && sum.good != 0 ? kDone : kDifferent;
}

/// Whether any of the peers has such a name; complains if not.
bool has_peer(const std::string& filter) {
    std::string names;
    for (const Peer& peer : peers()) {
        if (peer.name.find(filter) != std::string::npos) return true;
        (names += names.empty() ? "" : ", ") += peer.name;
    }
    complain(kUsage, "--peer " + filter, "there are " + names);
    return false;
}

int run(const Options& options) {
    if (!has_peer(options.value("peer"))) return kUsage;
    // A client that ends before it has read its request must not end us.
    if (std::signal(SIGPIPE, SIG_IGN) == SIG_ERR) return kCannotStart;
    char directory[] = "/tmp/vitrine-interop-XXXXXX";
    if (mkdtemp(directory) == nullptr)
        return complain(kCannotWrite, "/tmp", "no room for certificates");
    const Run run{directory, options.value_or("out", "interop-traces"), options.value("suite"),
                  own_path()};
    if (mkdir(run.traces.c_str(), 0700) != 0 && errno != EEXIST)
        return complain(kCannotWrite, run.traces, "cannot make this folder");
    if (!options.has("no-netns") && !enter_own_network())
        return complain(kCannotStart, "interop",
                        "no network of our own to be had here; with --no-netns gnutls-serv listens "
                        "on every address");
    if (!make_certificates(run.directory).ok())
        return complain(kCannotStart, "interop", "no certificates");
    const std::vector<InteropColumn> columns = test_all(run, options.value("peer"));
    remove_certificates(run.directory);
    return report(columns, run, options);
}

}  // namespace

const Verb kInterop{
    "interop", "our client and server against other TLS stacks",
    "vitrine interop --html table.html\nvitrine interop --peer gnutls --suite RC4\n", kOptions,
    run};

}  // namespace vitrine::tools
