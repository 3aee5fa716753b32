#include "record/protection.h"

#include <utility>

#include "base/variant.h"

namespace vitrine::record {

using crypto::AeadKey;
using crypto::CbcKey;

Result<Protection> Protection::make(const ProtectionSpec& spec,
                                    const KeyMaterial& keys,
                                    CbcKey::Use use) {
    Protection made;
    made.name_ = spec.name;
    switch (spec.kind) {
        case ProtectionKind::stream_hmac:
            put<StreamHmac>(made.kind_, spec.mac, keys);
            break;
        case ProtectionKind::cbc_hmac:
        case ProtectionKind::cbc_etm: {
            const bool explicit_iv = spec.version >= ProtocolVersion::tls11;
            TLS_TRY_ASSIGN(CbcKey cipher, CbcKey::make(spec.block, keys.key, use));
            if (spec.kind == ProtectionKind::cbc_hmac) {
                put<CbcHmac>(made.kind_, std::move(cipher), spec.mac, keys, explicit_iv);
            } else {
                put<CbcEtm>(made.kind_, std::move(cipher), spec.mac, keys, explicit_iv);
            }
            made.wants_split_ = !explicit_iv;
            break;
        }
        case ProtectionKind::aead: {
            TLS_TRY_ASSIGN(AeadKey key, AeadKey::make(spec.aead, keys.key));
            put<AeadProtection>(made.kind_, std::move(key), keys);
            break;
        }
    }
    return made;
}

std::size_t Protection::sealed_len(std::size_t plaintext_len) const {
    if (const auto* aead = std::get_if<AeadProtection>(&kind_))
        return aead->sealed_len(plaintext_len);
    if (const auto* cbc = std::get_if<CbcHmac>(&kind_)) return cbc->sealed_len(plaintext_len);
    if (const auto* etm = std::get_if<CbcEtm>(&kind_)) return etm->sealed_len(plaintext_len);
    if (const auto* stream = std::get_if<StreamHmac>(&kind_))
        return stream->sealed_len(plaintext_len);
    return plaintext_len;
}

Status Protection::seal(const FragmentInfo& info,
                        ByteView plaintext,
                        MutByteView out,
                        Rng& rng,
                        FragmentLayout& layout) {
    if (auto* aead = std::get_if<AeadProtection>(&kind_)) {
        aead->seal(info, plaintext, out, layout);
    } else if (auto* cbc = std::get_if<CbcHmac>(&kind_)) {
        return cbc->seal(info, plaintext, out, rng, layout);
    } else if (auto* etm = std::get_if<CbcEtm>(&kind_)) {
        return etm->seal(info, plaintext, out, rng, layout);
    } else if (auto* stream = std::get_if<StreamHmac>(&kind_)) {
        stream->seal(info, plaintext, out, layout);
    } else {
        copy_bytes(plaintext, out);
    }
    return done();
}

std::size_t Protection::explicit_iv_len() const {
    if (const auto* cbc = std::get_if<CbcHmac>(&kind_)) return cbc->explicit_iv_len();
    if (const auto* etm = std::get_if<CbcEtm>(&kind_)) return etm->explicit_iv_len();
    return 0;
}

void Protection::seal_many(std::span<const Sealing> records) const {
    if (const auto* cbc = std::get_if<CbcHmac>(&kind_)) cbc->seal_many(records);
    if (const auto* etm = std::get_if<CbcEtm>(&kind_)) etm->seal_many(records);
}

Result<MutByteView> Protection::open(const FragmentInfo& info,
                                     MutByteView fragment,
                                     FragmentLayout& layout) {
    if (auto* aead = std::get_if<AeadProtection>(&kind_)) return aead->open(info, fragment, layout);
    if (auto* cbc = std::get_if<CbcHmac>(&kind_)) return cbc->open(info, fragment, layout);
    if (auto* etm = std::get_if<CbcEtm>(&kind_)) return etm->open(info, fragment, layout);
    if (auto* stream = std::get_if<StreamHmac>(&kind_)) return stream->open(info, fragment, layout);
    return fragment;
}

}  // namespace vitrine::record
