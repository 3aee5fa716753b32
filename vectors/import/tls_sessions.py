#!/usr/bin/env python3
"""Makes vectors/record/sessions.txt and vectors/handshake/messages.txt from recorded TLS sessions.

usage: tls_sessions.py FOLDER   (of session files: `key = value` lines, then `C <hex>` and `S <hex>`
                                 records in wire order, each protected one followed by its plaintext)
Needs text2pcap and tshark (Debian: tshark): the fields expected of each message are Wireshark's.
"""
import pathlib, re, subprocess, sys, tempfile, xml.etree.ElementTree as xml

SUITES = {  # value: (kind, cipher, MAC)
    0x0001: ("stream", "NULL", "MD5"), 0x0002: ("stream", "NULL", "SHA-1"), 0x003B: ("stream", "NULL", "SHA-256"),
    0x0004: ("stream", "RC4", "MD5"), 0x0005: ("stream", "RC4", "SHA-1"), 0xC011: ("stream", "RC4", "SHA-1"),
    0x000A: ("cbc", "3DES", "SHA-1"), 0x0016: ("cbc", "3DES", "SHA-1"), 0xC012: ("cbc", "3DES", "SHA-1"),
    0x002F: ("cbc", "AES-128", "SHA-1"), 0xC013: ("cbc", "AES-128", "SHA-1"), 0xC009: ("cbc", "AES-128", "SHA-1"),
    0x0035: ("cbc", "AES-256", "SHA-1"), 0xC00A: ("cbc", "AES-256", "SHA-1"), 0xC014: ("cbc", "AES-256", "SHA-1"),
    0x003C: ("cbc", "AES-128", "SHA-256"), 0xC027: ("cbc", "AES-128", "SHA-256"), 0x003D: ("cbc", "AES-256", "SHA-256"),
    0xC024: ("cbc", "AES-256", "SHA-384"), 0xC028: ("cbc", "AES-256", "SHA-384"),
    0x0041: ("cbc", "CAMELLIA-128", "SHA-1"), 0xC076: ("cbc", "CAMELLIA-128", "SHA-256"),
    0x00C0: ("cbc", "CAMELLIA-256", "SHA-256"),
    0x009C: ("aead", "AES-128-GCM", "-"), 0xC02F: ("aead", "AES-128-GCM", "-"), 0x009D: ("aead", "AES-256-GCM", "-"),
    0xC09C: ("aead", "AES-128-CCM", "-"), 0xC0A1: ("aead", "AES-256-CCM8", "-"), 0xC0A2: ("aead", "AES-128-CCM8", "-"),
    0xCCA8: ("aead", "CHACHA20-POLY1305", "-"), 0xCCA9: ("aead", "CHACHA20-POLY1305", "-"),
}
FIELDS = """handshake.version handshake.random handshake.session_id handshake.ciphersuite handshake.comp_method
handshake.extension.type handshake.extension.len handshake.extensions_server_name handshake.extensions_supported_group
handshake.extensions_ec_point_format handshake.sig_hash_alg handshake.extensions_alpn_str
handshake.certificate handshake.server_curve_type handshake.server_named_curve handshake.server_point handshake.p
handshake.g handshake.ys handshake.sig handshake.client_point handshake.yc handshake.epms handshake.cert_type
handshake.client_cert_vrfy.sig handshake.verify_data handshake.session_ticket_lifetime_hint
handshake.session_ticket""".split()
HEAD = """# Source: TLS sessions recorded with their keys. ossl-*, gnutls-*: Debian's OpenSSL 3.0 and GnuTLS 3.7, client
# and server, over loopback; go-*: test data of Go's crypto/tls (vectors/LICENSES/Go.txt).
# Made by: vectors/import/tls_sessions.py
"""


def read_session(path):
    """Values of each handshake, and records with the number of the handshake whose keys protect them."""
    values, records, block = [], [], {}
    for line in path.read_text().splitlines():
        if found := re.match(r"(\w+) = (.*)", line):
            key, value = found.groups()
            if key in ("handshake", "connection"):
                if block: values.append(block)
                block = {}
            else:
                block[key] = value
        elif line[:2] in ("C ", "S "):
            records.append([line[0], bytes.fromhex(line[2:]), None, None])
        elif found := re.match(r"  plaintext type=(\d+) seq=(\d+) ?([0-9a-f]*)", line):
            records[-1][2:] = [int(found[2]), bytes.fromhex(found[3])]
        elif line.startswith("# connection 2"):
            break
    return (values + [block])[0], records


def record_blocks(path, done):
    values, records = read_session(path)
    suite = int(values.get("cipher_suite", "ffff").split()[0], 16)
    if suite not in SUITES or "client_key" not in values and "client_mac_key" not in values: return ""
    kind, cipher, mac = SUITES[suite]
    if kind == "cbc" and values.get("encrypt_then_mac") == "1": kind = "etm"
    identity = (kind, cipher, mac, values["version"])
    if identity in done: return ""
    done.add(identity)
    out = ""
    for side, name in (("C", "client"), ("S", "server")):
        out += f"[{path.stem}/{name}]\nKind = {kind}\nCipher = {cipher}\nMac = {mac}\nVersion = {values['version']}\n"
        for key, field in (("MacKey", "mac_key"), ("Key", "key"), ("Iv", "iv")):
            out += f"{key} = {values.get(name + '_' + field, '')}\n"
        out += "\n"
        expected = 0
        for sender, record, sequence, plain in records:
            if sender != side or sequence is None: continue
            if sequence != expected: break  # a renegotiation has changed the keys
            expected += 1
            out += f"Sequence = {sequence}\nType = {record[0]}\nRecord = {record.hex()}\nPlain = {plain.hex()}\n\n"
    return out


def key_exchange(suite_name):
    found = re.search(r"TLS_(\w+?)_WITH", suite_name)
    return found[1] if found else ("ECDHE_" if "ECDHE" in suite_name else "") + "RSA"


def message_blocks(paths, folder):
    """One capture of all sessions, each on a port of its own, dissected in one go."""
    sessions = {}
    for path in paths:
        values, records = read_session(path)
        if "version" not in values: continue
        port = 20000 + len(sessions)
        sessions[str(port)] = (path, values)
        text = ""
        for side, record, sequence, _ in records:
            if sequence is None: text += ("O" if side == "C" else "I") + "\n000000 " + record.hex(" ") + "\n"
        (folder / "x.txt").write_text(text)
        capture = folder / f"{port}.pcap"
        subprocess.run(["text2pcap", "-q", "-D", "-T", f"443,{port}", folder / "x.txt", capture],
                       check=True, capture_output=True)
    subprocess.run(["mergecap", "-a", "-w", folder / "all.pcap", *sorted(folder.glob("2*.pcap"))], check=True)
    pdml = subprocess.run(["tshark", "-r", folder / "all.pcap", "-T", "pdml"], capture_output=True, check=True)
    done, out = set(), ""
    for packet in xml.fromstring(pdml.stdout):
        ports = {f.get("name"): f.get("show") for f in packet.iter("field") if f.get("name", "").startswith("tcp.")}
        to_server = ports["tcp.dstport"] not in sessions
        path, values = sessions[ports["tcp.srcport" if to_server else "tcp.dstport"]]
        for handshake in (f for f in packet.iter("field") if f.get("name") == "tls.handshake"):
            out += one_message(path, values, handshake, to_server, done)
    return out


def one_message(path, values, handshake, to_server, done):
    fields, size = {}, int(handshake.get("size"))
    for field in handshake.iter("field"):
        name = (field.get("name") or "").removeprefix("tls.")
        if name in FIELDS and field.get("value"): fields.setdefault(name, []).append(field.get("value"))
    kind = [int(f.get("show")) for f in handshake.iter("field") if f.get("name") == "tls.handshake.type"]
    if not kind: return ""  # protected, or in pieces
    kind = kind[0]
    exchange = key_exchange(values["cipher_suite"]).replace("ECDHE_ECDSA", "ECDHE").replace("ECDHE_RSA", "ECDHE")
    shape = tuple(fields.get("handshake.extension.type", [])) + tuple(fields.get("handshake.server_named_curve", []))
    identity = (kind, values["version"], exchange if kind in (12, 16) else "", shape, len(fields))
    if identity in done: return ""
    done.add(identity)
    whole = raw_bytes(path, handshake, size, fields, kind)
    if whole is None: return ""
    out = f"[{path.stem}]\nSender = {'client' if to_server else 'server'}\nVersion = {values['version']}\n"
    out += f"KeyExchange = {exchange}\nMessage = {whole.hex()}\n"
    return out + "".join(f"{name} = {' '.join(found)}\n" for name, found in fields.items()) + "\n"


def raw_bytes(path, handshake, size, fields, kind):
    """The message as it stands in the records, found by its type, length and first fields."""
    needle = next((bytes.fromhex(v[0]) for n, v in fields.items() if len(v[0]) > 8), b"")
    for _, record, sequence, _ in read_session(path)[1]:
        body = record[5:]
        while sequence is None and record[0] == 22 and len(body) >= 4:
            length = 4 + int.from_bytes(body[1:4], "big")
            if body[0] == kind and length == size and needle in body[:length]: return body[:length]
            body = body[length:]
    return None


def main(folder):
    here = pathlib.Path(__file__).resolve().parent.parent
    paths = [p for family in ("gnutls", "go", "ossl") for p in sorted(folder.glob(family + "-*.txt"))]
    done = set()
    (here / "record/sessions.txt").write_text(HEAD + "\n" + "".join(record_blocks(p, done) for p in paths))
    with tempfile.TemporaryDirectory() as scratch:
        blocks = message_blocks(paths, pathlib.Path(scratch))
    head = HEAD + "# The fields are those that Wireshark's dissector (tshark 4.0) sees in the same bytes.\n\n"
    (here / "handshake/messages.txt").write_text(head + blocks)


main(pathlib.Path(sys.argv[1]))
