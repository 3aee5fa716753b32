#include "x509/key_file.h"

#include "x509/key_reader.h"
#include "x509/pbes2.h"
#include "x509/pem_encryption.h"
#include "x509/pkcs12.h"

namespace vitrine::x509 {

namespace {

constexpr std::string_view kKeyLabels[] = {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY",
                                           "DSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"};

/// EncryptedPrivateKeyInfo begins with an AlgorithmIdentifier, every other form with a version.
bool is_encrypted(ByteView der) {
    wire::Context quiet{der};
    asn1::DerReader in{der, quiet};
    return in.sequence("").next_is(asn1::Tag::sequence);
}

/// Padding may look right by chance: what is then not a key was decrypted with the wrong password.
Result<PrivateKey> parse_decrypted(std::vector<std::uint8_t> plain) {
    Result<PrivateKey> key = parse_private_key(plain);
    wipe(plain);
    if (!key.ok()) return fail(ErrorCode::pem_wrong_password);
    return key;
}

Result<PrivateKey> open_encrypted(ByteView der, std::string_view password) {
    if (password.empty()) return fail(ErrorCode::pem_needs_password);
    TLS_TRY_ASSIGN(std::vector<std::uint8_t> plain, decrypt_pbes2(der, password));
    return parse_decrypted(std::move(plain));
}

Result<PrivateKey> open_legacy(const PemBlock& block, std::string_view password) {
    if (password.empty()) return fail(ErrorCode::pem_needs_password);
    TLS_TRY_ASSIGN(std::vector<std::uint8_t> plain,
                   decrypt_pem(block.dek_info, block.der, password));
    return parse_decrypted(std::move(plain));
}

Result<PrivateKey> first_key_of_pkcs12(ByteView file, std::string_view password) {
    TLS_TRY_ASSIGN(const Pkcs12 contents, read_pkcs12(file, password));
    if (contents.keys.empty()) return fail(ErrorCode::pem_no_block);
    return parse_private_key(contents.keys.front());
}

}  // namespace

Result<PrivateKey> load_private_key(ByteView file, std::string_view password) {
    if (is_pkcs12(file)) return first_key_of_pkcs12(file, password);
    TLS_TRY_ASSIGN(std::vector<PemBlock> blocks, read_pem_or_der(file, kKeyLabels));
    PemBlock& first = blocks.front();
    if (first.legacy_encrypted) return open_legacy(first, password);
    return is_encrypted(first.der) ? open_encrypted(first.der, password)
                                   : parse_private_key(first.der);
}

}  // namespace vitrine::x509
