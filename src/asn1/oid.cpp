#include "asn1/oid.h"

namespace vitrine::asn1 {

namespace {

// Spellings of the short and the long name are OpenSSL's, so that printed certificates agree.
// clang-format off
constexpr OidName kNames[] = {
    {oid::kCommonName, "CN", "commonName"},
    {oid::kCountryName, "C", "countryName"},
    {oid::kOrganizationName, "O", "organizationName"},
    {oid::kOrganizationalUnitName, "OU", "organizationalUnitName"},
    {oid::kLocalityName, "L", "localityName"},
    {oid::kStateOrProvinceName, "ST", "stateOrProvinceName"},
    {oid::kEmailAddress, "emailAddress", "emailAddress"},
    {oid::kDomainComponent, "DC", "domainComponent"},
    {oid::kSerialNumber, "serialNumber", "serialNumber"},
    {oid::kSurname, "SN", "surname"},
    {OidConstant{"2.5.4.9"}, "street", "streetAddress"},
    {OidConstant{"2.5.4.12"}, "title", "title"},
    {OidConstant{"2.5.4.13"}, "description", "description"},
    {OidConstant{"2.5.4.15"}, "businessCategory", "businessCategory"},
    {OidConstant{"2.5.4.17"}, "postalCode", "postalCode"},
    {OidConstant{"2.5.4.18"}, "postOfficeBox", "postOfficeBox"},
    {OidConstant{"2.5.4.20"}, "telephoneNumber", "telephoneNumber"},
    {OidConstant{"2.5.4.41"}, "name", "name"},
    {OidConstant{"2.5.4.42"}, "GN", "givenName"},
    {OidConstant{"2.5.4.43"}, "initials", "initials"},
    {OidConstant{"2.5.4.44"}, "generationQualifier", "generationQualifier"},
    {OidConstant{"2.5.4.46"}, "dnQualifier", "dnQualifier"},
    {OidConstant{"2.5.4.65"}, "pseudonym", "pseudonym"},
    {OidConstant{"2.5.4.97"}, "organizationIdentifier", "organizationIdentifier"},
    {OidConstant{"0.9.2342.19200300.100.1.1"}, "UID", "userId"},
    {OidConstant{"1.2.840.113549.1.9.2"}, "unstructuredName", "unstructuredName"},
    {OidConstant{"1.3.6.1.4.1.311.60.2.1.1"}, "jurisdictionL", "jurisdictionLocalityName"},
    {OidConstant{"1.3.6.1.4.1.311.60.2.1.2"}, "jurisdictionST", "jurisdictionStateOrProvinceName"},
    {OidConstant{"1.3.6.1.4.1.311.60.2.1.3"}, "jurisdictionC", "jurisdictionCountryName"},

    {oid::kRsaEncryption, "rsaEncryption", "rsaEncryption"},
    {oid::kRsassaPss, "RSASSA-PSS", "rsassaPss"},
    {oid::kMgf1, "MGF1", "mgf1"},
    {oid::kDsa, "DSA", "dsaEncryption"},
    {oid::kEcPublicKey, "id-ecPublicKey", "id-ecPublicKey"},
    {oid::kSecp224r1, "secp224r1", "secp224r1"},
    {oid::kSecp256r1, "prime256v1", "prime256v1"},
    {oid::kSecp384r1, "secp384r1", "secp384r1"},
    {oid::kSecp521r1, "secp521r1", "secp521r1"},
    {oid::kSecp256k1, "secp256k1", "secp256k1"},
    {oid::kX25519, "X25519", "X25519"},
    {oid::kX448, "X448", "X448"},
    {oid::kEd25519, "ED25519", "ED25519"},
    {oid::kEd448, "ED448", "ED448"},
    {oid::kDhKeyAgreement, "dhKeyAgreement", "dhKeyAgreement"},

    {oid::kMd2WithRsa, "RSA-MD2", "md2WithRSAEncryption"},
    {oid::kMd4WithRsa, "RSA-MD4", "md4WithRSAEncryption"},
    {oid::kMd5WithRsa, "RSA-MD5", "md5WithRSAEncryption"},
    {oid::kSha1WithRsa, "RSA-SHA1", "sha1WithRSAEncryption"},
    {oid::kSha224WithRsa, "RSA-SHA224", "sha224WithRSAEncryption"},
    {oid::kSha256WithRsa, "RSA-SHA256", "sha256WithRSAEncryption"},
    {oid::kSha384WithRsa, "RSA-SHA384", "sha384WithRSAEncryption"},
    {oid::kSha512WithRsa, "RSA-SHA512", "sha512WithRSAEncryption"},
    {oid::kDsaWithSha1, "DSA-SHA1", "dsaWithSHA1"},
    {oid::kDsaWithSha224, "dsa_with_SHA224", "dsa_with_SHA224"},
    {oid::kDsaWithSha256, "dsa_with_SHA256", "dsa_with_SHA256"},
    {oid::kEcdsaWithSha1, "ecdsa-with-SHA1", "ecdsa-with-SHA1"},
    {oid::kEcdsaWithSha224, "ecdsa-with-SHA224", "ecdsa-with-SHA224"},
    {oid::kEcdsaWithSha256, "ecdsa-with-SHA256", "ecdsa-with-SHA256"},
    {oid::kEcdsaWithSha384, "ecdsa-with-SHA384", "ecdsa-with-SHA384"},
    {oid::kEcdsaWithSha512, "ecdsa-with-SHA512", "ecdsa-with-SHA512"},

    {oid::kMd5, "MD5", "md5"},
    {oid::kSha1, "SHA1", "sha1"},
    {oid::kSha224, "SHA224", "sha224"},
    {oid::kSha256, "SHA256", "sha256"},
    {oid::kSha384, "SHA384", "sha384"},
    {oid::kSha512, "SHA512", "sha512"},

    {oid::kSubjectKeyIdentifier, "subjectKeyIdentifier", "X509v3 Subject Key Identifier"},
    {oid::kKeyUsage, "keyUsage", "X509v3 Key Usage"},
    {oid::kSubjectAltName, "subjectAltName", "X509v3 Subject Alternative Name"},
    {oid::kIssuerAltName, "issuerAltName", "X509v3 Issuer Alternative Name"},
    {oid::kBasicConstraints, "basicConstraints", "X509v3 Basic Constraints"},
    {oid::kCrlNumber, "crlNumber", "X509v3 CRL Number"},
    {oid::kReasonCode, "CRLReason", "X509v3 CRL Reason Code"},
    {oid::kInvalidityDate, "invalidityDate", "Invalidity Date"},
    {oid::kDeltaCrlIndicator, "deltaCRL", "X509v3 Delta CRL Indicator"},
    {oid::kIssuingDistributionPoint, "issuingDistributionPoint", "X509v3 Issuing Distribution Point"},
    {oid::kCertificateIssuer, "certificateIssuer", "X509v3 Certificate Issuer"},
    {oid::kNameConstraints, "nameConstraints", "X509v3 Name Constraints"},
    {oid::kCrlDistributionPoints, "crlDistributionPoints", "X509v3 CRL Distribution Points"},
    {oid::kCertificatePolicies, "certificatePolicies", "X509v3 Certificate Policies"},
    {oid::kAnyPolicy, "anyPolicy", "X509v3 Any Policy"},
    {oid::kPolicyMappings, "policyMappings", "X509v3 Policy Mappings"},
    {oid::kAuthorityKeyIdentifier, "authorityKeyIdentifier", "X509v3 Authority Key Identifier"},
    {oid::kPolicyConstraints, "policyConstraints", "X509v3 Policy Constraints"},
    {oid::kExtKeyUsage, "extendedKeyUsage", "X509v3 Extended Key Usage"},
    {oid::kAnyExtendedKeyUsage, "anyExtendedKeyUsage", "Any Extended Key Usage"},
    {oid::kFreshestCrl, "freshestCRL", "X509v3 Freshest CRL"},
    {oid::kInhibitAnyPolicy, "inhibitAnyPolicy", "X509v3 Inhibit Any Policy"},
    {oid::kNoRevAvail, "noRevAvail", "X509v3 No Revocation Available"},
    {oid::kAuthorityInfoAccess, "authorityInfoAccess", "Authority Information Access"},
    {oid::kSubjectInfoAccess, "subjectInfoAccess", "Subject Information Access"},
    {oid::kTlsFeature, "tlsfeature", "TLS Feature"},
    {oid::kOcspNoCheck, "noCheck", "OCSP No Check"},
    {oid::kSctList, "ct_precert_scts", "CT Precertificate SCTs"},

    {oid::kAccessOcsp, "OCSP", "OCSP"},
    {oid::kAccessCaIssuers, "caIssuers", "CA Issuers"},
    {OidConstant{"1.3.6.1.5.5.7.48.5"}, "caRepository", "CA Repository"},
    {OidConstant{"1.3.6.1.5.5.7.48.3"}, "ad_timestamping", "AD Time Stamping"},
    {oid::kQualifierCps, "id-qt-cps", "Policy Qualifier CPS"},
    {oid::kQualifierUserNotice, "id-qt-unotice", "Policy Qualifier User Notice"},
    {oid::kOcspBasic, "basicOCSPResponse", "Basic OCSP Response"},

    {oid::kServerAuth, "serverAuth", "TLS Web Server Authentication"},
    {oid::kClientAuth, "clientAuth", "TLS Web Client Authentication"},
    {oid::kCodeSigning, "codeSigning", "Code Signing"},
    {oid::kEmailProtection, "emailProtection", "E-mail Protection"},
    {oid::kTimeStamping, "timeStamping", "Time Stamping"},
    {oid::kOcspSigning, "OCSPSigning", "OCSP Signing"},

    {oid::kPbes2, "PBES2", "PBES2"},
    {oid::kPbkdf2, "PBKDF2", "PBKDF2"},
    {oid::kHmacSha1, "hmacWithSHA1", "hmacWithSHA1"},
    {oid::kHmacSha224, "hmacWithSHA224", "hmacWithSHA224"},
    {oid::kHmacSha256, "hmacWithSHA256", "hmacWithSHA256"},
    {oid::kHmacSha384, "hmacWithSHA384", "hmacWithSHA384"},
    {oid::kHmacSha512, "hmacWithSHA512", "hmacWithSHA512"},
    {oid::kAes128Cbc, "AES-128-CBC", "aes-128-cbc"},
    {oid::kAes256Cbc, "AES-256-CBC", "aes-256-cbc"},
    {oid::kDesEde3Cbc, "DES-EDE3-CBC", "des-ede3-cbc"},
};
// clang-format on

/// Writes a number in decimal; returns its length.
std::size_t put_decimal(std::uint64_t value, char* out) {
    char digits[20];
    std::size_t n = 0;
    do {
        digits[n++] = static_cast<char>('0' + value % 10);
        value /= 10;
    } while (value != 0);
    for (std::size_t i = 0; i < n; ++i) out[i] = digits[n - 1 - i];
    return n;
}

/// Appends one arc in base 128; false if there is no room.
bool put_arc(std::uint64_t arc, std::span<std::uint8_t, 64> out, std::size_t& size) {
    std::size_t groups = 1;
    while (groups < 10 && (arc >> (7 * groups)) != 0) ++groups;
    if (groups > out.size() - size) return false;
    for (std::size_t i = groups; i > 0; --i) {
        const std::uint64_t bits = (arc >> (7 * (i - 1))) & 0x7fU;
        out[size++] = static_cast<std::uint8_t>(i > 1 ? 0x80U | bits : bits);
    }
    return true;
}

/// Reads digits up to a dot or the end; false on anything else, a leading zero or overflow.
bool read_arc(std::string_view& text, std::uint64_t& arc) {
    std::size_t n = 0;
    arc = 0;
    for (; n < text.size() && text[n] != '.'; ++n) {
        if (text[n] < '0' || text[n] > '9') return false;
        const auto digit = static_cast<std::uint64_t>(text[n] - '0');
        if (arc > (~std::uint64_t{0} - digit) / 10) return false;
        arc = arc * 10 + digit;
    }
    if (n == 0 || (n > 1 && text[0] == '0')) return false;
    const bool more = n < text.size();
    text.remove_prefix(n);
    if (more) text.remove_prefix(1);
    return !more || !text.empty();
}

}  // namespace

const OidName* find_name(Oid oid) {
    for (const OidName& name : kNames) {
        if (oid == name.oid) return &name;
    }
    return nullptr;
}

const OidName* find_oid(std::string_view text) {
    for (const OidName& name : kNames) {
        if (name.short_name == text || name.long_name == text) return &name;
    }
    return nullptr;
}

bool is_well_formed(Oid oid) {
    const ByteView c = oid.contents();
    if (c.empty() || c.size() > 64 || c.back() >= 0x80) return false;
    std::size_t arc_len = 0;
    for (std::size_t i = 0; i < c.size(); ++i) {
        if (arc_len == 0 && c[i] == 0x80) return false;
        ++arc_len;
        // Nine groups of seven bits, or ten of which the first is one bit, fit into 64.
        if (arc_len > 10 || (arc_len == 10 && c[i - 9] > 0x81)) return false;
        if (c[i] < 0x80) arc_len = 0;
    }
    return true;
}

std::size_t write_dotted(Oid oid, std::span<char, kMaxDottedLen> out) {
    std::size_t n = 0;
    std::uint64_t arc = 0;
    bool first = true;
    for (const std::uint8_t octet : oid.contents()) {
        arc = (arc << 7) | (octet & 0x7fU);
        if (octet >= 0x80) continue;
        if (first) {
            const std::uint64_t root = arc < 80 ? arc / 40 : 2;
            n += put_decimal(root, &out[n]);
            arc -= root * 40;
            first = false;
        }
        out[n++] = '.';
        n += put_decimal(arc, &out[n]);
        arc = 0;
    }
    return n;
}

std::size_t parse_dotted(std::string_view dotted, std::span<std::uint8_t, 64> out) {
    std::uint64_t root = 0;
    std::uint64_t second = 0;
    if (!read_arc(dotted, root) || dotted.empty() || !read_arc(dotted, second)) return 0;
    if (root > 2 || (root < 2 && second >= 40) || second > ~std::uint64_t{0} - 80) return 0;
    std::size_t size = 0;
    if (!put_arc(root * 40 + second, out, size)) return 0;
    while (!dotted.empty()) {
        std::uint64_t arc = 0;
        if (!read_arc(dotted, arc) || !put_arc(arc, out, size)) return 0;
    }
    return size;
}

}  // namespace vitrine::asn1
