#include "x509/make_extension.h"

#include "crypto/hash/hash.h"
#include "x509/host_name.h"

namespace vitrine::x509 {

namespace {

namespace oid = asn1::oid;
using asn1::context;
using asn1::DerWriter;
using asn1::Tag;

}  // namespace

void write_extensions(DerWriter& out, std::span<const ExtensionSpec> extensions) {
    out.sequence([&](DerWriter& list) {
        for (const ExtensionSpec& extension : extensions) {
            list.sequence([&](DerWriter& w) {
                w.oid(extension.oid);
                if (extension.critical) w.boolean(true);
                w.octet_string(extension.value);
            });
        }
    });
}

ExtensionSpec basic_constraints(bool ca, std::optional<std::uint32_t> path_len) {
    return {oid::kBasicConstraints, true, encode_small([&](DerWriter& out) {
                out.sequence([&](DerWriter& w) {
                    if (ca) w.boolean(true);
                    if (path_len) w.small_integer(*path_len);
                });
            })};
}

ExtensionSpec key_usage(std::span<const KeyUsage> usages) {
    std::uint32_t bits = 0;
    for (const KeyUsage usage : usages) bits |= 1U << static_cast<unsigned>(usage);
    return {oid::kKeyUsage, true, encode_small([&](DerWriter& out) { out.named_bits(bits); })};
}

ExtensionSpec ext_key_usage(std::span<const asn1::Oid> purposes) {
    return {oid::kExtKeyUsage, false, encode_small([&](DerWriter& out) {
                out.sequence([&](DerWriter& w) {
                    for (const asn1::Oid purpose : purposes) w.oid(purpose);
                });
            })};
}

Result<ExtensionSpec> subject_alt_name(std::span<const std::string> hosts) {
    struct Entry {
        Tag tag{};
        Bytes value;
    };
    std::vector<Entry> entries;
    for (const std::string& host : hosts) {
        const auto id = ReferenceId::parse(host);
        if (id.ok() && id->type() == ReferenceId::Type::ip) {
            entries.push_back({context(7), {id->address().begin(), id->address().end()}});
            continue;
        }
        // Wildcards and names that are wrong on purpose go in as they are, if they are ASCII at
        // all.
        const ByteView text = as_bytes(host);
        if (!asn1::is_valid_string(Tag::ia5_string, text)) return fail(ErrorCode::bad_parameters);
        entries.push_back({context(2), {text.begin(), text.end()}});
    }
    TLS_TRY_ASSIGN(Bytes value, encode_der([&](DerWriter& out) {
                       out.sequence([&](DerWriter& w) {
                           for (const Entry& entry : entries) w.primitive(entry.tag, entry.value);
                       });
                   }));
    return ExtensionSpec{oid::kSubjectAltName, false, std::move(value)};
}

ExtensionSpec subject_key_identifier(ByteView key_bits) {
    const crypto::Digest digest = crypto::hash(crypto::HashAlg::sha1, key_bits);
    return {oid::kSubjectKeyIdentifier, false,
            encode_small([&](DerWriter& out) { out.octet_string(digest.view()); })};
}

ExtensionSpec authority_key_identifier(ByteView key_identifier) {
    return {oid::kAuthorityKeyIdentifier, false, encode_small([&](DerWriter& out) {
                out.sequence([&](DerWriter& w) { w.primitive(context(0), key_identifier); });
            })};
}

ExtensionSpec tls_feature_status_request() {
    constexpr std::uint32_t kStatusRequest = 5;
    return {oid::kTlsFeature, false, encode_small([&](DerWriter& out) {
                out.sequence([&](DerWriter& w) { w.small_integer(kStatusRequest); });
            })};
}

ExtensionSpec crl_number(std::uint32_t number) {
    return {oid::kCrlNumber, false,
            encode_small([&](DerWriter& out) { out.small_integer(number); })};
}

ExtensionSpec ocsp_no_check() {
    return {oid::kOcspNoCheck, false, encode_small([](DerWriter& out) { out.null(); })};
}

}  // namespace vitrine::x509
