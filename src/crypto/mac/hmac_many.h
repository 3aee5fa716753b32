// HMACs of many messages under one key, eight at a time where the hash has a kernel for that: for
// writes of many records, whose MACs do not wait for each other.
#pragma once

#include <span>

#include "crypto/mac/hmac.h"

namespace vitrine::crypto {

/// A record's header and content.
struct MacMessage {
    ByteView header;  ///< shorter than a block of the hash
    ByteView content;
};

/// macs[i] = key.mac(messages[i].header, messages[i].content); as many of one as of the other.
/// Secret: key, messages.  Public: their number and sizes.  Leaks: nothing.
void mac_many(const HmacKey& key, std::span<const MacMessage> messages, std::span<Digest> macs);

}  // namespace vitrine::crypto
