// DH parameters in files: PKCS #3's DHParameter (RFC 2631 has other ones), "DH PARAMETERS" in PEM.
#pragma once

#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/pk/dh.h"

namespace vitrine::x509 {

/// Views of the DER; numbers without leading zeros.
struct DhParameters {
    ByteView p;
    ByteView g;
    std::optional<std::uint32_t> exponent_bits;  ///< privateValueLength
};

/// DHParameter ::= SEQUENCE { prime, base, privateValueLength OPTIONAL }, strict DER. The group is
/// not judged: crypto::dh_check_group does.  Errors: those of DerReader.
Result<DhParameters> parse_dh_parameters(ByteView der);

/// The first DH PARAMETERS of a PEM or DER file; `storage` gets the DER that the views look into.
/// Errors: pem_no_block, pem_bad_encoding, those of DerReader.
Result<DhParameters> load_dh_parameters(ByteView file, std::vector<std::uint8_t>& storage);

/// The DER of a group; privateValueLength where exponents are shorter than p.  Errors: output_full.
Result<std::vector<std::uint8_t>> encode_dh_parameters(const crypto::DhGroup& group);

}  // namespace vitrine::x509
