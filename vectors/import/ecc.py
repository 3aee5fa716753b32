#!/usr/bin/env python3
"""Writes vectors/crypto/{ecdsa_rfc6979,ecdh_rfc5903,x25519,ecdh_wycheproof,ecdsa_wycheproof,ed25519}.txt.

usage: ecc.py RFC_FOLDER WYCHEPROOF_FOLDER OUTPUT_FOLDER
RFC_FOLDER holds rfc5903.txt, rfc6979.txt, rfc7748.txt and rfc8032.txt; WYCHEPROOF_FOLDER the JSON files
of C2SP/wycheproof testvectors_v1 (commit dac1dd4729fd1f8dd9e1e9f3dce51d783da6c166).
"""
import collections
import json
import re
import sys

CURVES = {"P-256": ("secp256r1", 32), "P-384": ("secp384r1", 48), "P-521": ("secp521r1", 66)}
PER_FLAG = 6


def rfc_lines(path):
    """The text without page breaks."""
    for line in open(path, encoding="latin-1"):
        line = line.rstrip().replace("\f", "")
        if not re.match(r"(\S.*\[Page \d+\]|RFC \d+ .*\d{4})$", line):
            yield line


def number(text, size):
    return text.lower().rjust(2 * size, "0")[-2 * size:]


def write(path, source, blocks):
    with open(path, "w") as out:
        out.write("# Source: %s\n# Made by: vectors/import/ecc.py\n" % source)
        section = None
        for title, values in blocks:
            if title != section:
                out.write("[%s]\n" % title)
                section = title
            out.write("".join("%s = %s\n" % item for item in values.items()) + "\n")


def rfc6979(path):
    text = "\n".join(rfc_lines(path))
    for curve, (_, size) in CURVES.items():
        body = re.split(r"\nA\.2\.\d\.  ECDSA, %d Bits \(Prime Field\)" % int(curve[2:]), text)[1]
        body = re.split(r"\nA\.\d", body)[0]
        found = re.findall(r"With (SHA-\d+), message = \"(\w+)\":|(?<![\w])(\w+) = ([0-9A-F][0-9A-F\s]*)", body)
        key, hash_name, message, k, r = {}, None, None, None, None
        for a, b, name, value in found:
            value = "".join(value.split())
            if a:
                hash_name, message = a, b
            elif hash_name is None:
                key[name] = value
            elif name == "k":
                k = value
            elif name == "r":
                r = value
            elif name == "s":
                yield curve, {
                    "Private": number(key["x"], size), "Hash": hash_name, "Message": message.encode().hex(),
                    "Point": "04" + number(key["Ux"], size) + number(key["Uy"], size),
                    "K": number(k, size), "R": number(r, size), "S": number(value, size)}


def rfc5903(path):
    lines = list(rfc_lines(path))
    curve, name, values = None, None, {}
    for line in lines:
        title = re.match(r"8\.\d\.  (\d+)-Bit Random ECP Group", line)
        label = re.match(r"(\w+):$", line)
        digits = re.match(r" ([0-9A-F ]+)$", line)
        if title:
            curve, values, name = "P-" + title[1], {}, None
        elif curve and label:
            name = label[1]
            values[name] = ""
        elif curve and name and digits:
            values[name] += "".join(digits[1].split())
        elif line.strip() and name:
            if name == "giry" and values.get("giry"):
                size = CURVES[curve][1]
                v = {k: number(x, size) for k, x in values.items() if k in
                     ("i", "r", "gix", "giy", "grx", "gry", "girx")}
                yield curve, {"PrivateI": v["i"], "PointI": "04" + v["gix"] + v["giy"], "PrivateR": v["r"],
                              "PointR": "04" + v["grx"] + v["gry"], "Shared": v["girx"]}
                curve = None
            name = None


def wycheproof(folder, name):
    return json.load(open("%s/%s_test.json" % (folder, name)))["testGroups"]


def sample(tests):
    """The first few tests of every flag and result."""
    seen = collections.Counter()
    for group, test in tests:
        keys = [(flag, test["result"]) for flag in test["flags"]]
        if any(seen[key] < PER_FLAG for key in keys):
            seen.update(keys)
            yield group, test


def ecdh(folder):
    for curve, (name, size) in CURVES.items():
        groups = wycheproof(folder, "ecdh_%s_ecpoint" % name)
        for _, test in sample((g, t) for g in groups for t in g["tests"]):
            # Compressed points are valid to wycheproof; in TLS they are refused (RFC 8422 s.5.4.1).
            valid = test["result"] == "valid" and test["public"][:2] == "04"
            yield curve, {"Id": test["tcId"], "Private": number(test["private"], size), "Point": test["public"],
                          "Shared": test["shared"], "Result": "valid" if valid else "invalid"}


def der_integers(sig):
    """r and s of a strict DER signature, else None: the rest belongs to the DER reader's tests."""
    def tlv(data, tag):
        if len(data) < 2 or data[0] != tag:
            return None
        length, start = data[1], 2
        if length == 0x81 and len(data) > 2 and data[2] >= 0x80:
            length, start = data[2], 3
        elif length >= 0x80:
            return None
        return (data[start:start + length], data[start + length:]) if len(data) >= start + length else None
    outer = tlv(sig, 0x30)
    if not outer or outer[1]:
        return None
    r = tlv(outer[0], 2)
    s = tlv(r[1], 2) if r else None
    if not s or s[1]:
        return None
    for body in (r[0], s[0]):
        if not body or body[0] >= 0x80 or (len(body) > 1 and body[0] == 0 and body[1] < 0x80):
            return None
    return int.from_bytes(r[0], "big"), int.from_bytes(s[0], "big")


def ecdsa(folder):
    for curve, (name, size) in CURVES.items():
        sha = {"P-256": "sha256", "P-384": "sha384", "P-521": "sha512"}[curve]
        groups = wycheproof(folder, "ecdsa_%s_%s" % (name, sha))
        usable = []
        for group in groups:
            for test in group["tests"]:
                pair = der_integers(bytes.fromhex(test["sig"]))
                if pair and max(pair) < 1 << (8 * size):
                    usable.append((group, dict(test, pair=pair)))
        for group, test in sample(usable):
            key = group["publicKey"]
            yield curve, {"Id": test["tcId"], "Hash": group["sha"], "Message": test["msg"],
                          "Point": "04" + number(key["wx"], size) + number(key["wy"], size),
                          "R": "%0*x" % (2 * size, test["pair"][0]), "S": "%0*x" % (2 * size, test["pair"][1]),
                          "Result": test["result"]}


def x25519(rfc_path, folder):
    text = "\n".join(rfc_lines(rfc_path))
    part = text.split("\n5.2.  Test Vectors")[1].split("X448:")[0]
    words = re.findall(r"^\s+([0-9a-f]{64})$", part, re.M)
    for i in (0, 3):
        yield "RFC 7748 5.2", dict(zip(("Private", "Public", "Shared"), words[i:i + 3])) | {"Result": "valid"}
    part = text.split("\n6.1.  Curve25519")[1].split("\n6.2.")[0]
    a, ka, b, kb, shared = re.findall(r"^\s+([0-9a-f]{64})$", part, re.M)[:5]
    yield "RFC 7748 6.1", {"Private": a, "Public": kb, "Shared": shared, "Own": ka, "Result": "valid"}
    yield "RFC 7748 6.1", {"Private": b, "Public": ka, "Shared": shared, "Own": kb, "Result": "valid"}
    groups = wycheproof(folder, "x25519")
    for _, test in sample((g, t) for g in groups for t in g["tests"]):
        zero = set(test["shared"]) == {"0"}  # refused in TLS (RFC 8422 s.5.11)
        yield "Wycheproof", {"Id": test["tcId"], "Private": test["private"], "Public": test["public"],
                             "Shared": test["shared"], "Result": "invalid" if zero else "valid"}


def ed25519(rfc_path, folder):
    text = "\n".join(rfc_lines(rfc_path))
    part = text.split("7.1.  Test Vectors for Ed25519")[-1].split("7.2.")[0]
    for body in part.split("-----TEST ")[1:]:
        fields = {}
        for name, value in re.findall(r"(ALGORITHM|SECRET KEY|PUBLIC KEY|MESSAGE[^:]*|SIGNATURE):\s*([0-9a-f\s]*)", body):
            fields[name.split(" (")[0]] = "".join(value.split())
        yield "RFC 8032 7.1", {"Public": fields["PUBLIC KEY"], "Message": fields["MESSAGE"],
                               "Signature": fields["SIGNATURE"], "Result": "valid"}
    for group in wycheproof(folder, "ed25519"):
        for test in group["tests"]:
            yield "Wycheproof", {"Id": test["tcId"], "Public": group["publicKey"]["pk"], "Message": test["msg"],
                                 "Signature": test["sig"], "Result": test["result"]}


def main():
    rfc, wyche, out = sys.argv[1:4]
    source = "C2SP/wycheproof testvectors_v1, commit dac1dd47 (Apache-2.0, vectors/LICENSES/Wycheproof.txt), "
    write(out + "/ecdsa_rfc6979.txt", "RFC 6979 appendix A.2.5 to A.2.7.", rfc6979(rfc + "/rfc6979.txt"))
    write(out + "/ecdh_rfc5903.txt", "RFC 5903 section 8.", rfc5903(rfc + "/rfc5903.txt"))
    write(out + "/x25519.txt", "RFC 7748 sections 5.2 and 6.1; " + source + "x25519, a selection.",
          x25519(rfc + "/rfc7748.txt", wyche))
    write(out + "/ecdh_wycheproof.txt", source + "ecdh_*_ecpoint, a selection; compressed points count as invalid.",
          ecdh(wyche))
    write(out + "/ecdsa_wycheproof.txt", source + "ecdsa_*, a selection; r and s taken out of their DER.", ecdsa(wyche))
    write(out + "/ed25519.txt", "RFC 8032 section 7.1; " + source + "ed25519.", ed25519(rfc + "/rfc8032.txt", wyche))


main()
