// The NSS key log format: `CLIENT_RANDOM <client random> <master secret>`, a line a connection.
// Wireshark and other tools decrypt a capture with it. Written only where a user asks
// (SSLKEYLOGFILE, --keylog).
#pragma once

#include <functional>
#include <set>
#include <string>

#include "base/trace.h"

namespace vitrine::io {

/// Finds the master secret in the derivations of a connection, full or resumed, and makes its line.
class KeylogSink final : public trace::Sink {
  public:
    using Write = std::function<void(std::string_view line)>;

    explicit KeylogSink(Write write) : write_(std::move(write)) {}

    void on(const trace::Derive& e) override;

  private:
    Write write_;
    std::set<std::string> seen_;  // lines; a renegotiation makes a second one
};

/// Appends lines to a file that only its owner can read. Failures are dropped: a key log that
/// cannot be written must not end a connection.
KeylogSink::Write append_to_keylog(std::string path);

/// The value of SSLKEYLOGFILE; empty if it is not set.
std::string keylog_path_from_environment();

}  // namespace vitrine::io
