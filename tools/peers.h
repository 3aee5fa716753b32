// Other TLS stacks as commands: what each is called, which suites it has, and the words that make
// it serve or ask for a page with one suite at one version. Read next: interop.cpp.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "handshake/suites.h"
#include "record/protocol_version.h"

namespace vitrine::tools {

/// Where the certificates of a run lie: ca.pem, rsa.pem, rsa.key, ec.pem, ec.key.
struct PeerSetting {
    std::string directory;
    std::string port;
};

struct Offer {
    const handshake::CipherSuite* suite;
    record::ProtocolVersion version;
};

struct Peer {
    std::string name;     ///< "openssl s_server"
    std::string program;  ///< what must be installed
    bool is_server;
    /// A server: takes any suite and version it has. A client: asks with just this offer for
    /// /a.txt, from standard input or by itself.
    std::vector<std::string> (*words)(const PeerSetting& setting, const Offer* offer);
    /// IANA values of the suites it can speak, as it says itself.
    std::set<std::uint16_t> (*suites)(const std::string& directory);
};

const std::vector<Peer>& peers();

}  // namespace vitrine::tools
