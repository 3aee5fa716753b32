// What every kind of record protection speaks about: a fragment's place in the stream, and how the
// bytes on the wire are cut.
#pragma once

#include <array>

#include "base/bytes.h"
#include "record/content_type.h"

namespace vitrine::record {

/// What the MAC or the additional data covers beside the content (RFC 5246 §6.2.3.1).
struct FragmentInfo {
    std::uint64_t sequence = 0;
    ContentType type{};
    std::uint16_t version = 0;

    /// seq_num || type || version || length of the plaintext: 13 bytes.
    [[nodiscard]] std::array<std::uint8_t, 13> additional_data(std::size_t plaintext_len) const {
        std::array<std::uint8_t, 13> out{};
        for (std::size_t i = 0; i < 8; ++i)
            out[i] = static_cast<std::uint8_t>(sequence >> (56 - 8 * i));
        out[8] = static_cast<std::uint8_t>(type);
        out[9] = static_cast<std::uint8_t>(version >> 8);
        out[10] = static_cast<std::uint8_t>(version);
        out[11] = static_cast<std::uint8_t>(plaintext_len >> 8);
        out[12] = static_cast<std::uint8_t>(plaintext_len);
        return out;
    }
};

/// One of many records that are sealed together. Its explicit IV is in `out` already.
struct Sealing {
    FragmentInfo info;
    ByteView plaintext;
    MutByteView out;  ///< the protected fragment, sealed_len bytes, apart from `plaintext`
};
inline constexpr std::size_t kMaxSealings = 8;

/// How a protected fragment is cut, in bytes: nonce or IV in clear, then content, MAC or tag,
/// padding.
struct FragmentLayout {
    std::uint16_t explicit_nonce_len = 0;
    std::uint16_t mac_len = 0;
    std::uint16_t padding_len = 0;  ///< with its length byte
};

/// Keys of one direction, as cut from the key block.
struct KeyMaterial {
    ByteView mac_key;
    ByteView key;
    ByteView iv;
};

}  // namespace vitrine::record
