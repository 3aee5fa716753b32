#!/bin/bash
# OCSP stapling between the vitrine command and OpenSSL, on loopback. Use: tests/cli/stapling.sh PATH/TO/vitrine
. "$(dirname "$0")/harness.sh" "$1"

make() { "$vitrine" cert make "$@" >/dev/null; }
make ca --out . --type p256 --name "Lab Root"
make server --out . --issuer ca.pem --host localhost
make server --out . --as must --issuer ca.pem --host localhost --must-staple
make responder --out . --issuer ca.pem --name "Lab Responder"
for leaf in server must; do
    make ocsp --out . --as $leaf-good --issuer ca.pem --for $leaf.pem --status good
    make ocsp --out . --as $leaf-revoked --issuer ca.pem --for $leaf.pem --status revoked
done
make ocsp --out . --as delegated --issuer ca.pem --responder responder.pem --for server.pem --status good
make ocsp --out . --as stale --issuer ca.pem --for server.pem --status good --not-before 2020-01-01T00:00:00Z --not-after 2020-01-08T00:00:00Z

# --- we staple, OpenSSL asks
their_client() { timeout 10 openssl s_client -connect localhost:"$port" -CAfile ca.pem -verify_return_error -tls1_2 "$@" </dev/null >out 2>err; }
our_server --cert server.pem --key server.key --status server-good.der --sink
check "OpenSSL asks" their_client -status
check "and gets a good answer" grep -q 'Cert Status: good' out
check "OpenSSL does not ask" their_client
check "and gets none" lacks 'Cert Status' out
check "with RSA only there is no certificate, and no answer" bash -c "! openssl s_client -connect localhost:$port -cipher aRSA -tls1_2 </dev/null >out 2>err"
check "we ask ourselves" exits 0 "$vitrine" connect localhost:$port --ca ca.pem --status
check "and read it" grep -q 'OCSP: good' err
check "we do not ask" exits 0 "$vitrine" connect localhost:$port --ca ca.pem
check "so nothing is stapled" lacks CertificateStatus err
our_server --cert server.pem --key server.key --status delegated.der --sink
check "a delegate's answer" their_client -status
check "is read by OpenSSL" grep -q 'Cert Status: good' out
check "and believed by us" exits 0 "$vitrine" connect localhost:$port --ca ca.pem --status
check "a response about somebody else" exits 58 "$vitrine" serve 0 --cert server.pem --key server.key --status must-good.der
check "no response at all" exits 26 "$vitrine" serve 0 --cert server.pem --key server.key --status none.der
check "what is no response" exits 58 "$vitrine" serve 0 --cert server.pem --key server.key --status server.pem

# --- OpenSSL staples, we ask
for kx in ECDHE-ECDSA-AES128-GCM-SHA256; do
    openssl_server -www -cert server.pem -key server.key -status_file server-good.der
    check "a good answer" exits 0 "$vitrine" connect localhost:$port --ca ca.pem --status --ciphers $kx --http /
    check "is shown" grep -q 'OCSP: good' err
    openssl_server -www -cert server.pem -key server.key -status_file server-revoked.der
    check "a revoked one" exits 60 "$vitrine" connect localhost:$port --ca ca.pem --status --ciphers $kx --http /
    check "is told" grep -q 'revoked' err
    check "who does not ask does not know" exits 0 "$vitrine" connect localhost:$port --ca ca.pem --ciphers $kx --http /
    openssl_server -www -cert server.pem -key server.key -status_file stale.der
    check "a stale one" exits 60 "$vitrine" connect localhost:$port --ca ca.pem --status --http /
    openssl_server -www -cert server.pem -key server.key -status_file must-good.der
    check "one about another certificate" exits 60 "$vitrine" connect localhost:$port --ca ca.pem --status --http /
done

# --- must staple
openssl_server -www -cert must.pem -key must.key -status_file must-good.der
check "a promise kept" exits 0 "$vitrine" connect localhost:$port --ca ca.pem --status --http /
openssl_server -www -cert must.pem -key must.key
check "a promise broken" exits 60 "$vitrine" connect localhost:$port --ca ca.pem --status --http /
check "is told" grep -q 'none came' err
check "and forgiven by who does not ask" exits 0 "$vitrine" connect localhost:$port --ca ca.pem --http /

finish
