#!/bin/bash
# Makes vectors/x509/ocsp.txt: responses about the certificates of a small PKI, each with the verdict of RFC 6960 §3.2.
# Source of the values: `openssl ca`, `openssl ocsp` of Debian 12's OpenSSL 3.0, this script. Run from the project's root.
set -euo pipefail
out=$PWD/vectors/x509/ocsp.txt
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
hex() { od -An -v -tx1 "$1" | tr -d ' \n'; }
cat > ca.cnf <<'CNF'
[req]
distinguished_name = dn
prompt = no
[dn]
CN = unused
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[leaf]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:www.example.test
[staple]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:www.example.test
tlsfeature = status_request
[responder]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
[no_eku]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
[no_signature]
basicConstraints = critical, CA:FALSE
keyUsage = critical, keyEncipherment
extendedKeyUsage = OCSPSigning
CNF
key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key" 2> /dev/null; }
root() { key "$1"; openssl req -x509 -new -key "$1.key" -subj "/CN=$2" -days 9000 -config ca.cnf -extensions ca -out "$1.pem"; }
issue() {  # issue NAME SUBJECT EXTENSIONS CA SERIAL [DAYS]
    key "$1"
    openssl req -new -key "$1.key" -subj "/CN=$2" -config ca.cnf -out "$1.csr"
    openssl x509 -req -in "$1.csr" -CA "$4.pem" -CAkey "$4.key" -set_serial "$5" -days "${6:-9000}" -extfile ca.cnf -extensions "$3" \
        -out "$1.pem" 2> /dev/null
}
root ca "OCSP Root"
root other "Another Root"
# The same name as the issuer, another key: whoever signs with it is not the issuer.
root namesake "OCSP Root"
issue leaf www.example.test leaf ca 0x1001
issue bad revoked.example.test leaf ca 0x1002
issue stranger unknown.example.test leaf ca 0x1003
issue staple www.example.test staple ca 0x1004
issue responder Responder responder ca 0x2001
issue short "Short Responder" responder ca 0x2002 2
issue no_eku "No Responder" no_eku ca 0x2003
issue no_signature "May Not Sign" no_signature ca 0x2004
issue alien "Responder" responder other 0x2005
end=491231235959Z
{
    printf 'V\t%s\t\t1001\tunknown\t/CN=www.example.test\n' $end
    printf 'R\t%s\t%s,keyCompromise\t1002\tunknown\t/CN=revoked.example.test\n' $end 251101120000Z
    printf 'V\t%s\t\t1004\tunknown\t/CN=www.example.test\n' $end
} > index.txt
echo "unique_subject = no" > index.txt.attr
{
    echo "# Source: openssl x509 and openssl ocsp of Debian 12's OpenSSL 3.0. Verdicts: RFC 6960 §3.2 and §4.2.2, RFC 6066 §8."
    echo "# Made by: vectors/import/ocsp.sh"
    echo
    echo "[PKI]"
    echo "Now = $(date +%s)"
    for name in ca other leaf bad stranger staple; do
        openssl x509 -in $name.pem -outform DER -out $name.der
        echo "$name = $(hex $name.der)"
    done
} > "$out"
# response NAME VERDICT LEAF SIGNER REQUEST-OPTIONS RESPONSE-OPTIONS
response() {
    # shellcheck disable=SC2086
    openssl ocsp -issuer "${ISSUER:-ca}.pem" $5 -cert "$3.pem" -reqout request.der > /dev/null 2> err || { cat err; exit 1; }
    # shellcheck disable=SC2086
    openssl ocsp -index index.txt -CA "${ISSUER:-ca}.pem" -rsigner "$4.pem" -rkey "${KEY:-$4}.key" -reqin request.der -respout response.der $6 > /dev/null 2> err || { cat err; exit 1; }
    {
        printf '\n[%s]\nLeaf = %s\nVerdict = %s\nResponse = %s\n' "$1" "$3" "$2" "$(hex response.der)"
    } >> "$out"
    if [ "${NONCE:-}" ]; then
        openssl ocsp -reqin request.der -req_text | sed -n 's/^ *0410\([0-9A-F]*\)$/Nonce = 0410\1/p' >> "$out"
    fi
}
none=-no_nonce
response "good, by the issuer" accepted leaf ca $none "-ndays 7"
response "good, SHA-256 in CertID" accepted leaf ca "$none -sha256" "-ndays 7"
response "good, SHA-384 in CertID" accepted leaf ca "$none -sha384" "-ndays 7"
response "good, the issuer by its key" accepted leaf ca $none "-ndays 7 -resp_key_id"
response "good, signed with SHA-384" accepted leaf ca $none "-ndays 7 -rmd sha384"
response "good, by a delegate" accepted leaf responder $none "-ndays 7"
response "good, by a delegate by its key" accepted leaf responder $none "-ndays 7 -resp_key_id"
response "good, among three answers" accepted leaf ca "$none -cert bad.pem -cert stranger.pem" "-ndays 7"
NONCE=1 response "good, with a nonce" accepted leaf ca "-nonce" "-ndays 7"
response "good, for the one that must staple" accepted staple ca $none "-ndays 7"
response "revoked" revoked bad ca $none "-ndays 7"
response "revoked, by a delegate" revoked bad responder $none "-ndays 7"
response "unknown" ocsp_unknown stranger ca $none "-ndays 7"
response "no end" ocsp_no_next_update leaf ca $none ""
response "bad signature" ocsp_signature leaf ca $none "-ndays 7 -badsig"
response "bad signature of a delegate" ocsp_signature leaf responder $none "-ndays 7 -badsig"
response "a delegate whose certificate is not there" ocsp_responder leaf responder $none "-ndays 7 -resp_no_certs"
response "no responder: lacks OCSPSigning" ocsp_responder leaf no_eku $none "-ndays 7"
response "no responder: keyUsage lacks digitalSignature" ocsp_responder leaf no_signature $none "-ndays 7"
response "no responder: the certificate itself" ocsp_responder leaf leaf $none "-ndays 7"
response "a delegate of another CA" ocsp_responder leaf alien $none "-ndays 7"
response "another CA" ocsp_responder leaf other $none "-ndays 7"
response "another key under the issuer's name" ocsp_signature leaf namesake $none "-ndays 7"
response "another key under a delegate's name" ocsp_responder leaf alien $none "-ndays 7"
ISSUER=other response "CertID of another issuer" ocsp_other_certificate leaf ca $none "-ndays 7"
response "signed with SHA-1" signature_weak leaf ca $none "-ndays 7 -rmd sha1"
response "a delegate that ends sooner" accepted leaf short $none "-ndays 7"
