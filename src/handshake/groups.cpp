#include "handshake/groups.h"

namespace vitrine::handshake {

namespace {

constexpr crypto::DhGroupId kNamed[] = {crypto::DhGroupId::ffdhe2048, crypto::DhGroupId::ffdhe3072,
                                        crypto::DhGroupId::ffdhe4096, crypto::DhGroupId::ffdhe6144,
                                        crypto::DhGroupId::ffdhe8192};

}  // namespace

Status choose_finite_field(Handshake& hs, ByteView p, ByteView g) {
    const crypto::DhGroup* known = crypto::known_group(p, g);
    hs.group.custom = true;
    hs.group.finite_field = known != nullptr ? *known : crypto::DhGroup{p, g, 0};
    for (const crypto::DhGroupId id : kNamed) {
        if (known != &crypto::ffdhe(id)) continue;
        hs.group.custom = false;
        hs.group.id = static_cast<NamedGroup>(id);
    }
    const Status sound = crypto::dh_check_group(hs.group.finite_field, hs.settings.min_dh_bits);
    if (!sound.ok() && sound.error().code == ErrorCode::weak_parameters)
        return fail(ErrorCode::dh_group_too_small);
    return sound;
}

std::size_t group_bits(const Group& group) {
    if (group.is_finite_field()) return group.finite_field.p_bits();
    switch (group.id) {
        case NamedGroup::secp384r1:
            return 384;
        case NamedGroup::secp521r1:
            return 521;
        case NamedGroup::secp256r1:
            return 256;
        default:
            return 253;  // x25519
    }
}

std::string_view name_of(const Group& group) {
    return group.custom ? "custom group" : name_of(group.id);
}

}  // namespace vitrine::handshake
