// vitrine bench: what this engine does in a second on one core: whole handshakes by key exchange,
// resumption, and data by suite, between a client and a server in memory. Comparisons with OpenSSL:
// ./run bench.
#include <cstdio>
#include <memory>
#include <string>

#include "engine/connection.h"
#include "io/clock.h"
#include "io/json_writer.h"
#include "io/system_rng.h"
#include "io/terminal.h"
#include "tools/pki.h"
#include "tools/verb.h"

namespace vitrine::tools {

namespace {

using handshake::NamedGroup;
using record::ProtocolVersion;

constexpr OptionSpec kOptions[] = {
    {"seconds", '\0', "N", "for each line (1)"},
    {"suite", '\0', "NAME", "only suites whose name contains this"},
    {"json", '\0', "", "as JSON"},
};

struct Kind {
    const char* suite;
    NamedGroup group;
    ProtocolVersion version = ProtocolVersion::tls12;
};

constexpr Kind kHandshakes[] = {
    {"ECDHE-RSA-AES128-GCM-SHA256", NamedGroup::x25519},
    {"ECDHE-RSA-AES128-GCM-SHA256", NamedGroup::secp256r1},
    {"ECDHE-ECDSA-AES128-GCM-SHA256", NamedGroup::secp256r1},
    {"DHE-RSA-AES128-GCM-SHA256", NamedGroup::ffdhe2048},
    {"AES128-GCM-SHA256", NamedGroup::x25519},
    {"AES128-SHA", NamedGroup::x25519, ProtocolVersion::tls10},
};
constexpr Kind kData[] = {
    {"ECDHE-ECDSA-AES128-GCM-SHA256", NamedGroup::secp256r1},
    {"ECDHE-ECDSA-AES256-GCM-SHA384", NamedGroup::secp256r1},
    {"ECDHE-ECDSA-CHACHA20-POLY1305", NamedGroup::secp256r1},
    {"ECDHE-ECDSA-AES128-SHA", NamedGroup::secp256r1},
    {"ECDHE-ECDSA-AES128-SHA256", NamedGroup::secp256r1},
    {"AES128-SHA", NamedGroup::secp256r1, ProtocolVersion::tls10},
};

struct Line {
    std::string what;  ///< "full", "resumed" or "data"
    const handshake::CipherSuite* suite;
    NamedGroup group;
    ProtocolVersion version;
    double per_second = 0;  ///< handshakes, or bytes
};

/// A client and a server that can be connected again and again.
class Ends {
  public:
    /// Errors: those of making certificates and of Config.
    Status set_up(const Kind& kind, Rng& rng) {
        now_ = io::wall_clock();
        const x509::Validity validity{Time{now_.seconds - 3600}, Time{now_.seconds + 86400}};
        const handshake::CipherSuite* suite[] = {handshake::find_suite(kind.suite)};
        const NamedGroup groups[] = {kind.group};
        TLS_TRY_ASSIGN(const Identity ca, make_ca("Bench Root", "rsa", validity, rng));
        TLS_TRY_ASSIGN(
            const Identity leaf,
            make_server({"localhost"}, suite[0]->auth == handshake::Auth::ecdsa ? "p256" : "rsa",
                        validity, ca, rng));
        TLS_TRY(client_.add_trust(as_bytes(ca.certificate_pem)));
        TLS_TRY(server_.add_credential(as_bytes(leaf.certificate_pem), as_bytes(leaf.key_pem)));
        for (engine::Config* config : {&client_, &server_}) {
            TLS_TRY(config->set_suites(suite));
            config->set_versions(kind.version, kind.version);
            config->set_groups(groups);
        }
        if (kind.group == NamedGroup::ffdhe2048) server_.set_dh_group(kind.group);
        server_.set_session_cache(16);
        TLS_TRY(client_.build(trace::Role::client));
        return server_.build(trace::Role::server);
    }

    /// A handshake; false if it failed.
    bool connect(const handshake::Session* session) {
        engine::ConnectionOptions options;
        options.now = now_;
        ++number_;
        for (std::size_t i = 0; i < 8; ++i)
            options.seed[i] = static_cast<std::uint8_t>(number_ >> (8 * i));
        options.seed[8] = 1;
        server_end_ = std::make_unique<engine::Connection>(server_, trace::Role::server, options);
        options.seed[8] = 2;
        options.server_name = options.verify_name = "localhost";
        options.session = session;
        client_end_ = std::make_unique<engine::Connection>(client_, trace::Role::client, options);
        if (!client_end_->start().ok()) return false;
        while (carry(*client_end_, *server_end_) || carry(*server_end_, *client_end_)) {
        }
        return client_end_->is_connected() && server_end_->is_connected();
    }
    [[nodiscard]] std::optional<handshake::Session> session() const {
        return client_end_->session();
    }

    /// A full record from the client to the server; false if it did not arrive whole.
    bool send_record(ByteView data) {
        const auto sealed = client_end_->write(data);
        return sealed.ok() && *sealed == data.size() && carry(*client_end_, *server_end_);
    }

  private:
    /// Takes all output of one end to the other, and drops what data comes out.
    bool carry(engine::Connection& from, engine::Connection& to) {
        std::size_t size = 0;
        while (!from.pending_output().empty()) {
            const ByteView piece = from.pending_output();
            copy_bytes(piece, MutByteView{wire_}.subspan(size));
            size += piece.size();
            from.sent(piece.size());
        }
        for (std::size_t at = 0; at < size;) {
            const auto taken = to.receive(MutByteView{wire_}.subspan(at, size - at));
            if (!taken.ok()) return false;
            to.consume(to.received().size());
            at += *taken;
        }
        return size != 0;
    }

    engine::Config client_{engine::Policy::lab};
    engine::Config server_{engine::Policy::lab};
    Time now_{};
    std::uint64_t number_ = 0;
    std::unique_ptr<engine::Connection> client_end_;
    std::unique_ptr<engine::Connection> server_end_;
    std::vector<std::uint8_t> wire_ = std::vector<std::uint8_t>(65536);
};

/// How often `work` succeeds in a second; 0 if it ever fails.
template <class Work>
double rate(double seconds, Work work) {
    const std::uint64_t begin = io::monotonic_ns();
    const auto limit = static_cast<std::uint64_t>(seconds * 1e9);
    std::uint64_t done = 0;
    std::uint64_t elapsed = 0;
    do {
        if (!work()) return 0;
        ++done;
        elapsed = io::monotonic_ns() - begin;
    } while (elapsed < limit);
    return static_cast<double>(done) * 1e9 / static_cast<double>(elapsed);
}

double measure(const std::string& what, Ends& ends, double seconds) {
    if (what == "full") return rate(seconds, [&] { return ends.connect(nullptr); });
    if (!ends.connect(nullptr)) return 0;
    if (what == "resumed") {
        const auto session = ends.session();
        return session.has_value() ? rate(seconds, [&] { return ends.connect(&*session); }) : 0;
    }
    const std::vector<std::uint8_t> data(16384 - 1, 'x');  // TLS 1.0 splits off one byte
    return static_cast<double>(data.size()) * rate(seconds, [&] { return ends.send_record(data); });
}

void print_line(const Line& line) {
    const auto style = io::TextStyle::of(1);
    std::string text = io::padded(line.what, 9);
    text += io::padded(record::name_of(line.version), 9);
    text += io::padded(line.suite->name, 46);
    text += io::padded(line.what == "data" ? "" : handshake::name_of(line.group), 11);
    char number[32];
    const bool data = line.what == "data";
    (void)std::snprintf(number, sizeof number, "%.0f",
                        data ? line.per_second / 1e6 : line.per_second);
    text += io::right_aligned(number, 8);
    std::printf("%s %s\n", style.fit(text).c_str(), data ? "MB/s" : "handshakes/s");
    (void)std::fflush(stdout);
}

std::string to_json(const std::vector<Line>& lines) {
    io::JsonWriter out{2};
    out.begin_array();
    for (const Line& line : lines) {
        out.begin_object();
        out.member("what", line.what);
        out.member("version", record::name_of(line.version));
        out.member("suite", line.suite->name);
        out.member("group", handshake::name_of(line.group));
        out.member(line.what == "data" ? "bytes_per_second" : "handshakes_per_second",
                   line.per_second);
        out.end_object();
    }
    out.end_array();
    return out.take();
}

struct Plan {
    const char* what;
    std::span<const Kind> kinds;
};
constexpr Plan kPlans[] = {{"full", kHandshakes}, {"resumed", kHandshakes}, {"data", kData}};

/// Measures one line; its exit code if that cannot be done (said on stderr).
int measure_line(Line& line, const Kind& kind, Rng& rng, double seconds) {
    Ends ends;
    const Status ready = ends.set_up(kind, rng);
    if (!ready.ok()) return complain(kCannotStart, kind.suite, ready.error());
    line.per_second = measure(line.what, ends, seconds);
    return line.per_second > 0 ? static_cast<int>(kDone)
                               : complain(kCannotStart, kind.suite, "the ends did not connect");
}

int run_plan(const Plan& plan, const Options& options, double seconds, std::vector<Line>& lines) {
    io::SystemRng rng;
    for (const Kind& kind : plan.kinds) {
        const handshake::CipherSuite* suite = handshake::find_suite(kind.suite);
        if (suite->name.find(options.value("suite")) == std::string_view::npos) continue;
        Line line{plan.what, suite, kind.group, kind.version};
        const int code = measure_line(line, kind, rng, seconds);
        if (code != kDone) return code;
        lines.push_back(line);
        if (!options.has("json")) print_line(line);
    }
    return kDone;
}

int run(const Options& options) {
    const auto seconds = options.number("seconds", 1);
    if (!seconds || *seconds < 1) return complain(kUsage, "--seconds", "takes a number, 1 or more");
    std::vector<Line> lines;
    for (const Plan& plan : kPlans) {
        const int code = run_plan(plan, options, static_cast<double>(*seconds), lines);
        if (code != kDone) return code;
    }
    if (lines.empty()) return complain(kUsage, "--suite", "no suite of this name is measured");
    if (options.has("json")) std::printf("%s\n", to_json(lines).c_str());
    return kDone;
}

}  // namespace

const Verb kBench{"bench", "handshakes and bytes in a second, on one core",
                  "vitrine bench\nvitrine bench --suite GCM --seconds 3\n", kOptions, run};

}  // namespace vitrine::tools
