#!/bin/bash
# Keys and DH parameters that `vitrine key make` writes, read by OpenSSL; those that OpenSSL writes, shown by `vitrine key show`.
# Use: tests/cli/keys.sh PATH/TO/vitrine
. "$(dirname "$0")/harness.sh" "$1"

# check NAME COMMAND...: the command must succeed. What it printed is in ./out.
check() {
    local name=$1
    shift
    if "$@" >out 2>err </dev/null; then good; else bad "$name: $*"; fi
}
# exits NAME CODE COMMAND...
exits() {
    local name=$1 expected=$2 code=0
    shift 2
    "$@" > out 2> err < /dev/null || code=$?
    if [ "$code" = "$expected" ]; then good; else bad "$name: exit code $code, not $expected: $*"; fi
}
same() { cmp "$1" "$2"; }

# --- ours, read by OpenSSL: the key is sound, and the public keys are the same
for type in rsa rsa:1024 rsa:3072 p256 p384 p521 dsa dsa:1024; do
    for form in pkcs8 traditional; do
        check "$type $form" "$vitrine" key make --type $type --form $form --out key --public pub
        check "$type $form: OpenSSL reads it" openssl pkey -in key -noout
        [ "${type%%:*}" = dsa ] || check "$type $form: OpenSSL checks it" openssl pkey -in key -check -noout
        check "$type $form: the public key" openssl pkey -in key -pubout -out theirs
        check "$type $form: is the same" same pub theirs
        check "$type $form: shown" "$vitrine" key show key
        cp out shown
        check "$type $form: public key shown" "$vitrine" key show pub
        cp out shown_public
        check "$type $form: with one digest" same <(tail -n 1 shown) <(tail -n 1 shown_public)
        check "$type $form: signs" openssl dgst -sha256 -sign key -out sig key
        check "$type $form: and verifies" openssl dgst -sha256 -verify pub -signature sig key
    done
    check "$type under a password" "$vitrine" key make --type $type --key-pass secret --out locked --public pub
    check "$type: OpenSSL opens it" openssl pkey -in locked -passin pass:secret -pubout -out theirs
    check "$type: the same key" same pub theirs
    exits "$type: not with another password" 1 openssl pkey -in locked -passin pass:Secret -noout
    exits "$type: we neither" 58 "$vitrine" key show locked --key-pass Secret
    exits "$type: nor without" 58 "$vitrine" key show locked
    check "$type: we with it" "$vitrine" key show locked --key-pass secret
done

# --- OpenSSL's, shown by us
show_as() {  # NAME FILE EXPECTED-FIRST-LINE [PASSWORD]
    check "$1" "$vitrine" key show "$2" ${4:+--key-pass "$4"}
    check "$1: $3" test "$(head -n 1 out)" = "$3"
}
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa 2> err
openssl dsaparam -out dsap 1024 2> err && openssl gendsa -out dsa dsap 2> err
for curve in P-256 P-384 P-521; do openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:$curve -out $curve 2> err; done
for row in "rsa|RSA, 2048 bits" "dsa|DSA, 1024 bits" "P-256|EC, 256 bits" "P-384|EC, 384 bits" "P-521|EC, 521 bits"; do
    key=${row%%|*} line=${row#*|}
    show_as "$key" $key "$line"
    openssl pkey -in $key -traditional -out form && show_as "$key traditional" form "$line"
    openssl pkey -in $key -outform DER -out form && show_as "$key DER" form "$line"
    openssl pkey -in $key -traditional -outform DER -out form && show_as "$key traditional DER" form "$line"
    openssl pkey -in $key -traditional -aes256 -passout pass:secret -out form && show_as "$key DEK-Info" form "$line" secret
    openssl pkey -in $key -pubout -out form && show_as "$key public" form "$line, public"
    for prf in hmacWithSHA1 hmacWithSHA256 hmacWithSHA512; do
        for cipher in aes-128-cbc aes-256-cbc des-ede3-cbc; do
            openssl pkcs8 -topk8 -in $key -v2 $cipher -v2prf $prf -passout pass:secret -out form
            show_as "$key $prf $cipher" form "$line" secret
            exits "$key $prf $cipher, another password" 58 "$vitrine" key show form --key-pass public
        done
    done
done

# --- a chain of DSA, judged by OpenSSL
check "a CA with DSA" "$vitrine" cert make ca --out d --type dsa --name "DSA Root"
check "a server with DSA" "$vitrine" cert make server --out d --type dsa --issuer d/ca.pem --host www.example.test
check "OpenSSL accepts" openssl verify -CAfile d/ca.pem -verify_hostname www.example.test d/server.pem
check "so do we" "$vitrine" cert verify --trust d/ca.pem --host www.example.test d/server.pem
check "another root" "$vitrine" cert make ca --out e --type dsa
exits "but not under it" 60 "$vitrine" cert verify --trust e/ca.pem d/server.pem

# --- DH parameters
for group in ffdhe2048 ffdhe3072 ffdhe4096; do
    check "$group" "$vitrine" key make --type dh:$group --out dh
    check "$group: OpenSSL reads it" openssl dhparam -in dh -noout -text
    check "$group: OpenSSL checks it" openssl pkeyparam -in dh -check -noout
    openssl genpkey -genparam -algorithm DH -pkeyopt group:$group -out theirs 2> err
    check "$group: the same p and g" same <(openssl asn1parse -in dh | grep -oE 'INTEGER.*' | head -n 2) \
        <(openssl asn1parse -in theirs | grep -oE 'INTEGER.*' | head -n 2)
    check "$group: shown" "$vitrine" key show dh
    check "$group: theirs too" "$vitrine" key show theirs
    cp out shown
    check "$group: as a published one" grep -q "${group#ffdhe} bits, a published group" shown
done
printf -- '-----BEGIN DH PARAMETERS-----\nMAYCAQ8CAQI=\n-----END DH PARAMETERS-----\n' > dh
exits "a group of 4 bits" 58 "$vitrine" key show dh
printf -- '-----BEGIN DH PARAMETERS-----\nMAYCAQ8CAQ==\n-----END DH PARAMETERS-----\n' > dh
exits "a damaged group" 58 "$vitrine" key show dh

# --- the same seed, the same key
check "seeded" "$vitrine" key make --type p384 --seed 0a --out one
check "again" "$vitrine" key make --type p384 --seed 0a --out two
check "the same" same one two
check "another" "$vitrine" key make --type p384 --seed 0b --out two
exits "is not" 1 cmp one two

exits "no such kind" 2 "$vitrine" key make --type p192
exits "no such group" 2 "$vitrine" key make --type dh:modp768
exits "no such form" 2 "$vitrine" key make --form der
exits "an old form is not encrypted" 2 "$vitrine" key make --form traditional --key-pass x
exits "no such file" 26 "$vitrine" key show nothing
exits "no key" 58 "$vitrine" key show <(echo text)

finish
