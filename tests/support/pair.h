// A client and a server of this engine, wired to each other in memory. Deterministic: fixed seeds
// and time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/connection.h"

namespace vitrine::test {

/// A file under vectors/x509/pki, whole.
std::vector<std::uint8_t> pki_file(const std::string& name);

/// 2026-01-01, inside the validity of the test PKI.
inline constexpr Time kTestNow{1767225600};

/// One end, with its own copy of what it has not taken yet.
struct Side {
    std::unique_ptr<engine::Connection> connection;
    std::vector<std::uint8_t> inbox;     ///< bytes from the peer, not taken yet
    std::vector<std::uint8_t> received;  ///< application data so far
    std::vector<std::uint8_t> wire;      ///< every byte it ever sent
    std::optional<Error> error;          ///< of the last receive that failed

    /// Gives `bytes` to the connection and takes what it has to say.
    void feed(ByteView bytes);
    /// What it wants to send, taken away.
    std::vector<std::uint8_t> take_output();
};

class Pair {
  public:
    Pair(const engine::Config& client,
         const engine::Config& server,
         const engine::ConnectionOptions& client_options = {},
         const engine::ConnectionOptions& server_options = {});

    Side client;
    Side server;

    /// Carries bytes to and fro until nothing moves. Returns true if both are connected.
    bool run();
    /// One round: the client's output to the server, then the server's to the client. True if
    /// anything moved.
    bool pump();
};

/// Ready-made configurations on the test PKI.
std::unique_ptr<engine::Config> client_config(engine::Policy policy = engine::Policy::lab);
std::unique_ptr<engine::Config> server_config(engine::Policy policy = engine::Policy::lab);

}  // namespace vitrine::test
