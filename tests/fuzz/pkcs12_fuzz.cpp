// PKCS #12 files: the same twice, and what comes out went in.
#include "fuzz/properties.h"
#include "x509/certificate.h"
#include "x509/key_reader.h"
#include "x509/pkcs12.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vitrine;
    const ByteView input{data, size};
    const bool looks_like_one = x509::is_pkcs12(input);
    const auto file = x509::read_pkcs12(input, "secret");
    if (!file.ok()) {
        fuzz::check_error(file.error(), size);
        return 0;
    }
    fuzz::require(looks_like_one, "what is read looks like one");
    std::size_t out = 0;
    for (const auto& key : file->keys) {
        out += key.size();
        static_cast<void>(x509::parse_private_key(key));
    }
    for (const auto& certificate : file->certificates) {
        out += certificate.size();
        static_cast<void>(x509::parse_certificate(certificate));
    }
    fuzz::require(out <= size, "no more comes out than went in");
    const auto again = x509::read_pkcs12(input, "secret");
    fuzz::require(
        again.ok() && again->keys == file->keys && again->certificates == file->certificates,
        "the same comes out twice");
    return 0;
}
