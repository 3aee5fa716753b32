#include "asn1/der_writer.h"

#include <algorithm>
#include <array>

#include "asn1/der_reader.h"

namespace vitrine::asn1 {

namespace {

std::size_t length_octets(std::size_t length) {
    std::size_t n = 0;
    for (; length != 0; length >>= 8) ++n;
    return n;
}

void put_two(std::uint8_t* at, int value) {
    at[0] = static_cast<std::uint8_t>('0' + value / 10 % 10);
    at[1] = static_cast<std::uint8_t>('0' + value % 10);
}

/// "YYYYMMDDHHMMSSZ"; a year outside 0000-9999 has no such form and is our own bug.
std::array<std::uint8_t, 15> time_text(Time value) {
    const CivilTime civil = to_civil(value);
    std::array<std::uint8_t, 15> text{};
    put_two(&text[0], civil.year / 100);
    put_two(&text[2], civil.year);
    put_two(&text[4], civil.month);
    put_two(&text[6], civil.day);
    put_two(&text[8], civil.hour);
    put_two(&text[10], civil.minute);
    put_two(&text[12], civil.second);
    text[14] = 'Z';
    return text;
}

}  // namespace

void DerWriter::primitive(Tag tag, ByteView contents) {
    const std::size_t at = open(tag);
    raw(contents);
    close(at);
}

void DerWriter::boolean(bool value) {
    const std::uint8_t octet = value ? 0xff : 0x00;
    primitive(Tag::boolean, {&octet, 1});
}

void DerWriter::unsigned_integer(ByteView number, Tag tag) {
    while (!number.empty() && number[0] == 0) number = number.subspan(1);
    const bool needs_zero = number.empty() || number[0] >= 0x80;
    const std::size_t at = open(tag);
    if (needs_zero) byte(0);
    raw(number);
    close(at);
}

void DerWriter::small_integer(std::uint32_t value, Tag tag) {
    std::array<std::uint8_t, 4> bytes{};
    for (std::size_t i = 4; i > 0; --i, value >>= 8)
        bytes[i - 1] = static_cast<std::uint8_t>(value);
    unsigned_integer(bytes, tag);
}

void DerWriter::bit_string(ByteView value, std::uint8_t unused_bits) {
    const std::size_t at = open(Tag::bit_string);
    byte(unused_bits);
    raw(value);
    close(at);
}

void DerWriter::named_bits(std::uint32_t bits, Tag tag) {
    std::size_t count = 0;
    while (count < 32 && (bits >> count) != 0) ++count;
    std::array<std::uint8_t, 5> contents{};
    for (std::size_t i = 0; i < count; ++i) {
        if (((bits >> i) & 1U) == 0) continue;
        contents[1 + i / 8] = static_cast<std::uint8_t>(contents[1 + i / 8] | (0x80U >> (i % 8)));
    }
    const std::size_t octets = (count + 7) / 8;
    contents[0] = static_cast<std::uint8_t>(8 * octets - count);
    primitive(tag, ByteView{contents}.first(1 + octets));
}

void DerWriter::time(Time value) {
    const int year = to_civil(value).year;
    if (year < 1950 || year > 2049) return generalized_time(value);
    const auto text = time_text(value);
    primitive(Tag::utc_time, ByteView{text}.subspan(2));
}

void DerWriter::generalized_time(Time value) {
    const auto text = time_text(value);
    primitive(Tag::generalized_time, text);
}

void DerWriter::raw(ByteView der) {
    if (failed_ || der.size() > out_.size() - size_) {
        failed_ = true;
        return;
    }
    copy_bytes(der, out_.subspan(size_));
    size_ += der.size();
}

Result<ByteView> DerWriter::finish() const {
    if (failed_) return fail(ErrorCode::output_full, size_);
    return ByteView{out_.first(size_)};
}

/// Writes the tag and one octet of room for the length; returns where the contents begin.
std::size_t DerWriter::open(Tag tag) {
    byte(static_cast<std::uint8_t>(tag));
    byte(0);
    return size_;
}

/// Puts the length before the contents, which move up if it needs more than one octet.
void DerWriter::close(std::size_t at) {
    if (failed_) return;
    const std::size_t length = size_ - at;
    if (length < 0x80) {
        out_[at - 1] = static_cast<std::uint8_t>(length);
        return;
    }
    const std::size_t octets = length_octets(length);
    if (octets > out_.size() - size_) {
        failed_ = true;
        return;
    }
    std::memmove(out_.data() + at + octets, out_.data() + at, length);
    out_[at - 1] = static_cast<std::uint8_t>(0x80U | octets);
    for (std::size_t i = 0; i < octets; ++i) {
        out_[at + i] = static_cast<std::uint8_t>(length >> (8 * (octets - 1 - i)));
    }
    size_ += octets;
}

/// Insertion sort by rotation: sets are small and the members lie in one buffer.
void DerWriter::sort_members(std::size_t first) {
    if (failed_) return;
    std::size_t sorted_end = first;
    while (sorted_end < size_) {
        wire::Context quiet{out_.first(size_)};
        DerReader rest{out_.first(size_).subspan(sorted_end), quiet};
        const ByteView member = rest.any("member").encoded;
        if (member.empty()) return;
        std::size_t place = first;
        while (place < sorted_end) {
            DerReader sorted{out_.first(sorted_end).subspan(place), quiet};
            const ByteView other = sorted.any("member").encoded;
            if (std::ranges::lexicographical_compare(member, other)) break;
            place += other.size();
        }
        const std::size_t member_len = member.size();
        std::rotate(out_.data() + place, out_.data() + sorted_end,
                    out_.data() + sorted_end + member_len);
        sorted_end += member_len;
    }
}

}  // namespace vitrine::asn1
