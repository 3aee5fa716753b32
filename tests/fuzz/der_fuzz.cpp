// The DER reader: any value, looked into as deep as it goes.
#include "asn1/der_reader.h"
#include "fuzz/properties.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vitrine;
    const ByteView input{data, size};
    fuzz::LeafCover cover;
    wire::Context context(input, &cover, trace::Layer::other);
    asn1::DerReader in(input, context, "value");
    const asn1::Element element = in.any_deep("value");
    fuzz::check(in.finish(element.contents), cover, input);
    return 0;
}
