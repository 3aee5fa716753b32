// A client's first flight, in 40 lines, against the installed library: no sockets, no files, no
// clock.
//   cmake -S docs/example -B build-example -DCMAKE_PREFIX_PATH=PREFIX && cmake --build
//   build-example c++ -std=c++20 docs/example/example.cpp $(pkg-config --cflags --libs vitrine)
#include <cstdio>

#include "engine/connection.h"

using namespace vitrine;

// Sees every message of the connection; other events are in base/trace.h.
class Printer final : public trace::Sink {
  public:
    using trace::Sink::on;
    void on(const trace::Message& message) override {
        std::printf(
            "%s %.*s, %zu bytes\n", message.direction == trace::Direction::sent ? "->" : "<-",
            static_cast<int>(message.name.size()), message.name.data(), message.bytes.size());
    }
};

int main() {
    engine::Config config;          // the policy `modern`
    config.set_verify_peer(false);  // no trust anchors here; a real client calls add_trust
    if (!config.build(trace::Role::client).ok()) return 1;

    Printer printer;
    engine::ConnectionOptions options;
    options.server_name = "example.org";
    options.now = Time{1767225600};  // time and randomness are arguments
    options.sink = &printer;
    engine::Connection client(config, trace::Role::client, options);
    if (!client.start().ok()) return 1;
    std::printf("%zu bytes for the server\n", client.pending_output().size());

    std::uint8_t answer[] = {
        21, 3, 3, 0, 2, 2, 40};  // what a server sends that refuses: fatal handshake_failure
    const Result<std::size_t> taken = client.receive(answer);
    if (!taken.ok() || !client.is_closed()) return 1;
    const std::string_view why =
        name_of(client.security_state().end->alert.value_or(AlertDescription::close_notify));
    std::printf("ended by the server: %.*s\n", static_cast<int>(why.size()), why.data());
    return 0;
}
