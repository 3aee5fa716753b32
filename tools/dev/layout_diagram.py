#!/usr/bin/env python3
"""Computes the positions of the state diagrams with Graphviz and writes src/io/diagram_layout.cpp.

Run it when a transition table changes:  tools/dev/layout_diagram.py build/bin/vitrine
It asks that program for the four diagrams as DOT, so what is laid out is what the tables say.
"""
import json
import pathlib
import subprocess
import sys

TARGET = pathlib.Path(__file__).resolve().parents[2] / "src/io/diagram_layout.cpp"
DIAGRAMS = [("client", False), ("client", True), ("server", False), ("server", True)]


def layout(vitrine, role, operations):
    command = [vitrine, "diagram", "--role", role, "--format", "dot"] + (["--operations"] if operations else [])
    dot = subprocess.run(command, check=True, capture_output=True).stdout
    placed = subprocess.run(["dot", "-Tjson0"], input=dot, check=True, capture_output=True).stdout
    return json.loads(placed)


def number(text):
    return f"{float(text):.1f}F"


def point(text):
    x, y = text.split(",")
    return f"{{{number(x)}, {number(y)}}}"


def tables(name, graph):
    names = {node["_gvid"]: node["name"] for node in graph["objects"]}
    nodes = []
    for node in graph["objects"]:
        x, y = node["pos"].split(",")
        width, height = float(node["width"]) * 72, float(node["height"]) * 72
        nodes.append(f'    {{"{node["name"]}", {number(x)}, {number(y)}, {number(width)}, {number(height)}}},')
    edges, points = [], []
    for edge in sorted(graph["edges"], key=lambda e: int(e["id"][1:])):
        tip, *curve = edge["pos"].split()
        edges.append(f'    {{"{names[edge["tail"]]}", "{names[edge["head"]]}", {point(edge["lp"])}, '
                     f'{point(tip.removeprefix("e,"))}, {len(points)}, {len(curve)}}},')
        points += [f"    {point(p)}," for p in curve]
    return [f"constexpr NodeLayout k{name}Nodes[] = {{", *nodes, "};", "",
            f"constexpr EdgeLayout k{name}Edges[] = {{", *edges, "};", "",
            f"constexpr LayoutPoint k{name}Points[] = {{", *points, "};", ""]


def main():
    lines = ["// Made by tools/dev/layout_diagram.py with Graphviz; do not edit.", '#include "io/diagram_layout.h"', "",
             "namespace vitrine::io {", "", "namespace {", "", "// clang-format off"]
    rows = []
    for role, operations in DIAGRAMS:
        graph = layout(sys.argv[1], role, operations)
        name = role.capitalize() + ("Operations" if operations else "")
        lines += tables(name, graph)
        _, _, width, height = graph["bb"].split(",")
        rows.append(f"    {{{number(width)}, {number(height)}, k{name}Nodes, k{name}Edges, k{name}Points}},")
    lines += ["constexpr DiagramLayout kLayouts[] = {", *rows, "};", "// clang-format on", "", "}  // namespace", "",
              "const DiagramLayout& diagram_layout(trace::Role role, bool operations) {",
              "    const std::size_t side = role == trace::Role::client ? 0 : 2;",
              "    return kLayouts[side + (operations ? 1 : 0)];", "}", "", "}  // namespace vitrine::io", ""]
    TARGET.write_text("\n".join(lines))


if __name__ == "__main__":
    main()
