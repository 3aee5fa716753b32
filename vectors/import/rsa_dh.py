#!/usr/bin/env python3
"""Makes vectors/crypto/{rsa_*,dh,modexp}.txt from Project Wycheproof's and Botan's test data.

usage: rsa_dh.py WYCHEPROOF_DIR BOTAN_DATA_DIR
Of the first file of each kind every differing comment is kept once, of the others a tenth.
"""
import json
import math
import os
import sys

WYCHEPROOF, BOTAN = sys.argv[1:3]
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "crypto")


def hx(number):
    text = "%x" % number
    return "0" * (len(text) % 2) + text


def load(name):
    with open(os.path.join(WYCHEPROOF, name + "_test.json")) as file:
        return json.load(file)


def write(name, title, source, blocks):
    with open(os.path.join(OUT, name), "w") as file:
        file.write(f"# {title}\n# Source: {source}\n# Made by: vectors/import/rsa_dh.py\n")
        section = None
        for block_section, block in blocks:
            if block_section != section:
                file.write(f"\n[{block_section}]\n")
                section = block_section
            file.write("\n")
            for key, value in block.items():
                file.write(f"{key} = {value}\n")


WYCHEPROOF_SOURCE = "Project Wycheproof, testvectors_v1 (Apache-2.0, vectors/LICENSES/Wycheproof.txt): "
BOTAN_SOURCE = "Botan, src/tests/data/ (BSD-2-Clause, vectors/LICENSES/Botan.txt): "


def chosen(tests, seen, every):
    for test in tests:
        key = (test["comment"], test["result"])
        if key not in seen:
            seen.add(key)
            if len(seen) % every == 1 % every:
                yield test


def verify(name, title, files, extra):
    blocks = []
    for file in files:
        seen = set()
        for group in load(file)["testGroups"]:
            public = group["publicKey"]
            for test in chosen(group["tests"], seen, 1 if file == files[0] else 10):
                block = {"Comment": test["comment"], "N": public["modulus"], "E": public["publicExponent"]}
                for key, json_key in extra.items():
                    block[key] = group[json_key]
                block |= {"Msg": test["msg"], "Signature": test["sig"], "Result": test["result"]}
                blocks.append((file, block))
    write(name, title, WYCHEPROOF_SOURCE + ", ".join(files), blocks)


def factor(n, e, d):
    k = e * d - 1
    while k % 2 == 0:
        k //= 2
    for base in range(2, 100):
        x = pow(base, k, n)
        while x not in (1, n - 1):
            y = x * x % n
            if y == 1:
                p = math.gcd(x - 1, n)
                return max(p, n // p), min(p, n // p)
            x = y
    raise ValueError("no factor")


def private(n, e, d, p, q):
    return {"N": hx(n), "E": hx(e), "D": hx(d), "P": hx(p), "Q": hx(q), "DP": hx(d % (p - 1)),
            "DQ": hx(d % (q - 1)), "QInv": hx(pow(q, -1, p))}


def sign():
    files = [f"rsa_pkcs1_{bits}_sig_gen" for bits in (1024, 1536, 2048, 3072, 4096)]
    blocks = []
    for file in files:
        for group in load(file)["testGroups"]:
            key = group["privateKey"]
            n, e, d = (int(key[k], 16) for k in ("modulus", "publicExponent", "privateExponent"))
            if group["sha"] not in ("SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512"):
                continue
            p, q = factor(n, e, d)
            for test in group["tests"][-1:]:
                block = private(n, e, d, p, q) | {"Hash": group["sha"], "Msg": test["msg"], "Signature": test["sig"]}
                blocks.append((file, block))
    write("rsa_pkcs1_sign.txt", "PKCS#1 v1.5 signatures; primes recovered from the exponents",
          WYCHEPROOF_SOURCE + ", ".join(files), blocks)


def decrypt():
    files = [f"rsa_pkcs1_{bits}" for bits in (2048, 3072, 4096)]
    blocks = []
    for file in files:
        seen = set()
        for group in load(file)["testGroups"]:
            key = {k: int(v, 16) for k, v in group["privateKey"].items()}
            for test in chosen(group["tests"], seen, 1 if file == files[0] else 10):
                block = {"Comment": test["comment"]} | private(
                    key["modulus"], key["publicExponent"], key["privateExponent"], key["prime1"], key["prime2"])
                block |= {"Ciphertext": test["ct"], "Msg": test["msg"], "Result": test["result"]}
                blocks.append((file, block))
    write("rsa_pkcs1_decrypt.txt", "PKCS#1 v1.5 decryption", WYCHEPROOF_SOURCE + ", ".join(files), blocks)


def botan_blocks(path):
    section, block = None, {}
    with open(os.path.join(BOTAN, path)) as file:
        for line in file:
            line = line.strip()
            if line.startswith("["):
                section = line[1:-1]
            elif "=" in line and not line.startswith("#"):
                key, value = (part.strip() for part in line.split("=", 1))
                yield section, key, value


def number(text):
    return int(text, 0)


def dh():
    blocks, block = [], {}
    for section, key, value in botan_blocks("pubkey/dh.vec"):
        block[key] = value
        if key == "K":
            p, g = number(block["P"]), number(block["G"])
            out = {"P": hx(p), "G": hx(g), "X": hx(number(block["X"])), "Y": hx(number(block["Y"])), "K": value}
            blocks.append(("Agree", out))
    write("dh.txt", "Finite-field Diffie-Hellman: K = Y^X mod P", BOTAN_SOURCE + "pubkey/dh.vec (NIST CAVS 20.1)",
          blocks[:24])


def modexp():
    blocks, block = [], {}
    for section, key, value in botan_blocks("bn/powmod.vec"):
        block[key] = number(value)
        if key == "Output":
            if block["Modulus"] % 2 == 1 and block["Modulus"] > 1 and block["Exponent"] >= 0 and block["Base"] >= 0:
                blocks.append(("ModExp", {k: hx(v) for k, v in block.items()}))
    write("modexp.txt", "Modular powers of odd moduli", BOTAN_SOURCE + "bn/powmod.vec", blocks)


verify("rsa_pkcs1_verify.txt", "PKCS#1 v1.5 signatures, right and wrong",
       ["rsa_signature_2048_sha256", "rsa_signature_2048_sha224", "rsa_signature_3072_sha384",
        "rsa_signature_4096_sha512"], {"Hash": "sha"})
verify("rsa_pss_verify.txt", "PSS signatures, right and wrong",
       ["rsa_pss_2048_sha256_mgf1_32", "rsa_pss_2048_sha256_mgf1_0", "rsa_pss_2048_sha1_mgf1_20",
        "rsa_pss_3072_sha256_mgf1_32", "rsa_pss_4096_sha512_mgf1_64"], {"Hash": "sha", "SaltLen": "sLen"})
sign()
decrypt()
dh()
modexp()


def primality():
    blocks = []
    for group in load("primality")["testGroups"]:
        for test in group["tests"]:
            value = test["value"]
            odd = len(value) <= 1024 and value and int(value[0], 16) < 8 and int(value, 16) % 2 == 1
            if odd and int(value, 16) > 3 and test["result"] != "acceptable":
                blocks.append(("Primality", {"Comment": test["comment"].replace("\n", " "), "N": hx(int(value, 16)),
                                             "Result": test["result"]}))
    write("primality.txt", "Odd numbers, prime and not", WYCHEPROOF_SOURCE + "primality", blocks)


primality()
