// What the two tables are built and checked with, all at compile time: rows that hold in many
// states are expanded, and the properties that docs/design.md promises are static_asserts over the
// finished table.
#pragma once

#include <array>
#include <cstddef>

#include "handshake/transition.h"

namespace vitrine::handshake {

/// In which states a row from "anywhere" holds.
enum class Anywhere : std::uint8_t {
    waiting_states,  ///< that wait for the peer
    resting_states,  ///< that wait for the peer or for an operation
    every_state,
    listed_states,
};

/// A row for many states at once. With `stays` it leads back to the state it came from.
struct AnywhereRow {
    std::string_view id;
    Anywhere where;
    Event on;
    Handler run;
    Outgoing sends;
    bool stays;
    State to;
    std::string_view source;
};

namespace tables {

constexpr bool has(std::span<const Transition> rows, State from, Event on) {
    for (const Transition& row : rows) {
        if (row.from == from && row.on == on) return true;
    }
    return false;
}

constexpr bool mentions(std::span<const Transition> rows, State state) {
    for (const Transition& row : rows) {
        if (row.from == state || row.to == state) return true;
    }
    return false;
}

constexpr bool contains(std::span<const State> states, State state) {
    for (const State s : states) {
        if (s == state) return true;
    }
    return false;
}

/// Whether `extra` gives a row for `state`: only where the table knows the state and says nothing
/// itself.
constexpr bool applies(std::span<const Transition> rows,
                       const AnywhereRow& extra,
                       std::span<const State> listed,
                       State state) {
    if (!mentions(rows, state) || state == State::closed || has(rows, state, extra.on))
        return false;
    switch (extra.where) {
        case Anywhere::waiting_states:
            return kind_of(state) == StateKind::waits_for_peer;
        case Anywhere::resting_states:
            return kind_of(state) == StateKind::waits_for_peer ||
                   kind_of(state) == StateKind::waits_for_operation;
        case Anywhere::listed_states:
            return contains(listed, state);
        case Anywhere::every_state:
            return true;
    }
    return false;
}

constexpr std::size_t count_expanded(std::span<const Transition> rows,
                                     std::span<const AnywhereRow> extras,
                                     std::span<const State> listed) {
    std::size_t count = rows.size();
    for (const AnywhereRow& extra : extras) {
        for (const StateInfo& info : kStates) {
            if (applies(rows, extra, listed, info.state)) ++count;
        }
    }
    return count;
}

/// The rows, followed by those from anywhere, one for each state they hold in.
template <std::size_t N>
constexpr std::array<Transition, N> expand(std::span<const Transition> rows,
                                           std::span<const AnywhereRow> extras,
                                           std::span<const State> listed,
                                           Guard always) {
    std::array<Transition, N> table{};
    std::size_t next = 0;
    for (const Transition& row : rows) table[next++] = row;
    for (const AnywhereRow& extra : extras) {
        for (const StateInfo& info : kStates) {
            if (!applies(rows, extra, listed, info.state)) continue;
            table[next++] = Transition{extra.id,
                                       info.state,
                                       extra.on,
                                       always,
                                       extra.run,
                                       extra.sends,
                                       extra.stays ? info.state : extra.to,
                                       extra.source};
        }
    }
    return table;
}

/// Rows of one (from, on) stand together and share a handler; the last of them needs no condition.
constexpr bool groups_are_sound(std::span<const Transition> rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool last = i + 1 == rows.size() || rows[i + 1].from != rows[i].from ||
                          rows[i + 1].on != rows[i].on;
        if (!last && rows[i + 1].run.name != rows[i].run.name) return false;
        if (last && rows[i].when.name != "always") return false;
        for (std::size_t j = i + 1; last && j < rows.size(); ++j) {
            if (rows[j].from == rows[i].from && rows[j].on == rows[i].on) return false;
        }
    }
    return true;
}

/// A state that sends has only `ready` rows (and the ways out); one that waits for an operation
/// only `operation_done`; one that waits for the peer neither.
constexpr bool kinds_are_kept(std::span<const Transition> rows) {
    for (const Transition& row : rows) {
        const StateKind kind = kind_of(row.from);
        if (row.on == Event::failure || row.on == Event::local_close) continue;
        if ((row.on == Event::ready) != (kind == StateKind::sends)) return false;
        if ((row.on == Event::operation_done) != (kind == StateKind::waits_for_operation))
            return false;
    }
    return true;
}

constexpr bool every_row_cites(std::span<const Transition> rows) {
    for (const Transition& row : rows) {
        if (row.id.empty() || row.source.substr(0, 4) != "RFC ") return false;
    }
    return true;
}

using StateSet = std::array<bool, kStateCount>;

/// The states that can be reached from `from` without taking a row on `forbidden`.
constexpr StateSet reachable(std::span<const Transition> rows, State from, Event forbidden) {
    StateSet seen{};
    seen[static_cast<std::size_t>(from)] = true;
    for (bool grew = true; grew;) {
        grew = false;
        for (const Transition& row : rows) {
            const auto source = static_cast<std::size_t>(row.from);
            const auto target = static_cast<std::size_t>(row.to);
            if (row.on == forbidden || !seen[source] || seen[target]) continue;
            seen[target] = true;
            grew = true;
        }
    }
    return seen;
}

/// Every state that the table names can be reached from `first`.
constexpr bool all_reachable(std::span<const Transition> rows, State first) {
    const StateSet seen = reachable(rows, first, Event::unknown_message);
    for (const StateInfo& info : kStates) {
        if (mentions(rows, info.state) && !seen[static_cast<std::size_t>(info.state)]) return false;
    }
    return true;
}

/// Only `closed` has no way on, and `connected` waits for whatever comes.
constexpr bool only_closed_ends(std::span<const Transition> rows) {
    for (const StateInfo& info : kStates) {
        if (!mentions(rows, info.state) || info.state == State::closed) continue;
        bool leaves = false;
        for (const Transition& row : rows)
            leaves = leaves || (row.from == info.state && row.to != info.state);
        if (!leaves) return false;
    }
    return true;
}

/// No way leads to `connected` without this event of the peer.
constexpr bool connected_needs(std::span<const Transition> rows, State first, Event needed) {
    return !reachable(rows, first, needed)[static_cast<std::size_t>(State::connected)];
}

}  // namespace tables

}  // namespace vitrine::handshake
