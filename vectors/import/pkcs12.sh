#!/bin/bash
# Makes vectors/x509/pkcs12.txt: keys and certificates under passwords, by OpenSSL. Run from the project's root.
# Source of the values: `openssl pkcs12 -export`, `openssl pkey`, Debian 12's OpenSSL 3.0, this script.
set -euo pipefail
out=$PWD/vectors/x509/pkcs12.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
hex() { od -An -v -tx1 "$1" | tr -d ' \n'; }
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.key
openssl req -x509 -new -key ec.key -subj "/CN=PKCS 12" -days 3650 -out ec.pem
openssl pkcs8 -topk8 -nocrypt -in ec.key -outform DER -out ec.der
openssl x509 -in ec.pem -outform DER -out ec.crt
{
    echo "# Source: openssl pkcs12 -export of Debian 12's OpenSSL 3.0."
    echo "# Made by: vectors/import/pkcs12.sh"
} > "$out"
# case NAME PASSWORD OPTIONS...
add() {
    local name=$1 password=$2
    shift 2
    openssl pkcs12 -export -inkey ec.key -in ec.pem -passout "pass:$password" -out file.p12 "$@"
    {
        printf '\n[%s]\nPassword = %s\nFile = %s\nKey = %s\nCertificate = %s\n' "$name" "$(printf %s "$password" | od -An -v -tx1 | tr -d ' \n')" \
            "$(hex file.p12)" "$(hex ec.der)" "$(hex ec.crt)"
    } >> "$out"
}
add "PBES2 AES-256, MAC SHA-256" secret
add "PBES2 AES-128, MAC SHA-1" secret -keypbe AES-128-CBC -certpbe AES-128-CBC -macalg sha1
add "3DES, MAC SHA-1" secret -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1 -iter 3
add "2-key 3DES" secret -keypbe PBE-SHA1-2DES -certpbe PBE-SHA1-2DES -macalg sha1 -provider legacy -provider default
add "RC2 with 40 bits" secret -legacy
add "RC2 with 128 bits" secret -keypbe PBE-SHA1-RC2-128 -certpbe PBE-SHA1-RC2-128 -legacy -macalg sha1
add "MAC SHA-512, 1 iteration" secret -macalg sha512 -iter 1 -maciter
add "no encryption" secret -keypbe NONE -certpbe NONE
add "no MAC" secret -nomac
add "empty password" ""
add "password outside ASCII" "Grüße 𝔘"  -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES
