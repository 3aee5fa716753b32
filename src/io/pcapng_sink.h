// A connection as a capture file (pcapng), with its keys inside, so that Wireshark opens and
// decrypts it without being told anything. The bytes are the connection's own; the Ethernet, IPv4
// and TCP around them are made up: addresses, ports and sequence numbers are plausible, times are
// those of the connection's clock, 100 microseconds an event. Format: draft-ietf-opsawg-pcapng §4.1
// (section header), §4.2 (interface), §4.3 (packet), §4.7 (secrets).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/trace.h"
#include "io/keylog.h"

namespace vitrine::io {

struct Ipv4Endpoint {
    std::array<std::uint8_t, 4> address{127, 0, 0, 1};
    std::uint16_t port = 0;
};

class PcapngSink final : public trace::Sink {
  public:
    explicit PcapngSink(Ipv4Endpoint client = {{127, 0, 0, 1}, 49152},
                        Ipv4Endpoint server = {{127, 0, 0, 1}, 443});

    void on(const trace::Conn& e) override;
    void on(const trace::Bytes& e) override;
    void on(const trace::Derive& e) override { keys_.on(e); }
    void on(const trace::End& e) override;

    /// The finished file: the secrets come before the packets that need them.
    [[nodiscard]] std::vector<std::uint8_t> file() const;

  private:
    struct Side {
        Ipv4Endpoint endpoint;
        std::uint32_t next_sequence;
    };
    enum Flags : std::uint8_t { kFin = 1, kSyn = 2, kPush = 8, kAck = 16 };

    void open_connection();
    void packet(Side& from, const Side& to, std::uint8_t flags, ByteView data);

    Side client_;
    Side server_;
    trace::Role role_ = trace::Role::client;
    bool open_ = false;
    std::uint64_t now_us_ = 0;
    std::string key_lines_;
    KeylogSink keys_;
    std::vector<std::uint8_t> packets_;
};

}  // namespace vitrine::io
