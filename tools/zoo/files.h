// The zoo on disk: DIR/expected.tsv and, for each specimen, DIR/NAME/ with leaf.pem, trust.pem,
// untrusted.pem, crl.pem and ocsp.der, those of them that it has.
#pragma once

#include "tools/zoo/specimen.h"

namespace vitrine::zoo {

/// Errors: file_unwritable.
Status write_zoo(const std::vector<Specimen>& specimens, const std::string& directory);

/// Reads it back, files and all.  Errors: file_unreadable, pem_*, bad_parameters (a line of
/// expected.tsv that has not the columns).
Result<std::vector<Specimen>> read_zoo(const std::string& directory);

}  // namespace vitrine::zoo
