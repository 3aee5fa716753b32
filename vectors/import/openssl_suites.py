#!/usr/bin/env python3
"""Makes vectors/handshake/openssl_suites.txt: the cipher suites of TLS 1.0-1.2 as Debian's OpenSSL describes them."""
import pathlib, re, subprocess

command = ["openssl", "ciphers", "-V", "-stdname", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"]
version = subprocess.run(["openssl", "version"], capture_output=True, text=True, check=True).stdout.split(" (")[0]
out = f"# Source: {version}, `{' '.join(command)}`.\n# Made by: vectors/import/openssl_suites.py\n\n"
for line in sorted(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()):
    high, low, name, openssl, since, kx, au, enc, mac = re.match(
        r"\s*0x(..),0x(..) - (\S+)\s+- (\S+)\s+(\S+)\s+Kx=(\S+)\s+Au=(\S+)\s+Enc=(\S+)\s+Mac=(\S+)", line).groups()
    if since == "TLSv1.3": continue
    out += f"Value = {high.lower()}{low.lower()}\nName = {name}\nOpenssl = {openssl}\nSince = {since}\n"
    out += f"Kx = {kx}\nAu = {au}\nEnc = {enc}\nMac = {mac}\n\n"
(pathlib.Path(__file__).resolve().parent.parent / "handshake/openssl_suites.txt").write_text(out)
