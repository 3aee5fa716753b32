#!/usr/bin/env python3
"""Makes vectors/record/aws_lc_cbc.txt from AWS-LC's crypto/cipher_extra/test/*_cbc_*_tls*_tests.txt.

usage: aws_lc_cbc.py FOLDER
Takes one test in twenty-six of those that are at most 640 bytes long; the whole files are read by the tests of
the label extra-vectors.
"""
import pathlib, sys

HEAD = """# Source: AWS-LC (and BoringSSL before it), crypto/cipher_extra/test/*_cbc_*_tls*_tests.txt, made by
# make_legacy_aead_tests.go (vectors/LICENSES/AWS-LC.txt).
# Made by: vectors/import/aws_lc_cbc.py
# KEY: MAC key, cipher key and, for implicit IVs (TLS 1.0), IV. AD: sequence number, type, version.
# NO_SEAL: padding is not minimal. FAILS: must be refused.

"""


def blocks(path):
    block = {}
    for line in path.read_text().splitlines() + [""]:
        if ":" in line and not line.startswith("#"):
            key, value = line.split(":", 1)
            block[key.strip()] = value.strip()
        elif not line.strip() and block:
            yield block
            block = {}


out, number = HEAD, 0
for path in sorted(pathlib.Path(sys.argv[1]).glob("*_cbc_*_tls*_tests.txt")):
    out += f"[{path.stem}]\n"
    for block in blocks(path):
        number += 1
        if number % 26 != 1 or len(block["CT"] + block["TAG"]) > 1280: continue
        out += "".join(f"{key} = {value}\n" for key, value in block.items()) + "\n"
(pathlib.Path(__file__).resolve().parent.parent / "record/aws_lc_cbc.txt").write_text(out)
