// The state machine as a picture, made from the transition tables themselves.
// States that wait for an operation are folded into the edge that leads through them unless asked
// for; rows from any state (alerts, errors, close) are one note instead of forty arrows; rows that
// stay are written in the state. Read next: diagram_svg.cpp, diagram_text.cpp (how it is written),
// diagram_layout.h (where things stand).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handshake/transition.h"
#include "io/trace_record.h"

namespace vitrine::io {

/// What is known beforehand about a handshake; leaves the rest open.
struct DiagramAssumptions {
    std::optional<bool> resumed;
    std::optional<bool> ephemeral;
    std::optional<bool> client_auth;
};

struct DiagramOptions {
    trace::Role role = trace::Role::client;
    bool operations = false;  ///< show the states that wait for an operation
    DiagramAssumptions assume;
};

struct DiagramNode {
    handshake::State state;
    std::vector<std::string> stays;  ///< events that lead back here
    bool possible = true;            ///< under the assumptions
    bool visited = false;            ///< by the trace
};

struct DiagramEdge {
    std::string id;  ///< of the row, "C5"
    handshake::State from;
    handshake::State to;
    std::vector<std::string> label;  ///< lines: event and condition, what is sent
    std::string source;
    std::vector<std::string> steps;  ///< "from|event|to|when" of each row it stands for
    bool possible = true;
    bool taken = false;
};

/// Where a trace was refused.
struct DiagramRefusal {
    handshake::State state;
    std::string event;
    std::string alert;
    std::string text;
};

struct Diagram {
    trace::Role role = trace::Role::client;
    bool operations = false;
    bool painted = false;  ///< with a trace's path
    std::vector<DiagramNode> nodes;
    std::vector<DiagramEdge> edges;
    std::vector<std::string> notes;
    std::optional<DiagramRefusal> refusal;
};

Diagram make_diagram(const DiagramOptions& options);

/// Marks the states and edges of one connection of a trace, and its refusal if there is one.
void paint_path(Diagram& diagram, const Trace& trace, std::string_view conn);

std::string diagram_svg(const Diagram& diagram);
std::string diagram_dot(const Diagram& diagram);
std::string diagram_mermaid(const Diagram& diagram);
std::string diagram_text(const Diagram& diagram);

}  // namespace vitrine::io
