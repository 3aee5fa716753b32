#!/bin/bash
# Makes vectors/x509/pem_encryption.txt: one key under DEK-Info encryption, by OpenSSL. Run from the project's root.
# Source of the values: `openssl rsa -traditional`, Debian 12's OpenSSL 3.0, this script.
set -euo pipefail
out=$PWD/vectors/x509/pem_encryption.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
hex() { od -An -v -tx1 "$1" | tr -d ' \n'; }
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out rsa.key 2> /dev/null
openssl rsa -in rsa.key -traditional -outform DER -out rsa.der 2> /dev/null
{
    echo "# Source: openssl rsa -traditional of Debian 12's OpenSSL 3.0."
    echo "# Made by: vectors/import/pem_encryption.sh"
    for cipher in aes128 aes256 des3; do
        openssl rsa -in rsa.key -traditional -"$cipher" -passout pass:secret -out file.pem 2> /dev/null
        printf '\n[%s]\nPassword = secret\nFile = %s\nKey = %s\n' "$cipher" "$(hex file.pem)" "$(hex rsa.der)"
    done
} > "$out"
