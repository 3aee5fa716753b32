#!/usr/bin/env python3
"""botan_asn1.py FOLDER OUT: asn1_decoding.vec and asn1_oid.vec of Botan's src/tests/data/asn1 as our vectors.

Left out: identifiers that Botan refuses only because their arcs do not fit its 32 bits, and its limit of object sizes.
"""
import pathlib
import re
import sys

OWN_LIMITS = ("OID component overflow", "exceeds maximum size")


def decoding(text):
    for block in re.split(r"\n\s*\n", text):
        keys = dict(re.findall(r"^(\w+) = ?(.*)$", block, re.M))
        if "Input" not in keys:
            continue
        verdict = keys.get("ResultDER", keys["ResultBER"])
        if any(limit in verdict for limit in OWN_LIMITS):
            continue
        yield f"Der = {keys['Input'].lower()}\nResult = {'ok' if verdict == 'OK' else 'refused'}\n"


def identifiers(text):
    for oid, der in re.findall(r"^OID = (.*)\nDER = (.*)$", text, re.M):
        yield f"Oid = {oid}\nDer = {der.lower()}\n"


HEAD = """# Source: Botan, src/tests/data/asn1/{name} (BSD-2-Clause, vectors/LICENSES/Botan.txt)
# Made by: vectors/import/botan_asn1.py

"""


def main():
    source, out = map(pathlib.Path, sys.argv[1:])
    for name, target, read in (("asn1_decoding.vec", "der.txt", decoding), ("asn1_oid.vec", "oid.txt", identifiers)):
        blocks = read((source / name).read_text())
        (out / target).write_text(HEAD.format(name=name) + "\n".join(blocks))


main()
