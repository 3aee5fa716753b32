// A revocation list: parsed twice, its entries stepped through, all of it inside the input.
#include "fuzz/properties.h"
#include "x509/crl.h"
#include "x509/crl_scope.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vitrine;
    const ByteView input{data, size};
    const auto crl = fuzz::check_der_decoder(input, x509::parse_crl);
    if (!crl.ok()) return 0;
    fuzz::check_view(crl->tbs, input);
    fuzz::check_view(crl->revoked, crl->tbs);
    fuzz::check_view(crl->extensions, crl->tbs);
    fuzz::require(crl->version == 2 || crl->extensions.empty(), "extensions need version 2");
    std::size_t entries = 0;
    x509::RevokedCursor cursor{*crl};
    while (const auto entry = cursor.next()) {
        fuzz::require(!entry->serial_number.empty(), "an entry has a serial number");
        fuzz::check_view(entry->serial_number, crl->revoked);
        fuzz::check_view(entry->certificate_issuer.encoded(), crl->tbs);
        ++entries;
    }
    fuzz::require(entries <= crl->revoked.size() / 17, "entries lie side by side");
    fuzz::require((entries == 0) == crl->revoked.empty(), "every list of entries has one");
    return 0;
}
