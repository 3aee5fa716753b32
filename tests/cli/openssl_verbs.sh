#!/bin/bash
# OpenSSL's spellings beside OpenSSL itself: the same flags on the same files must print the same bytes.
# Use: tests/cli/openssl_verbs.sh PATH/TO/vitrine PROJECT
set -u
vitrine=$(realpath "$1")
project=$(realpath "$2")
dir=$(mktemp -d /tmp/vitrine_verbs_XXXXXX)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
same=0
different=0

# Lines of OpenSSL's error queue carry addresses of its process.
clean() { grep -avE '^[0-9A-F]{16}:error:'; }

# compare WHAT ARGUMENTS...: standard output of both commands, and whether both succeed.
compare() {
    local what=$1 theirs=0 ours=0
    shift
    openssl "$@" > theirs.raw 2> theirs.err || theirs=$?
    "$vitrine" "$@" > ours.raw 2> ours.err || ours=$?
    clean < theirs.raw > theirs.txt
    clean < ours.raw > ours.txt
    if cmp -s theirs.txt ours.txt && [ $((theirs == 0)) = $((ours == 0)) ]; then
        same=$((same + 1))
    else
        different=$((different + 1))
        echo "DIFFERENT: $what: $* (exit codes $theirs and $ours)"
        diff -a theirs.txt ours.txt | head -n 6
    fi
}

sample=$project/vectors/x509/print/name-utf8.txt
for names in oneline RFC2253 multiline compat oneline,-esc_msb,utf8 multiline,-align sep_semi_plus_space,lname \
    dump_all,dump_der,esc_2253 show_type,oid,space_eq nofname,esc_msb,use_quote,sep_comma_plus RFC2253,-dn_rev; do
    for file in "$project"/vectors/x509/print/name-{utf8,t61,universal,multi,unknown}.txt; do
        compare "names" x509 -noout -subject -issuer -nameopt "$names" -in "$file"
    done
done
compare "multiline text" x509 -text -noout -nameopt multiline -in "$sample"
compare "PEM" x509 -in "$sample"
compare "DER" x509 -outform DER -in "$sample"
compare "public key" x509 -noout -pubkey -in "$sample"
compare "one hash" x509 -noout -fingerprint -sha256 -in "$sample"
compare "expiry, far" x509 -noout -checkend 9999999999 -in "$sample"
compare "expiry, near" x509 -noout -checkend 0 -in "$sample"
compare "extensions" x509 -noout -ext keyUsage,subjectAltName,basicConstraints -in "$project/vectors/x509/print/ca.txt"
for file in ca ext-san ext-crl ext-akid name-attributes serial-5 v1; do
    file=$project/vectors/x509/print/$file.txt
    compare "text" x509 -text -noout -in "$file"
    compare "flags" x509 -noout -in "$file" -subject -issuer -serial -dates -fingerprint -subject_hash -issuer_hash \
        -subject_hash_old -issuer_hash_old -email -ocsp_uri
done
for file in rsa-e3 dsa ed25519; do compare "modulus" x509 -noout -modulus -in "$project/vectors/x509/print/$file.txt"; done

for file in ext-sct ext-misc name-bmp dsa raw-unique-ids; do
    openssl x509 -in "$project/vectors/x509/print/$file.txt" -out "$file.pem"
    file=$file.pem
    compare "indented" asn1parse -i -in "$file"
    compare "dump" asn1parse -dump -in "$file"
    compare "dump limit" asn1parse -dlimit 20 -in "$file"
    compare "offset" asn1parse -offset 4 -in "$file"
    compare "offset and length" asn1parse -offset 4 -length 30 -in "$file"
    compare "key" asn1parse -strparse "$(openssl asn1parse -in "$file" | grep 'BIT STRING' | head -n 1 | cut -d: -f1 | tr -d ' ')" -in "$file"
    compare "offset past the end" asn1parse -offset 99999 -in "$file"
done
# A hash directory made by both: the same links to the same files.
mkdir theirs ours
for name in ca ext-san name-utf8 name-bmp name-multi serial-5 serial-6; do
    openssl x509 -in "$project/vectors/x509/print/$name.txt" -out "theirs/$name.pem"
done
cp theirs/ca.pem theirs/same.crt
cat theirs/ca.pem theirs/name-utf8.pem > theirs/two.pem
cp theirs/* ours/
links() { (cd "$1" && find . -type l -printf '%f %l\n' | sort); }
openssl rehash -compat theirs 2> /dev/null
echo "no link" > ours/12345678.0
code=0
"$vitrine" cert rehash ours/ca.pem > /dev/null 2>&1 || code=$?
[ "$code" = 26 ] || { different=$((different + 1)); echo "DIFFERENT: rehash of a file exits $code, not 26"; }
for round in first second; do
    "$vitrine" cert rehash ours > /dev/null 2>&1
    if [ "$(links theirs)" = "$(links ours)" ] && [ -n "$(links ours)" ]; then
        same=$((same + 1))
    else
        different=$((different + 1))
        echo "DIFFERENT: hash directory, $round time"
        diff <(links theirs) <(links ours)
    fi
done

[ -f ours/12345678.0 ] || { different=$((different + 1)); echo "DIFFERENT: a file that is no link is gone"; }

echo "$same the same, $different different"
[ "$different" = 0 ] && [ "$same" -gt 60 ]
