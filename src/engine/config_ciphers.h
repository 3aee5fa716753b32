// Cipher strings, as OpenSSL's ciphers(1) describes them: names and groups of suites with `+`, `-` and `!`.
// IANA names work wherever OpenSSL's do. Part of the configuration; may allocate.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "handshake/suites.h"

namespace vitrine::engine {

/// One element of a cipher string and what it left.
struct CipherStep {
    std::string element;
    std::size_t matched = 0;
    std::vector<const handshake::CipherSuite*> list;  ///< after it
    bool understood = true;
};

/// Evaluates step by step over the suites that this engine runs, in the default order of preference.
/// Elements are parted by ':', ',' or ' '. "@SECLEVEL=n" and "@STRENGTH" are understood; the level is ignored.
std::vector<CipherStep> evaluate_cipher_string(std::string_view text);

/// The suites that the string leaves, in order.  Errors: no_common_cipher_suite (none is left),
/// unsupported_algorithm (an element that names nothing).
Result<std::vector<const handshake::CipherSuite*>> suites_of(std::string_view text);

}  // namespace vitrine::engine
