#!/bin/bash
# `cert show` as text, tree, JSON and DER, beside `openssl x509` on every certificate at hand.
# Use: tests/cli/cert_show.sh PATH/TO/vitrine PROJECT
project=$(realpath "$2")
. "$(dirname "$0")/harness.sh" "$1"
export LC_ALL=C.UTF-8

show() { "$vitrine" cert show "$@"; }
# field NAME: what openssl says after "name="
field() { sed -n "s/^$1=//p" theirs; }
# json EXPRESSION: of the first certificate c of the document in ./out
json() { python3 -c "import json; d = json.load(open('out')); c = d['certificates'][0]; print($1)"; }
seconds() { date -u -d "$1" +%s; }
same() { cmp "$1" "$2"; }

# The fields of openssl's output in ./theirs and of the document in ./out, a line each.
summary_of_theirs() {
    field 'sha256 Fingerprint'
    field 'sha1 Fingerprint'
    grep -E '^[0-9a-f]{8}$' theirs
    seconds "$(field notBefore)"
    seconds "$(field notAfter)"
    openssl asn1parse -inform DER -in theirs.der | awk '/d=2 .*cont \[ 3 \]/ { in_them = 1 } in_them && /d=5 .*OBJECT/ { ++n } END { print n + 0 }'
}
summary_of_ours() {
    python3 - <<'PY'
import calendar, json, time
c = json.load(open('out'))['certificates'][0]
def seconds(name):
    return calendar.timegm(time.strptime(c[name], '%Y-%m-%dT%H:%M:%SZ'))
print(c['sha256'], c['sha1'], c['subject_hash'], c['subject_hash_old'], sep='\n')
print(seconds('not_before'), seconds('not_after'), sep='\n')
print(len(c['extensions']))
PY
}

seen=0
for file in "$project"/vectors/x509/print/*.txt; do
    name=$(basename "$file")
    openssl x509 -in "$file" -noout -fingerprint -sha256 -startdate -enddate -subject_hash -subject_hash_old >theirs 2>/dev/null || continue
    openssl x509 -in "$file" -noout -fingerprint -sha1 >>theirs
    openssl x509 -in "$file" -outform DER -out theirs.der
    seen=$((seen + 1))
    show --der "$file" >ours.der
    check "$name: its DER" same theirs.der ours.der
    "$vitrine" asn1 --der theirs.der >tree
    show --asn1 "$file" >out
    check "$name: as a tree" same tree out
    check "$name: as text" exits 0 show "$file"
    expect "$name: SHA-256 in the text" "$(field 'sha256 Fingerprint')" "$(sed -n 's/^SHA-256 fingerprint //p' out)"
    expect "$name: SHA-1 in the text" "$(field 'sha1 Fingerprint')" "$(sed -n 's/^SHA-1 fingerprint   //p' out)"
    check "$name: as JSON" exits 0 show --json "$file"
    grep -q '"error": {' out || expect "$name: as openssl has it" "$(summary_of_theirs)" "$(summary_of_ours)"
done
check "many were seen" test "$seen" -ge 40

"$vitrine" cert make ca --out . >/dev/null
"$vitrine" cert make server --issuer ca.pem --host localhost --host 127.0.0.1 --out . >/dev/null
cat server.pem ca.pem >both.pem
check "several" exits 0 show --json both.pem
expect "are elements of a list" 2 "$(json 'len(d["certificates"])')"
expect "names" "[('CN', 'localhost')]" "$(json '[(a["name"], a["value"]) for a in c["subject"]["attributes"]]')"
expect "what an extension says" "['DNS:localhost, IP Address:127.0.0.1']" \
    "$(json '[e["text"] for e in c["extensions"] if e["oid"] == "2.5.29.17"][0]')"
expect "what is critical" "['2.5.29.19', '2.5.29.15']" "$(json '[e["oid"] for e in c["extensions"] if e["critical"]]')"
check "with its PEM" exits 0 show --json --pem server.pem
json 'c["pem"]' >again.pem
check "which is the same certificate" same <(show --der again.pem) <(show --der server.pem)
check "the text with its PEM" exits 0 show --pem server.pem
check "is read again" same <(openssl x509 -in out -outform DER) <(show --der server.pem)

# A certificate that none of ours accepts is shown all the same, and why.
openssl x509 -in server.pem -outform DER -out negative.der
printf '\xf8' | dd of=negative.der bs=1 seek=15 conv=notrunc status=none
check "an odd one" exits 0 show --json negative.der
check "a damaged tree" exits 0 show --asn1 negative.der
head -c 200 negative.der >cut.der
check "cut short, as a tree that says where" exits 1 show --asn1 cut.der
for form in --json --asn1 --der ""; do
    [ "$form" = --asn1 ] || check "cut short $form" exits 26 show $form cut.der
    check "no file $form" exits 26 show $form nowhere.pem
    check "no certificate $form" exits 26 show $form server.key
done
check "tree and JSON" exits 2 show --asn1 --json server.pem
check "JSON and DER" exits 2 show --json --der server.pem
check "DER and PEM" exits 2 show --der --pem server.pem
check "says the way out" grep -q 'leave out --pem' err

finish
