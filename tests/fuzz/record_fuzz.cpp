// Record headers and the first bytes of a connection.
#include "fuzz/properties.h"
#include "record/header.h"

namespace {

using namespace vitrine;

void check_record_header(ByteView input) {
    fuzz::LeafCover cover;
    wire::Context context(input, &cover, trace::Layer::record);
    wire::Reader in(input, context, "TLSCiphertext");
    const auto header = record::decode_header(in);
    if (!header.ok()) return;
    fuzz::require(cover.covered() == record::kHeaderLen, "a header is five bytes");
    if (record::check_header(*header).ok()) {
        fuzz::require(header->length <= record::kMaxCiphertext,
                      "an accepted record is not too long");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input{data, size};
    check_record_header(input);
    if (size >= record::kHeaderLen) static_cast<void>(record::check_first_bytes(input));
    return 0;
}
