#!/bin/bash
# `vitrine cert verify`: its three phases line by line, its options, its exit codes. Use: tests/cli/cert_verify.sh PATH/TO/vitrine
. "$(dirname "$0")/harness.sh" "$1"
export LC_ALL=C.UTF-8

make() { "$vitrine" cert make "$@" >/dev/null || echo "cannot make $*"; }
verify() { "$vitrine" cert verify "$@"; }
# says TEXT: a line that begins so is in what was printed last.
says() { grep -qF -- "$1" out; }
id_is() { python3 -c "import json, sys; sys.exit(json.load(open('out'))['result']['id'] != '$1')"; }

# The example of the manual: two roots of one name and key, one of them expired; a name that is not in the certificate; SHA-1.
from=2012-01-01T00:00:00Z
to=2016-01-01T00:00:00Z
now=2014-12-01T00:00:00Z
make ca --out . --type rsa --name "Lab Root" --not-before $from --not-after $to
make cross --out . --as old --of ca.pem --issuer ca.pem --not-before $from --not-after 2014-06-01T00:00:00Z
make ca --out . --as sub --name "Lab Issuing CA" --type rsa --issuer ca.pem --path-len 0 --not-before $from --not-after $to
make server --out . --issuer sub.pem --host mail.example.test --host 192.0.2.7 --digest sha1 --not-before $from --not-after $to
cat old.pem ca.pem >roots.pem
cat server.pem sub.pem >chain.pem
check "the example" exits 60 verify chain.pem --trust roots.pem --policy legacy --host www.example.test --now $now
head -n 6 out >six
cat >wanted <<'END'
validation    leaf ✓ DER  ✓ v3  ! SHA-1 signature
verification  name ✗ www.example.test not in SAN {mail.example.test, 192.0.2.7}; CN is ignored (RFC 6125 §6.4.4)
legitimation  leaf ← "Lab Issuing CA" (AKI match, signature ✓, CA:TRUE ✓, keyCertSign ✓, pathLen 0 ✓)
                   ← "Lab Root" #1  dropped: expired 2014-06-01
                   ← "Lab Root" #2  ✓ trusted (roots.pem:2)
result ✗ 60: name mismatch
END
check "line by line" diff wanted six
check "its reasons with the clause and OpenSSL's name" grep -q 'host_mismatch .*RFC 6125 §6.4  X509_V_ERR_HOSTNAME_MISMATCH (62)' out
check "of what was dropped too" grep -q 'expired .*RFC 5280 §6.1.3  X509_V_ERR_CERT_HAS_EXPIRED (10)' out
check "the same name in it" exits 0 verify chain.pem --trust roots.pem --policy legacy --host mail.example.test --now $now
check "is told" says 'verification  name ✓ mail.example.test  use ✓ server  time ✓ 2012-01-01 to 2016-01-01'
check "and the result" says 'result ✓ 0: accepted, anchor roots.pem:2'
check "the address" exits 0 verify chain.pem --trust roots.pem --policy legacy --ip 192.0.2.7 --now $now
check "another address" exits 60 verify chain.pem --trust roots.pem --policy legacy --ip 192.0.2.8 --now $now
check "is told" says 'verification  address ✗ 192.0.2.8 not in SAN'
check "SHA-1 is not for the modern policy" exits 60 verify chain.pem --trust roots.pem --host mail.example.test --now $now
check "is told" says 'validation    leaf ✓ DER  ✓ v3  ✗ SHA-1 signature'
check "both ends of the validity belong to it" exits 0 verify chain.pem --trust ca.pem --policy legacy --now $to
check "and nothing beyond" exits 60 verify chain.pem --trust ca.pem --policy legacy --now 2016-01-01T00:00:01Z
check "an expired leaf is told" says 'verification  time ✗ expired 2016-01-01 (RFC 5280 §6.1.3)'
check "the beginning" exits 0 verify chain.pem --trust ca.pem --policy legacy --now $from
check "and before" exits 60 verify chain.pem --trust ca.pem --policy legacy --now 2011-12-31T23:59:59Z
check "is told" says 'time ✗ not yet valid before 2012-01-01'
check "an expired root alone" exits 60 verify chain.pem --trust old.pem --policy legacy --now $now
check "is told" says '← "Lab Root"  dropped: expired 2014-06-01'
check "in the result too" says 'result ✗ 60: expired: "Lab Root"'
check "its name and key alone will do" exits 0 verify chain.pem --trust old.pem --policy legacy --now $now --anchor-key-only
check "a root that nobody trusts" exits 60 verify sub.pem --trust server.pem --untrusted ca.pem --policy legacy --now $now --purpose any
check "the issuer missing" exits 60 verify server.pem --trust ca.pem --policy legacy --now $now
check "is told" says 'legitimation  leaf ← ✗ no issuer among'
check "seconds since 1970" exits 0 verify chain.pem --trust ca.pem --policy legacy --now 1417392000
check "in ASCII" exits 60 env LC_ALL=C "$vitrine" cert verify chain.pem --trust roots.pem --policy legacy --host www.example.test --now $now
check "marks are words" grep -q 'name X www.example.test not in SAN' out
check "quiet" exits 60 verify chain.pem --quiet --trust ca.pem --policy legacy --host www.example.test --now $now
check "says nothing" test ! -s out

# --- options
make ca --out p --name "P Root"
make ca --out p --as one --name One --issuer p/ca.pem
make ca --out p --as two --name Two --issuer p/one.pem
make server --out p --issuer p/two.pem --host www.example.test --host xn--bcher-kva.example.test
make client --out p --issuer p/two.pem --name student@example.test
cat p/server.pem p/two.pem p/one.pem >p/chain.pem
for depth in 2 3; do check "two intermediates fit $depth" exits 0 verify p/chain.pem --trust p/ca.pem --depth $depth; done
for depth in 0 1; do check "but not $depth" exits 60 verify p/chain.pem --trust p/ca.pem --depth $depth; done
check "an intermediate as anchor" exits 0 verify p/chain.pem --trust p/two.pem
check "the leaf as anchor" exits 0 verify p/server.pem --trust p/server.pem
check "intermediates by --untrusted" exits 0 verify p/server.pem --trust p/ca.pem --untrusted p/one.pem --untrusted p/two.pem
check "for a client" exits 60 verify p/chain.pem --trust p/ca.pem --purpose client
check "is told" says 'use ✗ not for a client'
check "for anything" exits 0 verify p/chain.pem --trust p/ca.pem --purpose any
check "in another script" exits 0 verify p/chain.pem --trust p/ca.pem --host bücher.example.test
check "is shown as asked" says 'name ✓ bücher.example.test'
check "another one" exits 60 verify p/chain.pem --trust p/ca.pem --host bûcher.example.test
check "its A-label" exits 0 verify p/chain.pem --trust p/ca.pem --host XN--BCHER-KVA.example.test.
check "no name at all" exits 2 verify p/chain.pem --trust p/ca.pem --host 'www..example.test'
check "no script at all" exits 2 verify p/chain.pem --trust p/ca.pem --host $'b\xffcher.example.test'
check "an address where a name is asked for" exits 2 verify p/chain.pem --trust p/ca.pem --ip www.example.test
check "both" exits 2 verify p/chain.pem --trust p/ca.pem --ip 192.0.2.7 --host www.example.test
check "strength 128" exits 0 verify p/chain.pem --trust p/ca.pem --strength 128
check "strength 129" exits 60 verify p/chain.pem --trust p/ca.pem --strength 129
check "no number" exits 2 verify p/chain.pem --trust p/ca.pem --strength strong
check "no such purpose" exits 2 verify p/chain.pem --trust p/ca.pem --purpose mail
check "no such time" exits 2 verify p/chain.pem --trust p/ca.pem --now yesterday
check "no such file" exits 26 verify none.pem --trust p/ca.pem
check "no such anchors" exits 26 verify p/chain.pem --trust none.pem
check "no such list" exits 26 verify p/chain.pem --trust p/ca.pem --crl none.pem
echo nonsense >nonsense
check "no certificate" exits 26 verify nonsense --trust p/ca.pem
check "no such option" exits 2 verify p/chain.pem --trsut p/ca.pem
mkdir hashed && cp p/ca.pem hashed/ && "$vitrine" cert rehash hashed >/dev/null
check "a hash directory" exits 0 verify p/chain.pem --ca-dir hashed
check "is named" says 'trusted (hashed/'
check "an explicit policy" exits 60 verify p/chain.pem --trust p/ca.pem --explicit-policy
check "is told" says 'no acceptable policy'
check "policies by number" exits 60 verify p/chain.pem --trust p/ca.pem --explicit-policy --policy-oids 1.3.6.1.4.1.99999.1,2.5.29.32.0
check "no numbers" exits 2 verify p/chain.pem --trust p/ca.pem --policy-oids 1.x
check "flags of policies" exits 0 verify p/chain.pem --trust p/ca.pem --inhibit-any-policy --inhibit-mapping
openssl x509 -in p/server.pem -outform DER -out whole.der
head -c 100 whole.der >cut.der
check "half a certificate" exits 60 verify cut.der --trust p/ca.pem
python3 - <<'PY'
der = bytearray(open('whole.der', 'rb').read())
der[8] ^= 0xff
open('bent.der', 'wb').write(der)
PY
check "a bent one" exits 60 verify bent.der --trust p/ca.pem
check "is told" says 'validation    leaf ✗'
check "as JSON too" exits 60 verify bent.der --trust p/ca.pem --json
check "which is JSON" python3 -c 'import json; assert not json.load(open("out"))["accepted"]'

# --- mailboxes
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout m.key -out m.pem -subj /CN=m -days 30 -addext subjectAltName=email:Student@Example.test 2>/dev/null
check "a mailbox" exits 0 verify m.pem --trust m.pem --purpose any --email Student@example.TEST
check "is told" says 'mailbox ✓ Student@example.TEST'
check "by the letter before the @" exits 60 verify m.pem --trust m.pem --purpose any --email student@example.test
check "is told" says 'mailbox ✗ student@example.test not in SAN {email:Student@Example.test} (RFC 5280 §4.2.1.6)'
check "another host" exits 60 verify m.pem --trust m.pem --purpose any --email Student@mail.example.test
check "no mailbox" exits 2 verify m.pem --trust m.pem --purpose any --email student

# --- revocation
for ca in ca one two; do make crl --out p --as $ca-crl --issuer p/$ca.pem; done
crls=(--crl p/ca-crl.pem --crl p/one-crl.pem --crl p/two-crl.pem)
check "all lists" exits 0 verify p/chain.pem --trust p/ca.pem "${crls[@]}"
check "each is told" says 'status of leaf ✓ not revoked (CRL p/two-crl.pem)'
check "one list is missing" exits 60 verify p/chain.pem --trust p/ca.pem --crl p/ca-crl.pem --crl p/two-crl.pem
check "is told" says 'no usable CRL'
make crl --out p --as revoked --issuer p/two.pem --revoke p/server.pem=keyCompromise
check "revoked" exits 60 verify p/chain.pem --trust p/ca.pem --crl p/ca-crl.pem --crl p/one-crl.pem --crl p/revoked.pem --json
check "by its id" id_is revoked
check "with when and why" python3 -c 'import json; f = json.load(open("out"))["revocation"][-1]; assert f["reason"] == "keyCompromise" and f["file"] == "p/revoked.pem", f'
for status in good revoked unknown; do make ocsp --out p --as $status --issuer p/two.pem --for p/server.pem --status $status; done
check "OCSP: good" exits 0 verify p/chain.pem --trust p/ca.pem --ocsp p/good.der
check "is told" says 'status of leaf ✓ not revoked (OCSP p/good.der)'
check "OCSP: revoked" exits 60 verify p/chain.pem --trust p/ca.pem --ocsp p/revoked.der
check "OCSP: unknown" exits 60 verify p/chain.pem --trust p/ca.pem --ocsp p/unknown.der
make ocsp --out p --as other --issuer p/two.pem --for p/client.pem --status good
check "OCSP about another" exits 60 verify p/chain.pem --trust p/ca.pem --ocsp p/other.der --json
check "by its id" id_is ocsp_other_certificate

# --- TLSA
spki() { openssl x509 -in "$1" -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256 -r | cut -d' ' -f1; }
check "DANE-EE wants no anchor" exits 0 verify p/server.pem --tlsa "3 1 1 $(spki p/server.pem)" --host other.example.test
check "is told" says 'trusted (DANE-EE)'
check "DANE-TA wants no other" exits 0 verify p/chain.pem --tlsa "2 1 1 $(spki p/two.pem)" --host www.example.test
check "but the name" exits 60 verify p/chain.pem --tlsa "2 1 1 $(spki p/two.pem)" --host other.example.test
check "PKIX-EE wants an anchor" exits 60 verify p/chain.pem --tlsa "1 1 1 $(spki p/server.pem)"
check "and has one" exits 0 verify p/chain.pem --tlsa "1 1 1 $(spki p/server.pem)" --trust p/ca.pem
check "PKIX-TA" exits 0 verify p/chain.pem --tlsa "0 1 1 $(spki p/ca.pem)" --trust p/ca.pem
check "no match" exits 60 verify p/chain.pem --tlsa "3 1 1 $(spki p/client.pem)" --trust p/ca.pem
check "no record" exits 2 verify p/chain.pem --tlsa "3 1 1" --trust p/ca.pem

# --- any file at all: a sentence with the place, and 26, or 60 where it is a leaf that is no certificate
openssl x509 -in p/server.pem -outform DER -out whole.der
head -c 200 whole.der >cut.der
{ cat whole.der; printf x; } >longer.der
head -c 300 p/server.pem >cut.pem
sed '4s/[A-Za-z]/!/' p/server.pem >letter.pem
: >empty
printf 'no certificate\n' >text
openssl pkey -in p/server.key -outform DER -out key.der
for file in cut.der longer.der key.der cut.pem letter.pem empty text; do
    code=26
    case $file in *.der) code=60 ;; esac
    check "cert verify $file" exits $code verify $file --trust p/ca.pem
    check "says where" grep -q 'byte [0-9]' out err
    check "cert show $file" exits 26 "$vitrine" cert show $file
    check "shows where" grep -q "^vitrine: $file: .*byte [0-9]" err
done
check "cert verify, JSON" exits 60 verify longer.der --trust p/ca.pem --json
check "with the offset" python3 -c 'import json; r = json.load(open("out"))["result"]; assert r["offset"] > 400 and r["id"] == "der_trailing_data", r'
for file in cut.pem letter.pem empty text; do
    check "as an anchor" exits 26 verify p/chain.pem --trust $file
    check "says where too" grep -q 'byte [0-9]' err
    check "x509 $file" exits 26 "$vitrine" x509 -in $file -noout
    check "tells where" grep -q "^vitrine: $file: .*byte [0-9]" err
done

# --- JSON
check "JSON, accepted" exits 0 verify p/chain.pem --trust p/ca.pem --json --host www.example.test
check "has all of it" python3 - <<'PY'
import json
v = json.load(open('out'))
assert v['accepted'] and v['exit'] == 0 and v['result']['id'] == 'accepted'
assert [c['subject'] for c in v['legitimation'] if c['depth']] == ['Two', 'One', 'P Root']
assert v['legitimation'][-1]['anchor'] == 'p/ca.pem:1'
assert {c['what'] for c in v['verification']} == {'name', 'use', 'time'}
PY
check "JSON, refused" exits 60 verify p/chain.pem --trust p/ca.pem --json --host other.example.test
check "with OpenSSL's name" python3 -c 'import json; r = json.load(open("out"))["result"]; assert r["openssl"] == {"name": "X509_V_ERR_HOSTNAME_MISMATCH", "number": 62} and r["clause"] == "RFC 6125 §6.4", r'

finish
