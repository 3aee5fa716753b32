// A peer on strings: client or server, it says any message at any time, under the keys, sequence
// numbers and transcript that are right at that point, or with the mistakes it is told to make. It
// has no state machine: a script (puppet_script.h) says what comes when.
// Built on the codecs of src/handshake and the protection of src/record; no engine inside.
// Read next: puppet_draft.h (where a message can be wrong), puppet_script.h.
#pragma once

#include <map>

#include "handshake/event.h"
#include "support/puppet_draft.h"

namespace vitrine::test {

/// What becomes of the certificate's status (RFC 6066 §8): not asked for; sent; or asked for,
/// promised by a server, and not sent.
enum class Staple : std::uint8_t { none, sent, forgotten };

/// The kind of handshake that is played; both ends fit themselves to it.
struct Cast {
    record::ProtocolVersion version = record::ProtocolVersion::tls12;
    std::string_view suite = "ECDHE-RSA-AES128-GCM-SHA256";
    bool asks_client = false;  ///< the server sends a CertificateRequest
    std::string_view client_identity =
        {};  ///< "client-ec": what the client answers it with; empty: nothing
    handshake::NamedGroup curve = handshake::NamedGroup::x25519;
    bool extended_master_secret = true;
    Staple staple = Staple::none;
    const Memory* resumes = nullptr;  ///< the puppet's: what is resumed
};

/// The content type of what an event is on the wire.
record::ContentType content_type_of(handshake::Event event);
bool is_handshake_message(handshake::Event event);

/// What the puppet heard: one message, or the content of one record of another type.
struct Heard {
    handshake::Event event{};
    record::ContentType type{};
    Bytes bytes;
    std::string complaint;  ///< what is wrong with it; empty: nothing
};

class Puppet {
  public:
    Puppet(trace::Role role, const Cast& cast);

    /// The records that say `event` now. Transcript and keys go on as if it had been right.
    Bytes say(handshake::Event event, const Mistakes& mistakes = {});
    /// Bytes as content of a given type, under the present keys; no consequences.
    Bytes say_bytes(record::ContentType type, ByteView content, const RecordPlan& plan = {});

    /// Bytes from the peer, understood later.
    void listen(ByteView bytes) { inbox_.insert(inbox_.end(), bytes.begin(), bytes.end()); }
    /// The next message, understood: nothing if none is whole.
    std::optional<Heard> hear();

    Facts facts;
    PuppetRecords records;
    [[nodiscard]] trace::Role role() const { return role_; }
    [[nodiscard]] const Cast& cast() const { return cast_; }

  private:
    // what it says: puppet_say.cpp
    Bytes message_of(handshake::Event event, const Mistakes& mistakes);
    Bytes body_of(handshake::Event event, const Mistakes& mistakes);
    HelloDraft client_hello() const;
    HelloDraft server_hello() const;
    Bytes say_client_hello(const Mistakes& mistakes);
    Bytes say_server_hello(const Mistakes& mistakes);
    Bytes say_certificate(const Mistakes& mistakes) const;
    Bytes say_certificate_status() const;
    Bytes say_server_key_exchange(const Mistakes& mistakes);
    Bytes say_client_key_exchange(const Mistakes& mistakes);
    Bytes encrypted_premaster(const Mistakes& mistakes);
    Bytes certificate_verify(const Mistakes& mistakes);
    Bytes finished(const Mistakes& mistakes) const;
    Bytes deliver(record::ContentType type, Bytes content, const Delivery& delivery);
    SigningDraft signing_of(const Identity& signer) const;
    Bytes sign(const SigningDraft& draft, const Identity& signer);
    const Identity* own_identity() const;

    // what it hears: puppet_hear.cpp
    std::optional<Heard> next();
    void understand(Heard& heard);
    void hear_client_hello(wire::Reader body, Heard& heard);
    void hear_server_hello(wire::Reader body, Heard& heard);
    void hear_certificate(wire::Reader body, Heard& heard);
    void hear_server_key_exchange(wire::Reader body, Heard& heard);
    void hear_client_key_exchange(wire::Reader body, Heard& heard);
    void hear_certificate_verify(wire::Reader body, Heard& heard);
    void hear_finished(wire::Reader body, Heard& heard) const;
    void check_signature(std::uint16_t scheme, ByteView content, ByteView signature, Heard& heard);

    void make_share(ByteView peer_value);
    void change_keys(bool write);

    trace::Role role_;
    Cast cast_;
    crypto::Drbg rng_;
    Bytes inbox_;
    Bytes heard_handshake_;                      // bytes of messages that are not whole yet
    std::map<record::ContentType, Bytes> held_;  // said, but not sent yet
};

}  // namespace vitrine::test
