#include "x509/dh_parameters.h"

#include "asn1/der_reader.h"
#include "x509/encode_der.h"
#include "x509/pem.h"

namespace vitrine::x509 {

namespace {

constexpr std::string_view kLabels[] = {"DH PARAMETERS"};
constexpr std::uint32_t kMaxBits = 8 * crypto::kMaxDhLen;

}  // namespace

Result<DhParameters> parse_dh_parameters(ByteView der) {
    wire::Context context{der, nullptr, trace::Layer::other};
    asn1::DerReader in{der, context, "DHParameter"};
    asn1::DerReader members = in.sequence("DHParameter");
    DhParameters parameters;
    parameters.p = members.unsigned_integer("prime");
    parameters.g = members.unsigned_integer("base");
    if (!members.empty())
        parameters.exponent_bits = members.small_integer("privateValueLength", kMaxBits);
    members.end();
    return in.finish(parameters);
}

Result<DhParameters> load_dh_parameters(ByteView file, std::vector<std::uint8_t>& storage) {
    TLS_TRY_ASSIGN(std::vector<PemBlock> blocks, read_pem_or_der(file, kLabels));
    storage = std::move(blocks.front().der);
    return parse_dh_parameters(storage);
}

Result<std::vector<std::uint8_t>> encode_dh_parameters(const crypto::DhGroup& group) {
    const bool is_short = group.exponent_bits != 0 && group.exponent_bits + 1 < group.p_bits();
    return encode_der([&](asn1::DerWriter& out) {
        out.sequence([&](asn1::DerWriter& w) {
            w.unsigned_integer(group.p);
            w.unsigned_integer(group.g);
            if (is_short) w.small_integer(static_cast<std::uint32_t>(group.exponent_bits));
        });
    });
}

}  // namespace vitrine::x509
