// Seeds for messages, records and traces.
#include <fstream>
#include <sstream>

#include "fuzz/seeds/seeds.h"
#include "handshake/message_type.h"
#include "handshake/suites.h"

namespace vitrine::fuzz {

namespace {

using handshake::HandshakeType;
using Bytes = std::vector<std::uint8_t>;

/// The number by which messages_fuzz.cpp knows a message.
std::uint8_t number_of(std::uint8_t type) {
    constexpr HandshakeType kOrder[] = {
        HandshakeType::client_hello,        HandshakeType::server_hello,
        HandshakeType::certificate,         HandshakeType::finished,
        HandshakeType::new_session_ticket,  HandshakeType::certificate_status,
        HandshakeType::certificate_request, HandshakeType::certificate_verify,
        HandshakeType::client_key_exchange, HandshakeType::server_key_exchange};
    for (std::uint8_t i = 0; i < std::size(kOrder); ++i) {
        if (static_cast<std::uint8_t>(kOrder[i]) == type) return i;
    }
    return 0;
}

std::uint8_t key_exchange_of(const std::string& name) {
    if (name.find("PSK") != std::string::npos) return 5;
    if (name.find("ECDHE") != std::string::npos) return 3;
    return name.find("DHE") != std::string::npos ? 1 : 0;
}

void put_message(SeedWriter& out, const std::string& name, ByteView message, std::uint8_t variant) {
    constexpr std::size_t kHeader = 4;
    if (message.size() < kHeader) return;
    Bytes input{number_of(message[0]), variant};
    input.insert(input.end(), message.begin() + kHeader, message.end());
    out.put("messages", name, input);
    Bytes record{22, 3, 3, static_cast<std::uint8_t>(message.size() >> 8),
                 static_cast<std::uint8_t>(message.size())};
    record.insert(record.end(), message.begin(), message.end());
    out.put("record", name, ByteView{record}.first(std::min<std::size_t>(record.size(), 64)));
}

void put_messages(SeedWriter& out) {
    const Bytes bytes = vector_file("handshake/messages.txt");
    std::istringstream text{std::string{as_text(bytes)}};
    std::string line;
    std::uint8_t version = 3;
    std::uint8_t key_exchange = 0;
    for (int number = 0; std::getline(text, line);) {
        if (line.starts_with("Version = 03")) version = static_cast<std::uint8_t>(line[13] - '0');
        if (line.starts_with("KeyExchange = ")) key_exchange = key_exchange_of(line);
        if (!line.starts_with("Message = ")) continue;
        const auto message = decode_hex(line.substr(10));
        const auto variant = static_cast<std::uint8_t>(version - 1 + 3 * key_exchange);
        if (message.ok()) put_message(out, std::to_string(++number), *message, variant);
    }
}

}  // namespace

void put_tls_seeds(SeedWriter& out) {
    put_messages(out);
}

}  // namespace vitrine::fuzz
