#!/usr/bin/env python3
"""Makes vectors/handshake/botan_messages.txt and vectors/record/botan_*.txt from Botan's src/tests/data.

usage: botan_tls.py FOLDER   (of Botan's test data: tls/, tls_cbc*.vec, tls_null.vec)
"""
import pathlib, sys

HEAD = "# Source: Botan, src/tests/data/{} (vectors/LICENSES/Botan.txt).\n# Made by: vectors/import/botan_tls.py\n\n"


def blocks(path):
    """Each test of a .vec file, with the section it stands in; its values may lie under `#` comments."""
    section, block = "", {}
    for line in path.read_text().splitlines() + [""]:
        line = line.strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif "=" in line and not line.startswith("#"):
            key, value = line.split("=", 1)
            block[key.strip()] = value.strip()
        elif not line and block:
            yield section, block
            block = {}


def messages(folder):
    out = HEAD.format("tls/*.vec") + "# Valid = 0 where Botan refuses the body; its reason follows.\n\n"
    for path in sorted((folder / "tls").glob("*.vec")):
        for section, block in blocks(path):
            out += f"[{section}]\nBody = {block['Buffer'].lower()}\nValid = {0 if block['Exception'] else 1}\n"
            for ours, theirs in (("Reason", "Exception"), ("Ciphersuite", "Ciphersuite")):
                if block.get(theirs): out += f"{ours} = {block[theirs].lower()}\n"
            out += "\n"
    return out


def records(folder, name):
    out = HEAD.format(name)
    for section, block in blocks(folder / name):
        if section: out += f"[{section}]\n"
        out += "".join(f"{key} = {value}\n" for key, value in block.items()) + "\n"
    return out


folder = pathlib.Path(sys.argv[1])
here = pathlib.Path(__file__).resolve().parent.parent
(here / "handshake/botan_messages.txt").write_text(messages(folder))
for source, target in (("tls_cbc_padding.vec", "botan_padding.txt"), ("tls_cbc_kat.vec", "botan_cbc.txt"),
                       ("tls_null.vec", "botan_null.txt")):
    (here / "record" / target).write_text(records(folder, source))
