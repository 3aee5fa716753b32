#!/bin/bash
# Makes vectors/x509/dane.txt: TLSA records about the certificates of a small PKI, each with what OpenSSL's client says of the server that
# shows them. Run from the project's root.
# Source of the verdicts: `openssl s_client -dane_tlsa_rrdata -dane_ee_no_namechecks` (RFC 7671 §5.1: no names with usage 3) of Debian 12's OpenSSL 3.0.
set -euo pipefail
out=$PWD/vectors/x509/dane.txt
work=$(mktemp -d)
server=
trap 'kill $server 2> /dev/null; rm -rf "$work"' EXIT
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
CNF
key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key" 2> /dev/null; }
key root
openssl req -x509 -new -key root.key -subj "/CN=DANE Root" -days 9000 -config ca.cnf -extensions ca -out root.pem
issue() {  # issue NAME SUBJECT EXTENSIONS CA SERIAL DAYS
    key "$1"
    openssl req -new -key "$1.key" -subj "/CN=$2" -config ca.cnf -out "$1.csr"
    openssl x509 -req -in "$1.csr" -CA "$4.pem" -CAkey "$4.key" -set_serial "$5" -days "$6" -extfile ca.cnf -extensions "$3" -out "$1.pem" 2> /dev/null
}
issue inter "DANE Issuing" ca root 0x1001 9000
issue leaf www.example.test leaf inter 0x1002 9000
# Ended long ago.
key old
openssl req -new -key old.key -subj /CN=www.example.test -config ca.cnf -out old.csr
cat >> ca.cnf <<'CNF'
[ca_command]
database = index.txt
new_certs_dir = .
default_md = sha256
policy = any
rand_serial = yes
[any]
commonName = supplied
CNF
: > index.txt
openssl ca -batch -notext -config ca.cnf -name ca_command -cert inter.pem -keyfile inter.key -in old.csr -out old.pem -extensions leaf \
    -startdate 20200101000000Z -enddate 20210101000000Z 2> /dev/null
cat inter.pem root.pem > chain.pem
{
    echo "# Source: openssl s_client -dane_tlsa_rrdata -dane_ee_no_namechecks of Debian 12's OpenSSL 3.0."
    echo "# Made by: vectors/import/dane.sh"
    echo
    echo "[PKI]"
    echo "Now = $(date +%s)"
    for name in root inter leaf old; do
        openssl x509 -in $name.pem -outform DER -out $name.der
        openssl pkey -pubin -in <(openssl x509 -in $name.pem -noout -pubkey) -outform DER -out $name.spki
        echo "$name = $(hex $name.der)"
    done
} > "$out"
serve() {
    [ -z "$server" ] || kill "$server"
    openssl s_server -accept 0 -cert "$1.pem" -key "$1.key" -cert_chain chain.pem -www > server.out 2>&1 < /dev/null &
    server=$!
    for _ in $(seq 100); do
        port=$(sed -n 's/^ACCEPT .*:\([0-9]*\)$/\1/p' server.out)
        [ -z "$port" ] || return 0
        sleep 0.05
    done
}
data() {  # data CERTIFICATE SELECTOR MATCHING
    local file=$1.der
    [ "$2" = 0 ] || file=$1.spki
    case $3 in
        0) hex "$file" ;;
        1) openssl dgst -sha256 -r "$file" | cut -d' ' -f1 ;;
        2) openssl dgst -sha512 -r "$file" | cut -d' ' -f1 ;;
    esac
}
# ask NAME LEAF TRUST DOMAIN RECORD...
ask() {
    local name=$1 leaf=$2 trust=$3 domain=$4 records=()
    shift 4
    for record in "$@"; do records+=(-dane_tlsa_rrdata "$record"); done
    local ca=(-CAfile root.pem)
    [ "$trust" = yes ] || ca=(-no-CAfile)
    openssl s_client -connect "localhost:$port" "${ca[@]}" -no-CApath -no-CAstore -purpose sslserver -dane_ee_no_namechecks \
        -dane_tlsa_domain "$domain" "${records[@]}" > client.out 2>&1 < /dev/null || true
    {
        printf '\n[%s]\nLeaf = %s\nTrust = %s\nDomain = %s\n' "$name" "$leaf" "$trust" "$domain"
        local i=0
        for record in "$@"; do echo "Record $((i += 1)) = $record"; done
        if grep -q '^Verification: OK' client.out; then echo "Verdict = accepted"; else
            echo "Verdict = $(sed -n 's/^Verification error: //p' client.out)"; fi
    } >> "$out"
}
serve leaf
for usage in 0 1 2 3; do for selector in 0 1; do for matching in 0 1 2; do for of in leaf inter root old; do
    ask "$usage $selector $matching of $of" leaf yes www.example.test "$usage $selector $matching $(data $of $selector $matching)"
done; done; done; done
for usage in 0 1 2 3; do
    of=inter
    [ $((usage % 2)) = 0 ] || of=leaf
    record="$usage 1 1 $(data $of 1 1)"
    ask "usage $usage without an anchor" leaf no www.example.test "$record"
    ask "usage $usage for another domain" leaf yes other.example.test "$record"
    ask "usage $usage among two" leaf yes www.example.test "3 1 1 $(data old 1 1)" "$record"
    ask "usage $usage beside one that nobody can use" leaf yes www.example.test "$usage 1 1 00" "$record" || true
done
serve old
for usage in 0 1 2 3; do
    of=inter
    [ $((usage % 2)) = 0 ] || of=old
    ask "usage $usage, expired" old yes www.example.test "$usage 1 1 $(data $of 1 1)"
done
