#!/bin/bash
# Makes vectors/x509/{pbkdf2,pkcs12_kdf,pkcs12_pbe}.txt: keys from passwords, by OpenSSL. Run from the project's root.
# Source of the values: `openssl kdf` and `openssl pkcs8 -topk8 -v1`, Debian 12's OpenSSL 3.0, this script.
set -euo pipefail
out=$PWD/vectors/x509
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
hex() { od -An -v -tx1 | tr -d ' \n'; }
derived() { openssl kdf -keylen "$@" | tr -d ':\n' | tr A-F a-f; }

# TITLE HASH PASSWORD SALT ITERATIONS LENGTH; the strings are hexadecimal.
pbkdf2() {
    printf '\n[%s]\nHash = %s\nPassword = %s\nSalt = %s\nIterations = %s\nKey = %s\n' "$1" "$2" "$3" "$4" "$5" \
        "$(derived "$6" -kdfopt digest:"$2" -kdfopt hexpass:"$3" -kdfopt hexsalt:"$4" -kdfopt iter:"$5" PBKDF2)"
}
text() { printf %s "$1" | hex; }
{
    echo "# Source: openssl kdf ... PBKDF2 of Debian 12's OpenSSL 3.0, on the inputs of RFC 6070 §2 and RFC 7914 §11"
    echo "# and on the same with other hashes."
    echo "# Made by: vectors/import/password_keys.sh"
    pbkdf2 "RFC 6070, 1 iteration" SHA1 "$(text password)" "$(text salt)" 1 20
    pbkdf2 "RFC 6070, 2 iterations" SHA1 "$(text password)" "$(text salt)" 2 20
    pbkdf2 "RFC 6070, 4096 iterations" SHA1 "$(text password)" "$(text salt)" 4096 20
    pbkdf2 "RFC 6070, more than a block" SHA1 "$(text passwordPASSWORDpassword)" \
        "$(text saltSALTsaltSALTsaltSALTsaltSALTsalt)" 4096 25
    pbkdf2 "RFC 6070, NUL inside" SHA1 7061737300776f7264 7361006c74 4096 16
    pbkdf2 "RFC 7914, 1 iteration" SHA256 "$(text passwd)" "$(text salt)" 1 64
    pbkdf2 "RFC 7914, 80000 iterations" SHA256 "$(text Password)" "$(text NaCl)" 80000 64
    for hash in SHA224 SHA384 SHA512; do
        pbkdf2 "$hash, 1 iteration" "$hash" "$(text passwd)" "$(text salt)" 1 100
        pbkdf2 "$hash, 1000 iterations" "$hash" "$(text Password)" "$(text NaCl)" 1000 64
    done
} > "$out/pbkdf2.txt"

# TITLE HASH PASSWORD SALT ITERATIONS LENGTH
pkcs12() {
    printf '\n[%s]\nHash = %s\nPassword = %s\nSalt = %s\nIterations = %s\n' "$1" "$2" "$3" "$4" "$5"
    local id=0
    for use in Key Iv Mac; do
        id=$((id + 1))
        printf '%s = %s\n' "$use" "$(derived "$6" -kdfopt digest:"$2" -kdfopt hexpass:"$3" -kdfopt hexsalt:"$4" \
            -kdfopt iter:"$5" -kdfopt id:$id PKCS12KDF)"
    done
}
{
    echo "# Source: openssl kdf ... PKCS12KDF of Debian 12's OpenSSL 3.0. The password is UTF-16 with two zero bytes."
    echo "# Made by: vectors/import/password_keys.sh"
    pkcs12 "shorter than a hash" SHA1 0073006d006500670000 0a58cf64530d823f 1 8
    pkcs12 "longer than a hash" SHA1 0073006d006500670000 642b99ab44fb4b1f 1 24
    pkcs12 "many blocks" SHA1 0073006d006500670000 3d83c0e4546ac140 1 100
    pkcs12 "1000 iterations" SHA1 007100750065006500670000 05dec959acff72f7 1000 24
    pkcs12 "empty password" SHA1 0000 05dec959acff72f7 3 24
    pkcs12 "salt longer than a block" SHA1 007100750065006500670000 "$(printf 'a7%.0s' {1..70})" 2 24
    pkcs12 "password longer than a block" SHA1 "$(printf '0071%.0s' {1..40})0000" 05dec959acff72f7 2 24
    pkcs12 "every byte ff" SHA1 "$(printf 'ff%.0s' {1..64})" "$(printf 'ff%.0s' {1..64})" 2 100
    for hash in MD5 SHA224 SHA256 SHA384 SHA512; do
        pkcs12 "$hash" "$hash" 007100750065006500670000 05dec959acff72f7 10 200
    done
} > "$out/pkcs12_kdf.txt"

{
    echo "# Source: openssl pkcs8 -topk8 -v1 of Debian 12's OpenSSL 3.0; the password is \`secret\`."
    echo "# Made by: vectors/import/password_keys.sh"
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -outform DER -out "$work/key.der"
    for scheme in PBE-SHA1-3DES PBE-SHA1-2DES PBE-SHA1-RC2-128 PBE-SHA1-RC2-40; do
        openssl pkcs8 -topk8 -v1 $scheme -provider default -provider legacy -inform DER -in "$work/key.der" -outform DER \
            -passout pass:secret -out "$work/file.der"
        printf '\n[%s]\nFile = %s\nKey = %s\n' "$scheme" "$(hex < "$work/file.der")" \
            "$(openssl pkcs8 -topk8 -nocrypt -inform DER -in "$work/key.der" -outform DER | hex)"
    done
} > "$out/pkcs12_pbe.txt"
