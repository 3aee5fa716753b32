// Where the states and arrows of the diagrams stand. The positions were computed by Graphviz when
// the tables last changed (tools/dev/layout_diagram.py) and are compiled in; a test holds them
// against the tables.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/trace.h"

namespace vitrine::io {

struct LayoutPoint {
    float x;
    float y;
};

/// A box around (x, y).
struct NodeLayout {
    std::string_view state;
    float x;
    float y;
    float width;
    float height;
};

/// A Bezier curve: a point, then three for each piece; its arrow ends in `tip`.
struct EdgeLayout {
    std::string_view from;
    std::string_view to;
    LayoutPoint label;
    LayoutPoint tip;
    std::uint16_t first_point;
    std::uint16_t points;
};

struct DiagramLayout {
    float width;
    float height;
    std::span<const NodeLayout> nodes;
    std::span<const EdgeLayout> edges;  ///< in the order of Diagram::edges
    std::span<const LayoutPoint> points;
};

const DiagramLayout& diagram_layout(trace::Role role, bool operations);

}  // namespace vitrine::io
