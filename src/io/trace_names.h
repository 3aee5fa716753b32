// The spellings of the trace's small enums, in both directions.
#pragma once

#include <string_view>

#include "base/trace.h"

namespace vitrine::io {

constexpr std::string_view name_of(trace::Role role) {
    return role == trace::Role::client ? "client" : "server";
}

constexpr std::string_view name_of(trace::Direction direction) {
    return direction == trace::Direction::sent ? "sent" : "received";
}

constexpr std::string_view name_of(trace::Layer layer) {
    switch (layer) {
        case trace::Layer::record:
            return "record";
        case trace::Layer::message:
            return "message";
        case trace::Layer::certificate:
            return "certificate";
        case trace::Layer::other:
            break;
    }
    return "other";
}

constexpr std::string_view name_of(AlertLevel level) {
    switch (level) {
        case AlertLevel::warning:
            return "warning";
        case AlertLevel::fatal:
            return "fatal";
    }
    return "unknown level";
}

/// True for the sender's side of the conversation: a client's sent bytes, a server's received ones.
constexpr bool flows_to_server(trace::Role role, trace::Direction direction) {
    return (role == trace::Role::client) == (direction == trace::Direction::sent);
}

}  // namespace vitrine::io
