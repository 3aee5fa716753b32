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

# Every certificate that is here: our corpus, the system's authorities, PKITS and other people's odd ones.
vectors=/usr/lib/python3/dist-packages/cryptography_vectors
list_certificates() {
    ls "$project"/vectors/x509/print/*.txt "$project"/vectors/x509/pki/*.pem
    ls /etc/ssl/certs/*.pem
    ls "$vectors"/x509/PKITS_data/certs/*.crt
    ls "$vectors"/x509/*.pem "$vectors"/x509/*.der "$vectors"/x509/custom/*.pem "$vectors"/x509/custom/ca/*.pem "$vectors"/x509/ed*/*.pem
}
while read -r file; do
    case $(head -c 2 "$file" | od -An -tx1) in
        *30*8*) form=DER ;;
        *) form=PEM ;;
    esac
    # What OpenSSL itself does not read is compared nowhere.
    openssl x509 -noout -inform "$form" -in "$file" 2> /dev/null || continue
    compare text x509 -text -noout -inform "$form" -in "$file"
    compare flags x509 -noout -inform "$form" -in "$file" -subject -issuer -serial -dates -fingerprint -subject_hash \
        -issuer_hash -subject_hash_old -issuer_hash_old -email -ocsp_uri
done < <(list_certificates)

sample=$project/vectors/x509/print/name-utf8.txt
for names in oneline RFC2253 multiline compat oneline,-esc_msb,utf8 multiline,-align sep_semi_plus_space,lname \
    dump_all,dump_der,esc_2253 show_type,oid,space_eq nofname,esc_msb,use_quote,sep_comma_plus RFC2253,-dn_rev; do
    for file in "$project"/vectors/x509/print/name-*.txt; do
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
for file in rsa-e3 dsa ed25519; do compare "modulus" x509 -noout -modulus -in "$project/vectors/x509/print/$file.txt"; done

echo "$same the same, $different different"
[ "$different" = 0 ] && [ "$same" -gt 1000 ]
