// OpenSSL's objects that free themselves, and what it prints as text.
#pragma once

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

#include "base/bytes.h"

namespace vitrine::test {

struct FreeX509 {
    void operator()(X509* x) const { X509_free(x); }
};
using X509Pointer = std::unique_ptr<X509, FreeX509>;

struct FreeBio {
    void operator()(BIO* b) const { BIO_free(b); }
};
using BioPointer = std::unique_ptr<BIO, FreeBio>;

/// The certificate at the front of `der`, or null; all of it must be used.
inline X509Pointer read_x509(ByteView der) {
    const unsigned char* at = der.data();
    X509Pointer x{d2i_X509(nullptr, &at, static_cast<long>(der.size()))};
    ERR_clear_error();
    return x != nullptr && at == der.data() + der.size() ? std::move(x) : nullptr;
}

/// Runs `print(BIO*)` and returns what it wrote and what it returned.
template <class Print>
std::pair<std::string, int> printed(Print&& print) {
    const BioPointer bio{BIO_new(BIO_s_mem())};
    const int result = print(bio.get());
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    ERR_clear_error();
    return {std::string(data, static_cast<std::size_t>(size)), result};
}

/// The first line in which two texts differ, of both.
std::string first_difference(const std::string& got, const std::string& expected);

}  // namespace vitrine::test
