#!/bin/bash
# The vitrine command against OpenSSL's, on loopback: each line of the contract that a script may rely on.
# Use: tests/cli/run.sh PATH/TO/vitrine
. "$(dirname "$0")/harness.sh" "$1"

pki() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -subj "/CN=Lab Root" -days 30
    printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n' >server.ext
    for kind in rsa ec; do
        local algorithm=(rsa:2048)
        [ $kind = ec ] && algorithm=(ec -pkeyopt ec_paramgen_curve:P-256)
        openssl req -newkey "${algorithm[@]}" -nodes -keyout $kind.key -out $kind.csr -subj "/CN=localhost"
        openssl x509 -req -in $kind.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile server.ext -out $kind.pem
    done
}
pki >/dev/null 2>&1
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout other.key -out other.pem -subj "/CN=Other Root" -days 30 2>/dev/null

# --- words
check "help lists the verbs" exits 0 "$vitrine" help
check "help names connect" grep -q '^  connect ' out
check "an unknown verb is a usage error" exits 2 "$vitrine" no-such-verb
check "an unknown option is a usage error" exits 2 "$vitrine" version --no-such-option
check "nothing at all is a usage error" exits 2 "$vitrine"
check "version as JSON" exits 0 "$vitrine" version --json
check "it is JSON" python3 -c 'import json; json.load(open("out"))'
check "a wrong word in --show" exits 2 "$vitrine" demo --show everything
check "explain an alert" exits 0 "$vitrine" explain 40
check "explain nothing known" exits 1 "$vitrine" explain no_such_word
check "ciphers explain" exits 0 "$vitrine" ciphers explain ECDHE-RSA-AES128-GCM-SHA256
check "an unknown cipher" exits 59 "$vitrine" ciphers match NO-SUCH-CIPHER
check "an unknown level of VITRINE_CPU" exits 53 env VITRINE_CPU=none "$vitrine" version

# The suites that a string selects are those that OpenSSL selects.
ours() { "$vitrine" ciphers match "$1" | awk 'NF && $1 ~ /^[0-9A-F]+,/ {print $3}' | sort >ours.txt; }
for string in 'ECDHE+AESGCM' 'kRSA+AES128' 'ECDHE+CHACHA20:DHE+AESGCM:!ECDSA:!DSS' 'AES256:!SHA1:!PSK:!SRP:!ADH:!AECDH:!DSS:!kRSA:!ARIA'; do
    ours "$string"
    openssl ciphers -s -tls1_2 "$string:@SECLEVEL=0" | tr ':' '\n' | grep -v -e ARIA -e '^TLS_' | sort >theirs.txt
    check "ciphers match $string" diff theirs.txt ours.txt
done

# --- diagrams
for format in svg dot mermaid text; do
    check "diagram as $format" exits 0 "$vitrine" diagram --role server --format $format
done

# --- demo
check "demo" exits 0 "$vitrine" demo --out demo --seed 01 --now 2026-01-01T00:00:00Z
check "demo again" exits 0 "$vitrine" demo --out demo2 --seed 01 --now 2026-01-01T00:00:00Z
check "the same seed gives the same bytes" cmp demo/walk.json demo2/walk.json
check "a trace paints its path" exits 0 "$vitrine" diagram --trace demo/walk.json --format text
check "the path reaches connected" grep -q '^\* connected' out
decrypts() { tshark -r "$1" -Y 'http || data' 2>/dev/null | grep -q .; }
check "Wireshark decrypts the capture with the keys inside" decrypts demo/walk.pcapng
for version in 1.0 1.1 1.2; do
    check "demo at $version" exits 0 "$vitrine" demo --out d$version --tls $version --policy legacy --ciphers AES128-SHA
    check "Wireshark decrypts TLS $version" decrypts d$version/walk.pcapng
done

# --- connect
# tells LINE: the last run said this on stderr.
tells() { grep -qxF -- "$1" err; }
for key in rsa ec; do
    openssl_server -cert $key.pem -key $key.key -www
    check "connect to OpenSSL with a key of kind $key" exits 0 "$vitrine" connect localhost:$port --ca ca.pem --http /
    check "its page came" grep -q 'HTTP/1.0 200' out
    check "an untrusted server is refused" exits 60 "$vitrine" connect localhost:$port --http / --ca other.pem
    check "and each candidate told" tells "  legitimation  leaf ← ✗ no issuer among the peer's certificates and the trust anchors"
    check "a wrong name is refused" exits 60 "$vitrine" connect localhost:$port --ca ca.pem --verify-name other.test --http /
    check "and both names told" tells '  verification  name ✗ other.test not in SAN {localhost, 127.0.0.1}; CN is ignored (RFC 6125 §6.4.4)'
    check "an expired certificate is refused" exits 60 "$vitrine" connect localhost:$port --ca ca.pem --now 2040-01-01T00:00:00Z --http /
    check "and since when told" grep -q '^  verification  time ✗ expired 20[0-9-]* (RFC 5280 §6.1.3)$' err
    check "and its issuer's" grep -q '^  legitimation  leaf ← "Lab Root"  dropped: expired 20[0-9-]*$' err
    check "-k does not verify" exits 0 "$vitrine" connect localhost:$port -k --http /
    check "and says so" grep -q 'NOT VERIFIED' err
done
check "nothing in common" exits 35 "$vitrine" connect localhost:$port --ca ca.pem --ciphers AES128-SHA --http /
check "nobody listens" exits 7 "$vitrine" connect localhost:1 --http /
check "no such host" exits 6 "$vitrine" connect no-such-host.invalid:443 --http /
check "no address" exits 3 "$vitrine" connect nonsense
check "no such CA file" exits 26 "$vitrine" connect localhost:$port --ca none.pem
check "no certificate to serve" exits 58 "$vitrine" serve 0

# --- files that are not what they should be: the file is named, and where in it
printf '%s\n' '-----BEGIN CERTIFICATE-----' AAAA '-----END CERTIFICATE-----' >malformed.pem
: >empty.pem
check "a malformed anchor" exits 26 "$vitrine" connect localhost:1 --ca malformed.pem
check "is named" grep -q 'malformed.pem: none of its certificates is well formed' err
check "a malformed certificate of ours" exits 58 "$vitrine" serve 0 --cert malformed.pem --key ec.key
check "is named, with the offset" grep -q 'malformed.pem: .*, byte 0, Certificate' err
check "a certificate for a key" exits 58 "$vitrine" serve 0 --cert ec.pem --key malformed.pem
check "names the key's file" grep -q '^vitrine: malformed.pem: ' err
check "a malformed certificate to show" exits 26 "$vitrine" x509 -text -noout -in malformed.pem
check "tells the offset" grep -q 'malformed.pem: .*, byte 0' err
check "an empty file" exits 26 "$vitrine" asn1 empty.pem
check "a file to rehash" exits 26 "$vitrine" cert rehash empty.pem
check "a seed of other letters" exits 2 "$vitrine" demo --seed xyz
check "a peer that nobody knows" exits 2 "$vitrine" interop --peer nobody
check "tells whom we know" grep -q 'gnutls-serv' err
check "a capture of it" exits 0 "$vitrine" connect localhost:$port --ca ca.pem --http / --pcapng c.pcapng --keylog keys.log --ndjson c.ndjson
check "the capture decrypts" decrypts c.pcapng
check "the key log has its line" grep -Eq '^CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}$' keys.log
check "the events are JSON" python3 -c 'import json; [json.loads(l) for l in open("c.ndjson")]'

# --- serve
their_client() { printf 'GET /a.txt HTTP/1.0\r\n\r\n' | timeout 10 openssl s_client -connect localhost:"$port" -CAfile ca.pem -verify_return_error -ign_eof "$@" >out 2>err; }
our_server --cert ec.pem --key ec.key --cert rsa.pem --key rsa.key --www
check "OpenSSL gets our page" their_client -tls1_2
check "it tells of the connection" grep -q 'AES-128-GCM' out
check "OpenSSL with RSA only" their_client -tls1_2 -cipher aRSA
check "OpenSSL of an old version is refused" bash -c "! openssl s_client -connect localhost:$port -tls1 -cipher ALL:@SECLEVEL=0 </dev/null >out 2>err"
check "the server says why, in one line" soon grep -q 'handshake failed in state wait_client_hello.*fatal protocol_version(70).*the client offers at most TLS 1.0; we speak TLS 1.2' server.err
check "and that others went well" soon grep -q 'TLS_ECDHE_[A-Z_0-9]*  clean close' server.err
check "resumption" exits 0 "$vitrine" connect localhost:$port --ca ca.pem --reconnect 2
check "it was resumed" grep -q 'session resumed' err
kill -TERM "${pids[-1]}"
wait "${pids[-1]}"
check "SIGTERM ends it well" test $? = 0

# --- certificates
check "cert show" exits 0 "$vitrine" cert show ec.pem
check "with OpenSSL's fingerprint" grep -qi "$(openssl x509 -in ec.pem -noout -fingerprint -sha256 | cut -d= -f2)" out
check "cert verify" exits 0 "$vitrine" cert verify --trust ca.pem --host localhost ec.pem
check "cert verify, other host" exits 60 "$vitrine" cert verify --trust ca.pem --host other.test ec.pem
check "cert verify, too late" exits 60 "$vitrine" cert verify --trust ca.pem --now 2040-01-01T00:00:00Z ec.pem
check "cert verify, no anchor" exits 60 "$vitrine" cert verify --trust rsa.pem ec.pem
check "cert verify, unreadable" exits 26 "$vitrine" cert verify --trust ca.pem none.pem
check "cert make ca" exits 0 "$vitrine" cert make ca --out made --type rsa --name "Made Root"
check "cert make server" exits 0 "$vitrine" cert make server --out made --issuer made/ca.pem --host localhost --host ::1 --extension 1.3.6.1.4.1.99999.1=0500
check "cert make client" exits 0 "$vitrine" cert make client --out made --issuer made/ca.pem --name student --not-before 2020-01-01T00:00:00Z
made_well() { openssl verify -x509_strict -CAfile made/ca.pem -purpose sslserver -verify_hostname localhost made/server.pem >out 2>err; }
check "OpenSSL accepts what was made" made_well
check "and so do we" exits 0 "$vitrine" cert verify --trust made/ca.pem --host localhost made/server.pem
check "not for another host" exits 60 "$vitrine" cert verify --trust made/ca.pem --host other.test made/server.pem
check "OpenSSL shows our extension" bash -c "openssl x509 -in made/server.pem -noout -text | grep -q 1.3.6.1.4.1.99999.1"
check "a name in another script" exits 0 "$vitrine" cert make server --as idn --out made --issuer made/ca.pem --host xn--bcher-kva.example.test
openssl_server -cert made/idn.pem -key made/idn.key -www
check "is asked for as people write it" exits 0 "$vitrine" connect localhost:$port --ca made/ca.pem --verify-name bücher.example.test --sni bücher.example.test --http /
check "and is not another" exits 60 "$vitrine" connect localhost:$port --ca made/ca.pem --verify-name bûcher.example.test --http /
check "what is no name is not asked for" exits 2 "$vitrine" connect localhost:$port --ca made/ca.pem --verify-name $'b\xff.test' --http /
check "nor connected to" exits 3 "$vitrine" connect $'b\xff.test:443'
for i in 1 2; do check "cert make with a seed" exits 0 "$vitrine" cert make ca --out seeded$i --seed 0102 --now 2026-01-01T00:00:00Z; done
check "the same seed makes the same certificate" cmp seeded1/ca.pem seeded2/ca.pem
check "a critical unknown extension" exits 0 "$vitrine" cert make server --as strange --out made --issuer made/ca.pem --extension '1.3.6.1.4.1.99999.1!=0500'
check "is refused" exits 60 "$vitrine" cert verify --trust made/ca.pem made/strange.pem
check "no such kind of certificate" exits 2 "$vitrine" cert make nonsense
check "no such extension" exits 2 "$vitrine" cert make ca --extension nonsense
check "no such issuer" exits 26 "$vitrine" cert make server --issuer none.pem
check "bench" exits 0 "$vitrine" bench --suite TLS_RSA_WITH_AES_128_GCM --json
check "it is JSON with a rate" python3 -c 'import json; assert all(l["handshakes_per_second"] > 0 for l in json.load(open("out")))'
check "bench of nothing" exits 2 "$vitrine" bench --suite nonsense
check "interop without a connection is no success" exits 1 "$vitrine" interop --no-netns --peer curl --suite nothing --out traces
mkdir fake && printf '#!/bin/sh\necho no page today\nexit 1\n' >fake/curl && chmod +x fake/curl
check "a peer that fails is a failed cell" exits 1 env PATH="$dir/fake:$PATH" "$vitrine" interop --no-netns --peer curl --suite TLS_RSA_WITH_AES_128_GCM_SHA256 --out traces --html table.html
check "the page leads to it" grep -q 'class=bad><a href="traces/curl 1.2 TLS_RSA_WITH_AES_128_GCM_SHA256.txt"' table.html
check "it is counted" grep -q '^0 passed, 1 failed$' out
check "and what it said is kept" grep -q 'no page today' "traces/curl 1.2 TLS_RSA_WITH_AES_128_GCM_SHA256.txt"
check "a page that cannot be written" exits 23 "$vitrine" interop --no-netns --peer curl --suite nothing --out traces --html none/table.html
check "key make" exits 0 "$vitrine" key make --type p256 --out made.key
check "OpenSSL reads it" openssl pkey -in made.key -noout
check "key show" exits 0 "$vitrine" key show rsa.key

finish
