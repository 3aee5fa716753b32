#!/bin/bash
# Makes vectors/x509/{general_names,distribution_points,signature_algorithms}.txt. Run from the project's root.
# Source of the values: extensions and signatures that OpenSSL wrote, and how it prints them; Debian 12's OpenSSL 3.0.
set -euo pipefail
out=$PWD/vectors/x509
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem
header() { printf '# Source: %s; OpenSSL 3.0 of Debian 12.\n# Made by: vectors/import/general_names.sh\n' "$1"; }

# TITLE NAME VALUE: an extension's DER and what OpenSSL prints of it, lines parted by " | ".
extension() {
    cat > x.cnf << END
[req]
distinguished_name = dn
x509_extensions = ext
[dn]
[ext]
$2 = $3
[person]
O = Lab
CN = Ada
[relative]
CN = one of many
[uri_point]
fullname = URI:http://crl.example.test/a.crl, URI:ldap://crl.example.test/b
[reasons_point]
fullname = URI:http://crl.example.test/some.crl
reasons = keyCompromise, CACompromise, AACompromise
[relative_point]
relativename = relative
CRLissuer = dirName:person
[issuer_point]
CRLissuer = dirName:person
END
    openssl req -x509 -config x.cnf -key key.pem -subj /CN=x -days 9 -outform DER -out c.der
    local der printed
    der=$(openssl asn1parse -inform DER -in c.der | grep -A1 ":$4" | sed -nE 's/.*HEX DUMP\]://p' | tr A-F a-f)
    printed=$(openssl x509 -inform DER -in c.der -noout -ext "$2" | tail -n +2 | sed 's/^ *//; s/ *$//' | grep -v '^$' | paste -sd '|' | sed 's/|/ | /g; s/ *Reasons:/ | Reasons:/')
    printf '\n[%s]\nDer = %s\nPrinted = %s\n' "$1" "$der" "$printed"
}
names() { extension "$1" subjectAltName "$2" "X509v3 Subject Alternative Name"; }
points() { extension "$1" crlDistributionPoints "$2" "X509v3 CRL Distribution Points"; }
{
    header "subjectAltName as openssl req writes it and openssl x509 -ext prints it"
    names "host" DNS:www.example.test
    names "mailbox" email:ada@example.test
    names "URI" URI:https://example.test/a?b
    names "IPv4 address" IP:192.0.2.7
    names "IPv6 address" IP:2001:db8::7
    names "registered identifier" RID:1.2.3.4.5
    names "directory name" dirName:person
    names "other name" "otherName:1.2.3.4;UTF8:ada"
    names "one of each" "DNS:a.example.test, email:b@example.test, IP:198.51.100.1, URI:urn:c, RID:2.999.3, dirName:person, DNS:d"
} > "$out/general_names.txt"
{
    header "crlDistributionPoints as openssl req writes it and openssl x509 -ext prints it"
    points "a URI" URI:http://crl.example.test/a.crl
    points "two names of one point" uri_point
    points "some reasons" reasons_point
    points "relative to the issuer of the list" relative_point
    points "an issuer and no name" issuer_point
    points "two points" "uri_point, relative_point"
} > "$out/distribution_points.txt"

# TITLE KEY HASH OPTIONS...: the signatureAlgorithm of a certificate.
algorithm() {
    local title=$1 key=$2 hash=$3
    shift 3
    openssl req -x509 -key "$key" -subj /CN=x -days 9 -"$hash" "$@" -outform DER -out c.der
    # The outer one is the last SEQUENCE of depth 1.
    local at length
    read -r at length < <(openssl asn1parse -inform DER -in c.der | sed -nE 's/^ *([0-9]+):d=1 +hl=2 l= *([0-9]+) cons: SEQUENCE.*/\1 \2/p' | tail -1)
    printf '\n[%s]\nHash = %s\nAlgorithm = %s\n' "$title" "${hash^^}" \
        "$(tail -c +$((at + 1)) c.der | head -c $((length + 2)) | od -An -v -tx1 | tr -d ' \n')"
}
{
    header "signatureAlgorithm of certificates by openssl req -x509"
    openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.pem
    openssl genpkey -genparam -algorithm DSA -pkeyopt pbits:1024 -pkeyopt qbits:160 -out dsaparam.pem
    openssl genpkey -paramfile dsaparam.pem -out dsa.pem
    for hash in md5 sha1 sha224 sha256 sha384 sha512; do algorithm "RSA PKCS#1" rsa.pem $hash; done
    for hash in sha1 sha224 sha256 sha384 sha512; do algorithm "ECDSA" key.pem $hash; done
    for hash in sha1 sha224 sha256; do algorithm "DSA" dsa.pem $hash; done
    for hash in sha1 sha256 sha384 sha512; do
        for salt in 20 32 48 0; do
            algorithm "RSA PSS" rsa.pem $hash -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:$salt
            echo "Salt = $salt"
        done
    done
} > "$out/signature_algorithms.txt"
