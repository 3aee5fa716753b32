#include "handshake/named_group.h"

namespace vitrine::handshake {

namespace {

struct GroupInfo {
    NamedGroup group;
    std::string_view name;
    std::string_view other_name;
};

constexpr GroupInfo kGroupNames[] = {
    {NamedGroup::x25519, "x25519", "X25519"},
    {NamedGroup::secp256r1, "secp256r1", "P-256"},
    {NamedGroup::secp384r1, "secp384r1", "P-384"},
    {NamedGroup::secp521r1, "secp521r1", "P-521"},
    {NamedGroup::ffdhe2048, "ffdhe2048", "ffdhe2048"},
    {NamedGroup::ffdhe3072, "ffdhe3072", "ffdhe3072"},
    {NamedGroup::ffdhe4096, "ffdhe4096", "ffdhe4096"},
    {NamedGroup::ffdhe6144, "ffdhe6144", "ffdhe6144"},
    {NamedGroup::ffdhe8192, "ffdhe8192", "ffdhe8192"},
};

constexpr NamedGroup kAllGroups[] = {
    NamedGroup::x25519,    NamedGroup::secp256r1, NamedGroup::secp384r1,
    NamedGroup::secp521r1, NamedGroup::ffdhe2048, NamedGroup::ffdhe3072,
    NamedGroup::ffdhe4096, NamedGroup::ffdhe6144, NamedGroup::ffdhe8192,
};

}  // namespace

std::string_view name_of(NamedGroup group) {
    for (const GroupInfo& row : kGroupNames) {
        if (row.group == group) return row.name;
    }
    return "unknown group";
}

std::optional<NamedGroup> named_group(std::string_view name) {
    for (const GroupInfo& row : kGroupNames) {
        if (row.name == name || row.other_name == name) return row.group;
    }
    return std::nullopt;
}

std::span<const NamedGroup> all_groups() {
    return kAllGroups;
}

std::optional<crypto::Curve> curve_of(NamedGroup group) {
    switch (group) {
        case NamedGroup::secp256r1:
            return crypto::Curve::p256;
        case NamedGroup::secp384r1:
            return crypto::Curve::p384;
        case NamedGroup::secp521r1:
            return crypto::Curve::p521;
        default:
            return std::nullopt;
    }
}

NamedGroup group_of(crypto::Curve curve) {
    switch (curve) {
        case crypto::Curve::p256:
            return NamedGroup::secp256r1;
        case crypto::Curve::p384:
            return NamedGroup::secp384r1;
        case crypto::Curve::p521:
            return NamedGroup::secp521r1;
    }
    return NamedGroup::secp256r1;
}

}  // namespace vitrine::handshake
