// OpenSSL keys out of named numbers, for rows that give both sides the same key.
#pragma once

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"

namespace vitrine::bench {

using EvpKeyPtr = std::shared_ptr<EVP_PKEY>;
using EvpContextPtr = std::shared_ptr<EVP_PKEY_CTX>;

/// Builds keys and parameters of a type ("RSA", "DH", "DSA") number by number.
class EvpNumbers {
  public:
    EvpNumbers() : build_(OSSL_PARAM_BLD_new(), OSSL_PARAM_BLD_free) {}

    EvpNumbers& number(const char* name, ByteView bytes) {
        numbers_.emplace_back(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr),
                              BN_free);
        OSSL_PARAM_BLD_push_BN(build_.get(), name, numbers_.back().get());
        return *this;
    }
    EvpNumbers& text(const char* name, const char* value) {
        OSSL_PARAM_BLD_push_utf8_string(build_.get(), name, value, 0);
        return *this;
    }
    /// selection: EVP_PKEY_KEYPAIR, EVP_PKEY_PUBLIC_KEY or EVP_PKEY_KEY_PARAMETERS.
    EvpKeyPtr key(const char* type, int selection) {
        OSSL_PARAM* params = OSSL_PARAM_BLD_to_param(build_.get());
        EVP_PKEY_CTX* context = EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr);
        EVP_PKEY* made = nullptr;
        EVP_PKEY_fromdata_init(context);
        EVP_PKEY_fromdata(context, &made, selection, params);
        EVP_PKEY_CTX_free(context);
        OSSL_PARAM_free(params);
        return {made, EVP_PKEY_free};
    }

  private:
    std::shared_ptr<OSSL_PARAM_BLD> build_;
    std::vector<std::shared_ptr<BIGNUM>> numbers_;
};

inline EvpContextPtr evp_context(const EvpKeyPtr& key) {
    return {EVP_PKEY_CTX_new(key.get(), nullptr), EVP_PKEY_CTX_free};
}

}  // namespace vitrine::bench
