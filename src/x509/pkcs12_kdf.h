// Keys from passwords in the way of PKCS #12 (RFC 7292 appendix B), and the old encryptions that
// use them (appendix C): SHA-1 with 3DES or RC2.
#pragma once

#include <vector>

#include "base/result.h"
#include "crypto/hash/hash.h"
#include "x509/algorithm.h"

namespace vitrine::x509 {

/// A password as PKCS #12 has it: UTF-16, big-endian, two zero bytes at the end. Secret.
/// Errors: bad_parameters (not UTF-8).
Result<std::vector<std::uint8_t>> pkcs12_password(std::string_view utf8);

enum class Pkcs12Use : std::uint8_t { key = 1, iv = 2, mac = 3 };  // RFC 7292 §B.3

struct Pkcs12KdfInput {
    crypto::HashAlg hash = crypto::HashAlg::sha1;
    ByteView password;  ///< from pkcs12_password (secret)
    ByteView salt;
    std::uint32_t iterations = 1;
};

/// Fills `out`.  Secret: the password, out.  Source: RFC 7292 §B.2.
void pkcs12_kdf(const Pkcs12KdfInput& input, Pkcs12Use use, MutByteView out);

/// True if `algorithm` is one of the four encryptions below.
bool is_pkcs12_pbe(asn1::Oid algorithm);
/// pbeWithSHAAnd3-KeyTripleDES-CBC, 2-Key, 128BitRC2-CBC, 40BitRC2-CBC. The plaintext is secret,
/// the caller wipes it.
/// Errors: those of DerReader, bad_parameters, bad_input_length, pem_wrong_password.
Result<std::vector<std::uint8_t>> decrypt_pkcs12_pbe(const AlgorithmIdentifier& algorithm,
                                                     ByteView ciphertext,
                                                     ByteView password);

}  // namespace vitrine::x509
