// Many pairs of connections at once, each with seeds that follow from its number, so that two
// crowds made alike write the same bytes whichever executor answers their operations.
#pragma once

#include <memory>
#include <vector>

#include "support/pair.h"

namespace vitrine::test {

/// What the pairs of a crowd speak.
struct Play {
    record::ProtocolVersion version;
    const char* suite;
    std::optional<handshake::NamedGroup> group;  ///< none: the default
    bool client_auth;
};

/// Plays of every kind of key exchange and signature, at every version.
std::span<const Play> plays();

/// Configurations for a play.
struct PlayConfigs {
    explicit PlayConfigs(const Play& play);
    std::unique_ptr<engine::Config> client;
    std::unique_ptr<engine::Config> server;
};

/// A client and a server.
struct Ends {
    Ends(const PlayConfigs& configs, std::size_t number, bool immediate);
    /// One round, there and back. True if anything moved.
    bool pump();
    [[nodiscard]] bool connected() const;

    Side client;
    Side server;
};

/// Whole pairs; `number` of each is its place.
class Crowd {
  public:
    Crowd(const PlayConfigs& configs, std::size_t size, bool immediate);

    /// Pumps every pair once. True if anything moved.
    bool pump();
    /// Every side that has an operation out, clients and servers, in order.
    [[nodiscard]] std::vector<Side*> waiting();
    /// Compares each pair with one of the same number that ran its operations at once.
    void expect_same_bytes_as_at_once(const PlayConfigs& configs);

    std::vector<std::unique_ptr<Ends>> pairs;
};

}  // namespace vitrine::test
