// TCP sockets: addresses as people write them, connecting with a deadline, listening, reads and
// writes that never block and never raise SIGPIPE.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "base/bytes.h"
#include "base/result.h"

namespace vitrine::io {

struct Address {
    std::string host;
    std::uint16_t port = 0;
};

/// "HOST:PORT", "[v6]:PORT", or with `default_host` "PORT" alone.  Errors: address_invalid.
Result<Address> parse_address(std::string_view text, std::string_view default_host = {});
/// True for "localhost" and the literals 127.0.0.0/8 and ::1.
bool is_loopback(std::string_view host);
/// "127.0.0.1:4433", "[::1]:4433"
std::string address_text(const Address& address);

/// A file descriptor that closes itself; non-blocking.
class Socket {
  public:
    Socket() = default;
    explicit Socket(int fd) : fd_(fd) {}
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    Socket(Socket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Socket& operator=(Socket&& other) noexcept;
    ~Socket() { close(); }

    [[nodiscard]] int fd() const { return fd_; }
    [[nodiscard]] bool is_open() const { return fd_ >= 0; }
    /// Sends a FIN; the peer's bytes can still be read.
    void shut_down_writing() const;
    void close();

  private:
    int fd_ = -1;
};

/// Tries the host's addresses in turn.
/// Errors: host_not_found, connection_refused, timed_out, socket_failed.
Result<Socket> connect_to(const Address& address, int timeout_ms);

struct Listener {
    Socket socket;
    std::uint16_t port = 0;  ///< the one that was picked, if 0 was asked for
};

/// Errors: host_not_found, socket_failed (in use, or not ours).
Result<Listener> listen_on(const Address& address);

struct Accepted {
    Socket socket;
    Address peer;
};

/// Nothing if no one waits.  Errors: socket_failed.
Result<std::optional<Accepted>> accept_from(const Socket& listener);

struct Transfer {
    std::size_t bytes = 0;
    bool would_block = false;
    bool ended = false;  ///< read: the peer sent FIN, or the connection was reset
};

/// Reads or writes what is possible now.  Errors: socket_failed.
Result<Transfer> read_some(const Socket& socket, MutByteView into);
Result<Transfer> write_some(const Socket& socket, ByteView from);

/// Waits until the socket can be read or written, or the deadline passes.  Errors: timed_out,
/// socket_failed.
Status wait_for(const Socket& socket, bool readable, bool writable, int timeout_ms);

}  // namespace vitrine::io
