#!/bin/bash
# What `vitrine cert make` makes, read and judged by OpenSSL: certificates of every key type, cross-certificates, revocation
# lists, OCSP responses, wrong ones on purpose. Use: tests/cli/cert_make.sh PATH/TO/vitrine
. "$(dirname "$0")/harness.sh" "$1"

# check NAME COMMAND...: the command must succeed. What the one before printed is in ./out.
check() {
    local name=$1
    shift
    if "$@" >printed 2>err </dev/null; then good; else bad "$name: $*"; fi
    [ ! -s printed ] || mv printed out
}

# refused NAME COMMAND...: the command must fail.
refused() {
    local name=$1
    shift
    check "$name" bash -c '! "$@"' - "$@"
}

# exits NAME CODE COMMAND...
exits() {
    local name=$1 expected=$2
    shift 2
    check "$name" bash -c 'expected=$1; shift; "$@"; [ $? = "$expected" ]' - "$expected" "$@"
}

make() { "$vitrine" cert make "$@"; }

# --- every key type: OpenSSL verifies the chain and reads the key
for type in rsa rsa:3072 p256 p384 p521; do
    check "$type: CA" make ca --out $type --type $type --name "Root $type" --path-len 1
    check "$type: CA below" make ca --out $type --as sub --type $type --name "Issuing $type" --issuer $type/ca.pem
    check "$type: server" make server --out $type --type $type --issuer $type/sub.pem --host www.example.test --host 192.0.2.7
    check "$type: OpenSSL accepts" openssl verify -x509_strict -CAfile $type/ca.pem -untrusted $type/sub.pem \
        -purpose sslserver -verify_hostname www.example.test $type/server.pem
    check "$type: and the address" openssl verify -CAfile $type/ca.pem -untrusted $type/sub.pem -verify_ip 192.0.2.7 $type/server.pem
    refused "$type: not as a client" openssl verify -CAfile $type/ca.pem -untrusted $type/sub.pem -purpose sslclient $type/server.pem
    refused "$type: not without the CA between" openssl verify -CAfile $type/ca.pem $type/server.pem
    check "$type: OpenSSL reads the key" openssl pkey -in $type/server.key -check -noout
    check "$type: key and certificate belong together" bash -c \
        "cmp <(openssl pkey -in $type/server.key -pubout) <(openssl x509 -in $type/server.pem -noout -pubkey)"
done
check "a client" make client --out p256 --issuer p256/sub.pem --name student
check "is one" openssl verify -CAfile p256/ca.pem -untrusted p256/sub.pem -purpose sslclient p256/client.pem
refused "is no server" openssl verify -CAfile p256/ca.pem -untrusted p256/sub.pem -purpose sslserver p256/client.pem
check "a third CA" make ca --out p256 --as third --issuer p256/sub.pem
check "and what is below it" make server --out p256 --as deep --issuer p256/third.pem
cat p256/sub.pem p256/third.pem >p256/both.pem
refused "path length holds" openssl verify -CAfile p256/ca.pem -untrusted p256/both.pem p256/deep.pem

# --- names, numbers, times, signatures
check "a subject" make server --out s --issuer p256/ca.pem --subject "/C=DE/O=Lab 7/OU=Gründer/CN=www" --serial 0badc0ffee
check "shown" openssl x509 -in s/server.pem -noout -subject -serial -nameopt utf8,sep_comma_plus
cp out shown
check "the subject is as asked" grep -qF 'subject=C=DE,O=Lab 7,OU=Gründer,CN=www' shown
check "the serial number too" grep -q 'serial=0BADC0FFEE' shown
check "a date" make server --out s --as old --issuer p256/ca.pem --not-before 1949-12-31T23:59:59Z --not-after 2050-01-01T00:00:00Z
check "shown" openssl x509 -in s/old.pem -noout -dates
cp out shown
check "it begins as asked" grep -q 'notBefore=Dec 31 23:59:59 1949 GMT' shown
check "and ends" grep -q 'notAfter=Jan  1 00:00:00 2050 GMT' shown
for digest in sha1 sha224 sha256 sha384 sha512; do
    for type in rsa p384; do
        check "$type with $digest" make server --out d --as $digest --issuer $type/ca.pem --digest $digest
        check "OpenSSL verifies it" openssl verify -CAfile $type/ca.pem -auth_level 0 d/$digest.pem
        check "shown" openssl x509 -in d/$digest.pem -noout -text
        check "and names it" grep -qi "Signature Algorithm:.*$digest" out
    done
    [ $digest = sha1 ] && continue
    check "RSA-PSS with $digest" make server --out d --as pss --issuer rsa/ca.pem --digest $digest --pss
    check "OpenSSL verifies it" openssl verify -CAfile rsa/ca.pem d/pss.pem
done
check "version 1" make ca --out v --as one --x509-version 1
check "is version 1" openssl x509 -in v/one.pem -noout -text
check "is shown so" grep -q 'Version: 1 (0x0)' out
refused "OpenSSL takes it for no CA" bash -c "
    '$vitrine' cert make server --out v --issuer v/one.pem && openssl verify -x509_strict -CAfile v/one.pem v/server.pem"

# --- extensions
check "must staple" make server --out e --as staple --issuer p256/ca.pem --must-staple
check "shown" openssl x509 -in e/staple.pem -noout -ext tlsfeature
check "as status_request" grep -q status_request out
check "an extension replaced" make server --out e --as usage --issuer p256/ca.pem --extension 'keyUsage!=03020284'
check "shown" openssl x509 -in e/usage.pem -noout -ext keyUsage
check "as asked" grep -q 'Digital Signature, Certificate Sign' out
check "an extension left out" make server --out e --as none --issuer p256/ca.pem --without extendedKeyUsage
check "shown" openssl x509 -in e/none.pem -noout -text
refused "not there" grep -q 'Extended Key Usage' out
check "an extension twice" make server --out e --as twice --issuer p256/ca.pem --extension 1.3.6.1.4.1.99999.1=0500 \
    --extension 1.3.6.1.4.1.99999.1+=0500
check "shown twice" bash -c "[ \$(openssl x509 -in e/twice.pem -noout -text | grep -c 1.3.6.1.4.1.99999.1) = 2 ]"
exits "which is refused" 60 "$vitrine" cert verify --trust p256/ca.pem e/twice.pem

# --- a cross-certificate: the other root leads to the same server
check "another root" make ca --out other --name "Other Root" --type rsa
refused "does not know the server" openssl verify -CAfile other/ca.pem -untrusted p256/sub.pem p256/server.pem
check "a cross-certificate" make cross --out other --of p256/ca.pem --issuer other/ca.pem
cat p256/sub.pem other/cross.pem >other/chain.pem
check "leads there" openssl verify -CAfile other/ca.pem -untrusted other/chain.pem p256/server.pem
check "for us too" "$vitrine" cert verify --trust other/ca.pem --untrusted other/chain.pem --host www.example.test p256/server.pem
check "same key" bash -c "cmp <(openssl x509 -in p256/ca.pem -noout -pubkey) <(openssl x509 -in other/cross.pem -noout -pubkey)"
exits "without an issuer there is none" 2 "$vitrine" cert make cross --of p256/ca.pem

# --- revocation lists
check "an empty list" make crl --out r --as empty --issuer p256/sub.pem
check "OpenSSL verifies it" openssl crl -in r/empty.pem -CAfile p256/sub.pem -noout
check "the server is not on it" openssl verify -CAfile p256/ca.pem -untrusted p256/sub.pem -CRLfile r/empty.pem -crl_check p256/server.pem
check "a list" make crl --out r --issuer p256/sub.pem --revoke p256/server.pem=keyCompromise --revoke 1234 --number 7
check "OpenSSL verifies it" openssl crl -in r/crl.pem -CAfile p256/sub.pem -noout
refused "it revokes the server" openssl verify -CAfile p256/ca.pem -untrusted p256/sub.pem -CRLfile r/crl.pem -crl_check p256/server.pem
check "but not the client" openssl verify -CAfile p256/ca.pem -untrusted p256/sub.pem -CRLfile r/crl.pem -crl_check p256/client.pem
openssl crl -in r/crl.pem -noout -text >out_crl
for text in 'Serial Number: 1234' 'Key Compromise' 'Version 2' 'X509v3 CRL Number'; do check "with $text" grep -q "$text" out_crl; done
check "a stale list" make crl --out r --as stale --issuer p256/sub.pem --not-before 2020-01-01T00:00:00Z --not-after 2020-02-01T00:00:00Z
refused "is too old" openssl verify -CAfile p256/ca.pem -untrusted p256/sub.pem -CRLfile r/stale.pem -crl_check p256/server.pem
exits "no such reason" 2 "$vitrine" cert make crl --issuer p256/sub.pem --revoke 12=nonsense
exits "a list has an issuer" 2 "$vitrine" cert make crl

# --- OCSP responses
ocsp_says() {  # FILE STATUS [CERTIFICATE]
    openssl ocsp -respin "$1" -issuer p256/sub.pem -cert "${3:-p256/server.pem}" -CAfile p256/ca.pem -verify_other p256/sub.pem -no_nonce 2>&1 |
        tee ocsp.out | grep -q ": $2\$" && grep -q 'Response verify OK' ocsp.out
}
for status in good revoked unknown; do
    check "a response: $status" make ocsp --out o --as $status --issuer p256/sub.pem --for p256/server.pem --status $status
    check "OpenSSL reads $status" ocsp_says o/$status.der $status
done
refused "not for the client" ocsp_says o/good.der good p256/client.pem
check "two in one" make ocsp --out o --as two --issuer p256/sub.pem --for p256/client.pem --for p256/server.pem
check "the first" ocsp_says o/two.der good p256/client.pem
check "the second" ocsp_says o/two.der good p256/server.pem
check "a responder" make responder --out o --issuer p256/sub.pem --type rsa --name "Responder"
check "its response" make ocsp --out o --as delegated --issuer p256/sub.pem --responder o/responder.pem --for p256/server.pem
check "OpenSSL believes it" ocsp_says o/delegated.der good
check "somebody else's response" make ocsp --out o --as alien --issuer p256/sub.pem --responder p256/client.pem --for p256/server.pem
refused "OpenSSL does not" ocsp_says o/alien.der good
exits "a response is about somebody" 2 "$vitrine" cert make ocsp --issuer p256/sub.pem

# --- the same seed makes the same bytes
for i in 1 2; do
    check "seeded CA" make ca --out seed$i --seed 0102 --now 2026-01-01T00:00:00Z --type p384
    check "seeded server" make server --out seed$i --seed 03 --now 2026-01-01T00:00:00Z --issuer seed$i/ca.pem
    check "seeded list" make crl --out seed$i --seed 04 --now 2026-01-01T00:00:00Z --issuer seed$i/ca.pem --revoke 01
    check "seeded response" make ocsp --out seed$i --seed 05 --now 2026-01-01T00:00:00Z --issuer seed$i/ca.pem --for seed$i/server.pem
done
check "the same seed, the same files" diff -r seed1 seed2
check "another seed" make ca --out seed3 --seed 0103 --now 2026-01-01T00:00:00Z --type p384
refused "another CA" cmp seed1/ca.pem seed3/ca.pem

# --- what cannot be made
exits "no such digest" 2 "$vitrine" cert make ca --digest crc32
exits "PSS needs RSA" 2 "$vitrine" cert make ca --pss
exits "no such attribute" 2 "$vitrine" cert make ca --subject /NONSENSE=x
exits "no such file" 26 "$vitrine" cert make server --key none.key
exits "no such version" 2 "$vitrine" cert make ca --x509-version 4
exits "no such seed" 2 "$vitrine" cert make ca --seed xyz
exits "no such kind" 2 "$vitrine" cert make nonsense

finish
