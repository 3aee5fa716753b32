#!/usr/bin/env python3
"""unname.py IN OUT: IN.h and IN.cpp of the wire reader, without the names' way to the sink, to OUT.h and OUT.cpp."""
import sys
from pathlib import Path


def without(text: str, what: str, instead: str) -> str:
    if text.count(what) != 1:
        sys.exit(f"unname.py: the wire reader no longer says once: {what!r}")
    return text.replace(what, instead)


def main() -> None:
    source, target = sys.argv[1:]
    header = Path(source + ".h").read_text()
    header = without(header, "sink() const { return sink_; }", "sink() const { return nullptr; }")
    header = without(header, "    void announce(const char* name, ByteView bytes, bool group);",
                     "    void announce(const char*, ByteView, bool) {}")
    header = without(header, "    trace::Sink* sink_;\n    trace::Layer layer_;\n    State state_;\n",
                     "    State state_ = State::quiet;\n")
    header = without(header, "trace::Sink* sink = nullptr,", "trace::Sink* = nullptr,")
    header = without(header, "trace::Layer layer = trace::Layer::message)", "trace::Layer = trace::Layer::message)")
    start = header.index(",\n          sink_(sink)")
    header = header[:start] + header[header.index(" {}", start):]
    body = Path(source + ".cpp").read_text()
    start = body.index("void Context::announce(")
    body = body[:start] + body[body.index("bool U16View::contains"):]
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    Path(target + ".h").write_text(header)
    Path(target + ".cpp").write_text(body)


main()
