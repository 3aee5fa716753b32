// Botan's TLS: messages, extensions, records of CBC and of NULL ciphers, padding.
#include <gtest/gtest.h>

#include "extra/text_vectors.h"
#include "extra/vector_folder.h"
#include "handshake/extensions/alpn.h"
#include "handshake/extensions/signature_algorithms.h"
#include "handshake/extensions/supported_groups.h"
#include "record/alert.h"
#include "record/cbc_etm.h"
#include "record/cbc_hmac.h"
#include "support/botan_record.h"
#include "support/messages.h"

namespace vitrine::test {

namespace {

namespace fs = std::filesystem;
using handshake::HandshakeType;

HandshakeType type_of(const std::string& section) {
    if (section == "cert_status") return HandshakeType::certificate_status;
    if (section == "cert_verify") return HandshakeType::certificate_verify;
    if (section == "client_hello") return HandshakeType::client_hello;
    if (section == "new_session_ticket") return HandshakeType::new_session_ticket;
    if (section == "server_hello") return HandshakeType::server_hello;
    EXPECT_EQ(section, "hello_request");
    return HandshakeType::hello_request;
}

bool decodes(const std::string& section, const Bytes& body) {
    wire::Context context{body};
    const wire::Reader in{body, context};
    if (section == "alert") return record::decode_alert(in).ok();
    return decode_body(in, static_cast<std::uint8_t>(type_of(section)), {}).ok();
}

/// Valid is what names no exception.
void note(const VectorBlock& block, bool accepted, Tally& tally) {
    const bool valid = block.text("Exception").empty();
    valid ? tally.valid(where(block), accepted) : tally.invalid(where(block), accepted);
}

void read_messages(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Exception"})) {
        const Bytes body = bytes_of(block, "Buffer");
        note(block, decodes(block.section, body), tally);
    }
}

std::string hex_of(const wire::U16View& values) {
    std::string text;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::uint16_t value = values[i];
        const Bytes bytes{static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
        text += to_hex(bytes);
    }
    return text;
}

/// The names of a ProtocolNameList with commas between.
std::string names_of(ByteView list) {
    std::string text;
    while (!list.empty()) {
        const std::size_t length = list[0];
        if (!text.empty()) text += ',';
        text.append(list.begin() + 1, list.begin() + 1 + static_cast<std::ptrdiff_t>(length));
        list = list.subspan(1 + length);
    }
    return text;
}

// signature_algorithms_cert (RFC 8446 §4.2.3) has the form of signature_algorithms.
void read_extensions(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Exception"})) {
        const Bytes body = bytes_of(block, "Buffer");
        wire::Context context{body};
        wire::Reader in{body, context};
        std::string content;
        if (block.section == "alpn") {
            content = names_of(handshake::read_alpn(in, handshake::HelloKind::client));
        } else if (block.section == "supported_groups") {
            content = hex_of(handshake::read_supported_groups(in));
        } else {
            content = hex_of(handshake::read_signature_algorithms(in));
        }
        const bool ok = in.finish().ok();
        std::string expected = block.has("Expected_Content") ? block.text("Expected_Content") : "";
        if (block.section != "alpn") expected = to_hex(from_hex(expected));
        note(block, ok && (!block.text("Exception").empty() || content == expected), tally);
    }
}

void read_padding(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Output"})) {
        const record::Padding padding = record::check_padding(bytes_of(block, "Record"), 0);
        const bool good = ct::declassify(padding.good, "a test");
        const auto expected = static_cast<std::size_t>(block.number("Output"));
        if (expected == 0) {
            tally.invalid(where(block), good);
        } else {
            tally.valid(where(block), good && padding.len + 1 == expected);
        }
    }
}

/// The MAC of Botan's test: zeros, but for the last byte, which is the message's.
Bytes toy_mac(const Bytes& message, std::size_t mac_len) {
    Bytes mac(mac_len);
    if (!message.empty()) mac.back() = message.back();
    return mac;
}

bool opens_with_toy_mac(const Bytes& data, std::size_t mac_len) {
    if (data.size() <= mac_len) return false;  // refused before anything is looked at
    const record::Padding padding = record::check_padding(data, mac_len);
    if (!ct::declassify(padding.good, "a test")) return false;
    const auto end = data.end() - static_cast<std::ptrdiff_t>(padding.len + 1);
    const auto mac = end - static_cast<std::ptrdiff_t>(mac_len);
    return Bytes(mac, end) == toy_mac(Bytes(data.begin(), mac), mac_len);
}

void read_padding_before_macs(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Valid"})) {
        const bool opened = opens_with_toy_mac(bytes_of(block, "Record"),
                                               static_cast<std::size_t>(block.number("MACsize")));
        block.number("Valid") == 1 ? tally.valid(where(block), opened)
                                   : tally.invalid(where(block), opened);
    }
}

void read_cbc_records(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Ciphertext"})) {
        if (block.text("EncryptThenMAC") == "true") {
            expect_botans_record<record::CbcEtm>(block);
        } else {
            expect_botans_record<record::CbcHmac>(block);
        }
        tally.valid(where(block), !testing::Test::HasFailure());
    }
}

void read_null_records(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Fragment"})) {
        const auto hash = find_hash(block.text("Hash"));
        ASSERT_TRUE(hash.has_value());
        const Bytes key = bytes_of(block, "Key");
        // The additional data is Botan's choice: its length field is not the message's. Only the
        // MAC over it can be compared.
        const Bytes ad = bytes_of(block, "AssociatedData");
        const Bytes message = bytes_of(block, "Message");
        Bytes expected = message;
        const crypto::Digest mac = crypto::HmacKey(*hash, key).mac(ad, message);
        expected.insert(expected.end(), mac.view().begin(), mac.view().end());
        const bool right = expected == bytes_of(block, "Fragment");
        block.section.starts_with("Invalid") ? tally.invalid(where(block), right)
                                             : tally.valid(where(block), right);
    }
}

}  // namespace

std::span<const Reader> tls_readers() {
    static constexpr Reader kReaders[] = {
        {"vectors-facts/botan/tls/[a-z_]+\\.vec", Kernels::none, read_messages},
        {"vectors-facts/botan/tls_extensions/parsing/[a-z_]+\\.vec", Kernels::none,
         read_extensions},
        {"vectors-facts/botan/tls_cbc_padding\\.vec", Kernels::none, read_padding},
        {"vectors-facts/botan/tls_cbc\\.vec", Kernels::none, read_padding_before_macs},
        {"vectors-facts/botan/tls_cbc_kat\\.vec", Kernels::symmetric, read_cbc_records},
        {"vectors-facts/botan/tls_null\\.vec", Kernels::symmetric, read_null_records},
    };
    return kReaders;
}

}  // namespace vitrine::test
