// Private key files, in PEM and DER: what is accepted has one form in PKCS #8 and one in its own
// format, and both are read as the same key.
#include "fuzz/properties.h"
#include "x509/key_file.h"
#include "x509/key_reader.h"
#include "x509/key_writer.h"

namespace {

using namespace vitrine;
using namespace vitrine::x509;

void check_form(const PrivateKey& key, const Result<std::vector<std::uint8_t>>& der) {
    fuzz::require(der.ok(), "a key can be written");
    const auto again = parse_private_key(*der);
    fuzz::require(again.ok(), "a key that is written can be read");
    fuzz::require(same_key(key.public_key(), again->public_key()), "and is the same key");
    fuzz::require(!parse_private_key(ByteView{*der}.first(fuzz::pick(*der, der->size()))).ok(),
                  "a key cut short is refused");
}

void check_key(const Result<PrivateKey>& key) {
    if (!key.ok()) return;
    const auto pkcs8 = encode_pkcs8(*key);
    check_form(*key, pkcs8);
    check_form(*key, encode_traditional(*key));
    const auto again = parse_private_key(*pkcs8);
    fuzz::require(*encode_pkcs8(*again) == *pkcs8, "PKCS #8 has one form");
    const auto spki = encode_public_key(key->public_key());
    fuzz::require(spki.ok(), "a public key can be written");
    const auto read = parse_public_key(*spki);
    fuzz::require(read.ok() && same_key(*read, key->public_key()), "and is read as the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input{data, size};
    const auto der = parse_private_key(input);
    if (!der.ok()) fuzz::check_error(der.error(), size);
    check_key(der);
    const auto file = load_private_key(input, "secret");
    if (!der.ok()) {
        check_key(file);
    } else {
        fuzz::require(file.ok(), "a key is a key file");
    }
    return 0;
}
