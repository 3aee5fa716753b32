// Object identifiers (X.690 §8.19): views of their contents octets, constants written as people
// write them, and the names they go by. All that RFC 5280, 3279, 4055, 5480, 5758, 8410 and 8018
// define for us.
#pragma once

#include <array>

#include "base/bytes.h"

namespace vitrine::asn1 {

/// A view of the contents octets of an OBJECT IDENTIFIER. Empty: none.
class Oid {
  public:
    constexpr Oid() = default;
    constexpr explicit Oid(ByteView contents) : contents_(contents) {}

    [[nodiscard]] constexpr ByteView contents() const { return contents_; }
    [[nodiscard]] constexpr bool empty() const { return contents_.empty(); }
    friend bool operator==(const Oid& a, const Oid& b) {
        return equal_public(a.contents_, b.contents_);
    }

  private:
    ByteView contents_;
};

/// An identifier spelled in the source: `OidConstant kCommonName{"2.5.4.3"}`.
class OidConstant {
  public:
    consteval explicit OidConstant(std::string_view dotted) {
        std::size_t at = 0;
        const std::uint64_t first = next_arc(dotted, at);
        put(first * 40 + next_arc(dotted, at));
        while (at < dotted.size()) put(next_arc(dotted, at));
    }
    constexpr operator Oid() const {  // NOLINT(google-explicit-constructor): a constant is an Oid
        return Oid{ByteView{bytes_.data(), size_}};
    }
    friend bool operator==(const Oid& a, const OidConstant& b) { return a == static_cast<Oid>(b); }

  private:
    static consteval std::uint64_t next_arc(std::string_view dotted, std::size_t& at) {
        std::uint64_t arc = 0;
        while (at < dotted.size() && dotted[at] != '.') {
            arc = arc * 10 + static_cast<std::uint64_t>(dotted[at++] - '0');
        }
        ++at;
        return arc;
    }
    consteval void put(std::uint64_t arc) {
        int shift = 0;
        while ((arc >> shift) >= 0x80) shift += 7;
        for (; shift > 0; shift -= 7) {
            bytes_[size_++] = static_cast<std::uint8_t>(0x80U | ((arc >> shift) & 0x7fU));
        }
        bytes_[size_++] = static_cast<std::uint8_t>(arc & 0x7fU);
    }

    std::array<std::uint8_t, 15> bytes_{};
    std::uint8_t size_ = 0;
};

/// What an identifier is called. `short_name` and `long_name` are the spellings OpenSSL prints.
struct OidName {
    OidConstant oid;
    std::string_view short_name;
    std::string_view long_name;
};

/// The entry of a known identifier, or null.
const OidName* find_name(Oid oid);
/// The entry whose short or long name is `name`, or null.
const OidName* find_oid(std::string_view name);

/// At least one arc, each in the shortest form and below 2^64, at most 64 bytes. X.690 §8.19.2.
bool is_well_formed(Oid oid);

/// The longest dotted text of a well-formed identifier.
inline constexpr std::size_t kMaxDottedLen = 256;
/// Writes "2.5.4.3" to the front of `out`; returns its length. `oid` must be well formed.
std::size_t write_dotted(Oid oid, std::span<char, kMaxDottedLen> out);
/// Encodes "2.5.4.3"; returns the length of the contents octets, or 0 if `dotted` is no identifier.
std::size_t parse_dotted(std::string_view dotted, std::span<std::uint8_t, 64> out);

namespace oid {

// Keys: RFC 3279 §2.3, RFC 4055 §1.2, RFC 5480 §2.1, RFC 8410 §3.
inline constexpr OidConstant kRsaEncryption{"1.2.840.113549.1.1.1"};
inline constexpr OidConstant kRsassaPss{"1.2.840.113549.1.1.10"};
inline constexpr OidConstant kMgf1{"1.2.840.113549.1.1.8"};
inline constexpr OidConstant kDsa{"1.2.840.10040.4.1"};
inline constexpr OidConstant kEcPublicKey{"1.2.840.10045.2.1"};
inline constexpr OidConstant kSecp224r1{"1.3.132.0.33"};
inline constexpr OidConstant kSecp256r1{"1.2.840.10045.3.1.7"};
inline constexpr OidConstant kSecp384r1{"1.3.132.0.34"};
inline constexpr OidConstant kSecp521r1{"1.3.132.0.35"};
inline constexpr OidConstant kSecp256k1{"1.3.132.0.10"};
inline constexpr OidConstant kX25519{"1.3.101.110"};
inline constexpr OidConstant kX448{"1.3.101.111"};
inline constexpr OidConstant kEd25519{"1.3.101.112"};
inline constexpr OidConstant kEd448{"1.3.101.113"};
inline constexpr OidConstant kDhKeyAgreement{"1.2.840.113549.1.3.1"};

// Signatures: RFC 3279 §2.2, RFC 4055 §5, RFC 5758 §3.
inline constexpr OidConstant kMd2WithRsa{"1.2.840.113549.1.1.2"};
inline constexpr OidConstant kMd4WithRsa{"1.2.840.113549.1.1.3"};
inline constexpr OidConstant kMd5WithRsa{"1.2.840.113549.1.1.4"};
inline constexpr OidConstant kSha1WithRsa{"1.2.840.113549.1.1.5"};
inline constexpr OidConstant kSha224WithRsa{"1.2.840.113549.1.1.14"};
inline constexpr OidConstant kSha256WithRsa{"1.2.840.113549.1.1.11"};
inline constexpr OidConstant kSha384WithRsa{"1.2.840.113549.1.1.12"};
inline constexpr OidConstant kSha512WithRsa{"1.2.840.113549.1.1.13"};
inline constexpr OidConstant kDsaWithSha1{"1.2.840.10040.4.3"};
inline constexpr OidConstant kDsaWithSha224{"2.16.840.1.101.3.4.3.1"};
inline constexpr OidConstant kDsaWithSha256{"2.16.840.1.101.3.4.3.2"};
inline constexpr OidConstant kEcdsaWithSha1{"1.2.840.10045.4.1"};
inline constexpr OidConstant kEcdsaWithSha224{"1.2.840.10045.4.3.1"};
inline constexpr OidConstant kEcdsaWithSha256{"1.2.840.10045.4.3.2"};
inline constexpr OidConstant kEcdsaWithSha384{"1.2.840.10045.4.3.3"};
inline constexpr OidConstant kEcdsaWithSha512{"1.2.840.10045.4.3.4"};

// Hashes: RFC 4055 §2.1, RFC 3279 §2.1.
inline constexpr OidConstant kMd5{"1.2.840.113549.2.5"};
inline constexpr OidConstant kSha1{"1.3.14.3.2.26"};
inline constexpr OidConstant kSha224{"2.16.840.1.101.3.4.2.4"};
inline constexpr OidConstant kSha256{"2.16.840.1.101.3.4.2.1"};
inline constexpr OidConstant kSha384{"2.16.840.1.101.3.4.2.2"};
inline constexpr OidConstant kSha512{"2.16.840.1.101.3.4.2.3"};

// Attributes of names: RFC 5280 §A.1, RFC 4519.
inline constexpr OidConstant kCommonName{"2.5.4.3"};
inline constexpr OidConstant kSurname{"2.5.4.4"};
inline constexpr OidConstant kSerialNumber{"2.5.4.5"};
inline constexpr OidConstant kCountryName{"2.5.4.6"};
inline constexpr OidConstant kLocalityName{"2.5.4.7"};
inline constexpr OidConstant kStateOrProvinceName{"2.5.4.8"};
inline constexpr OidConstant kOrganizationName{"2.5.4.10"};
inline constexpr OidConstant kOrganizationalUnitName{"2.5.4.11"};
inline constexpr OidConstant kEmailAddress{"1.2.840.113549.1.9.1"};
inline constexpr OidConstant kDomainComponent{"0.9.2342.19200300.100.1.25"};

// Extensions: RFC 5280 §4.2 and §5.2, RFC 6960 §4.4, RFC 6962 §3.3, RFC 7633 §6, RFC 9608 §2.
inline constexpr OidConstant kSubjectKeyIdentifier{"2.5.29.14"};
inline constexpr OidConstant kKeyUsage{"2.5.29.15"};
inline constexpr OidConstant kSubjectAltName{"2.5.29.17"};
inline constexpr OidConstant kIssuerAltName{"2.5.29.18"};
inline constexpr OidConstant kBasicConstraints{"2.5.29.19"};
inline constexpr OidConstant kCrlNumber{"2.5.29.20"};
inline constexpr OidConstant kReasonCode{"2.5.29.21"};
inline constexpr OidConstant kInvalidityDate{"2.5.29.24"};
inline constexpr OidConstant kDeltaCrlIndicator{"2.5.29.27"};
inline constexpr OidConstant kIssuingDistributionPoint{"2.5.29.28"};
inline constexpr OidConstant kCertificateIssuer{"2.5.29.29"};
inline constexpr OidConstant kNameConstraints{"2.5.29.30"};
inline constexpr OidConstant kCrlDistributionPoints{"2.5.29.31"};
inline constexpr OidConstant kCertificatePolicies{"2.5.29.32"};
inline constexpr OidConstant kAnyPolicy{"2.5.29.32.0"};
inline constexpr OidConstant kPolicyMappings{"2.5.29.33"};
inline constexpr OidConstant kAuthorityKeyIdentifier{"2.5.29.35"};
inline constexpr OidConstant kPolicyConstraints{"2.5.29.36"};
inline constexpr OidConstant kExtKeyUsage{"2.5.29.37"};
inline constexpr OidConstant kAnyExtendedKeyUsage{"2.5.29.37.0"};
inline constexpr OidConstant kFreshestCrl{"2.5.29.46"};
inline constexpr OidConstant kInhibitAnyPolicy{"2.5.29.54"};
inline constexpr OidConstant kNoRevAvail{"2.5.29.56"};
inline constexpr OidConstant kAuthorityInfoAccess{"1.3.6.1.5.5.7.1.1"};
inline constexpr OidConstant kSubjectInfoAccess{"1.3.6.1.5.5.7.1.11"};
inline constexpr OidConstant kTlsFeature{"1.3.6.1.5.5.7.1.24"};
inline constexpr OidConstant kOcspNoCheck{"1.3.6.1.5.5.7.48.1.5"};
inline constexpr OidConstant kSctList{"1.3.6.1.4.1.11129.2.4.2"};

// Access methods and policy qualifiers: RFC 5280 §4.2.2.1, §4.2.1.4.
inline constexpr OidConstant kAccessOcsp{"1.3.6.1.5.5.7.48.1"};
inline constexpr OidConstant kAccessCaIssuers{"1.3.6.1.5.5.7.48.2"};
inline constexpr OidConstant kQualifierCps{"1.3.6.1.5.5.7.2.1"};
inline constexpr OidConstant kQualifierUserNotice{"1.3.6.1.5.5.7.2.2"};
inline constexpr OidConstant kOcspNonce{"1.3.6.1.5.5.7.48.1.2"};
inline constexpr OidConstant kOcspBasic{"1.3.6.1.5.5.7.48.1.1"};

// Extended key usages: RFC 5280 §4.2.1.12.
inline constexpr OidConstant kServerAuth{"1.3.6.1.5.5.7.3.1"};
inline constexpr OidConstant kClientAuth{"1.3.6.1.5.5.7.3.2"};
inline constexpr OidConstant kCodeSigning{"1.3.6.1.5.5.7.3.3"};
inline constexpr OidConstant kEmailProtection{"1.3.6.1.5.5.7.3.4"};
inline constexpr OidConstant kTimeStamping{"1.3.6.1.5.5.7.3.8"};
inline constexpr OidConstant kOcspSigning{"1.3.6.1.5.5.7.3.9"};

// Encrypted keys: RFC 8018 §A.4, §A.2, §B.
inline constexpr OidConstant kPbes2{"1.2.840.113549.1.5.13"};
inline constexpr OidConstant kPbkdf2{"1.2.840.113549.1.5.12"};
inline constexpr OidConstant kHmacSha1{"1.2.840.113549.2.7"};
inline constexpr OidConstant kHmacSha224{"1.2.840.113549.2.8"};
inline constexpr OidConstant kHmacSha256{"1.2.840.113549.2.9"};
inline constexpr OidConstant kHmacSha384{"1.2.840.113549.2.10"};
inline constexpr OidConstant kHmacSha512{"1.2.840.113549.2.11"};
inline constexpr OidConstant kAes128Cbc{"2.16.840.1.101.3.4.1.2"};
inline constexpr OidConstant kAes256Cbc{"2.16.840.1.101.3.4.1.42"};
inline constexpr OidConstant kDesEde3Cbc{"1.2.840.113549.3.7"};

// PKCS #12: RFC 7292 §4.2 and appendix C; RFC 2315 §14 for the content types.
inline constexpr OidConstant kPkcs7Data{"1.2.840.113549.1.7.1"};
inline constexpr OidConstant kPkcs7EncryptedData{"1.2.840.113549.1.7.6"};
inline constexpr OidConstant kPkcs12KeyBag{"1.2.840.113549.1.12.10.1.1"};
inline constexpr OidConstant kPkcs12ShroudedKeyBag{"1.2.840.113549.1.12.10.1.2"};
inline constexpr OidConstant kPkcs12CertBag{"1.2.840.113549.1.12.10.1.3"};
inline constexpr OidConstant kPkcs12SafeContentsBag{"1.2.840.113549.1.12.10.1.6"};
inline constexpr OidConstant kX509CertificateBag{"1.2.840.113549.1.9.22.1"};
inline constexpr OidConstant kPbeSha1TripleDes3Key{"1.2.840.113549.1.12.1.3"};
inline constexpr OidConstant kPbeSha1TripleDes2Key{"1.2.840.113549.1.12.1.4"};
inline constexpr OidConstant kPbeSha1Rc2With128{"1.2.840.113549.1.12.1.5"};
inline constexpr OidConstant kPbeSha1Rc2With40{"1.2.840.113549.1.12.1.6"};

}  // namespace oid

}  // namespace vitrine::asn1
