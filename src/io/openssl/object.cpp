#include "io/openssl/object.h"

#include <algorithm>

namespace vitrine::io {

namespace {

/// A number as decimal digits, lowest first, so that an arc may be longer than any machine word.
class Decimal {
  public:
    /// this = this * 128 + low
    void push_seven_bits(unsigned low) {
        unsigned carry = low;
        for (char& digit : digits_) {
            carry += static_cast<unsigned>(digit) * 128;
            digit = static_cast<char>(carry % 10);
            carry /= 10;
        }
        for (; carry != 0; carry /= 10) digits_ += static_cast<char>(carry % 10);
    }
    [[nodiscard]] bool below(unsigned limit) const { return digits_.size() < 3 && small() < limit; }
    [[nodiscard]] unsigned small() const {
        unsigned value = 0;
        for (std::size_t i = digits_.size(); i > 0; --i)
            value = value * 10 + static_cast<unsigned>(digits_[i - 1]);
        return value;
    }
    /// Takes 80 away from a number that is at least 80: the second arc under root 2.
    void subtract_80() {
        int borrow = 80;
        for (char& digit : digits_) {
            int value = digit - borrow % 10;
            borrow /= 10;
            if (value < 0) {
                value += 10;
                ++borrow;
            }
            digit = static_cast<char>(value);
        }
        while (!digits_.empty() && digits_.back() == 0) digits_.pop_back();
    }
    [[nodiscard]] std::string text() const {
        std::string out;
        for (std::size_t i = digits_.size(); i > 0; --i)
            out += static_cast<char>('0' + digits_[i - 1]);
        return out.empty() ? "0" : out;
    }

  private:
    std::string digits_;
};

}  // namespace

bool is_oid(ByteView contents) {
    bool begins_arc = true;
    for (const std::uint8_t octet : contents) {
        if (begins_arc && octet == 0x80) return false;
        begins_arc = octet < 0x80;
    }
    return begins_arc && !contents.empty();
}

std::string dotted_text(asn1::Oid oid) {
    std::string out;
    Decimal arc;
    for (const std::uint8_t octet : oid.contents()) {
        arc.push_seven_bits(octet & 0x7fU);
        if (octet >= 0x80) continue;
        if (!out.empty()) {
            (out += '.') += arc.text();
        } else if (arc.below(80)) {
            out = std::to_string(arc.small() / 40) + "." + std::to_string(arc.small() % 40);
        } else {
            arc.subtract_80();
            out = "2." + arc.text();
        }
        arc = Decimal{};
    }
    return out;
}

const ObjectName* find_object(asn1::Oid oid) {
    const std::string dotted = dotted_text(oid);
    const auto rows = all_object_names();
    const auto row =
        std::ranges::lower_bound(rows, std::string_view{dotted}, {}, &ObjectName::dotted);
    return row != rows.end() && row->dotted == dotted ? &*row : nullptr;
}

std::string object_long_name(asn1::Oid oid) {
    const ObjectName* known = find_object(oid);
    return known == nullptr ? dotted_text(oid) : std::string{known->long_name};
}

std::string object_short_name(asn1::Oid oid) {
    const ObjectName* known = find_object(oid);
    return known == nullptr ? dotted_text(oid) : std::string{known->short_name};
}

}  // namespace vitrine::io
