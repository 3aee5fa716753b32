// What `vitrine interop` found, as a table for a terminal, as JSON, and as a page.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "handshake/suites.h"
#include "tools/peers.h"

namespace vitrine::tools {

/// What became of one suite at one version; absent: this peer or this version does not have it.
enum class Cell : std::uint8_t { absent, good, bad };

/// The versions of a row's cells, as --tls spells them.
inline constexpr std::array<std::string_view, 3> kVersionWords{"1.0", "1.1", "1.2"};

struct InteropRow {
    const handshake::CipherSuite* suite = nullptr;
    std::array<Cell, kVersionWords.size()> cells{};
};

struct InteropColumn {
    const Peer* peer = nullptr;
    bool started = true;
    std::vector<InteropRow> rows;
};

struct InteropCount {
    std::size_t good = 0;
    std::size_t bad = 0;
};

/// A peer that did not start counts as failed; so does one that was asked for nothing, unless
/// suites were named.
InteropCount count(const std::vector<InteropColumn>& columns, bool suites_named);

/// For standard output, in its colours.
std::string interop_table(const std::vector<InteropColumn>& columns);
/// An array of {peer, suite, version, ok}, one for each connection.
std::string interop_json(const std::vector<InteropColumn>& columns);
/// A page that stands alone; failing cells lead to the files in `traces`.
std::string interop_html(const std::vector<InteropColumn>& columns, const std::string& traces);

/// Where a connection leaves what it said: the name of a file without folder and ending.
std::string interop_stem(const Peer& peer,
                         const handshake::CipherSuite& suite,
                         std::string_view version);

}  // namespace vitrine::tools
