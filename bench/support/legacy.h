// OpenSSL keeps RC4 and single DES in a provider that has to be asked for.
#pragma once

#include <openssl/provider.h>

namespace vitrine::bench {

/// Loads OpenSSL's legacy algorithms beside its default ones; once.
inline bool load_legacy_provider() {
    static const bool loaded = OSSL_PROVIDER_load(nullptr, "default") != nullptr &&
                               OSSL_PROVIDER_load(nullptr, "legacy") != nullptr;
    return loaded;
}

}  // namespace vitrine::bench
