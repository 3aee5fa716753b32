// Writing DER mirrors reading it; a length is a scope, so it cannot be wrong:
//
//     out.sequence([&](DerWriter& w) {
//         w.oid(oid::kRsaEncryption);
//         w.null();
//     });
//
// A DerWriter fills a buffer that it does not own. Overflow is sticky: later writes do nothing and
// `finish` reports output_full.
#pragma once

#include "asn1/oid.h"
#include "asn1/tag.h"
#include "base/result.h"
#include "base/time.h"

namespace vitrine::asn1 {

class DerWriter {
  public:
    explicit DerWriter(MutByteView out) : out_(out) {}

    /// `body(DerWriter&)` writes the contents.
    template <class Body>
    void constructed(Tag tag, Body&& body) {
        const std::size_t at = open(tag);
        body(*this);
        close(at);
    }
    template <class Body>
    void sequence(Body&& body) {
        constructed(Tag::sequence, body);
    }
    /// SET OF: the members are put in ascending order of their encodings. X.690 §11.6.
    template <class Body>
    void set_of(Body&& body) {
        const std::size_t at = open(Tag::set);
        const std::size_t first = size_;
        body(*this);
        sort_members(first);
        close(at);
    }
    /// OCTET STRING and BIT STRING that wrap what `body` writes.
    template <class Body>
    void octet_string_wrapping(Body&& body) {
        constructed(Tag::octet_string, body);
    }
    template <class Body>
    void bit_string_wrapping(Body&& body) {
        constructed(Tag::bit_string, [&](DerWriter& w) {
            w.byte(0);
            body(w);
        });
    }

    void primitive(Tag tag, ByteView contents);
    void boolean(bool value);
    void null() { primitive(Tag::null, {}); }
    void oid(Oid value) { primitive(Tag::object_identifier, value.contents()); }
    /// A big-endian number; leading zeros are dropped, one is added where the top bit is set.
    void unsigned_integer(ByteView big_endian, Tag tag = Tag::integer);
    void small_integer(std::uint32_t value, Tag tag = Tag::integer);
    void octet_string(ByteView value) { primitive(Tag::octet_string, value); }
    void bit_string(ByteView value, std::uint8_t unused_bits = 0);
    /// Bit i of `bits` (from the lowest) is bit i of the list; trailing zeros are left out.
    void named_bits(std::uint32_t bits, Tag tag = Tag::bit_string);
    /// UTCTime from 1950 to 2049, else GeneralizedTime. RFC 5280 §4.1.2.5.
    void time(Time value);
    void generalized_time(Time value);
    /// A value that is DER already.
    void raw(ByteView der);

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool failed() const { return failed_; }
    /// The bytes written. Errors: output_full.
    [[nodiscard]] Result<ByteView> finish() const;

  private:
    void byte(std::uint8_t value) { raw(ByteView{&value, 1}); }
    std::size_t open(Tag tag);
    void close(std::size_t at);
    void sort_members(std::size_t first);

    MutByteView out_;
    std::size_t size_ = 0;
    bool failed_ = false;
};

}  // namespace vitrine::asn1
