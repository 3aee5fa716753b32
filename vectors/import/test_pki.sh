#!/bin/sh
# Makes vectors/x509/pki: a small PKI for handshake tests, by OpenSSL. Run from the project's root.
# Source of the files: openssl req/x509, this script. Validity 2020-01-01 to 2049-12-31.
set -eu
out=vectors/x509/pki
mkdir -p "$out"
cd "$out"
new_key() {  # new_key NAME rsa|ec|p384
    case $2 in
        rsa) openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1.key" ;;
        ec) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key" ;;
        p384) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out "$1.key" ;;
    esac
}
cat > ca.cnf <<'CNF'
[ca]
default_ca = here
[here]
database = index.txt
serial = serial.txt
new_certs_dir = .
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = DNS:localhost, DNS:*.example.test, IP:127.0.0.1, IP:::1
[client]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = email:student@example.test
CNF
: > index.txt
echo 1000 > serial.txt
issue() {  # issue NAME KIND SUBJECT EXTENSIONS NOT_BEFORE NOT_AFTER
    new_key "$1" "$2"
    openssl req -new -key "$1.key" -subj "/CN=$3" -out "$1.csr"
    openssl ca -batch -notext -config ca.cnf -cert root.pem -keyfile root.key -in "$1.csr" -out "$1.pem" \
        -extensions "$4" -startdate "$5" -enddate "$6" 2> /dev/null
}
new_key root rsa
openssl req -new -key root.key -subj "/CN=Vitrine Test Root" -out root.csr
openssl ca -batch -notext -selfsign -config ca.cnf -keyfile root.key -in root.csr -out root.pem \
    -extensions root -startdate 20200101000000Z -enddate 20491231235959Z 2> /dev/null
issue server-rsa rsa localhost server 20200101000000Z 20491231235959Z
issue server-ec ec localhost server 20200101000000Z 20491231235959Z
issue server-p384 p384 localhost server 20200101000000Z 20491231235959Z
issue server-expired rsa localhost server 20200101000000Z 20210101000000Z
issue client-rsa rsa student client 20200101000000Z 20491231235959Z
issue client-ec ec student client 20200101000000Z 20491231235959Z
new_key other-root rsa
openssl req -new -x509 -key other-root.key -subj "/CN=Another Root" -days 10000 -out other-root.pem
rm -f ./*.csr ./*.cnf index.txt* serial.txt* 1*.pem other-root.key
