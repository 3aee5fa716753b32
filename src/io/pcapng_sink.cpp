#include "io/pcapng_sink.h"

#include <algorithm>

#include "io/trace_names.h"

namespace vitrine::io {

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint32_t kSectionHeaderBlock = 0x0a0d0d0a;
constexpr std::uint32_t kInterfaceBlock = 1;
constexpr std::uint32_t kEnhancedPacketBlock = 6;
constexpr std::uint32_t kDecryptionSecretsBlock = 10;
constexpr std::uint32_t kTlsKeyLog = 0x544c534b;  // "TLSK"
constexpr std::uint16_t kLinkTypeEthernet = 1;
constexpr std::size_t kMaxSegment = 1460;
constexpr std::uint64_t kStepUs = 100;

// pcapng is written in the writer's byte order and says which; we take little-endian everywhere.
void put_le(Bytes& out, std::uint64_t value, std::size_t width) {
    for (std::size_t i = 0; i < width; ++i)
        out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

// The packets inside are in network order.
void put_be(Bytes& out, std::uint64_t value, std::size_t width) {
    for (std::size_t i = width; i-- > 0;)
        out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

void append(Bytes& out, ByteView more) {
    out.insert(out.end(), more.begin(), more.end());
}

void pad_to_4(Bytes& out) {
    while (out.size() % 4 != 0) out.push_back(0);
}

/// Type, length, body, length again.
void append_block(Bytes& out, std::uint32_t type, Bytes body) {
    pad_to_4(body);
    const std::size_t length = body.size() + 12;
    put_le(out, type, 4);
    put_le(out, length, 4);
    append(out, body);
    put_le(out, length, 4);
}

Bytes section_header() {
    Bytes body;
    put_le(body, 0x1a2b3c4d, 4);  // byte-order magic
    put_le(body, 1, 2);           // version 1.0
    put_le(body, 0, 2);
    put_le(body, ~std::uint64_t{0}, 8);  // section length: not told
    return body;
}

Bytes interface_description() {
    Bytes body;
    put_le(body, kLinkTypeEthernet, 2);
    put_le(body, 0, 2);
    put_le(body, 0, 4);  // no limit on packet length; times are microseconds unless said otherwise
    return body;
}

Bytes decryption_secrets(std::string_view key_lines) {
    Bytes body;
    put_le(body, kTlsKeyLog, 4);
    put_le(body, key_lines.size(), 4);
    append(body, as_bytes(key_lines));
    return body;
}

/// RFC 1071: the one's complement sum of 16-bit words.
std::uint16_t internet_checksum(ByteView bytes, std::uint32_t sum = 0) {
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        const std::uint32_t low = i + 1 < bytes.size() ? bytes[i + 1] : 0u;
        sum += (std::uint32_t{bytes[i]} << 8) | low;
    }
    while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
    return static_cast<std::uint16_t>(~sum);
}

void set_be16(Bytes& bytes, std::size_t at, std::uint16_t value) {
    bytes[at] = static_cast<std::uint8_t>(value >> 8);
    bytes[at + 1] = static_cast<std::uint8_t>(value);
}

struct TcpHeader {
    Ipv4Endpoint from;
    Ipv4Endpoint to;
    std::uint32_t sequence;
    std::uint32_t acknowledged;
    std::uint8_t flags;
};

// RFC 9293 §3.1, with the checksum over the pseudo-header of RFC 9293 §3.1 (Checksum).
Bytes tcp_segment(const TcpHeader& tcp, ByteView data) {
    Bytes out;
    put_be(out, tcp.from.port, 2);
    put_be(out, tcp.to.port, 2);
    put_be(out, tcp.sequence, 4);
    put_be(out, tcp.acknowledged, 4);
    put_be(out, 5 << 4, 1);  // five words of header
    put_be(out, tcp.flags, 1);
    put_be(out, 65535, 2);  // window
    put_be(out, 0, 4);      // checksum, urgent pointer
    append(out, data);
    Bytes pseudo;
    append(pseudo, tcp.from.address);
    append(pseudo, tcp.to.address);
    put_be(pseudo, 6, 2);
    put_be(pseudo, out.size(), 2);
    const auto start = static_cast<std::uint16_t>(~internet_checksum(pseudo));
    set_be16(out, 16, internet_checksum(out, start));
    return out;
}

// RFC 791 §3.1.
Bytes ipv4_header(const TcpHeader& tcp, std::size_t payload_len) {
    Bytes out;
    put_be(out, 0x4500, 2);
    put_be(out, 20 + payload_len, 2);
    put_be(out, 0x4000, 4);  // no identification, don't fragment
    put_be(out, 0x4006, 2);  // 64 hops, TCP
    put_be(out, 0, 2);
    append(out, tcp.from.address);
    append(out, tcp.to.address);
    set_be16(out, 10, internet_checksum(out));
    return out;
}

Bytes ethernet_frame(const TcpHeader& tcp, ByteView data, bool to_server) {
    // Locally administered addresses ending in 1 (client) and 2 (server).
    Bytes frame{2,    0,   0, 0, 0, static_cast<std::uint8_t>(to_server ? 2 : 1),
                2,    0,   0, 0, 0, static_cast<std::uint8_t>(to_server ? 1 : 2),
                0x08, 0x00};
    const Bytes segment = tcp_segment(tcp, data);
    append(frame, ipv4_header(tcp, segment.size()));
    append(frame, segment);
    return frame;
}

}  // namespace

PcapngSink::PcapngSink(Ipv4Endpoint client, Ipv4Endpoint server)
    : client_{client, 0x10000000},
      server_{server, 0x20000000},
      keys_([this](std::string_view line) { key_lines_ += line; }) {}

void PcapngSink::on(const trace::Conn& e) {
    role_ = e.role;
    now_us_ = static_cast<std::uint64_t>(std::max<std::int64_t>(e.now.seconds, 0)) * 1000000;
}

void PcapngSink::on(const trace::Bytes& e) {
    open_connection();
    const bool to_server = flows_to_server(role_, e.direction);
    Side& from = to_server ? client_ : server_;
    Side& to = to_server ? server_ : client_;
    for (std::size_t at = 0; at < e.bytes.size(); at += kMaxSegment) {
        const ByteView piece = e.bytes.subspan(at, std::min(kMaxSegment, e.bytes.size() - at));
        packet(from, to, kPush | kAck, piece);
    }
    packet(to, from, kAck, {});
}

void PcapngSink::on(const trace::End& /*e*/) {
    if (!open_) return;
    packet(client_, server_, kFin | kAck, {});
    packet(server_, client_, kFin | kAck, {});
    packet(client_, server_, kAck, {});
    open_ = false;
}

void PcapngSink::open_connection() {
    if (open_) return;
    open_ = true;
    packet(client_, server_, kSyn, {});
    packet(server_, client_, kSyn | kAck, {});
    packet(client_, server_, kAck, {});
}

void PcapngSink::packet(Side& from, const Side& to, std::uint8_t flags, ByteView data) {
    const std::uint32_t acknowledged = (flags & kAck) != 0 ? to.next_sequence : 0;
    const TcpHeader tcp{from.endpoint, to.endpoint, from.next_sequence, acknowledged, flags};
    const Bytes frame = ethernet_frame(tcp, data, &from == &client_);
    Bytes body;
    put_le(body, 0, 4);  // interface
    put_le(body, now_us_ >> 32, 4);
    put_le(body, now_us_ & 0xffffffff, 4);
    put_le(body, frame.size(), 4);
    put_le(body, frame.size(), 4);
    append(body, frame);
    append_block(packets_, kEnhancedPacketBlock, std::move(body));
    now_us_ += kStepUs;
    from.next_sequence +=
        static_cast<std::uint32_t>(data.size()) + ((flags & (kSyn | kFin)) != 0 ? 1 : 0);
}

std::vector<std::uint8_t> PcapngSink::file() const {
    Bytes out;
    append_block(out, kSectionHeaderBlock, section_header());
    append_block(out, kInterfaceBlock, interface_description());
    if (!key_lines_.empty())
        append_block(out, kDecryptionSecretsBlock, decryption_secrets(key_lines_));
    append(out, packets_);
    return out;
}

}  // namespace vitrine::io
