#include "x509/dane.h"

#include <algorithm>

#include "base/hex.h"

namespace vitrine::x509 {

namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view skip_spaces(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    return text;
}

/// A decimal number of 0..255 that a space ends; steps over both.
std::optional<std::uint8_t> take_number(std::string_view& text) {
    text = skip_spaces(text);
    unsigned value = 0;
    std::size_t digits = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9' && digits < 3) {
        value = value * 10 + static_cast<unsigned>(text[digits++] - '0');
    }
    if (digits == 0 || value > 255 || digits == text.size() || !is_space(text[digits])) {
        return std::nullopt;
    }
    text.remove_prefix(digits);
    return static_cast<std::uint8_t>(value);
}

std::size_t digest_len(std::uint8_t matching_type) {
    return matching_type == static_cast<std::uint8_t>(TlsaMatching::sha2_256) ? 32 : 64;
}

}  // namespace

std::string_view name_of(TlsaUsage usage) {
    switch (usage) {
        case TlsaUsage::pkix_ta:
            return "PKIX-TA";
        case TlsaUsage::pkix_ee:
            return "PKIX-EE";
        case TlsaUsage::dane_ta:
            return "DANE-TA";
        case TlsaUsage::dane_ee:
            break;
    }
    return "DANE-EE";
}

Result<TlsaRecord> parse_tlsa(std::string_view text, std::vector<std::uint8_t>& storage) {
    TlsaRecord record;
    for (std::uint8_t* field : {&record.usage, &record.selector, &record.matching_type}) {
        const auto number = take_number(text);
        if (!number) return fail(ErrorCode::bad_parameters);
        *field = *number;
    }
    std::vector<char> digits;
    std::ranges::copy_if(text, std::back_inserter(digits), [](char c) { return !is_space(c); });
    storage.resize(digits.size() / 2);
    TLS_TRY(hex::decode({digits.data(), digits.size()}, storage));
    if (storage.empty()) return fail(ErrorCode::bad_parameters);
    record.data = storage;
    return record;
}

bool is_usable(const TlsaRecord& record) {
    if (record.usage > 3 || record.selector > 1 || record.matching_type > 2) return false;
    if (record.matching_type != 0) return record.data.size() == digest_len(record.matching_type);
    return record.selector == 0 ? parse_certificate(record.data).ok()
                                : parse_public_key(record.data).ok();
}

bool tlsa_matches(const TlsaRecord& record, const Certificate& certificate) {
    const ByteView selected =
        record.selector == 0 ? certificate.der : certificate.public_key.encoded;
    if (record.matching_type == 0) return equal_public(record.data, selected);
    const crypto::HashAlg alg =
        record.matching_type == static_cast<std::uint8_t>(TlsaMatching::sha2_256)
            ? crypto::HashAlg::sha256
            : crypto::HashAlg::sha512;
    return equal_public(record.data, crypto::hash(alg, selected).view());
}

const TlsaRecord* find_match(std::span<const TlsaRecord> records,
                             TlsaUsage usage,
                             const Certificate& certificate) {
    for (const TlsaRecord& record : records) {
        if (record.is(usage) && is_usable(record) && tlsa_matches(record, certificate)) {
            return &record;
        }
    }
    return nullptr;
}

bool any_usable(std::span<const TlsaRecord> records) {
    return std::ranges::any_of(records, is_usable);
}

}  // namespace vitrine::x509
