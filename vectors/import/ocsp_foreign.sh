#!/bin/bash
# Makes vectors/x509/ocsp_foreign.txt: responses of responders on the Internet and odd ones, from Debian's python3-cryptography-vectors,
# each as `openssl ocsp -resp_text` reads it. Run from the project's root.
set -euo pipefail
from=${1:-/usr/lib/python3/dist-packages/cryptography_vectors/x509/ocsp}
out=vectors/x509/ocsp_foreign.txt
text=$(mktemp)
trap 'rm -f "$text"' EXIT
field() { sed -n "s/^ *$1: *//p" "$text" | head -n 1; }
{
    echo "# Source: test vectors of the Python package cryptography (x509/ocsp); fields as read by OpenSSL 3.0 of Debian 12."
    echo "# Licence: vectors/LICENSES/cryptography.txt"
    echo "# Made by: vectors/import/ocsp_foreign.sh"
} > "$out"
for file in "$from"/resp-*.der; do
    openssl ocsp -respin "$file" -resp_text -noverify > "$text" 2> /dev/null || true
    {
        printf '\n[%s]\nStatus = %s\nResponse = %s\n' "$(basename "$file" .der)" "$(field 'OCSP Response Status' | sed 's/ (.*//')" \
            "$(od -An -v -tx1 "$file" | tr -d ' \n')"
        for name in "Produced At" "Serial Number" "Cert Status" "Revocation Time" "Revocation Reason" "This Update" "Next Update"; do
            value=$(field "$name" | sed 's/ (.*//')
            [ -z "$value" ] || [ "$(field 'Cert Status')" = "" ] || case $name in
                *At | *Time | *Update) echo "$name = $(date -u -d "$value" +%s)" ;;
                *) echo "$name = $value" ;;
            esac
        done
    } >> "$out"
done
