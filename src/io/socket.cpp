#include "io/socket.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <memory>

namespace vitrine::io {

namespace {

using AddressList = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

Result<std::uint16_t> parse_port(std::string_view text) {
    std::uint16_t port = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), port);
    if (text.empty() || parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size()) {
        return fail(ErrorCode::address_invalid);
    }
    return port;
}

Result<AddressList> resolve(const Address& address, bool passive) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = passive ? AI_PASSIVE | AI_NUMERICSERV : AI_NUMERICSERV;
    addrinfo* list = nullptr;
    const std::string port = std::to_string(address.port);
    if (::getaddrinfo(address.host.c_str(), port.c_str(), &hints, &list) != 0) {
        return fail(ErrorCode::host_not_found);
    }
    return AddressList{list, &::freeaddrinfo};
}

Result<Socket> open_socket(const addrinfo& info) {
    Socket socket{::socket(info.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    if (!socket.is_open()) return fail(ErrorCode::socket_failed);
    const int on = 1;
    // A handshake is small messages in turns; Nagle's algorithm would add 40 ms to each.
    (void)::setsockopt(socket.fd(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return socket;
}

ErrorCode code_of(int error) {
    if (error == ECONNREFUSED) return ErrorCode::connection_refused;
    if (error == ETIMEDOUT) return ErrorCode::timed_out;
    return ErrorCode::socket_failed;
}

Result<Socket> connect_one(const addrinfo& info, int timeout_ms) {
    TLS_TRY_ASSIGN(Socket socket, open_socket(info));
    if (::connect(socket.fd(), info.ai_addr, info.ai_addrlen) == 0) return socket;
    if (errno != EINPROGRESS) return fail(code_of(errno));
    TLS_TRY(wait_for(socket, false, true, timeout_ms));
    int error = 0;
    socklen_t size = sizeof error;
    if (::getsockopt(socket.fd(), SOL_SOCKET, SO_ERROR, &error, &size) != 0) {
        return fail(ErrorCode::socket_failed);
    }
    if (error != 0) return fail(code_of(error));
    return socket;
}

Address address_of(const sockaddr_storage& storage) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (storage.ss_family == AF_INET6) {
        const auto& v6 = reinterpret_cast<const sockaddr_in6&>(storage);
        (void)::inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
        return {text.data(), ntohs(v6.sin6_port)};
    }
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(storage);
    (void)::inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
    return {text.data(), ntohs(v4.sin_port)};
}

}  // namespace

Result<Address> parse_address(std::string_view text, std::string_view default_host) {
    Address address;
    std::string_view port = text;
    if (text.starts_with('[')) {
        const std::size_t close = text.find("]:");
        if (close == text.npos) return fail(ErrorCode::address_invalid);
        address.host = text.substr(1, close - 1);
        port = text.substr(close + 2);
    } else if (const std::size_t colon = text.find(':'); colon != text.npos) {
        if (text.rfind(':') != colon)
            return fail(ErrorCode::address_invalid);  // IPv6 needs brackets
        address.host = text.substr(0, colon);
        port = text.substr(colon + 1);
    } else {
        address.host = default_host;
    }
    if (address.host.empty()) return fail(ErrorCode::address_invalid);
    TLS_TRY_ASSIGN(address.port, parse_port(port));
    return address;
}

bool is_loopback(std::string_view host) {
    if (host == "localhost" || host == "::1") return true;
    in_addr v4{};
    return ::inet_pton(AF_INET, std::string{host}.c_str(), &v4) == 1 &&
           (ntohl(v4.s_addr) >> 24) == 127;
}

std::string address_text(const Address& address) {
    const bool v6 = address.host.find(':') != std::string::npos;
    std::string text{v6 ? "[" : ""};
    text += address.host;
    text += v6 ? "]:" : ":";
    text += std::to_string(address.port);
    return text;
}

Socket& Socket::operator=(Socket&& other) noexcept {
    if (this != &other) {
        close();
        fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
}

void Socket::shut_down_writing() const {
    (void)::shutdown(fd_, SHUT_WR);
}

void Socket::close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

Result<Socket> connect_to(const Address& address, int timeout_ms) {
    TLS_TRY_ASSIGN(const AddressList list, resolve(address, false));
    Error last = fail(ErrorCode::host_not_found);
    for (const addrinfo* info = list.get(); info != nullptr; info = info->ai_next) {
        auto socket = connect_one(*info, timeout_ms);
        if (socket.ok()) return socket;
        last = socket.error();
    }
    return last;
}

Result<Listener> listen_on(const Address& address) {
    TLS_TRY_ASSIGN(const AddressList list, resolve(address, true));
    TLS_TRY_ASSIGN(Socket socket, open_socket(*list));
    const int on = 1;
    (void)::setsockopt(socket.fd(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(socket.fd(), list->ai_addr, list->ai_addrlen) != 0)
        return fail(ErrorCode::socket_failed);
    if (::listen(socket.fd(), SOMAXCONN) != 0) return fail(ErrorCode::socket_failed);
    sockaddr_storage bound{};
    socklen_t size = sizeof bound;
    if (::getsockname(socket.fd(), reinterpret_cast<sockaddr*>(&bound), &size) != 0) {
        return fail(ErrorCode::socket_failed);
    }
    return Listener{std::move(socket), address_of(bound).port};
}

Result<std::optional<Accepted>> accept_from(const Socket& listener) {
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    Socket socket{::accept4(listener.fd(), reinterpret_cast<sockaddr*>(&peer), &size,
                            SOCK_NONBLOCK | SOCK_CLOEXEC)};
    if (!socket.is_open()) {
        // ECONNABORTED and its like: the client went away before we came.
        const bool nobody =
            errno == EAGAIN || errno == EINTR || errno == ECONNABORTED || errno == EPROTO;
        if (nobody) return std::optional<Accepted>{};
        return fail(ErrorCode::socket_failed);
    }
    const int on = 1;
    (void)::setsockopt(socket.fd(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return std::optional<Accepted>{Accepted{std::move(socket), address_of(peer)}};
}

Result<Transfer> read_some(const Socket& socket, MutByteView into) {
    const ssize_t n = ::recv(socket.fd(), into.data(), into.size(), 0);
    if (n > 0) return Transfer{static_cast<std::size_t>(n), false, false};
    if (n == 0 || errno == ECONNRESET) return Transfer{0, false, true};
    if (errno == EAGAIN || errno == EINTR) return Transfer{0, true, false};
    return fail(ErrorCode::socket_failed);
}

Result<Transfer> write_some(const Socket& socket, ByteView from) {
    const ssize_t n = ::send(socket.fd(), from.data(), from.size(), MSG_NOSIGNAL);
    if (n >= 0) return Transfer{static_cast<std::size_t>(n), false, false};
    if (errno == EAGAIN || errno == EINTR) return Transfer{0, true, false};
    if (errno == EPIPE || errno == ECONNRESET) return Transfer{0, false, true};
    return fail(ErrorCode::socket_failed);
}

Status wait_for(const Socket& socket, bool readable, bool writable, int timeout_ms) {
    pollfd entry{socket.fd(),
                 static_cast<short>((readable ? POLLIN : 0) | (writable ? POLLOUT : 0)), 0};
    const int ready = ::poll(&entry, 1, timeout_ms);
    if (ready > 0 || (ready < 0 && errno == EINTR)) return done();
    return fail(ready == 0 ? ErrorCode::timed_out : ErrorCode::socket_failed);
}

}  // namespace vitrine::io
