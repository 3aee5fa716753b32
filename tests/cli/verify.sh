#!/bin/bash
# `vitrine verify` beside `openssl verify`: the same words on both streams and the same exit code. Use: tests/cli/verify.sh PATH/TO/vitrine
. "$(dirname "$0")/harness.sh" "$1"
export LC_ALL=C.UTF-8

same() {
    local ours=0 theirs=0
    "$vitrine" verify "$@" >ours.out 2>ours.err </dev/null || ours=$?
    openssl verify "$@" >theirs.out 2>all.err </dev/null || theirs=$?
    grep -v '^[0-9A-F]*:error:' all.err >theirs.err # its own error queue, with addresses
    sed -i '/^vitrine: /d' ours.err # and our own sentence in its place
    if [ $ours = $theirs ] && cmp -s ours.out theirs.out && cmp -s ours.err theirs.err; then
        good
    else
        bad "verify $* ($ours, OpenSSL $theirs)"
        diff theirs.out ours.out
        diff theirs.err ours.err
    fi
}
make() { "$vitrine" cert make "$@" >/dev/null || echo "cannot make $*"; }

for type in p256 rsa; do
    make ca --out $type --type $type --name "Root $type"
    make ca --out $type --as one --type $type --name One --issuer $type/ca.pem
    make ca --out $type --as two --name Two --issuer $type/one.pem --path-len 0
    make server --out $type --issuer $type/two.pem --host www.example.test --host 192.0.2.7
    make client --out $type --issuer $type/two.pem --name student
    cat $type/one.pem $type/two.pem >$type/between.pem
    trust=(-CAfile $type/ca.pem -untrusted $type/between.pem)
    same "${trust[@]}" $type/server.pem
    same "${trust[@]}" $type/server.pem $type/client.pem
    same "${trust[@]}" -show_chain $type/server.pem
    same -trusted $type/ca.pem -untrusted $type/between.pem $type/server.pem
    same "${trust[@]}" -purpose sslserver $type/server.pem
    same "${trust[@]}" -purpose sslclient $type/server.pem
    same "${trust[@]}" -purpose sslclient $type/client.pem
    same "${trust[@]}" -purpose any $type/client.pem
    same "${trust[@]}" -verify_hostname www.example.test $type/server.pem
    same "${trust[@]}" -verify_hostname other.example.test $type/server.pem
    same "${trust[@]}" -verify_ip 192.0.2.7 $type/server.pem
    same "${trust[@]}" -verify_ip 192.0.2.8 $type/server.pem
    same "${trust[@]}" -verify_email student@example.test $type/server.pem
    same -CAfile $type/ca.pem $type/server.pem
    same -CAfile $type/ca.pem -untrusted $type/one.pem $type/server.pem
    same -CAfile $type/ca.pem -untrusted $type/two.pem $type/server.pem
    same -CAfile $type/one.pem -untrusted $type/two.pem $type/server.pem
    same -partial_chain -CAfile $type/one.pem -untrusted $type/two.pem $type/server.pem
    same -partial_chain -CAfile $type/server.pem $type/server.pem
    same -partial_chain -show_chain -CAfile $type/one.pem -untrusted $type/two.pem $type/server.pem
    same -CAfile $type/ca.pem $type/ca.pem
    same -no-CAfile -no-CApath -no-CAstore -untrusted $type/ca.pem -untrusted $type/between.pem $type/server.pem
    same "${trust[@]}" -x509_strict $type/server.pem
    same "${trust[@]}" -policy 1.3.6.1.4.1.99999.1 $type/server.pem
    same "${trust[@]}" -explicit_policy $type/server.pem
    same "${trust[@]}" -verify_depth 1 $type/server.pem
    same "${trust[@]}" -verify_depth 2 $type/server.pem
    # revocation
    for ca in ca one two; do make crl --out $type --as $ca-crl --issuer $type/$ca.pem; done
    cat $type/ca-crl.pem $type/one-crl.pem $type/two-crl.pem >$type/crls.pem
    make crl --out $type --as revoked --issuer $type/two.pem --revoke $type/server.pem
    make crl --out $type --as revoked-one --issuer $type/ca.pem --revoke $type/one.pem
    cat $type/revoked-one.pem $type/one-crl.pem $type/two-crl.pem >$type/crls-one.pem
    same "${trust[@]}" -crl_check -CRLfile $type/two-crl.pem $type/server.pem
    same "${trust[@]}" -crl_check -CRLfile $type/one-crl.pem $type/server.pem
    same "${trust[@]}" -crl_check -CRLfile $type/revoked.pem $type/server.pem
    same "${trust[@]}" -crl_check -CRLfile $type/revoked.pem $type/client.pem
    same "${trust[@]}" -crl_check_all -crl_check -CRLfile $type/crls.pem $type/server.pem
    same "${trust[@]}" -crl_check_all -crl_check -CRLfile $type/crls-one.pem $type/server.pem
    # the wrong root of the right name
    make ca --out other --as $type --type $type --name "Root $type"
    # time
    make ca --out old --as $type --type $type --name "Old Root" --not-before 2010-01-01T00:00:00Z --not-after 2020-01-01T00:00:00Z
    make server --out old --as $type-server --issuer old/$type.pem --host www.example.test
    same -CAfile old/$type.pem old/$type-server.pem
    same -CAfile old/$type.pem -attime 1500000000 old/$type.pem
    make server --out old --as $type-ended --issuer $type/two.pem --host www.example.test --not-before 2010-01-01T00:00:00Z --not-after 2020-01-01T00:00:00Z
    make server --out old --as $type-later --issuer $type/two.pem --host www.example.test --not-before 2040-01-01T00:00:00Z --not-after 2041-01-01T00:00:00Z
    same "${trust[@]}" old/$type-ended.pem
    same "${trust[@]}" old/$type-later.pem
    # wrong in themselves
    make server --out bad --as $type-critical --issuer $type/two.pem --host www.example.test --extension '1.3.6.1.4.1.99999.1!=0500'
    same "${trust[@]}" bad/$type-critical.pem
    make ca --out bad --as $type-third --issuer $type/two.pem --name Three
    make server --out bad --as $type-deep --issuer bad/$type-third.pem --host www.example.test
    cat $type/between.pem bad/$type-third.pem >bad/$type-between.pem
    same -CAfile $type/ca.pem -untrusted bad/$type-between.pem bad/$type-deep.pem
    make server --out bad --as $type-below --issuer $type/server.pem --host www.example.test
    cat $type/between.pem $type/server.pem >bad/$type-server-between.pem
    same -CAfile $type/ca.pem -untrusted bad/$type-server-between.pem bad/$type-below.pem
    # a signature bit
    python3 - $type/server.pem bad/$type-signature.der <<'PY'
import base64, sys
der = bytearray(base64.b64decode(''.join(l for l in open(sys.argv[1]) if '-' not in l)))
der[-3] ^= 1
open(sys.argv[2], 'wb').write(der)
PY
    openssl x509 -inform DER -in bad/$type-signature.der -out bad/$type-signature.pem
    same "${trust[@]}" bad/$type-signature.pem
    # self-signed and not trusted
    same -CAfile other/$type.pem $type/ca.pem
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout self.key -out bad/$type-self.pem -subj "/C=DE/O=Lab, Ltd/CN=self" -days 30 2>/dev/null
    same -CAfile $type/ca.pem bad/$type-self.pem
    same -nameopt RFC2253 -CAfile $type/ca.pem bad/$type-self.pem
done
# a hash directory
mkdir hashed && cp p256/ca.pem hashed/ && openssl rehash hashed
same -CApath hashed -no-CAfile -untrusted p256/between.pem p256/server.pem
same -CApath hashed -no-CAfile -untrusted p256/between.pem rsa/server.pem

# each fault in its turn, not only the first
p=p256
trust=(-CAfile $p/ca.pem -untrusted $p/between.pem)
make ca --out many --as mid --type $p --issuer $p/ca.pem --name Mid --not-before 2010-01-01T00:00:00Z --not-after 2020-01-01T00:00:00Z --path-len 0
make ca --out many --as low --type $p --issuer many/mid.pem --name Low
make server --out many --as ended --issuer many/low.pem --host www.example.test --not-before 2010-01-01T00:00:00Z --not-after 2021-01-01T00:00:00Z --extension '1.3.6.1.4.1.99999.1!=0500'
cat many/mid.pem many/low.pem >many/between.pem
all=(-CAfile $p/ca.pem -untrusted many/between.pem)
same "${all[@]}" many/ended.pem
same "${all[@]}" -purpose sslclient many/ended.pem
same "${all[@]}" -verify_hostname other.example.test many/ended.pem
same "${all[@]}" -ignore_critical many/ended.pem
same "${all[@]}" -ignore_critical -no_check_time many/ended.pem
same "${all[@]}" -no_check_time many/ended.pem
same "${all[@]}" -attime 1300000000 many/ended.pem
same "${all[@]}" -attime 1000000000 many/ended.pem
same "${all[@]}" -x509_strict many/ended.pem
make server --out many --as short --issuer many/mid.pem --host www.example.test --not-before 2010-01-01T00:00:00Z --not-after 2021-01-01T00:00:00Z --extension '1.3.6.1.4.1.99999.1!=0500'
short=(-CAfile $p/ca.pem -untrusted many/mid.pem)
same "${short[@]}" -purpose sslclient -explicit_policy many/short.pem
same "${short[@]}" -explicit_policy -verify_hostname other.example.test many/short.pem
same "${short[@]}" -crl_check -CRLfile $p/crls.pem many/short.pem
same "${trust[@]}" -no_check_time old/$p-ended.pem
same "${trust[@]}" -no_check_time old/$p-later.pem
same "${trust[@]}" -ignore_critical bad/$p-critical.pem
same "${trust[@]}" -ignore_critical -purpose sslclient bad/$p-critical.pem
for file in many/ended.pem $p/server.pem; do same -CAfile rsa/ca.pem -untrusted $p/between.pem $file; done
# a self-signed leaf that is wrong otherwise too
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout self.key -out self.pem -subj "/CN=self" -days 30 -addext 1.2.3.4=critical,DER:0500 2>/dev/null
same -CAfile $p/ca.pem self.pem
same -CAfile $p/ca.pem -attime 1000000000 self.pem
same -CAfile $p/ca.pem -attime 4000000000 self.pem
# the strength of keys and of signatures
openssl req -x509 -newkey rsa:1024 -nodes -keyout weak.key -out weak.pem -subj "/CN=weak root" -days 30 -sha256 2>/dev/null
openssl req -newkey rsa:2048 -nodes -keyout under.key -out under.csr -subj "/CN=under" 2>/dev/null
openssl x509 -req -in under.csr -CA weak.pem -CAkey weak.key -CAcreateserial -days 20 -sha1 -out sha1.pem 2>/dev/null
openssl x509 -req -in under.csr -CA weak.pem -CAkey weak.key -CAcreateserial -days 20 -sha384 -out sha384.pem 2>/dev/null
for level in 0 1 2 3 4 5 9; do
    same -CAfile weak.pem -auth_level $level sha1.pem
    same -CAfile weak.pem -auth_level $level sha384.pem
    same -CAfile weak.pem -auth_level $level weak.pem
    same "${trust[@]}" -auth_level $level $p/server.pem
    same -CAfile rsa/ca.pem -untrusted rsa/between.pem -auth_level $level rsa/server.pem
done
# what RFC 5280 asks of those who issue
printf '%s\n' '[plain]' 'basicConstraints=CA:TRUE' 'subjectKeyIdentifier=hash' '[bare]' 'basicConstraints=critical,CA:TRUE' 'keyUsage=keyCertSign' \
    'subjectKeyIdentifier=none' '[leaf]' 'basicConstraints=CA:FALSE' 'keyUsage=keyCertSign,digitalSignature' '[none]' 'subjectAltName=DNS:www.example.test' >ext.cnf
openssl req -new -key $p/ca.key -subj "/CN=loose" -out loose.csr
for kind in plain bare; do
    openssl x509 -req -in loose.csr -CA $p/ca.pem -CAkey $p/ca.key -CAcreateserial -days 20 -extfile ext.cnf -extensions $kind -out loose-$kind.pem 2>/dev/null
    openssl req -new -key under.key -subj "/CN=below" -out below.csr
    openssl req -new -key under.key -subj "/" -out nameless.csr
    for leaf in none; do
        openssl x509 -req -in below.csr -CA loose-$kind.pem -CAkey $p/ca.key -CAcreateserial -days 10 -extfile ext.cnf -extensions $leaf -out loose-$kind-$leaf.pem 2>/dev/null
        same -CAfile $p/ca.pem -untrusted loose-$kind.pem loose-$kind-$leaf.pem
        same -CAfile $p/ca.pem -untrusted loose-$kind.pem -x509_strict loose-$kind-$leaf.pem
        same -CAfile $p/ca.pem -untrusted loose-$kind.pem -x509_strict -purpose sslserver loose-$kind-$leaf.pem
    done
    openssl x509 -req -in below.csr -CA loose-$kind.pem -CAkey $p/ca.key -CAcreateserial -days 10 -extfile ext.cnf -extensions leaf -out loose-$kind-leaf.pem 2>/dev/null
    same -CAfile $p/ca.pem -untrusted loose-$kind.pem -x509_strict loose-$kind-leaf.pem
    openssl x509 -req -in nameless.csr -CA loose-$kind.pem -CAkey $p/ca.key -CAcreateserial -days 10 -extfile ext.cnf -extensions none -out nameless.pem 2>/dev/null
    same -CAfile $p/ca.pem -untrusted loose-$kind.pem -x509_strict nameless.pem
done
# a root's own signature
python3 - $p/ca.pem root-signature.der <<'PY'
import base64, sys
der = bytearray(base64.b64decode(''.join(l for l in open(sys.argv[1]) if '-' not in l)))
der[-3] ^= 1
open(sys.argv[2], 'wb').write(der)
PY
openssl x509 -inform DER -in root-signature.der -out root-signature.pem
for flag in -check_ss_sig -verbose; do
    same "${trust[@]}" $flag $p/server.pem
    same -CAfile root-signature.pem -untrusted $p/between.pem $flag $p/server.pem
    same -CAfile root-signature.pem $flag root-signature.pem
done
# lists: of what changed, for some reasons, from others
mkdir lists && cd lists
cat >ca.cnf <<'CNF'
[ca]
default_ca=one
[one]
database=index
crlnumber=number
default_md=sha256
default_crl_days=30
[delta]
2.5.29.27=critical,DER:020101
[reasons]
issuingDistributionPoint=critical,@idp
[idp]
onlysomereasons=keyCompromise,CACompromise
[indirect]
issuingDistributionPoint=critical,@all
[all]
indirectCRL=TRUE
[unknown]
1.2.3.4=critical,DER:0500
CNF
serial=$(openssl x509 -in ../$p/server.pem -noout -serial | cut -d= -f2)
revoke_line="R\t400101000000Z\t240101000000Z,keyCompromise\t$serial\tunknown\t/CN=server"
list() { # NAME EXTENSIONS REVOKED
    if [ "$3" = yes ]; then printf "$revoke_line\n" >index; else : >index; fi
    echo 01 >number
    openssl ca -config ca.cnf -gencrl -keyfile ../$p/two.key -cert ../$p/two.pem -out $1.pem ${2:+-crlexts $2} ${4:+-crl_lastupdate $4 -crl_nextupdate $5} 2>ca.err || cat ca.err
}
list full "" no
list full-revoked "" yes
list full-ended "" no 20200101000000Z 20210101000000Z
list full-ended-revoked "" yes 20200101000000Z 20210101000000Z
list full-later "" no 20400101000000Z 20410101000000Z
list delta delta yes
list reasons reasons no
list reasons-revoked reasons yes
list indirect indirect no
list indirect-revoked indirect yes
list unknown unknown no
list unknown-revoked unknown yes
cd ..
for name in full full-revoked full-ended full-ended-revoked full-later reasons reasons-revoked indirect indirect-revoked unknown unknown-revoked; do
    same "${trust[@]}" -crl_check -CRLfile lists/$name.pem $p/server.pem
    same "${trust[@]}" -crl_check -no_check_time -CRLfile lists/$name.pem $p/server.pem
    same "${trust[@]}" -crl_check -ignore_critical -CRLfile lists/$name.pem $p/server.pem
    same "${trust[@]}" -crl_check -CRLfile lists/$name.pem many/short.pem
done
for flags in "-extended_crl" "-extended_crl -use_deltas"; do
    for name in full full-revoked indirect indirect-revoked; do
        same "${trust[@]}" -crl_check $flags -CRLfile lists/$name.pem $p/server.pem
    done
done
same "${trust[@]}" -crl_check -CRLfile lists/full.pem -CRLfile lists/delta.pem $p/server.pem
# names, several at a time
for name in www.example.test other.example.test; do
    for address in 192.0.2.7 192.0.2.8; do
        same "${trust[@]}" -verify_hostname $name -verify_ip $address $p/server.pem
        same "${trust[@]}" -verify_hostname $name -verify_email a@example.test -verify_ip $address $p/server.pem
    done
done
# uses under their other names
for name in default ssl_server ssl_client; do
    same "${trust[@]}" -verify_name $name $p/server.pem
    same "${trust[@]}" -verify_name $name $p/client.pem
    same "${trust[@]}" -verify_name $name -purpose sslserver $p/client.pem
done
# stores
same -CAstore $p/ca.pem -untrusted $p/between.pem $p/server.pem
same -CAstore file:$(pwd)/$p/ca.pem -untrusted $p/between.pem $p/server.pem
same -CAstore hashed -no-CAfile -untrusted $p/between.pem $p/server.pem
same "${trust[@]}" -no_alt_chains -issuer_checks -trusted_first -policy_check $p/server.pem
# what cannot be read: OpenSSL's words and code, and a sentence with the place
printf 'no certificate\n' >text
head -c 300 $p/server.pem >cut.pem
openssl x509 -in $p/server.pem -outform DER -out server.der
head -c 200 server.der >cut.der
{ cat server.der; printf x; } >longer.der
{ cat server.der; } >whole.der
: >empty
for file in text cut.pem cut.der empty nosuch; do
    openssl verify "${trust[@]}" $file 2>&1 | grep -v '^[0-9A-F]*:error:\|^Could not' >theirs
    exits 2 "$vitrine" verify "${trust[@]}" $file || bad "verify $file"
    expect "verify $file" "$(cat theirs)" "$(grep -v '^vitrine: ' err)"
    check "a sentence about $file" grep -q "^vitrine: $file: " err
done
same "${trust[@]}" whole.der
exits 2 "$vitrine" verify "${trust[@]}" longer.der || bad "verify longer.der"
check "where it is wrong" grep -q '^vitrine: longer.der: .*byte' err
# refused, with the way out
for flag in -crl_download -policy_print -suiteB_128 -suiteB_128_only -suiteB_192 -allow_proxy_certs "-vfyopt a:b" "-engine e" "-provider p" "-provider-path d" "-propquery q"; do
    check "refused" exits 2 "$vitrine" verify $flag "${trust[@]}" $p/server.pem
    check "one sentence about $flag" [ "$(grep -c "^vitrine: ${flag%% *}: not here: ..." err)" = 1 ]
    check "and nothing else" [ "$(cat out err | wc -l)" = 1 ]
done
for words in "-purpose smimesign" "-verify_name pkcs7" "-nosuch" "-attime soon" "-auth_level high" "-verify_depth -1" "-verify_ip a..b"; do
    check "$words" exits 2 "$vitrine" verify $words "${trust[@]}" $p/server.pem
    check "a sentence about $words" grep -q '^vitrine: ' err
done
# every flag of OpenSSL's is known here
for flag in $(openssl verify -help 2>&1 | sed -nE 's/^ -([A-Za-z0-9_-]+).*/\1/p'); do
    [ "$flag" = help ] || check "-$flag" [ "$("$vitrine" help verify | grep -c -- "^  --$flag ")" = 1 ]
done

finish
