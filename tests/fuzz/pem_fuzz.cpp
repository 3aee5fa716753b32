// PEM text: what is read can be written and is then read as the same.
#include <algorithm>

#include "fuzz/properties.h"
#include "x509/pem.h"

namespace {

using namespace vitrine;

void check_block(const x509::PemBlock& block, std::size_t lines) {
    fuzz::require(block.line >= 1 && block.line <= lines, "a block begins on a line");
    fuzz::require(block.dek_info.empty() || block.legacy_encrypted, "DEK-Info is for encryption");
    if (block.legacy_encrypted) return;
    const auto again = x509::read_pem(x509::write_pem(block.label, block.der));
    fuzz::require(again.ok() && again->size() == 1, "a block can be written");
    fuzz::require(again->front().label == block.label && again->front().der == block.der,
                  "a block that is written is read as the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input{data, size};
    const auto blocks = x509::read_pem(as_text(input));
    fuzz::check_same(blocks, x509::read_pem(as_text(input)));
    static constexpr std::string_view kLabels[] = {"CERTIFICATE", "PRIVATE KEY"};
    const auto wanted = x509::read_pem_or_der(input, kLabels);
    if (!wanted.ok()) fuzz::check_error(wanted.error(), size);
    if (!blocks.ok()) {
        fuzz::check_error(blocks.error(), size);
        return 0;
    }
    const auto lines = static_cast<std::size_t>(std::count(data, data + size, '\n')) +
                       static_cast<std::size_t>(std::count(data, data + size, '\r')) + 1;
    std::size_t der = 0;
    for (const x509::PemBlock& block : *blocks) {
        check_block(block, lines);
        der += block.der.size();
    }
    fuzz::require(!blocks->empty() && 4 * der <= 3 * size, "base64 is longer than what it says");
    return 0;
}
