// Bounds on what a peer can make us hold or do. Explicit, with defaults that every honest peer fits
// into.
#pragma once

#include <cstddef>

namespace vitrine::handshake {

struct Limits {
    std::size_t client_hello_len = 131396;  ///< the largest that the format allows
    std::size_t certificate_len = 65536;
    std::size_t certificates = 10;
    std::size_t signature_checks = 32;  ///< in the search for one chain
    std::size_t records_per_message = 256;
    std::size_t empty_records = 32;  ///< in a row
    std::size_t warning_alerts = 4;  ///< in a row
    std::size_t hello_requests = 4;  ///< in one handshake
    std::size_t arena_len = 524288;  ///< memory of one handshake
};

}  // namespace vitrine::handshake
