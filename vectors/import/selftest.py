#!/usr/bin/env python3
"""Writes src/crypto/selftest_answers.cpp: one or two known answers a primitive, the longest that vectors/ has.

usage: selftest.py    (then clang-format-19)
"""
import os
import re

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def blocks(name):
    """(section, values) of a vector file, and the file's source."""
    section, values = None, {}
    for line in open(os.path.join(ROOT, "vectors", name)).read().split("\n") + [""]:
        title = re.match(r"\[(.*)\]$", line)
        entry = re.match(r"(\w+) =\s?(.*)$", line)
        if title:
            section = title[1]
        elif entry:
            values[entry[1]] = entry[2].lower() if re.fullmatch(r"[0-9a-fA-F]*", entry[2]) else entry[2]
        elif not line and values:
            yield section, values
            values = {}


def longest(name, section, by, wanted=lambda v: True):
    found = [v for s, v in blocks(name) if s == section and v.get("Result", "valid") == "valid" and wanted(v)]
    return max(found, key=lambda v: len(v[by]))


rows = []


def add(kind, alg, primitive, source, *fields):
    rows.append((kind, alg, primitive, source, fields))


def add_from(kind, alg, primitive, source, values, names):
    add(kind, alg, primitive, source, *[values[n] for n in names.split()])


HASHES = {"MD5": "md5", "SHA-1": "sha1", "SHA-224": "sha224", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
for name, alg in HASHES.items():
    add_from("hash", "HashAlg::" + alg, name, "Botan, hash/*.vec", longest("crypto/hashes.txt", name, "In"), "In Out")
for name, alg in HASHES.items():
    section = "HMAC(%s)" % name
    if any(s == section for s, _ in blocks("crypto/hmac.txt")):
        add_from("hmac", "HashAlg::" + alg, "HMAC-" + name, "RFC 2202, RFC 4231 (Botan, mac/hmac.vec)",
                 longest("crypto/hmac.txt", section, "In"), "Key In Out")
for prf, alg, name in (("tls10", "md5_sha1", "PRF of TLS 1.0"), ("sha256", "sha256", "PRF of TLS 1.2, SHA-256"),
                       ("sha384", "sha384", "PRF of TLS 1.2, SHA-384")):
    found = [v for _, v in blocks("crypto/tls_prf.txt") if v.get("prf") == prf]
    best = max(found, key=lambda v: len(v["output"]))
    add("prf", "PrfAlg::" + alg, name, "NIST ACVP" if "ACVP" in best["source"] else "Botan, kdf/tls_prf.vec",
        best["secret"], best["label"].encode().hex(), best["seed"], best["output"])
rc4 = max((v for _, v in blocks("crypto/rc4.txt") if "In" not in v and "Offset" not in v and "Seek" not in v),
          key=lambda v: len(v["Out"]))
add("rc4", "0", "RC4", "Botan, stream/rc4.vec", rc4["Key"], rc4["Out"])

CIPHERS = {"DES": ("des", "des"), "3DES-EDE": ("des_ede3", "des"), "AES-128": ("aes128", "aes_block"),
           "AES-256": ("aes256", "aes_block"), "Camellia-128": ("camellia128", "camellia"),
           "Camellia-256": ("camellia256", "camellia")}
for name, (alg, file) in CIPHERS.items():
    primitive, cipher = name + "-CBC", "BlockCipherAlg::" + alg
    if any(s == name for s, _ in blocks("crypto/cbc.txt")):
        best = longest("crypto/cbc.txt", name, "Plain")
        add_from("cbc", cipher, primitive, "SP 800-38A and others (Botan, modes/cbc.vec)", best, "Key IV Plain Cipher")
        if name.startswith("AES"):
            add_from("cbc_batch", cipher, primitive + ", many at once", "SP 800-38A (Botan, modes/cbc.vec)", best,
                     "Key IV Plain Cipher")
    key_len = {"DES": 16, "3DES-EDE": 48}.get(name, 0)
    section = "DES" if file == "des" and not any(s == name for s, _ in blocks("crypto/des.txt")) else name
    plain, out = ("Plain", "Cipher") if file == "aes_block" else ("In", "Out")
    best = longest("crypto/%s.txt" % file, section, plain, lambda v: not key_len or len(v["Key"]) == key_len)
    add("blocks", cipher, primitive, "Botan, block/*.vec, as one chain", best["Key"], best[plain], best[out])

for section, cipher, mac, primitive in (
        ("aes_128_cbc_sha1_tls_tests", "aes128", "SHA-1", "AES-128-CBC and HMAC-SHA-1"),
        ("aes_256_cbc_sha1_tls_tests", "aes256", "SHA-1", "AES-256-CBC and HMAC-SHA-1"),
        ("aes_128_cbc_sha256_tls_tests", "aes128", "SHA-256", "AES-128-CBC and HMAC-SHA-256"),
        ("aes_256_cbc_sha384_tls_tests", "aes256", "SHA-384", "AES-256-CBC and HMAC-SHA-384")):
    found = [v for s, v in blocks("record/aws_lc_cbc.txt")
             if s == section and not v.get("NO_SEAL") and not v.get("FAILS")]
    if not found:
        continue
    best = max(found, key=lambda v: len(v["IN"]))
    mac_len = {"SHA-1": 20, "SHA-256": 32, "SHA-384": 48}[mac]
    header = best["AD"] + "%04x" % (len(best["IN"]) // 2)
    add("cbc_hmac", "BlockCipherAlg::" + cipher, primitive, "AWS-LC, cipher_extra/test", mac.encode().hex(),
        best["KEY"][:2 * mac_len], best["KEY"][2 * mac_len:], best["NONCE"], header, best["IN"],
        best["CT"] + best["TAG"])

for file, section, alg, source in (
        ("aes_gcm", "AES-128-GCM", "aes128_gcm", "NIST, IEEE, AWS-LC"),
        ("aes_gcm", "AES-256-GCM", "aes256_gcm", "NIST, IEEE, AWS-LC"),
        ("aes_ccm", "AES-128-CCM", "aes128_ccm", "Wycheproof"), ("aes_ccm", "AES-256-CCM", "aes256_ccm", "Wycheproof"),
        ("aes_ccm", "AES-128-CCM-8", "aes128_ccm8", "Wycheproof"),
        ("aes_ccm", "AES-256-CCM-8", "aes256_ccm8", "Wycheproof"),
        ("chacha20_poly1305", "ChaCha20-Poly1305", "chacha20_poly1305", "AWS-LC, RFC 8439")):
    best = longest("crypto/%s.txt" % file, section, "Plain", lambda v: len(v["Nonce"]) == 24)
    add_from("aead", "AeadAlg::" + alg, section, source, best, "Key Nonce Aad Plain Cipher Tag")

rsa = longest("crypto/rsa_pkcs1_sign.txt", "rsa_pkcs1_2048_sig_gen", "Msg", lambda v: v["Hash"] == "SHA-256")
add_from("rsa_sign", "HashAlg::sha256", "RSA PKCS#1 v1.5, signing", "Wycheproof", rsa,
         "N E D P Q DP DQ QInv Msg Signature")
add_from("rsa_verify", "HashAlg::sha256", "RSA PKCS#1 v1.5, verifying", "Wycheproof", rsa, "N E Msg Signature")
pss = longest("crypto/rsa_pss_verify.txt", "rsa_pss_2048_sha256_mgf1_32", "Msg")
add_from("rsa_pss_verify", "HashAlg::sha256", "RSA PSS, verifying", "Wycheproof", pss, "N E Msg Signature")
add_from("rsa_decrypt", "0", "RSA PKCS#1 v1.5, decrypting", "Wycheproof",
         longest("crypto/rsa_pkcs1_decrypt.txt", "rsa_pkcs1_2048", "Msg"), "N E D P Q DP DQ QInv Ciphertext Msg")
add_from("dh", "0", "Diffie-Hellman", "NIST CAVS 20.1 (Botan, pubkey/dh.vec)",
         longest("crypto/dh.txt", "Agree", "P"), "P G X Y K")
dsa = [v for s, v in blocks("crypto/dsa_rfc6979.txt") if s == "DSA, 2048 Bits" and v["Hash"] == "SHA-256"][0]
add_from("dsa", "HashAlg::sha256", "DSA", "RFC 6979 A.2.2", dsa, "P Q G X Y Message R S")
for curve in ("p256", "p384", "p521"):
    name = "P-" + curve[1:]
    ecdh = [v for s, v in blocks("crypto/ecdh_rfc5903.txt") if s == name][0]
    add_from("ecdh", "Curve::" + curve, "ECDH " + name, "RFC 5903", ecdh, "PrivateI PointI PointR Shared")
    ecdsa = [v for s, v in blocks("crypto/ecdsa_rfc6979.txt") if s == name and v["Hash"] == "SHA-256"][0]
    add_from("ecdsa", "Curve::" + curve, "ECDSA " + name, "RFC 6979", ecdsa, "Private Point Message R S")
x25519 = [v for s, v in blocks("crypto/x25519.txt") if s == "RFC 7748 6.1"][0]
add_from("x25519", "0", "X25519", "RFC 7748 6.1", x25519, "Private Own Public Shared")
add_from("x25519_lanes", "0", "X25519, eight at once", "RFC 7748 6.1", x25519, "Private Own Public Shared")
ed = longest("crypto/ed25519.txt", "RFC 8032 7.1", "Message")
add_from("ed25519", "0", "Ed25519, verifying", "RFC 8032 7.1", ed, "Public Message Signature")

with open(os.path.join(ROOT, "src", "crypto", "selftest_answers.cpp"), "w") as out:
    out.write("// Made by vectors/import/selftest.py from vectors/: known answers of other people's making.\n"
              '#include "crypto/selftest_answers.h"\n\nnamespace vitrine::crypto {\n\nnamespace {\n\n'
              "using K = AnswerKind;\n\n// clang-format off: a table\nconstexpr KnownAnswer kAnswers[] = {\n")
    for kind, alg, primitive, source, fields in rows:
        code = "code(%s)" % alg if alg != "0" else "0"
        out.write('    {K::%s, %s, "%s", "%s", {\n' % (kind, code, primitive, source))
        for field in fields:
            assert re.fullmatch("([0-9a-f]{2})*", field), (primitive, field)
            pieces = [field[i:i + 80] for i in range(0, len(field), 80)] or [""]
            out.write("        " + "\n        ".join('"%s"' % p for p in pieces) + ",\n")
        out.write("    }},\n")
    out.write("};\n// clang-format on\n\n}  // namespace\n\n"
              "std::span<const KnownAnswer> known_answers() {\n    return kAnswers;\n}\n\n"
              "}  // namespace vitrine::crypto\n")
