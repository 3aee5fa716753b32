#include "engine/security_state.h"

namespace vitrine::engine {

std::string_view name_of(PeerIdentity identity) {
    constexpr std::string_view kNames[] = {"not_reached", "anonymous", "unverified", "verified",
                                           "resumed"};
    return kNames[static_cast<std::size_t>(identity)];
}

std::string_view name_of(EndKind kind) {
    constexpr std::string_view kNames[] = {"clean_close",       "truncated",
                                           "alert_sent",        "alert_received",
                                           "refused_by_policy", "transport_failed"};
    return kNames[static_cast<std::size_t>(kind)];
}

void SecurityState::warn(std::string_view id, std::string_view text) {
    for (std::size_t i = 0; i < warning_count; ++i) {
        if (warnings[i].id == id) return;
    }
    if (warning_count < kMaxWarnings) warnings[warning_count++] = {id, text};
}

}  // namespace vitrine::engine
