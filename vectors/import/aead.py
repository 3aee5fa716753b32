#!/usr/bin/env python3
"""Makes vectors/crypto/{aes_block,cbc,aes_gcm,aes_ccm,poly1305,chacha20_poly1305}.txt.

usage: aead.py BOTAN_TESTS AWS_LC_TESTS WYCHEPROOF
  BOTAN_TESTS   randombit/botan, src/tests/data
  AWS_LC_TESTS  aws/aws-lc, crypto/cipher_extra/test
  WYCHEPROOF    C2SP/wycheproof, testvectors_v1
Only what TLS uses is kept: keys of 128 and 256 bits, nonces of 96, tags of 128 (CCM_8: 64).
"""
import json
import pathlib
import sys

OUT = pathlib.Path(__file__).resolve().parent.parent / "crypto"


def botan(path):
    """Yields (section, block) of a .vec file."""
    section, block = "", {}
    for line in [*path.read_text().splitlines(), ""]:
        line = line.split("#")[0].strip()
        if line.startswith("["):
            section = line[1:-1]
        elif "=" in line:
            key, value = (part.strip() for part in line.split("=", 1))
            if key in block:
                yield section, block
                block = {}
            block[key] = value.lower()
        elif block:
            yield section, block
            block = {}


def aws_lc(path):
    """Yields the blocks of a *_tests.txt; a value in quotes is text."""
    block = {}
    for line in [*path.read_text().splitlines(), ""]:
        if line and not line.startswith("#"):
            key, value = (part.strip() for part in line.split(":", 1))
            block[key] = value[1:-1].encode().hex() if value.startswith('"') else value
        elif block:
            yield block
            block = {}


def write(name, source, sections):
    lines = [f"# Source: {source}", "# Made by: vectors/import/aead.py"]
    for section, blocks in sections.items():
        lines.append(f"\n[{section}]")
        lines.append("\n\n".join("\n".join(f"{k} = {v}".rstrip() for k, v in b.items()) for b in blocks))
    (OUT / name).write_text("\n".join(lines) + "\n")


def block_ciphers(root):
    sections = {}
    for section, b in botan(root / "block/aes.vec"):
        if section in ("AES-128", "AES-256"):
            sections.setdefault(section, []).append({"Key": b["Key"], "Plain": b["In"], "Cipher": b["Out"]})
    write("aes_block.txt", "randombit/botan, src/tests/data/block/aes.vec (NIST CAVP AESAVS)", sections)


def cbc(root):
    sections = {}
    for section, b in botan(root / "modes/cbc.vec"):
        cipher, mode, padding = section.split("/")
        names = {"TripleDES": "3DES-EDE", "DES": "DES", "AES-128": "AES-128", "AES-256": "AES-256"}
        if padding != "NoPadding" or cipher not in names or mode != "CBC":
            continue
        sections.setdefault(names[cipher], []).append(
            {"Key": b["Key"], "IV": b["Nonce"], "Plain": b["In"], "Cipher": b["Out"]})
    write("cbc.txt", "randombit/botan, src/tests/data/modes/cbc.vec (SP 800-38A, RFC 3602, FIPS 81)", sections)


def gcm(root, aws_lc_root):
    sections = {}
    for bits in (128, 256):
        for b in aws_lc(aws_lc_root / f"aes_{bits}_gcm_tests.txt"):
            if len(b["NONCE"]) == 24 and len(b["TAG"]) == 32 and "NO_SEAL" not in b and "FAILS" not in b:
                sections.setdefault(f"AES-{bits}-GCM", []).append(
                    {"Key": b["KEY"], "Nonce": b["NONCE"], "Aad": b["AD"], "Plain": b["IN"], "Cipher": b["CT"],
                     "Tag": b["TAG"]})
    for section, b in botan(root / "aead/gcm.vec"):
        if section not in ("AES-128/GCM", "AES-256/GCM") or len(b["Nonce"]) != 24:
            continue
        name = section.replace("/", "-")
        sections.setdefault(name, []).append(
            {"Key": b["Key"], "Nonce": b["Nonce"], "Aad": b.get("AD", ""), "Plain": b["In"],
             "Cipher": b["Out"][:-32], "Tag": b["Out"][-32:]})
    write("aes_gcm.txt", "randombit/botan, src/tests/data/aead/gcm.vec (GCM specification, NIST, IEEE), and aws/aws-lc, "
          "crypto/cipher_extra/test/aes_{128,256}_gcm_tests.txt (NIST CAVP)", sections)


def ccm(root):
    sections = {}
    data = json.loads((root / "aes_ccm_test.json").read_text())
    for group in data["testGroups"]:
        if group["ivSize"] != 96 or group["keySize"] == 192 or group["tagSize"] not in (64, 128):
            continue
        name = f"AES-{group['keySize']}-CCM" + ("-8" if group["tagSize"] == 64 else "")
        for t in group["tests"]:
            sections.setdefault(name, []).append(
                {"Key": t["key"], "Nonce": t["iv"], "Aad": t["aad"], "Plain": t["msg"], "Cipher": t["ct"],
                 "Tag": t["tag"], "Result": t["result"]})
    write("aes_ccm.txt", "C2SP/wycheproof, testvectors_v1/aes_ccm_test.json", sections)


def poly1305(root):
    blocks = [b for _, b in botan(root / "mac/poly1305.vec")]
    write("poly1305.txt", "randombit/botan, src/tests/data/mac/poly1305.vec (first of them RFC 8439 A.3)",
          {"Poly1305": blocks})


def chacha(root):
    blocks = [{"Key": b["KEY"], "Nonce": b["NONCE"], "Aad": b["AD"], "Plain": b["IN"], "Cipher": b["CT"],
               "Tag": b["TAG"]} for b in aws_lc(root / "chacha20_poly1305_tests.txt")
              if len(b["TAG"]) == 32 and "NO_SEAL" not in b and "FAILS" not in b]
    write("chacha20_poly1305.txt",
          "aws/aws-lc, crypto/cipher_extra/test/chacha20_poly1305_tests.txt (first of them RFC 8439 and 7539)",
          {"ChaCha20-Poly1305": blocks})


def main():
    botan_root, aws_lc_root, wycheproof = (pathlib.Path(a) for a in sys.argv[1:4])
    block_ciphers(botan_root)
    cbc(botan_root)
    gcm(botan_root, aws_lc_root)
    poly1305(botan_root)
    ccm(wycheproof)
    chacha(aws_lc_root)


main()
