// Reading DER: a decoder looks like the ASN.1 it decodes (X.690; strict, D1 to D14 of RFC 5280's
// profile).
//
//     DerReader tbs = in.sequence("tbsCertificate");
//     certificate.serial = tbs.integer("serialNumber");
//     return in.finish(certificate);
//
// A DerReader is a cursor {begin, end, Context*} that shares its wire::Context with the wire's
// Reader: the first failure sticks, after it every read gives nothing and empty() is true. With a
// sink each value becomes a group of its name that holds the leaves `tag`, `length`,
// (`unused_bits`,) and then either a leaf `value` or the groups of what is nested: every byte lies
// in exactly one leaf.
#pragma once

#include <optional>

#include "asn1/oid.h"
#include "asn1/tag.h"
#include "base/time.h"
#include "base/wire_reader.h"

namespace vitrine::asn1 {

inline constexpr int kMaxDepth = 32;

/// Any value: its tag, its contents octets, and the whole of it.
struct Element {
    Tag tag{};
    ByteView contents;
    ByteView encoded;
};

struct BitString {
    ByteView bytes;
    std::uint8_t unused_bits = 0;

    [[nodiscard]] std::size_t size() const { return 8 * bytes.size() - unused_bits; }
    /// Bit `i`, counted from the first; bits past the end are zero, as in a named bit list.
    [[nodiscard]] bool bit(std::size_t i) const {
        return i < size() && ((bytes[i / 8] >> (7 - i % 8)) & 1U) != 0;
    }
};

/// A character string with the type that says how to read its bytes.
struct String {
    Tag tag{};
    ByteView bytes;
};

class DerReader {
  public:
    /// Reads the values in `bytes`; failures and fields go to `context`, which must outlive the
    /// reader.
    DerReader(ByteView bytes, wire::Context& context, const char* name = "")
        : DerReader(bytes, bytes, context, name, 0) {}

    /// True at the end, and after any failure of this structure.
    [[nodiscard]] bool empty() const { return begin_ == end_ || context_->failed(); }
    [[nodiscard]] bool failed() const { return context_->failed(); }
    [[nodiscard]] wire::Context& context() const { return *context_; }
    /// The whole value (tag, length, contents) that this reader reads the inside of.
    [[nodiscard]] ByteView encoded() const { return encoded_; }
    /// What is left, without reading it.
    [[nodiscard]] ByteView peek() const {
        return context_->failed() ? ByteView{} : ByteView{begin_, end_};
    }
    /// True if the next value has this tag; false at the end.
    [[nodiscard]] bool next_is(Tag tag) const {
        return !empty() && *begin_ == static_cast<std::uint8_t>(tag);
    }

    /// The inside of a constructed value. Errors: der_unexpected_tag, der_too_deep, and those of
    /// any read.
    DerReader constructed(Tag tag, const char* name);
    DerReader sequence(const char* name) { return constructed(Tag::sequence, name); }
    DerReader set(const char* name) { return constructed(Tag::set, name); }
    /// SET OF: ascending order of the encodings is checked. Errors: der_not_sorted.
    DerReader set_of(const char* name);
    /// The inside if the next value has this constructed tag, else nothing is read.
    std::optional<DerReader> optional(Tag tag, const char* name);

    bool boolean(const char* name, Tag tag = Tag::boolean);
    /// BOOLEAN DEFAULT FALSE: absent is false; FALSE written out is der_default_encoded.
    bool boolean_default_false(const char* name, Tag tag = Tag::boolean);
    void null(const char* name);
    Oid oid(const char* name);
    /// Two's complement contents, minimal. Errors: der_bad_integer.
    ByteView integer(const char* name, Tag tag = Tag::integer);
    /// Not negative; without the leading zero octet (one zero byte for 0).
    ByteView unsigned_integer(const char* name);
    /// In 0..max; anything else is der_bad_integer.
    std::uint32_t small_integer(const char* name, std::uint32_t max, Tag tag = Tag::integer);
    ByteView octet_string(const char* name, Tag tag = Tag::octet_string);
    BitString bit_string(const char* name, Tag tag = Tag::bit_string);
    /// NamedBitList: no trailing zero bits. X.690 §11.2.2.
    BitString named_bits(const char* name, Tag tag = Tag::bit_string);
    /// OCTET STRING and BIT STRING (no unused bits) that wrap further DER.
    DerReader octet_string_wrapping(const char* name);
    DerReader bit_string_wrapping(const char* name);
    /// Any character string type; characters are checked. Errors: der_bad_string.
    String string(const char* name);
    /// IA5String under an implicit tag.
    ByteView ia5_string(const char* name, Tag tag = Tag::ia5_string);
    /// UTCTime or GeneralizedTime, both in Zulu with seconds. RFC 5280 §4.1.2.5 asks those who
    /// write for UTCTime through 2049 and those who read for both.
    Time time(const char* name);
    Time generalized_time(const char* name, Tag tag = Tag::generalized_time);
    /// One value of any type, its contents as one leaf.
    Element any(const char* name);
    /// One value of any type, its contents looked at as far as they are DER: nesting is checked and
    /// announced.
    Element any_deep(const char* name);

    /// Notes a failure at the present position, or at `at`.
    void fail(ErrorCode code, const char* field = nullptr) {
        context_->fail(code, begin_, field == nullptr ? name_ : field);
    }
    void fail_at(ErrorCode code, ByteView at, const char* field) {
        context_->fail(code, at.data(), field);
    }

    /// The end of a nested structure: der_trailing_data if values are left.
    void end() {
        if (!context_->failed() && begin_ != end_) fail(ErrorCode::der_trailing_data);
    }
    /// The end of a decoder: `value`, or the first failure.
    template <class T>
    Result<T> finish(T value) {
        end();
        if (context_->failed()) return context_->error();
        return value;
    }
    Status finish() { return finish(Unit{}); }

  private:
    DerReader(
        ByteView encoded, ByteView inside, wire::Context& context, const char* name, int depth)
        : begin_(inside.data()),
          end_(inside.data() + inside.size()),
          encoded_(encoded),
          context_(&context),
          name_(name),
          depth_(depth) {}

    bool header(const char* name, Element& out);
    Element take(Tag tag, const char* name);
    ByteView leaf(const Element& element);
    void check_contents(const Element& element, const char* name);
    DerReader inside(const Element& element, ByteView contents, const char* name);
    BitString bits(const Element& element, const char* name);

    const std::uint8_t* begin_;
    const std::uint8_t* end_;
    ByteView encoded_;
    wire::Context* context_;
    const char* name_;
    int depth_;
};

/// The characters that the type allows (X.680 §41, RFC 3629 for UTF8String). TeletexString allows
/// any.
bool is_valid_string(Tag type, ByteView bytes);

/// "YYMMDDHHMMSSZ" and "YYYYMMDDHHMMSSZ"; nothing if the text is not exactly that or no such time
/// exists.
std::optional<Time> parse_utc_time(ByteView text);
std::optional<Time> parse_generalized_time(ByteView text);

}  // namespace vitrine::asn1
