// Is this the server we asked for? RFC 6125 §6, RFC 9525 §6, RFC 5280 §7.2.
// Only subjectAltName counts; the common name is never consulted.
#pragma once

#include "x509/certificate.h"

namespace vitrine::x509 {

/// What the user asked for: a DNS name (lower case, no trailing dot) or an IP address. A value.
class ReferenceId {
  public:
    enum class Type : std::uint8_t { dns, ip };

    /// Recognizes an IPv4 or IPv6 literal, else takes the text as a DNS name in A-label form.
    /// Errors: bad_parameters (empty, over 253 characters, an empty or long label, or a character
    /// beyond LDH).
    static Result<ReferenceId> parse(std::string_view text);
    static Result<ReferenceId> dns(std::string_view name);
    /// 4 or 16 bytes. Errors: bad_parameters.
    static Result<ReferenceId> ip(ByteView address);

    [[nodiscard]] Type type() const { return type_; }
    [[nodiscard]] std::string_view dns_name() const { return as_text(bytes()); }
    [[nodiscard]] ByteView address() const { return bytes(); }

  private:
    ReferenceId() = default;
    [[nodiscard]] ByteView bytes() const { return ByteView{bytes_}.first(size_); }

    Type type_ = Type::dns;
    std::uint8_t size_ = 0;
    std::array<std::uint8_t, 253> bytes_{};
};

/// Errors: certificate_name_mismatch, certificate_bad_extension (an entry of the compared type is
/// malformed).
Status match_host(const Certificate& leaf, const ReferenceId& wanted);

/// One presented dNSName against a normalised name; wildcard only as the whole left-most label,
/// with at least two labels after it.
bool dns_name_matches(std::string_view presented, std::string_view wanted);

/// A local part and a host name with an "@" between, in ASCII without spaces.
bool is_mailbox(std::string_view text);
/// RFC 822 mailbox in subjectAltName; local part by case, host without.  Errors:
/// certificate_name_mismatch.
Status match_email(const Certificate& leaf, std::string_view mailbox);

}  // namespace vitrine::x509
