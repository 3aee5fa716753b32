// One line about a message: what a ClientHello offers, what a ServerHello chose, what a Finished
// proves. Made with the same decoders that the handshake uses.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/trace.h"
#include "handshake/suites.h"

namespace vitrine::io {

/// Follows one connection; what a message means depends on the hellos before it.
class MessageSummary {
  public:
    explicit MessageSummary(trace::Role role) : role_(role) {}

    /// Plain text with Unicode glyphs; empty if there is nothing to say.
    std::string of(const trace::Message& message);

    [[nodiscard]] std::uint16_t version() const { return version_; }
    /// The negotiated suite; null before the ServerHello, or if it is not one we know.
    [[nodiscard]] const handshake::CipherSuite* suite() const { return suite_; }

  private:
    std::string handshake_message(const trace::Message& message);
    std::string client_hello(ByteView message);
    std::string server_hello(ByteView message);
    std::string certificate(ByteView message) const;
    std::string server_key_exchange(ByteView message) const;
    [[nodiscard]] static std::string certificate_status(ByteView message);
    std::string certificate_request(ByteView message) const;
    std::string certificate_verify(ByteView message) const;
    std::string client_key_exchange(ByteView message) const;
    std::string finished(ByteView message) const;
    std::string change_cipher_spec(trace::Direction direction) const;

    trace::Role role_;
    std::uint16_t version_ = 0;
    const handshake::CipherSuite* suite_ = nullptr;
    std::vector<std::uint8_t> offered_session_;
};

/// The certificates of a Certificate message, as sent; none of any other message or a malformed
/// one.
std::vector<ByteView> certificates_of(const trace::Message& message);
/// "fatal handshake_failure(40)"
std::string alert_text(AlertLevel level, AlertDescription description);
/// "AES-128-CBC + HMAC-SHA1", "AES-128-GCM"
std::string protection_text(const handshake::CipherSuite& suite);

}  // namespace vitrine::io
