#include "x509/host_name.h"

#include <algorithm>

namespace vitrine::x509 {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool is_host_char(char c) {
    const char l = lower(c);
    return (l >= 'a' && l <= 'z') || (l >= '0' && l <= '9') || l == '-' || l == '_';
}

/// Labels of 1 to 63 letters, digits, hyphens or underscores; 253 characters in all.
bool is_host_name(std::string_view name) {
    if (name.empty() || name.size() > 253) return false;
    std::size_t label = 0;
    for (const char c : name) {
        if (c == '.') {
            if (label == 0) return false;
            label = 0;
        } else if (!is_host_char(c) || ++label > 63) {
            return false;
        }
    }
    return label > 0;
}

bool equal_folded(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (lower(a[i]) != lower(b[i])) return false;
    }
    return true;
}

std::string_view after_first_label(std::string_view name) {
    const std::size_t dot = name.find('.');
    return dot == std::string_view::npos ? std::string_view{} : name.substr(dot + 1);
}

/// Dotted quad, four decimal numbers without leading zeros.
bool parse_ipv4(std::string_view text, std::span<std::uint8_t, 4> out) {
    for (std::size_t i = 0; i < 4; ++i) {
        std::size_t n = 0;
        unsigned value = 0;
        while (n < text.size() && text[n] >= '0' && text[n] <= '9' && n < 4) {
            value = value * 10 + static_cast<unsigned>(text[n++] - '0');
        }
        if (n == 0 || n > 3 || value > 255 || (n > 1 && text[0] == '0')) return false;
        out[i] = static_cast<std::uint8_t>(value);
        text.remove_prefix(n);
        if (i == 3) return text.empty();
        if (text.empty() || text[0] != '.') return false;
        text.remove_prefix(1);
    }
    return false;
}

int hex_digit(char c) {
    c = lower(c);
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// One to four digits.
bool parse_group(std::string_view text, std::span<std::uint8_t> out) {
    if (text.empty() || text.size() > 4) return false;
    unsigned value = 0;
    for (const char c : text) {
        if (hex_digit(c) < 0) return false;
        value = value << 4U | static_cast<unsigned>(hex_digit(c));
    }
    out[0] = static_cast<std::uint8_t>(value >> 8U);
    out[1] = static_cast<std::uint8_t>(value);
    return true;
}

/// The groups of one side of "::", a dotted quad as the last two; false if malformed. `size` counts
/// bytes written.
bool parse_groups(std::string_view text, std::span<std::uint8_t, 16> out, std::size_t& size) {
    size = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(':'), text.size());
        const std::string_view group = text.substr(0, end);
        const bool is_last = end == text.size();
        const bool is_quad = is_last && group.find('.') != std::string_view::npos;
        const std::size_t wanted = is_quad ? 4 : 2;
        if (wanted > out.size() - size) return false;
        const std::span<std::uint8_t> place = std::span<std::uint8_t>{out}.subspan(size);
        if (is_quad ? !parse_ipv4(group, place.first<4>()) : !parse_group(group, place))
            return false;
        size += wanted;
        if (is_last) return true;
        text.remove_prefix(end + 1);
    }
    return size == 0;  // nothing, or a colon at the end
}

/// RFC 4291 §2.2, no zone.
bool parse_ipv6(std::string_view text, std::span<std::uint8_t, 16> out) {
    std::array<std::uint8_t, 16> head{};
    std::array<std::uint8_t, 16> tail{};
    std::size_t head_len = 0;
    std::size_t tail_len = 0;
    const std::size_t gap = text.find("::");
    if (gap == std::string_view::npos) return parse_groups(text, out, head_len) && head_len == 16;
    const std::string_view left = text.substr(0, gap);
    if (left.find('.') != std::string_view::npos) return false;
    if (!parse_groups(left, head, head_len) ||
        !parse_groups(text.substr(gap + 2), tail, tail_len)) {
        return false;
    }
    if (head_len + tail_len > 14) return false;
    std::fill(out.begin(), out.end(), std::uint8_t{0});
    copy_bytes(ByteView{head}.first(head_len), out);
    copy_bytes(ByteView{tail}.first(tail_len), out.subspan(16 - tail_len));
    return true;
}

}  // namespace

Result<ReferenceId> ReferenceId::parse(std::string_view text) {
    std::array<std::uint8_t, 16> address{};
    if (parse_ipv4(text, std::span{address}.first<4>())) return ip(ByteView{address}.first(4));
    if (text.find(':') != std::string_view::npos) {
        if (text.size() > 2 && text.front() == '[' && text.back() == ']') {
            text = text.substr(1, text.size() - 2);
        }
        if (!parse_ipv6(text, address)) return fail(ErrorCode::bad_parameters);
        return ip(address);
    }
    return dns(text);
}

Result<ReferenceId> ReferenceId::dns(std::string_view name) {
    if (!name.empty() && name.back() == '.') name.remove_suffix(1);
    if (!is_host_name(name)) return fail(ErrorCode::bad_parameters);
    // A last label of digits only is a misspelt address, never a name (RFC 3696 §2).
    const std::string_view last = name.substr(name.rfind('.') + 1);
    if (last.find_first_not_of("0123456789") == std::string_view::npos) {
        return fail(ErrorCode::bad_parameters);
    }
    ReferenceId id;
    id.type_ = Type::dns;
    for (const char c : name) id.bytes_[id.size_++] = static_cast<std::uint8_t>(lower(c));
    return id;
}

Result<ReferenceId> ReferenceId::ip(ByteView address) {
    if (address.size() != 4 && address.size() != 16) return fail(ErrorCode::bad_parameters);
    ReferenceId id;
    id.type_ = Type::ip;
    id.size_ = static_cast<std::uint8_t>(address.size());
    copy_bytes(address, id.bytes_);
    return id;
}

Status match_host(const Certificate& leaf, const ReferenceId& wanted) {
    const bool by_dns = wanted.type() == ReferenceId::Type::dns;
    GeneralNameCursor names{leaf.extensions.subject_alt_name};
    while (const auto name = names.next()) {
        if (by_dns && name->type == GeneralNameType::dns_name &&
            dns_name_matches(as_text(name->value), wanted.dns_name())) {
            return done();
        }
        if (!by_dns && name->type == GeneralNameType::ip_address &&
            equal_public(name->value, wanted.address())) {
            return done();
        }
    }
    return fail(ErrorCode::certificate_name_mismatch);
}

// RFC 6125 §6.4.3: the wildcard is "the complete left-most label" and matches exactly one label.
bool dns_name_matches(std::string_view presented, std::string_view wanted) {
    const bool wildcard = presented.substr(0, 2) == "*.";
    const std::string_view base = wildcard ? presented.substr(2) : presented;
    if (!is_host_name(base)) return false;
    if (!wildcard) return equal_folded(base, wanted);
    if (base.find('.') == std::string_view::npos) return false;
    const std::string_view parent = after_first_label(wanted);
    return !parent.empty() && equal_folded(base, parent);
}

bool is_mailbox(std::string_view text) {
    const std::size_t at = text.rfind('@');
    if (at == std::string_view::npos || at == 0 || !is_host_name(text.substr(at + 1))) return false;
    const std::string_view local = text.substr(0, at);
    const bool quoted = local.size() > 2 && local.front() == '"' && local.back() == '"';
    if (!quoted && local.find('@') != std::string_view::npos) return false;  // RFC 5321 §4.1.2
    return std::ranges::all_of(local, [](char c) { return c > ' ' && c < 0x7F; });
}

Status match_email(const Certificate& leaf, std::string_view mailbox) {
    if (!is_mailbox(mailbox)) return fail(ErrorCode::bad_parameters);
    const std::size_t at = mailbox.rfind('@');
    GeneralNameCursor names{leaf.extensions.subject_alt_name};
    while (const auto name = names.next()) {
        if (name->type != GeneralNameType::rfc822_name) continue;
        const std::string_view presented = as_text(name->value);
        if (presented.rfind('@') == at && presented.substr(0, at) == mailbox.substr(0, at) &&
            equal_folded(presented.substr(at + 1), mailbox.substr(at + 1))) {
            return done();
        }
    }
    return fail(ErrorCode::certificate_name_mismatch);
}

}  // namespace vitrine::x509
