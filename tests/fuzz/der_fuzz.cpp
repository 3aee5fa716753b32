// The DER reader: any value, looked into as deep as it goes, and written again.
#include <vector>

#include "asn1/der_reader.h"
#include "asn1/der_writer.h"
#include "fuzz/properties.h"

namespace {

using namespace vitrine;

Result<asn1::Element> decode(ByteView der, trace::Sink* sink) {
    wire::Context context(der, sink, trace::Layer::other);
    asn1::DerReader in(der, context, "value");
    const asn1::Element element = in.any_deep("value");
    return in.finish(element);
}

/// Contents of a constructed value, each value written by its tag and contents.
void rewrite(asn1::DerReader in, asn1::DerWriter& out) {
    while (!in.empty()) {
        const ByteView rest = in.peek();
        const auto tag = static_cast<asn1::Tag>(rest[0]);
        if (!asn1::is_constructed(tag)) {
            const asn1::Element element = in.any("value");
            out.primitive(element.tag, element.contents);
            continue;
        }
        asn1::DerReader inside = in.constructed(tag, "value");
        out.constructed(tag, [&](asn1::DerWriter& w) { rewrite(inside, w); });
        in = asn1::DerReader(rest.subspan(inside.encoded().size()), in.context(), "value");
    }
}

void check_written_again(ByteView der) {
    std::vector<std::uint8_t> room(der.size() + 16);
    asn1::DerWriter out{room};
    wire::Context context(der);
    rewrite(asn1::DerReader(der, context, "value"), out);
    const auto written = out.finish();
    fuzz::require(written.ok() && equal_public(*written, der), "DER has one form");
}

/// What each typed read makes of it: no property but that it ends, and in the input.
void check_typed_reads(ByteView der) {
    wire::Context context(der);
    asn1::DerReader in(der, context, "value");
    if (in.next_is(asn1::Tag::utc_time) || in.next_is(asn1::Tag::generalized_time)) {
        static_cast<void>(in.time("time"));
    } else if (in.next_is(asn1::Tag::bit_string)) {
        const asn1::BitString bits = in.bit_string("bits");
        fuzz::require(bits.unused_bits < 8 && !bits.bit(bits.size()), "bits past the end are zero");
        fuzz::check_view(bits.bytes, der);
    } else if (in.next_is(asn1::Tag::object_identifier)) {
        fuzz::check_view(in.oid("oid").contents(), der);
    } else if (in.next_is(asn1::Tag::integer)) {
        fuzz::check_view(in.integer("integer"), der);
    } else if (in.next_is(asn1::Tag::set)) {
        asn1::DerReader members = in.set_of("set");
        while (!members.empty()) static_cast<void>(members.any("member"));
    } else if (!in.empty()) {
        fuzz::check_view(in.string("string").bytes, der);
    }
    if (context.failed()) fuzz::check_error(context.error(), der.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input{data, size};
    const auto element = fuzz::check_der_decoder(input, decode);
    if (element.ok()) {
        fuzz::check_view(element->contents, input);
        check_written_again(input);
    }
    check_typed_reads(input);
    return 0;
}
