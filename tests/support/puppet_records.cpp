#include "support/puppet_records.h"

#include <gtest/gtest.h>

namespace vitrine::test {

using record::ContentType;
using record::FragmentInfo;
using record::ProtectionKind;
using record::ProtocolVersion;

namespace {

Bytes bytes_of(ByteView view) {
    return {view.begin(), view.end()};
}

void append(Bytes& to, ByteView more) {
    const std::size_t at = to.size();
    to.resize(at + more.size());
    copy_bytes(more, MutByteView{to}.subspan(at));
}

Bytes header_of(std::uint8_t type, std::uint16_t version, std::size_t length) {
    Bytes header(record::kHeaderLen);
    wire::Writer out{header};
    record::encode_header(
        out, {static_cast<ContentType>(type), version, static_cast<std::uint16_t>(length)});
    return header;
}

}  // namespace

Bytes PuppetRecords::seal(ContentType type, ByteView content, const RecordPlan& plan) {
    const std::uint8_t shown = plan.type.value_or(static_cast<std::uint8_t>(type));
    const std::uint16_t said = plan.version.value_or(version);
    const FragmentInfo info{write_.sequence + static_cast<std::uint64_t>(plan.sequence_shift),
                            static_cast<ContentType>(shown), said};
    Bytes fragment = protect(info, content, plan);
    if (plan.fragment) plan.fragment(fragment);
    ++write_.sequence;
    Bytes record = header_of(shown, said, plan.length.value_or(fragment.size()));
    append(record, fragment);
    return record;
}

Bytes PuppetRecords::protect(const FragmentInfo& info, ByteView content, const RecordPlan& plan) {
    if (!write_.spec.has_value()) return bytes_of(content);
    if (write_.spec->kind == ProtectionKind::aead) return protect_aead(info, content, plan);
    if (write_.spec->kind == ProtectionKind::cbc_hmac) return protect_cbc(info, content, plan);
    Bytes out(write_.stream.sealed_len(content.size()));
    record::FragmentLayout layout;
    EXPECT_TRUE(write_.stream.seal(info, content, out, rng_, layout).ok());
    if (!plan.mac) return out;
    // What is xored into a stream cipher's output is xored into the MAC.
    Bytes mac{out.end() - layout.mac_len, out.end()};
    plan.mac(mac);
    copy_bytes(mac, MutByteView{out}.last(mac.size()));
    return out;
}

// RFC 5246 §6.2.3.2: content || MAC || padding, under CBC; an explicit IV from TLS 1.1 on.
Bytes PuppetRecords::protect_cbc(const FragmentInfo& info,
                                 ByteView content,
                                 const RecordPlan& plan) {
    const std::size_t block = crypto::block_len(write_.spec->block);
    const crypto::HmacKey hmac{write_.spec->mac, write_.mac_key};
    Bytes mac = bytes_of(hmac.mac(info.additional_data(content.size()), content).view());
    if (plan.mac) plan.mac(mac);
    Bytes plain = bytes_of(content);
    append(plain, mac);
    const std::size_t least = block - plain.size() % block;  // with the length byte
    const std::size_t padding = least + plan.padding_blocks * block;
    plain.resize(plain.size() + padding, static_cast<std::uint8_t>(padding - 1));
    if (plan.padding) plan.padding(MutByteView{plain}.last(padding));

    Bytes sent;
    if (write_.spec->version >= ProtocolVersion::tls11) {
        write_.iv.resize(block);
        EXPECT_TRUE(rng_.fill(write_.iv).ok());
        sent = write_.iv;
    }
    auto cipher =
        crypto::CbcKey::make(write_.spec->block, write_.key, crypto::CbcKey::Use::encrypt);
    EXPECT_TRUE(cipher.ok());
    cipher->encrypt(write_.iv, plain);  // leaves the last block in the IV, for TLS 1.0's chain
    append(sent, plain);
    return sent;
}

// RFC 5288 §3: salt || nonce_explicit. RFC 7905 §2: the IV xor the sequence number.
Bytes PuppetRecords::protect_aead(const FragmentInfo& info,
                                  ByteView content,
                                  const RecordPlan& plan) {
    const bool explicit_nonce = write_.iv.size() == 4;
    const std::uint64_t number = plan.explicit_nonce.value_or(write_.sequence);
    std::array<std::uint8_t, 8> counter{};
    wire::Writer out{counter};
    out.u64(explicit_nonce ? number : info.sequence);
    std::array<std::uint8_t, crypto::kAeadNonceLen> nonce{};
    copy_bytes(write_.iv, nonce);
    for (std::size_t i = 0; i < 8; ++i)
        nonce[4 + i] = static_cast<std::uint8_t>(nonce[4 + i] ^ counter[i]);

    auto key = crypto::AeadKey::make(write_.spec->aead, write_.key);
    EXPECT_TRUE(key.ok());
    Bytes data = bytes_of(content);
    Bytes tag(crypto::tag_len(write_.spec->aead));
    key->seal(nonce, info.additional_data(content.size()), data, tag);
    if (plan.mac) plan.mac(tag);
    Bytes sent;
    if (explicit_nonce) append(sent, counter);
    append(sent, data);
    append(sent, tag);
    return sent;
}

PuppetRecords::Opened PuppetRecords::open(Bytes record) {
    Opened opened;
    opened.type = static_cast<ContentType>(record[0]);
    const auto said = static_cast<std::uint16_t>((record[1] << 8) | record[2]);
    record::FragmentLayout layout;
    const auto content = read_.open({read_sequence_++, opened.type, said},
                                    MutByteView{record}.subspan(record::kHeaderLen), layout);
    opened.authentic = content.ok();
    if (content.ok()) opened.content = bytes_of(*content);
    return opened;
}

void PuppetRecords::change_write(const record::ProtectionSpec& spec,
                                 const handshake::DirectionKeys& keys) {
    write_.spec = spec;
    write_.mac_key = bytes_of(keys.mac_key);
    write_.key = bytes_of(keys.key);
    write_.iv = bytes_of(keys.iv);
    write_.sequence = 0;
    auto made = record::Protection::make(spec, {keys.mac_key, keys.key, keys.iv},
                                         crypto::CbcKey::Use::encrypt);
    EXPECT_TRUE(made.ok());
    write_.stream = *std::move(made);
}

void PuppetRecords::change_read(const record::ProtectionSpec& spec,
                                const handshake::DirectionKeys& keys) {
    auto made = record::Protection::make(spec, {keys.mac_key, keys.key, keys.iv},
                                         crypto::CbcKey::Use::decrypt);
    EXPECT_TRUE(made.ok());
    read_ = *std::move(made);
    read_sequence_ = 0;
}

}  // namespace vitrine::test
