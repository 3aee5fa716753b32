#include "tools/zoo/chain.h"

#include "crypto/drbg.h"
#include "tools/pki.h"

namespace vitrine::zoo {

namespace {

using asn1::DerWriter;
using x509::Validity;

Bytes key_id_value(const x509::PrivateKey& key) {
    const Bytes spki = must(x509::encode_public_key(key.public_key()));
    return x509::subject_key_identifier(must(x509::parse_public_key(spki)).key_bits).value;
}

ExtensionSpec subject_id(const x509::PrivateKey& key) {
    return spec_of(asn1::oid::kSubjectKeyIdentifier, false, key_id_value(key));
}

/// AuthorityKeyIdentifier { [0] keyIdentifier }: the octets of the other, under another tag.
ExtensionSpec authority_id(const x509::PrivateKey& key) {
    Bytes id = key_id_value(key);
    id[0] = 0x80;
    return spec_of(asn1::oid::kAuthorityKeyIdentifier, false, sequence({id}));
}

Bytes encode_extensions(std::span<const ExtensionSpec> extensions) {
    Bytes all;
    for (const ExtensionSpec& one : extensions) {
        const Bytes id = tlv(0x06, one.oid.contents());
        const Bytes flag = one.critical ? from_hex("0101ff") : Bytes{};
        const Bytes whole = sequence({id, flag, tlv(0x04, one.value)});
        all.insert(all.end(), whole.begin(), whole.end());
    }
    return all;
}

TbsFields fields_of(const x509::CertificateSpec& spec) {
    TbsFields fields;
    const auto version = static_cast<std::uint8_t>(spec.version - 1);
    if (spec.version != 1) fields.version = tlv(0xa0, tlv(0x02, {&version, 1}));
    fields.serial_number = tlv(0x02, spec.serial_number);
    fields.signature = must(x509::encode_signature_algorithm(spec.signature));
    fields.issuer = spec.issuer;
    fields.validity = x509::encode_small([&](DerWriter& out) {
        out.sequence([&](DerWriter& w) {
            w.time(spec.validity.not_before);
            w.time(spec.validity.not_after);
        });
    });
    fields.subject = spec.subject;
    fields.public_key = spec.public_key;
    fields.extensions = encode_extensions(spec.extensions);
    return fields;
}

x509::PrivateKey new_key(std::string_view kind, Rng& rng) {
    return must(tools::make_key(std::string{kind}, rng));
}

}  // namespace

Time day(int year, int month, int day) {
    return from_civil({year, month, day, 0, 0, 0});
}

Bytes TbsFields::encode() const {
    const Bytes wrapped = extensions.empty() ? Bytes{} : tlv(0xa3, tlv(0x30, extensions));
    return sequence({version, serial_number, signature, issuer, validity, subject, public_key,
                     unique_ids, wrapped});
}

void Link::set(ExtensionSpec extension) {
    if (ExtensionSpec* present = find(extension.oid)) {
        *present = std::move(extension);
    } else {
        add(std::move(extension));
    }
}

void Link::drop(asn1::Oid oid) {
    std::erase_if(spec.extensions, [&](const ExtensionSpec& one) { return one.oid == oid; });
}

ExtensionSpec* Link::find(asn1::Oid oid) {
    for (ExtensionSpec& one : spec.extensions) {
        if (one.oid == oid) return &one;
    }
    return nullptr;
}

std::unique_ptr<Rng> Workshop::rng_for(std::string_view name) const {
    const Bytes input = join({seed_, as_bytes(name)});
    std::array<std::uint8_t, 32> start{};
    copy_bytes(crypto::hash(crypto::HashAlg::sha256, input).view(), start);
    return std::make_unique<crypto::Drbg>(start);
}

const x509::PrivateKey& Workshop::key(const std::string& name, std::string_view kind) {
    std::unique_ptr<x509::PrivateKey>& known = keys_[name];
    if (known == nullptr) {
        std::string label{"key "};
        const std::unique_ptr<Rng> rng = rng_for(label += name);
        known = std::make_unique<x509::PrivateKey>(new_key(kind, *rng));
    }
    return *known;
}

void Workshop::begin(std::string_view name) {
    rng_ = rng_for(name);
}

Link Workshop::root(const std::string& name, const x509::PrivateKey& key) {
    const Validity validity{day(2020, 1, 1), day(2040, 1, 1)};
    Link link;
    link.name = name;
    link.key = &key;
    link.spec = must(x509::ca_spec(name, key, validity));
    link.spec.serial_number = must(x509::random_serial(rng()));
    return link;
}

Link Workshop::ca(const std::string& name, const x509::PrivateKey& key, const Link& above) {
    Link link = root(name, key);
    link.spec.validity = {day(2022, 1, 1), day(2034, 1, 1)};
    link.spec.signature = x509::default_scheme(*above.key);
    link.add(authority_id(*above.key));
    return link;
}

Link Workshop::server(std::string_view host, const x509::PrivateKey& key, const Link& above) {
    const Validity validity{day(2026, 1, 1), day(2027, 1, 1)};
    Link link;
    link.name = host;
    link.key = &key;
    link.spec =
        must(x509::server_spec({std::string{host}, {std::string{host}}}, key, validity, nullptr));
    link.spec.serial_number = must(x509::random_serial(rng()));
    link.spec.signature = x509::default_scheme(*above.key);
    link.add(authority_id(*above.key));
    return link;
}

Bytes Workshop::issue(const Link& link, const Link* above) {
    const x509::PrivateKey* signer = above == nullptr ? link.key : above->key;
    if (link.signer != nullptr) signer = link.signer;
    TbsFields fields = fields_of(link.spec);
    for (const Bytes& raw : link.raw_extensions) fields.extensions = join({fields.extensions, raw});
    if (!link.own_issuer)
        fields.issuer = above == nullptr ? link.spec.subject : above->spec.subject;
    if (link.on_fields) link.on_fields(fields);
    Bytes tbs = fields.encode();
    if (link.on_tbs) link.on_tbs(tbs);
    Bytes signature = must(x509::sign_bytes(tbs, link.spec.signature, *signer, rng()));
    if (link.on_signature) link.on_signature(signature);
    const Bytes algorithm = link.outer_algorithm
                                ? *link.outer_algorithm
                                : must(x509::encode_signature_algorithm(link.spec.signature));
    const std::uint8_t unused = 0;
    Bytes der = sequence({tbs, algorithm, tlv(0x03, join({{&unused, 1}, signature}))});
    if (link.on_der) link.on_der(der);
    return der;
}

Chain::Chain(Workshop& workshop) : shop(workshop) {
    links.push_back(shop.root("Zoo Root", shop.key("root")));
    links.push_back(shop.ca("Zoo Issuing CA", shop.key("ca"), links[0]));
    links.push_back(shop.server(kHost, shop.key("leaf"), links[1]));
}

Link& Chain::add_ca(const std::string& name) {
    const std::size_t at = links.size() - 1;
    links.insert(links.end() - 1, shop.ca(name, shop.key(name), links[at - 1]));
    leaf().spec.signature = x509::default_scheme(*links[at].key);
    leaf().set(authority_id(*links[at].key));
    return links[at];
}

void Chain::rekey(std::size_t index, const x509::PrivateKey& key) {
    Link& link = links[index];
    link.key = &key;
    link.spec.public_key = must(x509::encode_public_key(key.public_key()));
    link.set(subject_id(key));
    if (index == 0) link.spec.signature = x509::default_scheme(key);
    if (index + 1 == links.size()) return;
    links[index + 1].spec.signature = x509::default_scheme(key);
    links[index + 1].set(authority_id(key));
}

}  // namespace vitrine::zoo
