// The puppet's record layer: the writing half is made by hand, so that every part of a record can
// be wrong on its own (RFC 5246 §6.2); the reading half is src/record/protection.
#pragma once

#include <functional>
#include <optional>

#include "crypto/drbg.h"
#include "handshake/key_schedule.h"
#include "record/header.h"
#include "record/protection.h"
#include "support/puppet_identity.h"

namespace vitrine::test {

/// What is to be different about one record. Empty: the record is right.
struct RecordPlan {
    std::optional<std::uint8_t> type = {};             ///< in the header and under the MAC
    std::optional<std::uint16_t> version = {};         ///< in the header and under the MAC
    std::optional<std::uint16_t> length = {};          ///< in the header alone
    std::int64_t sequence_shift = 0;                   ///< added to the sequence number
    std::size_t padding_blocks = 0;                    ///< CBC: blocks of padding beyond the least
    std::optional<std::uint64_t> explicit_nonce = {};  ///< AEAD: instead of the sequence number
    std::function<void(Bytes& mac)> mac = {};          ///< before encryption
    std::function<void(MutByteView padding)> padding =
        {};  ///< with its length byte, before encryption
    std::function<void(Bytes& fragment)> fragment = {};  ///< the protected fragment
};

class PuppetRecords {
  public:
    struct Opened {
        record::ContentType type{};
        Bytes content;
        bool authentic = true;
    };

    explicit PuppetRecords(const std::array<std::uint8_t, 32>& seed) : rng_(seed) {}

    /// One whole record, next in its stream.
    Bytes seal(record::ContentType type, ByteView content, const RecordPlan& plan = {});
    /// Removes the protection of a whole record, next in its stream.
    Opened open(Bytes record);

    /// New keys; the sequence number starts at zero.
    void change_write(const record::ProtectionSpec& spec, const handshake::DirectionKeys& keys);
    void change_read(const record::ProtectionSpec& spec, const handshake::DirectionKeys& keys);

    std::uint16_t version = 0x0301;  ///< what records say
    [[nodiscard]] bool writes_protected() const { return write_.spec.has_value(); }
    [[nodiscard]] bool reads_protected() const { return !read_.is_null(); }
    std::uint64_t write_sequence() const { return write_.sequence; }

  private:
    struct Writing {
        std::optional<record::ProtectionSpec> spec;  // none: in clear
        Bytes mac_key;
        Bytes key;
        Bytes iv;
        record::Protection stream;  // RC4 and NULL go on from record to record
        std::uint64_t sequence = 0;
    };

    Bytes protect(const record::FragmentInfo& info, ByteView content, const RecordPlan& plan);
    Bytes protect_cbc(const record::FragmentInfo& info, ByteView content, const RecordPlan& plan);
    Bytes protect_aead(const record::FragmentInfo& info, ByteView content, const RecordPlan& plan);

    crypto::Drbg rng_;
    Writing write_;
    record::Protection read_;
    std::uint64_t read_sequence_ = 0;
};

}  // namespace vitrine::test
