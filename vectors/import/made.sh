#!/bin/bash
# Makes vectors/x509/{made,revocation}.txt: certificates, a list and responses signed with RSA, which has no randomness,
# so that who makes the same gets the same bytes; and what OpenSSL says of a certificate when it has this or that list.
# Source of the values: `openssl ca`, `openssl ocsp`, `openssl verify` of Debian 12's OpenSSL 3.0. Run from the project's root.
set -euo pipefail
out=$PWD/vectors/x509
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
hex() { od -An -v -tx1 | tr -d ' \n'; }
der_hex() { openssl "$1" -in "$2" -outform DER | hex; }
cat > ca.cnf <<'CNF'
[req]
distinguished_name = dn
string_mask = pkix
[dn]
[ca]
default_ca = this
[this]
database = index.txt
serial = serial
crlnumber = number
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
crl_extensions = list
[any]
commonName = supplied
[root]
subjectKeyIdentifier = hash
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[between]
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
[no_lists]
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[server]
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = serverAuth
subjectAltName = DNS:www.example.test, IP:192.0.2.7
[client]
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
[responder]
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
[list]
authorityKeyIdentifier = keyid:always
[critical_list]
authorityKeyIdentifier = keyid:always
1.2.3.4 = critical, DER:0500
[ca_list]
authorityKeyIdentifier = keyid:always
issuingDistributionPoint = critical, @ca_scope
[ca_scope]
onlyCA = TRUE
[user_list]
authorityKeyIdentifier = keyid:always
issuingDistributionPoint = critical, @user_scope
[user_scope]
onlyuser = TRUE
CNF
touch index.txt
rsa() { openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1.key" 2> /dev/null; }
for who in root between server responder namesake no_lists; do rsa $who; done
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out client.key
# NAME SUBJECT EXTENSIONS ISSUER SERIAL FROM TO
issue() {
    openssl req -new -config ca.cnf -key "$1.key" -subj "/CN=$2" -out csr
    : > index.txt
    echo "$5" > serial
    if [[ $4 = "$1" ]]; then signer=(-selfsign); else signer=(-cert "$4.pem"); fi
    openssl ca -config ca.cnf -batch -notext -in csr -keyfile "$4.key" "${signer[@]}" -extensions "$3" \
        -startdate "$6" -enddate "$7" -out "$1.pem" 2> /dev/null
}
from=20260101000000Z to=20460101000000Z
issue root "Made Root" root root 11 $from $to
issue namesake "Made Root" root namesake 11 $from $to
issue between "Made Between" between root 1234 $from $to
issue server www.example.test server root 00c0ffee20 $from 20600101000000Z
issue client ada client root 7f $from $to
issue responder Responder responder root 2001 $from $to
issue no_lists "No Lists" no_lists root 3001 $from $to
mv server.pem www.pem && cp server.key www.key
issue server www.example.test server no_lists 3002 $from $to
mv server.pem below_no_lists.pem && mv www.pem server.pem

printf 'R\t460101000000Z\t260301120000Z,keyCompromise\tC0FFEE20\tunknown\t/CN=x\nR\t460101000000Z\t260401120000Z\t05\tunknown\t/CN=y\nV\t460101000000Z\t\t7F\tunknown\t/CN=z\n' > revoked.txt
printf 'V\t460101000000Z\t\tC0FFEE20\tunknown\t/CN=x\nR\t460101000000Z\t260401120000Z\t05\tunknown\t/CN=y\n' > good.txt
# NAME INDEX EXTENSIONS ISSUER FROM TO
list() {
    cp "$2.txt" index.txt
    echo 2A > number
    openssl ca -config ca.cnf -gencrl -keyfile "$4.key" -cert "$4.pem" -crlexts "$3" -crl_lastupdate "$5" \
        -crl_nextupdate "$6" -out "$1.crl" 2> /dev/null
}
list revoked revoked list root 20260501000000Z 20270501000000Z
response() {  # NAME SIGNER OPTIONS...
    cp revoked.txt index.txt
    openssl ocsp -issuer root.pem -serial 0xC0FFEE20 -serial 0x7F -serial 0x99 -no_nonce -reqout request 2> /dev/null
    openssl ocsp -index index.txt -CA root.pem -rsigner "$2.pem" -rkey "$2.key" -reqin request -respout "$1.ocsp" -ndays 7 \
        -resp_key_id "${@:3}" > /dev/null 2>&1
}
produced() { date -u -d "$(openssl ocsp -respin "$1.ocsp" -noverify -text 2> /dev/null | sed -n 's/^ *Produced At: //p')" +%s; }
response by_issuer root -resp_no_certs
response by_delegate responder
{
    echo "# Source: openssl ca and openssl ocsp of Debian 12's OpenSSL 3.0. Times are seconds since 1970."
    echo "# Made by: vectors/import/made.sh"
    for who in root between server client responder; do

        printf '\n[%s]\nKey = %s\nDer = %s\n' $who "$(openssl pkey -in $who.key -outform DER | hex)" "$(der_hex x509 $who.pem)"
        printf 'Serial = %s\nFrom = %s\nTo = %s\n' \
            "$(openssl asn1parse -in $who.pem | sed -nE 's/^ *[0-9]+:d=2 .*INTEGER *:([0-9A-F]+)$/\1/p' | head -1)" \
            "$(date -u -d "$(openssl x509 -in $who.pem -noout -startdate | cut -d= -f2)" +%s)" \
            "$(date -u -d "$(openssl x509 -in $who.pem -noout -enddate | cut -d= -f2)" +%s)"
    done
    printf '\n[list]\nDer = %s\nFrom = %s\nTo = %s\n' "$(der_hex crl revoked.crl)" \
        "$(date -u -d '2026-05-01' +%s)" "$(date -u -d '2027-05-01' +%s)"
    for who in by_issuer by_delegate; do
        printf '\n[%s]\nDer = %s\nProduced = %s\n' $who "$(hex < $who.ocsp)" "$(produced $who)"
    done
} > "$out/made.txt"

list good good list root 20260501000000Z 20270501000000Z
list forged revoked list namesake 20260501000000Z 20270501000000Z
list critical good critical_list root 20260501000000Z 20270501000000Z
list for_cas revoked ca_list root 20260501000000Z 20270501000000Z
list for_users revoked user_list root 20260501000000Z 20270501000000Z
list between good list between 20260501000000Z 20270501000000Z
list not_allowed good list no_lists 20260501000000Z 20270501000000Z
# TITLE LEAF CHECK NOW LISTS...
verdict() {
    local lists=() all="" pool=()
    for l in "${@:5}"; do
        lists+=(-CRLfile "$l.crl")
        all+="$(der_hex crl "$l.crl") "
    done
    [[ $2 = below_no_lists ]] && pool=(-untrusted no_lists.pem)
    local said
    said=$({ openssl verify -"$3" -attime "$4" -CAfile root.pem "${pool[@]}" "${lists[@]}" "$2.pem" 2>&1 || true; } |
        sed -nE 's/^error ([0-9]+) at ([0-9]+) depth.*/\1 \2/p' | head -1)
    printf '\n[%s]\nLeaf = %s\nCheck = %s\nNow = %s\nLists = %s\nError = %s\n' "$1" "$2" "$3" "$4" "${all% }" "${said:-0 0}"
}
now=$(date -u -d 2026-06-01 +%s)
{
    echo "# Source: openssl verify of Debian 12's OpenSSL 3.0: X509_V_ERR number and depth, 0 0 where it finds nothing wrong."
    echo "# Made by: vectors/import/made.sh"
    printf '\n[PKI]\nroot = %s\nserver = %s\nclient = %s\nno_lists = %s\nbelow_no_lists = %s\n' "$(der_hex x509 root.pem)" \
        "$(der_hex x509 server.pem)" "$(der_hex x509 client.pem)" "$(der_hex x509 no_lists.pem)" "$(der_hex x509 below_no_lists.pem)"
    verdict "revoked" server crl_check "$now" revoked
    verdict "revoked, all are asked" server crl_check_all "$now" revoked
    verdict "not in the list" client crl_check "$now" revoked
    verdict "another is in the list" server crl_check "$now" good
    verdict "no list" server crl_check "$now"
    verdict "a list of another issuer" server crl_check "$now" between
    verdict "the right one among others" server crl_check "$now" between revoked
    verdict "signed with another key of that name" server crl_check "$now" forged
    verdict "not yet" client crl_check "$(date -u -d 2026-04-30T23:59:59 +%s)" revoked
    verdict "in its first second" client crl_check "$(date -u -d '2026-05-01 00:00:00' +%s)" revoked
    verdict "in its last second" client crl_check "$(date -u -d '2027-04-30 23:59:59' +%s)" revoked
    verdict "no longer" client crl_check "$(date -u -d '2027-05-01 00:00:01' +%s)" revoked
    verdict "critical extension" server crl_check "$now" critical
    verdict "for CAs only" server crl_check "$now" for_cas
    verdict "for users only" server crl_check "$now" for_users
    verdict "for users only, and good" client crl_check "$now" for_users
    verdict "issuer may not sign lists" below_no_lists crl_check "$now" not_allowed
    verdict "the leaf's list is there, the CA's is not" below_no_lists crl_check_all "$now" not_allowed
    verdict "the CA's is there, the leaf's is not" below_no_lists crl_check_all "$now" good
    verdict "no check" server policy_check "$now"
} > "$out/revocation.txt"
