#!/usr/bin/env python3
"""Makes vectors/x509/{certificates,crls,names,name_hashes,host_names,keys,pem}.txt.

Certificates and lists: those of pyca/cryptography's test vectors (Debian: python3-cryptography-vectors), with what
pyca/cryptography (pip install cryptography) reads in them. Names, hosts, keys, PEM: made by OpenSSL, with its verdict.
Use: vectors/import/x509.py FOLDER-OF-VECTORS/x509 [WHICH...]
"""
import base64
import datetime
import ipaddress
import pathlib
import subprocess
import sys
import tempfile
import warnings

import cryptography
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa

warnings.simplefilter("ignore")
SOURCE = pathlib.Path("/usr/lib/python3/dist-packages/cryptography_vectors/x509")
OUT = pathlib.Path(sys.argv[1])
WORK = pathlib.Path(tempfile.mkdtemp())
VERSION = subprocess.run(["openssl", "version"], capture_output=True, text=True).stdout.split()[1]


def openssl(*arguments, data=b""):
    done = subprocess.run(["openssl", *arguments], input=data, capture_output=True)
    return done.stdout if done.returncode == 0 else None


def der_of(path):
    data = path.read_bytes()
    if data[:1] == b"0" and data[1:2] >= b"\x80":
        return data
    body = data.split(b"-----BEGIN ")[1].split(b"-----")[1:][0]
    return base64.b64decode(body)


def when(moment):
    return moment.replace(tzinfo=None).isoformat() + "Z"


def serial_hex(number):
    return number.to_bytes((number.bit_length() // 8) + 1, "big", signed=True).hex()


def general_name(name):
    kinds = {x509.RFC822Name: "email", x509.DNSName: "dns", x509.UniformResourceIdentifier: "uri"}
    for kind, label in kinds.items():
        if isinstance(name, kind):
            return f"{label}:{name.value}"
    if isinstance(name, x509.IPAddress):
        return "ip:" + name.value.packed.hex()
    if isinstance(name, x509.DirectoryName):
        return "directory:" + name.value.public_bytes().hex()
    if isinstance(name, x509.RegisteredID):
        return "id:" + name.value.dotted_string
    return "other"


def key_text(key):
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA {key.key_size}"
    if isinstance(key, dsa.DSAPublicKey):
        return f"DSA {key.key_size}"
    if isinstance(key, ec.EllipticCurvePublicKey):
        return f"EC {key.curve.name}"
    return "Ed25519" if isinstance(key, ed25519.Ed25519PublicKey) else "other"


def certificate_values(certificate):
    values = {
        "Version": certificate.version.value + 1,
        "Serial": serial_hex(certificate.serial_number),
        "NotBefore": when(certificate.not_valid_before),
        "NotAfter": when(certificate.not_valid_after),
        "Issuer": certificate.issuer.public_bytes().hex(),
        "Subject": certificate.subject.public_bytes().hex(),
        "Signature": certificate.signature_algorithm_oid.dotted_string,
        "SignatureValue": certificate.signature.hex(),
    }
    try:
        values["Key"] = key_text(certificate.public_key())
    except Exception:  # a key that nobody there knows
        values["Key"] = "other"
    listed = []
    for extension in certificate.extensions:
        value = extension.value
        listed.append(extension.oid.dotted_string + ("!" if extension.critical else ""))
        if isinstance(value, x509.BasicConstraints):
            values["Ca"] = "yes" if value.ca else "no"
            if value.path_length is not None:
                values["PathLen"] = value.path_length
        elif isinstance(value, x509.KeyUsage):
            bits = ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
                    "key_cert_sign", "crl_sign"]
            number = sum(1 << i for i, bit in enumerate(bits) if getattr(value, bit))
            if value.key_agreement:
                number |= (1 << 7 if value.encipher_only else 0) | (1 << 8 if value.decipher_only else 0)
            values["KeyUsage"] = number
        elif isinstance(value, x509.ExtendedKeyUsage):
            values["Purposes"] = " ".join(oid.dotted_string for oid in value)
        elif isinstance(value, x509.SubjectAlternativeName):
            values["Names"] = " ".join(general_name(name) for name in value)
        elif isinstance(value, x509.SubjectKeyIdentifier):
            values["KeyId"] = value.digest.hex()
        elif isinstance(value, x509.AuthorityKeyIdentifier) and value.key_identifier:
            values["AuthorityKeyId"] = value.key_identifier.hex()
        elif isinstance(value, x509.InhibitAnyPolicy):
            values["InhibitAny"] = value.skip_certs
        elif isinstance(value, x509.PolicyConstraints):
            if value.require_explicit_policy is not None:
                values["RequireExplicit"] = value.require_explicit_policy
            if value.inhibit_policy_mapping is not None:
                values["InhibitMapping"] = value.inhibit_policy_mapping
    if listed:
        values["Extensions"] = " ".join(listed)
    return values


def write(name, source, blocks):
    lines = [f"# vectors/x509/{name}", *(f"# {'Source: ' if i == 0 else ''}{line}" for i, line in enumerate(source)),
             "# Made by: vectors/import/x509.py", ""]
    for title, values in blocks:
        lines.append(f"[{title}]")
        lines += [f"{key} = {value}" for key, value in values.items()]
        lines.append("")
    (OUT / name).write_text("\n".join(lines))


def certificates():
    blocks = []
    files = [p for folder in ("", "custom", "ed25519") for p in sorted((SOURCE / folder).glob("*"))
             if p.suffix in (".pem", ".der") and "crl" not in p.name and "csr" not in p.name]
    for path in files:
        try:
            der = der_of(path)
        except Exception:
            continue
        if len(der) > 2600 or path.name in ("dsa-parameters.pem",):
            continue
        values = {"Der": der.hex()}
        try:
            read = certificate_values(x509.load_der_x509_certificate(der))
            values.update({"Result": "ok", **read})
        except Exception as error:
            if b"PRIVATE KEY" in path.read_bytes() or b"REQUEST" in path.read_bytes():
                continue
            values["Result"] = "refused"
        blocks.append((f"{path.parent.name}/{path.name}", values))
    write("certificates.txt",
          ["the test certificates of pyca/cryptography (licence: LICENSES/cryptography.txt), and what",
           f"pyca/cryptography {cryptography.__version__} reads in them; serial numbers are contents octets"], blocks)


def crls():
    blocks = []
    for path in sorted((SOURCE / "custom").glob("crl*")):
        try:
            der = der_of(path)
        except Exception:
            continue
        if len(der) > 2600:
            continue
        values = {"Der": der.hex()}
        try:
            crl = x509.load_der_x509_crl(der)
            values["Issuer"] = crl.issuer.public_bytes().hex()
            values["ThisUpdate"] = when(crl.last_update)
            if crl.next_update:
                values["NextUpdate"] = when(crl.next_update)
            listed = []
            for extension in crl.extensions:
                listed.append(extension.oid.dotted_string)
                if isinstance(extension.value, x509.CRLNumber):
                    values["Number"] = serial_hex(extension.value.crl_number).lstrip("0") or "0"
                if isinstance(extension.value, x509.DeltaCRLIndicator):
                    values["Base"] = serial_hex(extension.value.crl_number).lstrip("0") or "0"
                if isinstance(extension.value, x509.IssuingDistributionPoint):
                    point = extension.value
                    flags = [n for n in ("only_contains_user_certs", "only_contains_ca_certs", "indirect_crl",
                                         "only_contains_attribute_certs") if getattr(point, n)]
                    values["Point"] = " ".join(flags) or "all"
            if listed:
                values["Extensions"] = " ".join(listed)
            entries = []
            for entry in crl:
                reason = ""
                for extension in entry.extensions:
                    if isinstance(extension.value, x509.CRLReason):
                        reason = extension.value.reason.value
                entries.append(f"{serial_hex(entry.serial_number)}@{when(entry.revocation_date)}@{reason}")
            values["Entries"] = " ".join(entries)
            values["Result"] = "ok"
        except Exception:
            values = {"Der": der.hex(), "Result": "refused"}
        blocks.append((path.name, values))
    write("crls.txt",
          ["the test CRLs of pyca/cryptography (licence: LICENSES/cryptography.txt), and what",
           f"pyca/cryptography {cryptography.__version__} reads in them; entries are serial@date@reason"], blocks)


def tlv(tag, contents):
    length = bytes([len(contents)]) if len(contents) < 128 else bytes([0x81, len(contents)])
    return bytes([tag]) + length + contents


def name_der(parts):
    """parts: lists of (dotted, tag, bytes), one list an RDN."""
    rdns = b""
    for rdn in parts:
        members = []
        for dotted, tag, value in rdn:
            oid = x509.ObjectIdentifier(dotted)
            arcs = [int(a) for a in oid.dotted_string.split(".")]
            body = bytes([arcs[0] * 40 + arcs[1]])
            for arc in arcs[2:]:
                piece = [arc & 0x7F]
                while arc := arc >> 7:
                    piece.insert(0, 0x80 | (arc & 0x7F))
                body += bytes(piece)
            members.append(tlv(0x30, tlv(6, body) + tlv(tag, value)))
        rdns += tlv(0x31, b"".join(sorted(members)))
    return tlv(0x30, rdns)


def names():
    """OpenSSL's -subject_hash is over the form in which it compares names."""
    cn, o, c, dc, mail = "2.5.4.3", "2.5.4.10", "2.5.4.6", "0.9.2342.19200300.100.1.25", "1.2.840.113549.1.9.1"
    printable, utf8, ia5, bmp = 0x13, 0x0C, 0x16, 0x1E
    lab = [[(c, printable, b"DE")], [(o, printable, b"Lab")], [(cn, printable, b"Ada")]]
    pairs = [
        ("the same", lab, lab),
        ("other letters", lab, [[(c, printable, b"de")], [(o, printable, b"LAB")], [(cn, printable, b"aDA")]]),
        ("another type of string", lab, [[(c, printable, b"DE")], [(o, utf8, b"Lab")], [(cn, utf8, b"Ada")]]),
        ("blanks at the ends", [[(o, printable, b" Lab ")]], [[(o, printable, b"Lab")]]),
        ("blanks between", [[(o, utf8, b"Lab   of  Ada")]], [[(o, printable, b"lab of ada")]]),
        ("no blank between", [[(o, utf8, b"Lab of")]], [[(o, printable, b"labof")]]),
        ("another order of RDNs", [[(o, utf8, b"Lab")], [(cn, utf8, b"Ada")]], [[(cn, utf8, b"Ada")], [(o, utf8, b"Lab")]]),
        ("one RDN more", lab, lab + [[(cn, printable, b"Eve")]]),
        ("one RDN less", lab, lab[:2]),
        ("two attributes in one RDN", [[(o, utf8, b"Lab"), (cn, utf8, b"Ada")]], [[(o, utf8, b"Lab")], [(cn, utf8, b"Ada")]]),
        ("two attributes, other letters", [[(o, utf8, b"Lab"), (cn, utf8, b"Ada")]], [[(o, utf8, b"LAB"), (cn, utf8, b"ADA")]]),
        ("another type of attribute", [[(o, utf8, b"Lab")]], [[(cn, utf8, b"Lab")]]),
        ("another value", [[(o, utf8, b"Lab")]], [[(o, utf8, b"Lac")]]),
        ("a longer value", [[(o, utf8, b"Lab")]], [[(o, utf8, b"Labs")]]),
        ("domain components", [[(dc, ia5, b"test")], [(dc, ia5, b"EXAMPLE")]], [[(dc, ia5, b"Test")], [(dc, ia5, b"example")]]),
        ("mailboxes", [[(mail, ia5, b"ada@Example.test")]], [[(mail, ia5, b"ADA@example.test")]]),
        ("letters beyond ASCII", [[(o, utf8, "Grün".encode())]], [[(o, utf8, "GRÜN".encode())]]),
        ("the same beyond ASCII", [[(o, utf8, "Grün".encode())]], [[(o, utf8, "grün".encode())]]),
        ("empty", [], []),
        ("empty and not", [], lab),
    ]
    blocks = []
    for title, a, b in pairs:
        hashes = []
        for parts in (a, b):
            der = name_der(parts)
            hashes.append(hash_of_name(der))
        blocks.append((title, {"A": name_der(a).hex(), "B": name_der(b).hex(),
                               "Equal": "yes" if hashes[0] == hashes[1] else "no"}))
    write("names.txt", [f"equal if OpenSSL {VERSION} has one -subject_hash for both, which is over the form that it compares"],
          blocks)


TEMPLATE = None


def hash_of_name(name, *which):
    """Puts the name into a certificate as its subject; -subject_hash does not ask for a right signature."""
    global TEMPLATE
    if TEMPLATE is None:
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=x", "-days", "9",
                "-keyout", str(WORK / "k"), "-out", str(WORK / "c"))
        TEMPLATE = x509.load_pem_x509_certificate((WORK / "c").read_bytes())
    subject = TEMPLATE.subject.public_bytes()
    tbs = TEMPLATE.tbs_certificate_bytes
    at = tbs.rindex(subject)
    inside = tbs[4:at] if tbs[1] == 0x82 else tbs[3:at]
    body = inside + name + tbs[at + len(subject):]

    def long(tag, contents):
        return bytes([tag, 0x82]) + len(contents).to_bytes(2, "big") + contents
    der = long(0x30, long(0x30, body) + tlv(0x30, bytes.fromhex("06082a8648ce3d040302")) + tlv(3, b"\0" + TEMPLATE.signature))
    return openssl("x509", "-inform", "DER", "-noout", *(which or ["-subject_hash"]), data=der).strip()


def name_hashes():
    cn, o, c, mail, serial = "2.5.4.3", "2.5.4.10", "2.5.4.6", "1.2.840.113549.1.9.1", "2.5.4.5"
    numeric, printable, teletex, ia5, utf8 = 0x12, 0x13, 0x14, 0x16, 0x0C
    universal, bmp, bits = 0x1C, 0x1E, 0x03
    names = [
        ("empty", []),
        ("three RDNs", [[(c, printable, b"DE")], [(o, printable, b"Lab")], [(cn, printable, b"Ada")]]),
        ("three RDNs, UTF-8", [[(c, printable, b"DE")], [(o, utf8, b"Lab")], [(cn, utf8, b"Ada")]]),
        ("empty value", [[(o, printable, b"")]]),
        ("blanks and nothing else", [[(o, printable, b"    ")]]),
        ("blanks of every kind", [[(o, utf8, b" \t A\n\v\f\r B \t")]]),
        ("a control character that is no blank", [[(o, utf8, b"A\x1fB")]]),
        ("BMPString", [[(o, bmp, "Grüße дом ﬁ".encode("utf-16-be"))]]),
        ("BMPString, blanks", [[(o, bmp, "  Lab  Ada ".encode("utf-16-be"))]]),
        ("UniversalString", [[(o, universal, "Grüße 𝄞".encode("utf-32-be"))]]),
        ("UTF8String, four bytes a character", [[(o, utf8, "Grüße 𝄞".encode())]]),
        ("TeletexString, high bytes", [[(o, teletex, bytes(range(0xA0, 0x100)))]]),
        ("IA5String", [[(mail, ia5, b"ADA@Example.test")]]),
        ("NumericString stands as it is", [[(serial, numeric, b" 12  34 ")]]),
        ("BIT STRING stands as it is", [[("2.5.4.45", bits, b"\x04AB\x50")]]),
        ("two attributes in one RDN", [[(o, utf8, b"Lab"), (cn, utf8, b"Ada")]]),
        ("one RDN, sorted anew when folded", [[(o, printable, b"  b"), (o, printable, b"Aaa")]]),
        ("the same type twice", [[(o, utf8, b"Lab")], [(o, utf8, b"LAB")]]),
        ("long", [[(o, teletex, b"\xff" * 120)], [(cn, utf8, b"A" * 64)]]),
    ]
    blocks = []
    for title, parts in names:
        der = name_der(parts)
        new, old = hash_of_name(der, "-subject_hash", "-subject_hash_old").split()
        blocks.append((title, {"Name": der.hex(), "Hash": new.decode(), "Old": old.decode()}))
    write("name_hashes.txt", [f"openssl x509 -subject_hash -subject_hash_old, OpenSSL {VERSION}"], blocks)


def host_names():
    presented = ["www.example.test", "*.example.test", "WWW.Example.TEST", "example.test", "*.test", "*", "www.*.test",
                 "*.*.test", ".example.test", "*.www.example.test", "a.b.example.test", "xn--bcher-kva.example.test",
                 "my_host.example.test", "www.example.test.", "192.0.2.7", "*.0.2.7", "wwwexample.test", "*.example..test",
                 "**.example.test", "*.xn--bcher-kva.test"]
    wanted = ["www.example.test", "example.test", "a.www.example.test", "mail.example.test", "a.b.example.test",
              "xn--bcher-kva.example.test", "my_host.example.test", "test", "localhost", "www.xn--bcher-kva.test",
              "wwwwexample.test"]
    blocks = []
    for san in presented:
        text = f"[r]\ndistinguished_name=d\n[d]\n[e]\nsubjectAltName=DNS:{san}\n"
        (WORK / "h.cnf").write_text(text)
        openssl("req", "-x509", "-config", str(WORK / "h.cnf"), "-extensions", "e", "-newkey", "ec", "-pkeyopt",
                "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=x", "-keyout", str(WORK / "k"), "-out", str(WORK / "h"))
        for host in wanted:
            said = openssl("x509", "-in", str(WORK / "h"), "-noout", "-checkhost", host)
            blocks.append((f"{san} for {host}", {"Presented": san, "Wanted": host,
                                                 "Match": "no" if b"NOT match" in said else "yes"}))
    write("host_names.txt", [f"openssl x509 -checkhost, OpenSSL {VERSION}, on certificates with one dNSName"], blocks)


def keys():
    kinds = {
        "RSA 2048": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
        "RSA 3072, exponent 3": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072", "-pkeyopt", "rsa_keygen_pubexp:3"],
        "DSA 1024": ["-paramfile", "1024"],
        "DSA 2048": ["-paramfile", "2048"],
        "P-256": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
        "P-384": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"],
        "P-521": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"],
    }
    blocks = []
    for title, options in kinds.items():
        if options[0] == "-paramfile":
            bits = options[1]
            openssl("genpkey", "-genparam", "-algorithm", "DSA", "-pkeyopt", f"dsa_paramgen_bits:{bits}", "-pkeyopt",
                    f"dsa_paramgen_q_bits:{160 if bits == '1024' else 256}", "-out", str(WORK / "parameters"))
            options = ["-paramfile", str(WORK / "parameters")]
        key = openssl("genpkey", *options)
        forms = {
            "Pkcs8": openssl("pkcs8", "-topk8", "-nocrypt", "-outform", "DER", data=key),
            "Traditional": openssl("pkey", "-traditional", "-outform", "DER", data=key),
            "Spki": openssl("pkey", "-pubout", "-outform", "DER", data=key),
        }
        for prf in ("hmacWithSHA1", "hmacWithSHA256"):
            for cipher in ("aes-128-cbc", "aes-256-cbc", "des-ede3-cbc"):
                forms[f"{prf[8:]} {cipher}".replace(" ", "-")] = openssl(
                    "pkcs8", "-topk8", "-v2", cipher, "-v2prf", prf, "-iter", "100", "-passout", "pass:secret", "-outform", "DER",
                    data=key)
        (WORK / "key").write_bytes(key)
        (WORK / "message").write_bytes(b"what is signed")
        signature = openssl("dgst", "-sha256", "-sign", str(WORK / "key"), str(WORK / "message"))
        blocks.append((title, {**{name: value.hex() for name, value in forms.items()}, "Signature": signature.hex()}))
    for group in ("ffdhe2048", "ffdhe3072"):
        der = openssl("genpkey", "-genparam", "-algorithm", "DH", "-pkeyopt", f"group:{group}")
        numbers = serialization.load_pem_parameters(der).parameter_numbers()
        der = base64.b64decode(b"".join(der.split(b"\n")[1:-2]))
        blocks.append((f"DH {group}", {"Parameters": der.hex(), "P": f"{numbers.p:x}", "G": f"{numbers.g:02x}"}))
    write("keys.txt", [f"openssl genpkey, pkcs8 and pkey, OpenSSL {VERSION}; the password is `secret`, the signature",
                       "is over `what is signed` with SHA-256"], blocks)


def pem():
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=PEM", "-days", "9",
            "-keyout", str(WORK / "k"), "-out", str(WORK / "c"))
    good = (WORK / "c").read_bytes()
    der = base64.b64decode(b"".join(good.split(b"\n")[1:-2]))
    lines = good.split(b"\n")
    body = b"".join(lines[1:-2])
    begin, end = lines[0], lines[-2]
    wide = b"\n".join(body[i:i + 76] for i in range(0, len(body), 76))
    tall = b"\n".join(body[i:i + 4] for i in range(0, len(body), 4))
    cases = {
        "as written": good,
        "CRLF": good.replace(b"\n", b"\r\n"),
        "no newline at the end": good[:-1],
        "text before": b"subject=CN = PEM\n\n" + good,
        "text after": good + b"that is all\n",
        "blanks at the ends of lines": good.replace(b"\n", b"  \n"),
        "76 columns": b"\n".join([begin, wide, end, b""]),
        "4 columns": b"\n".join([begin, tall, end, b""]),
        "another block before": b"-----BEGIN X-----\nAAAA\n-----END X-----\n" + good,
        "no end": good[:good.index(b"-----END")],
        "another end": good.replace(b"END CERTIFICATE", b"END CERTIFICATES"),
        "no dashes at the end": good.replace(b"END CERTIFICATE-----", b"END CERTIFICATE"),
        "a letter that is none": good.replace(body[70:72], b"!!"),
        "one letter missing": good.replace(body[-3:], body[-2:]),
        "padding in the middle": good.replace(body[100:104], b"AA=="),
        "nothing between": begin + b"\n" + end + b"\n",
        "no block": b"no block here\n",
        "empty": b"",
        "four dashes": good.replace(b"-----BEGIN", b"----BEGIN"),
    }
    blocks = []
    for title, data in cases.items():
        said = openssl("x509", "-outform", "DER", data=data)
        blocks.append((title, {"File": data.hex(), "Result": "ok" if said == der else "refused"}))
    write("pem.txt", [f"openssl x509 -outform DER, OpenSSL {VERSION}: ok if the certificate comes out"],
          [("the certificate", {"Der": der.hex()})] + blocks)


for make in (certificates, crls, names, name_hashes, host_names, keys, pem):
    if len(sys.argv) < 3 or make.__name__ in sys.argv[2:]:
        make()
