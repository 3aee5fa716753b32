#!/usr/bin/env python3
"""Writes vectors/crypto/dsa_rfc6979.txt.

usage: dsa.py RFC_FOLDER OUTPUT_FOLDER    (RFC_FOLDER holds rfc6979.txt)
"""
import re
import sys


def rfc_text(path):
    """The text without page breaks."""
    lines = (line.rstrip().replace("\f", "") for line in open(path, encoding="latin-1"))
    return "\n".join(line for line in lines if not re.match(r"(\S.*\[Page \d+\]|RFC \d+ .*\d{4})$", line))


def blocks(text):
    for title, body in re.findall(r"\nA\.2\.[12]\.  DSA, (\d+ Bits)\n(.*?)(?=\nA\.2\.\d)", text, re.S):
        key, hash_name, message, made = {}, None, None, {}
        for a, b, name, value in re.findall(
                r"With (SHA-\d+), message = \"(\w+)\":|(?<!\w)(\w) = ([0-9A-F][0-9A-F\s]*)", body):
            if a:
                hash_name, message = a, b
            elif hash_name is None:
                key[name] = "".join(value.split()).lower()
            else:
                made[name] = "".join(value.split()).lower()
                if name == "s":
                    yield "DSA, " + title, {
                        **{n.upper(): key[n] for n in "pqgxy"}, "Hash": hash_name,
                        "Message": message.encode().hex(), **{n.upper(): made[n] for n in "krs"}}


def main():
    rfcs, out_folder = sys.argv[1:]
    with open(out_folder + "/dsa_rfc6979.txt", "w") as out:
        out.write("# Source: RFC 6979 appendix A.2.1 and A.2.2.\n# Made by: vectors/import/dsa.py\n")
        section = None
        for title, values in blocks(rfc_text(rfcs + "/rfc6979.txt")):
            if title != section:
                out.write("[%s]\n" % title)
                section = title
            out.write("".join("%s = %s\n" % item for item in values.items()) + "\n")


main()
