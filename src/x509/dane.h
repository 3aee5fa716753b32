// TLSA records (RFC 6698, RFC 7671): what the owner of a name says in the DNS of the certificate
// that its server will show. Looking them up, and checking DNSSEC, is the caller's business.
#pragma once

#include <vector>

#include "x509/certificate.h"

namespace vitrine::x509 {

/// RFC 7218 §2.1 has the names.
enum class TlsaUsage : std::uint8_t { pkix_ta = 0, pkix_ee = 1, dane_ta = 2, dane_ee = 3 };
enum class TlsaSelector : std::uint8_t { cert = 0, spki = 1 };
enum class TlsaMatching : std::uint8_t { full = 0, sha2_256 = 1, sha2_512 = 2 };

/// "DANE-EE"
std::string_view name_of(TlsaUsage usage);

/// A record as it stands; the numbers may be ones that nobody here knows.
struct TlsaRecord {
    std::uint8_t usage = 0;
    std::uint8_t selector = 0;
    std::uint8_t matching_type = 0;
    ByteView data;

    [[nodiscard]] bool is(TlsaUsage wanted) const {
        return usage == static_cast<std::uint8_t>(wanted);
    }
};

/// Reads "U S M HEX", white space anywhere between the numbers and inside of the hexadecimal part
/// (RFC 6698 §2.2); the data goes to `storage`, which must stay.  Errors: bad_parameters, bad_hex.
Result<TlsaRecord> parse_tlsa(std::string_view text, std::vector<std::uint8_t>& storage);

/// Known numbers, and data of the length they ask for; others are as if they were not there
/// (RFC 6698 §4.1).
bool is_usable(const TlsaRecord& record);

/// True if the data is that of `certificate` by selector and matching type; its usage is not asked.
bool tlsa_matches(const TlsaRecord& record, const Certificate& certificate);

/// The first usable record of this usage that matches, or null.
const TlsaRecord* find_match(std::span<const TlsaRecord> records,
                             TlsaUsage usage,
                             const Certificate& certificate);

/// True if a record is usable: then one must match.
bool any_usable(std::span<const TlsaRecord> records);

}  // namespace vitrine::x509
