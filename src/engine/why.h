// Why a connection failed, in words: what is known, what fits, what is unlikely, what is excluded.
// The rule behind every sentence: never state a cause that was not established.
// The form in which programs get it: io/security_text.h.
#pragma once

#include "base/text.h"
#include "engine/connection.h"

namespace vitrine::engine {

struct Why {
    static constexpr std::size_t kLines = 6;
    using Line = base::Text<200>;

    struct Lines {
        std::array<Line, kLines> lines{};
        std::size_t count = 0;

        Line& next() { return lines[count < kLines ? count++ : kLines - 1]; }
        [[nodiscard]] std::span<const Line> view() const { return std::span{lines}.first(count); }
    };

    Line headline;  ///< "handshake failed in state wait_server_hello: the server refused all we
                    ///< offered"
    Lines known;
    Lines fits;
    Lines unlikely;
    Lines excluded;
    std::string_view rule;  ///< the clause behind our own refusal; empty if the peer refused
};

/// Explains the end of a connection. Call when security_state().end is set; a clean end has no
/// lines.
Why explain(const Connection& connection);

}  // namespace vitrine::engine
