// One client of `vitrine serve`: its connection, what is answered to its data, the line about how
// it ended. Read next: serve.cpp (the loop that all of them share).
#pragma once

#include <memory>
#include <string>

#include "io/tls_pump.h"
#include "tools/setup.h"
#include "tools/watch.h"

namespace vitrine::tools {

class ServeSession {
  public:
    ServeSession(const Options& options,
                 std::shared_ptr<engine::Config> config,
                 io::Accepted accepted,
                 std::size_t number,
                 const engine::ConnectionOptions& how);

    /// It has until the timeout to end by itself.
    bool ending = false;

    [[nodiscard]] io::TlsPump& pump() { return pump_; }
    [[nodiscard]] engine::Connection& connection() { return connection_; }
    [[nodiscard]] const io::Socket& socket() const { return socket_; }

    /// One line about how it ended, and the files.
    void end();

  private:
    /// What becomes of the client's data: shown, answered with a page, sent back, dropped.
    enum class Mode : std::uint8_t { print, www, echo, reverse, sink };

    static Mode mode_of(const Options& options);
    engine::ConnectionOptions with_sink(engine::ConnectionOptions how);
    void take(ByteView data);
    void reverse(ByteView data);
    void answer(ByteView data);

    Mode mode_;
    std::shared_ptr<engine::Config> config_;
    std::string peer_;
    std::string text_;
    Watch watch_;
    io::Socket socket_;
    engine::Connection connection_;
    io::TlsPump pump_;
};

}  // namespace vitrine::tools
