#!/bin/bash
# `vitrine verify` beside `openssl verify`: the same words on both streams and the same exit code. Use: tests/cli/verify.sh PATH/TO/vitrine
. "$(dirname "$0")/harness.sh" "$1"
export LC_ALL=C.UTF-8

same() {
    local ours=0 theirs=0
    "$vitrine" verify "$@" >ours.out 2>ours.err </dev/null || ours=$?
    openssl verify "$@" >theirs.out 2>all.err </dev/null || theirs=$?
    grep -v '^[0-9A-F]*:error:' all.err >theirs.err # its own error queue, with addresses
    if [ $ours = $theirs ] && cmp -s ours.out theirs.out && cmp -s ours.err theirs.err; then
        good
    else
        bad "verify $* ($ours, OpenSSL $theirs)"
        diff theirs.out ours.out
        diff theirs.err ours.err
    fi
}
# same_first ARGS: OpenSSL goes on after the first fault; that one must be ours.
same_first() {
    local ours=0 theirs=0
    "$vitrine" verify "$@" >ours.out 2>ours.err </dev/null || ours=$?
    openssl verify "$@" 2>&1 >theirs.out </dev/null | head -n 2 >theirs.err
    theirs=${PIPESTATUS[0]}
    if [ $ours = "$theirs" ] && [ "$(head -n 2 ours.err)" = "$(cat theirs.err)" ]; then
        good
    else
        bad "first of verify $* ($ours, OpenSSL $theirs)"
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
    same_first -CAfile $type/ca.pem -untrusted bad/$type-server-between.pem bad/$type-below.pem
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

finish
