// The diagram as text: for Graphviz, for Mermaid, and as a list for the terminal.
#include <string>

#include "io/diagram.h"
#include "io/terminal.h"
#include "io/trace_names.h"

namespace vitrine::io {

namespace {

using handshake::StateKind;

std::string joined(const std::vector<std::string>& lines, std::string_view separator) {
    std::string text;
    for (const std::string& line : lines) {
        if (!text.empty()) text += separator;
        text += line;
    }
    return text;
}

std::string_view dot_style(const DiagramNode& node) {
    switch (handshake::kind_of(node.state)) {
        case StateKind::waits_for_peer:
            return "shape=box, style=\"rounded\"";
        case StateKind::sends:
            return "shape=box, style=\"rounded,filled\", fillcolor=\"#e8f1e4\"";
        case StateKind::waits_for_operation:
            return "shape=box, style=\"rounded,dashed\"";
        case StateKind::final:
            return "shape=box, style=\"rounded,filled\", fillcolor=\"#dddddd\"";
    }
    return "";
}

std::string node_lines(const DiagramNode& node, std::string_view separator) {
    std::string text{handshake::name_of(node.state)};
    for (const std::string& stays : node.stays) {
        text += separator;
        text += "stays: ";
        text += stays;
    }
    return text;
}

}  // namespace

std::string diagram_dot(const Diagram& diagram) {
    std::string out{"digraph "};
    out += name_of(diagram.role);
    out +=
        " {\n  rankdir=TB; nodesep=0.45; ranksep=0.32;\n"
        "  node [fontname=\"Helvetica-Bold\", fontsize=13.5, margin=\"0.2,0.07\", height=0.36];\n"
        "  edge [fontname=\"Helvetica\", fontsize=11.5, arrowsize=0.7];\n";
    for (const DiagramNode& node : diagram.nodes) {
        ((out += "  ") += handshake::name_of(node.state)) += " [label=\"";
        out += node_lines(node, "\\n");
        (out += "\", ") += dot_style(node);
        if (node.visited) out += ", penwidth=2.5";
        if (!node.possible) out += ", fontcolor=\"#aaaaaa\", color=\"#cccccc\"";
        out += "];\n";
    }
    for (std::size_t i = 0; i < diagram.edges.size(); ++i) {
        const DiagramEdge& edge = diagram.edges[i];
        ((out += "  ") += handshake::name_of(edge.from)) += " -> ";
        (out += handshake::name_of(edge.to)) += " [id=\"e";
        (out += std::to_string(i)) += "\", label=\"  ";
        (out += joined(edge.label, "  \\n  ")) += "  \"";
        if (edge.taken) out += ", penwidth=2.5";
        if (!edge.possible) out += ", fontcolor=\"#aaaaaa\", color=\"#cccccc\"";
        out += "];\n";
    }
    return out + "}\n";
}

std::string diagram_mermaid(const Diagram& diagram) {
    std::string out{"stateDiagram-v2\n    [*] --> "};
    out += handshake::name_of(diagram.nodes.front().state);
    out += '\n';
    for (const DiagramEdge& edge : diagram.edges) {
        ((out += "    ") += handshake::name_of(edge.from)) += " --> ";
        (out += handshake::name_of(edge.to)) += ": ";
        (out += joined(edge.label, ", ")) += '\n';
    }
    for (const DiagramNode& node : diagram.nodes) {
        for (const std::string& stays : node.stays) {
            ((out += "    ") += handshake::name_of(node.state)) += " --> ";
            (out += handshake::name_of(node.state)) += ": ";
            (out += stays) += '\n';
        }
    }
    return out + "    closed --> [*]\n";
}

std::string diagram_text(const Diagram& diagram) {
    std::string out{name_of(diagram.role)};
    out += ", TLS 1.0 to 1.2\n";
    for (const DiagramNode& node : diagram.nodes) {
        if (!node.possible) continue;
        out += '\n';
        out += diagram.painted && node.visited ? "* " : "  ";
        out += handshake::name_of(node.state);
        for (const std::string& stays : node.stays) (out += "   stays on ") += stays;
        out += '\n';
        for (const DiagramEdge& edge : diagram.edges) {
            if (edge.from != node.state || !edge.possible) continue;
            out += edge.taken ? "  => " : "  -> ";
            out += padded(handshake::name_of(edge.to), 30);
            out += padded(joined(edge.label, ", "), 60);
            ((out += edge.id) += "  ") += edge.source;
            out += '\n';
        }
        if (diagram.refusal.has_value() && diagram.refusal->state == node.state) {
            ((out += "  X  ") += diagram.refusal->event) += " refused: ";
            ((out += diagram.refusal->text) += ", alert ") += diagram.refusal->alert;
            out += '\n';
        }
    }
    out += '\n';
    for (const std::string& note : diagram.notes) (out += note) += '\n';
    return out;
}

}  // namespace vitrine::io
