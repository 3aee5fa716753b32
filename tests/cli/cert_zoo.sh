#!/bin/bash
# The zoo of wrong chains: the same seed makes the same bytes, every verdict is the expected one, and OpenSSL's verdict on the
# same files under the same settings is the one that stands in the table. Where the two part, docs/decisions says why.
# Use: tests/cli/cert_zoo.sh PATH/TO/vitrine PROJECT [FILE for the table of both verdicts]
project=$(realpath "$2")
table=$(realpath "${3:-/dev/null}")
. "$(dirname "$0")/harness.sh" "$1"
decision=$project/docs/decisions/0004-where-openssl-judges-otherwise.md
header=/usr/include/openssl/x509_vfy.h

code_of() {
    "$@" > "$dir/out" 2>&1 < /dev/null
    echo $?
}

expect "written" 0 "$(code_of "$vitrine" cert zoo --out "$dir/zoo")"
expect "written again" 0 "$(code_of "$vitrine" cert zoo --out "$dir/again" --seed 00)"
expect "the same seed, the same bytes" 0 "$(code_of diff -r "$dir/zoo" "$dir/again")"
expect "another seed" 0 "$(code_of "$vitrine" cert zoo --out "$dir/other" --seed 0badc0de)"
expect "other bytes" 1 "$(code_of cmp "$dir/zoo/validity-good/leaf.pem" "$dir/other/validity-good/leaf.pem")"
expect "the same table" 0 "$(code_of cmp "$dir/zoo/expected.tsv" "$dir/other/expected.tsv")"
expect "verdicts of one seed" 0 "$(code_of "$vitrine" cert zoo --check "$dir/zoo")"
expect "verdicts of the other" 0 "$(code_of "$vitrine" cert zoo --check "$dir/other")"
count=$(tail -n +2 "$dir/zoo/expected.tsv" | cut -f1 | sort -u | wc -l)
expect "every name once" "$count" "$(tail -n +2 "$dir/zoo/expected.tsv" | wc -l)"
expect "at least 80" yes "$([ "$count" -ge 80 ] && echo yes)"

# What is not as expected is found: another certificate in a folder, another verdict, a folder that is gone.
cp "$dir/again/validity-good/leaf.pem" "$dir/again/validity-leaf-expired/leaf.pem"
expect "a changed file" 1 "$(code_of "$vitrine" cert zoo --check "$dir/again")"
sed 's/^\(name-exact\t.*\)\taccepted\taccepted/\1\trefused\thost_mismatch/' "$dir/zoo/expected.tsv" > "$dir/other/expected.tsv"
expect "a changed verdict" 1 "$(code_of "$vitrine" cert zoo --check "$dir/other")"
expect "just one" 1 "$(grep -c '^✗\|^[Xx] ' "$dir/out")"
rm -r "$dir/other/name-exact"
expect "a missing folder" 26 "$(code_of "$vitrine" cert zoo --check "$dir/other")"
expect "no zoo" 26 "$(code_of "$vitrine" cert zoo --check "$dir/nothing")"
expect "no seed" 2 "$(code_of "$vitrine" cert zoo --out "$dir/x" --seed xyz)"
expect "no order" 2 "$(code_of "$vitrine" cert zoo)"

declare -A name_of
while read -r name number; do name_of[$number]=$name; done < <(
    sed -nE 's/^# *define +(X509_V_ERR_[A-Z0-9_]+) +([0-9]+).*/\1 \2/p' "$header")
expect "OpenSSL's names are known" X509_V_ERR_CERT_HAS_EXPIRED "${name_of[10]:-}"

# OpenSSL's words for the options of `cert verify`; into `flags`.
translate() {
    local level=2 policies=2.5.29.32.0
    flags=(-x509_strict -partial_chain -policy_check -no-CApath -no-CAstore)
    while [ $# -gt 0 ]; do
        case $1 in
            --now) flags+=(-attime "$(date -d "$2" +%s)"); shift ;;
            --host) flags+=(-verify_hostname "$2"); shift ;;
            --ip) flags+=(-verify_ip "$2"); shift ;;
            --purpose) flags+=(-purpose "ssl$2"); shift ;;
            --policy) level=0; shift ;;
            --policy-oids) policies=$2; shift ;;
            --depth) flags+=(-verify_depth "$2"); shift ;;
            --explicit-policy) flags+=(-explicit_policy) ;;
            --inhibit-any-policy) flags+=(-inhibit_any) ;;
            --inhibit-mapping) flags+=(-inhibit_map) ;;
            *) bad "no translation of $1" ;;
        esac
        shift
    done
    flags+=(-auth_level "$level" -policy "$policies")
}

# openssl_says FOLDER OPTIONS...: X509_V_OK, the first X509_V_ERR_*, or unreadable.
openssl_says() {
    local folder=$1 said number good
    shift
    translate "$@"
    flags+=(-CAfile "$folder/trust.pem")
    [ ! -f "$folder/untrusted.pem" ] || flags+=(-untrusted "$folder/untrusted.pem")
    [ ! -f "$folder/crl.pem" ] || flags+=(-CRLfile "$folder/crl.pem" -crl_check_all -extended_crl -use_deltas)
    said=$(openssl verify "${flags[@]}" "$folder/leaf.pem" 2>&1) && good=yes || good=no
    same_words "$folder/leaf.pem" "$good" "$said"
    if [ "$good" = yes ]; then
        echo X509_V_OK
        return
    fi
    number=$(sed -nE 's/^error ([0-9]+) at .*/\1/p' <<< "$said" | head -n 1)
    [ -n "$number" ] && echo "${name_of[$number]}" || echo unreadable
}

# same_words LEAF ACCEPTED SAID: where both refuse what both can read, `verify` says what OpenSSL says; else the name of the
# chain goes into other_words.
same_words() {
    local said
    said=$("$vitrine" verify "${flags[@]}" "$1" 2>&1) && return
    [ "$2" = no ] || return
    [[ $said != *"Unable to load"* && $3 != *"Unable to load"* ]] || return
    echo "$1" >> "$dir/told"
    [ "$said" = "$(grep -v '^[0-9A-F]*:error:' <<< "$3")" ] || basename "$(dirname "$1")" >> "$dir/other_words"
}

# ours NAME OPTIONS...: `cert verify` ends as the table says, and names the reason.
ours() {
    local folder=$dir/zoo/$1 code
    shift
    set -- cert verify --json "$@"
    [ ! -f "$folder/trust.pem" ] || set -- "$@" --trust "$folder/trust.pem"
    [ ! -f "$folder/untrusted.pem" ] || set -- "$@" --untrusted "$folder/untrusted.pem"
    [ ! -f "$folder/crl.pem" ] || set -- "$@" --crl "$folder/crl.pem"
    [ ! -f "$folder/ocsp.der" ] || set -- "$@" --ocsp "$folder/ocsp.der"
    if [ -f "$folder/tlsa.txt" ]; then
        while read -r record; do set -- "$@" --tlsa "$record"; done < "$folder/tlsa.txt"
    fi
    code=$(code_of "$vitrine" "$@" "$folder/leaf.pem")
    if [ "$code" = 0 ]; then
        echo accepted
    elif [ "$code" = 60 ]; then
        sed -nE '/"result"/,/"id"/s/.*"id": "([a-z0-9_]+)".*/\1/p' "$dir/out"
    else
        echo "exit code $code"
    fi
}

: > "$dir/parted"
: > "$dir/other_words"
printf 'name\tvitrine\topenssl\n' > "$table"
while IFS=$'\t' read -r name options verdict reason openssl _; do
    read -ra words <<< "$options"
    expect "cert verify on $name" "$reason" "$(ours "$name" "${words[@]}")"
    [ "$openssl" != - ] || continue
    got=$(openssl_says "$dir/zoo/$name" "${words[@]}")
    expect "OpenSSL on $name" "$openssl" "$got"
    printf '%s\t%s\t%s\n' "$name" "$reason" "$got" >> "$table"
    theirs=refused
    [ "$got" != X509_V_OK ] || theirs=accepted
    [ "$verdict" = "$theirs" ] || echo "$name" >> "$dir/parted"
done < <(tail -n +2 "$dir/zoo/expected.tsv")
expect "every line was asked" yes "$([ $passed -gt 200 ] && echo yes)"

# Where the verdicts part is where the decision says that they do.
grep -oE '^\| `[a-z0-9-]+`' "$decision" | tr -d '|` ' | sort > "$dir/explained"
expect "the verdicts part where the decision says" "" "$(diff <(sort "$dir/parted") "$dir/explained")"

# OpenSSL has a word of its own for names and constraints that cannot be read; reads parameters of PSS that we do not; and
# tells the path of a list's signer too.
others="constraint-email-subject-bmp constraint-email-without-at constraint-ip-of-16-octets constraint-ip-without-mask"
others+=" constraint-uri-without-host crl-indirect-may-not-sign crl-indirect-not-asked crl-indirect-revokes pss-trailer "
expect "chains that both refuse" yes "$([ "$(wc -l < "$dir/told")" -gt 100 ] && echo yes)"
expect "the words of verify" "$others" "$(sort "$dir/other_words" | tr '\n' ' ')"

finish
