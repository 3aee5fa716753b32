#!/usr/bin/env python3
"""Writes vectors/crypto/ecdsa_long_digests.txt.   ecdsa_long_digests.py ECDSA_SIGN_TESTS.TXT

The argument is aws/aws-lc, crypto/fipsmodule/ecdsa/ecdsa_sign_tests.txt."""
import pathlib
import sys

HEAD = """\
# Digests that are longer than the order of the curve: the leftmost bits count (FIPS 186-4 §6.4).
# Source: AWS-LC, crypto/fipsmodule/ecdsa/ecdsa_sign_tests.txt (vectors/LICENSES/AWS-LC.txt).
# Made by: vectors/import/ecdsa_long_digests.py
"""
LENGTHS = {"P-256": 32, "P-384": 48, "P-521": 66}


def cases(text):
    for part in text.split("\n\n"):
        case = dict(line.split(" = ", 1) for line in part.splitlines() if " = " in line and line[0] != "#")
        if case.get("Curve") in LENGTHS:
            yield case


def main():
    found = list(cases(pathlib.Path(sys.argv[1]).read_text()))
    out = HEAD
    for curve, size in LENGTHS.items():
        long = [c for c in found if c["Curve"] == curve and len(c["Digest"]) // 2 >= size + (curve != "P-521")]
        out += f"[{curve}]\n"
        for c in long[:5]:
            x, y, r, s = (c[k].strip().zfill(2 * size) for k in ("X", "Y", "R", "S"))
            out += f"Point = 04{x}{y}\nDigest = {c['Digest'].strip()}\nR = {r}\nS = {s}\n\n"
    target = pathlib.Path(__file__).parent.parent / "crypto" / "ecdsa_long_digests.txt"
    target.write_text(out.rstrip() + "\n")


main()
